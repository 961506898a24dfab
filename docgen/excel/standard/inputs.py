"""What the standard workbook lets a clerk type, and what it says when a cell is chosen.

A help, no guard: pasting undoes validation, so the reader checks every cell again.
"""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from docgen.report.definition import Field, Measure
from docgen.report.form import Form
from docgen.report.grid import Area


def restrict(sheet: Worksheet, form: Form, above: int) -> None:
    """Whole or decimal numbers in the figure cells of a form that stands `above` rows below the top."""
    rules: dict[Measure, DataValidation] = {}
    for cell in form.figures:
        rule = rules.setdefault(cell.measure, _figure(cell.measure))
        area = Area(cell.area.top + above, cell.area.left, cell.area.bottom + above, cell.area.right)
        rule.add(area.address)
    for rule in rules.values():
        sheet.add_data_validation(rule)


def _figure(measure: Measure) -> DataValidation:
    rule = DataValidation(type="decimal" if measure.decimals else "whole", allow_blank=True)
    if measure.signed:
        rule.operator, rule.formula1, rule.formula2 = "between", "-999999999", "999999999"
    else:
        rule.operator, rule.formula1 = "greaterThanOrEqual", "0"
    rule.promptTitle, rule.prompt = "填数", _prompt(measure)
    rule.errorTitle, rule.error = "填的不是规定的数", _prompt(measure)
    return rule


def _prompt(measure: Measure) -> str:
    whole = f"小数最多 {measure.decimals} 位" if measure.decimals else "整数"
    sign = "，减少的前面加“-”" if measure.signed else "，不能是负数"
    unit = f"，单位：{measure.unit}" if measure.unit else ""
    return f"只填{whole}{sign}{unit}；没有填 0"


def choose(sheet: Worksheet, cells: str, among: Sequence[str], prompt: str) -> None:
    """A drop-down list on these cells."""
    rule = DataValidation(type="list", formula1=f'"{",".join(among)}"', allow_blank=True)
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
