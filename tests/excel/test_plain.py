"""The plain sheet: read in one go, it is the very grid that reading tag by tag gives; anything odd is left to that."""

import random
from pathlib import Path

import pytest

from docgen.excel import sheet as sheets
from docgen.excel.frame import SheetEntry
from docgen.excel.legend import Cells, Legend
from docgen.excel.plain import plain
from docgen.excel.room import Room
from docgen.excel.sheet import read_sheet
from docgen.package import PackageFault, open_package

SAMPLES = sorted((Path(__file__).parents[2] / "excel_inputs").glob("*/*.xlsx"))
ENTRY = SheetEntry("表", "xl/worksheets/sheet1.xml")
LEGEND = Legend(("甲", "乙&", "丙"), ("", "0.00", "yyyy-mm-dd"))
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:x14ac="urn:x14ac">'


def part(cells: str, before: str = "", after: str = "", head: str = HEAD) -> bytes:
    return f"{head}{before}<sheetData>{cells}</sheetData>{after}</worksheet>".encode()


def read(data: bytes):
    """The grid and what room is left, or the fault."""
    room = Room(cells=500, characters=5_000, elements=2_000)
    try:
        grid = read_sheet(ENTRY, data, Cells(LEGEND), room)
    except PackageFault as fault:
        return fault.diagnostic
    return grid, room.cells, room.characters, room.elements


@pytest.fixture
def both(monkeypatch):
    """What a part comes to in one go (whether it was plain at all), and tag by tag."""

    def compare(data: bytes):
        heard = []
        plainly = sheets._plainly
        monkeypatch.setattr(sheets, "_plainly", lambda *given: heard.append(plainly(*given)) or heard[-1])
        quick = read(data)
        monkeypatch.setattr(sheets, "_plainly", lambda *_: None)
        slow = read(data)
        monkeypatch.setattr(sheets, "_plainly", plainly)
        return bool(heard and heard[-1]), quick, slow

    return compare


PLAIN = [
    "",
    '<row r="1"/>',
    '<row r="1" hidden="1"/><row r="2" hidden="0" ht="20.5" customHeight="1" x14ac:dyDescent="0.25"><c r="A2"><v>1</v></c></row><row r="3" hidden="true"/>',
    '<row r="1" spans="1:3"><c r="A1" s="1" t="n"><v>12</v></c><c r="B1" s="1"/><c r="C1" t="s"><v>1</v></c></row>',
    '<row r="1"><c r="A1" t="inlineStr"><is><t>&#19968;&amp;&#x4e8c;&#38;lt;</t></is></c><c r="B1" s="4" t="n"></c><c r="C1" s="1" /></row>',
    '<row r="2"><c r="A2"><f>SUM(B2:C2)&gt;1</f><v>3</v></c><c r="B2"><f t="shared" si="0"/><v>1</v></c><c r="C2"><f>1</f></c></row>',
    '<row r="2"><c r="A2" t="str"><f>"a"</f><v></v></c><c r="B2" t="str"><f>x</f><v/></c><c r="C2"><v /></c></row>',
    '\n <row r="1">\n<c r="A1"><v>1</v></c>\n <c r="B1" t="b"><v>1</v></c> </row>\n<row r="7"><c r="A7" t="e"><v>#REF!</v></c></row>\n',
    '<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve"> _x000D_a&lt;b&gt; </t></is></c><c r="B1" t="inlineStr"><is><t></t></is></c></row>',
    '<row r="1"><c r="A1" t="d"><v>2024-01-02</v></c><c r="B1" t="str"><v>a"b\'c</v></c></row>',
    '<row r="1" a=\' r="9"\'><c r="A1"><v>1</v></c></row>',
    '<c r="A1"><v>1</v></c>',
]
ODD = [
    '<row r="1" ht="1" ht="2"><c r="A1"><v>1</v></c></row>',
    '<row r="1"><c r="A1"><f t="shared" ca="0" si="0"/><v>1</v></c></row>',
    '<row r="1"><row r="2"><c r="A2"><v>1</v></c></row></row>',
    '<row><c r="A1"><v>1</v></c></row>',
    '<row r="1"><c><v>1</v></c><c><v>2</v></c></row>',
    '<row r="1"><c s="1" r="A1"><v>1</v></c></row>',
    '<row r="1"><c r="$A$1"><v>1</v></c></row>',
    '<row r="1"><c r="a1"><v>1</v></c></row>',
    '<row r="1"><c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c></row>',
    '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t><rPh sb="0" eb="1"><t>x</t></rPh></is></c></row>',
    '<row r="1"><c r="A1"><v>1</v><extLst/></c></row>',
    '<row r="1"><c r="A1"><v>1</v></c><x xmlns="y"/></row>',
    '<row r="1">text<c r="A1"><v>1</v></c></row>',
    '<row r="1"><c r="A1"><v>1</v></c></row><!-- c --><row r="2"><c r="A2"><v><![CDATA[2]]></v></c></row>',
    '<row r="1"><c r="A1" cm="1"><v>1</v></c></row>',
    '<row r="1"><c r="A1" t="str"><v>a\r\nb</v></c></row>',
]
WRONG = [
    '<row r="1"><c r="A1"><v>1</v></c></row></row>',
    '<row r="1" y:a="1"><c r="A1"><v>1</v></c></row>',
    '<row r="1"><c r="A1"><v>1</v></c>',
    '<row r="1"/><c r="A1"><f/>1</f></c></row>',
    '<row r="1"><c r="A1" t="str"><v>&#1;</v></c></row>',
    '<row r="1"><c r="A1" t="str"><v>&#xFFFE;</v></c></row>',
    '<row r="1"><c r="A1" t="str"><v>&#x110000;</v></c></row>',
    '<row r="1"><c r="A1" t="str"><v>\ufffe</v></c></row>',
    '<row r="1"><c r="A1" t="str"><v>a]]></v></c></row>',
    '<row r="1"><c r="A1"><v>x</v></c></row>',
    '<row r="1"><c r="A1" t="s"><v>9</v></c></row>',
    '<row r="1"><c r="A1" t="zz"><v>9</v></c></row>',
    '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
    '<row r="9999999"><c r="A1"><v>1</v></c></row>',
    '<row r="1"><c r="XFE1"><v>1</v></c></row>',
    '<row r="1"><c r="A1"><v>1</v></row>',
    '<row r="1"><c r="A1"><v>\x01</v></c></row>',
    '<row r="1"><c r="A1"><v>&nbsp;</v></c></row>',
    "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 600)),
    f'<row r="1"><c r="A1" t="str"><v>{"x" * 6000}</v></c></row>',
    '<row r="1">' + '<c r="A1"/>' * 2100 + "</row>",
]  # fmt: skip


@pytest.mark.parametrize("cells", PLAIN)
def test_a_plain_sheet_is_the_grid_that_its_tags_give(both, cells):
    plainly, quick, slow = both(
        part(
            cells,
            '<cols><col min="1" max="2" hidden="1"/></cols>',
            '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>',
        )
    )

    assert plainly
    assert quick == slow


@pytest.mark.parametrize("cells", ODD + WRONG)
def test_what_is_not_plain_is_read_tag_by_tag(both, cells):
    plainly, quick, slow = both(part(cells))

    assert not plainly
    assert quick == slow


@pytest.mark.parametrize(
    "head",
    [
        HEAD.replace("UTF-8", "ISO-8859-1"),
        HEAD.replace("http://schemas.openxmlformats.org/", "urn:x:"),
        HEAD.replace("<worksheet xmlns", "<x:worksheet xmlns:x"),
        HEAD.replace("<worksheet", "<!DOCTYPE worksheet><worksheet"),
        HEAD.replace(">\n<", ">\n<a><").replace("<a>", ""),
        HEAD + '<ext xmlns="urn:other">',
    ],
)
def test_another_head_is_another_sheet(both, head):
    _, quick, slow = both(part('<row r="1"><c r="A1" t="str"><v>é</v></c></row>', head=head))

    assert quick == slow


@pytest.mark.parametrize("file", SAMPLES, ids=lambda path: f"{path.parent.name[-4:]}-{path.stem}")
def test_every_sheet_that_we_write_is_plain(file):
    package, _ = open_package(file.read_bytes())
    sheets_ = [name for name in package.names if name.startswith("xl/worksheets/sheet")]

    assert sheets_
    assert all(plain(package.read(name)) for name in sheets_)


def test_damaged_sheets_are_read_as_their_tags_are(both):
    chance = random.Random(11)
    more = '<row r="4"><c r="A4" s="1" t="n"><v>12</v></c><c r="B4" s="1"/><c r="C4" t="s"><v>1</v></c></row><row r="5"><c r="A5"><f>A1&gt;1</f><v>3</v></c></row>'
    whole = part(PLAIN[2] + more).decode()
    pieces = [
        "<",
        ">",
        "/",
        '"',
        "&",
        " ",
        "<c ",
        "</c>",
        "<v>",
        "</row>",
        "<row ",
        "1",
        "A1",
        "<!--",
        "'",
        "\r",
        "t=",
        "]]>",
    ]
    kept = 0
    for _ in range(1500):
        at, length = chance.randrange(len(whole)), chance.choice((0, 1, 1, 3, 8))
        harmed = whole[:at] + chance.choice(pieces) * chance.randrange(2) + whole[at + length :]

        plainly, quick, slow = both(harmed.encode())

        assert quick == slow, harmed
        kept += plainly
    assert kept > 50, "some damage must leave a plain sheet"
