"""The table in Word against the form: every cell, merge and tag, as another program reads them."""

import io
from dataclasses import replace

import pytest
from docx import Document

from docgen.report.form import form_of
from docgen.report.tables import Heading
from docgen.word import official_template
from docgen.word.columns import columns_of
from docgen.word.fitting import breaks
from docgen.word.narrowing import narrowed

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


def _kept(table) -> list[bool]:
    return [row.cells[-1].paragraphs[0]._p.pPr.keepNext is not None for row in table.rows]


def _word_table(table):
    section = replace(DEFINITION.sections[2], tables=(table,))
    return Document(io.BytesIO(official_template(replace(DEFINITION, sections=(section,))))).tables[0]


def _of_rows(*rows: Heading):
    return replace(APPLICATIONS, blocks=(replace(APPLICATIONS.blocks[0], rows=rows),))


def _items(count: int, key: str = "row") -> tuple[Heading, ...]:
    return tuple(Heading(f"第{number}行", f"{key}_{number}") for number in range(count))


def test_a_short_table_is_one_chain(tables):
    kept = _kept(tables[1])

    assert kept == [True] * (len(kept) - 1) + [False]


def test_stacked_blocks_part_where_a_third_of_a_page_would_be_empty():
    block = DISCLOSURE.blocks[0]
    many = replace(DISCLOSURE, blocks=tuple(replace(block, key=f"item_{number}") for number in range(5)))

    kept = _kept(_word_table(many))

    assert [row for row, keep in enumerate(kept, 1) if not keep] == [8, 16, 20]


def test_plain_items_part_anywhere_but_near_the_heads_and_the_end():
    kept = _kept(_word_table(_of_rows(*_items(60))))

    assert [row for row, keep in enumerate(kept, 1) if not keep] == [*range(5, 62), 63]


def test_items_of_a_common_label_stay_together_while_these_are_short():
    groups = [Heading(f"类{number}", children=_items(5, f"g{number}")) for number in range(12)]

    kept = _kept(_word_table(_of_rows(*groups)))

    assert [row for row, keep in enumerate(kept, 1) if not keep] == [
        3 + 5 * number for number in range(1, 13)
    ]


def test_a_label_merged_over_pages_is_said_again_on_each_of_them():
    table = _word_table(_of_rows(Heading("一、办理结果", children=_items(80))))

    labels = [row._tr.tc_lst[0] for row in table.rows][3:]
    restarts = [number for number, cell in enumerate(labels, 4) if cell.vMerge == "restart"]

    assert len(restarts) == 3
    assert restarts[0] == 4
    assert {labels[number - 4].xpath("string(.//*[local-name()='t'])") for number in restarts} == {
        "一、办理结果"
    }
    assert [row for row, keep in enumerate(_kept(table), 1) if not keep] == [
        restarts[1] - 1,
        restarts[2] - 1,
        83,
    ]


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

    assert all(wide.figure_room(figure.area) >= 9 / 2 * 9 * 20 for figure in form.figures)
    assert min(narrow.widths) - 2 * narrow.figure_margin >= 6 / 2 * 9 * 20


@pytest.mark.parametrize(
    ("text", "room", "scale"),
    [
        ("12", 589, ""),
        ("123456", 589, ""),
        ("1234567", 589, "87"),
        ("-123456.5", 589, "75"),
        ("1" * 40, 589, "33"),
        ("年度", 100, ""),
    ],
)
def test_a_figure_too_long_for_its_cell_is_narrowed(text, room, scale):
    assert narrowed(text, room, 18) == scale


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
