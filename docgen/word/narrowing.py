"""The narrowing: a figure too long for its cell is set in narrower characters, for figures never break."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from docgen.patterns import regex
from docgen.word.fitting import scale_of
from docgen.word.wordml import W

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

FILTER = "_narrowed"
"""The filter that only `narrow` writes into tags: the scale of a figure in a room, nothing for one that fits."""
UNNEEDED = '<w:w w:val=""/>'
"""What the filter leaves where a figure fits; rendering takes it out."""

_FILLED = 0.95  # of a cell: digits that touch its lines cannot be read
_DIGIT = 0.5  # ems; points and signs are no wider
_LEAST = 33  # per cent: below that nobody can read it, and a break is the lesser evil
_FIGURE = regex(r"-?\d+(\.\d+)?", re.ASCII)
_TAG = regex(r"\{\{ *([A-Za-z0-9_.]+) *\}\}")
_MARGIN = 108  # twips, at both sides of a cell, where a template says nothing
_AFTER_SCALE = ("kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs",
                "em", "lang", "eastAsianLayout", "specVanish", "oMath", "rPrChange")  # fmt: skip


@lru_cache(maxsize=4096)
def narrowed(value: object, room: object, size: object) -> str:
    """The character scale at which a figure stands on one line of `room` twips, or "" when it fits as it is."""
    text = str(value)
    if not isinstance(room, int) or not isinstance(size, int) or not _FIGURE.fullmatch(text):
        return ""
    scale = scale_of(text, room * _FILLED, max(size, 1) / 2)
    return str(max(scale - 1, _LEAST)) if scale < 100 else ""  # one per cent for rounding


def scales(texts: Sequence[str], room: int, size: int) -> list[str]:
    """`narrowed` of each; worked out once for all figures of as many digits, of which a long column has few lengths."""
    fits = room * _FILLED / (max(size, 1) / 2 * 20 * _DIGIT)  # characters that are sure to
    known: dict[tuple[int, bool, bool], str] = {}
    found = []
    for text in texts:
        scale = ""
        if len(text) > fits and _FIGURE.fullmatch(text):
            shape = len(text), "." in text, text[0] == "-"
            if shape not in known:
                known[shape] = narrowed(text, room, size)
            scale = known[shape]
        found.append(scale)
    return found


def narrow(root: _Element) -> None:
    """Nothing: gives every run that is the only one of its cell, and prints one name, the scale of that name."""
    for cell in root.iter(f"{{{W}}}tc"):
        runs = list(cell.iter(f"{{{W}}}r"))
        if len(runs) == 1 and (tag := _TAG.fullmatch("".join(map(str, runs[0].itertext())).strip())):
            _scale(runs[0], tag[1], _room(cell))


def _scale(run: _Element, path: str, room: int) -> None:
    properties = run.find(f"{{{W}}}rPr")
    size = 0 if properties is None else _number(properties.find(f"{{{W}}}sz"), "val", 0)
    if properties is None or not size or room <= 0 or properties.find(f"{{{W}}}w") is not None:
        return
    scale = properties.makeelement(f"{{{W}}}w", {f"{{{W}}}val": f"{{{{ {path}|{FILTER}({room}, {size}) }}}}"})
    later = {f"{{{W}}}{name}" for name in _AFTER_SCALE}
    at = next((index for index, child in enumerate(properties) if child.tag in later), len(properties))
    properties.insert(at, scale)


def _room(cell: _Element) -> int:
    """What a cell leaves for its words, in twips; 0 where its width is not stated."""
    width = cell.find(f"{{{W}}}tcPr/{{{W}}}tcW")
    table = next(cell.iterancestors(f"{{{W}}}tbl"))
    margins = [cell.find(f"{{{W}}}tcPr/{{{W}}}tcMar"), table.find(f"{{{W}}}tblPr/{{{W}}}tblCellMar")]
    return _number(width, "w", 0) - _side(margins, "left") - _side(margins, "right")


def _side(margins: list[_Element | None], side: str) -> int:
    stated = (found.find(f"{{{W}}}{side}") for found in margins if found is not None)
    return next((_number(element, "w", _MARGIN) for element in stated if element is not None), _MARGIN)


def _number(element: _Element | None, attribute: str, otherwise: int) -> int:
    value = "" if element is None else element.get(f"{{{W}}}{attribute}", "")
    return int(value) if value.isascii() and value.isdecimal() else otherwise
