"""The digits of a figure: what was typed into a number cell, and how it is printed."""

from __future__ import annotations

import re
from decimal import Decimal

from docgen.patterns import regex

CERTAIN = 15  # digits that a double keeps whatever they are
_EVIDENT = regex(r"0|-?(?:[1-9][0-9]*(?:\.[0-9]*[1-9])?|0\.[0-9]*[1-9])", re.ASCII)
_ALL_EVIDENT = regex(rf"(?:(?![^\n]{{{CERTAIN + 1}}})(?:{_EVIDENT.pattern})?\n)*+", re.ASCII)


def significant(text: str) -> Decimal:
    """A stored number at 15 significant digits, which is what was typed and what Excel shows.

    A cell holds a double that is written with up to 17 digits: 0.58 is stored as 0.57999999999999996 (contract,
    section 4). Trailing zeros and the sign of nought are not kept.
    """
    if len(text) <= CERTAIN and text.isascii() and text.isdecimal():
        return Decimal(text)
    return Decimal(f"{float(text):.{CERTAIN}g}") or Decimal(0)


def printed(value: Decimal) -> str:
    """Digits without exponent, grouping or rounding; minus nought is nought."""
    return format(abs(value) if value == 0 else value, "f")


def trimmed(value: Decimal) -> Decimal:
    """A value that was worked out, without the noughts that adding leaves at its end: 0.2 + 0.8 is 1."""
    return value.normalize()


def all_as_printed(texts: list[str]) -> list[str]:
    """`as_printed` of each that is not empty; that all are stored so, most columns show at one look."""
    if _ALL_EVIDENT.fullmatch("".join(f"{text}\n" for text in texts)):
        return texts
    return [as_printed(text) if text else "" for text in texts]


def as_printed(text: str) -> str:
    """A stored number as it is printed; most are stored so, which is seen at a tenth of the cost."""
    plain = len(text) <= CERTAIN and _EVIDENT.fullmatch(text)
    return text if plain else printed(significant(text))
