"""The marked sheet: a worksheet part whose faulty cells have another style, be they there or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby

from docgen.excel.annotation.elements import Element
from docgen.excel.annotation.layout import Layout
from docgen.excel.annotation.splice import Change, appended, prefix, tagged
from docgen.excel.annotation.written import ascii_markup
from docgen.report.grid import Position

Styles = Mapping[Position, int]

# CT_Worksheet up to the drawing of the comments, from where the cells end.
_BEFORE_LEGACY_DRAWING = (
    "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations",
    "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks",
    "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing",
)  # fmt: skip


def restyled(
    data: bytes, layout: Layout, positions: frozenset[Position], style: Callable[[Position], int]
) -> Iterator[Change]:
    """The changes that give these cells their styles; cells and rows that are not there are put in their order."""
    table = layout.child("sheetData")
    if table is None:
        return
    absent = []
    for position in sorted(positions):
        if cell := layout.cell(position):
            yield tagged(data, cell, {"s": str(style(position))})
        else:
            absent.append(position)
    for row, places in groupby(absent, lambda position: position.row):
        if row in layout.rows:
            yield from _into_row(data, layout, {place: style(place) for place in places})
    lost = {place: style(place) for place in absent if place.row not in layout.rows}
    yield from _rows(data, layout, table, lost)


def with_drawing(data: bytes, layout: Layout, arrows: str, relationship: str) -> Change:
    """The change that hangs the drawing of comments into a worksheet which has none."""
    table = layout.child("sheetData")
    assert table is not None  # a sheet without cells has no cell to comment
    names = {f"worksheet/{name}" for name in _BEFORE_LEGACY_DRAWING}
    at = max(child.end for child in layout.children if child.path in names)
    markup = f'<legacyDrawing xmlns:r="{arrows}" r:id="{relationship}"/>'
    return Change(at, at, ascii_markup(markup, prefix(data, table)))


def _into_row(data: bytes, layout: Layout, styles: Styles) -> Iterator[Change]:
    """New cells in a row that is there; `spans` is a hint on how far it reaches, which may not hold any longer."""
    row = layout.rows[next(iter(styles)).row]
    lead = prefix(data, row)
    last = b""
    for position, style in styles.items():
        right = layout.beside(position)
        if right is None:
            last += _cell(position, style, lead)
        else:
            yield Change(right.begin, right.begin, _cell(position, style, lead))
    if last or not row.is_closed:
        yield from appended(data, row, last, {"spans": None})


def _rows(data: bytes, layout: Layout, table: Element, styles: Styles) -> Iterator[Change]:
    """New rows: before the first that lies further down, else at the end."""
    lead = prefix(data, table)
    last = b""
    for row, places in groupby(styles, lambda position: position.row):
        cells = b"".join(_cell(place, styles[place], lead) for place in places)
        whole = ascii_markup(f'<row r="{row}">*</row>', lead).replace(b"*", cells)
        below = layout.below.get(row)
        if below is None:
            last += whole
        else:
            yield Change(below.begin, below.begin, whole)
    if last:
        yield from appended(data, table, last)


def _cell(position: Position, style: int, lead: bytes) -> bytes:
    return ascii_markup(f'<c r="{position.address}" s="{style}"/>', lead)
