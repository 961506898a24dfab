"""What this machine has: versions, LibreOffice, and the folder that docgen keeps things in."""

from __future__ import annotations

import platform
import re
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from docgen import cache
from docgen.desktop.programs import run
from docgen.office import libreoffice
from docgen.records import dataclass

PACKAGES = ("typer", "openpyxl", "docxtpl", "python-docx", "jinja2", "markupsafe", "lxml")
CacheState = Literal["off", "writable", "closed"]


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine as it is found; `office_version` is None where LibreOffice did not say it, `cached` counts entries."""

    python: str
    executable: str
    platform: str
    encoding: str
    packages: dict[str, str | None]
    office: str | None
    office_version: str | None
    cache: Path | None
    cache_state: CacheState
    cached: int


def machine() -> Machine:
    """The machine that this runs on."""
    office, place = libreoffice(), cache.folder()
    return Machine(
        python=platform.python_version(),
        executable=sys.executable,
        platform=f"{platform.system()} {platform.release()} {platform.machine()}",
        encoding=sys.getfilesystemencoding(),
        packages={name: _version(name) for name in PACKAGES},
        office=office,
        office_version=_office_version(office) if office else None,
        cache=place,
        cache_state="off" if place is None else "writable" if _is_writable(place) else "closed",
        cached=len(list(place.glob(f"*{cache.SUFFIX}"))) if place else 0,
    )


def _is_writable(folder: Path) -> bool:
    """Tried, not asked: os.access knows nothing of a full disk or of Windows' permissions. Nothing is left behind."""
    there = next(filter(Path.is_dir, (folder, *folder.parents)), folder)
    try:
        with tempfile.TemporaryFile(dir=there) as file:
            file.write(b"\0")
    except OSError:
        return False
    return True


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _office_version(office: str) -> str | None:
    ran = run([office, "--version"], 20)
    found = re.search(r"\d+(\.\d+)+", ran.stdout.decode(errors="replace")) if ran else None
    return found[0] if found else None
