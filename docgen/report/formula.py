"""The formula language in which rules are written: sums and products over row and column keys, and one comparison.

    received + carried_in = total + carried_out
    total = granted + denied.*                      `denied.*` is the sum of every key under `denied`
    carried_in = last.carried_out                   `last.` is last year's report
    fields.issued_on <= fields.year * 10000 + 1231  `fields.` is the cover; a date is its eight digits
    each(granted, denied.*) <= received             the comparison holds for each of them by itself
    total * 100 / received >= 95                    numbers are decimal
    count(penalties) >= sum(penalties.fine)         how many lines a listing has, and the sum of a column of it

Parsed here, never evaluated as Python.  A parser of position in, position out.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal, NamedTuple

from docgen.patterns import regex
from docgen.report.definition import LAST
from docgen.report.expression import Binary, Expression, Key, Number, Operator, Relation

TERMS = 1000  # keys, numbers and signs; what is longer would not be checked by reading it either
FUNCTIONS = ("sum", "count")
"""What is made of a listing: the sum of a column, the number of lines."""
DEPTH = 40  # brackets within brackets; deeper is no rule but an attack on the stack


class FormulaError(ValueError):
    """The text is not a formula; `offset` is where it stops making sense."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


class _Token(NamedTuple):
    kind: str
    text: str
    offset: int


_TOKENS = regex(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<key>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*(?:\.\*)?)"
    r"|(?P<compare><=|>=|!=|=|<|>)|(?P<mark>[-+*/(),])|(?P<end>$)|(?P<bad>.))",
    re.ASCII,
)


def parse_value(text: str) -> Expression:
    """The expression that a text is, without a comparison. Raises FormulaError as `parse` does."""
    tokens = _tokens(text)
    value, end = _sum(tokens, 0, 0)
    if tokens[end].kind != "end":
        raise _unexpected(tokens[end], "the end")
    return value


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
        if len(found) > TERMS:
            raise FormulaError(f"longer than {TERMS} keys, numbers and signs", match.start(kind))
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
        return _key(tokens, at)
    if token.text == "-":
        value, after = _atom(tokens, at + 1, depth + 1)
        return Binary("-", Number(Decimal(0)), value), after
    if token.text != "(":
        raise _unexpected(token, "a key or a number")
    value, after = _sum(tokens, at + 1, depth + 1)
    if tokens[after].text != ")":
        raise _unexpected(tokens[after], "a closing bracket")
    return value, after + 1


def _key(tokens: list[_Token], at: int) -> tuple[Expression, int]:
    """A key, or what a function makes of one: that is called like it, `last.` before it (`last.sum(penalties.fine)`)."""
    name, bracket = tokens[at].text, tokens[at + 1]
    if bracket.text != "(" or name not in FUNCTIONS:
        return Key(name), at + 1
    inner = tokens[at + 2]
    if inner.kind != "key":
        raise _unexpected(inner, "a key")
    if tokens[at + 3].text != ")":
        raise _unexpected(tokens[at + 3], "a closing bracket")
    year = LAST if inner.text.startswith(LAST) else ""
    return Key(f"{year}{name}({inner.text.removeprefix(LAST)})"), at + 4


def _unexpected(token: _Token, wanted: str) -> FormulaError:
    found = f"“{token.text}”" if token.text else "the end"
    return FormulaError(f"{wanted} is expected where {found} stands", token.offset)
