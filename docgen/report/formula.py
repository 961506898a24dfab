"""The formula language in which rules are written: sums and products over row and column keys, and one comparison.

    received + carried_in = total + carried_out
    total = granted + denied.*                      `denied.*` is the sum of every key under `denied`
    carried_in = last.carried_out                   `last.` is last year's report
    each(granted, denied.*) <= received             the comparison holds for each of them by itself
    total * 100 / received >= 95                    numbers are decimal

Parsed here, never evaluated as Python.  A parser of position in, position out.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation
from typing import Literal, NamedTuple

Operator = Literal["=", "!=", "<=", ">=", "<", ">"]
_ARITHMETIC: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
}  # fmt: skip
_COMPARISONS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "=": operator.eq, "!=": operator.ne, "<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt,
}  # fmt: skip
DEPTH = 40  # brackets within brackets; deeper is no rule but an attack on the stack


class FormulaError(ValueError):
    """The text is not a formula; `offset` is where it stops making sense."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Number:
    value: Decimal


@dataclass(frozen=True, slots=True)
class Key:
    name: str


@dataclass(frozen=True, slots=True)
class Binary:
    operator: Literal["+", "-", "*", "/"]
    left: Expression
    right: Expression


Expression = Number | Key | Binary


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
        case Key():
            return True
        case Binary("+", left, right):
            return _is_sum(left) and _is_sum(right)
        case _:
            return False


def evaluate(expression: Expression, figure: Callable[[str], Decimal | None]) -> Decimal | None:
    """The value, or None where a figure is None or a divisor nought."""
    match expression:
        case Number(value):
            return value
        case Key(name):
            return figure(name)
        case Binary(sign, left, right):
            a, b = evaluate(left, figure), evaluate(right, figure)
            return None if a is None or b is None else _combined(sign, a, b)


def _combined(sign: str, a: Decimal, b: Decimal) -> Decimal | None:
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
        left = tuple(Key(new) for side in left for old in keys(side) for new in replace(old))
    else:
        left = (_replaced(left[0], replace),)
    return Relation(left, relation.operator, _replaced(relation.right, replace), relation.each)


def _replaced(expression: Expression, replace: Callable[[str], Iterable[str]]) -> Expression:
    match expression:
        case Key(name):
            return total(tuple(replace(name)))
        case Binary(sign, left, right):
            return Binary(sign, _replaced(left, replace), _replaced(right, replace))
        case _:
            return expression


def total(names: tuple[str, ...]) -> Expression:
    """The sum of these keys, balanced so that a thousand of them stay shallow."""
    if not names:
        return Number(Decimal(0))
    if len(names) == 1:
        return Key(names[0])
    middle = len(names) // 2
    return Binary("+", total(names[:middle]), total(names[middle:]))


class _Token(NamedTuple):
    kind: str
    text: str
    offset: int


_TOKENS = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<key>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*(?:\.\*)?)"
    r"|(?P<compare><=|>=|!=|=|<|>)|(?P<mark>[-+*/(),])|(?P<end>$)|(?P<bad>.))",
    re.ASCII,
)


def parse(text: str) -> Relation:
    """The relation a formula states. Raises FormulaError with the offset of the first thing not understood."""
    tokens = _tokens(text)
    left, at = _left(tokens)
    if tokens[at].kind != "compare":
        raise _unexpected(tokens[at], "a comparison such as = or <=")
    right, end = _sum(tokens, at + 1, 0)
    if tokens[end].kind != "end":
        raise _unexpected(tokens[end], "the end")
    return Relation(left, _OPERATORS[tokens[at].text], right, _is_each(tokens))


_OPERATORS: dict[str, Operator] = {"=": "=", "!=": "!=", "<=": "<=", ">=": ">=", "<": "<", ">": ">"}


def _tokens(text: str) -> list[_Token]:
    found = []
    for match in _TOKENS.finditer(text):
        kind = match.lastgroup or "bad"
        found.append(_Token(kind, match.group(kind), match.start(kind)))
        if kind == "bad":
            raise _unexpected(found[-1], "a key, a number or a sign")
    return found


def _left(tokens: list[_Token]) -> tuple[tuple[Expression, ...], int]:
    if _is_each(tokens):
        return _each(tokens)
    expression, at = _sum(tokens, 0, 0)
    return (expression,), at


def _is_each(tokens: list[_Token]) -> bool:
    return tokens[0].text == "each" and tokens[1].text == "("


def _each(tokens: list[_Token]) -> tuple[tuple[Expression, ...], int]:
    found: list[Expression] = []
    at = 2
    while True:
        if tokens[at].kind != "key":
            raise _unexpected(tokens[at], "a key")
        found.append(Key(tokens[at].text))
        at += 1
        if tokens[at].text == ")":
            return tuple(found), at + 1
        if tokens[at].text != ",":
            raise _unexpected(tokens[at], "a comma or a closing bracket")
        at += 1


def _sum(tokens: list[_Token], at: int, depth: int) -> tuple[Expression, int]:
    value, at = _product(tokens, at, depth)
    while tokens[at].text in ("+", "-"):
        sign: Literal["+", "-"] = "+" if tokens[at].text == "+" else "-"
        right, at = _product(tokens, at + 1, depth)
        value = Binary(sign, value, right)
    return value, at


def _product(tokens: list[_Token], at: int, depth: int) -> tuple[Expression, int]:
    value, at = _atom(tokens, at, depth)
    while tokens[at].text in ("*", "/"):
        sign: Literal["*", "/"] = "*" if tokens[at].text == "*" else "/"
        right, at = _atom(tokens, at + 1, depth)
        value = Binary(sign, value, right)
    return value, at


def _atom(tokens: list[_Token], at: int, depth: int) -> tuple[Expression, int]:
    token = tokens[at]
    if depth > DEPTH:
        raise FormulaError("too many brackets", token.offset)
    if token.kind == "number":
        return Number(Decimal(token.text)), at + 1
    if token.kind == "key":
        return Key(token.text), at + 1
    if token.text == "-":
        value, after = _atom(tokens, at + 1, depth + 1)
        return Binary("-", Number(Decimal(0)), value), after
    if token.text != "(":
        raise _unexpected(token, "a key or a number")
    value, after = _sum(tokens, at + 1, depth + 1)
    if tokens[after].text != ")":
        raise _unexpected(tokens[after], "a closing bracket")
    return value, after + 1


def _unexpected(token: _Token, wanted: str) -> FormulaError:
    found = f"“{token.text}”" if token.text else "the end"
    return FormulaError(f"{wanted} is expected where {found} stands", token.offset)
