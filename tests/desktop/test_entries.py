"""The files that tell file managers of the launcher, read as their readers would."""

import re
import shlex
import shutil
import subprocess

import pytest

from docgen.desktop.launcher import entries
from docgen.desktop.launcher.entries import exec_line
from docgen.desktop.launcher.planned import command

AWKWARD = [
    "/opt/docgen/bin/python",
    "/home/张 三/文 件/.venv/bin/python",
    "/opt/a\"b/c'd/python",
    "/opt/$HOME/`id`/python",
    r"/opt/back\slash/python",
    "/opt/50%/F%F/python",
    "/opt/(终稿) & 副本;#~|*?<>/python",
]


def words_of(line: str) -> list[str]:
    """An Exec value taken apart as the Desktop Entry Specification says: string escapes, then quoting, then codes."""
    text = re.sub(r"\\(.)", lambda found: {"s": " ", "n": "\n", "t": "\t"}.get(found[1], found[1]), line)
    parts = re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', text)
    words = [re.sub(r"\\(.)", r"\1", quoted) or bare for quoted, bare in parts]
    return [word.replace("%%", "\0").replace("%F", "<files>").replace("\0", "%") for word in words]


@pytest.mark.parametrize("program", AWKWARD)
def test_an_exec_line_runs_the_words_it_was_made_of(program):
    line = exec_line((program, "-P", "-m", "docgen", "drop"))
    assert words_of(line) == [program, "-P", "-m", "docgen", "drop", "<files>"]


@pytest.mark.parametrize("program", AWKWARD)
def test_a_script_runs_its_program_with_the_files_as_they_are(program, tmp_path):
    text = entries.script((program, "drop")).decode()
    assert text.startswith("#!/bin/sh\n")
    (line,) = [line for line in text.splitlines() if line.startswith("exec ")]
    assert shlex.split(line) == ["exec", program, "drop", "$@"]


@pytest.mark.parametrize("program", AWKWARD)
@pytest.mark.parametrize("content", [entries.launcher, entries.deepin_menu])
def test_the_desktop_s_own_validator_takes_them(content, program, tmp_path):
    if not shutil.which("desktop-file-validate"):
        pytest.skip("no desktop-file-validate (desktop-file-utils)")
    file = tmp_path / "docgen.desktop"
    file.write_bytes(content((program, "drop")))
    ran = subprocess.run(["desktop-file-validate", str(file)], capture_output=True, check=False)
    assert (ran.returncode, ran.stdout.decode()) == (0, "")


def test_an_interpreter_does_not_import_what_lies_beside_the_workbook():
    assert command()[1:] == ("-P", "-m", "docgen", "drop")


def test_a_frozen_program_is_its_own_command(monkeypatch):
    monkeypatch.setattr("sys.frozen", True, raising=False)
    monkeypatch.setattr("sys.executable", "/opt/docgen/docgen")
    assert command() == ("/opt/docgen/docgen", "drop")


def test_the_launcher_takes_many_files_and_names_workbooks():
    keys = dict(line.split("=", 1) for line in entries.launcher(("docgen",)).decode().splitlines()[2:])
    assert keys["Exec"] == "docgen %F"
    assert keys["Terminal"] == "false"
    assert "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet;" in keys["MimeType"]
    assert keys["Name[zh_CN]"] == "生成公文"
    assert "MimeType" not in entries.launcher(("docgen",), ()).decode()
