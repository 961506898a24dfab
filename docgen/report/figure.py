"""The figure: a Decimal, the cell that it came from, and how what was typed there is read.

A reading that is evident but for its glyphs is used, with a warning; anything that takes thought is an error and
the figure stays None. Nothing is ever repaired.
"""

from __future__ import annotations

import re
from decimal import Decimal

from docgen.diagnostics import Diagnostic, Phrase, Place
from docgen.diagnostics.codes import (
    BLANK,
    COERCED,
    ERROR_VALUE,
    NOT_A_FIGURE,
    ODD_SIGN,
    PLACEHOLDER,
    SHOWN_AS_DATE,
    SHOWN_OTHERWISE,
    UNCALCULATED,
)
from docgen.patterns import regex
from docgen.records import dataclass
from docgen.report.digits import printed, significant
from docgen.report.grid import Cell
from docgen.report.tables import Measure

_WIDTHS = str.maketrans("０１２３４５６７８９．，＋－﹣", "0123456789.,+--")
_MINUSES = "-−–—―‐‑‒"  # U+2212, the dashes, the hyphens
DIGITS = 15  # what a number cell can hold; a longer row of digits is a number of another kind, or a slip
_BLANKS = " \t\r\n\u3000\u00a0\u2002\u2003\u2009\u202f\u200b\ufeff"
_PLAIN = regex(
    r"(?P<sign>[-+−–—―‐‑‒]?)(?P<digits>(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.\d+)?)", re.ASCII
)
_PLACEHOLDERS = frozenset(
    {*"/\\、.*", "无", "没有", "暂无", "空", "N/A", "NA", "n/a", "--", "——", "//", *_MINUSES}
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the form. `value` is None where nothing readable stands; `cell` is None where nothing stands."""

    place: Place
    measure: Measure
    value: Decimal | None = None
    cell: Cell | None = None

    @property
    def printed(self) -> str:
        """The figure with the digits that it was read with; a hyphen is the one minus sign."""
        return "" if self.value is None else printed(self.value)

    @property
    def as_it_stands(self) -> str:
        """What the workbook shows in the cell, for a figure that could not be read."""
        return (self.cell.shown or self.cell.text) if self.cell else ""


def read_figure(cell: Cell | None, place: Place, measure: Measure) -> tuple[Figure, tuple[Diagnostic, ...]]:
    """The figure in a cell, and what is wrong with how it is written.

    Reports: F4 blank or placeholder, F5 not a figure or oddly written, F11 odd sign, F13 shown otherwise than
        stored, E208 error value, E209 formula never calculated.
    """
    if cell is None:
        return Figure(place, measure), (BLANK.at(place),)
    if cell.kind == "number" and cell.shown_as == "plain":
        return Figure(place, measure, significant(cell.text), cell), ()
    value, found = _looked_at(cell, place)
    return Figure(place, measure, value, cell), found


def _looked_at(cell: Cell, place: Place) -> tuple[Decimal | None, tuple[Diagnostic, ...]]:
    """The reading of a cell that is no number shown as it is."""
    if cell.shown_as == "date":
        return None, (SHOWN_AS_DATE.at(place, shown=cell.shown),)
    match cell.kind:
        case "number":
            value = significant(cell.text)
            return value, (SHOWN_OTHERWISE.at(place, shown=cell.shown or "空白", value=printed(value)),)
        case "text":
            return _text(cell.text, place)
        case "error":
            return None, (ERROR_VALUE.at(place),)
        case "boolean":
            return None, (NOT_A_FIGURE.at(place),)
        case "uncalculated":
            return None, (UNCALCULATED.at(place),)


def is_figure(cell: Cell) -> bool:
    """Whether what stands in a cell would be read as a figure, evident oddities and all."""
    return cell.kind == "number" or (cell.kind == "text" and _text(cell.text, Place(""))[0] is not None)


def _text(text: str, place: Place) -> tuple[Decimal | None, tuple[Diagnostic, ...]]:
    bare = text.strip(_BLANKS)
    if not bare:
        return None, (BLANK.at(place),)
    narrow = bare.translate(_WIDTHS)
    if narrow in _PLACEHOLDERS:
        return None, (PLACEHOLDER.at(place),)
    match = _PLAIN.fullmatch(narrow)
    if match is None or sum(map(str.isdigit, narrow)) > DIGITS:
        return None, (NOT_A_FIGURE.at(place),)
    sign, digits = match["sign"], match["digits"].replace(",", "")
    value = Decimal(f"-{digits}" if sign in _MINUSES and sign else digits)
    return value, tuple(_oddities(text, place, sign, value))


def _oddities(text: str, place: Place, sign: str, value: Decimal) -> list[Diagnostic]:
    """What is odd about an evident reading; that it is text goes without saying when something else is odd."""
    found = []
    first = text.strip(_BLANKS)[0]
    if sign and first != "-":
        manner = Phrase("带加号", "a plus sign") if sign == "+" else Phrase("负号不规范", "an odd minus sign")
        found.append(ODD_SIGN.at(place, manner=manner, figure=printed(value)))
    for odd, manner in _MANNERS:
        if odd(text):
            found.append(COERCED.at(place, manner=manner, figure=printed(value)))
            break
    return found or [
        COERCED.at(place, manner=Phrase("数字存成了文本", "a number stored as text"), figure=printed(value))
    ]


_MANNERS = (
    (lambda text: bool(re.search(r"[０-９．]", text)), Phrase("全角数字", "full-width digits")),
    (lambda text: "," in text or "，" in text, Phrase("千分位分隔符", "thousands separators")),
    (lambda text: text != text.strip(_BLANKS), Phrase("前后有空格", "blanks around it")),
)
