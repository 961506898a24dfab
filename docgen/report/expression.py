"""Expressions over keys: what a formula says, and what it comes to for given figures."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from decimal import Decimal, DivisionByZero, InvalidOperation
from typing import Literal

from docgen.records import dataclass

Operator = Literal["=", "!=", "<=", ">=", "<", ">"]
_ARITHMETIC: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
}  # fmt: skip
_COMPARISONS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "=": operator.eq, "!=": operator.ne, "<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    value: Decimal


@dataclass(frozen=True, slots=True)
class Key:
    name: str


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of several keys."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Binary:
    operator: Literal["+", "-", "*", "/"]
    left: Expression
    right: Expression


Expression = Number | Key | Sum | Binary


@dataclass(frozen=True, slots=True)
class Relation:
    """One comparison; with `each`, one for every expression on the left."""

    left: tuple[Expression, ...]
    operator: Operator
    right: Expression
    each: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key once, in the order of the text."""
        return tuple(dict.fromkeys(k for side in (*self.left, self.right) for k in keys(side)))


def keys(expression: Expression) -> tuple[str, ...]:
    match expression:
        case Key(name):
            return (name,)
        case Sum(names):
            return names
        case Binary(_, left, right):
            return keys(left) + keys(right)
        case _:
            return ()


def is_total(relation: Relation) -> bool:
    """Whether the relation says that one key is the sum of others, and nothing but a sum."""
    return (
        not relation.each
        and isinstance(relation.left[0], Key)
        and relation.operator == "="
        and _is_sum(relation.right)
    )


def _is_sum(expression: Expression) -> bool:
    match expression:
        case Key() | Sum():
            return True
        case Binary("+", left, right):
            return _is_sum(left) and _is_sum(right)
        case _:
            return False


def evaluate(expression: Expression, figure: Callable[[str], Decimal | None]) -> Decimal | None:
    """The value, or None where a figure is None or a divisor nought."""
    if isinstance(expression, Key):
        return figure(expression.name)
    if isinstance(expression, Sum):
        return _summed(map(figure, expression.names))
    if isinstance(expression, Number):
        return expression.value
    left, right = evaluate(expression.left, figure), evaluate(expression.right, figure)
    return None if left is None or right is None else combined(expression.operator, left, right)


def _summed(values: Iterable[Decimal | None]) -> Decimal | None:
    total = Decimal(0)
    for value in values:
        if value is None:
            return None
        total += value
    return total


def combined(sign: str, a: Decimal, b: Decimal) -> Decimal | None:
    """What two values come to, None where a divisor is nought."""
    try:
        return _ARITHMETIC[sign](a, b)
    except (DivisionByZero, InvalidOperation):
        return None


def holds(left: Decimal, sign: Operator, right: Decimal) -> bool:
    return _COMPARISONS[sign](left, right)


def rewritten(relation: Relation, replace: Callable[[str], Iterable[str]]) -> Relation:
    """The relation with every key replaced: by the sum of several, or, in `each(…)`, by each of several."""
    left = relation.left
    if relation.each:
        left = tuple(dict.fromkeys(Key(new) for side in left for old in keys(side) for new in replace(old)))
    else:
        left = (_replaced(left[0], replace),)
    return Relation(left, relation.operator, _replaced(relation.right, replace), relation.each)


def _replaced(expression: Expression, replace: Callable[[str], Iterable[str]]) -> Expression:
    match expression:
        case Key(name):
            return total(tuple(replace(name)))
        case Sum(names):
            return total(tuple(new for name in names for new in replace(name)))
        case Binary(sign, left, right):
            return Binary(sign, _replaced(left, replace), _replaced(right, replace))
        case _:
            return expression


def total(names: tuple[str, ...]) -> Expression:
    """The sum of these keys, in the simplest form."""
    if not names:
        return Number(Decimal(0))
    return Key(names[0]) if len(names) == 1 else Sum(names)
