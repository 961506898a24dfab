"""The structure of the workbook: what clerks break, and what programs write oddly."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from openpyxl import Workbook
from openpyxl.chart import BarChart
from openpyxl.worksheet.worksheet import Worksheet

from tests.hostile import standard
from tests.hostile.case import Case, Make, read, refused, same
from tests.hostile.standard import APPLICATIONS, COVER, OVERVIEW, REVIEWS, TABLE, by_hand
from tests.packages import ARROWS, MAIN, STRICT_ARROWS, STRICT_MAIN, zipped

BOOK, ARROWS_OF_BOOK, STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"


def on(sheet: str, edit: Callable[[Worksheet], object]) -> Make:
    """The workbook with one sheet changed."""

    def change(book: Workbook) -> None:
        edit(book[sheet])

    return by_hand(change)


def renamed(old: str, new: str) -> Make:
    return on(old, lambda sheet: setattr(sheet, "title", new))


def put(sheet: str, address: str, value: object) -> Make:
    def change(page: Worksheet) -> None:
        page[address] = value

    return on(sheet, change)


def swapped(book: Workbook) -> None:
    book.move_sheet(TABLE, 4)
    book.move_sheet("数据引用", -9)


def with_chart(book: Workbook) -> None:
    book.create_chartsheet("图", 0).add_chart(BarChart())


def blanked(page: Worksheet) -> None:
    for row in page.iter_rows():
        for cell in row:
            if type(cell).__name__ == "Cell":
                cell.value = None


def prefixed() -> bytes:
    """Every element of every sheet with a prefix, as some servers write them."""
    changes = {}
    for number in range(1, standard.LAST + 1):
        name = f"xl/worksheets/sheet{number}.xml"
        text = standard.parts()[name].decode()
        text = re.sub(r"<(/?)([A-Za-z]+)", r"<\1x:\2", text).replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')
        changes[name] = text
    return standard.with_parts(**changes)


def implied() -> bytes:
    """Rows and cells without their addresses, where none is left out between them."""
    changes: dict[str, bytes | str | None] = {}
    for sheet in standard.PARTS:
        name = standard.part(sheet)
        text = standard.parts()[name].decode()
        changes[name] = re.sub(r'<(row|c) r="[A-Z]*[0-9]+"', r"<\1", text) if sheet == REVIEWS else text
    return standard.with_parts(**changes)


def encoded(encoding: str) -> bytes:
    parts = standard.parts()
    changes = {
        name: f'<?xml version="1.0" encoding="{encoding}"?>{content.decode()}'.encode(
            encoding, "xmlcharrefreplace"
        )
        for name, content in parts.items()
        if name.startswith("xl/worksheets/") or name == BOOK
    }
    return standard.packed_with(standard.workbook(), changes)


def bom() -> bytes:
    return zipped(
        {
            name: b"\xef\xbb\xbf" + content if name.endswith((".xml", ".rels")) else content
            for name, content in standard.parts().items()
        }
    )


def strict() -> bytes:
    """The namespaces and relationships of ISO 29500 Strict."""
    names = ((MAIN, STRICT_MAIN), (ARROWS, STRICT_ARROWS))
    changes = {}
    for name, content in standard.parts().items():
        text = content.decode()
        for old, new in names:
            text = text.replace(old, new)
        changes[name] = text
    return standard.with_parts(**changes)


def at_root() -> bytes:
    """All parts in the root of the package."""
    moved = {
        name.removeprefix("xl/") if name != ARROWS_OF_BOOK else "_rels/workbook.xml.rels": content
        for name, content in standard.parts().items()
    }
    moved["_rels/.rels"] = moved["_rels/.rels"].replace(b"xl/workbook.xml", b"workbook.xml")
    moved["_rels/workbook.xml.rels"] = moved["_rels/workbook.xml.rels"].replace(b"/xl/", b"/")
    moved["[Content_Types].xml"] = moved["[Content_Types].xml"].replace(b"/xl/", b"/")
    return zipped(moved)


def dimension(reference: str) -> bytes:
    name = standard.part(APPLICATIONS)
    text = re.sub(r'<dimension ref="[^"]*"', f'<dimension ref="{reference}"', standard.parts()[name].decode())
    return standard.with_parts(**{name: text})


def macintosh() -> bytes:
    """Dates that count from 1904: the cover's date is stored 1,462 lower."""
    dated = standard.replaced(standard.part(COVER), ("<v>45679</v>", "<v>44217</v>"))
    return standard.replaced(BOOK, ("<workbookPr/>", '<workbookPr date1904="1"/>'), data=dated)


def drawn() -> bytes:
    """A drawing and a legacy VML part that no parser reads."""
    return standard.with_parts(
        **{"xl/drawings/vmlDrawing1.vml": "<xml><br><v:shape></xml>", "xl/drawings/drawing1.xml": "<xdr"}
    )


def as_wps_writes() -> bytes:
    """What WPS leaves: its own parts and namespaces, a wrong dimension, DISPIMG pictures beside the form."""
    own = standard.with_parts(
        **{
            "xl/cellimages.xml": "<etc:cellImages xmlns:etc='http://www.wps.cn/officeDocument/2017/etCustomData'/>",
            "docProps/app.xml": "<Properties",
        }
    )
    name = standard.part(TABLE)
    markup = '<extLst><ext uri="{x}" xmlns:etc="http://www.wps.cn/x"><etc:f>1</etc:f><etc:c r="B9"><etc:v>1</etc:v></etc:c></ext></extLst></worksheet>'
    return standard.replaced(
        name, ('<dimension ref="A1:D16"', '<dimension ref="A1"'), ("</worksheet>", markup), data=own
    )


def external(kind: str, target: str, *, related: bool = True) -> bytes:
    part = "xl/externalLinks/externalLink1.xml"
    arrow = f'<Relationship Id="rId97" Type="{ARROWS}/{kind}" Target="/{part}"/>'
    linked = standard.replaced(ARROWS_OF_BOOK, ("</Relationships>", f"{arrow}</Relationships>"))
    link = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{ARROWS}/externalLinkPath" Target="{target}" TargetMode="External"/></Relationships>'
    return standard.packed_with(
        linked,
        {
            part: "<externalLink",
            **({"xl/externalLinks/_rels/externalLink1.xml.rels": link} if related else {}),
        },
    )


def lost(target: str) -> bytes:
    return standard.replaced(ARROWS_OF_BOOK, ("/xl/worksheets/sheet5.xml", target))


def without(part: str) -> bytes:
    return standard.with_parts(**{part: None})


BROKEN: dict[str, tuple[Make, int, tuple[str, ...], str]] = {
    "sheet-deleted": (by_hand(lambda book: book.remove(book[TABLE])), 4, ("E202",), "主动公开政府信息情况"),
    "narrative-deleted": (by_hand(lambda book: book.remove(book[OVERVIEW])), 4, ("E203",), "总体情况"),
    "cover-deleted": (by_hand(lambda book: book.remove(book[COVER])), 4, ("E204",), "填报单位"),
    "all-but-one-deleted": (by_hand(lambda book: [book.remove(page) for page in book.worksheets[1:]]), 4, ("E202", "E203", "E204", "F10"), "填报说明"),
    "everything-blank": (by_hand(lambda book: [blanked(page) for page in book.worksheets]), 4, ("E202", "E204", "E221", "F10"), "填报单位"),
    "heading-overwritten": (put(TABLE, "A9", "5"), 4, ("F2",), f"{TABLE}!A9"),
    "column-overwritten": (put(TABLE, "B8", "数量是多少"), 4, ("F2",), f"{TABLE}!B8"),
    "row-deleted": (on(APPLICATIONS, lambda page: page.delete_rows(10)), 4, ("E216",), ""),
    "column-deleted": (on(APPLICATIONS, lambda page: page.delete_cols(6)), 4, ("E216",), ""),
    "row-added-with-figures": (on(TABLE, lambda page: (page.insert_rows(10), page.cell(10, 1, "行政检查"), page.cell(10, 2, 7))), 4, ("F1",), f"{TABLE}!B10"),
    "figures-merged": (on(REVIEWS, lambda page: page.merge_cells("A6:B6")), 4, ("F4",), f"{REVIEWS}!B6"),
    "table-twice": (by_hand(lambda book: setattr(book.copy_worksheet(book[TABLE]), "title", "副本")), 0, ("E207",), "副本"),
    "field-blank": (put(COVER, "B4", None), 4, ("E204",), "填报单位"),
    "year-in-words": (put(COVER, "B6", "去年"), 4, ("E205",), f"{COVER}!B6"),
    "no-such-level": (put(OVERVIEW, "A3", "甲"), 4, ("E215",), f"{OVERVIEW}!A3"),
    "text-in-a-further-column": (put(OVERVIEW, "F3", "漏写的一句"), 0, ("E222",), f"{OVERVIEW}!F3"),
    "title-of-another-section": (put(OVERVIEW, "A1", "六、其他需要报告的事项"), 4, ("E207", "E221"), OVERVIEW),
}  # fmt: skip

ODD: dict[str, tuple[Make, tuple[str, ...]]] = {
    "sheet-renamed": (renamed(TABLE, "Sheet1"), ()),
    "sheet-with-a-blank-at-the-end": (renamed(TABLE, f"{TABLE} "), ()),
    "sheets-reordered": (by_hand(swapped), ()),
    "further-sheet-first": (by_hand(lambda book: book.create_sheet("台账", 0).append(["部门", 3])), ()),
    "very-hidden-sheet": (by_hand(lambda book: setattr(book.create_sheet("x"), "sheet_state", "veryHidden")), ()),
    "chart-sheet": (by_hand(with_chart), ()),
    "heading-with-line-break": (put(TABLE, "A9", "行政\n许可"), ()),
    "heading-with-blanks": (put(TABLE, "A9", "行\u3000政\u00a0许可 "), ()),
    "blank-row-inserted": (on(TABLE, lambda page: page.insert_rows(7)), ()),
    "sheet-hidden": (on(TABLE, lambda page: setattr(page, "sheet_state", "hidden")), ("E217",)),
    "row-hidden": (on(TABLE, lambda page: setattr(page.row_dimensions[9], "hidden", True)), ("E217",)),
    "column-hidden": (on(TABLE, lambda page: setattr(page.column_dimensions["B"], "hidden", True)), ("E217",)),
    "far-cell": (lambda: standard.with_rows('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', TABLE), ()),
    "far-cell-elsewhere": (lambda: standard.with_sheet(f'<worksheet xmlns="{MAIN}"><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'), ()),
    "prefixes": (prefixed, ()),
    "implied-positions": (implied, ()),
    "utf-16": (partial(encoded, "utf-16"), ()),
    "ascii": (partial(encoded, "us-ascii"), ()),
    "byte-order-marks": (bom, ()),
    "strict": (strict, ()),
    "parts-in-the-root": (at_root, ()),
    "dimension-of-everything": (partial(dimension, "A1:XFD1048576"), ()),
    "dimension-of-one-cell": (partial(dimension, "A1"), ()),
    "dates-from-1904": (macintosh, ()),
    "broken-drawings": (drawn, ()),
    "wps": (as_wps_writes, ()),
    "single-cell-merge": (lambda: standard.replaced(standard.part(TABLE), ("<mergeCells", "<mergeCells"), ("<mergeCell ", '<mergeCell ref="B9"/><mergeCell ')), ()),
    "unknown-style": (lambda: standard.with_cell(standard.FIGURE, '<c r="@" s="99999"><v>128455</v></c>'), ()),
    "bad-colours-and-fonts": (lambda: standard.replaced(STYLES, ("<font>", '<font><family val="34"/><color rgb="GGGGGG"/></font><font>')), ()),
    "bad-core-properties": (lambda: standard.with_parts(**{"docProps/core.xml": "<cp:coreProperties><dcterms:created>gestern"}), ()),
    "no-properties": (lambda: standard.with_parts(**{"docProps/core.xml": None, "docProps/app.xml": None}), ()),
    "no-theme": (partial(without, "xl/theme/theme1.xml"), ()),
    "chart-sheet-without-its-part": (lambda: standard.with_sheet("", "图", "chartsheet"), ()),
    "external-link": (partial(external, "externalLink", "file:///C:/上年.xlsx"), ("E117",)),
    "dde-without-relationships": (partial(external, "externalLink", "", related=False), ("E117",)),
    "data-connection": (partial(external, "connections", "", related=False), ("E117",)),
    "calculation-chain-broken": (lambda: standard.with_parts(**{"xl/calcChain.xml": "<calcChain"}), ()),
    "cells-out-of-order": (lambda: standard.replaced(standard.part(REVIEWS), *_exchanged()), ()),
}  # fmt: skip


def _exchanged() -> list[tuple[str, str]]:
    text = standard.parts()[standard.part(REVIEWS)].decode()
    first, second = (re.search(rf'<c r="{address}6".*?</c>', text) for address in "AB")
    assert first
    assert second
    return [(first[0] + second[0], second[0] + first[0])]


def cases() -> Iterator[Case]:
    for name, (make, code, codes, place) in BROKEN.items():
        yield Case(f"sheets/{name}", {"in.xlsx": make}, exit=code, codes=codes, place=place)
    for name, (make, codes) in ODD.items():
        yield same(f"sheets/{name}", make, *codes)
    yield read("sheets/cover-in-two-sheets", by_hand(lambda book: book.copy_worksheet(book[COVER])))
    sheet = standard.part(TABLE)
    for name, make, place in (
        ("markup-cut-off", lambda: standard.with_parts(**{sheet: standard.parts()[sheet][:-30]}), sheet),
        ("markup-crossed", lambda: standard.replaced(sheet, ("</row>", "</c>")), sheet),
        ("book-cut-off", lambda: standard.with_parts(**{BOOK: standard.parts()[BOOK][:-30]}), BOOK),
        ("sheet-without-a-part", partial(lost, "/xl/worksheets/nowhere.xml"), TABLE),
        ("two-sheets-on-one-part", partial(lost, "/xl/worksheets/sheet6.xml"), APPLICATIONS),
        ("styles-cut-off", lambda: standard.with_parts(**{STYLES: b"<styleSheet"}), STYLES),
        ("encoding-unknown", lambda: standard.replaced(sheet, ("<worksheet", '<?xml version="1.0" encoding="EBCDIC-37"?><worksheet')), sheet),
        ("invalid-character", lambda: standard.replaced(sheet, ("<v>128455</v>", "<v>1\x0128455</v>")), sheet),
        ("invalid-utf-8", lambda: standard.with_parts(**{sheet: standard.parts()[sheet].replace(b"128455", b"\xff\xfe")}), sheet),
        ("undefined-entity", lambda: standard.replaced(sheet, ("<v>128455</v>", "<v>&nbsp;128455</v>")), sheet),
        ("row-0", lambda: standard.with_rows('<row r="0"><c r="A0"><v>1</v></c></row>', TABLE), TABLE),
        ("column-beyond-xfd", lambda: standard.with_rows('<row r="99"><c r="XFE99"><v>1</v></c></row>', TABLE), f"{TABLE}!XFE99"),
        ("merge-of-rubbish", lambda: standard.replaced(sheet, ("<mergeCell ", '<mergeCell ref="A1:?"/><mergeCell ')), TABLE),
    ):  # fmt: skip
        yield refused(f"sheets/{name}", make, 3, "E109", place)
