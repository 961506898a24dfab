"""The sum of many reports as one report: exact, in whatever order, and every figure with the cells that it came from."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.diagnostics import Place
from docgen.report.figure import Figure
from docgen.report.form import COUNT, form_of
from docgen.report.grid import Cell
from docgen.report.report import Report, Value
from docgen.report.rollup import filling_of, hands_in_figures, in_file, roll_up, sum_of, unit_of
from docgen.report.totals import parts
from tests.projects import projects
from tests.workbooks import NEW, OLD, clean, definition, filled, read_in

FEW = settings(max_examples=40, deadline=None, derandomize=True)
PATHS = [cell.path for table in projects().tables for cell in form_of(table).figures]
FIGURES = st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**8), max_value=10**8)
REPORTS = st.lists(st.lists(FIGURES, min_size=len(PATHS), max_size=len(PATHS)), min_size=1, max_size=6)


def report(values, name="甲镇", staff=None):
    """A report of the third type with these figures, its totals made of their parts."""
    figures = dict(zip(PATHS, values, strict=True))
    for path in parts(projects()):
        column = path.rpartition(".")[2]
        figures[path] = figures[f"projects.reservoirs.{column}"] + figures[f"projects.canals.{column}"]
    fields = {"unit": name, "year": "2024", "quarter": "二", **({"staff": staff} if staff else {})}
    return Report(
        {key: Value(Place("封面", f"B{n}"), Cell("text", text)) for n, (key, text) in enumerate(fields.items(), 4)},
        {},
        {
            path: Figure(Place("工程情况", f"C{n}", path, str(value)), COUNT, value, Cell("number", str(value)))
            for n, (path, value) in enumerate(figures.items(), 4)
        },
    )  # fmt: skip


def units(*reports):
    return [unit_of(each, projects(), f"{n}.xlsx") for n, each in enumerate(reports, 1)]


def summed(*reports, own=None):
    office = unit_of(own, projects(), "own.xlsx") if own else None
    return roll_up(units(*reports), projects(), own, office)


def values_of(rolled):
    return {path: figure.value for path, figure in rolled.report.figures.items()}


@FEW
@given(REPORTS, st.randoms(use_true_random=False))
def test_the_order_of_the_units_does_not_matter(figures, chance):
    reports = [report(values) for values in figures]
    other = list(reports)
    chance.shuffle(other)
    assert values_of(summed(*reports)) == values_of(summed(*other))


@FEW
@given(REPORTS, st.integers(0, 6))
def test_a_sum_of_sums_is_the_sum_of_all(figures, middle):
    reports = [report(values) for values in figures]
    halves = [half for half in (reports[:middle], reports[middle:]) if half]
    assert values_of(summed(*(summed(*half).report for half in halves))) == values_of(summed(*reports))


@FEW
@given(REPORTS)
def test_every_total_is_the_sum_of_its_parts_and_of_the_units_totals(figures):
    reports = [report(values) for values in figures]
    value = values_of(summed(*reports))
    for path in parts(projects()):
        column = path.rpartition(".")[2]
        assert value[path] == value[f"projects.reservoirs.{column}"] + value[f"projects.canals.{column}"]
        assert value[path] == sum(each.figures[path].value for each in reports)


@pytest.mark.parametrize("kind", [OLD, NEW])
def test_the_sum_of_one_unit_is_that_unit(kind):
    own = read_in(filled(clean(kind)))
    rolled = roll_up([unit_of(own, definition(kind), "a.xlsx")], definition(kind))
    assert values_of(rolled) == {path: figure.value for path, figure in own.figures.items()}


def test_sums_are_exact_however_far_apart_the_figures_are():
    figures = [[Decimal(text)] * len(PATHS) for text in ("1E+300", "0.000001", "-1E+300")]
    assert sum_of(units(*map(report, figures)), PATHS[0]) == Decimal("0.000001")


def test_a_figure_of_the_office_alone_is_not_summed():
    rank = "projects.canals.rank"
    reports = [report([Decimal(n)] * len(PATHS)) for n in (1, 2)]
    assert summed(*reports).report.figures[rank].value is None
    rolled = summed(*reports, own=report([Decimal(7)] * len(PATHS), "甲县"))
    assert rolled.report.figures[rank].value == 7
    assert rolled.report.figures["projects.canals.count"].value == 1 + 2 + 7
    assert not list(rolled.parts(rank))


def test_every_figure_keeps_the_cells_that_it_came_from():
    reports = [report([Decimal(n)] * len(PATHS)) for n in (3, 0, 4)]
    rolled = summed(*reports)
    figure = rolled.report.figures["projects.canals.count"]
    assert (figure.place.sheet, figure.place.cell, figure.place.value) == ("工程情况", "B5", "7")
    cells = [
        (place.file, place.sheet, place.cell, place.value) for place in rolled.sources(figure.place.path)
    ]
    assert cells == [("1.xlsx", "工程情况", "C8", "3"), ("3.xlsx", "工程情况", "C8", "4")]


def test_the_cover_has_what_all_agree_on_and_what_is_summed():
    rolled = summed(
        report([Decimal(1)] * len(PATHS), staff="12"), report([Decimal(1)] * len(PATHS), staff="30")
    )
    assert {key: value.text for key, value in rolled.report.fields.items()} == {
        "year": "2024", "quarter": "二", "staff": "42",
    }  # fmt: skip
    assert [rolled.report.fields[key].place.title for key in ("year", "staff")] == [
        "封面!B5（年度）", "封面!B8（管护人数）",
    ]  # fmt: skip


def test_the_offices_cover_and_text_are_the_sums_own_and_name_their_file():
    own = in_file(report([Decimal(1)] * len(PATHS), "甲县", staff="1"), "县/own.xlsx")
    rolled = roll_up(units(report([Decimal(1)] * len(PATHS), staff="2")), projects(), own)
    assert rolled.report.fields["unit"].text == "甲县"
    assert rolled.report.fields["unit"].place.title == "[own.xlsx]封面!B4"


def test_an_office_hands_in_no_figures_where_only_totals_stand():
    blank = report([Decimal(0)] * len(PATHS))
    figures = {
        path: figure if path in parts(projects()) else Figure(figure.place, COUNT)
        for path, figure in blank.figures.items()
    }
    assert hands_in_figures(blank, projects())
    assert not hands_in_figures(Report(blank.fields, {}, figures), projects())


def test_totals_are_left_to_their_formulas():
    figures = filling_of(summed(report([Decimal(1)] * len(PATHS)))).figures
    assert "projects.total.count" not in figures
    assert figures["projects.canals.count"] == 1
