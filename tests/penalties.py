"""A report type with lists: penalties with a total, reviews that may be none, exhibits that are left out when there are none."""

from __future__ import annotations

import json
from functools import lru_cache
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from docgen.diagnostics import Diagnostic
from docgen.excel import open_workbook
from docgen.excel.standard.blank import blank_workbook
from docgen.report.compose import compose
from docgen.report.definition import Definition
from docgen.report.filling import from_json
from docgen.report.load import load
from docgen.report.read import read
from docgen.report.report import Report
from docgen.rules import check
from docgen.word import Template, compile_template, names_of, official_template, render
from tests.workbooks import Edit, edited

TOML = """
id = "penalties"
name = "行政处罚情况报告"
title = "{unit}{year}年行政处罚情况报告"

[[fields]]
key = "unit"
label = "单位"
required = true

[[fields]]
key = "year"
label = "年度"
kind = "year"
required = true

[[fields]]
key = "issued_on"
label = "成文日期"
kind = "date"
required = true

[[sections]]
heading = "总体情况"
narrative = { key = "overview", sheet = "一、总体情况" }

[[sections.tables]]
key = "kinds"
sheet = "二、分类统计"
corner = "类别"
columns = [{ key = "cases", label = "件数" }, { key = "amount", label = "罚款", decimals = 2 }]
rows = [{ key = "person", label = "自然人" }, { key = "body", label = "法人" }, { key = "total", label = "合计" }]

[[sections]]
heading = "处罚明细"

[[sections.tables]]
key = "penalties"
sheet = "三、处罚明细"
name = "行政处罚决定明细"
short = "处罚"
total = { code = "P5", columns = ["fine"] }
columns = [
  { key = "number", label = "序号", kind = "index" },
  { key = "office", label = "处罚机关", required = true, merge = true },
  { key = "matter", label = "案由", merge = true },
  { label = "当事人", columns = [
    { key = "party", label = "名称", required = true },
    { key = "type", label = "类别", kind = "choice", choices = ["自然人", "法人"] },
  ] },
  { key = "decided_on", label = "决定日期", kind = "date" },
  { key = "fine", label = "罚款（万元）", kind = "number", decimals = 2, unit = "万元", required = true },
  { key = "paid", label = "已缴（万元）", kind = "number", decimals = 2, unit = "万元" },
]

[[sections]]
heading = "复议明细"

[[sections.tables]]
key = "reviews"
sheet = "四、复议明细"
name = "行政复议明细"
empty = "无"
columns = [
  { key = "applicant", label = "申请人", required = true },
  { key = "result", label = "复议结果" },
]

[[sections.tables]]
key = "exhibits"
sheet = "五、物品"
name = "没收物品"
empty = ""
columns = [{ key = "thing", label = "物品", required = true }, { key = "count", label = "数量", kind = "number" }]

[[rules]]
code = "P1"
table = "kinds"
each = "column"
formula = "total = person + body"
fills = true

[[rules]]
code = "P2"
formula = "kinds.total.cases = count(penalties)"

[[rules]]
code = "P3"
formula = "kinds.total.amount = sum(penalties.fine)"

[[rules]]
code = "P4"
table = "penalties"
each = "row"
formula = "paid <= fine"
title = "已缴不超过罚款"

[[claims]]
code = "P6"
value = "count(penalties)"
says = ["作出处罚决定{n}件"]
"""
LINES = [
    {"office": "市场监督管理局", "matter": "无照经营", "party": "甲商贸有限公司", "type": "法人", "decided_on": "2025-03-05", "fine": 1.5, "paid": 1.5},
    {"office": "市场监督管理局", "matter": "无照经营", "party": "张某", "type": "自然人", "decided_on": "2025-03-09", "fine": 0.2},
    {"office": "市场监督管理局", "matter": "虚假宣传", "party": "乙食品厂", "type": "法人", "decided_on": "2025-04-01", "fine": 12, "paid": 0},
    {"office": "应急管理局", "matter": "虚假宣传", "party": "丙建筑公司", "type": "法人", "decided_on": "2025-06-30", "fine": 30, "paid": 10.25},
]  # fmt: skip
SHEET, REVIEWS = "三、处罚明细", "四、复议明细"
FIRST = 6  # row of the first line: title, hint, two rows of heads, the total
COLUMN = {
    "office": "B",
    "matter": "C",
    "party": "D",
    "type": "E",
    "decided_on": "F",
    "fine": "G",
    "paid": "H",
}


def data(lines: list[dict[str, Any]] = LINES, **more: Any) -> dict[str, Any]:
    """Data in which no rule finds anything, for lines that are sound."""
    persons = [line for line in lines if line.get("type") == "自然人"]
    bodies = [line for line in lines if line.get("type") != "自然人"]
    kinds = {
        key: {"cases": len(those), "amount": round(sum(line["fine"] for line in those), 2)}
        for key, those in (("person", persons), ("body", bodies))
    }
    text = "全年作出处罚〖处罚·行数〗件，罚款〖处罚·合计·罚款〗万元。"
    return {
        "report": "penalties",
        "fields": {"unit": "青禾县", "year": 2025, "issued_on": "2025-07-03"},
        "narratives": {"overview": [{"text": text}]},
        "tables": {"kinds": kinds, "penalties": lines, **more},
    }


@lru_cache
def definition(text: str = TOML) -> Definition:
    found, faults = load(text)
    assert found, [fault.message.en for fault in faults]
    return found


def workbook(content: dict[str, Any] | None = None, edit: Edit | None = None, text: str = TOML) -> bytes:
    """The workbook filled with data, and edited as a clerk would."""
    made = _drawn(json.dumps(data() if content is None else content), text)
    return edited(made, edit) if edit else made


@lru_cache(maxsize=32)
def _drawn(written: str, text: str) -> bytes:
    filling, found = from_json(written, definition(text), "DATA.json")
    assert not found, [finding.message.en for finding in found]
    return blank_workbook(definition(text), filling)


def on_sheet(edit: Any, sheet: str = SHEET) -> Edit:
    """An edit of one sheet."""
    return lambda book: edit(book[sheet])


def typed(**cells: Any) -> Edit:
    """What was typed into cells of the penalties: `G7="3万"`."""

    def edit(sheet: Worksheet) -> None:
        for address, value in cells.items():
            sheet[address] = value

    return on_sheet(edit)


@lru_cache(maxsize=8)
def report_of(made: bytes, text: str = TOML) -> tuple[Report, tuple[Diagnostic, ...]]:
    book, found = open_workbook(made)
    assert book, found
    return read(book, definition(text))


def found_in(made: bytes, text: str = TOML) -> list[tuple[str, str]]:
    """Code and first cell of every error and warning, of reading and of rules."""
    report, found = report_of(made, text)
    every = (*found, *check(report, definition(text)))
    return [(one.code, one.places[0].cell if one.places else "") for one in every if one.severity != "info"]


@lru_cache
def template(text: str = TOML) -> Template:
    found, faults = compile_template(
        official_template(definition(text)), names_of(definition(text)), "t.docx"
    )
    assert found, [fault.message.en for fault in faults]
    assert not faults, [fault.message.en for fault in faults]
    return found


def document(made: bytes, text: str = TOML) -> bytes:
    """The document that a workbook becomes, in the official layout."""
    report, _ = report_of(made, text)
    written, faults = render(template(text), compose(report, definition(text)))
    assert written, [fault.message.en for fault in faults]
    return written


def sheet_of(made: bytes, name: str = SHEET) -> Worksheet:
    return load_workbook(BytesIO(made))[name]
