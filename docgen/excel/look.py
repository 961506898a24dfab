"""How the standard workbook looks: the colours that tell an input from a label, fonts, borders."""

from __future__ import annotations

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

FONT = "宋体"
A4 = 9  # Excel's number for the paper
_INPUT, _TOTAL, _LABEL = "FFF9DC", "E8F3E1", "EDEDED"  # light yellow, light green, light grey
_LINE = Side(style="thin", color="808080")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def title(cell: Cell, text: str) -> None:
    cell.value = text
    cell.font = Font(name=FONT, size=14, bold=True)
    cell.alignment = Alignment(vertical="center")


def hint(cell: Cell, text: str) -> None:
    cell.value = text
    cell.font = Font(name=FONT, size=10, color="7F7F7F")
    cell.alignment = Alignment(vertical="center", wrap_text=True)


def label(cell: Cell, text: str, *, left: bool = False) -> None:
    """A cell that says something: grey and locked."""
    cell.value = text
    _boxed(cell, _LABEL)
    cell.alignment = Alignment(horizontal="left" if left else "center", vertical="center", wrap_text=True)


def entry(cell: Cell, *, total: bool = False, left: bool = False) -> None:
    """A cell to be filled in: light yellow, or light green where a total stands; not locked."""
    _boxed(cell, _TOTAL if total else _INPUT)
    cell.protection = Protection(locked=False)
    cell.alignment = Alignment(
        horizontal="left" if left else "center", vertical="top" if left else "center", wrap_text=left
    )


def _boxed(cell: Cell, colour: str) -> None:
    cell.font = Font(name=FONT, size=11)
    cell.fill = PatternFill("solid", fgColor=colour)
    cell.border = _BOX


def on_paper(sheet: Worksheet, *, landscape: bool = False, head: str = "") -> None:
    """One page wide on A4, the head rows repeated."""
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    if head:
        sheet.print_title_rows = head
    sheet.print_area = f"A1:{sheet.cell(sheet.max_row, sheet.max_column).coordinate}"
    sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("第 &P 页，共 &N 页"))


def locked(sheet: Worksheet) -> None:
    """Labels locked without a password; rows and columns free to be inserted and formatted."""
    protection = sheet.protection
    protection.sheet = True
    for freedom in ("formatCells", "formatColumns", "formatRows", "insertColumns", "insertRows", "sort"):
        setattr(protection, freedom, False)  # False: not forbidden
