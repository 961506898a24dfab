"""What the standard workbook lets a clerk type, and what it says when a cell is chosen.

A help, no guard: pasting undoes validation, so the reader checks every cell again.
"""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from docgen.report.definition import Field
from docgen.report.form import Form
from docgen.report.grid import Position, ranges
from docgen.report.listing import ListColumn
from docgen.report.tables import Measure

LONGEST_LIST = (
    255  # characters of a list that stands in the rule itself: with more, Excel calls the file damaged
)


def restrict(sheet: Worksheet, form: Form, above: int) -> None:
    """Whole or decimal numbers in the figure cells of a form that stands `above` rows below the top."""
    places: dict[Measure, list[Position]] = {}
    for cell in form.figures:
        across = range(cell.area.left, cell.area.right + 1)
        places.setdefault(cell.measure, []).extend(Position(cell.area.top + above, at) for at in across)
    for measure, positions in places.items():
        rule = _figure(measure)
        # All at once: adding one range after another asks each time whether it is there already.
        rule.sqref = MultiCellRange(" ".join(ranges(positions)))
        sheet.add_data_validation(rule)


def restrict_column(sheet: Worksheet, cells: str, column: ListColumn) -> None:
    """What a column of a listing takes, on all of its lines that there may be."""
    match column.column.kind:
        case "number":
            rule = _figure(column.measure, optional=not column.column.required)
        case "date":
            rule = DataValidation(type="date", operator="greaterThan", formula1="1", allow_blank=True)
            rule.promptTitle, rule.prompt = "填日期", "如 2025-1-20"
            rule.errorTitle, rule.error = "填的不是日期", "如 2025-1-20；文字写法“2025年1月20日”请直接粘贴"
        case "choice":
            choose(sheet, cells, column.column.choices, column.label)
            return
        case _:
            return
    rule.add(cells)
    sheet.add_data_validation(rule)


def _figure(measure: Measure, *, optional: bool = False) -> DataValidation:
    rule = DataValidation(type="decimal" if measure.decimals else "whole", allow_blank=True)
    if measure.signed:
        rule.operator, rule.formula1, rule.formula2 = "between", "-999999999", "999999999"
    else:
        rule.operator, rule.formula1 = "greaterThanOrEqual", "0"
    prompt = _prompt(measure) + ("；没有的空着" if optional else "；没有填 0")
    rule.promptTitle, rule.prompt = "填数", prompt
    rule.errorTitle, rule.error = "填的不是规定的数", prompt
    return rule


def _prompt(measure: Measure) -> str:
    whole = f"小数最多 {measure.decimals} 位" if measure.decimals else "整数"
    sign = "，减少的前面加“-”" if measure.signed else "，不能是负数"
    unit = f"，单位：{measure.unit}" if measure.unit else ""
    return f"只填{whole}{sign}{unit}"


def choose(sheet: Worksheet, cells: str, among: Sequence[str], prompt: str) -> None:
    """A drop-down list on these cells; only the prompt where Excel cannot hold the list."""
    listed = ",".join(among)
    rule = DataValidation(allow_blank=True)
    if len(listed) <= LONGEST_LIST and not any("," in one or '"' in one for one in among):
        rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
    rule.promptTitle, rule.prompt = "请选择", prompt
    rule.errorTitle, rule.error = "不在列表里", "请从下拉列表里选"
    rule.add(cells)
    sheet.add_data_validation(rule)


def restrict_field(sheet: Worksheet, cell: str, field: Field) -> None:
    """The list of a choice, and a message for the rest; a year or date that is off is found by the check."""
    if field.kind == "choice":
        choose(sheet, cell, field.choices, field.hint or field.label)
        return
    if field.hint:
        rule = DataValidation(promptTitle=field.label[:32], prompt=field.hint[:255], allow_blank=True)
        rule.add(cell)
        sheet.add_data_validation(rule)
