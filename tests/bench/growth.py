"""Growth: what twice, four and eight times as much takes: rows of a table, paragraphs of a text, workbooks in a run."""

from __future__ import annotations

import json
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from docgen.catalogue import load_type
from docgen.excel.standard.blank import blank_workbook
from docgen.pipeline import make
from docgen.report.filling import from_json
from docgen.word import official_template

FACTORS = (1, 2, 4, 8)
ROWS, COLUMNS, PARAGRAPHS, WORKBOOKS = 60, 8, 50, 25
Spent = tuple[float, float]
_TYPE = """
id = "growth"
name = "增长"
title = "{unit}{year}年"
[[fields]]
key = "unit"
label = "单位"
[[fields]]
key = "year"
label = "年度"
kind = "year"
[[fields]]
key = "issued_on"
label = "日期"
kind = "date"
[[sections]]
heading = "情况"
narrative = { key = "text", sheet = "情况" }
[[sections]]
heading = "数据"
[[sections.tables]]
key = "list"
sheet = "数据"
"""


def growth(folder: Path, sample: bytes) -> dict[str, list[Spent]]:
    """For every factor, milliseconds of the processor and the most MiB that Python's objects took."""
    return {
        f"{ROWS} rows × {COLUMNS} columns": [_grown(folder, factor, 1) for factor in FACTORS],
        f"{PARAGRAPHS} paragraphs": [_grown(folder, 1, factor) for factor in FACTORS],
        f"{WORKBOOKS} workbooks": [_spent(_run(sample, folder, factor), 1) for factor in FACTORS],
    }


def _run(sample: bytes, folder: Path, factor: int) -> Callable[[], None]:
    def run() -> None:
        for _ in range(WORKBOOKS * factor):
            _, document, found = make(sample)
            assert document, found
            (folder / "out.docx").write_bytes(document)

    return run


def _grown(folder: Path, rows: int, paragraphs: int) -> Spent:
    """One document of a report type with so many times the rows, from a workbook with so many times the paragraphs."""
    home = folder / "growth"
    home.mkdir(exist_ok=True)
    lines = [f'[[sections.tables.rows]]\nkey = "r{row}"\nlabel = "第{row}项"' for row in range(ROWS * rows)]
    heads = [
        f'[[sections.tables.columns]]\nkey = "c{column}"\nlabel = "第{column}栏"' for column in range(COLUMNS)
    ]
    (home / "report.toml").write_text("\n".join((_TYPE, *heads, *lines)), encoding="utf-8")
    kind = load_type(home)
    assert kind.definition, kind.findings
    kind.template.write_bytes(official_template(kind.definition))
    filling, found = from_json(_data(rows, paragraphs), kind.definition, "growth")
    assert not found, found
    workbook = blank_workbook(kind.definition, filling)

    def once() -> None:
        _, document, findings = make(workbook, str(home))
        assert document, findings

    return _spent(once, 5)


def _data(rows: int, paragraphs: int) -> str:
    figures = {
        f"r{row}": {f"c{column}": row + column for column in range(COLUMNS)} for row in range(ROWS * rows)
    }
    text = [
        {"text": f"第{chr(0x4E00 + number)}方面的工作已经完成。"} for number in range(PARAGRAPHS * paragraphs)
    ]
    fields = {"unit": "某市", "year": 2024, "issued_on": "2025-01-20"}
    return json.dumps(
        {"report": "growth", "fields": fields, "narratives": {"text": text}, "tables": {"list": figures}}
    )


def _spent(work: Callable[[], None], rounds: int) -> Spent:
    work()
    best = min(_seconds(work) for _ in range(rounds))
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return best * 1e3, peak / (1 << 20)


def _seconds(work: Callable[[], None]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started
