"""The drawn tables: the figures of a report read out of the tables of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from docgen.diagnostics import Diagnostic
from docgen.diagnostics.codes import MISSING_TABLE, NO_TABLE
from docgen.records import replace
from docgen.report.definition import Definition, Section
from docgen.report.digits import printed
from docgen.report.figure import DIGITS, Figure
from docgen.report.form import Form, form_of
from docgen.report.grid import Book, Cell, Grid, Position
from docgen.report.lines import Lines
from docgen.report.matching import Match, match
from docgen.report.paper.listed import on_paper
from docgen.report.read import read
from docgen.report.report import Report
from docgen.report.tables import Listing, Table

_FIGURE = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")


class Drawn(NamedTuple):
    """What the tables of a document hold: figures by path, the lines of listings by key."""

    figures: Mapping[str, Figure]
    listings: Mapping[str, Lines]


def read_drawn(tables: Sequence[Grid], definition: Definition) -> tuple[Drawn, tuple[Diagnostic, ...]]:
    """What the tables that the form has hold. All else in the document's tables is left alone.

    On paper every figure is text: what reads plainly as a number is one. What reads so only after some thought
    keeps its finding, and its figure is that number all the same.
    Reports: E202 table missing, and all of `read` for tables: E206, E216, F1, F2, F4, F5, F11.
    """
    grids = [_counted(grid) for grid in tables]
    for table in definition.forms:
        grids = [_fitted(grid, form_of(table)) for grid in grids]
    report, found = read(Book(tuple(grids)), _figures_only(definition))
    missing = [table for table in definition.tables if not _has(table, report)]
    others = tuple(finding for finding in found if finding.code != MISSING_TABLE.code)
    figures = {path: _as_number(figure) for path, figure in report.figures.items()}
    listings = {key: on_paper(lines) for key, lines in report.listings.items()}
    return Drawn(figures, listings), (*others, *(NO_TABLE.at(table=table.name) for table in missing))


@lru_cache(maxsize=16)
def _figures_only(definition: Definition) -> Definition:
    """The definition without what stands on sheets of its own in a workbook."""
    return replace(definition, fields=(), sections=(Section(tables=definition.tables),))


def _has(table: Table | Listing, report: Report) -> bool:
    """Whether the document has a table; one that may be empty is not missed where it is not printed at all."""
    if isinstance(table, Listing):
        return table.key in report.listings or table.empty == ""
    return any(path.startswith(f"{table.key}.") for path in report.figures)


def _counted(grid: Grid) -> Grid:
    """The grid with number cells where figures are printed."""
    return replace(grid, cells={at: _number(cell) for at, cell in grid.cells.items()})


def _number(cell: Cell) -> Cell:
    plain = len(cell.text) <= DIGITS and _FIGURE.fullmatch(cell.text)
    return Cell("number", cell.text) if plain else cell


def _as_number(figure: Figure) -> Figure:
    if figure.value is None or figure.cell is None or figure.cell.kind == "number":
        return figure
    return replace(figure, cell=Cell("number", printed(figure.value)))


def _fitted(grid: Grid, form: Form) -> Grid:
    """The grid with the cells of each row in the form's columns, where the row has just as many cells as there.

    Rows of fewer cells than columns are drawn one way or the other: which cell is the wide one is anybody's choice,
    and a program that drags a border divides the columns anew. How many cells a row has, it does not change.
    """
    placed = match(grid, form)
    if placed is None:
        return grid
    moves = {at: to for row in placed.rows for at, to in _moves(grid, form, placed, row) if at != to}
    rows = {at.row for at in moves}
    stay = {at: cell for at, cell in grid.cells.items() if at not in moves}
    moved = {to: grid.cells[at] for at, to in moves.items() if at in grid.cells}
    merges = tuple(area for area in grid.merges if rows.isdisjoint(range(area.top, area.bottom + 1)))
    return replace(grid, cells=stay | moved, merges=merges)


def _moves(grid: Grid, form: Form, placed: Match, row: int) -> Iterator[tuple[Position, Position]]:
    """For each cell of a row of the form, from where in the grid it has to come."""
    there = placed.rows[row]
    areas = [*(label.area for label in form.labels), *(figure.area for figure in form.figures)]
    lefts = sorted(area.left for area in areas if area.top <= row <= area.bottom)
    starts = _starts(grid, there)
    if len(lefts) == len(starts) and all(left in placed.columns for left in lefts):
        for start, left in zip(starts, lefts, strict=True):
            yield Position(there, start), Position(there, placed.columns[left])


def _starts(grid: Grid, row: int) -> list[int]:
    """The columns at which the cells of a row begin."""
    across = [area for area in grid.merges if area.top <= row <= area.bottom]
    covered = {column for area in across for column in range(area.left + 1, area.right + 1)}
    width = max([*(at.column for at in grid.cells), *(area.right for area in grid.merges)], default=0)
    return [column for column in range(1, width + 1) if column not in covered]
