"""The opened workbook: from the bytes of a file to its sheets, or to the reason why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.diagnostics.codes import MALFORMED, NO_SHEETS, OLD_FORMAT, WRONG_TYPE
from docgen.diagnostics.file_codes import LINKED, MACROS
from docgen.diagnostics.finding import Diagnostic, Phrase, Place
from docgen.excel.frame import SheetEntry
from docgen.excel.legend import Cells, Legend
from docgen.excel.room import Room
from docgen.excel.sheet import read_sheet
from docgen.excel.strings import read_strings
from docgen.excel.styles import read_formats
from docgen.excel.workbook import Contents, read_contents
from docgen.package import (
    COMPOUND,
    CONTENT_TYPES,
    Package,
    PackageFault,
    Relationship,
    custom_properties,
    described,
    is_spreadsheet,
    open_package,
)
from docgen.report.grid import Book, Grid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LINKS = ("externalLink", "connections")
_SKIPPED = ("chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet")


def open_workbook(data: bytes) -> tuple[Book | None, tuple[Diagnostic, ...]]:
    """The workbook with its warnings, or None with the error that kept it from being read.

    The data is the whole file. Its name plays no part: what it is, is seen from its bytes. All of the sheets are
    read or none: a workbook that is damaged in one place may be so in others.
    """
    package, findings = open_package(data)
    if package is None:
        old = findings[0].code == OLD_FORMAT.code and data.startswith(COMPOUND)
        return _legacy(data, None) if old else (None, findings)
    try:
        if is_spreadsheet(package):
            return _legacy(data, package)
        return _book(package), _warnings(package)
    except PackageFault as fault:
        return None, (fault.diagnostic,)


def _legacy(data: bytes, package: Package | None) -> tuple[Book | None, tuple[Diagnostic, ...]]:
    """A workbook of another format: an .ods when it is a package, else an .xls or .et."""
    from docgen.excel.legacy.open import open_ods, open_xls  # which start a process

    return open_xls(data) if package is None else open_ods(data, package)


def _book(package: Package) -> Book:
    """Only what holds figures and words is parsed: drawings, themes and VML are ill-formed in honest files."""
    part = package.main_part
    contents = _contents(package, part)
    arrows = package.relationships(part)
    legend = _legend(package, arrows, date1904=contents.date1904)
    grids = tuple(_grids(package, legend, _entries(contents, arrows)))
    if not grids:
        raise PackageFault(NO_SHEETS.at())
    return Book(grids, custom_properties(package), contents.names)


def _contents(package: Package, part: str) -> Contents:
    content_type = package.content_type(part).lower()
    if _may_be_workbook(content_type) and CONTENT_TYPES in package:
        contents = read_contents(part, package.read(part))
        if contents.is_workbook:
            return contents
    raise PackageFault(WRONG_TYPE.at(kind=described(package)))


def _may_be_workbook(content_type: str) -> bool:
    """Workbooks, templates and those with macros; also what is merely called XML, as its root element will tell."""
    if content_type in ("", "application/xml", "text/xml"):
        return True
    return content_type.endswith("+xml") and ("spreadsheetml" in content_type or "ms-excel" in content_type)


def _legend(package: Package, arrows: Sequence[Relationship], *, date1904: bool) -> Legend:
    strings = _target(arrows, "sharedStrings")
    styles = _target(arrows, "styles")
    return Legend(
        read_strings(strings, package.read(strings)) if strings else (),
        read_formats(styles, package.read(styles)) if styles in package else (),
        date1904=date1904,
    )


def _target(arrows: Sequence[Relationship], kind: str) -> str:
    return next((arrow.target for arrow in arrows if arrow.kind == kind), "")


def _entries(contents: Contents, arrows: Sequence[Relationship]) -> Iterator[SheetEntry]:
    """The worksheets in order; charts and dialogs are sheets without cells and left out."""
    by_id = {arrow.id: arrow for arrow in arrows}
    taken: set[str] = set()
    for tab in contents.tabs:
        arrow = by_id.get(tab.relationship)
        if arrow and arrow.kind in _SKIPPED:
            continue
        if arrow is None or arrow.kind != "worksheet":
            raise _sheet_fault(tab.name, tab.relationship, _LOST)
        # Else 3,000 sheets on one part of 64 MiB would be read for an hour.
        if arrow.target.lower() in taken:
            raise _sheet_fault(tab.name, arrow.target, _SHARED)
        taken.add(arrow.target.lower())
        yield SheetEntry(tab.name, arrow.target, tab.hidden)


def _grids(package: Package, legend: Legend, entries: Iterable[SheetEntry]) -> Iterator[Grid]:
    room, cells = Room(), Cells(legend)
    for entry in entries:
        if entry.part not in package:
            raise _sheet_fault(entry.name, entry.part, _LOST)
        yield read_sheet(entry, package.read(entry.part), cells, room)


def _sheet_fault(sheet: str, part: str, reason: Phrase) -> PackageFault:
    detail = Phrase(f"工作表“{sheet}”{reason.zh}", f"the sheet “{sheet}” {reason.en}")
    return PackageFault(MALFORMED.at(Place(sheet), part=part, detail=detail))


def _warnings(package: Package) -> tuple[Diagnostic, ...]:
    return (*_macros(package), *_links(package))


def _links(package: Package) -> Iterator[Diagnostic]:
    """The arrows to links are enough: a link's own part is often ill-formed, and what it says is never followed."""
    linked = [arrow.target for arrow in package.relationships(package.main_part) if arrow.kind in _LINKS]
    targets = [target for part in linked for target in _external(package, part)]
    if linked:
        yield LINKED.at(targets="、".join(targets) or Phrase("DDE 或数据库", "DDE or a database"))


def _external(package: Package, part: str) -> list[str]:
    try:
        return [arrow.target for arrow in package.relationships(part) if arrow.external]
    except PackageFault:
        return []


def _macros(package: Package) -> Iterator[Diagnostic]:
    """Macros are seen by what is there, not by the name: an .xlsm renamed .xlsx still has them."""
    has_macros = any(name.lower().endswith("vbaproject.bin") for name in package.names)
    macro_enabled = "macroenabled" in package.content_type(package.main_part).lower()
    if has_macros or macro_enabled:
        yield MACROS.at()


_LOST = Phrase("的内容不在文件里", "has no part in the file")
_SHARED = Phrase("与另一张是同一份内容", "shares its part with another")
