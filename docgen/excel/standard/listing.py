"""A listing drawn on a sheet: its head, the total row right below it, and lines to be filled in.

The total stands above the lines: whoever pastes two thousand of them cannot overwrite it, and its formula takes in
whatever comes to stand below, wherever rows are put in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils import quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from docgen.excel.standard import look
from docgen.excel.standard.cells import alike, cell_at, merge, say, styled, write
from docgen.excel.standard.drawing import (
    WIDTH,
    absolute,
    draw_labels,
    heighten,
    heighten_labels,
    written_date,
)
from docgen.excel.standard.inputs import restrict_column
from docgen.report.filling import Filling, Line, Scalar
from docgen.report.form import ABOVE
from docgen.report.grid import Area, Position, column_letters, ranges
from docgen.report.listing import (
    LINES,
    ListColumn,
    columns_of,
    count_path,
    entered,
    figure_cells,
    first_line,
    head_of,
)
from docgen.report.tables import ColumnKind, Listing, Total
from docgen.report.totals import formula_below

_TALLEST = 20  # lines of text; Excel has no row above 409 points
SPARE = 50  # lines that are drawn for writing
_HINT = (
    "一行填一条，行数不限：接着往下填，也可以插入行、删除行；从别处粘贴时请选“只粘贴值”。灰色的表头请勿改动。"
)
_TOTALLED = "浅绿色的合计有公式，下面填多少行都算在内。"
_STYLES: Mapping[ColumnKind, tuple[str, str]] = {
    "text": (look.LISTED, look.OPEN_TEXT),
    "number": (look.ENTRY, look.OPEN),
    "date": (look.LISTED_DATE, look.OPEN_DATE),
    "choice": (look.ENTRY, look.OPEN),
    "index": (look.TOTAL, look.OPEN),
}
_WEIGHTS: Mapping[ColumnKind, int] = {"text": 8, "number": 6, "date": 7, "choice": 6, "index": 3}


def draw_listing(book: Workbook, listing: Listing, title: str, filling: Filling) -> dict[str, str]:
    """Draws a listing on a sheet of its own; returns what a formula elsewhere calls its totals and its length."""
    sheet, form = book.create_sheet(listing.sheet), head_of(listing)
    lines = filling.lines.get(listing.key, ())
    first = first_line(listing)
    say(sheet, 1, 1, title, look.TITLE)
    hint = _HINT + (_TOTALLED if listing.total else "")
    say(sheet, 2, 1, hint, look.HINT)
    merge(sheet, Area(2, 1, 2, form.columns))
    heighten(sheet, 2, 2 * len(hint) / WIDTH)
    widths = _columns(sheet, listing)
    draw_labels(sheet, form)
    if listing.total:
        _total(sheet, listing, listing.total, filling)
    _draw_lines(sheet, listing, first, first + len(lines) + SPARE)
    _fill(sheet, listing, first, lines)
    _make_room(sheet, listing, first, lines, widths)
    for column in entered(listing):
        letters = column_letters(column.at)
        restrict_column(sheet, f"{letters}{first}:{letters}{first + LINES - 1}", column)
    _name(book, listing, first, first + len(lines) + SPARE - 1)
    sheet.freeze_panes = f"A{first}"
    look.locked(sheet, "deleteRows", "autoFilter")
    look.on_paper(sheet, landscape=listing.landscape, head=f"{ABOVE + 1}:{ABOVE + form.rows}", grows=True)
    return _references(listing, first)


def _columns(sheet: Worksheet, listing: Listing) -> Mapping[int, float]:
    """The widths of the columns, which are set so."""
    columns = columns_of(listing)
    shares = listing.widths or tuple(_WEIGHTS[column.column.kind] for column in columns)
    widths = {
        column.at: max(6.0, WIDTH * share / sum(shares))
        for column, share in zip(columns, shares, strict=True)
    }
    for column in columns:
        dimension = sheet.column_dimensions[column_letters(column.at)]
        dimension.width = widths[column.at]
        alike(dimension, styled(sheet, _STYLES[column.column.kind][1]))
    heighten_labels(sheet, head_of(listing), widths)
    return widths


def _total(sheet: Worksheet, listing: Listing, total: Total, filling: Filling) -> None:
    """The total row, its label over the columns before the first sum."""
    row = ABOVE + head_of(listing).rows + 1
    sums = {cell.area.left: cell.path for cell in figure_cells(listing)}
    for column in columns_of(listing):
        cell = cell_at(sheet, row, column.at)
        cell.style = look.TOTAL if column.at in sums else look.LABEL
        path = sums.get(column.at, "")
        if path in filling.figures:
            write(cell, filling.figures[path])
        elif path:
            cell.value = "=" + formula_below(column.at)
    merge(sheet, Area(row, 1, row, min(sums) - 1))
    cell_at(sheet, row, 1).value = total.label


def _draw_lines(sheet: Worksheet, listing: Listing, first: int, end: int) -> None:
    """The lines from the row `first` up to `end`, that one not among them: styled, and the index counting."""
    for column in columns_of(listing):
        pattern = styled(sheet, _STYLES[column.column.kind][0])
        for row in range(first, end):
            cell = cell_at(sheet, row, column.at)
            alike(cell, pattern)
            if column.is_counted:
                cell.value = _count(listing, column, row, first)


def _count(listing: Listing, column: ListColumn, row: int, first: int) -> str:
    """The number of a line in which something stands."""
    filled = ",".join(ranges(Position(row, other.at) for other in entered(listing)))
    letters = column_letters(column.at)
    return f'=IF(COUNTA({filled})=0,"",ROW()-ROW({letters}${first - 1}))'


def _fill(sheet: Worksheet, listing: Listing, first: int, lines: Sequence[Line]) -> None:
    columns = {column.key: column for column in entered(listing)}
    for row, line in enumerate(lines, first):
        for key, value in line.items():
            _write(cell_at(sheet, row, columns[key].at), columns[key], value)


def _make_room(
    sheet: Worksheet, listing: Listing, first: int, lines: Sequence[Line], widths: Mapping[int, float]
) -> None:
    """Gives lines with long words the height that these take."""
    longest = {
        column.key: widths[column.at] / 2 for column in entered(listing) if column.column.kind == "text"
    }
    for row, line in enumerate(lines, first):
        needed = max((len(str(line.get(key) or "")) / room for key, room in longest.items()), default=0)
        if needed > 1:
            heighten(sheet, row, min(needed, _TALLEST))


def _write(cell: Cell, column: ListColumn, value: Scalar) -> None:
    """A value as it is; a date of ISO form in a column of dates becomes a date as Excel has it."""
    day: date | None = written_date(value) if column.column.kind == "date" else None
    if day:
        cell.value = day
        cell.number_format = look.DAY
        return
    if column.column.kind == "date" and not isinstance(value, str):
        cell.number_format = "General"  # else a number would come back as a day
    write(cell, value)


def _name(book: Workbook, listing: Listing, first: int, last: int) -> None:
    """A defined name over the lines that are drawn."""
    right = head_of(listing).columns
    corners = f"{absolute(Position(first, 1))}:{absolute(Position(last, right))}"
    name = f"docgen.{listing.key}"
    book.defined_names[name] = DefinedName(name, attr_text=f"{quote_sheetname(listing.sheet)}!{corners}")


def _references(listing: Listing, first: int) -> dict[str, str]:
    own = quote_sheetname(listing.sheet)
    totals = {
        cell.path: f"{own}!{Position(first - 1, cell.area.left).address}" for cell in figure_cells(listing)
    }
    return {**totals, count_path(listing.key): count_formula(listing)}


def count_formula(listing: Listing) -> str:
    """How many lines there are, counted in the first column that every line must fill in, if there is one."""
    first = first_line(listing)
    required = (column for column in entered(listing) if column.column.required)
    column = next(required, entered(listing)[0])
    corners = (absolute(Position(row, column.at)) for row in (first, first + LINES - 1))
    return f"COUNTA({quote_sheetname(listing.sheet)}!{':'.join(corners)})"
