"""A form drawn on a sheet: its labels, its figure cells, and the totals as formulas."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from math import ceil

from openpyxl import Workbook
from openpyxl.utils import quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from docgen.excel.standard import look
from docgen.excel.standard.cells import cell_at, merge, say, write
from docgen.excel.standard.inputs import restrict
from docgen.report.definition import Definition
from docgen.report.filling import Filling, Scalar
from docgen.report.form import ABOVE, Form, form_of, placed
from docgen.report.grid import Area, Position, column_letters
from docgen.report.tables import Table
from docgen.report.totals import formula, parts

WIDTH = 110  # half-width characters across a table's sheet
LINE = 16.0  # points of a line of 11-point text
SLACK = 1.15  # lines break before they are full
_ISO_DATE = re.compile(r"(19|2\d)\d\d-\d\d-\d\d", re.ASCII)  # Excel has no day before 1900
_HINT = "浅黄色的格填数，没有填 0；浅绿色的合计格有公式，可以直接填数代替；灰色的表头和名称请勿改动。"


def draw_table(
    book: Workbook, table: Table, title: str, definition: Definition, filling: Filling
) -> dict[str, str]:
    """Draws a table on a sheet of its own; returns the reference of each figure by its path."""
    sheet = book.create_sheet(table.sheet)
    form = form_of(table)
    say(sheet, 1, 1, title, look.TITLE)
    say(sheet, 2, 1, _HINT, look.HINT)
    sheet.merge_cells(start_row=2, end_row=2, start_column=1, end_column=form.columns)
    _columns(sheet, table, form)
    draw_labels(sheet, form)
    _figures(sheet, form, definition, filling)
    restrict(sheet, form, ABOVE)
    _names(book, table, form)
    sheet.freeze_panes = _frozen(form)
    look.locked(sheet)
    look.on_paper(sheet, landscape=table.landscape, head=_head_rows(form))
    own = quote_sheetname(table.sheet)
    return {cell.path: f"{own}!{placed(cell.area).address.partition(':')[0]}" for cell in form.figures}


def _columns(sheet: Worksheet, table: Table, form: Form) -> None:
    shares = table.widths or (1,) * form.columns
    widths = {column: max(6.0, WIDTH * share / sum(shares)) for column, share in enumerate(shares, 1)}
    for column, width in widths.items():
        sheet.column_dimensions[column_letters(column)].width = width
    heighten_labels(sheet, form, widths)


def heighten_labels(sheet: Worksheet, form: Form, widths: Mapping[int, float]) -> None:
    """Makes room for labels that take several lines in columns of these widths."""
    for cell in form.labels:
        if cell.area.top == cell.area.bottom:
            across = sum(widths[column] for column in range(cell.area.left, cell.area.right + 1))
            heighten(sheet, cell.area.top + ABOVE, 2 * len(cell.text) / across)


def heighten(sheet: Worksheet, row: int, lines: float) -> None:
    """Makes room for words of so many lines: no program sizes a row by its merged cells, some by none."""
    dimension = sheet.row_dimensions[row]
    dimension.height = max(dimension.height or LINE, LINE * ceil(lines * SLACK))


def written_date(value: Scalar) -> date | None:
    """The day that a value of ISO form is, None for any other: 2021-02-30 stays the text that was typed."""
    if not (isinstance(value, str) and _ISO_DATE.fullmatch(value)):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def draw_labels(sheet: Worksheet, form: Form) -> None:
    """Writes what the form says, merged as the form has it."""
    for cell in form.labels:
        area = placed(cell.area)
        long = cell.role == "stub" and len(cell.text) > 12
        style = look.LEFT_LABEL if long else look.LABEL
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                cell_at(sheet, row, column).style = style
        merge(sheet, area)
        cell_at(sheet, area.top, area.left).value = cell.text


def _figures(sheet: Worksheet, form: Form, definition: Definition, filling: Filling) -> None:
    at = {cell.path: Position(cell.area.top + ABOVE, cell.area.left) for cell in form.figures}
    sums = parts(definition)
    for cell in form.figures:
        area = placed(cell.area)
        for column in range(area.left, area.right + 1):
            cell_at(sheet, area.top, column).style = look.TOTAL if cell.path in sums else look.ENTRY
        merge(sheet, area)
        target = cell_at(sheet, area.top, area.left)
        if cell.path in filling.figures:
            write(target, filling.figures[cell.path])
        elif cell.path in sums:
            target.value = "=" + formula(sums[cell.path], at)


def _names(book: Workbook, table: Table, form: Form) -> None:
    """A defined name over the inputs of the table, and one for each block."""
    prefixes = [f"{table.key}.{block.key}" if block.key else table.key for block in table.blocks]
    for prefix in prefixes:
        areas = [placed(cell.area) for cell in form.figures if cell.path.startswith(prefix + ".")]
        whole = Area(min(a.top for a in areas), min(a.left for a in areas),
                     max(a.bottom for a in areas), max(a.right for a in areas))  # fmt: skip
        first, last = Position(whole.top, whole.left), Position(whole.bottom, whole.right)
        reference = f"{quote_sheetname(table.sheet)}!{absolute(first)}:{absolute(last)}"
        book.defined_names[f"docgen.{prefix}"] = DefinedName(f"docgen.{prefix}", attr_text=reference)


def absolute(position: Position) -> str:
    return f"${column_letters(position.column)}${position.row}"


def _frozen(form: Form) -> str:
    if not form.header_rows:
        return f"B{ABOVE + 1}"
    left = min(cell.area.left for cell in form.figures)
    return Position(form.header_rows + ABOVE + 1, left).address


def _head_rows(form: Form) -> str:
    return f"{ABOVE + 1}:{ABOVE + form.header_rows}" if form.header_rows else ""
