"""`--annotate` as a host calls it: where the copy lies, when it is written, what is said of it."""

import json
import shutil

import openpyxl
import pytest

from tests.command import BAD, GOOD, docgen


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "年度 报告"
    place.mkdir()
    shutil.copy(BAD, place / "年报.xlsx")
    return place


@pytest.mark.parametrize("command", ["check", "render"])
def test_the_copy_lies_beside_the_workbook_and_its_path_is_said(folder, command):
    before = (folder / "年报.xlsx").read_bytes()
    ran = docgen(command, folder / "年报.xlsx", "--annotate")
    copy = folder / "年报.批注.xlsx"
    assert (ran.returncode, ran.stdout.decode()) == (4, f"{copy}\n")
    assert openpyxl.load_workbook(copy).active.title == "问题清单"
    assert sorted(path.name for path in folder.iterdir()) == ["年报.xlsx", "年报.批注.xlsx"]
    assert (folder / "年报.xlsx").read_bytes() == before


def test_the_result_names_the_copy(folder):
    (entry,) = json.loads(docgen("check", "--json", "--annotate", folder / "年报.xlsx").stdout)["results"]
    assert entry["annotated"] == str(folder / "年报.批注.xlsx")
    (entry,) = json.loads(docgen("check", "--json", folder / "年报.xlsx").stdout)["results"]
    assert entry["annotated"] is None


def test_with_a_folder_or_file_for_the_document_the_copy_goes_there(folder, tmp_path):
    docgen(folder / "年报.xlsx", "--annotate", "-o", tmp_path / "出")
    docgen(folder / "年报.xlsx", "--annotate", "-o", tmp_path / "文.docx")
    assert (tmp_path / "出" / "年报.批注.xlsx").is_file()
    assert (tmp_path / "年报.批注.xlsx").is_file()
    assert not (folder / "年报.批注.xlsx").exists()


def test_a_workbook_from_stdin_has_its_copy_in_the_folder_named(tmp_path):
    ran = docgen("render", "-", "--annotate", "-o", tmp_path / "出", stdin=BAD.read_bytes())
    assert ran.stdout.decode() == f"{tmp_path / '出' / 'document.批注.xlsx'}\n"


@pytest.mark.parametrize("arguments", [("check", "-"), ("render", "-", "-o", "-")])
def test_where_there_is_no_place_for_a_copy_the_command_is_wrong(arguments):
    ran = docgen(*arguments, "--annotate", stdin=BAD.read_bytes())
    assert (ran.returncode, ran.stdout) == (2, b"")


def test_a_document_on_stdout_is_not_mixed_with_the_path_of_the_copy(folder):
    ran = docgen("render", folder / "年报.xlsx", "--annotate", "-o", "-")
    assert (ran.returncode, ran.stdout) == (4, b"")
    assert (folder / "年报.批注.xlsx").is_file()


def test_without_findings_nothing_is_written_and_an_old_copy_stays(folder):
    shutil.copy(GOOD, folder / "年报.xlsx")
    (folder / "年报.批注.xlsx").write_bytes(b"old")
    assert docgen("check", folder / "年报.xlsx", "--annotate").stdout == b""
    assert docgen("render", folder / "年报.xlsx", "--annotate").returncode == 0
    assert (folder / "年报.批注.xlsx").read_bytes() == b"old"


def test_a_second_run_replaces_the_copy_by_the_same_bytes(folder):
    copy = folder / "年报.批注.xlsx"
    docgen("check", folder / "年报.xlsx", "--annotate")
    first = copy.read_bytes()
    copy.write_bytes(b"old")
    docgen("check", folder / "年报.xlsx", "--annotate")
    assert copy.read_bytes() == first


def test_a_copy_that_is_itself_an_input_is_not_written_over(folder):
    shutil.copy(GOOD, folder / "年报.批注.xlsx")
    ran = docgen("check", folder / "年报.xlsx", folder / "年报.批注.xlsx", "--annotate")
    assert (ran.returncode, b"E409" in ran.stderr) == (6, True)
    assert (folder / "年报.批注.xlsx").read_bytes() == GOOD.read_bytes()


def test_what_cannot_be_written_is_said(folder):
    (folder / "年报.批注.xlsx").mkdir()
    ran = docgen("check", folder / "年报.xlsx", "--annotate", "--json")
    (entry,) = json.loads(ran.stdout)["results"]
    assert (ran.returncode, entry["annotated"], entry["status"]) == (6, None, "failed")


def test_what_cannot_be_opened_has_no_copy(folder):
    (folder / "坏.xlsx").write_bytes(b"%PDF-1.7")
    ran = docgen("check", folder / "坏.xlsx", "--annotate")
    assert (ran.returncode, ran.stdout) == (3, b"")


def test_the_words_of_the_copy_are_those_of_the_run(folder):
    docgen("check", folder / "年报.xlsx", "--annotate", "--lang", "en")
    page = openpyxl.load_workbook(folder / "年报.批注.xlsx").active
    assert page["B1"].value == "Severity"
