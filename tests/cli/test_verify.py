"""`docgen verify` as a command: exit codes, which file is named, JSON by the schema."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest

import docgen.cli
from tests import command
from tests.command import Ran
from tests.verification.edits import Printed, figure
from tests.verification.layouts import taken

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "excel_inputs/gov-info-annual-2021/sample.xlsx"
SCHEMA = json.loads((Path(docgen.cli.__file__).parent / "result.schema.json").read_text("utf-8"))
PATH = "applications.received.total"


def docgen_(*arguments: object, cwd: Path, stdin: bytes = b"", reports: str = "") -> Ran:
    return command.docgen(*arguments, cwd=cwd, stdin=stdin, DOCGEN_REPORTS=reports)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """a.xlsx with its document a.docx, and changed.docx in which one figure is another."""
    folder = tmp_path_factory.mktemp("verify")
    shutil.copy(SAMPLE, folder / "a.xlsx")
    printed = Printed(taken(SAMPLE.read_bytes()))
    (folder / "a.docx").write_bytes(printed.data)
    (folder / "changed.docx").write_bytes(figure(printed, PATH, "9999").document)
    (folder / "text.docx").write_text("文字", "utf-8")
    return folder


def test_the_same_is_exit_0_and_nothing_is_said(folder):
    ran = docgen_("verify", "a.docx", "a.xlsx", cwd=folder)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")


def test_a_difference_is_exit_4_and_named_on_stderr(folder):
    ran = docgen_("verify", "changed.docx", "a.xlsx", cwd=folder)
    assert (ran.returncode, ran.stdout) == (4, b"")
    assert ran.stderr.decode().startswith("changed.docx: 错误[E252] 三、依申请公开!J6")


def test_json_is_one_entry_of_the_document_in_the_shape_of_the_contract(folder):
    ran = docgen_("verify", "changed.docx", "a.xlsx", "--json", "--result", "whole.json", cwd=folder)
    answer = json.loads(ran.stdout)
    jsonschema.validate(answer, SCHEMA)
    assert json.loads((folder / "whole.json").read_text("utf-8"))["results"] == answer["results"]
    (entry,) = answer["results"]
    (finding,) = entry["diagnostics"]
    assert (entry["input"], entry["status"], entry["exit_code"], entry["report"]) == (
        "changed.docx", "failed", 4, "gov-info-annual-2021",
    )  # fmt: skip
    assert finding["cells"][0] | {"value": None} == {
        "sheet": "三、依申请公开", "cell": "J6", "path": PATH, "value": None,
    }  # fmt: skip
    assert finding["cells"][1]["sheet"] == "表2"
    assert finding["actual"] == "9999"
    assert ran.stderr == b""


@pytest.mark.parametrize(
    ("document", "workbook", "said"),
    [
        ("none.docx", "a.xlsx", ["[E101] 找不到文件 none.docx"]),
        ("a.docx", "none.xlsx", ["[E101] 找不到文件 none.xlsx"]),
        ("text.docx", "a.xlsx", ["[E104] 文档 text.docx："]),
        ("a.docx", "text.docx", ["[E104] 工作簿 text.docx："]),
        ("none.docx", "none.xlsx", ["none.docx  ", "none.xlsx  "]),
        ("a.xlsx", "text.docx", ["文档 a.xlsx：", "工作簿 text.docx："]),
        ("a.xlsx", "a.docx", ["[E123] 写反了：a.xlsx 是工作簿，a.docx 是文档；先写文档，后写工作簿"]),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_exit_3_and_named(folder, document, workbook, said):
    ran = docgen_("verify", document, workbook, cwd=folder)
    assert ran.returncode == 3
    lines = ran.stderr.decode().splitlines()
    assert len(lines) == len(said)
    assert all(words in line for words, line in zip(said, lines, strict=True))


@pytest.mark.parametrize(
    "arguments",
    [("a.docx",), (), ("-", "-"), ("a.docx", "a.xlsx", "--result", "a.xlsx"), ("a.docx", "a.xlsx", "--fast")],
)
def test_a_wrong_command_line_is_exit_2(folder, arguments):
    assert docgen_("verify", *arguments, cwd=folder).returncode == 2
    assert (folder / "a.xlsx").read_bytes() == SAMPLE.read_bytes()


def test_either_file_may_come_from_stdin(folder):
    for file, arguments in (("changed.docx", ("-", "a.xlsx")), ("a.xlsx", ("changed.docx", "-"))):
        ran = docgen_("verify", *arguments, cwd=folder, stdin=(folder / file).read_bytes())
        assert ran.returncode == 4


def test_a_request_names_them_in_whatever_order(folder):
    request = {"method": "verify", "workbook": "a.xlsx", "document": "a.docx", "json": True}
    ran = docgen_("--request", "-", cwd=folder, stdin=json.dumps(request).encode())
    assert json.loads(ran.stdout)["exit_code"] == 0


def test_messages_are_english_on_request(folder):
    ran = docgen_("verify", "changed.docx", "a.xlsx", "--lang", "en", cwd=folder)
    assert "in the document (表2!J4) it is 9999" in ran.stderr.decode()


def test_a_warning_counts_only_with_strict(folder, monkeypatch):
    from docgen.cli import verify
    from docgen.diagnostics.codes import HIDDEN

    monkeypatch.setattr(verify, "verify", lambda *_: (HIDDEN.at(),))
    files = (str(folder / "a.docx"), str(folder / "a.xlsx"), None, None)
    assert [verify.verified(*files, strict=strict).exit_code for strict in (False, True)] == [0, 4]
