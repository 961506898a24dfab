"""The flow of the official layout: on which page its paragraphs and tables fall, reckoned from their markup alone.

No program is asked, so that the same report gives the same document on every machine. What the layout does not write
itself is not known here, and then nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from docgen.records import dataclass
from docgen.word.breaking import line_counts
from docgen.word.chains import PAGE

PITCH = 579  # twips from line to line
_WIDTH = 8845  # twips: the type area
_RULE = 12  # twips: the lowest line of a table (measured in LibreOffice)
_NUMBERS = (2.0, 3.0, 0.75, 2.5)  # ems: 一、 （一） 1. （1）
# The part is our own markup, gone through a compiler: no paragraph has attributes, no table another one in it.
_OPENED = re.compile("<w:(?P<kind>tbl|p)(?P<empty>/)?>")
_OUTSIDE = re.compile("</?w:(?:p|tbl|sdt)[ />]")
_TEXT = re.compile("<w:t(?: [^>]*)?>([^<]*)</w:t>")
_ENTITY = re.compile("&[a-z]+;")
_NUMBERED = re.compile(r'<w:numPr><w:ilvl w:val="(\d)"/>')
# What stands elsewhere than in the flow, what has no height of its own, and the place of a table of contents.
_STRANGE = re.compile(
    '<w:(?:framePr|drawing|pict|object|tab|sectPr|pageBreakBefore)[ />]|w:name="docgen_contents"'
)

_GROWN = re.compile('w:rsidTr="|w:val="Listing')  # a listing, whose words take nobody knows how many lines


class _Style(NamedTuple):
    """A style: an em, the indent of the first line and what follows the last one, in twips; the level of its number."""

    em: int = 314
    indent: int = 0
    after: int = 0
    level: int = -1
    keeps: bool = False


_STYLES = {
    "": _Style(),
    "BodyText": _Style(indent=640),
    **{f"Heading{level + 1}": _Style(indent=640, level=level, keeps=level < 2) for level in range(4)},
    "Title": _Style(em=440, keeps=True),
    "Caption": _Style(em=240, after=60, keeps=True),
    "Signature": _Style(keeps=True),
    "Date": _Style(keeps=True),
}


class Line(NamedTuple):
    """A line of text or a row of a table: its height in twips, and whether it stays on the page of the next one."""

    height: int
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a table: where it stands in the part, its lines at the fewest, and whether there may be one more.

    `is_text` for one whose lines may be set closer: in 三号, and no table.
    """

    span: tuple[int, int]
    lines: tuple[Line, ...]
    doubtful: bool = False
    is_text: bool = False

    @property
    def height(self) -> int:
        return sum(line.height for line in self.lines)


class Placed(NamedTuple):
    """The pages that a block begins and ends on, and how far down the latter it reaches, in twips."""

    begins: int
    page: int
    reached: int


def blocks_of(document: str) -> list[Block]:
    """The blocks of the main part; none at all where it holds anything that this layout does not write."""
    blocks: list[Block] = []
    end, last = 0, document.rfind("<w:sectPr>")
    while opened := _OPENED.search(document, end, last):
        start = opened.start()
        outside = _OUTSIDE.search(document, end, start)
        end = _end(document, opened)
        if outside or end < start:
            return []
        block = _table(document, start, end) if opened["kind"] == "tbl" else _paragraph(document, start, end)
        if block is None:
            return []
        blocks.append(block)
    return [] if _OUTSIDE.search(document, end, last) else blocks


def _end(document: str, opened: re.Match[str]) -> int:
    if opened["empty"]:
        return opened.end()
    closing = f"</w:{opened['kind']}>"
    return document.find(closing, opened.end()) + len(closing)


def placed(blocks: Sequence[Block], *, most: bool) -> list[Placed]:
    """Where each block stands, if paragraphs take the fewest or the most lines that they may."""
    ends: list[list[tuple[int, int]]] = [[] for _ in blocks]
    page, reached = 0, 0
    for chain in _chains(blocks, most=most):
        tall = sum(line.height for _, line in chain)
        if reached + tall > PAGE >= tall:
            page, reached = page + 1, 0
        for number, line in chain:
            if reached + line.height > PAGE:
                page, reached = page + 1, 0
            reached += line.height
            ends[number].append((page, reached))
    return [Placed(lines[0][0], *lines[-1]) for lines in ends]


def _chains(blocks: Sequence[Block], *, most: bool) -> Iterator[list[tuple[int, Line]]]:
    """The lines that stay together on a page, each with the number of its block."""
    chain = []
    for number, block in enumerate(blocks):
        more = (Line(PITCH),) if most and block.doubtful else ()
        for line in (*more, *block.lines):
            chain.append((number, line))
            if not line.kept:
                yield chain
                chain = []
    yield chain


class _Setting(NamedTuple):
    """What the properties of a paragraph come to: the ems that its first line and all others have for words, what follows
    the last one in twips, and whether that is kept with the next paragraph.
    """

    first: float
    room: float
    air: int
    kept: bool
    is_text: bool


def _paragraph(document: str, start: int, end: int) -> Block | None:
    properties, _, content = document[start:end].partition("</w:pPr>")
    setting = _setting(properties)
    if setting is None or _STRANGE.search(content):
        return None
    text = "".join(_TEXT.findall(content))
    if "&" in text:
        text = _ENTITY.sub("&", text)
    few, many = line_counts(text, setting.first, setting.room)
    lines = (*[Line(PITCH)] * (few - 1), Line(PITCH + setting.air, setting.kept))
    return Block((start, end), lines, doubtful=many > few, is_text=setting.is_text)


@lru_cache(maxsize=256)
def _setting(properties: str) -> _Setting | None:
    """What properties, written alike in hundreds of paragraphs, come to; None for those that this layout does not write."""
    style = _STYLES.get(_value("<w:pStyle w:val", properties, ""))
    if style is None or _STRANGE.search(properties) or _number("w:line", properties, PITCH) != PITCH:
        return None
    air = _number("w:before", properties) + _number("w:after", properties, style.after)
    # What is kept with the ending is so only for want of anything better: here that is done without.
    kept = (style.keeps or "<w:keepNext/>" in properties) and "<w:widowControl/>" not in properties
    return _Setting(*_rooms(properties, style), air, kept, style.em == 314)


def _table(document: str, start: int, end: int) -> Block | None:
    whole = document[start:end]
    rows = [_row(row) for row in whole.split("<w:tr>")[1:]]
    if not rows or "<w:tblpPr " in whole or _GROWN.search(whole):
        return None
    return Block((start, end), (*rows[:-1], rows[-1]._replace(height=rows[-1].height + _RULE)))


def _row(markup: str) -> Line:
    return Line(_number("<w:trHeight w:val", markup), "<w:keepNext/>" in markup)


def _rooms(properties: str, style: _Style) -> tuple[float, float]:
    """The ems that the first line and all others have for words."""
    numbered = _NUMBERED.search(properties)
    level = int(numbered[1]) if numbered else style.level
    room = _WIDTH - _number("w:left", properties) - _number("w:right", properties)
    first = room - style.indent + _number("w:hanging", properties)
    return first / style.em - (_NUMBERS[level] if level >= 0 else 0), room / style.em


def _number(attribute: str, markup: str, otherwise: int = 0) -> int:
    value = _value(attribute, markup, "")
    return int(value) if value.isdecimal() else otherwise


def _value(attribute: str, markup: str, otherwise: str) -> str:
    _, found, rest = markup.partition(f'{attribute}="')
    return rest.partition('"')[0] if found else otherwise
