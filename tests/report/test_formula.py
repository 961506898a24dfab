from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.report.expression import Key, evaluate, holds, keys, rewritten, total
from docgen.report.formula import FormulaError, parse


def value_of(text: str, **figures: int) -> Decimal | None:
    relation = parse(f"{text} = 0")
    return evaluate(relation.left[0], lambda key: Decimal(figures[key]) if key in figures else None)


def test_products_bind_before_sums_and_brackets_before_both():
    assert value_of("a + b * 2", a=1, b=3) == 7
    assert value_of("(a + b) * 2", a=1, b=3) == 8
    assert value_of("a - b - 1", a=5, b=1) == 3
    assert value_of("-a + 10", a=4) == 6


def test_numbers_are_decimal():
    assert value_of("0.1 + 0.2") == Decimal("0.3")


def test_a_missing_figure_and_a_division_by_nought_give_nothing():
    assert value_of("a + b", a=1) is None
    assert value_of("a / b", a=1, b=0) is None


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("a +", 3),
        ("a = b = c", 6),
        ("a", 1),
        ("= 1", 0),
        ("a = (b", 6),
        ("a = b)", 5),
        ("a = 'b'", 4),
        ("", 0),
        ("each(a b) <= 1", 7),
    ],
)
def test_what_is_no_formula_is_named_with_its_place(text: str, offset: int):
    with pytest.raises(FormulaError) as raised:
        parse(text)
    assert raised.value.offset == offset


def test_deep_brackets_are_refused_before_they_reach_the_stack():
    with pytest.raises(FormulaError, match="too many brackets"):
        parse("(" * 100 + "a" + ")" * 100 + " = 1")
    with pytest.raises(FormulaError, match="longer than 1000"):
        parse("a = b" + " + b" * 5000)


def test_each_compares_every_key_by_itself():
    relation = parse("each(a, b.*) <= c")
    assert [keys(side) for side in relation.left] == [("a",), ("b.*",)]
    spread = rewritten(relation, lambda key: ["b.x", "b.y"] if key == "b.*" else [key])
    assert spread.left == (Key("a"), Key("b.x"), Key("b.y"))


def test_a_star_elsewhere_is_the_sum_of_what_it_stands_for():
    spread = rewritten(parse("a = b.*"), lambda key: ["b.x", "b.y", "b.z"] if key == "b.*" else [key])
    assert keys(spread.right) == ("b.x", "b.y", "b.z")


def test_a_sum_of_a_thousand_keys_does_not_recurse_a_thousand_deep():
    names = tuple(f"k{n}" for n in range(5000))
    assert evaluate(total(names), lambda _: Decimal(1)) == 5000


@pytest.mark.parametrize(
    ("operator", "truth"),
    [("=", False), ("!=", True), ("<=", True), (">=", False), ("<", True), (">", False)],
)
def test_comparisons(operator, truth):
    assert holds(Decimal(1), operator, Decimal(2)) is truth


@given(st.text(max_size=60))
def test_any_text_is_a_formula_or_a_formula_error(text: str):
    try:
        parse(text)
    except FormulaError as error:
        assert 0 <= error.offset <= len(text)
