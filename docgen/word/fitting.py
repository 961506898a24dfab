"""The fitting of text into a width: how wide words are, how many lines they take, where even lines break."""

from __future__ import annotations

import math
import unicodedata

# A closing mark must not begin a line, nor an opening one end it.
_NOT_FIRST = frozenset("，。、；：！？）》”’〉】〕")
_NOT_LAST = frozenset("（《“‘〈【〔")
_THIN = {".": 0.25, ",": 0.25, "-": 0.33}  # of Times New Roman
LEAST_SCALE = 90  # per cent; narrower words would look like another face beside their neighbours


def ems(text: str) -> float:
    """The width in ems: one for a Han character or its punctuation, a half for Latin letters and digits."""
    return sum(_em(character) for character in text)


def _em(character: str) -> float:
    narrow = unicodedata.east_asian_width(character) in ("Na", "H", "N")
    return _THIN.get(character, 0.5) if narrow else 1


def scale_of(text: str, room: float, size: float) -> int:
    """The character scale in per cent at which the text takes one line of `room` twips: 100 when it fits as it is."""
    wide = ems(text) * size * 20
    return 100 if wide <= room else math.floor(room / wide * 100)


def lines_of(text: str, room: int, size: float, *, least: int = 100) -> int:
    """How many lines of `room` twips the text takes at a size in points, in characters narrowed to `least` per cent."""
    if scale_of(text, room, size) >= least:
        return 1
    return max(1, math.ceil(ems(text) / _line(room, size)))


def breaks(text: str, room: int, size: float) -> str:
    """The text with line breaks that make its lines even (商业 and 企业, not 商业企 and 业).

    A number in brackets has a line of its own when the rest fits on one (（三） above 不予公开), and so has what stands
    in brackets behind a label (（万元） below 罚款).
    """
    count = lines_of(text, room, size)
    number, bracket, rest = text.partition("）")
    if count == 1:
        return text
    if number.startswith("（") and bracket and lines_of(rest, room, size) == 1:
        return f"{number}{bracket}\n{rest}"
    label, opened, note = text.partition("（")
    if (
        label
        and note.endswith("）")
        and lines_of(label, room, size) == lines_of(opened + note, room, size) == 1
    ):
        return f"{label}\n{opened}{note}"
    even = math.ceil(len(text) / count)
    lines, start = [], 0
    while start < len(text):
        end = _end(text, start + even)
        lines.append(text[start:end])
        start = end
    return "\n".join(lines)


def _line(room: int, size: float) -> float:
    """How many ems a line takes: whole ones, as most of them are Han characters."""
    return max(1, math.floor(room / 20 / size))


def _end(text: str, end: int) -> int:
    """Where a line may end, at `end` or as near before it as the marks allow."""
    while 1 < end < len(text) and (text[end] in _NOT_FIRST or text[end - 1] in _NOT_LAST):
        end -= 1
    return end
