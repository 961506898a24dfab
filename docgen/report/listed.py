"""From the sheets of a workbook to the lines of its listings, and every fault in how they were filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, takewhile
from typing import TypeAlias

from docgen.diagnostics import Diagnostic, Phrase, Place
from docgen.diagnostics.codes import (
    BLANK,
    COMPUTED,
    EXTRA_LINE,
    EXTRA_NOTE,
    HIDDEN,
    LOST_LABELS,
    MERGED_FIGURE,
    MISSING_TABLE,
    NO_FIGURE_NEEDED,
    TOO_LARGE,
)
from docgen.records import replace
from docgen.report.definition import Definition
from docgen.report.digits import printed
from docgen.report.figure import Figure, is_figure, read_figure
from docgen.report.grid import Cell, Grid, Position
from docgen.report.lines import Lines
from docgen.report.listing import (
    CELLS,
    LINES,
    TOO_LONG_LIST,
    TOO_MANY_CELLS,
    ListColumn,
    columns_of,
    figure_cells,
    head_of,
    numbers_of,
)
from docgen.report.matching import Match
from docgen.report.read import changed, hidden_columns
from docgen.report.stretch import Stretch, merged_over, says, stretch_of
from docgen.report.tables import Listing
from docgen.report.titles import renamed_titles
from docgen.report.totals import LAST_ROW, sums_lines
from docgen.report.whereabouts import places_of

Covered: TypeAlias = "Mapping[str, Mapping[int, Position]]"

FARTHEST = 20  # columns beside the list that are looked at
_COLUMN = Phrase("列", "column")


def read_listings(
    grids: Sequence[Grid],
    definition: Definition,
    used: set[str],
    figures: dict[str, Figure],
    found: list[Diagnostic],
) -> Mapping[str, Lines]:
    """The lines of every listing, by its key. Totals are added to `figures`, sheets to `used`, faults to `found`.

    Reports: E202 list missing, E206 and E207 twice, E111 too long, E216 label lost, E217 hidden, E210 total computed,
        E243, F1, F2, F4 merged or blank, F6, and all of `read_figure`.
    """
    places = places_of(grids, definition, frozenset(used), found)
    lines: dict[str, Lines] = {}
    room = CELLS
    for listing in definition.listings:
        placed = places.get(listing.key)
        if placed is None:
            sheets = "、".join(f"“{grid.name}”" for grid in grids)
            found.append(MISSING_TABLE.at(table=listing.name, sheets=sheets))
            continue
        used.add(placed.grid.name)
        found += (*renamed_titles(placed, listing, definition), *_form_faults(placed, listing))
        stretch = _within(stretch_of(placed, listing, _end(placed, places), found), room, found)
        found += _extra_columns(placed, stretch)
        room -= len(stretch.rows) * len(stretch.columns)
        lines[listing.key] = _read(stretch, found)
        figures |= _totals(stretch, lines[listing.key], found)
    return lines


def _end(placed: Match, places: Mapping[str, Match]) -> int:
    """The row at which the next list on the same sheet begins; of none the one after a sheet's last."""
    others = (other.first.row for other in places.values() if other.grid is placed.grid)
    return min((row for row in others if row > placed.first.row), default=LAST_ROW + 1)


def _form_faults(placed: Match, listing: Listing) -> Iterator[Diagnostic]:
    """Labels that were changed or lost, columns that are hidden. Nobody misses a column that is counted anyway."""
    form = head_of(listing)
    if placed.grid.hidden:
        yield HIDDEN.at(Place(placed.grid.name))
    counted = {column.at for column in columns_of(listing) if column.is_counted}
    yield from changed(placed, form)
    for label in form.labels:
        lost = label.area.left not in placed.columns or label.area.top not in placed.rows
        if lost and label.area.left not in counted:
            yield LOST_LABELS.at(Place(placed.grid.name), table=listing.name, label=label.text)
    yield from hidden_columns(placed)


def _within(stretch: Stretch, room: int, found: list[Diagnostic]) -> Stretch:
    """The stretch as far as the limits let it be read."""
    most = min(LINES, room // max(len(stretch.columns), 1))
    if len(stretch.rows) <= most:
        return stretch
    found.append(
        TOO_LARGE.at(Place(stretch.grid.name), detail=TOO_LONG_LIST if most == LINES else TOO_MANY_CELLS)
    )
    cells = {key: cells[:most] for key, cells in stretch.cells.items()}
    return replace(stretch, rows=stretch.rows[:most], cells=cells)


def _read(stretch: Stretch, found: list[Diagnostic]) -> Lines:
    found += _hidden_rows(stretch)
    whole = (stretch.listing, stretch.grid.name, stretch.rows, stretch.columns)
    if stretch.is_blank:
        return Lines(*whole, stretch.cells, is_blank=True)
    merges = sorted(area for area in stretch.grid.merges if area.bottom > area.top)
    covered = {
        column.key: dict(merged_over(stretch, column.key, merges)) for column in columns_of(stretch.listing)
    }
    lines = Lines(*whole, _spread(stretch, covered), covered)
    odd = {column.key: _odd(lines, column, found) for column in numbers_of(stretch.listing)}
    return replace(lines, odd=odd)


def _spread(stretch: Stretch, covered: Covered) -> Mapping[str, Sequence[Cell | None]]:
    """The cells with the value of a merge over several lines in each of them; a figure is of its first line alone."""
    figures = {column.key for column in numbers_of(stretch.listing)}
    cells = dict(stretch.cells)
    for key, corners in covered.items():
        if corners and key not in figures:
            column = list(cells[key])
            for line, corner_cell in corners.items():
                column[line] = column[line] or stretch.grid.cells.get(corner_cell)
            cells[key] = column
    return cells


def _odd(lines: Lines, column: ListColumn, found: list[Diagnostic]) -> dict[int, Figure]:
    """The figures of a column that are not plain to see; what is wrong with them is added to `found`."""
    odd: dict[int, Figure] = {}
    for line, cell in enumerate(lines.cells[column.key]):
        if cell and cell.kind == "number" and cell.shown_as == "plain":
            continue
        first = lines.corners[column.key].get(line)
        if cell is None and first:
            place = replace(
                lines.place(column, line), cell=Position(lines.rows[line], lines.columns[column.key]).address
            )
            found.append(MERGED_FIGURE.at(place, Place(lines.sheet, first.address), other=first.address))
        elif cell and (column.column.required or says(cell)):
            odd[line], said = read_figure(cell, lines.place(column, line), column.measure)
            found += said if column.column.required else map(_if_optional, said)
        elif column.column.required and lines.columns[column.key]:
            found.append(BLANK.at(lines.place(column, line)))
    return odd


def _if_optional(finding: Diagnostic) -> Diagnostic:
    """A finding in the words for a column that may be left blank."""
    return NO_FIGURE_NEEDED.at(*finding.places) if finding.code == NO_FIGURE_NEEDED.code else finding


def _hidden_rows(stretch: Stretch) -> Iterator[Diagnostic]:
    """Reports: E217 for every run of hidden rows: a filter hides hundreds of them at once."""
    hidden = [row for row in stretch.rows if row in stretch.grid.hidden_rows]
    for _, run in groupby(enumerate(hidden), lambda pair: pair[1] - pair[0]):
        rows = [row for _, row in run]
        yield HIDDEN.at(Place(stretch.grid.name, f"{rows[0]}:{rows[-1]}"))


def _extra_columns(placed: Match, stretch: Stretch) -> Iterator[Diagnostic]:
    """Columns between those of the list that hold something, and such as have a head of their own right beside them."""
    grid, columns = placed.grid, sorted(placed.columns.values())
    inside = set(range(columns[0], min(columns[-1], columns[0] + FARTHEST * len(columns)))) - set(columns)
    beside = takewhile(
        lambda column: _has_head(placed, column), range(columns[-1] + 1, columns[-1] + FARTHEST)
    )
    for column in (*sorted(inside), *beside):
        filled = [at for row in stretch.rows if says(grid.cells.get(at := Position(row, column)))]
        figures = [at for at in filled if is_figure(grid.cells[at])]
        for at in (figures or filled)[:1]:
            kind = EXTRA_LINE if figures else EXTRA_NOTE
            yield kind.at(Place(grid.name, at.address, value=grid.text(*at)), line=_COLUMN)


def _has_head(placed: Match, column: int) -> bool:
    return any(placed.grid.text(row, column).strip() for row in placed.rows.values())


def _totals(stretch: Stretch, lines: Lines, found: list[Diagnostic]) -> dict[str, Figure]:
    """The figures of the total row, by path; a total of docgen's own that no program has calculated is computed."""
    total, figures = stretch.listing.total, dict[str, Figure]()
    if total and not stretch.total:
        found.append(LOST_LABELS.at(Place(stretch.grid.name), table=stretch.listing.name, label=total.label))
        return {}
    columns = {column.at: column for column in numbers_of(stretch.listing)}
    for cell in figure_cells(stretch.listing):
        column = columns[cell.area.left]
        at = Position(stretch.total, stretch.columns[column.key])
        if at.column:
            stored = stretch.grid.cells.get(at)
            place = Place(
                stretch.grid.name, at.address, cell.path, stretch.grid.text(*at) or None, cell.label
            )
            figures[cell.path], said = _total(stored, place, lines, column)
            found += said
    return figures


def _total(
    stored: Cell | None, place: Place, lines: Lines, column: ListColumn
) -> tuple[Figure, tuple[Diagnostic, ...]]:
    formula = stored.formula if stored and stored.kind == "uncalculated" else ""
    if formula and sums_lines(formula, lines.columns[column.key], lines.rows):
        value = lines.total(column)
        said = (COMPUTED.at(place, figure=printed(value)),) if lines.count and value is not None else ()
        return Figure(place, column.measure, value, stored), said
    return read_figure(stored, place, column.measure)
