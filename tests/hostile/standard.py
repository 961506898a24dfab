"""The standard workbook, clean and filled in, taken apart: what most cases are made of."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from html import escape

from openpyxl import Workbook

from docgen.pipeline import make
from tests.packages import zipped
from tests.workbooks import NEW, clean, definition, drawn, edited

COVER, OVERVIEW, TABLE, APPLICATIONS, REVIEWS = (
    "封面",
    "一、总体情况",
    "二、主动公开",
    "三、依申请公开",
    "四、复议诉讼",
)
PARTS = {
    "填报说明": 1, COVER: 2, "开头": 3, OVERVIEW: 4, TABLE: 5, APPLICATIONS: 6, REVIEWS: 7, "五、问题及改进": 8,
    "六、其他事项": 9, "数据引用": 10,
}  # fmt: skip
LAST = len(PARTS)
FIGURE = f"{TABLE}!B9"  # no rule touches it
WORDS = f"{OVERVIEW}!C20"  # a paragraph of its own, behind those that the rules on the text ask for


def part(sheet: str) -> str:
    return f"xl/worksheets/sheet{PARTS[sheet]}.xml"


@cache
def workbook() -> bytes:
    return drawn(clean(NEW))


@cache
def document() -> bytes:
    """The document of the clean workbook."""
    _, made, found = make(workbook())
    assert made is not None, found
    return made


@cache
def template() -> bytes:
    from docgen.catalogue import load_type, shipped

    return load_type(shipped() / definition(NEW).id).template.read_bytes()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def parts() -> dict[str, bytes]:
    return unpacked(workbook())


def with_parts(**changes: bytes | str | None) -> bytes:
    """The workbook with parts replaced, added or (None) left out; their names as keywords by way of `**{…}`."""
    return packed_with(workbook(), changes)


def packed_with(data: bytes, changes: Mapping[str, bytes | str | None]) -> bytes:
    merged: dict[str, bytes | str | None] = {**unpacked(data), **changes}
    return zipped({name: content for name, content in merged.items() if content is not None})


def replaced(name: str, *pairs: tuple[str, str], data: bytes | None = None) -> bytes:
    """The workbook (or another package) with words of one part replaced, each of which must be there."""
    whole = data or workbook()
    text = unpacked(whole)[name].decode()
    for old, new in pairs:
        assert old in text, (name, old)
        text = text.replace(old, new, 1)
    return packed_with(whole, {name: text})


def with_cell(place: str, markup: str) -> bytes:
    """The workbook with a cell's element replaced; `r="@"` is its address. WORDS are body text by their level."""
    sheet, _, address = place.partition("!")
    text = unpacked(workbook())[part(sheet)].decode()
    if place == WORDS:
        text = _with_element(text, "A20", '<c r="@" t="str"><v>正文</v></c>')
    return with_parts(**{part(sheet): _with_element(text, address, markup)})


def _with_element(text: str, address: str, markup: str) -> str:
    element = re.compile(rf'<c r="{address}"[^>]*?(?:/>|>.*?</c>)')
    assert element.search(text), address
    return element.sub(lambda _: markup.replace('r="@"', f'r="{address}"'), text, count=1)


def with_text(place: str, text: str) -> bytes:
    """The workbook with a text in a cell, as Excel stores it inline."""
    return with_cell(place, f'<c r="@" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>')


def with_number(place: str, number: str, style: str = "") -> bytes:
    return with_cell(place, f'<c r="@" {style}><v>{number}</v></c>')


def after_data(sheet: str, markup: str) -> bytes:
    """The workbook with markup behind the cells of a sheet, in front of its merges and all else."""
    return replaced(part(sheet), ("</sheetData>", f"</sheetData>{markup}"))


def with_rows(rows: str, sheet: str = OVERVIEW) -> bytes:
    """The workbook with further rows in a sheet."""
    return replaced(part(sheet), ("</sheetData>", f"{rows}</sheetData>"))


def with_sheet(
    content: str | bytes, name: str = "附表", kind: str = "worksheet", attributes: str = ""
) -> bytes:
    """The workbook with one more sheet at its end, whose part is this."""
    return packed_with(
        replaced(
            "xl/workbook.xml",
            ("</sheets>", f'<sheet xmlns:r="{_ARROWS}" name="{name}" sheetId="99" {attributes} r:id="rId99"/></sheets>'),
            data=replaced(
                "xl/_rels/workbook.xml.rels",
                ("</Relationships>", f'<Relationship Id="rId99" Type="{_ARROWS}/{kind}" Target="/xl/more.xml"/></Relationships>'),
            ),
        ),
        {"xl/more.xml": content},
    )  # fmt: skip


def with_strings(content: str | bytes) -> bytes:
    """The workbook with a part of shared strings."""
    arrow = f'<Relationship Id="rId98" Type="{_ARROWS}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
    related = replaced("xl/_rels/workbook.xml.rels", ("</Relationships>", f"{arrow}</Relationships>"))
    return packed_with(related, {"xl/sharedStrings.xml": content})


def by_hand(edit: Callable[[Workbook], None]) -> Callable[[], bytes]:
    """The workbook as a clerk changed it. openpyxl drops stored results, so totals are computed again."""
    return lambda: edited(workbook(), edit)


_ARROWS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
