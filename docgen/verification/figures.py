"""The figures: those of the workbook against those in the tables of the document, by value."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from docgen.diagnostics import Diagnostic, Phrase, Place
from docgen.diagnostics.verification_codes import (
    FIGURE_CHANGED,
    LINE_LOST,
    TABLE_LOST,
    TABLE_UNSAID,
    WRITTEN_OTHERWISE,
)
from docgen.report.characters import bare
from docgen.report.definition import Definition
from docgen.report.figure import Figure
from docgen.report.form import FigureCell, Form, Role, form_of
from docgen.report.listing import figure_cells
from docgen.report.tables import Listing, Table

Figures = Mapping[str, Figure]
_ROW, _COLUMN = Phrase("行", "row"), Phrase("列", "column")
_BLANK = Phrase("空着", "is blank")


def changed_figures(ours: Figures, printed: Figures, definition: Definition) -> Iterator[Diagnostic]:
    """Reports: E252 another figure, E253 a table, row or column that is not there, E259 the same figure written otherwise."""
    for listing in definition.listings:
        for cell in figure_cells(listing):
            if cell.path in printed:  # a lost row of totals is a label that is lost
                yield from _figure(cell, ours.get(cell.path), printed[cell.path], listing)
    for table in definition.forms:
        paths = {cell.path for cell in form_of(table).figures}
        told, found = paths & ours.keys(), paths & printed.keys()
        if told and found:
            yield from _Compared(table, ours, printed).differences()
        elif told:
            yield TABLE_LOST.at(Place(table.sheet, "", table.key), table=table.name)
        elif found:
            yield TABLE_UNSAID.at(Place(table.sheet, "", table.key), table=table.name)


class _Compared:
    """One table of the workbook and of the document."""

    def __init__(self, table: Table, ours: Figures, printed: Figures) -> None:
        self._table = table
        self._form = form_of(table)
        self._ours = ours
        self._printed = printed

    def differences(self) -> Iterator[Diagnostic]:
        cells = self._form.figures
        lost = {cell.path for cell in cells if self._is_lost(cell)}
        rows = list(_whole_lines(cells, lost, lambda cell: cell.area.top))
        left = _without(cells, rows)
        columns = list(_whole_lines(left, lost, lambda cell: cell.area.left))
        yield from (self._line(row, _ROW, "stub") for row in rows)
        yield from (self._line(column, _COLUMN, "spanner") for column in columns)
        for cell in _without(left, columns):
            yield from _figure(cell, self._ours.get(cell.path), self._printed.get(cell.path), self._table)

    def _is_lost(self, cell: FigureCell) -> bool:
        return cell.path in self._ours and cell.path not in self._printed

    def _line(self, cells: Sequence[FigureCell], line: Phrase, role: Role) -> Diagnostic:
        label = _label(self._form, cells[0], role) or cells[0].label
        places = [_place(cell, self._ours.get(cell.path), self._table) for cell in cells]
        return LINE_LOST.at(*places, table=self._table.name, line=line, label=label)


def _figure(
    cell: FigureCell, ours: Figure | None, theirs: Figure | None, table: Table | Listing
) -> Iterator[Diagnostic]:
    wanted, printed = _as_printed(ours), (theirs.place.value or "") if theirs else ""
    values = [figure.value if figure else None for figure in (ours, theirs)]
    places = [_place(cell, ours, table), *([theirs.place] if theirs else [])]
    there = theirs.place.address if theirs else table.name
    if bare(wanted) == bare(printed):
        return
    if None not in values and values[0] == values[1]:
        yield WRITTEN_OTHERWISE.at(*places, expected=wanted, actual=printed, there=there)
        return
    facts: dict[str, Phrase | str] = {"there": there, "said": said(printed), "wanted": said(wanted)}
    yield FIGURE_CHANGED.at(*places, expected=wanted, actual=printed, **facts)


def _place(cell: FigureCell, figure: Figure | None, table: Table | Listing) -> Place:
    return figure.place if figure else Place(table.sheet, "", cell.path, label=cell.label)


def _as_printed(figure: Figure | None) -> str:
    if figure is None:
        return ""
    return figure.as_it_stands if figure.value is None else figure.printed


def said(text: str) -> Phrase:
    """What stands in a cell, as a message goes on with it."""
    return Phrase(f"是 {text}", f"is {text}") if bare(text) else _BLANK


def _whole_lines(
    cells: Sequence[FigureCell], lost: Collection[str], line: Callable[[FigureCell], int]
) -> Iterator[list[FigureCell]]:
    """The rows or columns of which every cell is lost."""
    lines: dict[int, list[FigureCell]] = {}
    for cell in cells:
        lines.setdefault(line(cell), []).append(cell)
    yield from (whole for whole in lines.values() if all(cell.path in lost for cell in whole))


def _without(cells: Sequence[FigureCell], lines: Iterable[Sequence[FigureCell]]) -> list[FigureCell]:
    gone = {cell.path for line in lines for cell in line}
    return [cell for cell in cells if cell.path not in gone]


def _label(form: Form, cell: FigureCell, role: Role) -> str:
    """How the form calls the row or column of a cell: the innermost of the labels beside or above it."""
    row, column = cell.area.top, cell.area.left
    beside = [label for label in form.labels if label.role == role and label.area.top <= row]
    if role == "stub":
        beside = [label for label in beside if row <= label.area.bottom]
    else:
        beside = [label for label in beside if label.area.left <= column <= label.area.right]
    return beside[-1].text if beside else ""
