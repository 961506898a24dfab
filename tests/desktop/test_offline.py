"""What can be said of the offline builds without building them; `python -m tests.proofs.offline` builds them."""

import subprocess
import zipfile

import pytest

from docgen.cli.child import AS_CHILD
from tests.proofs.offline import ROOT, builder

OFFLINE = ROOT / "docs/offline"


@pytest.fixture(scope="module")
def build():
    return builder()


def wheel(folder, name, *requirements):
    metadata = "".join(f"Requires-Dist: {text}\n" for text in requirements)
    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as archive:
        archive.writestr(f"{name}-1.0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\n{metadata}")


def test_what_only_another_system_needs_is_found_missing_there(build, tmp_path):
    wheel(tmp_path, "docgen", "typer>=0.20", 'tomli; python_version < "3.11"')
    wheel(tmp_path, "typer", 'colorama>=0.4; platform_system == "Windows"', 'pytest; extra == "dev"')
    assert build.missing(tmp_path, build.TARGETS["linux-aarch64"], "3.11") == []
    assert build.missing(tmp_path, build.TARGETS["windows-x64"], "3.11") == ["colorama>=0.4"]


def test_a_requirement_is_met_under_any_spelling_of_its_name(build, tmp_path):
    wheel(tmp_path, "docgen", "typing-extensions")
    wheel(tmp_path, "typing_extensions")
    assert build.missing(tmp_path, build.TARGETS["linux-x86_64"], "3.12") == []


def test_each_kind_of_machine_has_its_installer(build):
    assert {target.installer for target in build.TARGETS.values()} == {"install.sh", "install.cmd"}
    assert all((OFFLINE / target.installer).exists() for target in build.TARGETS.values())


def test_the_installer_of_windows_is_ascii_with_windows_line_ends():
    content = (OFFLINE / "install.cmd").read_bytes()
    assert content.isascii()
    assert content.count(b"\n") == content.count(b"\r\n") > 10


def test_the_installer_of_linux_is_sound_and_says_what_is_missing(tmp_path):
    script = OFFLINE / "install.sh"
    assert subprocess.run(["sh", "-n", str(script)], capture_output=True, check=False).returncode == 0
    names = {"HOME": str(tmp_path), "PATH": str(tmp_path)}
    ran = subprocess.run(
        ["/bin/sh", "-c", f'dirname() {{ echo {OFFLINE}; }}; . "{script}"'],
        env=names,
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 1
    assert "没有 Python 3.11 以上" in ran.stderr.decode()


def test_the_program_starts_its_own_processes():
    assert f'["{AS_CHILD}"]' in (OFFLINE / "start.py").read_text(encoding="utf-8")
