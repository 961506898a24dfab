"""Builds what an offline machine is given: a folder of wheels with its installer, or a program that needs no Python.

    python docs/offline/build.py wheels windows-x64 -o dist     # also linux-x86_64, linux-aarch64
    python docs/offline/build.py program -o dist                # for the system that it is run on

Needs the network, and `pip install build pyinstaller`. docs/offline.md says what to do with the results.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PYTHONS = ("3.11", "3.12", "3.13")
# Shown by `docgen doctor`, which asks for their versions by their metadata.
_NAMED = ("docgen", "typer", "openpyxl", "docxtpl", "python-docx", "jinja2", "markupsafe", "lxml")
# Half of the size, and none of it used: typer's coloured help, a second toolkit, what Pillow would bring to openpyxl.
_UNUSED = ("tkinter", "rich", "pygments", "PIL", "numpy", "pytest", "setuptools")


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of machine: the tags of the wheels that run there, and the values of environment markers."""

    platforms: tuple[str, ...]
    markers: dict[str, str]
    installer: str


def _linux(machine: str) -> Target:
    # manylinux2014 is glibc 2.17: UOS 20 and Kylin V10 have 2.28.
    tags = tuple(f"manylinux{version}_{machine}" for version in ("2014", "_2_17", "_2_28"))
    markers = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"}
    return Target(tags, {**markers, "platform_machine": machine}, "install.sh")


TARGETS = {
    "windows-x64": Target(
        ("win_amd64",),
        {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
        "install.cmd",
    ),
    "linux-x86_64": _linux("x86_64"),
    "linux-aarch64": _linux("aarch64"),
}


def wheelhouse(name: str, folder: Path) -> Path:
    """A folder of every wheel that docgen needs on a kind of machine, with the installer and the checksums."""
    target, made = TARGETS[name], folder / f"docgen-{name}"
    wheels = made / "wheels"
    shutil.rmtree(made, ignore_errors=True)
    wheels.mkdir(parents=True)
    own = _own_wheel(wheels)
    for python in PYTHONS:
        _download(wheels, target, python, str(own), "pip")
        # pip evaluates markers for the machine that it runs on: what only Windows needs is asked for by name.
        while lacking := missing(wheels, target, python):
            _download(wheels, target, python, *lacking)
    shutil.copy(HERE / target.installer, made)
    _checksums(made)
    return made


def missing(wheels: Path, target: Target, python: str) -> list[str]:
    """The requirements, on that machine, of the wheels in a folder that none of them answers."""
    there = {parse_wheel_filename(wheel.name)[0] for wheel in wheels.glob("*.whl")}
    markers = {**target.markers, "python_version": python, "python_full_version": f"{python}.0", "extra": ""}
    wanted = {
        str(each.name): f"{each.name}{each.specifier}"
        for wheel in wheels.glob("*.whl")
        for each in _requirements(wheel)
        if each.marker is None or each.marker.evaluate(markers)
    }
    return sorted(text for name, text in wanted.items() if canonicalize_name(name) not in there)


def _requirements(wheel: Path) -> Iterator[Requirement]:
    with zipfile.ZipFile(wheel) as archive:
        (metadata,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        lines = message_from_bytes(archive.read(metadata)).get_all("Requires-Dist") or []
    yield from map(Requirement, lines)


def _own_wheel(wheels: Path) -> Path:
    _run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(wheels), str(ROOT))
    (own,) = wheels.glob("docgen-*.whl")
    return own


def _download(wheels: Path, target: Target, python: str, *requirements: str) -> None:
    platforms = [word for tag in target.platforms for word in ("--platform", tag)]
    _run(
        sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check", "--only-binary=:all:",
        "--python-version", python, "--implementation", "cp", *platforms,
        "--find-links", str(wheels), "-d", str(wheels), *requirements,
    )  # fmt: skip


def _checksums(made: Path) -> None:
    """As `sha256sum -c` reads them, and `certutil -hashfile` shows them."""
    files = sorted(file for file in made.rglob("*") if file.is_file())
    rows = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(made).as_posix()}"
        for file in files
    ]
    (made / "SHA256SUMS").write_bytes("".join(f"{row}\n" for row in rows).encode())


def program(folder: Path) -> Path:
    """A folder with docgen, its libraries and an interpreter, to be copied onto a machine as it is."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        python = _environment(scratch / "environment")
        _run(
            str(python), "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", "--onedir", "--name", "docgen",
            "--collect-data", "docgen", "--collect-submodules", "docgen", "--python-option", "X utf8_mode=1",
            *(["--strip"] if sys.platform == "linux" else []),
            *(word for each in _NAMED for word in ("--copy-metadata", each)),
            *(word for each in _UNUSED for word in ("--exclude-module", each)),
            "--workpath", str(scratch), "--specpath", str(scratch), "--distpath", str(folder.absolute()),
            str(HERE / "start.py"),
            within=scratch,
        )  # fmt: skip
    return folder / "docgen"


def _environment(folder: Path) -> Path:
    """The interpreter of a bare environment: what else is installed here must not get into the program."""
    _run(sys.executable, "-m", "venv", str(folder))
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    _run(str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", str(ROOT), "pyinstaller")
    return python


def _run(*command: str, within: Path | None = None) -> None:
    """Runs a command away from this checkout, whose package would be taken for the one installed."""
    names = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    subprocess.run(command, check=True, cwd=within, env=names)


def main() -> None:
    """Builds what is asked for and prints where it is."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("kind", choices=("wheels", "program"))
    parser.add_argument("target", nargs="?", choices=tuple(TARGETS))
    parser.add_argument("-o", "--output", type=Path, required=True)
    asked = parser.parse_args()
    if asked.kind == "wheels" and not asked.target:
        parser.error("wheels: for which machine?")
    made = program(asked.output) if asked.kind == "program" else wheelhouse(asked.target, asked.output)
    sys.stdout.write(f"{made}\n")


if __name__ == "__main__":
    main()
