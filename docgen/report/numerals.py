"""Chinese numerals as headings use them: 一 to 九百九十九."""

from __future__ import annotations

import re

from docgen.patterns import regex

_DIGITS = "零一二三四五六七八九"
_NUMERAL = regex(r"(?:([一二三四五六七八九])百)?(零)?(?:([一二三四五六七八九])?十)?([一二三四五六七八九])?")


def chinese(number: int) -> str:
    """The numeral of a number from 1 to 999; beyond that, its digits."""
    if not 0 < number < 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def number_of(text: str) -> int | None:
    """The number that a numeral or a run of digits, half-width or full-width, states, or None; the reverse of `chinese`."""
    if re.fullmatch(r"[0-9０-９]+", text):
        return int(text)
    match = _NUMERAL.fullmatch(text)
    if not text or match is None:
        return None
    hundreds, _, tens, ones = match.groups()
    ten = _DIGITS.index(tens) if tens else int("十" in text)
    value = (
        (_DIGITS.index(hundreds) if hundreds else 0) * 100 + ten * 10 + (_DIGITS.index(ones) if ones else 0)
    )
    return value or None
