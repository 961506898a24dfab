"""What may stand in a number cell or in an attribute that counts."""

from __future__ import annotations

import math

from docgen.patterns import regex

# `float` and `Decimal` would also take NaN, Infinity, 1_000 and digits of other scripts.
_NUMBER = regex(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,5})?")
_WHOLE = regex(r"[0-9]{1,9}")


def whole_number(text: str | None) -> int | None:
    """The number that an index or count attribute states, None when it states none."""
    return int(text) if text and _WHOLE.fullmatch(text) else None


def is_number(text: str) -> bool:
    """Whether the text is a decimal number, with or without exponent, that a double can hold (1e400 cannot)."""
    return _NUMBER.fullmatch(text) is not None and math.isfinite(float(text))
