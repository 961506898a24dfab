"""The stored definition: what a `report.toml` came to, as bytes for the next process. Data, never code.

JSON: a record is a list of its class's number and its fields, a tuple one that begins with TUPLE.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TypeAlias

from docgen.diagnostics import Phrase
from docgen.report.definition import (
    Block,
    Definition,
    Field,
    Heading,
    Instance,
    Measure,
    Narrative,
    Rule,
    Section,
    Table,
)
from docgen.report.expression import Binary, Key, Number, Relation

Json: TypeAlias = "str | int | float | list[Json] | dict[str, Json] | None"

TUPLE, DECIMAL = -1, -2
_RECORDS: tuple[type, ...] = (
    Definition, Section, Narrative, Table, Block, Heading, Measure, Field, Rule, Instance, Relation, Binary, Key, Number,
    Phrase,
)  # fmt: skip
_NUMBERS = {record: number for number, record in enumerate(_RECORDS)}


def stored(definition: Definition) -> bytes:
    """The bytes of a definition. TypeError when it holds what is not in the table of records above."""
    return json.dumps(_plain(definition), ensure_ascii=False, separators=(",", ":")).encode()


def restored(data: bytes) -> Definition | None:
    """The definition of such bytes; None where they are not what `stored` would have written."""
    try:
        found = _value(json.loads(data))
    except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError):
        return None
    return found if isinstance(found, Definition) else None


def _plain(value: object) -> Json:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Decimal):
        return [DECIMAL, str(value)]
    if isinstance(value, dict):
        return {str(key): _plain(entry) for key, entry in value.items()}
    number = _NUMBERS.get(type(value), TUPLE)
    if number != TUPLE and not isinstance(value, tuple):
        return [number, *(_plain(getattr(value, name)) for name in type(value).__match_args__)]  # type: ignore[attr-defined] # a record
    if isinstance(value, tuple):
        return [number, *map(_plain, value)]
    raise TypeError(type(value).__name__)


def _value(plain: Json) -> object:
    if isinstance(plain, list):
        number, *fields = plain
        if number == TUPLE:
            return tuple(map(_value, fields))
        if number == DECIMAL:
            return Decimal(str(fields[0]))
        return _RECORDS[_within(number)](*map(_value, fields))
    if isinstance(plain, dict):
        return {key: _value(entry) for key, entry in plain.items()}
    return plain


def _within(number: Json) -> int:
    """The number of a class. Python would count a negative one from the end."""
    if isinstance(number, int) and number >= 0:
        return number
    raise ValueError(number)
