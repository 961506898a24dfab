"""The corrected copy of a workbook: a few cells hold something else, every other byte goes over as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from docgen.excel.annotation.copy import Copy
from docgen.excel.annotation.elements import Element, elements
from docgen.excel.annotation.splice import Change, prefix, retagged, spliced
from docgen.excel.annotation.written import ascii_markup, escaped
from docgen.excel.workbook import read_contents
from docgen.package import PackageFault, open_package

Contents = Mapping[str, Mapping[str, str | Decimal]]
"""What cells are to hold: by sheet, then by address."""


def corrected(workbook: bytes, contents: Contents) -> bytes | None:
    """A copy with these contents; None for what could not be opened as a workbook. Formats and comments stay."""
    package, _ = open_package(workbook)
    if package is None:
        return None
    try:
        copy = Copy(package)
        for part, cells in _parts(copy, contents):
            data = copy.read(part)
            copy.write(part, spliced(data, _changes(part, data, cells)))
        return copy.packed()
    except PackageFault:
        return None


def _parts(copy: Copy, contents: Contents) -> Iterator[tuple[str, Mapping[str, str | Decimal]]]:
    main = copy.package.main_part
    targets = {arrow.id: arrow.target for arrow in copy.package.relationships(main)}
    for tab in read_contents(main, copy.read(main)).tabs:
        if tab.name in contents and tab.relationship in targets:
            yield targets[tab.relationship], contents[tab.name]


def _changes(part: str, data: bytes, cells: Mapping[str, str | Decimal]) -> Iterator[Change]:
    def wanted(path: str, attributes: Mapping[str, str]) -> bool:
        return path == "worksheet/sheetData/row/c" and attributes.get("r") in cells

    for cell in elements(part, data, wanted):
        yield Change(cell.begin, cell.end, _cell(data, cell, cells[cell.attributes["r"]]))


def _cell(data: bytes, cell: Element, content: str | Decimal) -> bytes:
    """The cell with its place and format, and a content of its own in the place of a shared string."""
    if isinstance(content, str):
        kind, inside = "inlineStr", f'<is><t xml:space="preserve">{escaped(content)}</t></is>'
    else:
        kind, inside = None, f"<v>{content:f}</v>"
    opened = retagged(data[cell.begin : cell.inside], {"t": kind}).removesuffix(b"/>").removesuffix(b">")
    lead = prefix(data, cell)
    return b"%s>%s</%sc>" % (opened, ascii_markup(inside, lead), lead)
