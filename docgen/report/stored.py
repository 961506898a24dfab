"""The stored definition: what a `report.toml` came to, as bytes for the next process. Data, never code.

JSON: a record is a list of its class's name and its fields, in order; a tuple is one without a name.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TypeAlias

from docgen.diagnostics import Phrase
from docgen.report import definition as definitions
from docgen.report import expression as expressions
from docgen.report import tables
from docgen.report.definition import Definition

Json: TypeAlias = "str | int | float | list[Json] | dict[str, Json] | None"

TUPLE, DECIMAL = "", "0"
_CLASSES: dict[str, type] = {
    name: found
    for name, found in (*vars(definitions).items(), *vars(tables).items(), *vars(expressions).items())
    if isinstance(found, type) and hasattr(found, "__match_args__")
} | {"Phrase": Phrase}

SHAPE = repr(sorted((name, found.__match_args__) for name, found in _CLASSES.items())).encode()  # type: ignore[attr-defined] # they were chosen by it
"""Which records there are, and their fields: bytes of another shape are another definition's."""


def stored(definition: Definition) -> bytes:
    """The bytes of a definition."""
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
    if type(value) is tuple:
        return [TUPLE, *map(_plain, value)]
    return [type(value).__name__, *(_plain(getattr(value, name)) for name in type(value).__match_args__)]  # type: ignore[attr-defined] # a record


def _value(plain: Json) -> object:
    if isinstance(plain, list):
        name, *fields = plain
        values = [_value(field) if isinstance(field, list | dict) else field for field in fields]
        if name == TUPLE:
            return tuple(values)
        return Decimal(str(values[0])) if name == DECIMAL else _CLASSES[str(name)](*values)
    if isinstance(plain, dict):
        return {key: _value(entry) for key, entry in plain.items()}
    return plain
