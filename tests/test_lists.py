"""A report type with lists, as its users have it: a folder, a workbook, a document; no Python."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from docgen.report.listing import CELLS, LINES
from docgen.report.load import load
from tests import command, penalties
from tests.command import Ran
from tests.penalties import SHEET, data
from tests.workbooks import pruned


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report type with its template, and its workbook filled in."""
    place = tmp_path_factory.mktemp("made")
    kind = place / "types" / "penalties"
    kind.mkdir(parents=True)
    (kind / "report.toml").write_text(penalties.TOML, encoding="utf-8")
    assert docgen(place, "template", "penalties", "-o", str(kind / "template.docx")).returncode == 0
    fill(place)
    return place


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path, dirs_exist_ok=True))


def docgen(folder: Path, *arguments: str) -> Ran:
    return command.docgen(*arguments, cwd=folder, DOCGEN_REPORTS=str(folder / "types"))


def fill(folder: Path, content=None) -> None:
    (folder / "data.json").write_text(json.dumps(content or data()), encoding="utf-8")
    made = docgen(folder, "workbook", "penalties", "--data", "data.json", "-o", "处罚.xlsx", "--force")
    assert (made.returncode, made.stderr) == (0, b"")


def edit(folder: Path, **cells) -> None:
    book = load_workbook(folder / "处罚.xlsx")
    for address, value in cells.items():
        book[SHEET][address] = value
    book.save(folder / "处罚.xlsx")


def entry(ran) -> dict:
    return json.loads(ran.stdout)["results"][0]


def test_it_goes_from_data_to_workbook_to_document_and_back(folder):
    ran = docgen(folder, "处罚.xlsx", "--json")
    assert (ran.returncode, entry(ran)["report"]) == (0, "penalties"), ran.stdout
    from_workbook, from_document = (
        json.loads(docgen(folder, "data", name).stdout) for name in ("处罚.xlsx", "处罚.docx")
    )
    assert pruned(from_document["tables"]) == pruned(
        {**from_workbook["tables"], "kinds": from_document["tables"]["kinds"]}
    )
    assert pruned(from_workbook["tables"]["penalties"]) == pruned(data()["tables"]["penalties"])


def test_the_type_is_sound_and_its_names_are_listed(folder):
    ran = docgen(folder, "reports", "penalties", "--json")
    assert (ran.returncode, entry(ran)["diagnostics"]) == (0, [])
    names = entry(ran)["names"]["lists"]
    assert names[:2] == ["penalties.number", "penalties.office"]
    assert names[-2:] == ["exhibits.thing", "exhibits.count"]
    lines = docgen(folder, "reports", "penalties").stdout.decode().splitlines()
    assert "tr penalties.party" in lines
    assert "totals.penalties.fine" in lines


def test_findings_in_lines_have_their_cells_and_paths(folder):
    edit(folder, G7="3万元", D8=None, H9=99)
    ran = docgen(folder, "check", "处罚.xlsx", "--json")
    found = {
        (one["code"], *one["cells"][0].values())
        for one in entry(ran)["diagnostics"]
        if one["severity"] == "error"
    }
    assert found == {
        ("F5", SHEET, "G7", "penalties.1.fine", "3万元"),
        ("E242", SHEET, "D8", "penalties.2.party", None),
        ("P4", SHEET, "H9", "penalties.3.paid", "99"),
    }


def test_the_total_names_its_column_and_the_lines_that_it_sums(folder):
    edit(folder, G5=50)
    (finding,) = [
        one
        for one in entry(docgen(folder, "check", "处罚.xlsx", "--json"))["diagnostics"]
        if one["code"] == "P5"
    ]
    assert (finding["expected"], finding["actual"]) == ("43.7", "50")
    assert [(cell["cell"], cell["path"]) for cell in finding["cells"]] == [
        ("G5", "totals.penalties.fine"),
        ("G6:G9", "penalties"),
    ]
    assert "合计等于各行之和" in finding["message"]
    assert "G5、G6:G9" in finding["hint"]


def test_the_annotated_copy_marks_the_cells_of_lines(folder):
    edit(folder, G7="3万元", D8=None)
    ran = docgen(folder, "check", "处罚.xlsx", "--annotate")
    assert ran.returncode == 4
    sheet = load_workbook(folder / "处罚.批注.xlsx")[SHEET]
    assert "[F5]" in sheet["G7"].comment.text
    assert "[E242]" in sheet["D8"].comment.text


def test_the_corrected_copy_has_figures_that_were_text_as_numbers(folder):
    edit(folder, G7="０.2", H6="1.5")
    ran = docgen(folder, "check", "处罚.xlsx", "--fix", "--json")
    codes = [one["code"] for one in entry(ran)["diagnostics"] if one["code"] == "E412"]
    sheet = load_workbook(folder / "处罚.改正.xlsx")[SHEET]
    assert (len(codes), sheet["G7"].value, sheet["H6"].value) == (2, 0.2, 1.5)


def test_a_draft_stands_in_spite_of_errors_in_lines(folder):
    edit(folder, G7="3万元")
    ran = docgen(folder, "--draft", "处罚.xlsx")
    assert ran.returncode == 4
    with zipfile.ZipFile(folder / "处罚.草稿.docx") as package:
        body = package.read("word/document.xml").decode()
        comments = package.read("word/comments.xml").decode()
    assert "3万元" in body
    assert "F5" in comments


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ('kind = "index" }', 'kind = "idnex" }', "sections[1].tables[0].columns[0].kind"),
        ('label = "案由", merge = true', 'label = "案由", merge = "yes"', "columns[2].merge"),
        ('choices = ["自然人", "法人"]', "choices = []", "columns[3].columns[1].choices"),
        ('label = "案由", merge = true', 'label = "案由", choices = ["甲"]', "columns[2].choices"),
        ('kind = "index" }', 'kind = "index", required = true }', "columns[0].required"),
        ('unit = "万元", required = true', 'unit = "万元", merge = true', "columns[5].merge"),
        ('columns = ["fine"] }', 'columns = ["fin"] }', "tables[0].total.columns"),
        ('code = "P5", ', 'code = "F5", ', "tables[0].total.code"),
        ("total = { code", "totl = { code", "tables[0].totl"),
        ('label = "案由"', 'label = ""', "tables.penalties.columns"),
        ('key = "matter"', 'key = "party"', "tables.penalties.columns"),
        ('key = "matter", label', "label", "columns[2].key"),
        ('label = "案由", merge = true', 'label = "案由", kind = "index"', "tables.penalties.columns"),
        ('columns = ["fine"] }', 'columns = ["fine"], label = "" }', "tables.penalties.total"),
        (
            'each = "row"\nformula = "paid <= fine"',
            'each = "column"\nformula = "paid <= fine"',
            "rules[3].each",
        ),
        ('formula = "paid <= fine"', 'formula = "paid <= last.fine"', "rules[3].formula"),
        ('formula = "paid <= fine"', 'formula = "paid <= matter"', "rules[3].formula"),
        ('formula = "paid <= fine"', 'formula = "paid = fine"\nfills = true', "rules[3].fills"),
        ('count(penalties)"', 'count(penalties.fine)"', "rules[1].formula"),
        ("sum(penalties.fine)", "sum(penalties.party)", "rules[2].formula"),
        ("sum(penalties.fine)", "sum(penalties.fine", "rules[2].formula"),
        ("sum(penalties.fine)", "sum(", "rules[2].formula"),
        ("sum(penalties.fine)", "max(penalties.fine)", "rules[2].formula"),
        ('key = "exhibits"', 'key = "totals"', "key"),
    ],
)
def test_a_fault_of_a_lists_definition_is_named_by_its_key_path(old, new, path):
    assert old in penalties.TOML
    found, faults = load(penalties.TOML.replace(old, new, 1))
    assert found is None
    assert any(path in fault.message.en for fault in faults), [fault.message.en for fault in faults]


@pytest.mark.parametrize(
    ("tables", "code", "said"),
    [
        ({"penalties": [{"ofice": "甲"}]}, "E218", "tables.penalties.0.ofice"),
        ({"penalties": [{"number": 1}]}, "E218", "tables.penalties.0.number"),
        ({"penalties": {"0": {}}}, "E219", "tables.penalties"),
        ({"penalties": [["甲"]]}, "E219", "tables.penalties.0"),
        ({"penalties": [{"fine": True}]}, "E219", "tables.penalties.0.fine"),
        ({"penalties": [{"fine": [1]}]}, "E219", "tables.penalties.0.fine"),
        ({"penaltys": []}, "E218", "penalties"),
        ({"kinds": {"person": {"cases": {"x": 1}}}}, "E219", "tables.kinds.person.cases"),
    ],
)
def test_data_of_the_wrong_shape_is_named_by_its_path(folder, tables, code, said):
    (folder / "data.json").write_text(json.dumps({"report": "penalties", "tables": tables}), encoding="utf-8")
    ran = docgen(
        folder, "workbook", "penalties", "--data", "data.json", "-o", "b.xlsx", "--json", "--lang", "en"
    )
    found = entry(ran)["diagnostics"]
    assert (ran.returncode, found[0]["code"]) == (4, code)
    assert said in found[0]["message"] + found[0]["hint"]
    assert not (folder / "b.xlsx").exists()


def test_totals_are_known_by_their_keys(folder):
    content = {"report": "penalties", "totals": {"penalties": {"paid": 1}}}
    (folder / "data.json").write_text(json.dumps(content), encoding="utf-8")
    ran = docgen(
        folder, "workbook", "penalties", "--data", "data.json", "-o", "b.xlsx", "--json", "--lang", "en"
    )
    assert [
        (one["code"], "totals.penalties.paid" in one["message"]) for one in entry(ran)["diagnostics"]
    ] == [("E218", True)]


def test_more_lines_than_a_list_may_have_are_refused(folder):
    (folder / "data.json").write_text(
        json.dumps({"report": "penalties", "tables": {"reviews": [{}] * (LINES + 1)}}), encoding="utf-8"
    )
    ran = docgen(folder, "workbook", "penalties", "--data", "data.json", "-o", "b.xlsx", "--json")
    assert (ran.returncode, entry(ran)["diagnostics"][0]["code"]) == (7, "E111")


def long_workbook(folder: Path, lines: int, sheet: str, columns: int) -> None:
    """The workbook with so many lines written straight into the sheet, as another program would."""
    book = load_workbook(folder / "处罚.xlsx")
    for row in range(lines):
        for column in range(columns):
            book[sheet].cell(4 + row, 1 + column).value = f"甲{row}" if column == 0 else "维持"
    book.save(folder / "处罚.xlsx")


def test_a_sheet_with_more_lines_than_may_be_read_is_refused_by_name(folder):
    long_workbook(folder, LINES + 5, "四、复议明细", 2)
    ran = docgen(folder, "处罚.xlsx", "--json")
    (finding,) = [one for one in entry(ran)["diagnostics"] if one["severity"] == "error"]
    assert (ran.returncode, finding["code"]) == (7, "E111")
    assert f"{LINES:,}" in finding["message"]
    assert CELLS > LINES
