"""The template filled with python-docx, as most scripts do it: every paragraph and every cell looked through."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from docx import Document
from docx.text.paragraph import Paragraph

TAG = re.compile(r"\{\{p? *([\w.]+) *\}\}")


def fill(
    template: Path, values: dict[str, str], texts: dict[str, list[tuple[str, str]]], output: Path
) -> None:
    document = Document(str(template))
    for paragraph in every_paragraph(document):
        tag = TAG.fullmatch(paragraph.text)
        if tag and tag[1] in texts:
            replace(paragraph, texts[tag[1]])
        elif tag:
            put(paragraph, values.get(tag[1], ""))
    document.save(str(output))


def every_paragraph(document) -> Iterator[Paragraph]:
    yield from document.paragraphs
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def put(paragraph: Paragraph, value: str) -> None:
    first, *others = paragraph.runs
    first.text = value
    for run in others:
        run.text = ""


def replace(paragraph: Paragraph, lines: list[tuple[str, str]]) -> None:
    styles = {style.style_id: style for style in paragraph.part.document.styles}
    for style, text in lines:
        paragraph.insert_paragraph_before(text, styles[style])
    paragraph._p.getparent().remove(paragraph._p)
