"""The breaking of a paragraph into lines, reckoned: between how many and how many, as programs break a little differently."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from docgen.word.fitting import ems

_CLOSING = "，。、；：！？）》”’〉】〕%"
# What stays on one line: a word, a number or a Han character, with the marks that must not part from it; and many Han
# characters in a row, of which each may end a line.
_UNIT = re.compile(
    rf"(?P<run>(?:[\u4e00-\u9fff](?![{_CLOSING}])){{2,}}+)|[（《“‘〈【〔]*(?:[!-~]+|.)[{_CLOSING}]*",
    re.DOTALL,
)
_LATIN = re.compile("[!-~]")
_HAN = re.compile("[^\x00-\u2fff\u3000-\u303f\uff00-\uffef]")
_HANGING = "，。、；："  # may stand in the margin
_GAP = 0.245  # ems between Han and Latin characters (measured in LibreOffice)
_DOUBT, _DOUBT_A_LINE = (
    0.5,
    0.3,
)  # ems by which the last line may end elsewhere: once, and for each line before it


class _Unit(NamedTuple):
    """What stays on one line: ems with and without what may hang, and whether Han or Latin characters begin and end it."""

    wide: float
    least: float
    begins: str
    ends: str


def line_counts(text: str, first: float, room: float) -> tuple[int, int]:
    """The fewest and the most lines of a text, whose first line has room for `first` ems and all others for `room`."""
    lines = _Lines(first, room)
    for found in _UNIT.finditer(text):
        if found["run"]:
            lines.add(_HAN_UNIT)
            lines.add_han(len(found[0]) - 1)
        else:
            lines.add(_unit(found[0]))
    doubt = _DOUBT + _DOUBT_A_LINE * lines.count
    fewer = lines.count > 1 and lines.reached <= doubt
    return lines.count - fewer, lines.count + (lines.reached + doubt > lines.limit)


class _Lines:
    """Lines as they fill up: how many, how far the last one reaches and how far it may, in ems."""

    def __init__(self, first: float, room: float) -> None:
        self.count, self.reached, self.limit = 1, 0.0, first
        self._room = room
        self._before = ""

    def add(self, unit: _Unit) -> None:
        gap = _GAP if self._before and unit.begins and self._before != unit.begins else 0
        if self.reached and self.reached + gap + unit.least > self.limit:
            self._break()
            gap = 0
        self.reached += gap + unit.wide
        self._before = unit.ends

    def add_han(self, count: int) -> None:
        """So many Han characters that follow one, of which each takes an em and may end a line."""
        while (fitting := max(int(self.limit - self.reached), int(not self.reached))) < count:
            count -= fitting
            self._break()
        self.reached += count

    def _break(self) -> None:
        self.count, self.reached, self.limit = self.count + 1, 0.0, self._room


@lru_cache(maxsize=4096)
def _unit(text: str) -> _Unit:
    wide = ems(text)
    return _Unit(wide, wide - (text[-1] in _HANGING), _script(text[0]), _script(text[-1]))


def _script(character: str) -> str:
    """Han or Latin; no gap stands at a punctuation mark."""
    if _LATIN.match(character):
        return "latin"
    return "han" if _HAN.match(character) else ""


_HAN_UNIT = _Unit(1, 1, "han", "han")
