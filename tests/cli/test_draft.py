"""`--draft` as a host calls it: what it is called, what is said of it, and what it never does."""

import io
import json
import shutil

import pytest
from docx import Document

from docgen.word import is_untouched
from tests.command import BAD, GOOD, docgen
from tests.workbooks import edited


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "年度 报告"
    place.mkdir()
    shutil.copy(BAD, place / "年报.xlsx")
    return place


def comments(document) -> list[str]:
    data = document if isinstance(document, bytes) else document.read_bytes()
    return [comment.text for comment in Document(io.BytesIO(data)).comments]


def entry(*arguments, **options):
    (found,) = json.loads(docgen(*arguments, "--json", **options).stdout)["results"]
    return found


def test_a_draft_is_written_in_spite_of_errors_and_exits_4(folder):
    ran = docgen("render", "--draft", folder / "年报.xlsx")
    draft = folder / "年报.草稿.docx"
    assert (ran.returncode, ran.stdout.decode()) == (4, f"{draft}\n")
    assert "错误[R3]" in ran.stderr.decode()
    assert is_untouched(draft.read_bytes())
    assert sorted(path.name for path in folder.iterdir()) == ["年报.xlsx", "年报.草稿.docx"]


def test_every_error_and_warning_is_a_comment(folder):
    found = entry("--draft", folder / "年报.xlsx")
    said = [finding for finding in found["diagnostics"] if finding["severity"] != "info"]
    assert (found["status"], found["output"]) == ("draft", str(folder / "年报.草稿.docx"))
    written = comments(folder / "年报.草稿.docx")
    assert len(written) == len(said) > 5
    assert all(any(f"[{f['code']}] {f['message']}" in text for text in written) for f in said)


def test_the_comments_are_in_the_language_asked_for(folder):
    docgen("--draft", folder / "年报.xlsx", "--lang", "en")
    assert all(text.startswith(("error[", "warning[")) for text in comments(folder / "年报.草稿.docx"))


def test_a_figure_that_cannot_be_read_is_printed_as_it_stands(folder):
    docgen("--draft", folder / "年报.xlsx")
    tables = Document(str(folder / "年报.草稿.docx")).tables
    assert "609.11万元" in [cell.text for row in tables[0].rows for cell in row.cells]


def test_the_draft_says_what_the_workbook_says_when_read_back(folder):
    docgen("--draft", folder / "年报.xlsx")
    ours, theirs = (
        json.loads(docgen("data", folder / name).stdout) for name in ("年报.草稿.docx", "年报.xlsx")
    )
    assert ours["tables"]["applications"] == theirs["tables"]["applications"]
    assert ours["fields"].items() <= theirs["fields"].items()


def test_a_workbook_without_errors_gives_a_draft_too(tmp_path):
    shutil.copy(GOOD, tmp_path / "年报.xlsx")
    found = entry("--draft", tmp_path / "年报.xlsx")
    assert (found["status"], found["exit_code"]) == ("draft", 0)
    assert "草稿" in found["output"]
    assert not (tmp_path / "年报.docx").exists()


def test_with_strict_a_warning_is_an_error_and_the_draft_is_written_all_the_same(tmp_path):
    book = edited(GOOD.read_bytes(), _typed_as_text)
    (tmp_path / "年报.xlsx").write_bytes(book)
    found = entry("--draft", "--strict", tmp_path / "年报.xlsx")
    assert (found["status"], found["exit_code"]) == ("draft", 4)
    assert comments(tmp_path / "年报.草稿.docx")[0].startswith("警告[F5]")
    assert entry("--draft", tmp_path / "年报.xlsx")["exit_code"] == 0


def _typed_as_text(book) -> None:
    sheet = next(sheet for sheet in book if sheet.title.startswith("三、"))
    cell = next(cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int))
    cell.value = str(cell.value)


def test_where_nothing_can_be_read_there_is_no_draft(tmp_path):
    (tmp_path / "年报.xlsx").write_bytes(b"PK\x03\x04")
    found = entry("--draft", tmp_path / "年报.xlsx")
    assert (found["status"], found["exit_code"], found["output"]) == ("failed", 3, None)
    assert [path.name for path in tmp_path.iterdir()] == ["年报.xlsx"]


def test_a_table_that_is_missing_leaves_its_cells_blank(folder):
    def without(book):
        del book["三、依申请公开"]

    (folder / "年报.xlsx").write_bytes(edited((folder / "年报.xlsx").read_bytes(), without))
    assert entry("--draft", folder / "年报.xlsx")["status"] == "draft"
    assert any(text.startswith("错误[E202]") for text in comments(folder / "年报.草稿.docx"))


def test_a_released_document_is_left_alone(folder):
    (folder / "年报.docx").write_bytes(b"released")
    docgen("--draft", folder / "年报.xlsx")
    assert (folder / "年报.docx").read_bytes() == b"released"


def test_the_file_or_folder_named_is_where_it_goes(folder, tmp_path):
    assert docgen("--draft", folder / "年报.xlsx", "-o", tmp_path / "出").returncode == 4
    assert docgen("--draft", folder / "年报.xlsx", "-o", tmp_path / "文.docx").returncode == 4
    assert (tmp_path / "出" / "年报.草稿.docx").is_file()
    assert (tmp_path / "文.docx").is_file()
    assert not (folder / "年报.草稿.docx").exists()


def test_on_stdout_and_from_stdin_it_is_the_same_draft(folder):
    docgen("--draft", folder / "年报.xlsx")
    ran = docgen("render", "-", "--draft", "-o", "-", stdin=BAD.read_bytes())
    assert (ran.returncode, ran.stdout) == (4, (folder / "年报.草稿.docx").read_bytes())


def test_a_draft_that_somebody_has_edited_is_kept(folder):
    docgen("--draft", folder / "年报.xlsx")
    draft = folder / "年报.草稿.docx"
    docgen("--draft", folder / "年报.xlsx")
    assert not list(folder.glob("*改动前*"))
    document = Document(str(draft))
    document.add_paragraph("改")
    document.save(str(draft))
    assert "E404" in {finding["code"] for finding in entry("--draft", folder / "年报.xlsx")["diagnostics"]}
    assert (folder / "年报.草稿.改动前.docx").is_file()


def test_the_annotated_copy_comes_with_it_when_asked_for(folder):
    found = entry("--draft", "--annotate", folder / "年报.xlsx")
    assert (found["status"], found["annotated"]) == ("draft", str(folder / "年报.批注.xlsx"))


def test_what_docgen_wrote_is_no_input(folder):
    docgen("--draft", "--annotate", folder / "年报.xlsx")
    ran = docgen("check", folder, "--json")
    assert [found["input"] for found in json.loads(ran.stdout)["results"]] == [str(folder / "年报.xlsx")]
