"""P: the plain script that a ministry's programmer would write with openpyxl, docxtpl and typer. It checks nothing.

python -m tests.bench.plain SCRATCH OUTPUT_FOLDER WORKBOOK...
"""

from __future__ import annotations

import json
from pathlib import Path

import typer
from docxtpl import DocxTemplate
from markupsafe import Markup
from openpyxl import load_workbook

PARAGRAPH = Markup('<w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>')
STYLES = {"一、": "Heading1", "（一）": "Heading2", "1.": "Heading3", "（1）": "Heading4"}


class Script:
    """The script: one template, and where its figures, texts and fields stand in every workbook."""

    def __init__(self, scratch: Path) -> None:
        self.template = scratch / "template.docx"
        self.places = json.loads((scratch / "places.json").read_text(encoding="utf-8"))

    def fill(self, workbook: Path, output: Path) -> None:
        print_document(self.template, self.read(workbook), output)

    def read(self, workbook: Path) -> dict:
        book = load_workbook(workbook, data_only=True)
        figures = {tag: book[sheet][cell].value for tag, (sheet, cell) in self.places["figures"].items()}
        texts = {tag: paragraphs(book[sheet]) for tag, sheet in self.places["texts"].items()}
        fields = {tag: book[sheet][cell].value for tag, (sheet, cell) in self.places["fields"].items()}
        day = fields["issued_on"]
        return nested(figures) | texts | {
            "title": f"{fields['title_unit']}{fields['year']}年政府信息公开工作年度报告",
            "signature": fields["unit"],
            "date": f"{day.year}年{day.month}月{day.day}日",
        }  # fmt: skip


def print_document(template: Path, values: dict, output: Path) -> None:
    document = DocxTemplate(template)
    document.render(values, autoescape=True)
    document.save(output)


def paragraphs(sheet) -> Markup:
    rows = sheet.iter_rows(min_row=3, max_col=3, values_only=True)
    return Markup().join(
        PARAGRAPH.format(STYLES.get(level, "BodyText"), (heading or "") + (text or ""))
        for level, heading, text in rows
        if heading or text
    )


def nested(figures: dict) -> dict:
    """`{"a.b": 1}` as `{"a": {"b": 1}}`, which is how a template asks for it."""
    tree: dict = {}
    for tag, figure in figures.items():
        *groups, last = tag.split(".")
        branch = tree
        for group in groups:
            branch = branch.setdefault(group, {})
        branch[last] = figure
    return tree


def main(scratch: Path, folder: Path, workbooks: list[Path]) -> None:
    script = Script(scratch)
    for workbook in workbooks:
        script.fill(workbook, folder / f"{workbook.stem}.docx")


if __name__ == "__main__":
    typer.run(main)
