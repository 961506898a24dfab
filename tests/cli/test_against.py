"""`--against` and `check --fix`, as a host calls them."""

import json
from pathlib import Path

import pytest

from docgen.pipeline import make
from tests.command import docgen
from tests.workbooks import NEW, clean, filled


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """This year's workbook, and last year's as a workbook and as the printed document."""
    last = filled(clean(NEW))
    this = clean(NEW)
    this["fields"] |= {"year": 2025, "issued_on": "2026-01-20"}
    this["narratives"]["other_matters"] = [{"text": "无其他需要报告的事项,特此说明。"}]
    document = make(last)[1]
    assert document is not None
    for name, data in (("今年.xlsx", filled(this)), ("去年.xlsx", last), ("去年.docx", document)):
        (tmp_path / name).write_bytes(data)
    return tmp_path


def entry(ran) -> dict:
    return json.loads(ran.stdout)["results"][0]


@pytest.mark.parametrize("last", ["去年.xlsx", "去年.docx"])
@pytest.mark.parametrize("command", ["check", "render"])
def test_last_years_workbook_or_document_is_compared_with(folder, command, last):
    ran = docgen(command, "今年.xlsx", "--against", last, "--json", cwd=folder)
    found = entry(ran)["diagnostics"]
    assert ran.returncode == 4
    assert [d["cells"][0]["cell"] for d in found if d["code"] == "X1"] == ["D7", "E7", "F7", "G7", "I7", "J7"]
    assert next((d["expected"], d["actual"]) for d in found if d["code"] == "X1") == ("12", "9")
    assert not (folder / "今年.docx").exists()


def test_without_it_nothing_is_said_of_last_year(folder):
    ran = docgen("check", "今年.xlsx", "--json", cwd=folder)
    assert ran.returncode == 0
    assert not [d for d in entry(ran)["diagnostics"] if d["code"].startswith("X")]


@pytest.mark.parametrize(
    ("name", "data"), [("没有.xlsx", None), ("坏.docx", b"PK\x03\x04"), ("是.pdf", b"%PDF-1.4")]
)
def test_what_cannot_be_compared_with_is_exit_3_and_nothing_is_written(folder, name, data):
    if data:
        (folder / name).write_bytes(data)
    ran = docgen("render", "今年.xlsx", "--against", name, "--json", cwd=folder)
    assert ran.returncode == 3
    assert [d["code"] for d in entry(ran)["diagnostics"]] == ["E224"]
    assert not (folder / "今年.docx").exists()


def test_a_report_of_another_year_is_named(folder):
    ran = docgen("check", "去年.xlsx", "--against", "今年.xlsx", "--json", cwd=folder)
    assert "E223" in [d["code"] for d in entry(ran)["diagnostics"]]


def test_fix_writes_a_copy_and_lists_what_it_changed(folder):
    before = (folder / "今年.xlsx").read_bytes()
    ran = docgen("check", "今年.xlsx", "--fix", "--json", cwd=folder)
    result = entry(ran)
    assert (ran.returncode, result["fixed"]) == (0, "今年.改正.xlsx")
    (changed,) = [d for d in result["diagnostics"] if d["code"] == "E412"]
    assert changed["cells"][0]["path"] == "narratives.other_matters.0"
    assert (folder / "今年.xlsx").read_bytes() == before
    again = docgen("check", "今年.改正.xlsx", "--fix", "--json", cwd=folder)
    assert (again.returncode, entry(again).get("fixed"), entry(again)["diagnostics"]) == (0, None, [])


def test_fix_names_the_copy_on_stdout_and_folders_pass_it_over(folder):
    ran = docgen("check", "今年.xlsx", "--fix", cwd=folder)
    assert ran.stdout.decode() == "今年.改正.xlsx\n"
    (folder / "去年.docx").unlink()
    ran = docgen("check", ".", "--json", cwd=folder)
    assert [Path(e["input"]).name for e in json.loads(ran.stdout)["results"]] == ["今年.xlsx", "去年.xlsx"]
