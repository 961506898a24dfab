"""The content of an .ods: the cells with errors, without results, or in per cent, which calamine does not tell apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from docgen.excel.references import MAX_COLUMN
from docgen.excel.room import MAX_CELLS
from docgen.package import local_attributes, parse
from docgen.report.grid import Cell, Position

if TYPE_CHECKING:
    from docgen.package.markup import Attributes

_MOST = 4_000_000
_ERRORS = ("#", "Err:")


def odd_cells(content: bytes) -> Mapping[int, Mapping[Position, Cell]]:
    """Those cells, by the number of their sheet. May raise PackageFault."""
    heard = _Content()
    starts = {
        "table": heard.table,
        "table-row": heard.row,
        "table-cell": heard.cell,
        "covered-table-cell": heard.cell,
    }
    ends = {
        "p": heard.said,
        "table-cell": heard.closed,
        "covered-table-cell": heard.closed,
        "table-row": heard.row_closed,
    }
    parse("content.xml", content, starts=starts, ends=ends, most=_MOST)
    return dict(enumerate(heard.sheets))


class _Content:
    """Hears content.xml. Rows and cells may stand for many of their kind; of odd rows the first is enough to name."""

    def __init__(self) -> None:
        self.sheets: list[dict[Position, Cell]] = []
        self._row = self._column = 1
        self._rows = 1
        self._facts: Attributes = {}
        self._words: list[str] = []

    def table(self, _: Attributes) -> None:
        self.sheets.append({})
        self._row = 1

    def row(self, attributes: Attributes) -> None:
        self._rows = _count(local_attributes(attributes).get("number-rows-repeated"))
        self._column = 1

    def row_closed(self, _: str) -> None:
        self._row += self._rows

    def cell(self, attributes: Attributes) -> None:
        self._facts = {
            name: value
            for name, value in attributes.items()
            if not name.startswith("urn:org:documentfoundation")
        }
        self._facts = {**local_attributes(self._facts), "calculated": _calculated(attributes)}
        self._words.clear()

    def said(self, text: str) -> None:
        self._words.append(text)

    def closed(self, _: str) -> None:
        repeated = _count(self._facts.get("number-columns-repeated"))
        if (cell := self._odd()) and self.sheets and len(self.sheets[-1]) < MAX_CELLS:
            for column in range(self._column, min(self._column + repeated, MAX_COLUMN + 1)):
                self.sheets[-1][Position(self._row, column)] = cell
        self._column += repeated

    def _odd(self) -> Cell | None:
        """What calamine does not say of the cell, if anything."""
        words, formula = "\n".join(self._words), self._facts.get("formula", "").partition("=")[2]
        kind = self._facts.get("value-type", "")
        if self._facts["calculated"] == "error" or (formula and words.startswith(_ERRORS)):
            return Cell("error", words or "#N/A", formula)
        if formula and not kind:
            return Cell("uncalculated", "", formula)
        if kind == "percentage":
            return Cell("number", self._facts.get("value", "0"), formula, "percent", words)
        return None


def _calculated(attributes: Attributes) -> str:
    """LibreOffice's own word for the kind of a result."""
    return next((value for name, value in attributes.items() if name.endswith("calcext:1.0 value-type")), "")


def _count(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else 1
