"""The sheet 出错说明: what a unit says of findings that are right as they stand (accepted exceptions)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docgen.diagnostics import Diagnostic, Phrase, Place
from docgen.diagnostics.codes import BAD_EXCEPTION
from docgen.records import dataclass
from docgen.report.definition import Definition
from docgen.report.grid import Book, Grid, folded

HEADS = ("代码", "单元格", "说明")
SHORTEST = 4  # characters: “是的” explains nothing
_NO_REASON = Phrase(f"说明至少要 {SHORTEST} 个字", f"the reason must have {SHORTEST} characters at least")
_NO_CODE = Phrase("没有填代码", "the code is missing")


@dataclass(frozen=True, slots=True)
class Excuse:
    """One line: the code that is explained, the cell (empty: wherever it is found), the reason, and its own place."""

    code: str
    cell: str
    reason: str
    place: Place

    def meets(self, finding: Diagnostic) -> bool:
        """Whether it speaks of this finding; a cell is written as the register lists it, its sheet may be left out."""
        if folded(self.code) != folded(finding.code):
            return False
        cells = {
            folded(text) for place in finding.places[:1] for text in (place.address, place.cell, place.path)
        }
        return not self.cell or folded(self.cell) in cells


def read_excuses(book: Book, definition: Definition) -> tuple[tuple[Excuse, ...], tuple[Diagnostic, ...]]:
    """The lines of the sheet 出错说明, if the workbook has one.

    Reports: E227 for a line without a code or a reason.
    """
    grid = next((grid for grid in book.grids if folded(grid.name) == folded(definition.exceptions)), None)
    heads = _heads(grid) if grid else None
    if grid is None or heads is None:
        return (), ()
    found: list[Diagnostic] = []
    return tuple(_lines(grid, *heads, found)), tuple(found)


def _heads(grid: Grid) -> tuple[int, Mapping[str, int]] | None:
    """The row of the heads, and the column of each."""
    places = {head: {at.row: at.column for at in grid.labels.get(folded(head), ())} for head in HEADS}
    row = min(set.intersection(*map(set, places.values())), default=None)
    return None if row is None else (row, {head: columns[row] for head, columns in places.items()})


def _lines(grid: Grid, first: int, columns: Mapping[str, int], found: list[Diagnostic]) -> Iterator[Excuse]:
    for row in grid.rows():
        code, cell, reason = (grid.text(row, columns[head]).strip() for head in HEADS)
        if row <= first or not (code or cell or reason):
            continue
        place = Place(grid.name, f"A{row}", value=code or None)
        if not code or len(reason) < SHORTEST:
            found.append(BAD_EXCEPTION.at(place, detail=_NO_REASON if code else _NO_CODE))
        else:
            yield Excuse(code, cell, reason, place)
