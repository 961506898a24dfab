"""Lists in documents: the official table of one, the loop of docxtpl's dialect, and what becomes of ten thousand lines."""

import io
import os
import re
from pathlib import Path

import pytest
from docx import Document
from docx.table import Table
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from docgen.package import write_package
from docgen.records import replace
from docgen.report.compose import compose
from docgen.report.content import PrintedLines
from docgen.report.listing import columns_of
from docgen.report.notes import notes_on
from docgen.report.printing import TALLEST, merged_groups
from docgen.rules import check
from docgen.word import compile_template, is_untouched, names_of, official_template, render, tags
from docgen.word.draft import Draft
from docgen.word.gaps import Gap
from docgen.word.loop import TOGETHER
from docgen.word.page import Steps
from docgen.word.sample_rows import MOST
from docgen.word.stored import restored, stored
from docgen.word.structure import faults
from docgen.word.wordml import W
from tests import penalties
from tests.penalties import LINES, data, definition, document, report_of, template, typed, workbook
from tests.tenth import few

from .conftest import unpacked, validator

GOLDEN = Path(__file__).parent / "golden" / "listing.xml"
MAIN = "word/document.xml"


def body_of(written: bytes) -> str:
    return unpacked(written)[MAIN].decode()


def tables(written: bytes) -> list[Table]:
    return Document(io.BytesIO(written)).tables


def texts(table: Table) -> list[list[str]]:
    """The words of each cell as it stands in the file; python-docx repeats those of merged cells."""
    return [
        ["".join(cell.itertext(f"{{{W}}}t")) for cell in row.iter(f"{{{W}}}tc")]
        for row in table._tbl.iter(f"{{{W}}}tr")
    ]


def listed(count: int) -> list[dict[str, object]]:
    return [
        {**LINES[number % 4], "party": f"当事人{number}", "matter": f"案由{number // 3}"}
        for number in range(count)
    ]


def test_the_table_of_a_list_is_this_to_the_letter():
    """Looked at whenever it changes; `DOCGEN_GOLDEN=1 pytest -k to_the_letter` writes it anew."""
    found = re.findall("<w:tbl>.*?</w:tbl>", body_of(document(workbook())), re.DOTALL)[1]
    root = etree.fromstring(found.replace("<w:tbl>", f'<w:tbl xmlns:w="{W}">', 1))
    written = etree.tostring(root, pretty_print=True, encoding="unicode")
    if os.environ.get("DOCGEN_GOLDEN"):
        GOLDEN.write_text(written, encoding="utf-8")
    assert written == GOLDEN.read_text(encoding="utf-8")


def test_every_line_is_a_row_between_the_head_and_the_total():
    rows = texts(tables(document(workbook()))[1])
    assert rows[0][:3] == ["序号", "处罚机关", "案由"]
    assert rows[2] == [
        "1",
        "市场监督管理局",
        "无照经营",
        "甲商贸有限公司",
        "法人",
        "2025年3月5日",
        "1.5",
        "1.5",
    ]
    assert rows[3] == ["2", "", "", "张某", "自然人", "2025年3月9日", "0.2", ""]
    assert rows[5] == ["4", "应急管理局", "虚假宣传", "丙建筑公司", "法人", "2025年6月30日", "30", "10.25"]
    assert rows[6] == ["合计", "43.7", ""]


def test_equal_neighbours_are_one_cell_within_that_of_the_column_before():
    table = tables(document(workbook()))[1]
    merged = [
        [cell.find(f".//{{{W}}}vMerge") for cell in row.iter(f"{{{W}}}tc")]
        for row in list(table._tbl.iter(f"{{{W}}}tr"))[2:6]
    ]
    said = [["" if one is None else one.get(f"{{{W}}}val") for one in row[1:3]] for row in merged]
    assert said == [["restart", "restart"], ["continue", "continue"], ["continue", ""], ["", ""]]


def test_a_cell_taller_than_a_page_may_be_is_several_and_each_says_what_it_is():
    lines = [{**LINES[0], "matter": "案由甲" if number < 15 else "案由乙"} for number in range(25)]
    text = penalties.TOML.replace('kind = "index" }', 'kind = "index", merge = true }', 1)
    rows = texts(tables(document(workbook(data(lines), text=text), text))[1])[2:-1]
    assert [line for line, row in enumerate(rows) if row[1]] == [0, 8, 16]
    assert [line for line, row in enumerate(rows) if row[2]] == [0, 8, 15, 16]
    assert [row[0] for row in rows if row[0]] == ["1", "1", "1"]
    assert TALLEST >= 25 / 3


def test_the_head_is_said_on_every_page_and_no_row_breaks():
    rows = list(tables(document(workbook(data(listed(40)))))[1]._tbl.iter(f"{{{W}}}tr"))
    heads = [row for row in rows if row.find(f".//{{{W}}}tblHeader") is not None]
    assert heads == rows[:2]
    assert all(row.find(f".//{{{W}}}cantSplit") is not None for row in rows)
    kept = [all(p.find(f".//{{{W}}}keepNext") is not None for p in row.iter(f"{{{W}}}p")) for row in rows]
    assert kept[:4] == [True, True, True, True]  # the head, the first two lines and a cell merged over three
    assert kept[-3:] == [True, True, False]  # the last two lines with the total


def test_a_short_list_stays_on_one_page_and_ends_free():
    content = data(reviews=[{"applicant": f"甲{number}"} for number in range(TOGETHER)])
    rows = list(tables(document(workbook(content)))[2]._tbl.iter(f"{{{W}}}tr"))
    kept = [row.find(f".//{{{W}}}keepNext") is not None for row in rows]
    assert kept == [*[True] * TOGETHER, False]


def test_an_empty_list_says_so_or_is_not_printed_at_all():
    written = document(workbook())
    assert texts(tables(written)[2]) == [["申请人", "复议结果"], ["无"]]
    assert len(tables(written)) == 3
    content = data(reviews=[{"applicant": "甲"}], exhibits=[{"thing": "秤", "count": 2}])
    assert texts(tables(document(workbook(content)))[2]) == [["申请人", "复议结果"], ["甲", ""]]
    assert texts(tables(document(workbook(content)))[3]) == [["物品", "数量"], ["秤", "2"]]


def test_the_text_cites_the_totals_and_how_many_lines_there_are():
    assert "全年作出处罚4件，罚款43.7万元。" in body_of(document(workbook()))


def test_words_of_a_line_are_data_whatever_they_look_like():
    odd = "A&B <c> {{ unit }} {% if x %}\n第二行\t“引”"
    lines = [{**LINES[0], "party": odd, "matter": "</w:t></w:tbl>"}]
    rows = texts(tables(document(workbook(data(lines))))[1])
    assert rows[2][2:4] == ["</w:t></w:tbl>", odd.replace("\n", "").replace("\t", "")]


def test_a_long_figure_is_set_narrower_and_the_others_are_not():
    lines = [{**LINES[0], "fine": 123456789012.5, "paid": None}, LINES[1]]
    body = body_of(document(workbook(data(lines))))
    (scaled,) = re.findall(
        r'<w:r><w:rPr><w:w w:val="\d+"/><w:sz w:val="21"/></w:rPr><w:t[^>]*>([^<]*)</w:t>', body
    )[:1]
    assert scaled == "123456789012.5"
    assert not re.findall(r'<w:w w:val="\d+"/><w:sz w:val="21"/></w:rPr><w:t[^>]*>0\.2<', body)


def test_the_index_may_count_the_cells_of_a_merged_column():
    text = penalties.TOML.replace('kind = "index" }', 'kind = "index", merge = true }', 1)
    rows = texts(tables(document(workbook(text=text), text))[1])
    assert [row[0] for row in rows[2:6]] == ["1", "", "", "2"]


def test_a_total_may_be_printed_above_the_lines():
    text = penalties.TOML.replace('columns = ["fine"] }', 'columns = ["fine"], above = true }')
    rows = texts(tables(document(workbook(text=text), text))[1])
    assert rows[2][0] == "合计"
    assert len(rows) == 2 + 1 + len(LINES)


def test_a_list_may_have_a_caption_in_the_order_of_the_tables():
    text = f"{penalties.TOML}\n[document]\ncaptions = true\n".replace(
        'corner = "类别"', 'name = "分类统计表"\ncorner = "类别"'
    )
    content = data()
    content["narratives"]["overview"] = [{"text": "见〖表：行政处罚决定明细〗。"}]
    written = document(workbook(content, text=text), text)
    assert "见表2。" in body_of(written)
    captions = [p.text for p in Document(io.BytesIO(written)).paragraphs if p.style.name.lower() == "caption"]
    assert captions == ["分类统计表", "行政处罚决定明细", "行政复议明细"]


def test_the_document_is_sound_to_other_programs_eyes(tmp_path):
    (tmp_path / "a.docx").write_bytes(document(workbook(data(listed(30)))))
    assert validator().validate(tmp_path / "a.docx").errors == []


def test_the_same_lines_give_the_same_bytes_and_the_seal_holds():
    made = workbook(data(listed(700)))
    written = document(made)
    assert written == document(made)
    assert is_untouched(written)
    assert not faults(unpacked(written))


# the dialect


def drawn(rows: str, before: str = "") -> bytes:
    """The official template with the rows of its second table below the head replaced, or its title."""
    parts = unpacked(official_template(definition()))
    body = parts[MAIN].decode()
    at = body.index("<w:tr><w:tc><w:tcPr><w:tcW", body.index("处罚明细"))
    end = body.index("</w:tbl>", at)
    parts[MAIN] = f"{body[:at]}{rows}{body[end:]}".replace("{{ title }}", f"{{{{ title }}}}{before}").encode()
    return write_package(parts)


def row(*cells: str) -> str:
    widths = [8] if len(cells) == 1 else [1] * 7 + [8 - 7]
    tcs = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="900" w:type="dxa"/>{f"<w:gridSpan w:val={chr(34)}{width}{chr(34)}/>" if width > 1 else ""}</w:tcPr>'
        f"<w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>"
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr>{tcs}</w:tr>"


BEGIN, END = row("{%tr for item in penalties %}"), row("{%tr endfor %}")
NAMES = ("number", "office", "matter", "party", "type", "decided_on", "fine", "paid")
SAMPLE = row(*(f"{{{{ item.{name} }}}}" for name in NAMES))


def compiled(data: bytes):
    return compile_template(data, names_of(definition()), "t.docx")


def printed(data: bytes, made: bytes | None = None):
    found, said = compiled(data)
    assert found, [one.message.en for one in said]
    report, _ = report_of(made or workbook())
    written, said = render(found, compose(report, definition()))
    assert written, [one.message.en for one in said]
    return written


def test_a_row_drawn_by_hand_is_repeated_as_in_docxtpl():
    rows = texts(tables(printed(drawn(BEGIN.replace("item", "行号")[:0] + BEGIN + SAMPLE + END)))[1])
    assert [one[3] for one in rows[2:]] == [line["party"] for line in LINES]


@pytest.mark.parametrize(
    ("tag", "shown"),
    [
        ("{{ loop.index }}/{{ loop.length }}", ["1/4", "2/4", "3/4", "4/4"]),
        ("{% if loop.first %}首{% elif loop.last %}末{% endif %}", ["首", "", "", "末"]),
        (
            "{% if item.type == '自然人' %}个人{% else %}{{ item.type }}{% endif %}",
            ["法人", "个人", "法人", "法人"],
        ),
        ("{{ item.paid | default('—', true) }}", ["1.5", "—", "0", "10.25"]),
        ("{{ unit }}{{ item.party | length }}", ["青禾县7", "青禾县2", "青禾县4", "青禾县5"]),
    ],
)
def test_what_a_loop_may_say_of_its_line(tag, shown):
    cells = [f"{{{{ item.{name} }}}}" for name in NAMES]
    cells[3] = tag
    rows = texts(tables(printed(drawn(BEGIN + row(*cells) + END)))[1])
    assert [one[3] for one in rows[2:]] == shown


def test_a_loop_may_have_several_rows_and_rows_on_condition():
    within = (
        SAMPLE + row("{%tr if item.type == '法人' %}") + row("法人：{{ item.party }}") + row("{%tr endif %}")
    )
    rows = texts(tables(printed(drawn(BEGIN + within + END)))[1])
    assert [one[0] for one in rows[2:]] == [
        "1",
        "法人：甲商贸有限公司",
        "2",
        "3",
        "法人：乙食品厂",
        "4",
        "法人：丙建筑公司",
    ]


def test_a_cell_whose_paragraphs_are_all_left_out_still_has_one():
    cell = (
        '<w:tc><w:tcPr><w:tcW w:w="900" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>{%p if item.paid == "0" %}</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>未缴</w:t></w:r></w:p><w:p><w:r><w:t>{%p endif %}</w:t></w:r></w:p></w:tc>"
    )
    sample = SAMPLE.replace("</w:tr>", "").rpartition("<w:tc>")[0] + cell + "</w:tr>"
    rows = texts(tables(printed(drawn(BEGIN + sample + END)))[1])
    assert [one[7] for one in rows[2:]] == ["", "", "未缴", ""]


def test_a_list_may_be_printed_twice_and_counted_anywhere():
    written = printed(drawn(BEGIN + SAMPLE + END + BEGIN + SAMPLE + END, "（{{ penalties|length }}件）"))
    assert len(texts(tables(written)[1])) == 2 + 2 * len(LINES)
    assert "（4件）" in body_of(written)


@pytest.mark.parametrize(
    "sample",
    [
        SAMPLE,
        SAMPLE.replace("{{ item.paid }}", "{% if item.paid %}{{ item.paid }}{% else %}无{% endif %}"),
        SAMPLE.replace("{{ item.number }}", "{{ loop.index }}{{ loop.first }}"),
        SAMPLE.replace("{{ item.party }}", "{{ item.party | upper }}{{ unit }}"),
    ],
)
def test_steps_print_of_a_loop_what_jinja_prints(sample, monkeypatch):
    found, _ = compiled(drawn(BEGIN + sample + END))
    with monkeypatch.context() as patched:
        patched.setattr(tags, "steps_of", lambda *_: None)
        oracle, _ = compiled(drawn(BEGIN + sample + END))
    assert isinstance(found.pages[MAIN], Steps)
    assert not isinstance(oracle.pages[MAIN], Steps)
    again = restored(stored(found), "t.docx")
    for made in (workbook(), workbook(data([LINES[0]])), workbook(data(listed(300)))):
        content = compose(report_of(made)[0], definition())
        parts = [unpacked(render(one, content)[0]) for one in (found, again, oracle)]
        assert parts[0] == parts[1] == parts[2]


@pytest.mark.parametrize(
    ("rows", "code", "said"),
    [
        (BEGIN + SAMPLE, "E305", "has no {%tr endfor %}"),
        (SAMPLE + END, "E305", "has no {%tr for"),
        (BEGIN + BEGIN + SAMPLE + END + END, "E305", "within another"),
        (BEGIN + END, "E305", "no row in the loop"),
        (row("{%tr for item in penalties %}甲") + SAMPLE + END, "E305", "in a row of its own"),
        (BEGIN + SAMPLE.replace("item.party", "item.prty") + END, "E304", "item.party"),
        (BEGIN + SAMPLE.replace("item.party", "loop.idx") + END, "E304", "names nothing"),
        (BEGIN.replace("penalties", "penaltys") + SAMPLE + END, "E304", "penalties"),
        (BEGIN.replace("penalties", "title") + SAMPLE + END, "E304", "{%tr for item in penalties %}"),
        (BEGIN.replace("penalties", "overview") + SAMPLE + END, "E304", "{%tr for item in overview %}"),
        (row("{% for c in title %}{{ c }}{% endfor %}"), "E306", "no list"),
        (SAMPLE, "E304", "names nothing"),
        (row("{{ penalties }}"), "E305", "printed by a loop"),
        (BEGIN + SAMPLE.replace("{{ item.party }}", "{{ item }}") + END, "E304", "names nothing"),
        (BEGIN.replace("for item", "for loop") + SAMPLE + END, "E306", "nothing else"),
        (row("{%p for item in penalties %}") + row("{%p endfor %}"), "E305", "in a row of its own"),
        (row("{% for item in penalties %}{{ item.party }}{% endfor %}"), "E305", "in a row of its own"),
        (BEGIN.replace(" %}", " if item.fine %}") + SAMPLE + END, "E305", "in a row of its own"),
        (BEGIN + SAMPLE.replace("{{ item.party }}", "{{ item.__class__ }}") + END, "E306", "out of bounds"),
    ],
)
def test_a_loop_that_is_wrong_is_named_before_any_data_is_read(rows, code, said):
    found, faults_ = compiled(drawn(rows))
    assert found is None
    assert code in {one.code for one in faults_}
    assert any(said in one.message.en + one.hint.en for one in faults_), [one.message.en for one in faults_]


def test_a_fault_of_a_loop_says_in_which_table_and_row():
    _, found = compiled(drawn(BEGIN + SAMPLE))
    assert "第 2 个表第 3 行" in found[0].message.zh


def test_a_table_of_nothing_but_a_loop_is_refused():
    only = re.sub("<w:tr><w:trPr>.*?</w:tr>", "", unpacked(drawn(BEGIN + SAMPLE + END))[MAIN].decode())
    parts = {**unpacked(official_template(definition())), MAIN: only.encode()}
    _, found = compiled(write_package(parts))
    assert any("除了循环" in one.message.zh for one in found)


def test_a_template_of_too_many_loops_is_refused():
    _, found = compiled(drawn((BEGIN + SAMPLE + END) * (MOST + 1)))
    assert {one.code for one in found} == {"E306"}


def test_columns_and_lists_that_are_not_printed_are_warned_of():
    _, found = compiled(drawn(BEGIN + SAMPLE.replace("{{ item.paid }}", "") + END))
    assert [one.message.zh.split(" 里没有 ")[1].split("，")[0] for one in found if one.code == "E308"][
        -1:
    ] == ["{{ item.paid }}"]
    _, found = compiled(drawn(row("略")))
    assert any("{%tr for item in penalties %}" in one.message.zh for one in found)


# drafts, typed numbers, contents


def drafted(edit, count: int = 4, *, typed_numbers: bool = False) -> bytes:
    made = workbook(data(listed(count)), edit)
    report, found = report_of(made)
    every = (*found, *check(report, definition()))
    draft = Draft(notes_on(every, report, definition()), "zh")
    content = compose(report, definition(), draft=True)
    written, said = render(template(), content, draft=draft, typed=typed_numbers)
    assert written, [one.message.zh for one in said]
    return written


def comments_at(written: bytes) -> list[str]:
    """The words that each comment stands at."""
    body = body_of(written)
    ids = re.findall(r'<w:commentRangeStart w:id="(\d+)"/>', body)
    ranges = (
        body.split(f'<w:commentRangeStart w:id="{one}"/>')[1].split(f'<w:commentRangeEnd w:id="{one}"/>')[0]
        for one in ids
    )
    return ["".join(re.findall(r"<w:t\b[^>]*>([^<]*)</w:t>", one)) for one in ranges]


def test_a_draft_has_its_comments_at_the_cells_of_lines_also_among_thousands():
    count = few(4_000)
    cells = {f"D{count * 3 // 4}": "", f"D{count * 3 // 8}": "=1/0"}
    written = drafted(typed(G7="三万", B8=None, **cells), count)
    assert {"三万"} <= set(comments_at(written))
    rows = texts(tables(written)[1])
    assert len(rows) == 2 + count + 1
    assert not faults(unpacked(written))


def test_a_comment_on_a_merged_value_stands_where_the_cell_begins():
    made = workbook(edit=typed(B7="市场监督管理局\u200b", B6="市场监督管理局\u200b"))
    report, found = report_of(made)
    every = (*found, *check(report, definition()))
    draft = Draft(notes_on(every, report, definition()), "zh")
    written, _ = render(template(), compose(report, definition(), draft=True), draft=draft)
    assert [one for one in comments_at(written) if one] == ["市场监督管理局\u200b"] * 2


def typed_document(sample: str) -> bytes:
    found, _ = compiled(drawn(BEGIN + sample + END))
    report, _ = report_of(workbook(data(listed(300))))
    written, said = render(found, compose(report, definition()), typed=True)
    assert written, said
    return written


def test_numbers_are_typed_round_a_list_and_within_it_where_its_rows_are_numbered():
    written = typed_document(SAMPLE)
    assert len(texts(tables(written)[1])) == 302
    assert "二、处罚明细" in [p.text for p in Document(io.BytesIO(written)).paragraphs]
    numbered = SAMPLE.replace("<w:p>", '<w:p><w:pPr><w:pStyle w:val="Heading3"/></w:pPr>', 1)
    rows = texts(tables(typed_document(numbered))[1])
    assert [row[0] for row in rows[2:5]] == ["1.1", "2.2", "3.3"]


def test_a_table_of_contents_is_paged_with_all_rows_in_place():
    text = f"{penalties.TOML}\n[document]\ncontents = true\n"
    seen = []

    def lay_out(probe: bytes):
        from docgen.diagnostics import Phrase

        seen.append(body_of(probe).count("<w:tr>"))
        return b"", Phrase("没有", "none")

    report, _ = report_of(workbook(data(listed(300)), text=text), text)
    written, _ = render(template(text), compose(report, definition(text)), lay_out=lay_out)
    assert seen == [body_of(written).count("<w:tr>")]
    assert len(texts(tables(written)[1])) == 303


WORDS = st.sampled_from(["", "甲", "乙", "甲&乙"])


@settings(max_examples=few(300), deadline=None, derandomize=True)
@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=30))
def test_whatever_is_merged_the_grid_holds_together(pairs):
    (listing, *_) = definition().listings
    texts_ = {column.key: ["x"] * len(pairs) for column in columns_of(listing)}
    texts_ |= {"office": [one for one, _ in pairs], "matter": [other for _, other in pairs]}
    goes_on = merged_groups(columns_of(listing), texts_)
    report, _ = report_of(workbook())
    content = compose(report, definition())
    content = replace(
        content, listings={**content.listings, "penalties": PrintedLines(len(pairs), texts_, goes_on)}
    )
    written, said = render(template(), content)
    assert written, said
    assert not faults(unpacked(written))
    for line, on in enumerate(goes_on["matter"]):
        assert not on or (goes_on["office"][line] and pairs[line] == pairs[line - 1])


# linear, by counting


class Counted(list):
    """A column that counts how often it is looked at."""

    looks = 0

    def __getitem__(self, at):
        Counted.looks += len(range(*at.indices(len(self)))) if isinstance(at, slice) else 1
        return super().__getitem__(at)


@pytest.mark.parametrize("count", [1_000, 4_000])
def test_every_place_of_a_row_is_made_once(count):
    Counted.looks = 0
    columns = [Counted([b"%d" % number for number in range(count)]) for _ in range(3)]
    gap = Gap(count, (b"<a>", columns[0], b"<b>", columns[1], columns[2]))
    assert sum(len(piece) for piece in gap.rows()) > count * 6
    assert Counted.looks == 3 * count


def test_of_ten_thousand_rows_each_shape_is_checked_once():
    goes_on = [b"", b'<w:vMerge w:val="restart"/>', b'<w:vMerge w:val="continue"/>']
    gap = Gap(
        9_999,
        (b"<w:tr>", [goes_on[number % 3] for number in range(9_999)], b"</w:tr>"),
        shapes=([goes_on[n % 3] for n in range(9_999)],),
    )
    assert len(list(gap.samples())) == 2 * 3
