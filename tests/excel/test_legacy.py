"""Workbooks of other formats: what calamine keeps to itself is put back, and nothing it does is believed blindly."""

import json
import struct
import sys
import zipfile
from html import escape

import pytest

from docgen.diagnostics import Diagnostic
from docgen.excel import open_workbook
from docgen.excel.legacy import open as legacy
from docgen.report.grid import Book, Cell, Grid, Position
from tests.packages import zipped

calamine = pytest.importorskip("python_calamine", reason="docgen[legacy] is not installed")

FREE, END = 0xFFFF_FFFF, 0xFFFF_FFFE
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def begin(kind: int) -> bytes:
    return record(0x0809, struct.pack("<HHHHLL", 0x0600, kind, 0, 1997, 0, 6))


def cell(kind: int, row: int, column: int, rest: bytes) -> bytes:
    return record(kind, struct.pack("<HHH", row, column, 0) + rest)


def number(row: int, column: int, value: float) -> bytes:
    return cell(0x0203, row, column, struct.pack("<d", value))


def label(row: int, column: int, text: str) -> bytes:
    return cell(0x0204, row, column, struct.pack("<HB", len(text), 1) + text.encode("utf-16-le"))


def boolean(row: int, column: int, value: int, *, error: bool = False) -> bytes:
    return cell(0x0205, row, column, bytes([value, error]))


def formula(row: int, column: int, result: bytes) -> bytes:
    return cell(0x0006, row, column, result + struct.pack("<HLH", 0, 0, 3) + b"\x1e\x01\x00")


def stream_of(*cells: bytes, name: str = "表") -> bytes:
    """A BIFF8 stream with one sheet."""
    encoded = name.encode("utf-16-le")
    head = begin(0x0005)
    tab = struct.pack("<LBBBB", len(head) + 12 + len(encoded) + 4, 0, 0, len(name), 1) + encoded
    return (
        head
        + record(0x0085, tab)
        + record(0x000A, b"")
        + begin(0x0010)
        + b"".join(cells)
        + record(0x000A, b"")
    )


def xls(*cells: bytes, stream: str = "Workbook") -> bytes:
    """An OLE2 file with that stream: a header, the table of sectors, the directory, then the stream."""
    content = stream_of(*cells).ljust(4096, b"\0")
    count = -(-len(content) // 512)
    table = [0xFFFF_FFFD, END, *range(3, 2 + count), END]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 62, 3, 0xFFFE, 9, 6)
    header += (
        struct.pack("<LLLLLLLLL", 0, 1, 1, 0, 4096, END, 0, END, 0)
        + struct.pack("<L", 0)
        + struct.pack("<L", FREE) * 108
    )
    entries = entry("Root Entry", 5, END, 0, 1) + entry(stream, 2, 2, len(content), FREE)
    return (
        header
        + struct.pack("<L", FREE).join([b""])
        + b"".join(struct.pack("<L", n) for n in table).ljust(512, b"\xff")
        + entries.ljust(512, b"\0")
        + content.ljust(count * 512, b"\0")
    )


def entry(name: str, kind: int, start: int, size: int, child: int) -> bytes:
    encoded = f"{name}\0".encode("utf-16-le")
    facts = struct.pack("<HBBLLL", len(encoded), kind, 1, FREE, FREE, child)
    return encoded.ljust(64, b"\0") + facts + bytes(36) + struct.pack("<LQ", start, size)


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def ods(*cells: str, rows: str = "") -> bytes:
    return zipped(ods_parts(*cells, rows=rows), zipfile.ZIP_STORED)


def ods_parts(*cells: str, rows: str = "") -> dict[str, str | bytes]:
    names = f'xmlns:office="{OFFICE}" xmlns:table="{TABLE}" xmlns:text="{TEXT}" xmlns:calcext="{CALC}"'
    table = f'<table:table table:name="表">{row(*cells)}{rows}</table:table>'
    content = f"<office:document-content {names}><office:body><office:spreadsheet>{table}</office:spreadsheet></office:body></office:document-content>"
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    return {"mimetype": mimetype, "META-INF/manifest.xml": manifest, "content.xml": content}


def oxml(attributes: str, words: str) -> str:
    return f"<table:table-cell {attributes}><text:p>{escape(words)}</text:p></table:table-cell>"


ONE = oxml('office:value-type="float" office:value="1"', "1")


def opened(data: bytes) -> Book:
    book, found = open_workbook(data)
    assert book, found
    assert [finding.code for finding in found] == ["E118"]
    return book


def refusal(data: bytes) -> Diagnostic:
    book, (finding,) = open_workbook(data)
    assert book is None
    return finding


def cells(data: bytes) -> dict[str, Cell]:
    return {position.address: cell for position, cell in opened(data).grids[0].cells.items()}


@pytest.mark.parametrize("stream", ["Workbook", "Book"])
def test_an_xls_is_read_with_the_errors_that_calamine_gives_as_blanks(stream):
    data = xls(
        label(0, 0, "件数"), number(0, 1, 0.58), number(2, 3, 12), boolean(3, 0, 1), boolean(3, 1, 0x17, error=True),
        formula(4, 0, b"\x02\0\x07\0\0\0\xff\xff"), formula(4, 1, struct.pack("<d", 7)), stream=stream,
    )  # fmt: skip
    assert cells(data) == {
        "A1": Cell("text", "件数"), "B1": Cell("number", "0.58"), "D3": Cell("number", "12"), "A4": Cell("boolean", "TRUE"),
        "B4": Cell("error", "#REF!"), "A5": Cell("error", "#DIV/0!"), "B5": Cell("number", "7"),
    }  # fmt: skip


def test_calamine_alone_gives_no_error():
    """When it does, `biff` can go."""
    book = calamine.CalamineWorkbook.from_object(
        __import__("io").BytesIO(xls(number(0, 0, 1), boolean(0, 1, 0x17, error=True)))
    )
    assert book.get_sheet_by_index(0).to_python()[0][1:] in ([], [""])


def test_an_ods_is_read_with_errors_missing_results_and_per_cents():
    data = ods(
        oxml('office:value-type="string"', "件数"),
        oxml('office:value-type="float" office:value="3"', "3"),
        oxml('table:formula="of:=1/0" office:value-type="string" calcext:value-type="error"', "#DIV/0!"),
        oxml('table:formula="of:=1/0" office:value-type="string"', "#DIV/0!"),
        '<table:table-cell table:formula="of:=1+1"/>',
        oxml('office:value-type="percentage" office:value="0.05"', "5%"),
        oxml('office:value-type="date" office:date-value="2025-01-22"', "2025年1月22日"),
        rows='<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
        + row(oxml('table:number-columns-repeated="2" office:value-type="string" calcext:value-type="error"', "Err:502")),
    )  # fmt: skip
    assert cells(data) == {
        "A1": Cell("text", "件数"),
        "B1": Cell("number", "3"),
        "C1": Cell("error", "#DIV/0!", "1/0"),
        "D1": Cell("error", "#DIV/0!", "1/0"),
        "E1": Cell("uncalculated", "", "1+1"),
        "F1": Cell("number", "0.05", "", "percent", "5%"),
        "G1": Cell("number", "45679", "", "date", "2025-01-22"),
        "A5": Cell("error", "Err:502"),
        "B5": Cell("error", "Err:502"),
    }


def test_a_wrong_check_sum_in_an_ods_is_noticed():
    data = zipped(
        ods_parts(oxml('office:value-type="float" office:value="128455"', "128455")), zipfile.ZIP_STORED
    )
    assert refusal(data.replace(b'"128455"', b'"128465"', 1)).code == "E107"


def test_a_document_type_in_an_ods_is_refused():
    parts = ods_parts(ONE)
    assert refusal(zipped({**parts, "content.xml": f"<!DOCTYPE x>{parts['content.xml']}"})).code in (
        "E110",
        "E107",
    )


def test_a_cell_that_aborts_the_reader_ends_no_more_than_the_child(monkeypatch):
    def aborting(*_: object, **__: object) -> object:
        return type("Ran", (), {"returncode": -6, "stdout": b""})

    monkeypatch.setattr(legacy.subprocess, "run", aborting)
    finding = refusal(xls(number(0, 0, 1)))
    assert (finding.code, finding.exit_code) == ("E111", 7)


def test_a_far_cell_is_refused_or_read_and_takes_no_memory_of_ours():
    far = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>' + row(
        '<table:table-cell table:number-columns-repeated="16380"/>', ONE
    )
    book, found = open_workbook(ods(ONE, rows=far))
    assert book is None or len(book.grids[0].cells) == 2
    assert found[0].code in ("E111", "E107", "E118")


@pytest.mark.parametrize("length", [1200, 2000, 5000])
def test_a_cut_off_xls_is_refused(length):
    assert refusal(xls(number(0, 0, 1))[:length]).code in ("E107", "E111")


def test_chains_that_go_in_circles_end():
    data = bytearray(xls(number(0, 0, 1)))
    struct.pack_into("<L", data, 512 + 4 * 4, 2)
    book, found = open_workbook(bytes(data))
    assert book is None or found


def test_without_the_reader_the_way_to_it_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    monkeypatch.setattr(legacy, "find_spec", lambda _: None)
    for data in (xls(number(0, 0, 1)), ods(ONE)):
        finding = refusal(data)
        assert (finding.code, finding.exit_code) == ("E106", 3)
        assert "docgen[legacy]" in finding.hint.zh + finding.hint.en


def test_the_standard_workbook_as_ods_gives_its_report(tmp_path):
    from docgen.pipeline import read
    from docgen.report.data import as_data
    from tests.hostile import standard

    original, _ = read(standard.workbook())
    again, found = read(ods_of(standard.workbook()))
    assert original
    assert again, found
    assert figures(as_data(again.report, again.definition)) == figures(
        as_data(original.report, original.definition)
    )


def figures(data: object) -> object:
    return json.loads(json.dumps(data), parse_int=float)


def ods_of(data: bytes) -> bytes:
    """The workbook as an .ods, cell for cell."""
    book, _ = open_workbook(data)
    assert book
    tables = []
    for grid in book.grids:
        rows = [_row_as_ods(grid, number) for number in range(1, max(grid.rows(), default=0) + 1)]
        tables.append(f'<table:table table:name="{escape(grid.name)}">{"".join(rows)}</table:table>')
    parts = ods_parts()
    content = str(parts["content.xml"])
    begin = content.index("<table:table ")
    end = content.index("</table:table>") + len("</table:table>")
    return zipped(
        {**parts, "content.xml": content[:begin] + "".join(tables) + content[end:]}, zipfile.ZIP_STORED
    )


def _row_as_ods(grid: Grid, number: int) -> str:
    last = max((at.column for at in grid.cells if at.row == number), default=1)
    return row(*(_as_ods(grid.cells.get(Position(number, column))) for column in range(1, last + 1)))


def _as_ods(cell: Cell | None) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if cell.shown_as == "date":
        return oxml(f'office:value-type="date" office:date-value="{cell.shown}"', cell.shown)
    if cell.kind == "number":
        return oxml(f'office:value-type="float" office:value="{cell.text}"', cell.text)
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.text.split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'
