"""The layout of a worksheet part: where the cells stand that are to be marked, or where they would stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from docgen.excel.annotation.elements import Element, elements
from docgen.excel.digits import whole_number
from docgen.excel.references import area, position
from docgen.package import parse
from docgen.records import dataclass
from docgen.report.grid import Area, Position

if TYPE_CHECKING:
    from docgen.package.markup import Attributes

_ROW, _CELL = "worksheet/sheetData/row", "worksheet/sheetData/row/c"
_COLUMN = "worksheet/cols/col"

_Sorted: TypeAlias = "tuple[dict[int, Element], dict[int, Element], dict[int, dict[int, Element]]]"


@dataclass(frozen=True, slots=True)
class Layout:
    """Of a worksheet its children, its columns, and as much of its rows and cells as marking touches.

    `rows` has the rows asked for, `cells` their cells by row and column; `below` has, for each of these rows, the
    first that lies further down, if there is one.
    """

    children: tuple[Element, ...]
    columns: tuple[Element, ...]
    rows: Mapping[int, Element]
    below: Mapping[int, Element]
    cells: Mapping[int, Mapping[int, Element]]

    def child(self, name: str) -> Element | None:
        return next((child for child in self.children if child.path == f"worksheet/{name}"), None)

    def beside(self, at: Position) -> Element | None:
        """The first cell in the row that lies further right."""
        row = self.rows[at.row]
        cells = self.cells.get(at.row, {}).items()
        right = (cell for column, cell in cells if column > at.column and row.begin < cell.begin < row.end)
        return next(right, None)

    def cell(self, at: Position) -> Element | None:
        return self.cells.get(at.row, {}).get(at.column)

    def style(self, at: Position) -> int:
        """The style of the cell; where there is none, that of its row or column, as a program would show it."""
        if cell := self.cell(at):
            return _style(cell, "s")
        row = self.rows.get(at.row)
        if row and row.attributes.get("customFormat") in ("1", "true", "on"):
            return _style(row, "s")
        return next((_style(column, "style") for column in self.columns if _covers(column, at.column)), 0)


def merged(part: str, data: bytes) -> list[Area]:
    """The merges of a worksheet part."""
    found: list[Area] = []

    def merge(attributes: Attributes) -> None:
        if whole := area(attributes.get("ref", "")):
            found.append(whole)

    parse(part, data, starts={"mergeCell": merge}, ends={})
    return found


def laid_out(part: str, data: bytes, rows: Collection[int]) -> Layout:
    """The layout of a worksheet part with a view to these rows. May raise PackageFault."""
    survey = _Survey(rows)
    found = elements(part, data, survey.wanted)
    children = tuple(element for element in found if element.path.count("/") == 1)
    columns = tuple(element for element in found if element.path == _COLUMN)
    return Layout(children, columns, *survey.sorted(found))


class _Survey:
    """Counts rows and columns as the reader does, for a row or cell without a reference follows the one before."""

    def __init__(self, rows: Collection[int]) -> None:
        self._rows = frozenset(rows)
        self._pending = sorted(rows)  # those below which no row has come yet
        self._row, self._last, self._beside = 0, Position(0, 0), 0
        self._places: list[Position] = []

    def wanted(self, path: str, attributes: Attributes) -> bool:
        if path == _CELL:
            return self._cell(attributes)
        if path == _ROW:
            return self._enter(attributes)
        return path == _COLUMN or path.count("/") == 1

    def _enter(self, attributes: Attributes) -> bool:
        number = whole_number(attributes["r"]) if "r" in attributes else self._row + 1
        self._row = number or 0
        self._last, self._beside = Position(self._row, 0), 0
        if self._row not in self._rows and not (self._pending and self._pending[0] < self._row):
            return False
        del self._pending[: bisect_left(self._pending, self._row)]
        self._places.append(self._last)
        return True

    def _cell(self, attributes: Attributes) -> bool:
        found = position(attributes["r"]) if "r" in attributes else None
        if "r" in attributes:
            self._last, self._beside = found or Position(0, 0), 0
        else:
            self._beside += 1
        if self._last.row not in self._rows:
            return False
        self._places.append(Position(self._last.row, self._last.column + self._beside))
        return True

    def sorted(self, found: Iterable[Element]) -> _Sorted:
        """Of what was wanted: rows by number, the row below each row asked for, cells by row and column."""
        rows: dict[int, Element] = {}
        below: dict[int, Element] = {}
        cells: dict[int, dict[int, Element]] = {}
        pending = sorted(self._rows)
        counted = (element for element in found if element.path in (_ROW, _CELL))
        for element, place in zip(counted, self._places, strict=True):
            if element.path == _CELL:
                cells.setdefault(place.row, {}).setdefault(place.column, element)
                continue
            rows.setdefault(place.row, element)
            passed = bisect_left(pending, place.row)
            below |= dict.fromkeys(pending[:passed], element)
            del pending[:passed]
        return rows, below, cells


def _covers(column: Element, number: int) -> bool:
    first, last = whole_number(column.attributes.get("min")), whole_number(column.attributes.get("max"))
    return first is not None and last is not None and first <= number <= last


def _style(element: Element, attribute: str) -> int:
    return whole_number(element.attributes.get(attribute)) or 0
