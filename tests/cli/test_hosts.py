"""Every kind of host: whatever surrounds the command, it answers as the contract says (section 2)."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_many import posix
from tests.command import BAD, GOOD, PROGRAM
from tests.tenth import tenth

NO_UTF8 = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
SURROUNDINGS = {
    "no environment": None,
    "home and cache that cannot be written, another time zone": {
        "HOME": "/proc", "DOCGEN_CACHE": "/proc/none", "TZ": "Pacific/Kiritimati", "PYTHONIOENCODING": "ascii",
    },
    "a home that is not there, no cache, a code page of Chinese": {
        "HOME": "/nonexistent", "DOCGEN_CACHE": "", "LANG": "zh_CN.GBK", "LC_ALL": "zh_CN.GBK", "NO_COLOR": "1",
    },
    "no home and no code page at all": {**NO_UTF8, "HOME": "", "FORCE_COLOR": "1", "TERM": "dumb"},
    "warnings as errors, streams in UTF-16": {"PYTHONWARNINGS": "error", "PYTHONIOENCODING": "utf-16"},
}  # fmt: skip


def surrounded(surrounding: dict[str, str] | None, *arguments: object, **options: object):
    environment = {"PYTHONPATH": os.pathsep.join(sys.path)}
    environment |= {} if surrounding is None else {**os.environ, **surrounding}
    return subprocess.run(
        [*PROGRAM, *map(str, arguments)], env=environment, timeout=60, check=False, **options
    )


@pytest.fixture(scope="module")
def reference() -> bytes:
    return surrounded({}, "render", GOOD, "-o", "-", capture_output=True).stdout


@posix
@pytest.mark.parametrize("surrounding", SURROUNDINGS.values(), ids=list(SURROUNDINGS))
def test_surroundings_change_nothing(tmp_path, reference, surrounding):
    folder = tmp_path / "年度 报告 [终稿] (2)"
    folder.mkdir()
    good, bad = (shutil.copy(file, folder / name) for file, name in ((GOOD, "甲.xlsx"), (BAD, "乙.xlsx")))
    ran = surrounded(surrounding, good, bad, "--json", "--annotate", capture_output=True)
    written, failed = json.loads(ran.stdout.decode("ascii"))["results"]
    assert (ran.returncode, ran.stderr) == (4, b"")
    assert (written["output"], failed["annotated"]) == (str(folder / "甲.docx"), str(folder / "乙.批注.xlsx"))
    assert (folder / "甲.docx").read_bytes() == reference
    assert sorted(path.name for path in folder.iterdir()) == ["乙.xlsx", "乙.批注.xlsx", "甲.docx", "甲.xlsx"]


@posix
@pytest.mark.parametrize("surrounding", [NO_UTF8, {"PYTHONIOENCODING": "gbk"}], ids=["C", "gbk"])
def test_lines_for_people_are_utf8_everywhere(tmp_path, surrounding):
    source = shutil.copy(BAD, tmp_path / "年报.xlsx")
    ran = surrounded(surrounding, source, "--annotate", capture_output=True)
    assert ran.stdout.decode("utf-8") == f"{tmp_path / '年报.批注.xlsx'}\n"
    assert "（七）总计，自然人）应为 4" in ran.stderr.decode("utf-8")


@posix
@pytest.mark.parametrize(
    ("arguments", "redirection", "code"),
    tenth(
        [
            (["render", "-", "-o", "{}/a.docx"], "<&-", 3),
            (["worker"], "<&-", 0),
            (["worker"], "</dev/null", 0),
            (["worker"], ">&-", 6),
            (["check", "-", "--timeout", "20"], "<&-", 3),
            (["render", "{good}", "-o", "{}/b.docx"], ">&- 2>&- <&-", (0, 6)),
            (["render", "{good}", "-o", "-"], ">&-", 6),
            (["check", "{bad}", "--jobs", "2", "--json"], ">&-", 6),
            (["check", "{bad}", "--timeout", "20"], "<&- 2>&-", 4),
            (["check", "{bad}"], ">&- 2>&- <&-", 4),
            (["reports"], "| true; exit ${{PIPESTATUS[0]}}", (0, 6)),
        ],
        lambda case: (case[0][0], case[1]),
    ),
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_streams_that_are_closed_are_no_crash(tmp_path, arguments, redirection, code):
    places = {"good": GOOD, "bad": BAD}
    words = [f'"{word.format(tmp_path, **places)}"' for word in arguments]
    command = f'"{sys.executable}" -m docgen {" ".join(words)} {redirection.format()}'
    ran = subprocess.run(["bash", "-c", command], capture_output=True, timeout=60, check=False)
    assert ran.returncode in (code if isinstance(code, tuple) else (code,))
    assert b"Traceback" not in ran.stderr
    assert b"Fatal" not in ran.stderr


@posix
def test_no_colour_is_written_even_to_a_terminal(tmp_path):
    import pty

    ours, theirs = pty.openpty()
    ran = surrounded({"NO_COLOR": "1", "TERM": "xterm"}, "check", BAD, stdout=theirs, stderr=theirs)
    os.close(theirs)
    said = os.read(ours, 65536)
    os.close(ours)
    assert ran.returncode == 4
    assert b"\x1b" not in said


@posix
def test_the_folder_that_it_runs_in_is_not_code(tmp_path):
    """A workbook's folder may hold anything, also a json.py; the processes that do the work must not take it for theirs."""
    for name in ("json", "pickle", "docgen", "sitecustomize"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(99)\n")
    script = Path(tmp_path.parent / "command.py")
    script.write_text("from docgen.cli import main\nmain()\n")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command = [sys.executable, str(script), "check", str(GOOD), "--timeout", "30", "--json"]
    ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert (ran.returncode, json.loads(ran.stdout)["exit_code"]) == (0, 0)
