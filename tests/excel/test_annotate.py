"""The annotated copy: what it says at which cells, and that it loses nothing else."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

from docgen.diagnostics import Diagnostic, Phrase, Place
from docgen.excel import open_workbook
from docgen.excel.annotation.annotate import annotated
from tests.packages import (
    ARROWS,
    MAIN,
    STRICT_ARROWS,
    STRICT_MAIN,
    content_types,
    relationships,
    sheet,
    styles,
    workbook,
    workbook_parts,
    zipped,
)
from tests.rendering import pages
from tests.tenth import few
from tests.workbooks import brief, clean, edited, filled, found_in

MISTAKES = Path(__file__).parents[2] / "excel_inputs/gov-info-annual-2019/sample-with-mistakes.xlsx"
RED, AMBER, PALE_RED, PALE_AMBER = "FFFFC7CE", "FFFFEB9C", "FFFDE9EB", "FFFFF7DB"
REGISTER = "问题清单"


def finding(*cells: str, severity="error", code="R3", sheet="表1", message="不对", hint="请改", **facts):
    places = tuple(Place(sheet, cell) for cell in cells)
    return Diagnostic(code, severity, Phrase(message, "wrong"), Phrase(hint, "mend it"), places, **facts)


def copy_of(data: bytes, *findings: Diagnostic, **options) -> bytes:
    copy = annotated(data, findings, **options)
    assert copy is not None
    return copy


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def loaded(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def fill(cell) -> str | None:
    return cell.fill.fgColor.rgb if cell.fill.patternType == "solid" else None


def shaded(page) -> dict[str, str]:
    return {cell.coordinate: colour for row in page.iter_rows() for cell in row if (colour := fill(cell))}


def register(data: bytes) -> list[tuple]:
    return list(loaded(data)[REGISTER].iter_rows(min_row=2, values_only=True))


def marked_sheet(rows: str, *findings: Diagnostic, **around: str) -> bytes:
    """The part of a sheet with these rows after annotation."""
    return parts(copy_of(workbook(sheet(rows, **around), styles=styles(0, 14)), *findings))[
        "xl/worksheets/sheet1.xml"
    ]


# The shipped sample


def shades(diagnostic: Diagnostic) -> set[str | None]:
    """What the first cell of a finding may be coloured: another finding at it may ask for more."""
    if diagnostic.is_error:
        return {RED}
    return {AMBER, PALE_RED, RED} if diagnostic.severity == "warning" else {None, AMBER, PALE_RED, RED}


def test_the_sample_is_coloured_commented_and_listed_at_the_cells_of_its_findings():
    data = MISTAKES.read_bytes()
    found = found_in(data)
    book = loaded(copy_of(data, *found))
    for diagnostic in found:
        place = diagnostic.places[0]
        cell = book[place.sheet][place.cell]
        assert fill(cell) in shades(diagnostic)
        assert f"[{diagnostic.code}] {diagnostic.message.zh}\n提示：{diagnostic.hint.zh}" in cell.comment.text
    page = book[REGISTER]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    listed = sorted(found, key=lambda diagnostic: not diagnostic.is_error)
    assert [(row[2], row[3], row[4]) for row in rows] == [
        (d.code, d.places[0].title, d.message.zh) for d in listed
    ]
    assert [cell.hyperlink.location for cell in page["D"][1:]] == [
        f"'{d.places[0].sheet}'!{d.places[0].cell}" for d in listed
    ]


def test_the_other_cells_of_a_finding_are_paler():
    copy = loaded(copy_of(MISTAKES.read_bytes(), *found_in(MISTAKES.read_bytes())))
    page = copy["三、依申请公开"]
    assert (fill(page["D27"]), fill(page["D9"])) == (RED, PALE_RED)


def test_no_cell_comes_to_be_coloured_or_commented_that_is_in_no_finding():
    data = MISTAKES.read_bytes()
    found = found_in(data)
    named = {(place.sheet, place.cell) for diagnostic in found for place in diagnostic.places}
    before, after = loaded(data), loaded(copy_of(data, *found))
    for page in before:
        for row in page.iter_rows():
            for cell in row:
                if (page.title, cell.coordinate) not in named:
                    assert repr(after[page.title][cell.coordinate].fill) == repr(cell.fill)
                    assert after[page.title][cell.coordinate].comment is None


def test_the_copy_is_read_as_the_workbook_was():
    data = MISTAKES.read_bytes()
    found = found_in(data)
    assert found_in(copy_of(data, *found)) == found


def test_blank_cells_are_marked_and_the_copy_gives_the_same_findings():
    data = edited(filled(clean()), lambda book: book["三、依申请公开"].delete_rows(7))
    found = found_in(data)
    assert brief(found)
    again = found_in(copy_of(data, *found))
    assert [(d.code, d.severity, d.places) for d in again] == [(d.code, d.severity, d.places) for d in found]


def test_two_runs_give_the_same_bytes():
    data = MISTAKES.read_bytes()
    found = found_in(data)
    assert copy_of(data, *found) == copy_of(data, *found)


def test_every_other_part_of_the_sample_is_as_it_was():
    data = MISTAKES.read_bytes()
    before, after = parts(data), parts(copy_of(data, *found_in(data)))
    named = {"开头": 3, "一、总体情况": 4, "二、主动公开": 5, "三、依申请公开": 6, "五、问题及改进": 8}
    changed = {f"xl/worksheets/sheet{number}.xml" for number in named.values()}
    changed |= {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
    assert {name for name in before if before[name] != after[name]} <= changed | {"xl/worksheets/sheet1.xml"}


# The register


def test_a_finding_without_a_cell_stands_in_the_register_only():
    data = workbook(sheet("<row r='1'><c r='A1'><v>1</v></c></row>"))
    copy = copy_of(data, finding(severity="warning"), finding("", code="E217"), finding("7:7", code="E218"))
    assert [(row[1], row[2], row[3]) for row in register(copy)] == [
        ("错误", "E217", "表1"), ("错误", "E218", "表1!7:7"), ("警告", "R3", None)
    ]  # fmt: skip
    assert parts(copy)["xl/worksheets/sheet1.xml"] == parts(data)["xl/worksheets/sheet1.xml"]
    assert [cell.hyperlink and cell.hyperlink.location for cell in loaded(copy)[REGISTER]["D"][1:]] == [
        "'表1'!A1", "'表1'!A1", None
    ]  # fmt: skip


def test_the_register_is_first_shown_frozen_filtered_and_printed_on_a4_across():
    book = loaded(copy_of(workbook(sheet()), finding("A1"), finding("B2")))
    page = book.worksheets[0]
    assert book.active is page
    assert (page.title, page.freeze_panes, page.auto_filter.ref) == (REGISTER, "A2", "A1:H3")
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.sheet_properties.pageSetUpPr.fitToPage, page.page_setup.fitToHeight) == (True, 0)
    assert page.print_title_rows == "$1:$1"


def test_a_text_that_begins_like_a_formula_stays_text():
    texts = ("=1+1", "+86", "-5", "@a", "_x000D_", "a\rb\x0b", "<b>&\"'")
    found = [finding("A1", message=text, hint=text, expected=text, actual=text) for text in texts]
    copy = copy_of(workbook(sheet()), *found)
    (grid, _) = open_workbook(copy)[0].grids
    for row, text in enumerate(texts, 2):
        assert [grid.text(row, column) for column in (5, 6, 7, 8)] == [text] * 4
        assert not grid.cells[row, 5].formula
    cells = loaded(copy)[REGISTER]["E"][1:]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.quotePrefix for cell in cells][:4] == [True] * 4


def test_the_register_takes_another_name_when_a_sheet_is_called_so():
    parts_ = workbook_parts(sheet())
    parts_["xl/workbook.xml"] = parts_["xl/workbook.xml"].replace("表1", REGISTER)
    copy = loaded(copy_of(zipped(parts_), finding("A1", sheet=REGISTER)))
    assert copy.sheetnames == [f"{REGISTER}2", REGISTER]
    assert copy[REGISTER]["A1"].comment


def test_two_thousand_findings_are_listed_and_the_rest_is_counted():
    found = [finding(f"A{row}", message=f"第{row}条") for row in range(1, 2504)]
    copy = loaded(copy_of(workbook(sheet()), *found))
    page = copy[REGISTER]
    assert page.max_row == 2002
    assert (page["E2001"].value, page["A2002"].value) == ("第2000条", "另有 503 条")
    assert fill(copy["表1"]["A2503"]) == RED
    assert copy["表1"]["A2503"].comment is None


def test_a_sheet_with_quotes_in_its_name_is_linked():
    parts_ = workbook_parts(sheet())
    parts_["xl/workbook.xml"] = parts_["xl/workbook.xml"].replace("表1", "a'&amp;b")
    page = loaded(copy_of(zipped(parts_), finding("B2", sheet="a'&b")))[REGISTER]
    assert page["D2"].hyperlink.location == "'a''&b'!B2"


def test_the_words_are_english_when_asked_for():
    copy = loaded(copy_of(workbook(sheet()), finding("A1"), language="en"))
    assert [cell.value for cell in copy[REGISTER][1]][:3] == ["No.", "Severity", "Code"]
    assert copy["表1"]["A1"].comment.text == "[R3] wrong\nhint: mend it"


# Cells


def test_the_strongest_shade_wins_and_information_colours_nothing():
    found = [
        finding("A1", "B1"),
        finding("B1", "A1", "C1", severity="warning"),
        finding("D1", "A1", severity="info"),
    ]
    copy = loaded(copy_of(workbook(sheet()), *found))
    assert shaded(copy["表1"]) == {"A1": RED, "B1": AMBER, "C1": PALE_AMBER}
    assert copy["表1"]["D1"].comment.text == "[R3] 不对\n提示：请改"


def test_several_findings_of_a_cell_share_one_comment_in_order_of_severity():
    copy = loaded(
        copy_of(
            workbook(sheet()), finding("B2", severity="warning", code="N1"), finding("B2", code="R1", hint="")
        )
    )
    assert copy["表1"]["B2"].comment.text == "[R1] 不对\n\n[N1] 不对\n提示：请改"


def test_blank_cells_are_put_between_their_neighbours():
    rows = '<row r="2" spans="1:4"><c r="A2"><v>1</v></c><c r="D2"><v>4</v></c></row><row r="5"/><row r="9"><c r="A9"/></row>'
    found = [finding(cell) for cell in ("C2", "B2", "F2", "E2", "B5", "A7", "C7", "A1", "A11", "B12", "A9")]
    style = b'<c r="%s" s="2"/>'
    b2, c2, e2, f2, b5, a7, c7, a1, a11, b12, a9 = (
        style % cell.encode() for cell in ("B2", "C2", "E2", "F2", "B5", "A7", "C7", "A1", "A11", "B12", "A9")
    )
    expected = (
        b'<sheetData><row r="1">' + a1 + b'</row><row r="2"><c r="A2"><v>1</v></c>' + b2 + c2
        + b'<c r="D2"><v>4</v></c>' + e2 + f2 + b'</row><row r="5">' + b5 + b'</row><row r="7">' + a7 + c7
        + b'</row><row r="9">' + a9 + b'</row><row r="11">' + a11 + b'</row><row r="12">' + b12 + b"</row></sheetData>"
    )  # fmt: skip
    assert expected in marked_sheet(rows, *found)


def test_rows_and_cells_without_references_are_counted_as_the_reader_counts():
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c r='D2'><v>4</v></c><c><v>5</v></c></row>"
    found = [finding(cell) for cell in ("B1", "C2", "E2", "A3", "C1")]
    data = marked_sheet(rows, *found)
    assert b'<c s="2"><v>2</v></c><c r="C1" s="2"/></row>' in data
    assert b'<c/><c r="C2" s="2"/><c r=\'D2\'><v>4</v></c><c s="2"><v>5</v></c></row><row r="3">' in data


def test_a_cell_that_lies_in_the_row_of_another_is_found_by_its_reference():
    data = workbook(sheet("<row r='1'><c r='A9'><v>7</v></c></row>"))
    book, found = open_workbook(copy_of(data, finding("A9")))
    assert book, found
    assert book.grids[1].text(9, 1) == "7"


@pytest.mark.filterwarnings("ignore:Workbook contains no default style")
def test_a_blank_cell_looks_as_its_row_or_column_did():
    around = '<cols><col min="2" max="4" style="1"/></cols>'
    rows = '<row r="1" s="1" customFormat="1"/><row r="2" s="1"/>'
    copy = loaded(
        copy_of(workbook(sheet(rows, before=around), styles=styles(0, 14)), *map(finding, ("A1", "A2", "C2")))
    )
    formats = [copy["表1"][cell].number_format for cell in ("A1", "A2", "C2")]
    assert formats == ["mm-dd-yy", "General", "mm-dd-yy"]


def test_a_cell_keeps_its_style_but_for_the_fill():
    book = openpyxl.Workbook()
    page = book.active
    cell = page["B2"]
    cell.value, cell.number_format = 0.5, '0.0"％"'
    cell.font, cell.alignment = (
        Font("楷体", 15, bold=True, color="FF112233"),
        Alignment("center", wrap_text=True),
    )
    cell.border, cell.protection = Border(left=Side("double")), Protection(locked=False, hidden=True)
    cell.fill = PatternFill("solid", fgColor="FF00FF00")
    page["C2"]._style = cell._style
    data = saved(book)
    after = loaded(copy_of(data, finding("B2", sheet="Sheet")))["Sheet"]
    before = loaded(data)["Sheet"]
    for aspect in ("value", "number_format", "font", "alignment", "border", "protection"):
        assert repr(getattr(after["B2"], aspect)) == repr(getattr(before["B2"], aspect))
    assert fill(after["B2"]) == RED
    assert repr(after["C2"].fill) == repr(before["C2"].fill)


def test_a_fault_inside_a_merge_is_shown_at_its_first_cell():
    data = workbook(sheet(after='<mergeCells><mergeCell ref="B2:D4"/></mergeCells>'))
    page = loaded(copy_of(data, finding("C3", code="F4"), finding("B2", severity="warning")))["表1"]
    assert shaded(page) == {"B2": RED}
    assert page["B2"].comment.text.startswith("[F4]")
    assert page["B2"].comment.text.count("[") == 2


def test_at_random_places_values_stay_and_just_the_named_cells_are_coloured():
    chance = random.Random(20260)
    for _ in range(few(100)):
        filled_in = {(chance.randint(1, 12), chance.randint(1, 30)): chance.randint(0, 99) for _ in range(60)}
        rows = "".join(
            f'<row r="{row}">'
            + "".join(
                f'<c r="{openpyxl.utils.get_column_letter(column)}{row}"><v>{value}</v></c>'
                for (_, column), value in sorted(filled_in.items()) if _ == row
            )
            + "</row>"
            for row in sorted({row for row, _ in filled_in})
        )  # fmt: skip
        cells = [
            f"{openpyxl.utils.get_column_letter(chance.randint(1, 32))}{chance.randint(1, 14)}"
            for _ in range(30)
        ]
        data = workbook(sheet(rows))
        copy = copy_of(data, *map(finding, cells))
        assert shaded(loaded(copy)["表1"]) == dict.fromkeys(cells, RED)
        assert open_workbook(copy)[0].grids[1].cells == open_workbook(data)[0].grids[0].cells


# Comments


def with_comment(text: str = "请王科长核对") -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    page["B2"] = 1
    page["B2"].comment = Comment(text, "王科长", height=50, width=333)
    page["C3"].comment = Comment("别动", "李四")
    return saved(book)


def test_a_comment_that_is_there_stays_before_what_docgen_says():
    data = with_comment()
    copy = copy_of(data, finding("B2", sheet="Sheet"), finding("D4", sheet="Sheet"))
    page = loaded(copy)["Sheet"]
    assert page["B2"].comment.text == "请王科长核对\n────────\n[R3] 不对\n提示：请改"
    assert [page[cell].comment.author for cell in ("B2", "C3", "D4")] == ["王科长", "李四", "docgen"]
    assert page["C3"].comment.text == "别动"
    (drawing,) = (name for name in parts(copy) if name.endswith(".vml"))
    before, after = parts(data)[drawing], parts(copy)[drawing]
    assert after.startswith(before.removesuffix(b"</xml>"))
    assert after.count(b'ObjectType="Note"') == 3
    assert b"width:333px" in after


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("<text><t>旧</t></text>", "旧"),
        (
            "<text><r><rPr><b/></rPr><t>粗</t></r><r><t>细</t></r><rPh sb='0' eb='1'><t>cu</t></rPh></text>",
            "粗细",
        ),
        ("<text/>", ""),
        ("<text></text>", ""),
        ("", ""),
    ],
)
def test_comments_of_every_form_are_continued(text, kept):
    page = loaded(copy_of(commented_by_hand(text), finding("A1")))["表1"]
    assert page["A1"].comment.text == f"{kept}\n────────\n[R3] 不对\n提示：请改"


VML = '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">{}</xml>'
NOTE = (
    '<v:shape id="_x0000_s1025" type="#_x0000_t202"><x:ClientData ObjectType="Note"><x:Row>0</x:Row>'
    "<x:Column>0</x:Column></x:ClientData></v:shape>"
)


def commented_by_hand(text: str, drawing: str = VML.format(NOTE), comments: str = "") -> bytes:
    after = f'<legacyDrawing xmlns:r="{ARROWS}" r:id="rId2"/>'
    comments = comments or (
        f'<x:comments xmlns:x="{MAIN}"><x:authors><x:author>甲</x:author></x:authors><x:commentList>'
        f'<x:comment ref="A1" authorId="0">{text.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:")}'
        "</x:comment></x:commentList></x:comments>"
    )
    return zipped(
        {
            **workbook_parts(sheet("<row r='1'><c r='A1'><v>1</v></c></row>", after=after)),
            "xl/worksheets/_rels/sheet1.xml.rels": relationships(
                ("comments", "../comments9.xml"), ("vmlDrawing", "../drawings/old.vml")
            ),
            "xl/comments9.xml": comments,
            "xl/drawings/old.vml": drawing,
        }
    )


def test_a_drawing_that_is_no_xml_is_not_parsed_and_keeps_its_buttons():
    button = '<v:shape id="_x0000_s1030"><v:textbox>确定<br>取消</v:textbox></v:shape>'
    copy = copy_of(commented_by_hand("<text><t>旧</t></text>", VML.format(NOTE + button)), finding("B2"))
    after = parts(copy)["xl/drawings/old.vml"].decode()
    assert after.startswith(VML.format(NOTE + button).removesuffix("</xml>"))
    assert 'id="_x0000_s1031"' in after
    assert b'ref="B2"' in parts(copy)["xl/comments9.xml"]


@pytest.mark.parametrize("drawing", ["", "<xml><v:shape", "<html></html>", "\0" * 40])
def test_a_drawing_that_is_none_is_left_alone_with_its_comments(drawing):
    data = commented_by_hand("<text><t>旧</t></text>", drawing)
    copy = copy_of(data, finding("A1"))
    for name in ("xl/drawings/old.vml", "xl/comments9.xml"):
        assert parts(copy)[name] == parts(data)[name]
    assert b"<c r='A1' s=" in parts(copy)["xl/worksheets/sheet1.xml"]
    assert register(copy)[0][2] == "R3"


@pytest.mark.parametrize(
    "comments",
    [
        "<comments><authors>",
        f'<comments xmlns="{MAIN}"/>',
        '<!DOCTYPE a [<!ENTITY b "c">]><comments>&b;</comments>',
    ],
)
def test_comments_that_cannot_be_read_are_left_alone(comments):
    data = commented_by_hand("", comments=comments)
    copy = copy_of(data, finding("A1"))
    assert parts(copy)["xl/comments9.xml"] == comments.encode()
    assert parts(copy)["xl/drawings/old.vml"] == parts(data)["xl/drawings/old.vml"]
    assert fill_of_first_cell(copy) == RED


def fill_of_first_cell(copy: bytes) -> str:
    pieces = parts(copy)
    bare = {name: data for name, data in pieces.items() if "rels" not in name or "worksheets" not in name}
    bare["xl/worksheets/sheet1.xml"] = bare["xl/worksheets/sheet1.xml"].replace(b'r:id="rId2"', b"")
    return fill(loaded(zipped(bare))["表1"]["A1"])


# Everything else

X14 = (
    '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" uri="{78C0D931}">'
    '<x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
    '<x14:cfRule type="dataBar" id="{1}"><x14:dataBar/></x14:cfRule><xm:sqref>A1:A9</xm:sqref>'
    "</x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
)
AROUND = (
    '<conditionalFormatting sqref="A1"><cfRule type="expression" priority="1"><formula>A1&gt;1</formula></cfRule>'
    '</conditionalFormatting><dataValidations count="1"><dataValidation type="whole" sqref="A1"/></dataValidations>'
    '<pageMargins left="1" right="1" top="1" bottom="1" header="0" footer="0"/><drawing r:id="rId1"/><!-- 注 -->'
)
OPENING = (
    f'<?xml version="1.0" encoding="UTF-8"?>\r\n<worksheet xmlns="{MAIN}" xmlns:r="{ARROWS}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac" '
    'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac">'
)
ROW = '<row r="1" x14ac:dyDescent="0.2"><c r="A1" t="str"><f>"甲"&amp;B1</f><v>甲乙</v></c><c r="B1"><v>7</v></c></row>'
NAMES = (
    "<definedNames><definedName name='_xlnm.Print_Titles' localSheetId='1'>表2!$1:$3</definedName>"
    '<definedName name="_xlnm.Print_Area" localSheetId="0">表1!$A$1:$B$2</definedName>'
    '<definedName name="全表">表1!$A$1</definedName></definedNames><calcPr calcId="1"/>'
)
VIEWS = '<bookViews><workbookView xWindow="7" firstSheet="1" activeTab="1"/></bookViews>'
SELECTED = '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"/></sheetViews>'
APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><HeadingPairs>'
    '<vt:vector size="{}" baseType="variant"><vt:variant><vt:lpstr>工作表</vt:lpstr></vt:variant><vt:variant>'
    "<vt:i4>{}</vt:i4></vt:variant>{}</vt:vector></HeadingPairs><TitlesOfParts>"
    '<vt:vector size="{}" baseType="lpstr">{}</vt:vector></TitlesOfParts></Properties>'
)
PAIR = "<vt:variant><vt:lpstr>命名范围</vt:lpstr></vt:variant><vt:variant><vt:i4>{}</vt:i4></vt:variant>"


def listing(titles: list[str], named: int) -> str:
    pair = PAIR.format(named) if named else ""
    texts = "".join(f"<vt:lpstr>{title}</vt:lpstr>" for title in titles)
    return APP.format(4 if named else 2, len(titles) - named, pair, len(titles), texts)


def rich_parts(app: str = "") -> dict[str, str | bytes]:
    """A workbook with much of what no library saves again."""
    first = f"{OPENING}<sheetData>{ROW}</sheetData>{AROUND}{X14}</worksheet>"
    whole = workbook_parts(
        first, sheet(before=SELECTED), settings=VIEWS, after=NAMES, styles=styles(0, "0.0")
    )
    arrows = (("officeDocument", "xl/workbook.xml"), ("extended-properties", "docProps/app.xml"))
    return whole | {
        "_rels/.rels": relationships(*arrows, ("custom-properties", "docProps/custom.xml")),
        "docProps/app.xml": app or listing(["表1", "表2", "表1!Print_Area", "表2!Print_Titles"], 2),
        "docProps/custom.xml": "<Properties><property name='docgen.report'/></Properties>",
        "xl/worksheets/_rels/sheet1.xml.rels": relationships(("drawing", "../drawings/drawing1.xml")),
        "xl/drawings/drawing1.xml": '<wsDr xmlns="x"><sp><txBody>文本框</txBody></sp></wsDr>',
        "xl/media/image1.png": bytes(range(256)) * 9,
        "xl/calcChain.xml": f'<calcChain xmlns="{MAIN}"><c r="A1" i="1"/></calcChain>',
        "xl/externalLinks/externalLink1.xml": "<externalLink/>",
        "xl/printerSettings/printerSettings1.bin": b"\0\1\2",
    }


def test_all_that_says_nothing_new_is_byte_for_byte_what_it_was():
    whole = rich_parts()
    before, after = parts(zipped(whole)), parts(copy_of(zipped(whole), finding("B1"), finding("C1")))
    assert {name for name in before if after[name] != before[name]} == {
        "[Content_Types].xml", "docProps/app.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
        "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels", "xl/worksheets/sheet2.xml",
    }  # fmt: skip
    assert after.keys() - before.keys() == {
        "xl/worksheets/sheet3.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"
    }  # fmt: skip


def test_in_a_sheet_nothing_changes_but_the_cells_and_the_drawing_of_their_comments():
    after = parts(copy_of(zipped(rich_parts()), finding("B1"), finding("C1")))[
        "xl/worksheets/sheet1.xml"
    ].decode()
    row = ROW.replace('<c r="B1">', '<c r="B1" s="2">').replace("</row>", '<c r="C1" s="2"/></row>')
    hung = f'<legacyDrawing xmlns:r="{ARROWS}" r:id="docgen2"/>'
    around = AROUND.replace("<!--", f"{hung}<!--")
    assert after == f"{OPENING}<sheetData>{row}</sheetData>{around}{X14}</worksheet>"


def test_names_of_single_sheets_the_view_and_the_selection_follow_the_sheets():
    copy = copy_of(zipped(rich_parts()), finding("B1"))
    text = parts(copy)["xl/workbook.xml"].decode()
    assert '<workbookView xWindow="7"/>' in text
    assert "localSheetId='2'" not in text
    assert '<definedName name="_xlnm.Print_Titles" localSheetId="2">表2!$1:$3</definedName>' in text.replace(
        "'", '"'
    )
    assert '<definedName name="_xlnm.Print_Area" localSheetId="1">表1!$A$1:$B$2</definedName>' in text
    assert '<definedName name="全表">表1!$A$1</definedName>' in text
    assert b'<sheetView showGridLines="0" workbookViewId="0"/>' in parts(copy)["xl/worksheets/sheet2.xml"]
    names = open_workbook(copy)[0].names
    assert names["表2!_xlnm.Print_Titles"] == "表2!$1:$3"
    assert names[f"{REGISTER}!_xlnm.Print_Titles"] == f"'{REGISTER}'!$1:$1"


@pytest.mark.parametrize(
    ("before", "named", "after"),
    [
        (["表1", "表2", "全表"], 1, [REGISTER, "表1", "表2", "全表", f"{REGISTER}!Print_Titles"]),
        (["表1", "表2"], 0, [REGISTER, "表1", "表2", f"{REGISTER}!Print_Titles"]),
    ],
)
def test_the_properties_list_the_register_first(before, named, after):
    copy = copy_of(zipped(rich_parts(listing(before, named))), finding("B1"))
    text = parts(copy)["docProps/app.xml"].decode()
    assert _titles(text) == (_titles(listing(after, named + 1)))


def _titles(app: str) -> list[str | None]:
    root = openpyxl.xml.functions.fromstring(app.encode())
    return [
        *(node.get("size") for node in root.iter() if node.get("size")),
        *(n.text for n in root.iter() if not len(n)),
    ]


@pytest.mark.parametrize(
    "app", ["<Properties>", "<Properties/>", listing(["表1"], 0), APP.format(2, "x", "", 1, "")]
)
def test_properties_that_list_something_else_stay_as_they_are(app):
    copy = copy_of(zipped(rich_parts(app)), finding("B1"))
    assert parts(copy)["docProps/app.xml"] == app.encode()


def test_prefixes_of_a_part_are_kept_to():
    prefixed = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="2"><x:c r="B2"><x:v>5</x:v></x:c></x:row></x:sheetData>'
        "</x:worksheet>"
    )
    look = styles(0).replace("<", "<x:").replace("<x:/", "</x:").replace('xmlns="', 'xmlns:x="')
    whole = workbook_parts(prefixed, styles=look)
    book = (
        str(whole["xl/workbook.xml"])
        .replace("<", "<x:")
        .replace("<x:/", "</x:")
        .replace('xmlns="', 'xmlns:x="')
    )
    copy = copy_of(zipped(whole | {"xl/workbook.xml": book}), finding("B2"), finding("A2"), finding("A1"))
    text = parts(copy)["xl/worksheets/sheet1.xml"].decode()
    assert (
        '<x:sheetData><x:row r="1"><x:c r="A1" s="1"/></x:row><x:row r="2"><x:c r="A2" s="1"/><x:c r="B2" s="1">'
        "<x:v>5</x:v></x:c></x:row></x:sheetData><x:legacyDrawing xmlns:r="
    ) in text
    assert open_workbook(copy)[0].grids[1].text(2, 2) == "5"
    for name in ("xl/workbook.xml", "xl/styles.xml"):
        assert b"<x:" in parts(copy)[name]
        assert b"<sheet" not in parts(copy)[name]
        assert b"<fill" not in parts(copy)[name]


def test_a_strict_workbook_stays_strict():
    whole = workbook_parts(sheet(main=STRICT_MAIN))
    whole["xl/workbook.xml"] = (
        str(whole["xl/workbook.xml"]).replace(MAIN, STRICT_MAIN).replace(ARROWS, STRICT_ARROWS)
    )
    whole["_rels/.rels"] = relationships(("officeDocument", "xl/workbook.xml"), base=STRICT_ARROWS)
    whole["xl/_rels/workbook.xml.rels"] = relationships(
        ("worksheet", "worksheets/sheet1.xml"), base=STRICT_ARROWS
    )
    copy = copy_of(zipped(whole), finding("B2"))
    for name, data in parts(copy).items():
        assert MAIN.encode() not in data, name
        assert ARROWS.encode() not in data, name
    assert [grid.name for grid in open_workbook(copy)[0].grids] == [REGISTER, "表1"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "iso-8859-1"])
def test_parts_in_other_encodings_are_marked(encoding):
    declared = "UTF-8" if "8-sig" in encoding else encoding.removesuffix("-le").upper()
    mark = "\ufeff" if encoding == "utf-16-le" else ""
    text = mark + f'<?xml version="1.0" encoding="{declared}"?>' + sheet(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>é</t></is></c></row>'
    )  # fmt: skip
    copy = copy_of(workbook(text.encode(encoding)), finding("A1"))
    assert open_workbook(copy)[0].grids[1].text(1, 1) == "é"
    assert shaded(loaded(copy)["表1"]) == {"A1": RED}


def test_what_is_declared_is_there_and_what_is_there_is_declared_once():
    copy = copy_of(zipped(rich_parts()), finding("B1"), finding("B1", sheet="表2"))
    pieces = parts(copy)
    types = pieces["[Content_Types].xml"].decode()
    assert types.count('Extension="vml"') == 1
    for name in pieces.keys() - parts(zipped(rich_parts())).keys():
        assert types.count(f'"/{name}"') == (0 if name.endswith((".vml", ".rels")) else 1)


def test_what_cannot_be_opened_gives_no_copy():
    assert annotated(b"%PDF-1.7", [finding("A1")]) is None
    assert (
        annotated(zipped({"a.txt": "b", "[Content_Types].xml": content_types({})}), [finding("A1")]) is None
    )


@pytest.mark.render
def test_libreoffice_shows_the_comments_and_colours(tmp_path):
    if reason := pages.unavailable():
        pytest.skip(reason)
    path = tmp_path / "copy.xlsx"
    data = MISTAKES.read_bytes()
    found = found_in(data)
    path.write_bytes(copy_of(data, *found))
    folder = tmp_path / "converted"
    folder.mkdir()
    (made,) = pages.converted([path], folder, "xlsx")
    book = loaded(made.read_bytes())
    assert book.active.title == REGISTER
    for diagnostic in found:
        cell = book[diagnostic.places[0].sheet][diagnostic.places[0].cell]
        assert fill(cell) in shades(diagnostic)
        assert f"[{diagnostic.code}]" in cell.comment.text
