"""The rows of a table in Word, cell after cell, and the grid that they make."""

from __future__ import annotations

from docgen.diagnostics import Phrase
from docgen.diagnostics.codes import TOO_LARGE
from docgen.package import PackageFault
from docgen.records import dataclass, field
from docgen.report.grid import Area, Cell, Grid, Position

WIDEST = 63  # columns of a table, and so of a cell: Word's own limit
FARTHEST = 1_000  # columns of a table that another program may have written


@dataclass(slots=True)
class Rows:
    """A table while it is read. A cell that goes on from the one above it says nothing of its own."""

    name: str
    cells: dict[Position, Cell] = field(default_factory=dict)
    _row: int = 0
    _next: int = 1  # the column after the last cell
    _span: int = 1
    _goes_on: bool = False
    _deleted: bool = False
    _lines: list[str] = field(default_factory=list)
    _areas: dict[Position, Area] = field(default_factory=dict)
    _above: dict[int, Position] = field(default_factory=dict)
    _here: dict[int, Position] = field(default_factory=dict)

    def row_opened(self) -> None:
        self._row += 1
        self._next, self._deleted, self._here = 1, False, {}

    def row_deleted(self) -> None:
        """A tracked deletion: the row is still in the file, but no longer in the document."""
        self._deleted = True

    def skipped(self, columns: int) -> None:
        """The grid columns before the first cell of a row that is indented."""
        self._next += min(columns, WIDEST)

    def cell_opened(self) -> None:
        self._span, self._goes_on = 1, False
        self._lines.clear()

    def spanned(self, columns: int) -> None:
        self._span = max(1, min(columns, WIDEST))

    def merged(self, value: str) -> None:
        self._goes_on = value != "restart"

    def said(self, text: str) -> None:
        """One paragraph of the open cell; empty ones are layout."""
        if text.strip():
            self._lines.append(text)

    def cell_closed(self) -> None:
        at = Position(self._row, self._next)
        self._next += self._span
        if self._next > FARTHEST:
            raise PackageFault(TOO_LARGE.at(detail=_TOO_WIDE))
        if self._deleted:
            return
        # One that goes on from nothing is where its merge begins: some writers leave the beginning out.
        top = self._above.get(at.column, at) if self._goes_on else at
        self._here[at.column] = top
        right = max(at.column + self._span - 1, self._areas[top].right if top in self._areas else 0)
        self._areas[top] = Area(top.row, top.column, at.row, right)
        if top == at and self._lines:
            self.cells[at] = Cell("text", "\n".join(self._lines))

    def row_closed(self) -> None:
        if self._deleted:
            self._row -= 1
        else:
            self._above = self._here

    def grid(self) -> Grid:
        """The table as it stands on paper."""
        merges = tuple(area for area in self._areas.values() if area[:2] != area[2:])
        return Grid(self.name, self.cells, merges)


_TOO_WIDE = Phrase(
    f"文档里有表格多于 {FARTHEST:,} 列", f"one of its tables has more than {FARTHEST:,} columns"
)
