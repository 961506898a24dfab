"""The plain sheet: cells as spreadsheet programs write them, taken up by one expression instead of tag after tag.

Hearing every tag takes a microsecond each, and a form has ten thousand of them: two thirds of the reading (measured).
Whatever is not plain here (rich text, a cell without its address, anything odd or wrong) makes the whole part none
that is plain; then it is read tag by tag, which alone says what is wrong. A test holds the two to the same grids.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple, TypeAlias
from xml.parsers import expat

from docgen.excel.strings import unescaped
from docgen.patterns import regex

OnRow: TypeAlias = Callable[[int, str], None]
OnCell: TypeAlias = Callable[[str, str, str, "str | None", "str | None"], None]

_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_LONGEST = 4 << 20  # bytes: 20,000 rows; beyond that the text beside the part would take too much memory
_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml version=[\"']1.0[\"'](?: encoding=[\"'][Uu][Tt][Ff]-8[\"'])?"
    rb"(?: standalone=[\"']yes[\"'])? ?\?>)?\s*"
    rb'<worksheet(?: [^<>]*)? xmlns="(?:http://schemas\.openxmlformats\.org/|http://purl\.oclc\.org/ooxml/)[^<>]*>'
)
_FULL = regex(
    r'([A-Z]{1,3}[1-9][0-9]{0,6})"(?: s="([0-9]{1,9})")?(?: t="([A-Za-z]{1,9})")?>'
    r"(<f(?: [^<>&']*)?(?:/>|>([^<]*)</f>))?"
    r'(?:<v>([^<]*)</v>|(<v ?/>)|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>\s*'
)
_ROW = regex(r"""r="([1-9][0-9]{0,6})"([^<>&'/]*(?:/[^<>&'/]+)*)(/)?>\s*""")
_NUMBERED = regex(r"(?:&#x?[0-9A-Fa-f]+;)+")
_NAMED = regex(r"&(amp|lt|gt|quot|apos);")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


class Plain(NamedTuple):
    """A plain part: what stands between the tags of its cells, those tags, and all the rest as a part of its own."""

    cells: str
    elements: int
    rest: bytes


def plain(data: bytes) -> Plain | None:
    """The sheet, when it is well-formed and looks plain; None when it has to be read tag by tag."""
    begin, end = data.find(_OPEN) + len(_OPEN), data.find(_CLOSE)
    head = data[:begin]
    if end < begin or begin < len(_OPEN) or len(data) > _LONGEST:
        return None
    odd = (
        b"<!" in data
        or data.find(b"\r", begin, end) >= 0
        or data.count(_OPEN) > 1
        or head.count(b"xmlns=") > 1
    )
    if odd or not _ROOT.match(head) or not _is_well_formed(data):
        return None
    cells = str(memoryview(data)[begin:end], "utf-8")
    return Plain(cells, cells.count("<") - cells.count("</"), head + data[end:])


def _is_well_formed(data: bytes) -> bool:
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(data, True)
    except expat.ExpatError:
        return False
    return True


class OddError(Exception):
    """Something that is not plain stands among the cells."""


def hear(cells: str, row: OnRow, cell: OnCell) -> None:
    """Nothing: tells each row by its number and its other attributes as they stand, and each cell that holds something.

    A cell is told by reference, style, kind, value and formula, as they would be heard tag by tag; `None` for none.
    Raises OddError where anything else stands between them.
    """
    *rows, last = cells.split("</row>")
    for opened, *pieces in (text.split('<c r="') for text in rows):
        if not _hear_rows(opened, row):
            raise OddError
        for piece in pieces:
            first = piece.find(">") + 1
            rest = len(piece) - first
            if not (rest == 0 and piece[-2:] == "/>") and not (rest == 4 and piece[-4:] == "</c>"):
                _hear_full(piece, cell)
    if _hear_rows(last, row):
        raise OddError


def _hear_rows(text: str, row: OnRow) -> bool:
    """Whether the last of the rows in the text is left open; those before it hold nothing."""
    before, *rows = text.split("<row ")
    found = [_ROW.fullmatch(opened) for opened in rows]
    if before.strip() or any(one is None or not one[3] for one in found[:-1]):
        raise OddError
    for one in found:
        if one is None:
            raise OddError
        row(int(one[1]), one[2] or "")
    return bool(found) and found[-1] is not None and not found[-1][3]


def _hear_full(piece: str, cell: OnCell) -> None:
    token = _FULL.fullmatch(piece)
    if token is None:
        raise OddError
    reference, style, kind, formula, formulated, value, empty, inline = token.groups()
    if formula or value or inline:
        held = unescaped(_resolved(inline)) if inline else "" if empty else value and _resolved(value)
        cell(reference, style or "0", kind or "n", held, formula and (_resolved(formulated or "") or "?"))


def _resolved(text: str) -> str:
    """The text with its entities resolved; the part is well-formed, so there are no others."""
    if "&" not in text:
        return text
    return _NAMED.sub(lambda found: _ENTITIES[found[1]], _NUMBERED.sub(_characters, text))


def _characters(found: re.Match[str]) -> str:
    """What a run of numbers stands for: programs that write in ASCII have nothing else."""
    numbers = found[0][2:-1].split(";&#")
    text = "".join([chr(int(number) if number[0] != "x" else int(number[1:], 16)) for number in numbers])
    return text.replace("&", "&amp;")  # whose turn comes after
