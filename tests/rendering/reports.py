"""Reports to lay out: documents of the shipped report types with chosen words, and the measures of their pages."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from docgen.report.content import Content, Printed
from docgen.report.definition import Definition
from docgen.report.load import load
from docgen.word import compile_template, names_of, official_template, render
from docgen.word.paging import LayOut, not_laid_out

from . import pages

TEMPLATES = Path(__file__).parents[2] / "word_templates"
OLD, NEW = "gov-info-annual-2019", "gov-info-annual-2021"
LEFT, RIGHT, TOP, BOTTOM = 28, 210 - 26, 37, 297 - 35  # mm: the type area of GB/T 9704
LINE = 579 / 20 / 72 * 25.4
EM = 16 / 72 * 25.4
HAN = "国"
SAID = {
    "title": "罗平县2021年政府信息公开工作年度报告",
    "signature": "罗平县人民政府",
    "date": "2022年1月20日",
}

RENDERED = [
    pytest.mark.render,
    pytest.mark.skipif(pages.unavailable() is not None, reason=str(pages.unavailable())),
]


@cache
def definition(report: str) -> Definition:
    found, faults = load((TEMPLATES / report / "report.toml").read_text(encoding="utf-8"))
    assert found, faults
    return found


def document(
    kind: Definition,
    *,
    figure: str = "12",
    narratives=None,
    elements=None,
    typed: bool = False,
    lay_out: LayOut = not_laid_out,
    **fields: str,
) -> bytes:
    """A report with little text by default, and figures that all are `figure`."""
    names = names_of(kind)
    template, found = compile_template(official_template(kind), names, "official.docx")
    assert template, found
    texts = {key: (Printed("全年公开政府信息。"),) for key in names.narratives}
    content = Content(
        dict.fromkeys(names.fields, "") | SAID | fields,
        dict.fromkeys(names.figures, figure),
        texts | (narratives or {}),
        elements or {},
    )
    data, found = render(template, content, typed=typed, lay_out=lay_out)
    assert data, found
    return data


def laid_out(documents: Iterable[bytes]) -> list[tuple[pages.Page, ...]]:
    """The pages of each document, all laid out in one go: half a second for each instead of one and a half."""
    with tempfile.TemporaryDirectory() as name:
        folder, files = Path(name), []
        for number, data in enumerate(documents):
            files.append(folder / f"{number:03}.docx")
            files[-1].write_bytes(data)
        return [pages.read_pages(pdf) for pdf in pages.to_pdfs(files, folder)]


def words(page: pages.Page) -> str:
    return "".join(line.text for line in page.lines).replace(" ", "")


def body(page: pages.Page) -> list[pages.Line]:
    """The lines of the type area."""
    return [line for line in page.lines if line.top < BOTTOM]
