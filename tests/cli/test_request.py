"""`--request`: one JSON object instead of arguments, for hosts whose arguments lose their names on the way."""

import json
import shutil

import pytest

from docgen.cli.misuse import MisuseError
from docgen.cli.request import arguments_of, expanded
from tests.command import BAD, GOOD, docgen, process


@pytest.fixture
def workbook(tmp_path):
    place = tmp_path / "各单位 [终稿]"
    place.mkdir()
    return shutil.copy(GOOD, place / "甲县 年报.xlsx")


def test_a_request_does_what_its_arguments_do(workbook, tmp_path):
    request = {"method": "render", "inputs": [str(workbook)], "output": str(tmp_path / "出"), "json": True}
    file = tmp_path / "request.json"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(request, ensure_ascii=False).encode())
    asked = process("--request", file, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    (entry,) = json.loads(asked.stdout)["results"]
    assert (asked.returncode, asked.stderr, entry["status"]) == (0, b"", "written")
    assert (tmp_path / "出" / "甲县 年报.docx").read_bytes() == docgen("render", GOOD, "-o", "-").stdout


def test_a_request_comes_on_stdin_too_and_names_any_command(workbook):
    request = {"input": str(workbook), "strict": False, "numbering": None}
    ran = docgen("check", "--request", "-", stdin=json.dumps(request).encode())
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")
    ran = docgen("--json", "--request", "-", "--lang", "en", stdin=json.dumps(request).encode())
    assert json.loads(ran.stdout)["results"][0]["status"] == "written"
    ran = docgen("--request=-", stdin=b'{"method": "reports", "report": "gov-info-annual-2021"}')
    assert "applications.received.total" in ran.stdout.decode().split()


def test_every_option_goes_by_its_name():
    request = {
        "inputs": ["a", "-b"],
        "output": "-o",
        "timeout": 3,
        "jobs": 2,
        "pdf": True,
        "strict": False,
        "lang": "en",
    }
    said = ["render", "--output=-o", "--timeout=3", "--jobs=2", "--pdf", "--lang=en", "--", "a", "-b"]
    assert arguments_of(request, "render") == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"inputs": ["a"], "outptu": "x"}', "output"), ('{"inputs": [1]}', "inputs"), ('{"strict": 1}', "strict"),
        ('{"strict": "true"}', "strict"), ('{"timeout": "3"}', "timeout"), ('{"timeout": true}', "timeout"),
        ('{"output": ["x"]}', "output"), ('{"method": "install"}', "method"), ('{"method": ["render"]}', "method"),
        ('{"method": "nosuch"}', "method"), ("[]", "JSON"), ("{", "JSON"), ('"x"', "JSON"), ("[" * 100_000, "JSON"),
        ('{"request": "x"}', "request"), ('{"inputs": ["a"], "json": 1}', "json"),
    ],
)  # fmt: skip
def test_a_wrong_request_is_a_wrong_command_line(tmp_path, text, said):
    file = tmp_path / "r.json"
    file.write_text(text)
    with pytest.raises(MisuseError, match=said):
        expanded(["--request", str(file)])


def test_it_is_answered_in_json_when_it_asks_for_that(tmp_path):
    ran = docgen("--request", "-", stdin=b'{"inputs": ["a"], "outptu": "x", "json": true}')
    assert (ran.returncode, ran.stderr) == (2, b"")
    assert "output" in json.loads(ran.stdout)["results"][0]["diagnostics"][0]["message"]
    assert docgen("--request", tmp_path / "none", "--json").returncode == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["a", "--request", "b"],
        ["--request", "b", "a"],
        ["--request"],
        ["check", "--strict", "--request", "b"],
    ],
)
def test_no_other_argument_stands_beside_it(arguments):
    with pytest.raises(MisuseError, match="beside"):
        expanded(arguments)


def test_names_that_became_question_marks_are_explained_wherever_they_stand(tmp_path):
    for arguments, code in (
        (("check", "????.xlsx"), 3),
        (("data", "????.xlsx"), 3),
        (("render", GOOD, "-o", tmp_path / "????.docx"), 6),
    ):
        ran = docgen(*arguments)
        assert (ran.returncode, "E114" in ran.stderr.decode()) == (code, True)
        assert "--request" in ran.stderr.decode()
    assert list(tmp_path.iterdir()) == []


def test_a_language_asked_for_in_a_request_is_spoken():
    ran = docgen(
        "--request", "-", stdin=json.dumps({"method": "check", "input": str(BAD), "lang": "en"}).encode()
    )
    assert b"should be 4" in ran.stderr
