"""What a document says otherwise than its workbook is found, and nothing else is."""

from __future__ import annotations

from copy import deepcopy
from functools import lru_cache
from itertools import product
from random import Random
from time import process_time
from typing import Any

import pytest
from docx.oxml.ns import qn

from docgen.diagnostics import Diagnostic
from docgen.pipeline import read, verify
from docgen.verification.alignment import align
from tests.corpus.guises import workbook
from tests.corpus.source import sources
from tests.report.test_readback import LUOPING, NARRATIVES, Office
from tests.samples import figures
from tests.tenth import few, tenth
from tests.verification.edits import EDITS, Planted, Printed, figure, made, retype, saved, words_of, wrong
from tests.verification.layouts import LAYOUTS, issued, taken
from tests.workbooks import NEW, OLD, clean, edited, filled

SOURCES = {source.name: source for source in sources()}
SOME = ["county-2024-five-headings", "old-county-2020-flood"]


@lru_cache(maxsize=8)
def printed_of(name: str, *, typed: bool = False) -> Printed:
    return made(SOURCES[name], typed=typed)


def differing(planted: Planted, printed: Printed) -> list[Diagnostic]:
    return [finding for finding in verify(planted.document, printed.reading) if finding.severity != "info"]


def is_meant(finding: Diagnostic, planted: Planted) -> bool:
    named = not planted.path or planted.path in {place.path for place in finding.places}
    return finding.code == planted.code and named


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_unchanged_document_differs_in_nothing_whatever_its_layout(layout):
    for source in Random(layout).sample(sorted(SOURCES.values(), key=lambda source: source.name), few(10)):
        document, reading = LAYOUTS[layout](source)
        assert verify(document, reading) == (), source.name


@pytest.mark.parametrize(
    ("name", "typed", "edit"), tenth(product(SOME, [False, True], EDITS), kinds=lambda case: case)
)
def test_each_edit_is_found_and_is_the_only_finding(name, typed, edit):
    printed = printed_of(name, typed=typed)
    planted = EDITS[edit](printed, Random(f"{name}{typed}{edit}"))
    (finding,) = differing(planted, printed)
    assert is_meant(finding, planted), finding.message.zh


@pytest.mark.parametrize("name", SOME)
def test_each_figure_of_the_form_that_is_changed_is_found(name):
    """A third of them, drawn anew for each report."""
    printed, draw = printed_of(name), Random(name)
    for path in draw.sample(sorted(printed.places), few(len(printed.places) // 3)):
        planted = figure(printed, path, wrong(printed, path, draw))
        (finding,) = differing(planted, printed)
        assert is_meant(finding, planted)
        assert finding.places[0].path == path
        assert finding.places[0].cell
        assert finding.places[1].sheet.startswith("表")


def test_a_finding_says_both_sides_and_both_places():
    printed = printed_of(SOME[0])
    path = "applications.received.total"
    right = printed.places[path].value
    (finding,) = differing(figure(printed, path, "9999"), printed)
    assert (finding.expected, finding.actual) == (right, "9999")
    assert [(place.sheet, place.cell) for place in finding.places] == [
        ("三、依申请公开", "J6"),
        ("表2", "J4"),
    ]
    assert finding.message.zh == (
        f"三、依申请公开!J6（一、本年新收政府信息公开申请数量，总计）是 {right}，文档里（表2!J4）是 9999"
    )


@pytest.mark.parametrize(
    ("words", "codes"), [("{}.0", ["E259"]), ("0{}", ["E252"]), (" {} ", []), ("{}件", ["E252"])]
)
def test_the_same_figure_written_otherwise_is_only_told(words, codes):
    printed = printed_of(SOME[0])
    path = "applications.received.total"
    planted = figure(printed, path, words.format(printed.places[path].value))
    assert [finding.code for finding in verify(planted.document, printed.reading)] == codes


def test_the_document_of_another_unit_and_year_is_said_first_and_once():
    mine, theirs = printed_of("district-2025"), printed_of(SOME[0])
    found = verify(theirs.data, mine.reading)
    assert [finding.code for finding in found[:2]] == ["E251", "E251"]
    assert found[0].message.zh == "文档是2024年的，工作簿是2025年的"
    assert found[1].message.zh == "文档是“青溪县人民政府”的，工作簿是“澜州市东湖区人民政府”的"
    assert not [
        finding for finding in found[2:] if finding.code in {"E251", "E254"} and "标题" in finding.message.zh
    ]


def test_the_document_of_another_type_is_not_compared():
    found = verify(printed_of(SOME[1]).data, printed_of(SOME[0]).reading)
    assert [finding.code for finding in found] == ["E251"]
    assert "2019 年格式" in found[0].message.zh


def test_last_years_table_pasted_in_is_named_figure_by_figure():
    mine, theirs = printed_of(SOME[0]), printed_of("district-2025")
    document, other = mine.opened(), theirs.opened()
    old = document.tables[1]._tbl
    old.addprevious(other.tables[1]._tbl)
    old.getparent().remove(old)
    found = verify(saved(document), mine.reading)
    mine_says, theirs_say = (
        {path: place.value for path, place in each.places.items() if path.startswith("applications.")}
        for each in (mine, theirs)
    )
    assert {finding.places[0].path for finding in found} == {
        path for path, value in mine_says.items() if value != theirs_say[path]
    }
    assert {finding.code for finding in found} == {"E252"}


HEAD_EDITS = {
    "〔2025〕5号": "document_number", "省人民政府": "addressees", "2.名册": "attachments", "市人大": "copies_to", "李某某": "signer",
    "特急": "urgency", "秘密★": "secrecy", "1月23日": "printed_on", "000001": "copy_number",
}  # fmt: skip


@pytest.mark.parametrize(("words", "key"), HEAD_EDITS.items())
def test_what_stands_around_the_text_is_compared_too(words, key):
    document, reading = issued("文件格式")(SOURCES[SOME[0]])
    opened = Printed(reading).opened()
    assert verify(document, reading) == ()
    texts = [text for text in opened.element.body.iter(qn("w:t")) if words in (text.text or "")]
    for text in texts:
        text.text = text.text.replace(words, f"不{words[1:]}")
    (finding,) = verify(saved(opened), reading)
    assert (finding.code, finding.places[0].path) == ("E254", f"fields.{key}")


@pytest.mark.parametrize("form", ["不带版头", "文件格式", "信函格式"])
@pytest.mark.parametrize("end", [0, -1])
def test_a_line_above_the_title_or_below_the_date_is_no_part_of_the_report(end, form):
    printed = Printed(issued(form)(SOURCES[SOME[0]])[1])
    document = printed.opened()
    line = [p for p in document.paragraphs if p.text.strip()][end]
    added = line.insert_paragraph_before("内部资料，注意保存")._p
    if end:
        line._p.addnext(added)
    (finding,) = differing(Planted(saved(document), "E257"), printed)
    assert (finding.code, finding.actual) == ("E257", "内部资料，注意保存")


def test_a_number_typed_wrong_is_found():
    printed = printed_of(SOME[0], typed=True)
    document = printed.opened()
    line = next(p for p in document.paragraphs if p.text.startswith("（二）"))
    retype(line._p, f"（三）{line.text.removeprefix('（二）')}")
    (finding,) = differing(Planted(saved(document), "E255"), printed)
    assert (finding.code, finding.expected, finding.actual) == ("E255", "（二）", "（三）")


def test_an_office_that_wrote_the_report_by_hand_differs_in_nothing():
    reading = taken(
        filled(
            {
                "report": OLD,
                "fields": LUOPING,
                "narratives": NARRATIVES,
                "tables": figures.luoping_corrected(),
            }
        )
    )
    office = Office()
    assert verify(office.written(), reading) == ()
    office = Office()
    office.texts["applications.total.total"] = "40"
    office.said["ending"] = ["罗平县人民政府（2021年1月21日）"]
    assert [(finding.code, finding.places[0].path) for finding in verify(office.written(), reading)] == [
        ("E254", "fields.issued_on"),
        ("E252", "applications.total.total"),
    ]


ODD: dict[str, list[dict[str, Any]]] = {
    "numbers as words": [{"text": "（一）主动公开。全年公开。（二）依申请公开。全年答复。"}, {"level": 2, "heading": "（一）双号", "text": "照印。"}],
    "headings that end in stops": [{"level": 2, "heading": "主动公开。", "text": "照印。"}, {"level": 3, "heading": "为何？", "text": "因为。"}],
    "several lines in a cell": [{"text": "第一行\n第二行\n\n第三行"}, {"level": 1, "heading": "另起一部分"}, {"level": 2, "heading": "两\n行"}],
    "the same words twice": [{"text": "无。"}, {"text": "无。"}, {"level": 2, "heading": "无。"}, {"text": "无。"}],
    "marks and blanks": [{"text": "  全年〖新收·总计〗件\t〖没有的〗 \u200b“引”——%&<w:p/>{{ title }}"}, {"text": "1.5万件"}, {"text": "\ufffe"}],
    "what looks like an ending": [{"text": "青禾市人民政府"}, {"text": "2025年1月22日"}],
    "nothing": [],
}  # fmt: skip


@pytest.mark.parametrize(
    ("words", "typed", "key"),
    tenth(product(ODD, [False, True], ["overview", "other_matters"]), kinds=lambda case: case),
)
def test_odd_texts_are_no_differences(words, typed, key):
    data = clean(NEW)
    data["narratives"][key] = ODD[words]
    printed = Printed(taken(filled(data)), typed=typed)
    assert verify(printed.data, printed.reading) == ()


def test_a_workbook_with_errors_is_verified_all_the_same():
    def spoil(book):
        book["三、依申请公开"]["D6"].value = "无"
        book["封面"]["B4"].value = None

    printed = printed_of(SOME[0])
    reading, _ = read(edited(workbook(SOURCES[SOME[0]]), spoil))
    assert reading
    codes = {(finding.code, finding.places[0].path) for finding in verify(printed.data, reading)}
    assert ("E252", "applications.received.natural_person") in codes
    assert {code for code, _ in codes} <= {
        "E251",
        "E252",
        "E254",
        "E257",
    }  # without a unit the signature is a line too many


def test_a_long_document_is_compared_in_a_time_that_grows_with_its_length():
    lines = [f"第{number % 7}段" for number in range(8000)]
    start = process_time()
    aligned = align(lines, lines[::-1])
    assert process_time() - start < 5
    assert len(aligned.same) + len(aligned.changed) + len(aligned.moved) + len(aligned.missing) == len(lines)


def test_words_are_quoted_from_a_little_before_the_first_that_differs():
    printed = printed_of(SOME[0])
    document = printed.opened()
    text = next(t for t in document.element.body.iter(qn("w:t")) if len(t.text or "") > 60)
    whole = words_of(text.getparent().getparent())
    text.text = f"{text.text[:40]}某{text.text[41:]}"
    (finding,) = differing(Planted(saved(document), "E255"), printed)
    assert f"…{text.text[34:40]}某" in finding.message.zh
    assert finding.expected == whole


def test_line_breaks_that_only_lay_out_are_no_difference():
    printed = printed_of(SOME[0])
    document = printed.opened()
    for text in (document.paragraphs[0], next(p for p in document.paragraphs if len(p.text) > 80)):
        run = max(text.runs, key=lambda run: len(run.text))
        half = len(run.text) // 2
        run.text = f"{run.text[:half]}\n{run.text[half:]}"  # python-docx makes a break of it
    assert verify(saved(document), printed.reading) == ()


def test_a_column_deleted_is_one_finding():
    printed = printed_of(SOME[0])
    document = printed.opened()
    column = 6  # 科研机构, of the figures' own
    for row in document.tables[1]._tbl.tr_lst:
        left = 1
        for cell in row.tc_lst:
            if left == column and cell.grid_span == 1:
                row.remove(cell)
            elif left <= column < left + cell.grid_span:
                cell.grid_span -= 1
            left += cell.grid_span
    found = verify(saved(document), printed.reading)
    assert [(finding.code, "科研机构" in finding.message.zh) for finding in found] == [("E253", True)]


def test_a_table_pasted_in_besides_is_named():
    printed = printed_of(SOME[0])
    document = printed.opened()
    table = document.tables[2]._tbl
    table.addnext(deepcopy(table))
    assert [finding.code for finding in verify(saved(document), printed.reading)] == ["E206"]
    document = printed.opened()
    document.add_table(1, 2).cell(0, 0).text = "附表：各乡镇情况"
    (finding,) = verify(saved(document), printed.reading)
    assert (finding.code, finding.places[0].sheet) == ("E253", "表4")


def test_a_row_inserted_is_named():
    printed = printed_of(SOME[0])
    document = printed.opened()
    row = document.tables[1]._tbl.tr_lst[-1]
    more = deepcopy(row)
    retype(more.tc_lst[0], "五、其他")
    row.addnext(more)
    assert {finding.code for finding in verify(saved(document), printed.reading)} == {"F1"}
