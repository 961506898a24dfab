"""The plain sheet: cells as spreadsheet programs write them, taken up by one expression instead of tag after tag.

Hearing every tag takes a microsecond each, and a form has ten thousand of them: two thirds of the reading (measured).
The expression states all that may stand among plain cells, so what it accepts is well-formed too. Whatever is not plain
here (rich text, a cell without its address, anything odd or wrong) makes the whole part none that is plain; then it is
read tag by tag, which alone says what is wrong. A test holds the two to the same grids.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docgen.excel.strings import unescaped
from docgen.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_LONGEST = 16 << 20  # bytes: 50,000 rows; beyond that the text beside the part would take too much memory
_STRETCH = 1 << 18  # characters that are taken up at a time: a stretch of cells takes ten times its text
_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml version=[\"']1.0[\"'](?: encoding=[\"'][Uu][Tt][Ff]-8[\"'])?"
    rb"(?: standalone=[\"']yes[\"'])? ?\?>)?\s*"
    rb'<worksheet(?: [^<>]*)? xmlns="(?:http://schemas\.openxmlformats\.org/|http://purl\.oclc\.org/ooxml/)[^<>]*>'
)
# Comments, sections and cells where a plain part has none.
_ODD = re.compile(rb"<!|</sheetData>|<(?:[^<>\s/:]+:)?c[\s/>]")
_TEXT = r"[^<>\x00-\x08\x0b-\x1f\ufffe\uffff]"  # no character that XML may not hold, no end of a line but LF, no "]]>"
_SPACE = r'(?: xml:space="preserve")?+'
_CELL = r'<c r="([A-Z]{1,3}[1-9][0-9]{0,6})"(?: s="([0-9]{1,9})")?+(?: t="([A-Za-z]{1,9})")?+'
_BARE = _CELL.replace("([", "(?:[")
_PIECE = regex(
    # what holds nothing,
    rf"((?:[ \t\n]++|{_BARE}(?: ?/>|></c>))*+"
    # and behind it a row opened, when the one before is closed, or a cell:
    rf'(?:(</row>)?+[ \t\n]*+<row r="([1-9][0-9]{{0,6}})"([^<>]*+)>|{_CELL}>'
    # its formula,
    r'(?:(<f)(?: t="[a-z]{1,9}")?+(?: ref="[A-Z0-9:]{1,40}")?+(?: si="[0-9]{1,9}")?+(?: ca="1")?+(?:/>|>'
    rf"({_TEXT}*+)</f>))?+"
    # and its value, its own, inline or empty
    rf"(?:<v>({_TEXT}++)</v>|<is><t{_SPACE}>({_TEXT}++)</t></is>|(<v ?/>|<v></v>|<is><t{_SPACE}></t></is>))?+</c>))"
)
_REST = regex(rf"(?:[ \t\n]++|{_BARE}(?: ?/>|></c>))*+(</row>)?+[ \t\n]*+")
_REFERENCES = regex(r"(?:&#(?:[0-9]{1,7}|x[0-9A-Fa-f]{1,6});)+|&(?:(amp|lt|gt|quot|apos);)?")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_NO_CHARACTER = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

PlainCell = tuple[str, str, str, "str | None", "str | None"]
"""Reference, style, kind, value and formula of a cell, as they would be heard tag by tag; None for none."""


class OddError(Exception):
    """Something that is not plain stands among the cells."""


def plain(data: bytes) -> Plain | None:
    """The sheet, when it looks plain from afar; None when it has to be read tag by tag."""
    begin, end = data.find(_OPEN) + len(_OPEN), data.find(_CLOSE)
    if end < begin or begin < len(_OPEN) or len(data) > _LONGEST:
        return None
    head, tail = data[:begin], data[end + len(_CLOSE) :]
    if head.count(b"xmlns=") > 1 or not _ROOT.match(head) or _ODD.search(head) or _ODD.search(tail):
        return None
    try:
        return Plain(head, str(memoryview(data)[begin:end], "utf-8"), tail)
    except UnicodeDecodeError:
        return None


class Plain:
    """A plain part: once its cells have been taken, `rest` is all else as a part of its own.

    In the rest stand the rows that say something: one of each kind, each that may be hidden, the last. `elements` is how many
    the part has beside the rest.
    """

    def __init__(self, head: bytes, among: str, tail: bytes) -> None:
        self._head, self._among, self._tail = head, among, tail
        self._rows = _Rows()

    def cells(self) -> Iterator[PlainCell]:
        """The cells that hold something, in order. Raises OddError where anything else stands between them."""
        at = 0
        while pieces := _PIECE.findall(self._among, at, self._stretch(at)):
            for (
                whole,
                closed,
                row,
                attributes,
                reference,
                style,
                kind,
                formula,
                formulated,
                value,
                inline,
                empty,
            ) in pieces:
                at += len(whole)
                if row:
                    self._rows.add(row, attributes, closed=bool(closed))
                elif formula or value or inline:
                    held = _resolved(value) if value else unescaped(_resolved(inline)) if inline else None
                    calculated = (_resolved(formulated) or "?") if formula else None
                    yield reference, style or "0", kind or "n", "" if empty else held, calculated
        rest = _REST.fullmatch(self._among, at)
        if rest is None or bool(rest[1]) != self._rows.is_open:
            raise OddError

    def _stretch(self, at: int) -> int:
        """Where to stop for a while: at the end of a row."""
        end = self._among.find("</row>", at + _STRETCH)
        return end if end > 0 else len(self._among)

    @property
    def rest(self) -> bytes:
        return b"".join((self._head, *self._rows.told(), _CLOSE, self._tail))

    @property
    def elements(self) -> int:
        return self._among.count("<") - self._among.count("</") - len(self._rows.told())


class _Rows:
    """The rows of a plain part, and which of them say something that has to be heard."""

    def __init__(self) -> None:
        self.is_open = False
        self._telling: dict[str, dict[str, None]] = {}
        self._last = 0

    def add(self, number: str, attributes: str, *, closed: bool) -> None:
        """A row, and whether one before it was closed. Raises OddError where that was none, or is still open."""
        if closed != self.is_open:
            raise OddError
        self.is_open = not attributes.endswith("/")
        if attributes not in self._telling or "hidden" in attributes:
            self._telling.setdefault(attributes, {})[number] = None
        self._last = max(self._last, int(number))

    def told(self) -> list[bytes]:
        """The rows that say something as elements of their own."""
        told = [(number, said) for said, numbers in self._telling.items() for number in numbers]
        last = [(str(self._last), "")] if self._last else []
        return [f'<row r="{number}"{said.removesuffix("/")}/>'.encode() for number, said in told + last]


def _resolved(text: str) -> str:
    """The text with its references resolved. Raises OddError for one that stands for no character."""
    return _REFERENCES.sub(_meant, text) if "&" in text else text


def _meant(found: re.Match[str]) -> str:
    """What a run of numbers, or a name, stands for: programs that write in ASCII have nothing but runs of numbers."""
    if found[1]:
        return _NAMED[found[1]]
    numbers = found[0][2:-1].split(";&#")
    try:
        text = "".join([chr(int(number) if number[0] != "x" else int(number[1:], 16)) for number in numbers])
    except (ValueError, IndexError):
        raise OddError from None
    if _NO_CHARACTER.search(text):
        raise OddError
    return text
