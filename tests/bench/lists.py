"""A list of open length: its report type, the data in words of every engine, and docxtpl filling it from JSON.

python -m tests.bench.lists FOLDER OUTPUT        docxtpl, whole process
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

FIELDS = {"unit": "青禾市人民政府", "issued_on": "2025-01-22"}
WORDS, FIGURES = ("item", "office"), ("c2", "c3", "c4", "c5", "c6", "c7")
_ROW = re.compile(r"<w:tr>(?:(?!</w:tr>).)*?</w:tr>", re.DOTALL)
_LINE_TAG = re.compile(r"\{\{ *item\.(\w+) *\}\}")
_TAG = re.compile(r"\{\{ *(\w+) *\}\}")


def definition(count: int) -> str:
    """The `report.toml` of a list of two columns of words and six of figures."""
    words = (f'{{ key = "{key}", label = "{key}" }}' for key in WORDS)
    figures = (f'{{ key = "{key}", label = "{key}", kind = "number", decimals = 2 }}' for key in FIGURES)
    return f"""id = "list-{count}"
name = "台账"
title = "台账"
[[fields]]
key = "unit"
label = "单位"
[[fields]]
key = "issued_on"
label = "成文日期"
kind = "date"
[[sections]]
heading = "台账"
[[sections.tables]]
key = "lines"
name = "台账"
sheet = "台账"
columns = [{", ".join((*words, *figures))}]
"""


def data(count: int) -> dict[str, object]:
    """What docgen's workbook is filled with."""
    return {"fields": FIELDS, "tables": {"lines": list(_lines(count))}}


def _lines(count: int) -> Iterator[dict[str, str | int]]:
    for n in range(count):
        figures = (n, n * 3, n % 97, n * 11, n % 7, n * n % 1013)
        yield {"item": f"第{n}项工作", "office": f"第{n % 41}科", **dict(zip(FIGURES, figures, strict=True))}


def values(count: int) -> dict[str, object]:
    """The same as it is printed, for engines that read no workbook."""
    lines = [{key: str(value) for key, value in line.items()} for line in _lines(count)]
    return {"title": "台账", "signature": FIELDS["unit"], "date": "2025年1月22日", "lines": lines}


def in_carbone(document: str) -> str:
    """A main part whose loop over the lines is said in Carbone's words: the row with [i], and once more with [i+1]."""
    rows = _ROW.findall(document)
    begin, end = (next(row for row in rows if mark in row) for mark in ("{%tr for", "{%tr endfor"))
    line = next(row for row in rows if "item." in row)
    first, more = (_LINE_TAG.sub(rf"{{d.lines[{index}].\1}}", line) for index in ("i", "i+1"))
    document = document.replace(begin, "").replace(line, first).replace(end, more)
    return _TAG.sub(r"{d.\1}", document)


def main(folder: Path, output: Path) -> None:
    from docxtpl import DocxTemplate

    template = DocxTemplate(folder / "template.docx")
    template.render(json.loads((folder / "values.json").read_text(encoding="utf-8")), autoescape=True)
    template.save(output)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
