"""How the standard workbook looks: named styles for what is filled in and what is said, and pages of A4."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

TITLE, HINT, LABEL, LEFT_LABEL = "填报标题", "填报提示", "填报名称", "填报名称（靠左）"
ENTRY, TOTAL, TEXT, DATE = "填报数据", "填报合计", "填报文字", "填报日期"
SUMMED, SUM, BAND = "汇总数据", "汇总合计", "汇总分组"  # of the sheet 汇总明细, where nothing is filled in

# Of the lines of a listing: those that are drawn, and what is written below them.
LISTED, LISTED_DATE = "填报明细", "填报明细日期"
OPEN, OPEN_TEXT, OPEN_DATE = "续填", "续填文字", "续填日期"

_FONT = "宋体"
DAY = 'yyyy"年"m"月"d"日"'
_TEXT_FORMAT = "@"  # else Excel makes 1.23E+17 of a number of eighteen digits, and 12 of 0012
_A4 = 9  # Excel's number for the paper
_SMALLER = 70  # per cent
_INPUT, _SUM, _GREY = "FFF9DC", "E8F3E1", "EDEDED"  # light yellow, light green, light grey
_LINE = Side(style="thin", color="808080")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_START = Alignment(horizontal="left", vertical="center", wrap_text=True)
_TOP = Alignment(horizontal="left", vertical="top", wrap_text=True)


def add_styles(book: Workbook) -> None:
    """Gives the workbook its named styles: labels are locked, inputs and totals are not."""
    plain = Font(name=_FONT, size=11)
    styles = (
        NamedStyle(TITLE, font=Font(name=_FONT, size=14, bold=True), alignment=Alignment(vertical="center")),
        NamedStyle(HINT, font=Font(name=_FONT, size=10, color="7F7F7F"), alignment=_START),
        NamedStyle(LABEL, font=plain, border=_BOX, alignment=_CENTRE, fill=_filled(_GREY)),
        NamedStyle(LEFT_LABEL, font=plain, border=_BOX, alignment=_START, fill=_filled(_GREY)),
        _input(ENTRY, _INPUT, _CENTRE),
        _input(TOTAL, _SUM, _CENTRE),
        _input(TEXT, _INPUT, _TOP),
        _input(DATE, _INPUT, _TOP, DAY),
    )
    for style in styles:
        book.add_named_style(style)


def add_listed_styles(book: Workbook) -> None:
    """Gives the workbook the styles for the lines of listings."""
    styles = (
        _input(LISTED, _INPUT, _START, _TEXT_FORMAT),
        _input(LISTED_DATE, _INPUT, _CENTRE, DAY),
        _open(OPEN, _CENTRE),
        _open(OPEN_TEXT, _START, _TEXT_FORMAT),
        _open(OPEN_DATE, _CENTRE, DAY),
    )
    for style in styles:
        book.add_named_style(style)


def add_summed_styles(book: Workbook) -> None:
    """Gives the workbook the styles of the sheet 汇总明细."""
    plain, bold = Font(name=_FONT, size=11), Font(name=_FONT, size=11, bold=True)
    styles = (
        NamedStyle(SUMMED, font=plain, border=_BOX, alignment=_CENTRE),
        NamedStyle(SUM, font=bold, border=_BOX, alignment=_CENTRE, fill=_filled(_SUM)),
        NamedStyle(BAND, font=bold, border=_BOX, alignment=Alignment(vertical="center"), fill=_filled(_GREY)),
    )
    for style in styles:
        book.add_named_style(style)


def _open(name: str, alignment: Alignment, number_format: str = "General") -> NamedStyle:
    """Below what is drawn: without a box and a colour, but not locked either."""
    return NamedStyle(
        name,
        font=Font(name=_FONT, size=11),
        alignment=alignment,
        protection=Protection(locked=False),
        number_format=number_format,
    )


def _input(name: str, colour: str, alignment: Alignment, number_format: str = "General") -> NamedStyle:
    return NamedStyle(
        name,
        font=Font(name=_FONT, size=11),
        border=_BOX,
        alignment=alignment,
        fill=_filled(colour),
        protection=Protection(locked=False),
        number_format=number_format,
    )


def _filled(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


def on_paper(sheet: Worksheet, *, landscape: bool = False, head: str = "", grows: bool = False) -> None:
    """One page wide on A4, the head rows repeated; of a sheet that grows all that will be filled in is printed."""
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    if head:
        sheet.print_title_rows = head
    if not grows:
        sheet.print_area = f"A1:{sheet.cell(sheet.max_row, sheet.max_column).coordinate}"
    sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("第 &P 页，共 &N 页"))


def over_pages(sheet: Worksheet, *, head: str, stub: str) -> None:
    """A4 across at a fixed size, on as many pages as it takes; head rows and stub columns on each."""
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.scale = _SMALLER
    sheet.page_setup.pageOrder = "overThenDown"
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.8, footer=0.4)
    sheet.print_title_rows, sheet.print_title_cols = head, stub
    sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("第 &P 页，共 &N 页"))


_FREEDOMS = ("formatCells", "formatColumns", "formatRows", "insertColumns", "insertRows", "sort")


def locked(sheet: Worksheet, *more: str) -> None:
    """Labels locked without a password; rows and columns free to be inserted and formatted, and `more` of that kind."""
    protection = sheet.protection
    protection.sheet = True
    for freedom in (*_FREEDOMS, *more):
        setattr(protection, freedom, False)  # False: not forbidden
