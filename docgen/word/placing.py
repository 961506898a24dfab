"""The placing: indents that depend on how long the title, the 署名 and the date are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from docgen.package import local_attributes, parse
from docgen.patterns import regex
from docgen.word.fitting import ems
from docgen.word.wordml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

    from docgen.word.styles import Styles

TITLE, SIGNATURE, DATE = "_title_indent", "_signature_indent", "_date_indent"
PLACED = frozenset({TITLE, SIGNATURE, DATE})
"""The tags of the indents, which only `place` writes."""

_EM = 314  # twips: 16 pt less the 0.3 pt by which the styles tighten
# What Word and LibreOffice put between a digit and a Han character, in ems (measured in LibreOffice: 0.23).
_GAP = 0.23
_MEETING = regex(r"(?<=[0-9A-Za-z])(?=[^\x00-\xff])|(?<=[^\x00-\xff])(?=[0-9A-Za-z])")
_YEAR = regex(r"\d{4}年")
_LATER = ("contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment",
          "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange")  # fmt: skip


class Line(NamedTuple):
    """A line of the title in twips: how wide it may be, and how wide a character is."""

    width: int
    em: int


def indents(title: str, line: Line, signature: str, date: str, *, sealed: bool = False) -> dict[str, str]:
    """The indents in twips, by tag."""
    ending = _sealed(signature, date) if sealed else _ending(signature, date)
    return {TITLE: str(_title_indent(title, line)), **ending}


def type_width(document: bytes) -> int:
    """The width in twips between the margins of a document's last section; that of GB/T 9704 where it says none."""
    sizes = {"w": 11906, "left": 1587, "right": 1474}

    def note(attributes: Mapping[str, str]) -> None:
        stated = local_attributes(attributes)
        sizes.update({side: int(stated[side]) for side in sizes if stated.get(side, "").isdecimal()})

    parse("word/document.xml", document, starts={"pgSz": note, "pgMar": note}, ends={})
    return sizes["w"] - sizes["left"] - sizes["right"]


def place(root: _Element, styles: Styles) -> None:
    """Nothing: gives the lines in the styles Title, Signature and Date the tags of their indents.

    A line that has an indent or an alignment of its own has been placed by whoever drew the template.
    """
    sides = {
        styles.title: (("left", TITLE), ("right", TITLE)),
        styles.signature: (("right", SIGNATURE),),
        styles.date: (("right", DATE),),
    }
    for properties in root.iter(f"{{{W}}}pPr"):
        style = properties.find(f"{{{W}}}pStyle")
        name = "" if style is None else style.get(f"{{{W}}}val", "")
        own = any(properties.find(f"{{{W}}}{kind}") is not None for kind in ("ind", "jc"))
        if name in sides and name and not own:
            _indent(properties, sides[name])


def _title_indent(title: str, line: Line) -> int:
    """By how much a title of two lines is drawn in on both sides, so that it breaks between words.

    GB/T 9704 wants lines that keep words whole, the one longer than the other. After the year such titles are
    made of two-character words; the shortest first line that is not shorter than the second is taken.
    """
    year, room = _YEAR.search(title), line.width / line.em
    if year is None or not room < _advance(title) <= 2 * room:
        return 0
    joints = [year.start(), *range(year.end(), len(title), 2)]
    firsts = [_advance(title[:at]) for at in joints if _advance(title[at:]) <= _advance(title[:at])]
    if not firsts or firsts[0] > room - 0.5:
        return 0
    # Half a character to spare for the first line, and half a character too little for one more.
    return round((line.width - (firsts[0] + 0.5) * line.em) / 2)


def _ending(signature: str, date: str) -> dict[str, str]:
    """The right indents of 署名 and date where no seal is put on them (GB/T 9704-2012, 7.3.5.2).

    The date begins two characters to the right of where the 署名 begins, which itself ends two characters from
    the right; when the date is the longer one, it ends there and the 署名 moves to the left.
    """
    signed, dated = _advance(signature), _advance(date)
    beside = 2 if dated > signed else 0
    longer = max(signed, dated)
    return {
        SIGNATURE: str(round((2 + beside + longer - signed) * _EM)),
        DATE: str(round((beside + longer - dated) * _EM)),
    }


def _sealed(signature: str, date: str) -> dict[str, str]:
    """The right indents where a seal will be put (7.3.5.1): the date four characters from the right, 署名 centred on it.

    A 署名 so long that it would reach beyond the right edge stands there, and the date is centred below it.
    """
    half = (_advance(signature) - _advance(date)) / 2
    dated = max(4, half)
    return {SIGNATURE: str(round((dated - half) * _EM)), DATE: str(round(dated * _EM))}


def _advance(text: str) -> float:
    """How far a line of text reaches, in ems, with the gaps between digits and Han characters."""
    return ems(text) + _GAP * len(_MEETING.findall(text))


def _indent(properties: _Element, sides: tuple[tuple[str, str], ...]) -> None:
    from lxml import etree  # only where a template is compiled

    # An indent in characters, of which Word writes one beside each other, would outrank the one in twips.
    attributes = {f"{{{W}}}{side}Chars": "0" for side, _ in sides}
    attributes |= {f"{{{W}}}{side}": f"{{{{ {tag} }}}}" for side, tag in sides}
    indent = etree.Element(f"{{{W}}}ind", attributes)
    following = next(
        (child for child in properties if child.tag in [f"{{{W}}}{name}" for name in _LATER]), None
    )
    if following is None:
        properties.append(indent)
    else:
        following.addprevious(indent)
