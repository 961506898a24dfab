"""The table in Word against the form: every cell, merge and tag, as another program reads them."""

import io
from dataclasses import replace

import pytest
from docx import Document

from docgen.report.definition import Heading
from docgen.report.form import form_of
from docgen.word import official_template
from docgen.word.columns import columns_of
from docgen.word.fitting import breaks

from .conftest import APPLICATIONS, DEFINITION, DISCLOSURE

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def tables(official):
    return Document(io.BytesIO(official)).tables


@pytest.mark.parametrize(("number", "table"), [(0, DISCLOSURE), (1, APPLICATIONS)])
def test_the_grid_is_the_forms(tables, number, table):
    form, word = form_of(table), tables[number]
    expected = {}
    for cell in (*form.labels, *form.figures):
        text = getattr(cell, "text", "") or f"{{{{ {cell.path} }}}}"
        for row in range(cell.area.top, cell.area.bottom + 1):
            expected |= {(row, column): text for column in range(cell.area.left, cell.area.right + 1)}

    assert len(word.rows) == form.rows
    assert len(word.columns) == form.columns
    for (row, column), text in expected.items():
        assert word.cell(row - 1, column - 1).text.replace("\n", "") == text


@pytest.mark.parametrize(("number", "table"), [(0, DISCLOSURE), (1, APPLICATIONS)])
def test_cells_are_merged_as_in_the_form(tables, number, table):
    word = tables[number]

    for cell in (*form_of(table).labels, *form_of(table).figures):
        area = cell.area
        within = {
            word.cell(row - 1, column - 1)._tc
            for row in range(area.top, area.bottom + 1)
            for column in range(area.left, area.right + 1)
        }
        assert len(within) == 1


def test_a_table_is_as_wide_as_the_text(tables):
    for table in tables:
        assert sum(int(column.get(f"{W}w")) for column in table._tbl.tblGrid) == 8845


def test_heads_repeat_and_rows_do_not_break(tables):
    rows = tables[1]._tbl.tr_lst

    assert [row.trPr.find(f"{W}tblHeader") is not None for row in rows] == [True] * 3 + [False] * (
        len(rows) - 3
    )
    assert all(row.trPr.find(f"{W}cantSplit") is not None for row in rows)


def test_a_table_that_fits_on_a_page_stays_with_its_heading(tables):
    kept = [row.cells[-1].paragraphs[0]._p.pPr.keepNext is not None for row in tables[1].rows]

    assert kept == [True] * (len(kept) - 1) + [False]


def test_a_table_taller_than_a_page_may_break():
    rows = tuple(Heading(f"第{number}行", f"row_{number}") for number in range(60))
    tall = replace(APPLICATIONS, blocks=(replace(APPLICATIONS.blocks[0], rows=rows),))
    section = replace(DEFINITION.sections[2], tables=(tall,))

    word = Document(io.BytesIO(official_template(replace(DEFINITION, sections=(section,))))).tables[0]

    assert not word._tbl.xpath(".//w:keepNext")


def test_items_of_a_deep_stub_are_aligned_left(tables):
    alignment = {
        paragraph.text: paragraph._p.pPr.jc is not None
        for row in tables[1].rows
        for cell in row.cells
        for paragraph in cell.paragraphs
    }

    assert alignment["1.属于国家秘密"]
    assert alignment["一、本年新收"]
    assert not alignment["自然人"]


def test_nine_digits_stand_on_one_line_of_a_wide_table_and_six_of_a_narrow_one():
    form = form_of(APPLICATIONS)
    wide = columns_of(APPLICATIONS, form, 8845)
    fifteen = replace(
        APPLICATIONS,
        blocks=(
            replace(
                APPLICATIONS.blocks[0],
                rows=(Heading("", "cases"),),
                columns=tuple(Heading(f"栏{n}", f"c{n}") for n in range(15)),
            ),
        ),
    )
    narrow = columns_of(fifteen, form_of(fifteen), 8845)

    assert (min(wide.widths[3:]) - 2 * wide.figure_margin) / 20 >= 9 * wide.figure_size / 2
    assert (min(narrow.widths) - 2 * narrow.figure_margin) / 20 >= 6 * narrow.figure_size / 2
    assert narrow.figure_size == 9


@pytest.mark.parametrize(
    ("text", "ems", "lines"),
    [
        ("商业企业", 3.5, "商业\n企业"),
        ("商业企业", 4, "商业企业"),
        ("社会公益组织", 4, "社会公\n益组织"),
        ("（三）不予公开", 4, "（三）\n不予公开"),
        ("三、本年度办理结果", 2, "三、\n本年\n度办\n理结\n果"),
    ],
)
def test_a_label_breaks_into_even_lines(text, ems, lines):
    assert breaks(text, round(ems * 9 * 20), 9) == lines
