"""Opening workbooks: what is read from odd ones, and what refused ones are told."""

from __future__ import annotations

import io
import random
import time
import tracemalloc

import openpyxl
import pytest
from openpyxl.chart import BarChart

from docgen.excel import open_workbook
from docgen.excel.frame import SheetEntry
from docgen.excel.legend import Cells, Legend
from docgen.excel.room import Room
from docgen.excel.sheet import read_sheet
from docgen.package import PackageFault
from docgen.report.grid import Area, Cell, Position
from tests.packages import (
    MAIN,
    STRICT_ARROWS,
    STRICT_MAIN,
    content_types,
    relationships,
    sheet,
    strings,
    workbook,
    workbook_parts,
    zipped,
)
from tests.tenth import WHOLE, few

GUIDED = (
    '<r><rPr><b/></rPr><t>粗</t></r><r><t xml:space="preserve"> 细</t></r><rPh sb="0" eb="1"><t>cu</t></rPh>'
)


def opened(data: bytes):
    book, findings = open_workbook(data)
    assert book is not None, findings
    return book


def finding_of(data: bytes):
    book, findings = open_workbook(data)
    assert book is None
    assert len(findings) == 1
    assert findings[0].is_error
    return findings[0]


def cells_of(rows: str, **others: str) -> dict[str, Cell]:
    """The cells by address of a sheet with these rows."""
    (grid,) = opened(workbook(sheet(rows), **others)).grids
    return {position.address: cell for position, cell in grid.cells.items()}


def cell_of(cell: str, **others: str) -> Cell | None:
    return cells_of(f'<row r="1">{cell}</row>', **others).get("A1")


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_workbook_as_programs_write_it_is_read():
    written = openpyxl.Workbook()
    page = written.active
    page.title = "一、概况"
    page.append(["件数", 3, 0.58, True, "=SUM(B1:C1)"])
    page.merge_cells("A3:B4")
    page.row_dimensions[7].hidden = True
    page.column_dimensions["F"].hidden = True
    written.create_sheet("附表").sheet_state = "veryHidden"
    written.defined_names["件数"] = openpyxl.workbook.defined_name.DefinedName(
        "件数", attr_text="'一、概况'!$B$1"
    )
    written.custom_doc_props.append(
        openpyxl.packaging.custom.StringProperty(name="docgen-report", value="annual")
    )
    book = opened(saved(written))
    first, second = book.grids
    assert [first.text(1, column) for column in range(1, 6)] == ["件数", "3", "0.58", "TRUE", ""]
    assert first.cells[Position(1, 5)] == Cell("uncalculated", "", "SUM(B1:C1)")
    assert first.merges == (Area(3, 1, 4, 2),)
    assert (first.hidden, first.hidden_rows, first.hidden_columns) == (False, {7}, {6})
    assert (second.name, second.hidden, second.cells) == ("附表", True, {})
    assert book.names == {"件数": "'一、概况'!$B$1"}
    assert book.properties == {"docgen-report": "annual"}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c r="A1"><v>0.57999999999999996</v></c>', Cell("number", "0.57999999999999996")),
        ('<c r="A1" t="n"><v> 1.5E-3 </v></c>', Cell("number", "1.5E-3")),
        ('<c r="A1" t="s"><v>0</v></c>', Cell("text", "甲&乙")),
        ('<c r="A1" t="s"><v>1</v></c>', Cell("text", "粗 细")),
        ('<c r="A1" t="s"><v>2</v></c>', Cell("text", "一\r\n_x000D_😀")),
        (f'<c r="A1" t="inlineStr"><is>{GUIDED}</is></c>', Cell("text", "粗 细")),
        ('<c r="A1" t="inlineStr"><is><t>_x005F_x000D_</t></is></c>', Cell("text", "_x000D_")),
        ('<c r="A1" t="str"><f>A2&amp;"b"</f><v>ab</v></c>', Cell("text", "ab", 'A2&"b"')),
        ('<c r="A1" t="str"><f>IF(1,"")</f><v></v></c>', Cell("text", "", 'IF(1,"")')),
        ('<c r="A1"><f>1+1</f><v>2</v></c>', Cell("number", "2", "1+1")),
        ('<c r="A1"><f>1+1</f></c>', Cell("uncalculated", "", "1+1")),
        ('<c r="A1"><f>1+1</f><v/></c>', Cell("uncalculated", "", "1+1")),
        ('<c r="A1" t="str"><f>1+1</f></c>', Cell("uncalculated", "", "1+1")),
        ('<c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f><v>2</v></c>', Cell("number", "2", "B1")),
        ('<c r="A1"><f t="shared" si="0"/><v>2</v></c>', Cell("number", "2", "?")),
        ('<c r="A1"><f t="array" ref="A1">SUM(B1:B2)</f><v>2</v></c>', Cell("number", "2", "SUM(B1:B2)")),
        ('<c r="A1" t="b"><v>1</v></c>', Cell("boolean", "TRUE")),
        ('<c r="A1" t="b"><f>1=2</f><v>false</v></c>', Cell("boolean", "FALSE", "1=2")),
        ('<c r="A1" t="e"><f>#REF!</f><v>#REF!</v></c>', Cell("error", "#REF!", "#REF!")),
        ('<c r="A1" t="e"><v>#SPILL!</v></c>', Cell("error", "#SPILL!")),
        ('<c r="A1" t="str"><v>#REF!</v></c>', Cell("text", "#REF!")),
        ('<c r="A1" t="str"><v>=DISPIMG("ID_1",1)</v></c>', Cell("text", '=DISPIMG("ID_1",1)')),
        ('<c r="A1" t="d"><v>2021-01-20</v></c>', Cell("text", "2021-01-20", shown_as="date", shown="2021-01-20")),
        ('<c r="A1" t="d"><v>2021-01-20T08:30:00Z</v></c>', Cell("text", "2021-01-20T08:30:00Z", shown_as="date", shown="2021-01-20T08:30:00Z")),
        ('<c r="A1" s="9999"><v>3</v></c>', Cell("number", "3")),
        ('<c r="A1" s="3"/>', None),
        ('<c r="A1" t="s"><v></v></c>', None),
        ('<c r="A1" t="inlineStr"><is><t></t></is></c>', None),
    ],
)  # fmt: skip
def test_a_cell_is_read_by_its_type(cell, expected):
    table = strings("甲&amp;乙", GUIDED, "一_x000D_\n_x005F_x000D__xD83D__xDE00_")
    assert cell_of(cell, strings=table) == expected


def test_a_lone_surrogate_comes_through_to_be_reported():
    assert cell_of('<c r="A1" t="str"><v>a_xD800_b</v></c>') == Cell("text", "a\ud800b")


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("<c r='A1'><v>1e400</v></c>", "1e400"),
        ("<c r='A1'><v>NaN</v></c>", "NaN"),
        ("<c r='A1'><v>1_000</v></c>", "1_000"),
        ("<c r='A1'><v>１２</v></c>", "１２"),
        ("<c r='A1' t='s'><v>7</v></c>", "7"),
        ("<c r='A1' t='s'><v>-1</v></c>", "-1"),
        ("<c r='A1' t='b'><v>2</v></c>", "逻辑值"),
        ("<c r='A1' t='d'><v>20th May</v></c>", "日期"),
        ("<c r='A1' t='q'><v>1</v></c>", "“q”"),
        ("<c r='A1'><v>1</v></c><c r='A1'><v>2</v></c>", "两次"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(cell, words):
    finding = finding_of(workbook(sheet(f"<row>{cell}</row>"), strings=strings("甲")))
    assert finding.code == "E109"
    assert words in finding.message.zh
    assert finding.message.zh.count("表1!A1") == 1
    assert "xl/worksheets/sheet1.xml" in finding.message.en
    assert (finding.places[0].sheet, finding.places[0].cell) == ("表1", "A1")


@pytest.mark.parametrize("reference", ["1A", "A0", "XFE1", "A1048577", "A1:B2", "", "AAAA1", "Ａ1"])
def test_a_reference_to_no_cell_is_named(reference):
    finding = finding_of(workbook(sheet(f'<row r="1"><c r="{reference}!"><v>1</v></c></row>')))
    assert finding.code == "E109"
    assert f"表1!{reference}" in finding.message.zh


@pytest.mark.parametrize("rows", ['<row r="1"><c r=""><v>1</v></c></row>', "<c><v>1</v></c>"])
def test_a_cell_that_is_nowhere_is_refused(rows):
    assert finding_of(workbook(sheet(rows))).code == "E109"


def test_rows_must_be_numbered_within_the_sheet():
    for number in ("0", "x", "1048577", "9" * 5000):
        assert finding_of(workbook(sheet(f'<row r="{number}"/>'))).code == "E109"


def test_the_last_cell_of_a_sheet_is_one_cell():
    started = time.process_time()
    cells = cells_of('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    assert cells == {"XFD1048576": Cell("number", "1")}
    assert time.process_time() - started < 0.1


def test_cells_and_rows_without_references_follow_those_before():
    cells = cells_of(
        '<row><c><v>1</v></c><c/><c><v>2</v></c><c r="F1"><v>3</v></c><c><v>4</v></c></row><row r="5"/><row><c><v>5</v></c></row>'
    )
    assert {address: cell.text for address, cell in cells.items()} == {
        "A1": "1",
        "C1": "2",
        "F1": "3",
        "G1": "4",
        "A6": "5",
    }
    assert finding_of(workbook(sheet("<row>" + "<c/>" * 16_384 + "<c><v>1</v></c></row>"))).code == "E109"


@pytest.mark.parametrize("dimension", ["A1", "A1:XFD1048576", "rubbish"])
def test_the_stated_dimension_is_not_believed(dimension):
    page = sheet('<row r="9"><c r="Z9"><v>1</v></c></row>', before=f'<dimension ref="{dimension}"/>')
    assert list(opened(workbook(page)).grids[0].cells) == [(9, 26)]


def test_merges_are_listed_and_never_spread_out():
    merges = '<mergeCells><mergeCell ref="C4:A2"/><mergeCell ref="A9"/><mergeCell ref="B9:B9"/><mergeCell ref="A10:XFD19"/></mergeCells>'
    assert opened(workbook(sheet(after=merges))).grids[0].merges == (
        Area(2, 1, 4, 3),
        Area(10, 1, 19, 16_384),
    )


@pytest.mark.parametrize(
    ("merges", "code"),
    [
        ('<mergeCell ref="A1:XFD1048576"/>', "E111"),
        ('<mergeCell ref="A20:A1048576"/>', "E111"),
        ('<mergeCell ref="A1:B2"/>' * 50_001, "E111"),
        ('<mergeCell ref="A1:"/>', "E109"),
        ('<mergeCell ref="#REF!"/>', "E109"),
        ("<mergeCell/>", "E109"),
    ],
)
def test_merges_are_bounded_and_must_be_ranges(merges, code):
    assert finding_of(workbook(sheet(after=f"<mergeCells>{merges}</mergeCells>"))).code == code


def test_hidden_rows_and_columns_are_noted():
    page = sheet(
        '<row r="3" hidden="1"/><row hidden="true"/><row hidden="0"/>',
        before='<cols><col min="2" max="3" hidden="1"/><col min="16384" max="99999" hidden="true"/></cols>',
    )
    (grid,) = opened(workbook(page)).grids
    assert (grid.hidden_rows, grid.hidden_columns) == ({3, 4}, {2, 3, 16_384})


def test_a_million_overlapping_columns_cost_nothing():
    page = sheet(before="<cols>" + '<col min="1" max="16384" hidden="1"/>' * few(200_000) + "</cols>")
    started = time.process_time()
    assert len(opened(workbook(page)).grids[0].hidden_columns) == 16_384
    assert time.process_time() - started < (5 if WHOLE else 1)


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_read_and_marked(state):
    (grid,) = opened(workbook(sheet(), states=f'state="{state}"')).grids
    assert grid.hidden


def test_no_parts_but_those_with_figures_and_words_are_parsed():
    parts = workbook_parts(sheet("<row><c><v>1</v></c></row>", after="<legacyDrawing/>"))
    parts |= dict.fromkeys(
        (
            "xl/drawings/vmlDrawing1.vml",
            "xl/theme/theme1.xml",
            "docProps/core.xml",
            "xl/externalLinks/externalLink1.xml",
        ),
        "<br>",
    )
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = "<nonsense"
    assert opened(zipped(parts)).grids[0].text(1, 1) == "1"


@pytest.mark.parametrize("content", ["<Properties", "", b"\xff\xfe\xff"])
def test_broken_properties_do_not_keep_a_workbook_from_being_read(content):
    parts = workbook_parts(sheet()) | {"docProps/custom.xml": content}
    parts["_rels/.rels"] = relationships(
        ("officeDocument", "xl/workbook.xml"), ("custom-properties", "docProps/custom.xml")
    )
    assert opened(zipped(parts)).properties == {}


@pytest.mark.parametrize(
    "part",
    [
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "docProps/custom.xml",
        "_rels/.rels",
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
    ],
)
def test_a_document_type_in_any_part_that_is_read_is_refused(part):
    parts = workbook_parts(sheet(), strings=strings(), styles="<styleSheet/>") | {
        "docProps/custom.xml": "<Properties/>"
    }
    parts["_rels/.rels"] = relationships(
        ("officeDocument", "xl/workbook.xml"), ("custom-properties", "docProps/custom.xml")
    )
    assert open_workbook(zipped(parts))[0]
    parts[part] = f"<!DOCTYPE x>{parts[part]}"
    finding = finding_of(zipped(parts))
    assert finding.code == "E110"
    assert part in finding.message.zh


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"]
)
def test_a_malformed_or_damaged_part_is_named(part):
    parts = workbook_parts(sheet(), strings=strings(), styles="<styleSheet/>")
    finding = finding_of(zipped(parts | {part: "<open>"}))
    assert (finding.code, part in finding.message.zh) == ("E109", True)


def test_a_workbook_needs_neither_styles_nor_strings():
    parts = workbook_parts(sheet("<row><c s='4'><v>1</v></c></row>"), styles="")
    del parts["xl/styles.xml"]
    assert opened(zipped(parts)).grids[0].text(1, 1) == "1"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_parts_may_begin_with_a_byte_order_mark(encoding):
    parts = workbook_parts(sheet('<row><c t="str"><v>甲</v></c></row>'))
    data = zipped({name: text.encode(encoding) for name, text in parts.items()})
    assert opened(data).grids[0].text(1, 1) == "甲"


def test_prefixes_of_namespaces_are_free():
    page = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    assert opened(workbook(page)).grids[0].text(1, 1) == "1"


def test_elements_of_extensions_are_not_cells():
    page = sheet(
        '<row><c r="A1"><v>1</v><e:v xmlns:e="urn:x">9</e:v></c></row>',
        after='<extLst><e:f xmlns:e="urn:x">A1</e:f></extLst>',
    )
    assert opened(workbook(page)).grids[0].cells == {Position(1, 1): Cell("number", "1")}


def test_a_strict_workbook_is_read():
    parts = workbook_parts(sheet("<row><c><v>1</v></c></row>", main=STRICT_MAIN))
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{STRICT_MAIN}" xmlns:r="{STRICT_ARROWS}" conformance="strict"><sheets><sheet name="表1" r:id="rId1"/></sheets></workbook>'
    )
    parts["_rels/.rels"] = relationships(("officeDocument", "xl/workbook.xml"), base=STRICT_ARROWS)
    parts["xl/_rels/workbook.xml.rels"] = relationships(
        ("worksheet", "worksheets/sheet1.xml"), base=STRICT_ARROWS
    )
    assert opened(zipped(parts)).grids[0].text(1, 1) == "1"


@pytest.mark.parametrize(
    "target",
    [
        "/xl/worksheets/sheet1.xml",
        "../xl/worksheets/sheet1.xml",
        "worksheets\\sheet1.xml",
        "Worksheets/Sheet1.XML",
    ],
)
def test_sheets_are_found_however_the_target_is_written(target):
    parts = workbook_parts(sheet("<row><c><v>1</v></c></row>"))
    parts["xl/_rels/workbook.xml.rels"] = relationships(("worksheet", target))
    assert opened(zipped(parts)).grids[0].text(1, 1) == "1"


def test_a_workbook_at_the_root_and_one_with_backslashes_are_read():
    parts = workbook_parts(sheet("<row><c><v>1</v></c></row>"))
    backslashed = {name.replace("/", "\\"): text for name, text in parts.items()}
    rooted = {name.replace("xl/", ""): text for name, text in parts.items()}
    rooted["_rels/.rels"] = relationships(("officeDocument", "workbook.xml"))
    for data in (zipped(backslashed), zipped(rooted)):
        assert opened(data).grids[0].text(1, 1) == "1"


@pytest.mark.parametrize("kind", ["spreadsheetml.template.main+xml", "spreadsheetml.sheet.main+xml"])
def test_templates_are_workbooks(kind):
    parts = workbook_parts(sheet())
    parts["[Content_Types].xml"] = content_types(
        {"/xl/workbook.xml": f"application/vnd.openxmlformats-officedocument.{kind}"}
    )
    assert open_workbook(zipped(parts))[1] == ()


@pytest.mark.parametrize(
    ("kind", "extra"),
    [
        ("application/vnd.ms-excel.sheet.macroEnabled.main+xml", {}),
        (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            {"xl/vbaProject.bin": ""},
        ),
    ],
)
def test_macros_are_warned_of_whatever_the_file_is_called(kind, extra):
    parts = (
        workbook_parts(sheet()) | extra | {"[Content_Types].xml": content_types({"/xl/workbook.xml": kind})}
    )
    book, findings = open_workbook(zipped(parts))
    assert book is not None
    assert [(finding.code, finding.severity) for finding in findings] == [("E113", "warning")]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", "Word 文档"),
        ("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", "演示文稿"),
        ("application/vnd.ms-excel.sheet.binary.macroEnabled.main", "xlsb"),
        ("application/xml", "别的 Office 文件"),
    ],
)
def test_another_office_file_is_called_what_it_is(kind, words):
    parts = workbook_parts(sheet()) | {"[Content_Types].xml": content_types({"/xl/workbook.xml": kind})}
    parts["xl/workbook.xml"] = "<document/>"
    finding = finding_of(zipped(parts))
    assert (finding.code, words in finding.message.zh) == ("E104", True)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({}, "空的压缩包"),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}, "ODT"),
        ({f"年报/{name}": text for name, text in workbook_parts(sheet()).items()}, "多套了一层文件夹"),
        ({"年报.xlsx": workbook(sheet())}, "先解压"),
        (
            {name: text for name, text in workbook_parts(sheet()).items() if "Types" not in name},
            "缺少 [Content_Types].xml",
        ),
    ],
)
def test_a_zip_that_is_no_workbook_is_called_what_it_is(parts, words):
    finding = finding_of(zipped(parts))
    assert (finding.code, words in finding.message.zh) == ("E104", True)


def test_a_sheet_whose_part_is_missing_is_an_error():
    parts = workbook_parts(sheet(), sheet())
    lost_part = {name: text for name, text in parts.items() if "sheet2" not in name}
    lost_arrow = parts | {"xl/_rels/workbook.xml.rels": relationships(("worksheet", "worksheets/sheet1.xml"))}
    for data in (zipped(lost_part), zipped(lost_arrow)):
        finding = finding_of(data)
        assert (finding.code, finding.places[0].sheet) == ("E109", "表2")


def test_a_part_for_two_sheets_is_an_error():
    parts = workbook_parts(sheet(), sheet())
    parts["xl/_rels/workbook.xml.rels"] = relationships(*[("worksheet", "worksheets/sheet1.xml")] * 2)
    assert finding_of(zipped(parts)).code == "E109"


def test_charts_are_no_sheets_and_need_no_parts():
    written = openpyxl.Workbook()
    written.create_chartsheet("图", 0).add_chart(BarChart())
    assert [grid.name for grid in opened(saved(written)).grids] == ["Sheet"]
    parts = workbook_parts(sheet(), sheet(), sheet())
    parts["xl/_rels/workbook.xml.rels"] = relationships(
        ("chartsheet", "x"), ("dialogsheet", "y"), ("worksheet", "worksheets/sheet3.xml")
    )
    assert [grid.name for grid in opened(zipped(parts)).grids] == ["表3"]


def test_locked_sheets_are_read_without_a_word():
    page = sheet("<row><c><v>1</v></c></row>", after='<sheetProtection sheet="1" password="CC1A"/>')
    data = workbook(page, after='<workbookProtection lockStructure="1"/>')
    assert opened(data).grids[0].text(1, 1) == "1"
    assert open_workbook(data)[1] == ()


def test_a_workbook_without_sheets_says_so():
    assert finding_of(workbook()).code == "E112"


def test_names_are_bounded_and_those_of_one_sheet_carry_it():
    names = '<definedName name="全年">表1!$A$1</definedName><definedName name="打印" localSheetId="0">表1!$A$1:$B$2</definedName><definedName name="x" localSheetId="7">1</definedName>'
    assert opened(workbook(sheet(), after=f"<definedNames>{names}</definedNames>")).names == {
        "全年": "表1!$A$1",
        "表1!打印": "表1!$A$1:$B$2",
    }
    many = "".join(f'<definedName name="n{at}">1</definedName>' for at in range(20_000))
    assert len(opened(workbook(sheet(), after=f"<definedNames>{many}</definedNames>")).names) == 10_000


def test_a_cell_holds_32767_characters_and_no_more():
    for cell in (
        "<c t='str'><v>{}</v></c>",
        "<c t='inlineStr'><is><t>{}</t></is></c>",
        "<c t='str'><f>A2</f><v>{}</v></c>",
    ):
        assert opened(workbook(sheet(f"<row>{cell.format('字' * 32_767)}</row>")))
        finding = finding_of(workbook(sheet(f"<row>{cell.format('字' * 32_768)}</row>")))
        assert (finding.code, finding.places[0].cell) == ("E111", "A1")


def test_sheets_are_bounded():
    names = "".join(f'<sheet name="{at}" r:id="rId1"/>' for at in range(3001))
    assert finding_of(workbook(after=f"<sheets>{names}</sheets>")).code == "E111"


def test_cells_that_hold_something_are_bounded():
    page = sheet("<row><c><v>1</v></c><c/><c><v>2</v></c></row>").encode()
    entry = SheetEntry("表1", "sheet1.xml")
    assert len(read_sheet(entry, page, Cells(Legend()), Room(cells=2)).cells) == 2
    with pytest.raises(PackageFault) as caught:
        read_sheet(entry, page, Cells(Legend()), Room(cells=1))
    assert caught.value.diagnostic.code == "E111"


def test_strings_are_bounded():
    started = time.process_time()
    assert (
        finding_of(workbook(sheet(), strings=f'<sst xmlns="{MAIN}">' + "<si/>" * 2_000_001 + "</sst>")).code
        == "E111"
    )
    assert time.process_time() - started < 10


def test_formatted_cells_without_contents_cost_seconds_and_no_memory():
    letters = "ABCDEFGHIJKLMNOP"
    count, fixed = (
        (20_000, 0) if WHOLE else (5_000, 1 << 20)
    )  # what the reader holds of any workbook tells in a small one
    rows = "".join(
        f'<row r="{row}">' + "".join(f'<c r="{letter}{row}" s="3"/>' for letter in letters) + "</row>"
        for row in range(1, count + 1)
    )
    data = workbook(sheet(rows))
    started = time.process_time()
    assert opened(data).grids[0].cells == {}
    assert time.process_time() - started < 3 * count / 20_000
    tracemalloc.start()
    open_workbook(data)
    assert tracemalloc.get_traced_memory()[1] < 3 * len(rows) + fixed
    tracemalloc.stop()


def test_no_flipped_or_missing_byte_brings_anything_but_a_finding():
    page = sheet(
        '<row r="1"><c r="A1"><v>208</v></c><c r="B1" t="s"><v>0</v></c></row>',
        after='<mergeCells><mergeCell ref="A3:B4"/></mergeCells>',
    )
    parts = workbook_parts(page, strings=strings("甲"), styles="<styleSheet/>")
    chance = random.Random(9704)
    for _ in range(few(5000)):
        name = chance.choice(list(parts))
        content = bytearray(parts[name].encode())
        content[chance.randrange(len(content))] = chance.randrange(256)
        book, findings = open_workbook(zipped(parts | {name: bytes(content)}))
        assert (book is None) == any(finding.is_error for finding in findings)
