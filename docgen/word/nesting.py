"""The nesting: which elements of running text stand within which, and which of them come first.

Only what Word was seen or is known to refuse or repair; the rest is left to the validators of the long proofs.
"""

from __future__ import annotations

from docgen.diagnostics import Phrase
from docgen.word.wordml import W

_PREFIX = f"{W} "
_ROUND = frozenset(
    {"customXml", "del", "ins", "moveFrom", "moveTo", "sdtContent"}
)  # what stands round anything
_BLOCK = _ROUND | {"body", "comment", "docPartBody", "endnote", "footnote", "ftr", "hdr", "tc", "txbxContent"}
_INLINE = _ROUND | {"bdo", "dir", "fldSimple", "hyperlink", "p", "rt", "rubyBase", "smartTag"}
_WITHIN = {
    "p": _BLOCK,
    "tbl": _BLOCK,
    "tr": _ROUND | {"tbl"},
    "tc": _ROUND | {"tr"},
    "r": _INLINE,
    "t": frozenset({"r"}),
    "sectPr": frozenset({"body", "pPr"}),
    "pPr": frozenset({"p", "pPrChange"}),
    "tcPr": frozenset({"tc", "tcPrChange"}),
    "trPr": frozenset({"tr", "trPrChange"}),
    "tblGrid": frozenset({"tbl", "tblGridChange"}),
}
PLACED = {
    f"{W} {name}": frozenset(f"{W} {holder}" for holder in holders) for name, holders in _WITHIN.items()
}
"""Elements that have a place, and the elements that they may stand in."""
_FIRST = frozenset(f"{W} {name}" for name in ("pPr", "tcPr"))
NUMBERS = frozenset(f"{W} {name}" for name in ("gridSpan", "ilvl", "numId", "sz", "szCs", "outlineLvl"))
"""Elements whose value is a whole number."""


def misplaced(name: str, holder: str, *, first: bool) -> Phrase | None:
    """What is wrong with one of PLACED where it stands: within `holder`, as its first child or a later one."""
    own, outer = name[len(_PREFIX) :], holder.removeprefix(_PREFIX)
    if holder not in PLACED[name] and holder.startswith(_PREFIX):
        return Phrase(f"{own} 在 {outer} 里面", f"{own} stands within {outer}")
    if not first and name in _FIRST:
        return Phrase(f"{outer} 里 {own} 不在最前", f"{own} is not the first of {outer}")
    return None


def unreadable(name: str, value: str) -> Phrase | None:
    """What is wrong with the value of one of NUMBERS."""
    if value.removeprefix("-").isdecimal():
        return None
    own = name.removeprefix(_PREFIX)
    return Phrase(f"{own} 的值“{value:.20}”不是数", f"“{value:.20}” is no number for {own}")
