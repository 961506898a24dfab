"""Workbooks for tests: a clean one from the samples' figures, and edits made to it as a clerk would make them."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Mapping
from copy import deepcopy
from functools import lru_cache, partial
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.dimensions import ColumnDimension, RowDimension

from docgen.catalogue import load_type, shipped
from docgen.diagnostics import Diagnostic
from docgen.excel import open_workbook
from docgen.excel.standard.blank import blank_workbook
from docgen.pipeline import Reading, check, read
from docgen.report.definition import Definition
from docgen.report.filling import Filling, from_json
from docgen.report.grid import Book
from docgen.report.report import Report
from tests.clerk import Clerk, Value
from tests.samples import figures

OLD, NEW = "gov-info-annual-2019", "gov-info-annual-2021"
FIELDS = {
    OLD: {"unit": "罗平县人民政府", "title_unit": "罗平县", "year": 2020, "issued_on": "2021-01-20"},
    NEW: {"unit": "青禾市人民政府", "title_unit": "青禾市", "year": 2024, "issued_on": "2025-01-22", "level": "设区的市、自治州"},
}  # fmt: skip
COVERAGE = {"F9", "F10", "Y3"}
"""What texts of a few words leave unsaid: not the point of most tests."""
Edit = Callable[[Workbook], None]


@lru_cache
def definition(report: str = NEW) -> Definition:
    found = load_type(shipped() / report)
    assert found.definition, found.findings
    return found.definition


def clean(report: str = NEW) -> dict[str, Any]:
    """Data in which no rule finds anything."""
    tables = figures.qinghe() if report == NEW else figures.luoping_corrected()
    notice = "国办公开办函〔2021〕30号" if report == NEW else "国办公开办函〔2019〕60号"
    overview = (
        "全年公开信息若干。依申请公开、政府信息管理、平台建设和监督保障各项工作有序开展。"
        "工作考核、社会评议照常进行，没有需要追究责任的情形。"
    )
    narratives = {
        "preamble": [{"text": f"本报告依照有关规定（{notice}）编制。"}],
        "overview": [{"level": 2, "heading": "主动公开", "text": overview}],
        "problems": [{"text": "存在不足，正在改进。"}],
        "other_matters": [{"text": "无其他需要报告的事项。"}],
    }
    return deepcopy({"report": report, "fields": FIELDS[report], "narratives": narratives, "tables": tables})


def filled(data: dict[str, Any], cells: Mapping[str, Value] | None = None) -> bytes:
    """The workbook of these data, filled in by the clerk of the tests; `cells` are changed besides (`封面!A4`)."""
    return _filled(data["report"], json.dumps(data), tuple((cells or {}).items()))


@lru_cache(maxsize=64)
def _filled(report: str, text: str, cells: tuple[tuple[str, Value], ...]) -> bytes:
    return _clerk(report).workbook(_filling(report, text), dict(cells))


def drawn(data: dict[str, Any]) -> bytes:
    """The workbook of these data, as `docgen workbook --data` draws it."""
    report = data["report"]
    return blank_workbook(definition(report), _filling(report, json.dumps(data)))


def _filling(report: str, text: str) -> Filling:
    filling, found = from_json(text, definition(report), "DATA.json")
    assert not found, [finding.message.en for finding in found]
    return filling


@lru_cache
def _clerk(report: str) -> Clerk:
    return Clerk(definition(report))


def edited(data: bytes, edit: Edit) -> bytes:
    book: Workbook = pickle.loads(_loaded(data))
    for sheet in book.worksheets:  # what makes the rows and columns that are not there, a pickle loses
        sheet.row_dimensions.default_factory = partial(RowDimension, sheet)
        sheet.column_dimensions.default_factory = partial(ColumnDimension, sheet)
    edit(book)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


@lru_cache(maxsize=8)
def _loaded(data: bytes) -> bytes:
    """The workbook as openpyxl has it, kept: it takes ten times as long to load one."""
    return pickle.dumps(load_workbook(BytesIO(data)), pickle.HIGHEST_PROTOCOL)


def opened(data: bytes) -> Book:
    book, found = open_workbook(data)
    assert book is not None, found
    return book


def read_in(data: bytes) -> Report:
    """The report of a workbook that can be read."""
    reading, found = _read(data)
    assert reading is not None, found
    return reading.report


@lru_cache(maxsize=16)
def _read(data: bytes) -> tuple[Reading | None, tuple[Diagnostic, ...]]:
    """What is read of a workbook: values, so that all who ask may have the same."""
    return read(data)


def found_in(data: bytes) -> tuple[Diagnostic, ...]:
    """Every finding on a workbook, of reading and of all rules but those on what a text has to cover."""
    return tuple(finding for finding in all_found_in(data) if finding.code not in COVERAGE)


def all_found_in(data: bytes) -> tuple[Diagnostic, ...]:
    """Every finding on a workbook, of reading and of all rules."""
    reading, found = _read(data)
    return (*found, *(check(reading)[1] if reading else ()))


def brief(diagnostics: tuple[Diagnostic, ...], *, infos: bool = False) -> list[tuple[str, str]]:
    """Code and first cell of each finding; the information that totals were computed is left out."""
    return [
        (d.code, d.places[0].address if d.places else "")
        for d in diagnostics
        if infos or d.severity != "info"
    ]


def pruned(value: Any) -> Any:
    """Data without absent, null and empty entries, which is how equality is meant (contract, section 4)."""
    if isinstance(value, dict):
        return {
            key: kept for key, below in value.items() if (kept := pruned(below)) not in (None, "", [], {})
        }
    if isinstance(value, list):
        return [kept for below in value if (kept := pruned(below)) not in (None, "", [], {})]
    return value
