"""The lines of a listing as they were read, column by column.

A list may be ten thousand lines long, so there is no object for a cell beside the cell itself: where a value stands, what
it prints and what it comes to is told when it is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from docgen.diagnostics import Place
from docgen.records import dataclass, field
from docgen.report.digits import all_as_printed, significant, trimmed
from docgen.report.figure import Figure
from docgen.report.grid import Area, Cell, Position
from docgen.report.listing import ListColumn, count_path, entered, numbers_of, sum_path
from docgen.report.tables import Listing, Measure

Odd = Mapping[str, Mapping[int, Figure]]


@dataclass(frozen=True, eq=False)
class Lines:
    """The lines on a sheet. `cells` are those of each column, line by line; None where nothing stands.

    `rows` are the lines' rows on the sheet, `columns` where each column stands there (0 for one that the sheet lacks).
    `corners` are, by column and line, the cells in which a value stands that is merged over several lines. `odd` are
    the figures that took thought or could not be read; all others are what their number cells hold. `is_blank`: all
    that is said is that there is nothing. `file` is that of the workbook, where there are others.
    """

    listing: Listing
    sheet: str
    rows: Sequence[int] = ()
    columns: Mapping[str, int] = field(default_factory=dict)
    cells: Mapping[str, Sequence[Cell | None]] = field(default_factory=dict)
    corners: Mapping[str, Mapping[int, Position]] = field(default_factory=dict)
    odd: Odd = field(default_factory=dict)
    is_blank: bool = False
    file: str = ""

    @property
    def count(self) -> int:
        """How many lines there are to be printed, counted and checked."""
        return 0 if self.is_blank else len(self.rows)

    def place(self, column: ListColumn, line: int) -> Place:
        """Where a value stands: of one that is merged over several lines, its first cell."""
        at = self.corners.get(column.key, {}).get(line, Position(self.rows[line], self.columns[column.key]))
        cell, path = self.cells[column.key][line], f"{self.listing.key}.{line}.{column.key}"
        label = f"第{line + 1}行，{column.label}"
        address = at.address if at.column else f"{at.row}:{at.row}"
        return Place(self.sheet, address, path, (cell.text or None) if cell else None, label, self.file)

    def figure(self, column: ListColumn, line: int) -> Figure:
        """A figure, with its place."""
        known, cell = self.odd.get(column.key, {}).get(line), self.cells[column.key][line]
        value = significant(cell.text) if cell and cell.kind == "number" else None
        return known or Figure(self.place(column, line), column.measure, value, cell)

    def digits(self, column: ListColumn) -> Sequence[str]:
        """The figures of a column as they are printed, "" where there is none that can be read."""
        known = self._digits
        if column.key not in known:
            known[column.key] = self._printed(column)
        return known[column.key]

    @cached_property
    def _digits(self) -> dict[str, Sequence[str]]:
        return {}

    def _printed(self, column: ListColumn) -> Sequence[str]:
        cells = self.cells[column.key]
        found = all_as_printed([cell.text if cell and cell.kind == "number" else "" for cell in cells])
        for line, figure in self.odd.get(column.key, {}).items():
            found[line] = figure.printed
        return found[: self.count]

    def values(self, column: ListColumn) -> list[Decimal | None]:
        """The figures of a column, None where there is none that can be read."""
        return [Decimal(text) if text else None for text in self.digits(column)]

    def total(self, column: ListColumn) -> Decimal | None:
        """The sum of a column; blank cells add nothing where they may be blank. None where one cannot be read."""
        texts = self.digits(column)
        unread = any(figure.value is None for figure in self.odd.get(column.key, {}).values())
        if unread or (column.column.required and not all(texts)):
            return None
        return trimmed(sum(map(Decimal, filter(None, texts)), Decimal(0)))

    def derived(self, names: frozenset[str]) -> Mapping[str, Figure]:
        """Those that are asked for of what formulas make of the lines: sums of columns, and how many lines there are."""
        columns = {sum_path(self.listing.key, column.key): column for column in numbers_of(self.listing)}
        found = {
            name: Figure(self._range(column), column.measure, self.total(column))
            for name, column in columns.items()
            if name in names
        }
        first = next((column for column in entered(self.listing) if self.columns.get(column.key)), None)
        place = self._range(first) if first else Place(self.sheet, path=self.listing.key, file=self.file)
        return {**found, count_path(self.listing.key): Figure(place, Measure(), Decimal(self.count))}

    def _range(self, column: ListColumn) -> Place:
        """The cells of a column from the first line to the last."""
        at, path = self.columns.get(column.key, 0), self.listing.key
        if not (self.rows and at):
            return Place(self.sheet, path=path, label=column.label, file=self.file)
        area = Area(self.rows[0], at, self.rows[-1], at)
        address = area.address if len(self.rows) > 1 else Position(area.top, at).address
        return Place(self.sheet, address, path, label=column.label, file=self.file)
