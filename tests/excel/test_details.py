"""The summed workbook: it reads back as the sum, and its sheet 汇总明细 adds up what the units stated."""

from decimal import Decimal
from functools import lru_cache
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from docgen.diagnostics import worst
from docgen.excel.standard.details import summed_workbook
from docgen.pipeline import examine, read
from docgen.report.definition import DETAILS
from docgen.report.totals import parts
from docgen.rollup import office_in, roll_up, unit_in
from tests.projects import town, workbook, write_type
from tests.units import office, unit
from tests.workbooks import NEW, OLD, edited, filled

COUNT = 4
_FIRST_UNIT = 7


@pytest.fixture(scope="module", params=[OLD, NEW, "water-projects"])
def summed(request, tmp_path_factory):
    """The kind, the roll-up of four units and their office, and its workbook."""
    if request.param == "water-projects":
        kind = str(write_type(tmp_path_factory.mktemp("types") / "projects"))
        books = [workbook(town(f"{name}镇", n)) for n, name in enumerate("甲乙丙丁", 1)]
        own = workbook(town("子县", 9))
    else:
        kind = request.param
        books = [filled(unit(f"青禾县{name}局", n, kind)) for n, name in enumerate("甲乙丙丁", 1)]
        own = filled(office(kind))
    units = []
    for n, book in enumerate(books, 1):
        _, handed_in, found = unit_in(book, f"县里/{n}.xlsx", kind)
        assert handed_in, found
        units.append(handed_in)
    reading, whose, found = office_in(own, "own.xlsx", kind)
    assert reading, found
    rolled, found = roll_up(units, reading, whose)
    assert not worst(found), found
    return kind, rolled, summed_workbook(rolled)


@lru_cache(maxsize=4)
def loaded(data: bytes, *, values: bool = False) -> Workbook:
    """The workbook as openpyxl has it, for those who only look."""
    return load_workbook(BytesIO(data), data_only=values)


def rows_of(data: bytes, *, values: bool):
    """The rows of the sheet that state a sum."""
    sheet = loaded(data, values=values)[DETAILS]
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5) if row[1].value]


def test_it_reads_back_as_the_sum(summed):
    kind, rolled, data = summed
    reading, found = read(data, kind)
    assert reading is not None
    assert found == ()
    assert {path: figure.value for path, figure in reading.report.figures.items()} == {
        path: figure.value for path, figure in rolled.report.figures.items()
    }
    assert [p.text for p in reading.report.paragraphs()] == [p.text for p in rolled.report.paragraphs()]
    said = {key: value.text for key, value in reading.report.fields.items() if value.text}
    assert said == {key: value.text for key, value in rolled.report.fields.items() if value.text}


def test_what_a_check_finds_on_it_is_what_the_roll_up_found_but_for_cautions(summed):
    kind, _, data = summed
    _, found = examine(data, kind)
    assert [finding.code for finding in found if finding.severity != "info"] == []


def test_totals_are_formulas_with_their_results(summed):
    _, rolled, data = summed
    formulas, results = (loaded(data, values=only) for only in (False, True))
    for path in parts(rolled.definition):
        figure = rolled.report.figures[path]
        assert formulas[figure.place.sheet][figure.place.cell].value.startswith("=SUM(")
        assert Decimal(str(results[figure.place.sheet][figure.place.cell].value)) == figure.value


def test_every_sum_has_a_row_in_which_formulas_add_up_what_each_unit_stated(summed):
    _, rolled, data = summed
    formulas, results = (rows_of(data, values=only) for only in (False, True))
    own = set(rolled.definition.summing.own)
    assert len(formulas) == len(rolled.report.figures) - len(own) + len(rolled.definition.summing.summed)
    for formula, result in zip(formulas, results, strict=True):
        stated = result[_FIRST_UNIT - 1 : _FIRST_UNIT + COUNT]  # the office's own too
        assert formula[2].endswith(f"!{formula[1]}")
        assert formula[3].startswith("=SUM(G")
        assert (
            sum(Decimal(str(figure)) for figure in stated)
            == Decimal(str(result[3]))
            == Decimal(str(result[2]))
        )
        assert result[4] == 0  # fmt: skip


def test_the_units_stand_side_by_side_with_their_files(summed):
    _, rolled, data = summed
    sheet = loaded(data)[DETAILS]
    assert [sheet.cell(3, _FIRST_UNIT + n).value for n in range(COUNT + 1)] == [
        f"{rolled.own.name}（本级）", *(each.name for each in rolled.units[1:]),
    ]  # fmt: skip
    assert [sheet.cell(4, _FIRST_UNIT + n).value for n in range(COUNT + 1)] == [
        "own.xlsx", "1.xlsx", "2.xlsx", "3.xlsx", "4.xlsx",
    ]  # fmt: skip


def test_it_is_printed_across_with_its_heads_and_labels_on_every_page(summed):
    sheet = loaded(summed[2])[DETAILS]
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$3:$4", "$A:$F")
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage


def test_the_same_roll_up_gives_the_same_bytes(summed):
    assert summed_workbook(summed[1]) == summed[2]


def test_what_a_unit_is_called_is_no_formula():
    data = unit("=1+1", 1)
    _, handed_in, _ = unit_in(filled(data), "甲.xlsx")
    rolled, _ = roll_up([handed_in])
    sheet = load_workbook(BytesIO(summed_workbook(rolled)))[DETAILS]
    assert (sheet.cell(3, _FIRST_UNIT).value, sheet.cell(3, _FIRST_UNIT).data_type) == ("=1+1", "s")


def test_a_sheet_of_that_name_in_a_units_workbook_does_no_harm():
    def add(book):
        book.create_sheet(DETAILS)["A1"] = "行政许可"

    _, handed_in, found = unit_in(edited(filled(unit("青禾县财政局", 1)), add), "甲.xlsx")
    assert handed_in
    assert not worst(found)
