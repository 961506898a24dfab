"""The stretch of a sheet below the head of a listing: which of its rows are lines, which is the total, which are neither.

People write below a table who filled it in, and they add rows of 小计; a list pasted together from several pages has its
head again and again. What is no line of the list must not be printed as one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import Literal

from docgen.diagnostics import Diagnostic, Phrase, Place
from docgen.diagnostics.codes import EXTRA_LINE, EXTRA_NOTE, LINES_APART
from docgen.records import dataclass
from docgen.report.figure import is_figure
from docgen.report.grid import Area, Cell, Grid, Position, folded
from docgen.report.listing import columns_of, entered, head_of
from docgen.report.matching import Match
from docgen.report.tables import Listing

Kind = Literal["line", "total", "other", "blank"]
Cells = Mapping[str, Sequence[Cell | None]]

_SUBTOTALS = ("小计", "合计", "总计", "共计", "累计")
_NOTHING = ("无", "没有", "暂无")
_APART = 20  # blank rows between two lines that are no slip of the pen any more
_NAMED = 20  # rows left out that are named one by one
_REMARKS = 5  # rows under a list that are remarks; more of them are lines with much left out
_ROW = Phrase("行", "row")


@dataclass(frozen=True, slots=True)
class Stretch:
    """The lines by their rows and cells, the row of the total (0 for none), and whether all that is said is 无."""

    grid: Grid
    listing: Listing
    columns: Mapping[str, int]
    rows: Sequence[int]
    cells: Cells
    total: int = 0
    is_blank: bool = False


def stretch_of(placed: Match, listing: Listing, end: int, found: list[Diagnostic]) -> Stretch:
    """The stretch from a head down to the row `end`, that one not in it; what is left out is added to `found`.

    Reports: E243 lines far apart, F1 rows that are no lines.
    """
    top = max(placed.rows.values())
    columns = {column.key: placed.columns.get(column.at, 0) for column in columns_of(listing)}
    rows = [row for row in placed.grid.rows() if top < row < end]
    sorting = _Sorting(placed.grid, listing, columns, rows)
    lines, total = sorting.lines(top, found)
    cells = {key: [column[line] for line in lines] for key, column in sorting.cells.items()}
    kept = [rows[line] for line in lines]
    found += _apart(placed.grid, kept, columns.get(entered(listing)[0].key) or 1)
    blank = listing.empty is not None and len(kept) == 1 and _says_nothing(listing, cells)
    return Stretch(placed.grid, listing, columns, kept, cells, total, blank)


class _Sorting:
    """The rows below a head, in order, each of some kind; a row is called by its place among them from 0."""

    def __init__(self, grid: Grid, listing: Listing, columns: Mapping[str, int], rows: Sequence[int]) -> None:
        self.cells = {key: _column(grid, column, rows) for key, column in columns.items()}
        self._grid, self._rows, self._columns = grid, rows, columns
        self._entered = entered(listing)
        self._index = next((c.key for c in columns_of(listing) if c.is_counted), "")
        self._label = folded(listing.total.label) if listing.total else ""
        self._heads = {column.key: _heads(listing, column.at) for column in columns_of(listing)}
        words = {self._label, *_SUBTOTALS, *chain.from_iterable(self._heads.values())} - {""}
        self._longest = 4 * max(map(len, words))  # labels are broken and spaced, not four times as long
        self._beginnings = frozenset(word[0] for word in words)
        self._kinds = self._sorted()

    def lines(self, top: int, found: list[Diagnostic]) -> tuple[list[int], int]:
        """The rows that are lines, and the row on the sheet of the total: below the lines, or above them."""
        lines = [row for row, kind in enumerate(self._kinds) if kind == "line"]
        totals = [row for row, kind in enumerate(self._kinds) if kind == "total"]
        beyond: list[int] = []
        if totals and lines and lines[0] < totals[0]:
            end = bisect_left(lines, totals[0])
            lines, beyond = lines[:end], lines[end:]
        others = [row for row, kind in enumerate(self._kinds) if kind == "other"]
        notes = self._notes(lines, self._rows[totals[0]] if totals else top)
        for row in [*sorted([*totals[1:], *others])[:_NAMED], *self._worst(beyond), *notes[:_NAMED]]:
            found.append(self._left_out(row))
        return lines[: len(lines) - len(notes)], self._rows[totals[0]] if totals else 0

    def _sorted(self) -> list[Kind]:
        index = self.cells.get(self._index) or [None] * len(self._rows)
        across = zip(*(self.cells[column.key] for column in self._entered), strict=True)
        return [self._kind(counted, line) for counted, line in zip(index, across, strict=True)]

    def _kind(self, counted: Cell | None, line: tuple[Cell | None, ...]) -> Kind:
        lead = next(filter(says, line), None)
        typed = counted and counted.kind == "text" and not counted.formula and says(counted)
        first = counted if typed else lead
        if first is None:
            return "blank"
        kind = self._named(first, line)
        # A remark where lines are counted is all that the row says.
        return "other" if lead is None and kind == "line" else kind

    def _named(self, first: Cell, line: tuple[Cell | None, ...]) -> Kind:
        """The kind of a row by the first words in it."""
        words = folded(first.text) if first.kind == "text" and len(first.text) <= self._longest else ""
        if words[:1] not in self._beginnings:
            return "line"
        if words == self._label:
            return "total"
        if words in _SUBTOTALS:
            return "other"
        return "blank" if self._is_head(line) else "line"

    def _is_head(self, line: tuple[Cell | None, ...]) -> bool:
        """Whether a row says nothing but the heads of its columns once more."""
        filled = [
            (column.key, cell)
            for column, cell in zip(self._entered, line, strict=True)
            if cell and says(cell)
        ]
        return len(filled) > 1 and all(folded(cell.text) in self._heads[key] for key, cell in filled)

    def _notes(self, lines: Sequence[int], above: int) -> list[int]:
        """The last rows where they are remarks under the list: one text each, and set apart from the lines."""
        wide = {area.top for area in self._grid.merges if area.right > area.left}
        start = len(lines)
        while start and self._is_remark(lines[start - 1], wide):
            start -= 1
        notes = list(lines[start:])
        if not 0 < len(notes) <= _REMARKS:
            return []
        before = self._rows[lines[start - 1]] if start else above
        apart = self._rows[notes[0]] > before + 1
        return notes if apart or all(self._rows[row] in wide for row in notes) else []

    def _is_remark(self, row: int, wide: set[int]) -> bool:
        filled = [column for column in self._entered if says(self.cells[column.key][row])]
        if len(filled) != 1 or len(self._entered) == 1:
            return False
        cell = self.cells[filled[0].key][row]
        lacking = any(column.column.required for column in self._entered if column not in filled)
        return cell is not None and cell.kind == "text" and (lacking or self._rows[row] in wide)

    def _worst(self, rows: Sequence[int]) -> list[int]:
        """Of rows below the total the first, one with figures if there is any: it stands for them all."""
        figures = (row for row in rows if self._figures(row))
        first = next(figures, next(iter(rows), None))
        return [] if first is None else [first]

    def _figures(self, row: int) -> list[str]:
        cells = {column.key: self.cells[column.key][row] for column in self._entered}
        return [key for key, cell in cells.items() if cell and is_figure(cell)]

    def _left_out(self, row: int) -> Diagnostic:
        figures = self._figures(row)
        filled = [column.key for column in self._entered if says(self.cells[column.key][row])]
        key = (figures or filled or [self._index])[0]
        at = Position(self._rows[row], self._columns[key])
        place = Place(self._grid.name, at.address, value=self._grid.text(*at))
        return (EXTRA_LINE if figures else EXTRA_NOTE).at(place, line=_ROW)


def _heads(listing: Listing, column: int) -> frozenset[str]:
    """What the head says above a column, from its own label to those of the groups that it is in."""
    labels = head_of(listing).labels
    return frozenset(
        folded(label.text) for label in labels if label.area.left <= column <= label.area.right
    ) - {""}


def says(cell: Cell | None) -> bool:
    """Whether something stands in a cell; a formula that was never calculated does."""
    return cell is not None and ((bool(cell.text) and not cell.text.isspace()) or cell.kind == "uncalculated")


def _column(grid: Grid, column: int, rows: Sequence[int]) -> list[Cell | None]:
    """The cells of a column; looked up by plain pairs, which are found as positions are and cost a third."""
    if not column:
        return [None] * len(rows)
    get = grid.cells.get
    return [get((row, column)) for row in rows]  # type: ignore[call-overload] # a pair equals its position


def _apart(grid: Grid, rows: Sequence[int], column: int) -> Iterator[Diagnostic]:
    for before, row in pairwise(rows):
        if row - before > _APART:
            place = Place(grid.name, Position(row, column).address, value=grid.text(row, column) or None)
            yield LINES_APART.at(place, count=str(row - before - 1))


def _says_nothing(listing: Listing, cells: Cells) -> bool:
    """Whether the one line there is only says that there is nothing."""
    said = [folded(cell.text) for column in cells.values() for cell in column if cell and says(cell)]
    return len(said) == 1 and said[0] in {*_NOTHING, folded(listing.empty or "")}


def merged_over(stretch: Stretch, key: str, areas: Sequence[Area]) -> Iterator[tuple[int, Position]]:
    """The lines of a column that a merge covers, each with the merge's first cell; `areas` are in order from the top."""
    done = 0
    for area in areas:
        if area.left != stretch.columns[key] or area.top <= done:
            continue
        done = area.bottom
        for line in range(
            bisect_left(stretch.rows, area.top + 1), bisect_left(stretch.rows, area.bottom + 1)
        ):
            yield line, Position(area.top, area.left)
