"""The script that docgen is measured against: openpyxl reads, docxtpl fills, typer takes the arguments; no check at all.

    plain.py IN.xlsx OUT.docx           one document
    plain.py IN.xlsx OUT.docx --warm N  N documents in one process, each from the workbook to the file; milliseconds

`cells.py` beside it says which tag stands where, as the author of such a script would have written it into it.
"""

import io
import json
import time
from pathlib import Path
from typing import Annotated
from xml.sax.saxutils import escape

import typer
from cells import FIELDS, FIGURES, NARRATIVES  # type: ignore[import-not-found] # written by `prepare`
from docxtpl import DocxTemplate
from markupsafe import Markup
from openpyxl import load_workbook

TEMPLATE = Path(__file__).with_name("template.docx").read_bytes()
PARAGRAPH = '<w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>'
STYLES = {"一级标题": "Heading1", "二级标题": "Heading2", "三级标题": "Heading3", "四级标题": "Heading4"}


def values(workbook: Path) -> dict[str, object]:
    """Every value by its tag."""
    book = load_workbook(workbook, data_only=True)
    found: dict[str, object] = {name: str(book[sheet][cell].value or "") for name, sheet, cell in FIELDS}
    for path, sheet, cell in FIGURES:
        *groups, last = path.split(".")
        place = found
        for group in groups:
            place = place.setdefault(group, {})  # type: ignore[assignment] # a dict of dicts
        place[last] = str(book[sheet][cell].value)
    for name, sheet in NARRATIVES:
        rows = book[sheet].iter_rows(min_row=3, max_col=3, values_only=True)
        found[name] = Markup("".join(paragraph(*row) for row in rows if row[1] or row[2]))
    return found


def paragraph(level: str | None, heading: str | None, text: str | None) -> str:
    return PARAGRAPH.format(STYLES.get(level or "", "BodyText"), escape((heading or "") + (text or "")))


def document(workbook: Path) -> bytes:
    template = DocxTemplate(io.BytesIO(TEMPLATE))
    template.render(values(workbook), autoescape=True)
    target = io.BytesIO()
    template.save(target)
    return target.getvalue()


def main(workbook: Path, target: Path, warm: Annotated[int, typer.Option()] = 0) -> None:
    took = []
    for _ in range(warm or 1):
        started = time.perf_counter(), time.process_time()
        target.write_bytes(document(workbook))
        took.append((time.perf_counter() - started[0], time.process_time() - started[1]))
    if warm:
        print(json.dumps(took))


if __name__ == "__main__":
    typer.run(main)
