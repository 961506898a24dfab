"""Opening documents: what stands on paper, whoever's program wrote the file, and what is refused."""

from __future__ import annotations

import io
import random
import time

import pytest
from docx import Document

from docgen.report.grid import Area, Grid
from docgen.report.paper.manuscript import Manuscript, Written
from docgen.word import body as reading
from docgen.word.open import is_document, open_document
from tests.packages import content_types, relationships, workbook, zipped
from tests.tenth import WHOLE, few, tenth

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
OTHERS = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def part(root: str, content: str, namespace: str = W) -> str:
    return f'<w:{root} xmlns:w="{namespace}" {OTHERS}>{content}</w:{root}>'


def document(body: str, *, styles: str = "", lists: str = "", kind: str = MAIN, namespace: str = W) -> bytes:
    return zipped({
        "[Content_Types].xml": content_types({"/word/document.xml": kind}),
        "_rels/.rels": relationships(("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": relationships(("styles", "styles.xml"), ("numbering", "numbering.xml")),
        "word/styles.xml": part("styles", styles, namespace),
        "word/numbering.xml": part("numbering", lists, namespace),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>", namespace),
    })  # fmt: skip


def opened(data: bytes) -> Manuscript:
    manuscript, found = open_document(data)
    assert manuscript is not None, found
    assert found == ()
    return manuscript


def written(body: str, **parts: str) -> list[Written]:
    return list(opened(document(body, **parts)).paragraphs)


def texts(body: str) -> list[str]:
    return [paragraph.text for paragraph in written(body)]


def grid(rows: str) -> Grid:
    (table,) = opened(document(f"<w:tbl>{rows}</w:tbl>")).tables
    return table


def shown(table: Grid) -> dict[str, str]:
    return {at.address: cell.text for at, cell in table.cells.items()}


def p(*runs: str, style: str = "", properties: str = "") -> str:
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{properties}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str, face: str = "") -> str:
    return f'<w:r><w:rPr>{face}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(content: str = "", properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(r(content)) if content else '<w:p/>'}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


SPAN = '<w:gridSpan w:val="2"/>'
RESTART, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"

WORDS = {
    "runs are joined": (r("收到") + r("12") + r("件"), "收到12件"),
    "breaks and tabs": ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/><w:t>丙</w:t><w:tab/><w:t>丁</w:t></w:r>", "甲\n乙\n丙\t丁"),
    "hyphens": ("<w:r><w:noBreakHyphen/><w:t>20</w:t><w:softHyphen/><w:t>8</w:t></w:r>", "-208"),
    "tracked changes": (f'{r("共")}<w:del w:id="1"><w:r><w:delText>3</w:delText><w:br/></w:r></w:del><w:ins w:id="2">{r("4")}</w:ins>{r("件")}', "共4件"),
    "moved words": (f'<w:moveFrom w:id="1">{r("旧")}</w:moveFrom><w:moveTo w:id="2">{r("新")}</w:moveTo>', "新"),
    "a field": (f"{field('begin')}<w:r><w:instrText>PAGE</w:instrText></w:r>{field('separate')}{r('7')}{field('end')}{r('页')}", "7页"),
    "a field in a field's instruction": (f"{field('begin')}{field('begin')}{field('separate')}{r('甲')}{field('end')}{field('separate')}{r('乙')}{field('end')}", "乙"),
    "a simple field": (f'<w:fldSimple w:instr="DATE">{r("2021年")}</w:fldSimple>', "2021年"),
    "a link": (f'<w:hyperlink>{r("网站")}</w:hyperlink>', "网站"),
    "a smart tag": (f"<w:smartTag>{r('罗平')}</w:smartTag>", "罗平"),
    "a content control": (f"<w:sdt><w:sdtPr/><w:sdtContent>{r('十五')}</w:sdtContent></w:sdt>{r('件')}", "十五件"),
    "the prompt of a control": (f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('单击此处输入')}</w:sdtContent></w:sdt>{r('无')}", "无"),
    "a text box": (f"<w:r><w:pict><w:txbxContent>{p(r('旁注'))}</w:txbxContent></w:pict></w:r>{r('正文')}", "正文"),
    "both forms of a drawing": (f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><a:t>图</a:t></w:drawing></mc:Choice><mc:Fallback><w:pict><w:t>图</w:t></w:pict></mc:Fallback></mc:AlternateContent></w:r>{r('正文')}", "正文"),
    "the mark of a footnote": (f'{r("条例")}<w:r><w:footnoteReference w:id="2"/></w:r>', "条例"),
    "hidden words": (r("藏", "<w:vanish/>") + r("露", '<w:vanish w:val="0"/>'), "露"),
    "a reading aid": (f"<w:r><w:ruby><w:rt>{r('luó')}</w:rt><w:rubyBase>{r('罗')}</w:rubyBase></w:ruby></w:r>", "罗"),
}  # fmt: skip


@pytest.mark.parametrize(("runs", "text"), WORDS.values(), ids=WORDS)
def test_a_paragraph_says_what_is_printed(runs, text):
    assert texts(p(runs)) == [text]


def test_tabulator_stops_are_no_tabs_and_former_properties_do_not_count():
    before = '<w:pPrChange w:id="1"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange>'
    (one,) = written(p(r("甲"), properties=f'<w:tabs><w:tab w:val="left" w:pos="9"/></w:tabs>{before}'))
    assert (one.text, one.level) == ("甲", 0)


def test_a_deleted_paragraph_end_joins_two_paragraphs():
    gone = '<w:rPr><w:del w:id="1"/></w:rPr>'
    assert texts(p(r("前半"), properties=gone) + p(r("后半")) + p(r("下段"))) == ["前半后半", "下段"]
    assert shown(grid(tr(f"<w:tc>{p(r('甲'), properties=gone)}</w:tc>", tc("乙")))) == {
        "A1": "甲",
        "B1": "乙",
    }


def test_a_table_of_contents_is_left_out():
    styles = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    assert [
        one.text for one in written(p(r("一、总体情况1"), style="TOC1") + p(r("正文")), styles=styles)
    ] == ["正文"]


# Word in Chinese numbers its style ids; only the names are the same everywhere.
STYLES = """
<w:style w:type="paragraph" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="a"/><w:link w:val="20"/></w:style>
<w:style w:type="character" w:styleId="20"><w:name w:val="标题 2 字符"/><w:link w:val="2"/></w:style>
<w:style w:type="paragraph" w:styleId="b"><w:name w:val="一级"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="c"><w:name w:val="一级加粗"/><w:basedOn w:val="b"/></w:style>
<w:style w:type="paragraph" w:styleId="d"><w:name w:val="列表一"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="x"><w:name w:val="x"/><w:basedOn w:val="y"/></w:style>
<w:style w:type="paragraph" w:styleId="y"><w:name w:val="y"/><w:basedOn w:val="x"/></w:style>
"""
LISTS = """
<w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:numFmt w:val="japaneseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="chineseCountingThousand"/><w:pStyle w:val="d"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
<w:lvl w:ilvl="3"><w:numFmt w:val="decimal"/><w:lvlText w:val="(%4)"/></w:lvl>
<w:lvl w:ilvl="4"><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl>
<w:lvl w:ilvl="5"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%6"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:lvlOverride></w:num>
"""


def listed(list_id: str, depth: str) -> str:
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'


LEVELS = {
    "body text": (p(r("甲"), style="a"), (0, False)),
    "a heading by its name": (p(r("甲"), style="2"), (2, False)),
    "by the outline of its style": (p(r("甲"), style="b"), (1, False)),
    "by that of the style below": (p(r("甲"), style="c"), (1, False)),
    "by its own outline": (p(r("甲"), properties='<w:outlineLvl w:val="2"/>'), (3, False)),
    "outlined as body text": (p(r("甲"), properties='<w:outlineLvl w:val="9"/>'), (0, False)),
    "deeper than a report goes": (p(r("甲"), properties='<w:outlineLvl w:val="6"/>'), (4, False)),
    "Word's title": (p(r("甲"), style="t"), (0, False)),
    "styles based on each other": (p(r("甲"), style="x"), (0, False)),
    "a style that is not there": (p(r("甲"), style="z"), (0, False)),
    "numbered 一、": (p(r("甲"), properties=listed("1", "0")), (1, True)),
    "numbered （一）": (p(r("甲"), properties=listed("1", "1")), (2, True)),
    "numbered 1.": (p(r("甲"), properties=listed("1", "2")), (3, True)),
    "numbered (1)": (p(r("甲"), properties=listed("1", "3")), (4, True)),
    "a bullet": (p(r("甲"), properties=listed("1", "4")), (0, False)),
    "numbered 1.1": (p(r("甲"), properties=listed("1", "5")), (0, False)),
    "the level bound to its style": (p(r("甲"), style="d"), (2, True)),
    "its number taken away": (p(r("甲"), style="d", properties=listed("0", "0")), (0, False)),
    "a level that its list has of its own": (p(r("甲"), properties=listed("2", "0")), (3, True)),
    "the number's look before the style's name": (
        p(r("甲"), style="2", properties=listed("1", "0")),
        (1, True),
    ),
    "a list that is not there": (p(r("甲"), properties=listed("9", "0")), (0, False)),
}


@pytest.mark.parametrize(("paragraph", "level"), LEVELS.values(), ids=LEVELS)
def test_the_level_of_a_paragraph(paragraph, level):
    (one,) = written(paragraph, styles=STYLES, lists=LISTS)
    assert (one.level, one.automatic) == level


FACES = {
    "one face": (r("主动公开。") + r("全年若干。"), ""),
    "the face of a heading": (r("主动公开。", '<w:rStyle w:val="20"/>') + r("全年若干。"), "主动公开。"),
    "over several runs": (r("主动", '<w:rStyle w:val="20"/>') + r("公开。", '<w:rStyle w:val="20"/>') + r("全年若干。"), "主动公开。"),
    "bold": (r("主动公开。", "<w:b/>") + r(" ") + r("全年若干。"), "主动公开。 "),
    "another font": (r("主动公开。", '<w:rFonts w:eastAsia="楷体"/>') + r("全年", '<w:rFonts w:eastAsia="仿宋"/>') + r("若干。", '<w:rFonts w:eastAsia="仿宋"/>'), "主动公开。"),
    "digits in a Western font": (r("2020", '<w:rFonts w:ascii="Times New Roman"/>') + r("年，"), ""),
    "a face that comes again": (r("甲", "<w:b/>") + r("乙") + r("丙", "<w:b/>"), ""),
    "all of it": (r("主动公开", "<w:b/>"), ""),
}  # fmt: skip


@pytest.mark.parametrize(("runs", "heading"), FACES.values(), ids=FACES)
def test_the_first_words_in_a_face_of_their_own(runs, heading):
    (one,) = written(p(runs), styles=STYLES)
    assert one.heading == heading


def test_the_face_of_a_heading_tells_its_level_where_its_number_was_lost():
    (one,) = written(p(r("主动公开。", '<w:rStyle w:val="20"/>') + r("全年若干。")), styles=STYLES)
    assert (one.level, one.automatic) == (2, False)


def test_cells_merges_and_their_order_among_paragraphs():
    rows = (
        tr(tc("表头", SPAN + RESTART), tc("自然人"))
        + tr(tc("藏", SPAN + GOES_ON), tc("1"))
        + tr(tc(""), tc("宽", SPAN))
    )
    before, table, after = opened(document(p(r("前")) + f"<w:tbl>{rows}</w:tbl>" + p(r("后")))).blocks
    assert isinstance(table, Grid)
    assert (before.text, table.name, after.text) == ("前", "表1", "后")
    assert shown(table) == {"A1": "表头", "C1": "自然人", "C2": "1", "B3": "宽"}
    assert table.merges == (Area(1, 1, 2, 2), Area(3, 2, 3, 3))
    assert {cell.kind for cell in table.cells.values()} == {"text"}


def test_rows_that_begin_or_end_within_the_table():
    rows = tr(tc("甲"), tc("乙"), tc("丙")) + tr(
        tc("丁"), properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'
    )
    assert shown(grid(rows)) == {"A1": "甲", "B1": "乙", "C1": "丙", "B2": "丁"}


def test_a_merge_without_beginning_begins_where_it_first_goes_on():
    table = grid(tr(tc("甲", GOES_ON)) + tr(tc("乙", GOES_ON)) + tr(tc("丙")))
    assert shown(table) == {"A1": "甲", "A3": "丙"}
    assert table.merges == (Area(1, 1, 2, 1),)


def test_rows_that_were_deleted_are_gone_and_those_inserted_are_there():
    rows = (
        tr(tc("甲"))
        + tr(tc("乙"), properties='<w:del w:id="1"/>')
        + tr(tc("丙"), properties='<w:ins w:id="2"/>')
    )
    assert shown(grid(rows)) == {"A1": "甲", "A2": "丙"}


def test_a_table_in_a_cell_adds_its_words_to_the_cell():
    inner = f"<w:tbl>{tr(tc('乙'), tc('丙', SPAN))}</w:tbl>"
    outer = tr(f"<w:tc>{p(r('甲'))}{inner}<w:p/></w:tc>", tc("丁"))
    manuscript = opened(document(f"<w:tbl>{outer}</w:tbl>"))
    (table,) = manuscript.tables
    assert shown(table) == {"A1": "甲\n乙\n丙", "B1": "丁"}


def test_controls_around_rows_and_cells_are_seen_through():
    around = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>".format
    assert shown(grid(around(tr(around(tc("甲")), tc(""), tc("乙"))))) == {"A1": "甲", "C1": "乙"}


def test_a_document_of_another_program_and_a_strict_one():
    made = Document()
    made.add_heading("总体情况", 1)
    made.add_paragraph("正文")
    made.add_table(1, 2).cell(0, 1).text = "12"
    data = io.BytesIO()
    made.save(data)
    heading, body, table = opened(data.getvalue()).blocks
    assert (heading.text, heading.level, heading.style, body.text) == ("总体情况", 1, "heading 1", "正文")
    assert shown(table) == {"B1": "12"}
    strict = document(p(r("甲"), style="2"), styles=STYLES, namespace=STRICT)
    assert [(one.text, one.level) for one in opened(strict).paragraphs] == [("甲", 2)]


NO_DOCUMENTS = {
    "a workbook": (workbook("<worksheet/>"), "E104", "Excel 工作簿"),
    "a PDF": (b"%PDF-1.7\n", "E104", "PDF"),
    "a text": ("总体情况".encode(), "E104", "纯文本"),
    "nothing": (b"", "E103", ""),
    "a cut-off document": (document(p(r("甲")))[:300], "E107", ""),
    "a malformed part": (document("<w:p>"), "E109", "document.xml"),
    "a document type": (zipped({
        "[Content_Types].xml": content_types({"/word/document.xml": MAIN}),
        "_rels/.rels": relationships(("officeDocument", "word/document.xml")),
        "word/document.xml": '<!DOCTYPE d [<!ENTITY a "b">]>' + part("document", "&a;"),
    }), "E110", "document.xml"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "code", "words"), NO_DOCUMENTS.values(), ids=NO_DOCUMENTS)
def test_what_is_no_document_is_called_by_its_name(data, code, words):
    manuscript, found = open_document(data)
    assert manuscript is None
    assert [finding.code for finding in found] == [code]
    assert words in found[0].message.zh


def test_a_document_is_told_by_its_bytes():
    assert is_document(document(p(r("甲"))))
    assert is_document(document(p(r("甲")), kind="application/vnd.ms-word.document.macroEnabled.main+xml"))
    assert not is_document(workbook("<worksheet/>"))
    assert not is_document(b"%PDF-1.7\n")


HOSTILE = {
    "tables in tables": ("<w:tbl><w:tr><w:tc>" * 100_000, "E111"),
    "tables in tables, closed": (
        "<w:tbl><w:tr><w:tc>" * 100_000 + "</w:tc></w:tr></w:tbl>" * 100_000,
        "E111",
    ),
    "a million paragraphs": (p(r("甲")) * few(300_000), "E111"),
    "a million cells": (
        f"<w:tbl>{'<w:tr>' + '<w:tc><w:p/></w:tc>' * 100 + '</w:tr>'}</w:tbl>" * few(2_000),
        "E111",
    ),
    "a row without end": (f"<w:tbl><w:tr>{'<w:tc/>' * 50_000}</w:tr></w:tbl>", "E111"),
}


@pytest.mark.parametrize(("body", "code"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_documents_are_refused_in_time(body, code, monkeypatch):
    for limit in ("MAX_PARAGRAPHS", "MAX_CELLS"):
        monkeypatch.setattr(reading, limit, few(getattr(reading, limit)))
    data = document(body)
    start = time.process_time()
    manuscript, found = open_document(data)
    assert time.process_time() - start < (5 if WHOLE else 1)
    assert manuscript is None
    assert [finding.code for finding in found] == [code]
    assert found[0].exit_code == 7


def test_what_only_looks_dangerous_costs_nothing():
    start = time.process_time()
    wide = grid(
        tr(
            tc("甲", '<w:gridSpan w:val="1000000000"/>'),
            tc("乙"),
            properties='<w:gridBefore w:val="999999999"/>',
        )
    )
    assert sorted(shown(wide).values()) == ["乙", "甲"]
    assert texts(p(field("begin") * 50_000, r("甲")) + p(r("乙"))) == ["乙"]
    assert texts(p(r("甲")) + "<w:p/>" * 50_000) == ["甲"]
    chain = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:name w:val="s{n}"/><w:basedOn w:val="s{n + 1}"/></w:style>'
        for n in range(20_000)
    )
    assert [one.level for one in written(p(r("甲"), style="s0") * 1_000, styles=chain)] == [0] * 1_000
    assert time.process_time() - start < 5


def test_an_archive_that_grows_beyond_measure_is_refused():
    manuscript, found = open_document(document("<w:p/>" * 8_000_000))
    assert manuscript is None
    assert found[0].code == "E111"


NAMES = [
    "p", "r", "t", "br", "tbl", "tr", "tc", "tcPr", "trPr", "pPr", "rPr", "gridSpan", "vMerge", "gridBefore", "numPr",
    "numId", "ilvl", "pStyle", "outlineLvl", "sdt", "sdtPr", "sdtContent", "showingPlcHdr", "del", "ins", "moveFrom",
    "fldChar", "instrText", "rStyle", "b", "vanish", "drawing", "pict", "tabs", "pPrChange",
]  # fmt: skip
VALUES = ("0", "1", "restart", "", "999999999", "-1", "begin", "separate", "end", "20", "a", "²")


def grown(chance: random.Random, depth: int = 0) -> str:
    """Elements of a document where no program would put them."""
    name, value = chance.choice(NAMES), chance.choice(VALUES)
    inner = "".join(grown(chance, depth + 1) for _ in range(chance.randint(0, 4))) if depth < 7 else ""
    words = chance.choice(("总计", "一、总体情况", "12", " ")) if name == "t" else inner
    return f'<w:{name} w:val="{value}" w:fldCharType="{value}">{words}</w:{name}>'


@pytest.mark.parametrize("seed", tenth(range(0, 200, 20)))
def test_elements_anywhere_are_read_or_refused_never_a_crash(seed):
    for number in range(seed, seed + 20):
        chance = random.Random(number)
        body = "".join(grown(chance) for _ in range(20))
        manuscript, found = open_document(document(body, styles=STYLES, lists=LISTS))
        assert (manuscript is None) == bool(found)
