"""The spans of a table while it is read: whether its rows fill its grid and its merges hold together."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.diagnostics import Phrase
from docgen.records import dataclass, field


@dataclass(slots=True)
class Spans:
    """A table: its columns, the row so far, and the merges that this row and the one above leave open."""

    number: int
    columns: int = 0
    row: int = 0
    column: int = 0
    cells: int = 0
    span: int = 1
    merge: str = ""
    above: dict[int, int] = field(default_factory=dict)
    here: dict[int, int] = field(default_factory=dict)

    def row_opened(self) -> None:
        self.row, self.column, self.cells, self.here = self.row + 1, 0, 0, {}

    def cell_opened(self) -> None:
        self.span, self.merge = 1, ""

    def cell_closed(self, *, whole: bool) -> Iterator[Phrase]:
        """The faults of a cell; it is whole when its last element is a paragraph."""
        if not whole:
            yield self._fault("单元格不以段落结束", "a cell does not end in a paragraph")
        if self.merge == "continue" and self.above.get(self.column) != self.span:
            yield self._fault("纵向合并断了", "a vertical merge is broken")
        if self.merge:
            self.here[self.column] = self.span
        self.column += self.span
        self.cells += 1

    def row_closed(self) -> Iterator[Phrase]:
        """The faults of a row."""
        if not self.cells:
            yield self._fault("没有单元格", "it has no cell")
        elif self.column != self.columns:
            yield self._fault(
                f"有 {self.column} 列，表格有 {self.columns} 列",
                f"it has {self.column} columns, the table {self.columns}",
            )
        self.above = self.here

    def _fault(self, zh: str, en: str) -> Phrase:
        return Phrase(
            f"第 {self.number} 个表第 {self.row} 行{zh}", f"table {self.number}, row {self.row}: {en}"
        )
