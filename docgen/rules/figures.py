"""Rules over figures: what each may be by its measure, and the definition's formulas over several."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Context, Decimal

from docgen.diagnostics import Diagnostic, Phrase, Place
from docgen.diagnostics.codes import NEGATIVE, NOT_WHOLE, TOO_FINE
from docgen.records import dataclass
from docgen.report.definition import LAST, Definition, Head, Instance
from docgen.report.digits import printed
from docgen.report.expression import Expression, Key, Relation, evaluate, holds, keys
from docgen.report.figure import Figure
from docgen.report.grid import position_of, ranges
from docgen.report.report import Report
from docgen.rules.condition import meets
from docgen.rules.values import Values

RULE_EXIT = 4
_SHOWN = Context(prec=15)  # digits of a quotient that are worth printing
_EXPECTED = Phrase("{where}应为 {expected}，填的是 {actual}", "{where} should be {expected}, it is {actual}")
_UNTRUE = Phrase(
    "{where}对不上，一边是 {left}，一边是 {right}",
    "{where} does not agree: {left} on one side, {right} on the other",
)
_CORRECT = Phrase("请核对有关各格：{cells}", "check these cells: {cells}")


def check_measures(report: Report) -> Iterator[Diagnostic]:
    """Counts are whole and not below nought; only a change may be negative; money has so many decimals (R5)."""
    for figure in report.figures.values():
        if figure.value is not None:
            yield from measured(figure, figure.value)


def measured(figure: Figure, value: Decimal) -> Iterator[Diagnostic]:
    """Reports: R5 where a value is not of its figure's measure."""
    measure = figure.measure
    if value < 0 and not measure.signed:
        yield NEGATIVE.at(figure.place, value=printed(value))
    if _decimals(value) > measure.decimals:
        kind = TOO_FINE if measure.decimals else NOT_WHOLE
        yield kind.at(figure.place, value=printed(value), decimals=str(measure.decimals))


def _decimals(value: Decimal) -> int:
    """How many digits stand behind the point; noughts at the end do not count."""
    exponent = value.as_tuple()[2]
    if exponent and not isinstance(exponent, str):
        exponent = value.normalize().as_tuple()[2]
    return -exponent if isinstance(exponent, int) else 0


def check_rules(report: Report, definition: Definition, figures: Values) -> Iterator[Diagnostic]:
    """The definition's rules, at every row, column or place that they speak of.

    A comparison that touches a figure which could not be read, or last year's where there is none, is not made
    (contract, section 3).
    """
    value = {path: figure.value for path, figure in figures.items()}.get
    for rule in definition.rules:
        if not rule.listing and meets(report, definition, rule.head.where):
            for instance in rule.instances:
                yield from broken(rule.head, instance, value, figures)


@dataclass(frozen=True, slots=True)
class _Breach:
    """One comparison that does not hold: the side on the left with the values of both."""

    left: Expression
    left_value: Decimal
    right_value: Decimal


Value = Callable[[str], Decimal | None]


def broken(head: Head, instance: Instance, value: Value, figures: Values) -> Iterator[Diagnostic]:
    """The finding where a relation does not hold, one for all of its sides; the figures tell where they stand."""
    if breaches := _broken(instance, value):
        yield _finding(head, instance, breaches[0], _places(instance, breaches, figures))


def _broken(instance: Instance, value: Value) -> list[_Breach]:
    if instance.when and not _is_true(instance.when, value):
        return []
    return list(_breaches(instance.relation, value))


def _places(instance: Instance, breaches: Sequence[_Breach], figures: Values) -> list[Place]:
    """The cells of this year's workbook that a breach is about, the one to look at first in front."""
    paths = [] if instance.relation.each else [instance.first]
    paths += [path for breach in breaches for path in keys(breach.left)] + list(keys(instance.relation.right))
    # Last year's cells lie in another workbook; an address of theirs would be looked for in this one.
    return [
        figures[path].place for path in dict.fromkeys(paths) if path in figures and not path.startswith(LAST)
    ]


def _is_true(relation: Relation, value: Value) -> bool:
    """Whether the relation is known to hold: what cannot be read makes no condition true."""
    read = all(value(key) is not None for key in relation.keys)
    return read and not any(_breaches(relation, value))


def _breaches(relation: Relation, value: Value) -> Iterator[_Breach]:
    right = evaluate(relation.right, value)
    for side in relation.left:
        left = evaluate(side, value)
        if left is not None and right is not None and not holds(left, relation.operator, right):
            yield _Breach(side, left, right)


def _finding(head: Head, instance: Instance, breach: _Breach, places: list[Place]) -> Diagnostic:
    left, right = (printed(_SHOWN.plus(value)) for value in (breach.left_value, breach.right_value))
    # What is looked at first is what is off: the side on which it stands is the actual one.
    on_right = instance.first in keys(instance.relation.right)
    expected, actual = (left, right) if on_right else (right, left)
    single = breach.left == Key(instance.first)
    facts: dict[str, Phrase | str] = {
        "where": places[0].title, "left": left, "right": right, "expected": expected, "actual": actual,
        "cells": cells_named(places),
    }  # fmt: skip
    default = _EXPECTED if single and instance.relation.operator == "=" else _UNTRUE
    message = (head.message if head.message.zh else titled(default, head.title)).filled(facts)
    hint = (head.hint if head.hint.zh else _CORRECT).filled(facts)
    return Diagnostic(head.code, head.severity, message, hint, tuple(places), expected, actual, RULE_EXIT)


def cells_named(places: Sequence[Place], *, own: str = "") -> str:
    """The addresses sheet by sheet, in ranges; sheets are named where there are several, or another than `own`."""
    sheets = list(dict.fromkeys(place.sheet for place in places))
    named = len(sheets) > 1 or own not in {"", *sheets}
    found = []
    for sheet in sheets:
        cells = [place.cell for place in places if place.sheet == sheet]
        positions = [at for cell in cells if (at := position_of(cell))]
        whole = [cell for cell in cells if cell and not position_of(cell)]  # a column of a listing
        lead = f"{sheet}!" if named else ""
        found += [f"{lead}{cells}" for cells in (*ranges(positions), *whole)]
    return "、".join(found)


def titled(message: Phrase, title: Phrase) -> Phrase:
    """The message with the rule's title behind it, which says why."""
    return Phrase(f"{message.zh}：{title.zh}", f"{message.en}: {title.en}") if title.zh else message
