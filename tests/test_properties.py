"""What must hold for every number, date, text, definition and formula, tried on those that hypothesis thinks of."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.diagnostics import Place
from docgen.excel.digits import is_number
from docgen.excel.serial import iso_date
from docgen.pipeline import make
from docgen.report.characters import FORBIDDEN, UNSEEN, lines_of
from docgen.report.expression import Binary, Expression, Key, Number, evaluate
from docgen.report.figure import read_figure
from docgen.report.formula import FormulaError, parse
from docgen.report.grid import Cell
from docgen.report.load import load
from docgen.report.tables import Measure
from tests.hostile import standard
from tests.hostile.judge import printed
from tests.proofs.fuzz import mutated
from tests.proofs.targets import TARGETS
from tests.tenth import few

FEW = settings(
    max_examples=few(200), deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
MANY = settings(max_examples=few(1000), deadline=None, derandomize=True)
FIGURES = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**10), max_value=10**10)


@MANY
@given(FIGURES)
def test_a_figure_is_printed_with_the_digits_that_were_typed(value: Decimal):
    """Excel keeps the nearest double and writes it with 17 digits."""
    stored = f"{float(value):.17g}"
    figure, found = read_figure(Cell("number", stored), Place("表", "A1"), Measure(True, 4))
    assert found == ()
    assert Decimal(figure.printed) == value
    assert re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?", figure.printed)


@MANY
@given(FIGURES, st.sampled_from(["{}", " {} ", "\u3000{}", "{:,}"]))
def test_a_figure_typed_as_text_is_the_same_figure_with_a_warning(value: Decimal, pattern: str):
    text = pattern.format(value)
    figure, found = read_figure(Cell("text", text), Place("表", "A1"), Measure(True, 4))
    assert figure.value == value
    assert [finding.severity for finding in found] == ["warning"]


@MANY
@given(st.text(max_size=12))
def test_any_text_is_a_number_for_excel_or_not(text: str):
    """What is taken for a number reads the same everywhere, by the ASCII digits alone."""
    if is_number(text):
        assert text.isascii()
        assert abs(float(text)) < float("inf")
        assert "_" not in text


@MANY
@given(st.dates(date(1900, 3, 1), date(9999, 12, 31)))
def test_every_date_of_excel_is_the_date_that_was_typed(day: date):
    assert iso_date(Decimal((day - date(1899, 12, 30)).days), date1904=False) == day.isoformat()
    if day >= date(1904, 1, 1):
        assert iso_date(Decimal((day - date(1904, 1, 1)).days), date1904=True) == day.isoformat()


@MANY
@given(st.dates(date(1900, 3, 1), date(2200, 1, 1)), st.integers(1, 86_399))
def test_a_time_of_day_is_right_to_the_second(day: date, seconds: int):
    serial = Decimal((day - date(1899, 12, 30)).days) + Decimal(seconds) / 86_400
    clock = str(timedelta(seconds=seconds)).zfill(8)
    assert iso_date(serial.quantize(Decimal("1.0000000000")), date1904=False) == f"{day.isoformat()}T{clock}"


@FEW
@given(st.text(st.characters(blacklist_categories=()), min_size=1, max_size=200))
def test_any_text_arrives_in_the_document_exactly_or_is_named(text: str):
    words = f"甲{text}乙"
    data = standard.with_cell(
        standard.WORDS, f'<c r="@" t="inlineStr"><is><t xml:space="preserve">{stored(words)}</t></is></c>'
    )
    reading, document, found = make(data)
    codes = {finding.code for finding in found}
    assert reading
    if document is None:
        assert any(finding.is_error for finding in found)
        return
    body = printed(standard.unpacked(document)["word/document.xml"])
    for line in filter(None, (FORBIDDEN.sub("", line).strip(" \t\u3000\xa0") for line in lines_of(words))):
        assert line in body
    assert ("E214" in codes) == bool(FORBIDDEN.search(words) or UNSEEN.search(words))


def stored(text: str) -> str:
    """As Excel writes a text: what XML cannot hold by its code, and an underscore that would begin a code escaped."""
    escaped = re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)
    coded = re.sub(
        "[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]", lambda found: f"_x{ord(found[0]):04X}_", escaped
    )
    return coded.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


KEYS = st.sampled_from(["a", "b", "c"])
EXPRESSIONS = st.recursive(
    st.one_of(KEYS.map(Key), st.integers(0, 999).map(lambda value: Number(Decimal(value)))),
    lambda inner: st.builds(Binary, st.sampled_from("+-*/"), inner, inner),
    max_leaves=12,
)


def said(expression: Expression) -> str:
    match expression:
        case Number(value):
            return str(value)
        case Key(name):
            return name
        case Binary(sign, left, right):
            return f"({said(left)} {sign} {said(right)})"


@MANY
@given(EXPRESSIONS)
def test_a_formula_means_what_it_says(expression: Expression):
    relation = parse(f"a = {said(expression)}")
    figures = {"a": Decimal(7), "b": Decimal(3), "c": Decimal(0)}
    assert evaluate(relation.right, figures.get) == evaluate(expression, figures.get)


@MANY
@given(st.text("abc_.*+-/()=<>!, 0123456789each\u3000甲\n", max_size=40))
def test_any_text_is_a_formula_or_names_where_it_is_none(text: str):
    try:
        relation = parse(text)
    except FormulaError as error:
        assert 0 <= error.offset <= len(text)
    else:
        assert relation.left


@FEW
@given(st.randoms(use_true_random=False))
def test_any_definition_is_loaded_or_every_fault_named(chance):
    text = mutated(TARGETS["definition"].seeds()[0], chance).decode("utf-8", "replace")
    definition, found = load(text)
    assert (definition is None) == bool(found)
    assert all(finding.code == "E301" for finding in found)


@pytest.mark.parametrize("text", ["_x000D_", "_x005F_x000D_", "__x0041_", "_x0041"])
def test_the_escapes_of_excel_are_undone_exactly(text: str):
    from docgen.excel.strings import unescaped

    assert unescaped(stored(text)) == text
