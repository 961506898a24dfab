"""The lists of a roll-up: the lines of all units one after another, each with the cell that it came from."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from docgen.cli.rollup import Asked
from docgen.excel.standard.details import summed_workbook
from docgen.pipeline import read
from docgen.report import appended, rollup
from docgen.report.data import as_data
from docgen.report.definition import DETAILS
from docgen.report.rollup import Unit, unit_of
from docgen.rollup import office_in, roll_up, unit_in
from tests.penalties import FIRST, LINES, SHEET, TOML, data, definition, report_of, workbook
from tests.tenth import few
from tests.workbooks import pruned


@pytest.fixture(scope="module")
def kind(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("types") / "penalties"
    folder.mkdir()
    (folder / "report.toml").write_text(TOML, encoding="utf-8")
    return str(folder)


def town(name: str, lines: list[dict[str, Any]] = LINES, **more: Any) -> dict[str, Any]:
    content = data(lines, **more)
    return {**content, "fields": {**content["fields"], "unit": name}}


def handed_in(kind: str, *contents: dict[str, Any]) -> list[Unit]:
    units = []
    for number, content in enumerate(contents, 1):
        _, one, found = unit_in(workbook(content), f"{number}.xlsx", kind)
        assert one
        assert [each.code for each in found if each.severity != "info"] == []
        units.append(one)
    return units


def office(kind: str, content: dict[str, Any]):
    return office_in(workbook(content), "own.xlsx", kind)


UNFILLED = {**data([]), "tables": {}}


def test_the_summed_workbook_has_the_lines_of_every_unit_and_is_sound(kind):
    reviews = {"reviews": [{"applicant": "李某", "result": "维持"}]}
    units = handed_in(kind, town("甲镇", LINES[:3]), town("乙镇", LINES[2:], **reviews))
    reading, own, _ = office(kind, UNFILLED)
    rolled, found = roll_up(units, reading, own)
    assert [each.code for each in found] == []
    summed, found = read(summed_workbook(rolled), kind)
    assert summed
    assert found == ()
    tables = as_data(summed.report, definition())["tables"]
    assert pruned(tables["penalties"]) == pruned([*LINES[:3], *LINES[2:]])
    assert pruned(tables["reviews"]) == reviews["reviews"]
    assert summed.report.figures["totals.penalties.fine"].value == Decimal("55.7")
    kept = {
        place.cell
        for place in (
            rolled.report.listings["penalties"].place(c, 4)
            for c in appended.entered(definition().listings[0])
        )
    }
    assert kept == {f"{letters}{FIRST + 4}" for letters in "BCDEFGH"}


TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), min_size=1, max_size=6).filter(
    lambda text: not text.startswith(("合计", "小计", "总计", "无"))
)
AMOUNTS = st.decimals(min_value=0, max_value=10**6, places=2, allow_nan=False).map(float)
LINE = st.fixed_dictionaries(
    {"office": TEXTS, "party": TEXTS, "fine": AMOUNTS},
    optional={"matter": TEXTS, "decided_on": st.dates().map(str), "paid": st.just(0)},
)


@settings(max_examples=few(100), deadline=None, derandomize=True)
@given(st.lists(st.lists(LINE, max_size=4), min_size=1, max_size=4))
def test_whatever_the_lines_are_they_are_written_as_they_stand(towns):
    reports = [report_of(workbook(data(lines)))[0] for lines in towns]
    units = [unit_of(report, definition(), f"{n}.xlsx") for n, report in enumerate(reports)]
    rolled = rollup.roll_up(units, definition())
    again, _ = report_of(summed_workbook(rolled))
    every = [line for report in reports for line in as_data(report, definition())["tables"]["penalties"]]
    assert as_data(again, definition())["tables"]["penalties"] == every


def test_a_figure_in_a_format_of_its_own_is_written_as_the_figure_that_it_is(kind):
    def edit(book):
        book[SHEET][f"G{FIRST}"] = "1.50"
        book[SHEET][f"D{FIRST}"] = 20250101
        book[SHEET][f"D{FIRST}"].number_format = "#,##0"

    made = workbook(town("甲镇"), edit)
    report, _ = report_of(made)
    rolled = rollup.roll_up([unit_of(report, definition(), "1.xlsx")], definition())
    line = as_data(report_of(summed_workbook(rolled))[0], definition())["tables"]["penalties"][0]
    assert (line["fine"], line["party"]) == (1.5, 20250101)


def test_a_value_merged_over_lines_is_in_every_one_of_them(kind):
    def edit(book):
        book[SHEET].merge_cells(f"B{FIRST}:B{FIRST + 2}")

    report, _ = report_of(workbook(town("甲镇"), edit))
    rolled = rollup.roll_up([unit_of(report, definition(), "1.xlsx")], definition())
    lines = as_data(report_of(summed_workbook(rolled))[0], definition())["tables"]["penalties"]
    assert [line["office"] for line in lines[:3]] == [LINES[0]["office"]] * 3


def test_a_finding_in_a_line_of_the_sum_names_the_cells_of_its_unit(kind):
    units = handed_in(kind, town("甲镇", LINES[:2]))
    made = workbook(town("乙镇", [LINES[1], {**LINES[0], "paid": 99}]))
    _, other, _ = unit_in(made, "2.xlsx", kind)
    assert other
    _, found = roll_up([*units, other])
    (finding,) = [each for each in found if each.code == "P4"]
    sums, own = FIRST + 3, FIRST + 1
    assert {(place.file, place.address) for place in finding.places} == {
        *(("", f"{SHEET}!{letters}{sums}") for letters in "GH"),
        *(("2.xlsx", f"{SHEET}!{letters}{own}") for letters in "GH"),
    }


def test_details_say_how_many_lines_each_unit_has(kind):
    rolled, _ = roll_up(handed_in(kind, town("甲镇", LINES[:1]), town("乙镇", LINES[1:])))
    made = summed_workbook(rolled)
    sheets = [load_workbook(BytesIO(made), data_only=only)[DETAILS] for only in (False, True)]
    formulas, results = ({row[0]: row for row in sheet.iter_rows(values_only=True)} for sheet in sheets)
    label = "行政处罚决定明细，行数"
    assert formulas[label][1:3] == (f"B{FIRST}:B{FIRST + 3}", f"=COUNTA('{SHEET}'!$B$6:$B$20005)")
    assert results[label][2:5] == (4, 4, 0)
    assert results[label][6:] == (1, 3)
    assert results["合计，罚款（万元）"][2:5] == (43.7, 43.7, 0)
    assert "行政复议明细，行数" not in formulas


def test_the_numbers_of_the_lines_have_their_results(kind):
    rolled, _ = roll_up(handed_in(kind, town("甲镇", LINES[:1]), town("乙镇", LINES[1:])))
    sheet = load_workbook(BytesIO(summed_workbook(rolled)), data_only=True)[SHEET]
    assert [sheet.cell(FIRST + n, 1).value for n in range(5)] == [1, 2, 3, 4, None]


def test_the_lines_of_the_office_come_first(kind):
    units = handed_in(kind, town("甲镇", LINES[:1]))
    reading, own, found = office(kind, town("子县", LINES[1:2]))
    assert [each.code for each in found if each.severity == "error"] == []
    rolled, _ = roll_up(units, reading, own)
    lines = rolled.report.listings["penalties"]
    assert [cell.text for cell in lines.cells["party"]] == [LINES[1]["party"], LINES[0]["party"]]


def test_an_office_that_leaves_its_tables_blank_hands_in_no_lines(kind):
    _, own, found = office(kind, UNFILLED)
    assert [each.code for each in found if each.severity == "error"] == []
    assert own
    assert (dict(own.figures), dict(own.listings)) == ({}, {})


def test_an_office_that_hands_in_lines_hands_in_figures_too(kind):
    content = {**UNFILLED, "tables": {"penalties": LINES}}
    _, _, found = office(kind, content)
    assert {each.code for each in found if each.severity == "error"} >= {"F4"}


def test_too_many_lines_are_refused_and_nothing_else_is_said_of_them(kind, monkeypatch):
    units = handed_in(kind, town("甲镇"), town("乙镇"))
    for limit, said in ((appended.TOO_LONG_LIST, "LINES"), (appended.TOO_MANY_CELLS, "CELLS")):
        with monkeypatch.context() as patched:
            patched.setattr(appended, said, 7)
            _, (finding,) = roll_up(units)
        assert finding.code == "E111"
        assert limit.zh in finding.message.zh


def test_of_more_lines_than_a_sum_may_have_only_their_number_is_kept(kind, monkeypatch, tmp_path):
    for name in ("甲镇", "乙镇"):
        (tmp_path / f"{name}.xlsx").write_bytes(workbook(town(name)))
    from docgen.cli import rollup as command
    from docgen.cli.inputs import inputs

    monkeypatch.setattr(command, "CELLS", 40)
    asked = Asked([str(tmp_path)], str(tmp_path / "sum.xlsx"), report=kind)
    units = [given.unit for given in command._units(inputs([str(tmp_path)]), asked, None)]
    assert [(one.cells, len(one.listings["penalties"].cells)) for one in units if one] == [(32, 8), (32, 0)]
