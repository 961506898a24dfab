"""The plain sheet: cells as spreadsheet programs write them, taken up by one expression instead of tag after tag.

Hearing every tag takes a microsecond each, and a form has ten thousand of them: two thirds of the reading (measured).
The expression states all that may stand among plain cells, so what it accepts is well-formed too. Whatever is not plain
here (rich text, a cell without its address, anything odd or wrong) makes the whole part none that is plain; then it is
read tag by tag, which alone says what is wrong. A test holds the two to the same grids.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docgen.excel.references import MAX_COLUMN, MAX_ROW
from docgen.excel.strings import unescaped
from docgen.patterns import regex
from docgen.report.grid import Position, column_number

if TYPE_CHECKING:
    from docgen.excel.legend import Cells
    from docgen.report.grid import Cell

_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_LONGEST = 16 << 20  # bytes: 50,000 rows; beyond that the text beside the part would take too much memory
_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml version=[\"']1.0[\"'](?: encoding=[\"'][Uu][Tt][Ff]-8[\"'])?"
    rb"(?: standalone=[\"']yes[\"'])? ?\?>)?\s*"
    rb'<worksheet(?: [^<>]*)? xmlns="(?:http://schemas\.openxmlformats\.org/|http://purl\.oclc\.org/ooxml/)[^<>]*>'
)
# Comments, sections and cells where a plain part has none.
_ODD = re.compile(rb"<!|</sheetData>|<(?:[^<>\s/:]+:)?c[\s/>]")
_TEXT = r"[^<>\x00-\x08\x0b-\x1f\ufffe\uffff]"  # no character that XML may not hold, no end of a line but LF, no "]]>"
_SPACE = r'(?: xml:space="preserve")?+'
_CELL = r'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,9})")?+(?: t="([A-Za-z]{1,9})")?+'
_BARE = _CELL.replace("([", "(?:[") + "(?: ?/>|></c>)"
_ROW = r'<row r="[1-9][0-9]{0,6}"[^<>]*+'
_EMPTY_ROWS = rf"[ \t\n]*+(?:{_ROW}(?<=/)>[ \t\n]*+)*+"
_NOTHING = rf"(?:[ \t\n]++|{_BARE}|</row>{_EMPTY_ROWS}{_ROW}(?<!/)>)*+"
_BEGIN = regex(rf"{_EMPTY_ROWS}({_ROW}(?<!/)>)?+")
_PIECE = regex(
    # what holds nothing, and behind it a cell:
    rf"{_NOTHING}{_CELL}>"
    # its formula,
    r'(?:(<f)(?: t="[a-z]{1,9}")?+(?: ref="[A-Z0-9:]{1,40}")?+(?: si="[0-9]{1,9}")?+(?: ca="1")?+(?:/>|>'
    rf"({_TEXT}*+)</f>))?+"
    # and its value, its own, inline or empty
    rf"(?:<v>({_TEXT}++)</v>|<is><t{_SPACE}>({_TEXT}++)</t></is>|(<v ?/>|<v></v>|<is><t{_SPACE}></t></is>))?+</c>"
)
_END = regex(rf"{_NOTHING}</row>{_EMPTY_ROWS}")
_ROWS = regex(r'<row r="([1-9][0-9]{0,6})"([^<>]*+)>')
_SHOWN = ' hidden="false"'  # what LibreOffice says of every row
_REFERENCES = regex(r"(?:&#(?:[0-9]{1,7}|x[0-9A-Fa-f]{1,6});)+|&(?:(amp|lt|gt|quot|apos);)?")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_NO_CHARACTER = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


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
    """A plain part: its cells, and all `rest` as a part of its own, in which stand the rows that say something.

    `elements` is how many the part has beside the rest.
    """

    def __init__(self, head: bytes, among: str, tail: bytes) -> None:
        rows = _telling(_ROWS.findall(among))
        self._among = among
        self.rest = b"".join((head, *rows, _CLOSE, tail))
        self.elements = among.count("<") - among.count("</") - len(rows)

    def taken(self, cells: Cells) -> tuple[dict[Position, Cell], int]:
        """The cells that hold something, and how many characters of their own. Some thousand for each workbook: kept lean.

        Raises OddError where anything else stands between them, or one is wrong, UnreadableCell as `cells` do.
        """
        among, characters = self._among, 0
        taken: dict[Position, Cell] = {}
        begin, digits, row = _BEGIN.match(among), "", 0
        at = begin.end() if begin else 0
        while piece := _PIECE.match(among, at):
            at = piece.end()
            letters, number, style, kind, formula, formulated, value, inline, empty = piece.groups()
            if not (formula or value or inline):
                continue
            if number != digits:
                digits, row = number, _row(number)
            where = _position(Position, (row, _COLUMNS[letters]))
            held = value if value and "&" not in value else _held(value, inline, empty)
            if where in taken:
                raise OddError
            if formula:
                taken[where] = cells.calculated(kind, style, held, _resolved(formulated or "") or "?")
            elif cell := cells[kind, style, held or ""]:
                taken[where] = cell
            characters += len(held or "")
        is_whole = _END.fullmatch(among, at) if begin and begin[1] else at == len(among)
        if not is_whole:
            raise OddError
        return taken, characters


class _Columns(dict[str, int]):
    """Columns by their letters. Raises OddError for those beyond a sheet."""

    def __missing__(self, letters: str) -> int:
        column = column_number(letters)
        if column > MAX_COLUMN:
            raise OddError
        self[letters] = column
        return column


_COLUMNS = _Columns()
_position = tuple.__new__  # of a position, without the detour of its own


def _row(digits: str) -> int:
    row = int(digits)
    if row > MAX_ROW:
        raise OddError
    return row


def _telling(rows: list[tuple[str, str]]) -> list[bytes]:
    """Of rows, by number and other attributes, those that say something of their own, as elements.

    One for all of the same attributes, each that may be hidden, and the last.
    """
    told = [(number, said) for said, number in {said: number for number, said in rows}.items()]
    told += [(number, said) for number, said in rows if "hidden" in said and _SHOWN not in said]
    told += [(str(max(int(number) for number, _ in rows)), "")] if rows else []
    return [f'<row r="{number}"{said.removesuffix("/")}/>'.encode() for number, said in told]


def _held(value: str | None, inline: str | None, empty: str | None) -> str | None:
    """The value of a cell."""
    if value:
        return _resolved(value)
    return unescaped(_resolved(inline)) if inline else "" if empty else None


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
