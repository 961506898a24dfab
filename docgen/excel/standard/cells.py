"""Cells as openpyxl writes them: a text stays a text, whatever it looks like."""

from __future__ import annotations

import re
from copy import copy
from decimal import Decimal

from openpyxl.cell import Cell
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from docgen.report.grid import Area

# What a sheet cannot hold as it is, Excel writes as _xHHHH_; a text that looks so has its own underscore escaped.
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)  # only the later cells of a merge are not, and we write before we merge
    return cell


def say(sheet: Worksheet, row: int, column: int, text: str, style: str) -> None:
    """Writes words of our own in one of the workbook's styles."""
    cell = cell_at(sheet, row, column)
    cell.value = text
    cell.style = style


def styled(sheet: Worksheet, name: str) -> Cell:
    """A cell of no place in one of the workbook's styles, for others to be like it."""
    cell = Cell(sheet, 1, 1)
    cell.style = name
    return cell


def alike(cell: Cell | ColumnDimension, other: Cell) -> None:
    """Gives a cell, or a whole column, the style of another: at a twentieth of what naming a style costs."""
    cell._style = copy(other._style)  # type: ignore[union-attr,attr-defined] # not in the stubs


def write(cell: Cell, value: Decimal | str | None) -> None:
    """Puts a value into a cell as it is: `=1+1` is a text, and control characters survive."""
    if isinstance(value, str):
        cell.value = _ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", value)
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
    else:
        cell.value = value


def merge(sheet: Worksheet, area: Area) -> None:
    if area.top < area.bottom or area.left < area.right:
        sheet.merge_cells(area.address)
