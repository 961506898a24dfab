"""The legend of a workbook: what the marks in its cells stand for, and the cells read by it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache

from docgen.diagnostics.codes import MALFORMED, TOO_LARGE
from docgen.diagnostics.finding import Kind, Phrase
from docgen.excel.appearance import ALL, appearance, places_shown
from docgen.excel.digits import is_number, whole_number
from docgen.excel.strings import MAX_TEXT, unescaped
from docgen.patterns import regex
from docgen.records import dataclass, replace
from docgen.report.digits import CERTAIN
from docgen.report.grid import Cell

_REMEMBERED = 4096  # a form has some hundred; of a long list hardly any comes twice, and more only cost time
_LONG = 4  # digits; of figures with more hardly any comes twice either
_SHORT = 60  # characters of a label
_NUMBER = ("n", None)
_FIGURE = regex(r"-?[0-9]{1,15}(?:\.[0-9]{1,17})?")
_ABOVE = regex(r"(?=[0-9.]*[1-9])[0-9]{1,15}(?:\.([0-9]{1,17}))?")
_BOOLEANS = {"1": "TRUE", "true": "TRUE", "0": "FALSE", "false": "FALSE"}


class UnreadableCell(Exception):  # noqa: N818 - says what is wrong with a cell; its sheet says where
    """What a cell holds has no meaning, or is beyond a limit."""

    def __init__(self, reason: Phrase, kind: Kind = MALFORMED) -> None:
        super().__init__(reason.en)
        self.reason = reason
        self.kind = kind


class Cells(dict["tuple[str | None, str | None, str]", "Cell | None"]):
    """The cells of a workbook by type, style and value, None where that is nothing; each is read when it is first asked for.

    No type is that of numbers, no style the first. Cells that hold the same in the same style mostly are one object: forms
    are full of zeros and repeated words. Asking raises UnreadableCell when the type is unknown or the value is none of its kind.
    """

    def __init__(self, legend: Legend) -> None:
        self._legend = legend
        self._places: dict[str | None, int | None] = {}

    def __missing__(self, key: tuple[str | None, str | None, str]) -> Cell | None:
        kind, style, value = key
        if kind in _NUMBER and self._is_plain(style, value):
            cell: Cell | None = Cell("number", value)
            if len(value) > _LONG:
                return cell
        else:
            cell = self._legend.read(kind or "n", style or "0", value)
        if len(self) >= _REMEMBERED:
            self.clear()
        self[key] = cell
        return cell

    def _is_plain(self, style: str | None, value: str) -> bool:
        """Whether it is plain to see that a number is one, and that it reads as it is: so are most of a long list's."""
        if style not in self._places:
            self._places[style] = places_shown(self._legend.code(style or "0"))
        places = self._places[style]
        if places is None or not _FIGURE.fullmatch(value):
            return False
        if places == ALL:
            return True
        figure = _ABOVE.fullmatch(value if len(value) <= CERTAIN else f"{float(value):.{CERTAIN}g}")
        return figure is not None and len(figure[1] or "") <= places

    def calculated(self, kind: str | None, style: str | None, value: str | None, formula: str) -> Cell:
        """The cell of a formula with its stored result; an empty result counts for texts only.

        Programs that do not calculate (openpyxl) leave an empty `<v>` behind, Excel one of type "str".
        """
        if value or (value is not None and kind == "str"):
            cell = self[kind, style, value] or Cell("text", "")
            return replace(cell, formula=formula)
        return Cell("uncalculated", "", formula)


@dataclass(frozen=True, slots=True)
class Legend:
    """Shared strings by index, codes of number formats by style, and from when dates count."""

    strings: Sequence[str] = ()
    formats: Sequence[str] = ()
    date1904: bool = False

    def read(self, kind: str, style: str, value: str) -> Cell | None:
        """The cell of this type, style and value, None when that is nothing. Raises UnreadableCell."""
        reader = _READERS.get(kind)
        if reader is None:
            raise UnreadableCell(Phrase(f"类型“{kind}”不认识", f"its type “{kind}” is unknown"))
        cell = reader(self, style, value)
        if len(cell.text) > MAX_TEXT:
            raise UnreadableCell(_too_long(cell.text), TOO_LARGE)
        return cell if cell.text else None

    def _number(self, style: str, value: str) -> Cell:
        text = value.strip()
        if not is_number(text):
            raise UnreadableCell(Phrase(f"“{text:.40}”不是数", f"“{text:.40}” is not a number"))
        shown_as, shown = appearance(self.code(style), text, date1904=self.date1904)
        return Cell("number", text, shown_as=shown_as, shown=shown)

    def code(self, style: str) -> str:
        """The format code of a style."""
        index = whole_number(style) or 0
        return self.formats[index] if index < len(self.formats) else ""

    def _shared(self, _: str, value: str) -> Cell:
        index = whole_number(value.strip())
        if index is None or index >= len(self.strings):
            count = len(self.strings)
            reason = Phrase(
                f"文字的序号 {value:.20} 不在 {count} 条之内", f"there is no string {value:.20} among {count}"
            )
            raise UnreadableCell(reason)
        return text_cell(self.strings[index])

    def _text(self, _: str, value: str) -> Cell:
        return text_cell(unescaped(value))

    def _inline(self, _: str, value: str) -> Cell:
        """The runs have been joined and their escapes resolved already."""
        return text_cell(value)

    def _boolean(self, _: str, value: str) -> Cell:
        text = _BOOLEANS.get(value.strip())
        if text is None:
            raise UnreadableCell(Phrase(f"“{value:.40}”不是逻辑值", f"“{value:.40}” is not a truth value"))
        return Cell("boolean", text)

    def _error(self, _: str, value: str) -> Cell:
        return Cell("error", value.strip())

    def _date(self, _: str, value: str) -> Cell:
        """A date in words of ISO 8601 (type "d"), which Strict workbooks may hold; it is shown as a date too."""
        text = value.strip()
        try:
            datetime.fromisoformat(text if "-" in text else f"1900-01-01T{text}")
        except ValueError:
            raise UnreadableCell(Phrase(f"“{text:.40}”不是日期", f"“{text:.40}” is not a date")) from None
        return Cell("text", text, shown_as="date", shown=text)


def text_cell(text: str) -> Cell:
    """The cell of a text. Those of labels are the same in every workbook of a type, and made once."""
    return _label_cell(text) if len(text) <= _SHORT else Cell("text", text)


@lru_cache(maxsize=4096)
def _label_cell(text: str) -> Cell:
    return Cell("text", text)


_READERS: dict[str, Callable[[Legend, str, str], Cell]] = {
    "n": Legend._number,
    "s": Legend._shared,
    "str": Legend._text,
    "inlineStr": Legend._inline,
    "b": Legend._boolean,
    "e": Legend._error,
    "d": Legend._date,
}


def _too_long(text: str) -> Phrase:
    return Phrase(
        f"文字有 {len(text):,} 个字，最多 {MAX_TEXT:,} 个", f"its text has {len(text):,} characters"
    )
