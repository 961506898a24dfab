from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.diagnostics import Place
from docgen.report.digits import printed, significant
from docgen.report.figure import read_figure
from docgen.report.form import COUNT
from docgen.report.grid import Cell

PLACE = Place("表", "B2", "t.r.c")


def read(cell: Cell | None):
    figure, found = read_figure(cell, PLACE, COUNT)
    return figure.printed if figure.value is not None else None, [(d.code, d.severity) for d in found]


def text(stored: str):
    return read(Cell("text", stored))


W5, W11 = [("F5", "warning")], [("F11", "warning")]


@pytest.mark.parametrize(
    ("stored", "shown", "found"),
    [
        ("12", "12", W5),
        ("-67", "-67", W5),
        ("１２", "12", W5),
        (" 12　", "12", W5),
        ("1,234,567", "1234567", W5),
        ("１，２３４．５", "1234.5", W5),
        ("0.50", "0.50", W5),
        ("—208", "-208", W11),
        ("–208", "-208", W11),
        ("−208", "-208", W11),
        ("－208", "-208", W11),
        ("+823", "823", W11),
        ("＋823", "823", W11),
        ("—1,208", "-1208", W11 + W5),
    ],
)
def test_an_evident_reading_is_used_with_a_warning(stored, shown, found):
    assert text(stored) == (shown, found)


@pytest.mark.parametrize(
    "stored",
    ["1.2万", "609.11万元", "1O0", "12件", "1,23", "12,34,567", "(208)", "1e5", "0x10", "NaN", "inf", "1_000", "²", "①", "½", "٣",
     "一百", "100 200", "=1+1", "007", "--5", "- 5", "5%", "￥5", "1.2.3", ".5", "5.", "——208"],
)  # fmt: skip
def test_what_takes_thought_is_an_error_and_no_figure(stored):
    assert text(stored) == (None, [("F5", "error")])


@pytest.mark.parametrize("stored", ["/", "-", "—", "－", "——", "无", "", " ", "　", "N/A"])
def test_a_blank_or_a_placeholder_is_an_error_and_no_figure(stored):
    assert text(stored) == (None, [("F4", "error")])


def test_a_cell_that_holds_nothing_is_blank():
    assert read(None) == (None, [("F4", "error")])


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (Cell("error", "#REF!"), [("E208", "error")]),
        (Cell("boolean", "TRUE"), [("F5", "error")]),
        (Cell("uncalculated", "", "SUM(A1:A2)"), [("E209", "error")]),
        (Cell("number", "46024", shown_as="date", shown="2026-01-02"), [("F13", "error")]),
        (Cell("text", "2026-01-02", shown_as="date", shown="2026-01-02"), [("F13", "error")]),
    ],
)
def test_a_cell_that_is_no_figure_gives_none(cell, found):
    assert read(cell) == (None, found)


def test_a_figure_shown_otherwise_than_stored_is_used_as_stored():
    assert read(Cell("number", "0.05", shown_as="percent", shown="5%")) == ("0.05", [("F13", "warning")])


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("0.57999999999999996", "0.58"),
        ("2.675", "2.675"),
        ("1E+20", "100000000000000000000"),
        ("1.0", "1"),
        ("-0", "0"),
        ("0.30000000000000004", "0.3"),
        ("123456789012345", "123456789012345"),
        ("18604.37", "18604.37"),
        ("100", "100"),
    ],
)
def test_a_stored_number_is_what_was_typed(stored, shown):
    assert read(Cell("number", stored)) == (shown, [])


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**10), max_value=10**10))
def test_every_figure_of_fifteen_digits_survives_excels_double(value: Decimal):
    assert significant(repr(float(value))) == value


@given(st.text(max_size=20))
def test_any_text_is_a_figure_or_a_finding_never_both_silently(stored: str):
    value, found = text(stored)
    assert found
    assert value is None or Decimal(value) == Decimal(value)


@given(st.integers(-(10**12), 10**12))
def test_printed_is_the_digits_alone(number: int):
    assert printed(Decimal(number)) == str(number)
