"""From an opened workbook to the report it contains, and every fault in how it was filled in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from docgen.diagnostics import Diagnostic, Phrase, Place
from docgen.diagnostics.codes import (
    BACKUP_TABLE,
    BLANK_LABEL,
    CHANGED_LABEL,
    DOUBLE_TABLE,
    EXTRA_LINE,
    EXTRA_NOTE,
    HIDDEN,
    LOST_LABELS,
    MERGED_FIGURE,
    MISSING_TABLE,
    TWO_ROWS,
    UNCALCULATED,
)
from docgen.report.cover import cover_form
from docgen.report.definition import Definition
from docgen.report.excuses import read_excuses
from docgen.report.figure import Figure, is_figure, read_figure
from docgen.report.form import FigureCell, Form, LabelCell, form_of
from docgen.report.grid import Book, Grid, Position, column_letters, folded
from docgen.report.lines import Lines
from docgen.report.matching import Match, match, taken
from docgen.report.report import Report, Value
from docgen.report.sheets import read_narratives
from docgen.report.tables import Table
from docgen.report.titles import renamed_titles
from docgen.report.totals import complete

_ROW, _COLUMN = Phrase("行", "row"), Phrase("列", "column")
COVER_SHARE = 0.1  # an office may drop the optional lines of the cover, which are most of them


def read(book: Book, definition: Definition) -> tuple[Report, tuple[Diagnostic, ...]]:
    """The report of a workbook: what cannot be read is None or absent, and the first place of a finding.

    Reports: E202 table missing, E203 narrative missing, E206 and E207 table twice, E216 label lost, E217 hidden,
        E227 excuse not whole, F1 extra line, F2 changed label, F6 renamed title, and all of `read_figure` and `read_narratives`.
    """
    found: list[Diagnostic] = []
    fields, used = _cover(book, definition, found)
    figures: dict[str, Figure] = {}
    for table in definition.forms:
        placed = _located(book.grids, table, found)
        if placed:
            used.add(placed.grid.name)
            found += renamed_titles(placed, table, definition)
            figures |= _figures(placed, form_of(table), table, found)
    totals, computed = complete(figures, definition, book.grids)
    found = [d for d in found if not (d.code == UNCALCULATED.code and d.places[0].path in totals)]
    listings = _listings(book.grids, definition, used, figures, found)
    rest = [grid for grid in book.grids if grid.name not in used]
    narratives, said = read_narratives(rest, book, definition)
    excuses, unexcused = read_excuses(book, definition)
    report = Report(fields, narratives, figures | totals, excuses, listings)
    return report, (*found, *computed, *said, *unexcused)


def _listings(
    grids: Sequence[Grid],
    definition: Definition,
    used: set[str],
    figures: dict[str, Figure],
    found: list[Diagnostic],
) -> Mapping[str, Lines]:
    """The lines of every listing; their totals are added to `figures`, their sheets to `used`."""
    if not definition.listings:
        return {}
    from docgen.report.listed import read_listings

    return read_listings(grids, definition, used, figures, found)


def _cover(
    book: Book, definition: Definition, found: list[Diagnostic]
) -> tuple[Mapping[str, Value], set[str]]:
    form = cover_form(definition)
    candidates = [m for grid in book.grids if (m := match(grid, form, few=COVER_SHARE))]
    if not candidates:
        return {}, set()
    best = max(candidates, key=lambda m: (m.agreed, folded(m.grid.name) == folded(definition.cover)))
    found += changed(best, form)
    values = {}
    for cell in form.figures:
        at = best.position(cell.area.top, cell.area.left)
        if at:
            place = Place(best.grid.name, at.address, cell.path, best.grid.text(*at) or None, cell.label)
            values[cell.path.partition(".")[2]] = Value(place, best.grid.cells.get(at))
    return values, {best.grid.name}


def _located(grids: Sequence[Grid], table: Table, found: list[Diagnostic]) -> Match | None:
    """Where the table stands. Twice is a fault, unless one of the two has the sheet's own name."""
    form = form_of(table)
    matches = [m for grid in grids for m in every(grid, form)]
    if not matches:
        sheets = "、".join(f"“{grid.name}”" for grid in grids)
        found.append(MISSING_TABLE.at(table=table.name, sheets=sheets))
        return None
    matches.sort(key=lambda m: folded(m.grid.name) != folded(table.sheet))
    first, others = matches[0], matches[1:]
    for other in others:
        own = folded(first.grid.name) == folded(table.sheet) != folded(other.grid.name)
        kind = BACKUP_TABLE if own else DOUBLE_TABLE
        found.append(kind.at(corner(first), corner(other), table=table.name, other=corner(other).title))
    return first


def every(grid: Grid, form: Form) -> Iterator[Match]:
    """The table, and once more if it is there twice."""
    placed = match(grid, form)
    if placed:
        yield placed
        again = match(grid, form, without=taken(placed, form))
        if again:
            yield again


def corner(placed: Match) -> Place:
    return Place(placed.grid.name, placed.first.address)


def _figures(placed: Match, form: Form, table: Table, found: list[Diagnostic]) -> dict[str, Figure]:
    found += changed(placed, form)
    found += _lost(placed, form, table)
    found += _extra(placed, form)
    found += _hidden(placed)
    places = {at: cell for cell in form.figures if (at := placed.position(cell.area.top, cell.area.left))}
    covered = _covered(placed.grid, places)
    figures = {}
    for at, cell in places.items():
        figures[cell.path], said = _figure(placed.grid, at, cell, covered)
        found += said
    return figures


def _covered(grid: Grid, cells: Collection[Position]) -> Mapping[Position, Position]:
    """Figure cells that a merge hides behind another figure cell: only the merge's corner can hold a figure."""
    inner = [area for area in grid.merges if Position(area.top, area.left) in cells]
    return {
        at: Position(area.top, area.left)
        for area in inner[: len(cells)]
        for at in cells
        if area.covers(at) and at != (area.top, area.left)
    }


def _figure(
    grid: Grid, at: Position, cell: FigureCell, covered: Mapping[Position, Position]
) -> tuple[Figure, tuple[Diagnostic, ...]]:
    stored = grid.cells.get(at)
    place = Place(grid.name, at.address, cell.path, (stored.text or None) if stored else None, cell.label)
    figure, said = read_figure(stored, place, cell.measure)
    if stored is None and at in covered:
        corner = covered[at].address
        return figure, (MERGED_FIGURE.at(place, Place(grid.name, corner), other=corner),)
    return figure, said


def changed(placed: Match, form: Form) -> Iterator[Diagnostic]:
    """Reports: F2 for every label that is not what the form says."""
    for label in () if placed.is_whole(form) else form.labels:
        at = placed.position(label.area.top, label.area.left)
        if at is None or not label.text or _stands(placed, label):
            continue
        text = placed.grid.text(*at)
        kind = CHANGED_LABEL if text.strip() else BLANK_LABEL
        yield kind.at(Place(placed.grid.name, at.address, value=text), label=label.text)


def _stands(placed: Match, label: LabelCell) -> bool:
    """Whether a label stands in its cell; that of a group may stand at any row or column of the group."""
    rows, columns = range(label.area.top, label.area.bottom + 1), range(label.area.left, label.area.right + 1)
    places = (placed.position(row, column) for row in rows for column in columns)
    return any(at is not None and folded(placed.grid.text(*at)) == folded(label.text) for at in places)


def _lost(placed: Match, form: Form, table: Table) -> Iterator[Diagnostic]:
    for label in form.labels:
        lost = label.area.top not in placed.rows or label.area.left not in placed.columns
        if lost and label.text:
            yield LOST_LABELS.at(Place(placed.grid.name), table=table.name, label=label.text)
    labelled = {label.area.top for label in form.labels}
    if any(row not in placed.rows for row in range(1, form.rows + 1) if row not in labelled):
        below = max(placed.rows.values()) + 1
        place = Place(placed.grid.name, Position(below, min(placed.columns.values())).address)
        yield TWO_ROWS.at(place, table=table.name)


def _extra(placed: Match, form: Form) -> Iterator[Diagnostic]:
    """Lines that the form does not have, within the table or right after it.

    Where a label was lost, that is said instead. Beyond the table a line counts only if it has a label and figures.
    """
    rows, columns = sorted(placed.rows.values()), sorted(placed.columns.values())
    if len(placed.rows) == form.rows:
        for row in _inside(rows):
            yield from _line(placed.grid, [Position(row, column) for column in columns], _ROW)
        yield from _beyond(placed.grid, [Position(rows[-1] + 1, column) for column in columns], _ROW)
    if len(placed.columns) == form.columns:
        for column in _inside(columns):
            yield from _line(placed.grid, [Position(row, column) for row in rows], _COLUMN)
        yield from _beyond(placed.grid, [Position(row, columns[-1] + 1) for row in rows], _COLUMN)


def _inside(lines: list[int]) -> list[int]:
    """The lines between the first and the last that are none of them; bounded, for two may lie far apart."""
    return sorted(set(range(lines[0], min(lines[-1], lines[0] + 20 * len(lines)))) - set(lines))


def _beyond(grid: Grid, positions: Sequence[Position], line: Phrase) -> Iterator[Diagnostic]:
    cells = [(at, grid.cells[at]) for at in positions if at in grid.cells]
    labelled = bool(cells) and cells[0][1].kind == "text"
    figures = [at for at, cell in cells if is_figure(cell)]
    if labelled and figures:
        yield EXTRA_LINE.at(Place(grid.name, figures[0].address, value=grid.text(*figures[0])), line=line)


def _line(grid: Grid, positions: Sequence[Position], line: Phrase) -> Iterator[Diagnostic]:
    filled = [at for at in positions if at in grid.cells and grid.cells[at].text.strip()]
    if filled:
        figures = [at for at in filled if is_figure(grid.cells[at])]
        at = (figures or filled)[0]
        kind = EXTRA_LINE if figures else EXTRA_NOTE
        yield kind.at(Place(grid.name, at.address, value=grid.text(*at)), line=line)


def _hidden(placed: Match) -> Iterator[Diagnostic]:
    grid = placed.grid
    if grid.hidden:
        yield HIDDEN.at(Place(grid.name))
    for row in sorted(grid.hidden_rows & set(placed.rows.values())):
        yield HIDDEN.at(Place(grid.name, f"{row}:{row}"))
    yield from hidden_columns(placed)


def hidden_columns(placed: Match) -> Iterator[Diagnostic]:
    """Reports: E217 for every column of a table that is hidden."""
    for column in sorted(placed.grid.hidden_columns & set(placed.columns.values())):
        letters = column_letters(column)
        yield HIDDEN.at(Place(placed.grid.name, f"{letters}:{letters}"))
