"""The lines of a listing on paper: what its columns ask for, read out of cells that are all text."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.records import replace
from docgen.report.cover import date_of
from docgen.report.digits import printed
from docgen.report.grid import Cell
from docgen.report.lines import Lines
from docgen.report.listing import ListColumn, entered


def on_paper(lines: Lines) -> Lines:
    """The lines as a workbook would hold them: figures as numbers, dates as such, all else word for word.

    The row that says 无 is the table's, and no line.
    """
    if lines.is_blank:
        return replace(lines, rows=(), cells=dict.fromkeys(lines.cells, ()), is_blank=False)
    own = {column.key: _column(column, lines) for column in entered(lines.listing)}
    return replace(lines, cells={**lines.cells, **own})


def _column(column: ListColumn, lines: Lines) -> Sequence[Cell | None]:
    cells = list(lines.cells[column.key])
    if column.column.kind != "number":
        dated = column.column.kind == "date"
        return [_as_words(cell, dated=dated) for cell in cells]
    for line, figure in lines.odd.get(column.key, {}).items():
        if figure.value is not None:
            cells[line] = Cell("number", printed(figure.value))
    return cells


def _as_words(cell: Cell | None, *, dated: bool) -> Cell | None:
    day = date_of(cell.text) if cell and dated else None
    if day:
        return Cell("text", day.isoformat())
    return Cell("text", cell.text) if cell and cell.kind == "number" else cell
