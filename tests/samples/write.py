"""Writes `excel_inputs/` and the compiled definitions and templates: run it after a definition, a template, the workbook's look, what
compiles templates, or the sample data change."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from docgen import catalogue
from docgen.cache import entry
from docgen.catalogue import definition_key, load_type, shipped
from docgen.excel.standard.blank import blank_workbook, even
from docgen.report import stored as report_stored
from docgen.report.definition import Definition
from docgen.report.filling import Filling, from_json
from docgen.report.load import load
from docgen.templates import COMPILED, key_as_shipped
from docgen.word import Names, compile_template, names_of
from docgen.word import stored as word_stored
from tests.samples import figures, prose_2019, prose_2021

LUOPING = {
    "unit": "罗平县人民政府",
    "title_unit": "罗平县",
    "year": 2020,
    "issued_on": "2021-01-20",
    "level": "县级",
}
QINGHE = {
    "unit": "青禾市人民政府", "title_unit": "青禾市", "year": 2024, "issued_on": "2025-01-22", "level": "设区的市、自治州",
    "fee_notices": 3, "fee_notified": 460, "fee_received": 320,
}  # fmt: skip


def definition(report: str) -> Definition:
    found = load_type(shipped() / report)
    assert found.definition, found.findings
    return found.definition


OLD, NEW = "gov-info-annual-2019", "gov-info-annual-2021"
SAMPLES: dict[str, Callable[[], bytes]] = {
    f"{OLD}/blank.xlsx": lambda: blank_workbook(definition(OLD)),
    f"{NEW}/blank.xlsx": lambda: blank_workbook(definition(NEW)),
    f"{OLD}/sample-with-mistakes.xlsx": lambda: _relabelled(
        _written(OLD, LUOPING, figures.LUOPING_AS_FOUND, prose_2019.AS_FOUND), definition(OLD)
    ),
    f"{OLD}/sample.xlsx": lambda: _written(OLD, LUOPING, figures.luoping_corrected(), prose_2019.CORRECTED),
    f"{NEW}/sample.xlsx": lambda: _written(NEW, QINGHE, figures.qinghe(), prose_2021.ROWS),
}
"""Every shipped workbook by its path below `excel_inputs/`."""


def compiled_forms() -> Iterator[tuple[Path, bytes]]:
    """What is shipped beside every definition and template, compiled: where it lies, and its bytes."""
    for file in sorted(shipped().glob("*/report.toml")):
        data = file.read_bytes()
        kind, faults = load(data.decode())
        assert kind, faults
        yield file.with_name(catalogue.COMPILED), entry(definition_key(data), report_stored.stored(kind))
        yield _compiled(file.with_name("template.docx"), names_of(kind))


def _compiled(template: Path, names: Names) -> tuple[Path, bytes]:
    data = template.read_bytes()
    compiled, found = compile_template(data, names, template.name)
    form = word_stored.stored(compiled) if compiled else None
    assert form, found
    return template.with_suffix(COMPILED), entry(key_as_shipped(data, names), form)


def _written(
    report: str, fields: dict[str, Any], tables: dict[str, Any], rows: dict[str, list[prose_2019.Row]]
) -> bytes:
    kind = definition(report)
    data = json.dumps({"report": report, "fields": fields, "tables": tables})
    filling, found = from_json(data, kind, "sample")
    assert not found, found
    return _with_rows(blank_workbook(kind, Filling(filling.fields, {}, filling.figures)), kind, rows)


def _with_rows(data: bytes, kind: Definition, rows: dict[str, list[prose_2019.Row]]) -> bytes:
    """The narrative as a clerk leaves it, levels empty where numbers are typed; `--data` would fill them all."""
    book = load_workbook(BytesIO(data))
    for narrative in kind.narratives:
        for number, cells in enumerate(rows[narrative.key], 3):
            for column, text in enumerate(cells, 1):
                book[narrative.sheet].cell(number, column).value = text or None
    return even(book, kind)


def _relabelled(data: bytes, kind: Definition) -> bytes:
    """The seed's changed labels: 规范 for 规章, and a shortened heading."""
    book = load_workbook(BytesIO(data))
    book["二、主动公开"]["A5"].value = "规范"
    book["五、问题及改进"]["A1"].value = "五、存在的问题"
    return even(book, kind)


if __name__ == "__main__":
    for target, data in compiled_forms():
        target.write_bytes(data)
        sys.stdout.write(f"{target}\n")
    for path, sample in SAMPLES.items():
        target = Path(__file__).parents[2] / "excel_inputs" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(sample())
        sys.stdout.write(f"{target}\n")
