"""The shipped workbooks are current, and every figure of theirs stands in its cell of the document."""

import zipfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.table import Table, _Cell

from docgen.pipeline import make
from docgen.report.compose import compose
from docgen.report.form import form_of
from tests.samples.write import SAMPLES
from tests.workbooks import brief, definition, found_in

INPUTS = Path(__file__).parents[1] / "excel_inputs"
PRINTED = ["gov-info-annual-2019/sample.xlsx", "gov-info-annual-2021/sample.xlsx"]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize("path", SAMPLES)
def test_shipped_workbooks_are_what_the_definition_and_the_data_give(path):
    assert parts(SAMPLES[path]()) == parts((INPUTS / path).read_bytes())


def test_the_sample_with_mistakes_fails_as_the_reference_says():
    found = found_in((INPUTS / "gov-info-annual-2019/sample-with-mistakes.xlsx").read_bytes())
    assert brief(found) == [
        ("F2", "二、主动公开!A5"),
        ("F11", "二、主动公开!C9"),
        ("F11", "二、主动公开!C13"),
        ("F5", "二、主动公开!C20"),
        ("F7", "一、总体情况!C7"),
        ("F6", "五、问题及改进!A1"),
        ("F6", "五、问题及改进!C4"),
        ("R3", "三、依申请公开!D27"),
        ("R3", "三、依申请公开!J27"),
        ("R3b", "三、依申请公开!D8"),
        ("R3b", "三、依申请公开!J8"),
        ("R8", "三、依申请公开!J24"),
        ("Y1", "开头!C3"),
    ]


@cache
def printed(path: str):
    reading, written, found = make((INPUTS / path).read_bytes())
    assert [finding for finding in found if finding.severity != "info"] == []
    assert reading is not None
    assert written is not None
    return reading, written


def grid_of(table: Table) -> dict[tuple[int, int], tuple[int, int, str]]:
    """Every cell of a Word table: where it begins, how far it reaches, what it says."""
    seen: dict[object, tuple[int, int, int, int, str]] = {}
    for row, cells in enumerate(_rows(table)):
        for column, cell in enumerate(cells):
            top, left, *_ = seen.get(cell._tc, (row + 1, column + 1, 0, 0, ""))
            seen[cell._tc] = (top, left, row + 1, column + 1, "".join(cell.text.split()))
    return {(top, left): (bottom, right, text) for top, left, bottom, right, text in seen.values()}


def _rows(table: Table) -> Iterator[list[_Cell]]:
    """The cells of each row; `table.cell` would count all of them each time."""
    cells, width = table._cells, len(table.columns)
    return (cells[at : at + width] for at in range(0, len(cells), width))


@pytest.mark.parametrize("path", PRINTED)
def test_every_figure_label_and_merge_stands_in_the_document_as_in_the_form(path):
    read, written = printed(path)
    kind = definition(path.partition("/")[0])
    tables = Document(BytesIO(written)).tables
    assert len(tables) == len(kind.tables)
    for table, drawn in zip(kind.tables, tables, strict=True):
        form = form_of(table)
        wanted = {cell.area[:2]: (*cell.area[2:], "".join(cell.text.split())) for cell in form.labels}
        wanted |= {
            cell.area[:2]: (*cell.area[2:], read.report.figures[cell.path].printed) for cell in form.figures
        }
        assert grid_of(drawn) == wanted


@pytest.mark.parametrize("path", PRINTED)
def test_every_paragraph_stands_word_for_word_in_its_order(path):
    read, written = printed(path)
    content = compose(read.report, definition(path.partition("/")[0]))
    texts = [paragraph.text for paragraph in Document(BytesIO(written)).paragraphs]
    at = 0
    for paragraphs in content.narratives.values():
        for paragraph in paragraphs:
            joint = (
                "。"
                if paragraph.heading and paragraph.text and paragraph.heading[-1] not in "。！？："
                else ""
            )
            at = texts.index(paragraph.heading + joint + paragraph.text, at) + 1


@pytest.mark.parametrize("path", PRINTED)
def test_headings_are_words_own_numbered_list_not_typed(path):
    _, written = printed(path)
    paragraphs = Document(BytesIO(written)).paragraphs
    sections = [section.heading for section in definition(path.partition("/")[0]).numbered]
    assert [p.text for p in paragraphs if p.style.name == "Heading 1"] == sections
    run_in = [p for p in paragraphs if p._p.pPr is not None and p._p.pPr.numPr is not None]
    assert run_in
    assert not any(p.text.startswith(("（一）", "一、", "1.")) for p in paragraphs)


@pytest.mark.parametrize("path", PRINTED)
def test_the_same_workbook_gives_the_same_bytes(path):
    data = (INPUTS / path).read_bytes()
    assert make(data)[1] == make(data)[1] == printed(path)[1]
