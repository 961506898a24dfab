"""The summed workbook: the standard one with the sums, and a sheet 汇总明细 on which formulas add up what each unit stated."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import ceil
from pathlib import PurePath
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from docgen.diagnostics import Place
from docgen.excel.standard import look
from docgen.excel.standard.blank import even, standard_book
from docgen.excel.standard.cells import cell_at, say, write
from docgen.excel.standard.drawing import LINE
from docgen.excel.standard.listing import count_formula
from docgen.report.cover import cover_form
from docgen.report.definition import DETAILS, FIELDS
from docgen.report.form import FigureCell
from docgen.report.grid import Position, column_letters
from docgen.report.lines import Lines
from docgen.report.listing import columns_of, count_path, figure_cells
from docgen.report.rollup import RollUp, Unit, filling_of, sum_of
from docgen.report.tables import Listing

_HINT = (
    "每一行是一个汇总数，右边是各单位填的数。“表中的数”取自前面的表，“各单位之和”由公式加出；"
    "相差不是 0 的，是表里的数后来改过。要改数，请改单位的工作簿，再汇总一次。"
)
_CAUTION = "“留意”列有代码的，是几个单位可能重复计数的：{}。"
_HEADS = ("项目", "单元格", "表中的数", "各单位之和", "相差", "留意")
_LABEL, _CELL, _TABLE, _SUM, _DIFFERENCE, _NOTE = range(1, len(_HEADS) + 1)
_FIRST_UNIT = len(_HEADS) + 1
_WIDTHS = (46, 7, 11, 11, 6, 6)
_UNIT_WIDTH = 11
_HEAD_ROW, _FILE_ROW = 3, 4
_DECIMALS = 6  # at which a difference is none unless figures have more: a sheet adds up doubles
_WRONG = Font(color="C00000", bold=True)

Results = dict[str, Decimal]


class _Sum(NamedTuple):
    """A line of the sheet: what is summed, its cell in the summed workbook, and the formula that says what stands there."""

    path: str
    label: str
    place: Place
    formula: str
    decimals: int


def summed_workbook(rolled: RollUp) -> bytes:
    """The workbook of a roll-up as an .xlsx file. Every formula has its result, so that readers need not calculate."""
    book = standard_book(rolled.definition, filling_of(rolled))
    look.add_summed_styles(book)
    results: dict[str, Results] = {}
    for path in rolled.stated:
        place, value = rolled.report.figures[path].place, rolled.report.figures[path].value
        if value is not None:
            results.setdefault(place.sheet, {})[place.cell] = value
    for lines in rolled.report.listings.values():
        results.setdefault(lines.sheet, {}).update(_numbers(lines))
    results[DETAILS] = _Details(book, rolled).results
    return even(book, rolled.definition, results)


def _numbers(lines: Lines) -> Results:
    """The numbers of the lines, by cell."""
    counted = [column.at for column in columns_of(lines.listing) if column.is_counted]
    return {
        Position(row, at).address: Decimal(number)
        for number, row in enumerate(lines.rows, 1)
        for at in counted
    }


class _Details:
    """The sheet as it is drawn; `results` are those of its formulas, by cell."""

    def __init__(self, book: Workbook, rolled: RollUp) -> None:
        self.results: Results = {}
        self._rolled = rolled
        self._sheet = book.create_sheet(DETAILS)
        self._notes = {path: c.head for c in rolled.definition.cautions for path in c.paths}
        self._last = _FIRST_UNIT + len(rolled.units) - 1
        self._heads()
        self._row = _FILE_ROW
        for title, sums in _groups(rolled):
            self._group(title, sums)
        _on_paper(self._sheet, self._last, self._row)

    def _heads(self) -> None:
        say(self._sheet, 1, 1, DETAILS, look.TITLE)
        said = dict.fromkeys(f"{head.code}，{head.title.zh}" for head in self._notes.values())
        say(self._sheet, 2, 1, _HINT + (_CAUTION.format("；".join(said)) if said else ""), look.HINT)
        self._sheet.merge_cells(start_row=2, end_row=2, start_column=1, end_column=_NOTE)
        for column, (head, width) in enumerate(zip(_HEADS, _WIDTHS, strict=True), 1):
            self._head(column, head, "", width)
        for column, unit in enumerate(self._rolled.units, _FIRST_UNIT):
            self._head(column, self._called(unit), PurePath(unit.file).name, _UNIT_WIDTH)

    def _head(self, column: int, head: str, file: str, width: float) -> None:
        for row, text in ((_HEAD_ROW, head), (_FILE_ROW, file)):
            cell = cell_at(self._sheet, row, column)
            cell.style = look.LABEL
            write(cell, text or None)
        self._sheet.column_dimensions[column_letters(column)].width = width

    def _called(self, unit: Unit) -> str:
        return f"{unit.name}（本级）" if unit is self._rolled.own else unit.name

    def _group(self, title: str, sums: list[_Sum]) -> None:
        self._row += 1
        for column in range(1, self._last + 1):
            cell_at(self._sheet, self._row, column).style = look.BAND
        cell_at(self._sheet, self._row, 1).value = title
        for each in sums:
            self._row += 1
            self._line(each)

    def _line(self, each: _Sum) -> None:
        row = self._row
        say(self._sheet, row, _LABEL, each.label, look.LEFT_LABEL)
        # Said, for LibreOffice sizes no row by what is wrapped in it.
        self._sheet.row_dimensions[row].height = LINE * ceil(2 * len(each.label) / _WIDTHS[0])
        say(self._sheet, row, _CELL, each.place.cell, look.LABEL)
        at = Position(row, _CELL).address
        cell_at(self._sheet, row, _CELL).hyperlink = Hyperlink(ref=at, location=_reference(each.place))
        for column, unit in enumerate(self._rolled.units, _FIRST_UNIT):
            figure = unit.figures.get(each.path)
            written = cell_at(self._sheet, row, column)
            written.style = look.SUMMED
            write(written, figure.value if figure else None)
        value = sum_of(self._rolled.units, each.path) or Decimal(0)
        self._formulas(each.formula, value, max(_DECIMALS, each.decimals))
        code = self._notes[each.path].code if each.path in self._notes else ""
        say(self._sheet, row, _NOTE, code, look.LABEL)

    def _formulas(self, there: str, value: Decimal, decimals: int) -> None:
        row = self._row
        table, total = (Position(row, column).address for column in (_TABLE, _SUM))
        first, last = (Position(row, column).address for column in (_FIRST_UNIT, self._last))
        for column, formula, result in (
            (_TABLE, f"={there}", value),
            (_SUM, f"=SUM({first}:{last})", value),
            (_DIFFERENCE, f"=ROUND({table}-{total},{decimals})", Decimal(0)),
        ):
            cell = cell_at(self._sheet, row, column)
            cell.style = look.SUM
            cell.value = formula
            self.results[cell.coordinate] = result


def _groups(rolled: RollUp) -> Iterator[tuple[str, list[_Sum]]]:
    """What is summed, sheet by sheet, each with its cell in the summed workbook."""
    definition, report = rolled.definition, rolled.report
    lines = [cell for cell in cover_form(definition).figures if any(rolled.parts(cell.path))]
    if lines:
        fields = report.fields
        yield (
            definition.cover,
            [_sum(cell, fields[cell.path.removeprefix(FIELDS)].place) for cell in lines],
        )
    for table in definition.tables:
        cells = [cell for cell in figure_cells(table) if cell.path not in definition.summing.own]
        sums = [_sum(cell, report.figures[cell.path].place) for cell in cells]
        if isinstance(table, Listing) and report.listings[table.key].count:
            sums.append(_count(table, report.listings[table.key]))
        if sums:
            yield table.sheet, sums


def _sum(cell: FigureCell, place: Place) -> _Sum:
    return _Sum(cell.path, cell.label, place, _reference(place), cell.measure.decimals)


def _count(listing: Listing, lines: Lines) -> _Sum:
    """How many lines a list has: those of each unit stand one below the other."""
    path = count_path(listing.key)
    place = lines.derived(frozenset())[path].place
    return _Sum(path, f"{listing.name}，行数", place, count_formula(listing), 0)


def _reference(place: Place) -> str:
    return f"{quote_sheetname(place.sheet)}!{place.cell}"


def _on_paper(sheet: Worksheet, columns: int, rows: int) -> None:
    """A4 across, as many pages as there are units; labels and heads on every one."""
    difference = column_letters(_DIFFERENCE)
    rule = CellIsRule(operator="notEqual", formula=["0"], font=_WRONG)  # type: ignore[no-untyped-call] # not in the stubs
    sheet.conditional_formatting.add(f"{difference}{_FILE_ROW + 1}:{difference}{rows}", rule)
    sheet.row_dimensions[2].height = 44
    sheet.row_dimensions[_HEAD_ROW].height = 48
    sheet.row_dimensions[_FILE_ROW].height = 48
    sheet.freeze_panes = Position(_FILE_ROW + 1, _FIRST_UNIT).address
    look.locked(sheet)
    look.over_pages(sheet, head=f"{_HEAD_ROW}:{_FILE_ROW}", stub=f"A:{column_letters(_NOTE)}")
    sheet.print_area = f"A1:{Position(rows, columns).address}"
