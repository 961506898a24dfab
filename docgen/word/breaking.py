"""The breaking of a paragraph into lines, reckoned: between how many and how many, as programs break a little differently."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from docgen.word.fitting import ems

# What stays on one line: a word, a number or a Han character, with the marks that must not part from it.
_UNIT = re.compile(r"[（《“‘〈【〔]*(?:[!-~]+|.)[，。、；：！？）》”’〉】〕%]*", re.DOTALL)
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
    count, reached, limit, before = 1, 0.0, first, ""
    for found in _UNIT.finditer(text):
        unit = _unit(found[0])
        gap = _GAP if before and unit.begins and before != unit.begins else 0
        if reached and reached + gap + unit.least > limit:
            count, reached, limit, gap = count + 1, 0.0, room, 0
        reached += gap + unit.wide
        before = unit.ends
    doubt = _DOUBT + _DOUBT_A_LINE * count
    return count - (count > 1 and reached <= doubt), count + (reached + doubt > limit)


@lru_cache(maxsize=4096)
def _unit(text: str) -> _Unit:
    wide = ems(text)
    return _Unit(wide, wide - (text[-1] in _HANGING), _script(text[0]), _script(text[-1]))


def _script(character: str) -> str:
    """Han or Latin; no gap stands at a punctuation mark."""
    if _LATIN.match(character):
        return "latin"
    return "han" if _HAN.match(character) else ""
