"""The annotated workbook: a copy in which every faulty cell is coloured, commented and listed, and nothing is lost.

No library saves it. What openpyxl does not know (text boxes, pictures, conditional formats of 2010, stored results
of formulas) would be gone; here all parts but those that say something new go over byte for byte, and in those
the new words are spliced between the old ones.
"""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from docgen.excel.annotation.copy import Copy
from docgen.excel.annotation.dialect import Dialect, dialect_of
from docgen.excel.annotation.discussion import Discussion
from docgen.excel.annotation.layout import laid_out, merged
from docgen.excel.annotation.marked import restyled, with_drawing
from docgen.excel.annotation.marks import COLOURS, Marks, marks, ranked
from docgen.excel.annotation.palette import Palette, fresh_styles
from docgen.excel.annotation.register import MOST, Register, register
from docgen.excel.annotation.splice import spliced
from docgen.excel.annotation.tabs import with_first_tab, without_selection
from docgen.excel.annotation.titles import with_first_title
from docgen.excel.workbook import read_contents
from docgen.package import PackageFault, open_package
from docgen.report.grid import Position

if TYPE_CHECKING:
    from docgen.diagnostics import Diagnostic
    from docgen.diagnostics.finding import Language

_OFFICE = "application/vnd.openxmlformats-officedocument"
_SHEET_TYPE = f"{_OFFICE}.spreadsheetml.worksheet+xml"
_STYLES_TYPE = f"{_OFFICE}.spreadsheetml.styles+xml"
_PROPERTIES = ("extended-properties", "extendedProperties")
_WITH_TABS = ("worksheet", "chartsheet", "dialogsheet")


def annotated(workbook: bytes, diagnostics: Sequence[Diagnostic], language: Language = "zh") -> bytes | None:
    """A copy of the workbook with its findings marked in it; None for what could not be opened as a workbook.

    Cells keep their format but for the fill, sheets all that lies on them; comments that people wrote stay before
    what docgen says. Findings on no cell stand in the register only. The same findings give the same bytes.
    """
    package, _ = open_package(workbook)
    if package is None:
        return None
    try:
        return _Annotation(Copy(package), ranked(diagnostics), language).made()
    except PackageFault:
        return None


class _Annotation:
    """The work on one copy: first the sheets, then the register, last what knows of both."""

    def __init__(self, copy: Copy, findings: Sequence[Diagnostic], language: Language) -> None:
        self._copy, self._findings, self._language = copy, findings, language
        self._main = copy.package.main_part
        self._dialect = dialect_of(copy.read(self._main))
        self._tabs = read_contents(self._main, copy.read(self._main)).tabs
        self._arrows = copy.package.relationships(self._main)
        self._styles = self._styles_part()
        self._palette = Palette(self._styles, copy.read(self._styles))

    def made(self) -> bytes:
        by_id = {arrow.id: arrow for arrow in self._arrows}
        wanted = marks(self._findings, self._language, MOST)
        for tab in self._tabs:
            arrow = by_id.get(tab.relationship)
            if arrow and arrow.kind in _WITH_TABS and arrow.target in self._copy.package:
                self._deselect(arrow.target)
                if arrow.kind == "worksheet" and tab.name in wanted:
                    _mark(self._copy, arrow.target, wanted[tab.name], self._palette, self._dialect)
        self._put_first(self._register())
        self._copy.write(self._styles, self._palette.data())
        return self._copy.packed()

    def _styles_part(self) -> str:
        part = next((arrow.target for arrow in self._arrows if arrow.kind == "styles"), "")
        if part in self._copy.package:
            return part
        stem = posixpath.join(posixpath.dirname(self._main), "styles")
        part = self._copy.add(stem, ".xml", _STYLES_TYPE, fresh_styles(self._dialect.main))
        self._copy.relate(self._main, f"{self._dialect.arrows}/styles", part)
        return part

    def _deselect(self, part: str) -> None:
        data = self._copy.read(part)
        bare = without_selection(part, data)
        if bare != data:
            self._copy.write(part, bare)

    def _register(self) -> Register:
        names = [tab.name for tab in self._tabs]
        return register(self._findings, names, self._palette, self._dialect, self._language)

    def _put_first(self, listed: Register) -> None:
        copy, main = self._copy, self._main
        stem = posixpath.join(posixpath.dirname(main), "worksheets/sheet")
        part = copy.add(stem, ".xml", _SHEET_TYPE, listed.data)
        relationship = copy.relate(main, f"{self._dialect.arrows}/worksheet", part)
        tab = (listed.title, relationship)
        copy.write(main, with_first_tab(main, copy.read(main), tab, self._dialect.arrows, listed.names))
        _retitle(copy, listed.title, len(self._tabs))


def _retitle(copy: Copy, title: str, tabs: int) -> None:
    """The list of sheets in the properties, brought up to date unless it is too broken to be read."""
    arrows = copy.package.relationships()
    part = next((arrow.target for arrow in arrows if arrow.kind in _PROPERTIES), "")
    with suppress(PackageFault):
        data = with_first_title(part, copy.read(part), title, f"{title}!Print_Titles", tabs)
        copy.write(part, data)


def _mark(copy: Copy, part: str, wanted: Marks, palette: Palette, dialect: Dialect) -> None:
    """Colours the cells of a sheet and hangs the comments on them."""
    data = copy.read(part)
    wanted = wanted.shown(merged(part, data))
    layout = laid_out(part, data, {position.row for position in wanted.shades})
    if layout.child("sheetData") is None:
        return

    def style(position: Position) -> int:
        return palette.shaded(layout.style(position), COLOURS[wanted.shades[position]])

    changes = [*restyled(data, layout, frozenset(wanted.shades), style)]
    if wanted.notes:
        with suppress(PackageFault):  # comments that cannot be read are left alone; the register says it all
            drawing = Discussion(copy, part, layout, dialect).say(wanted.notes)
            changes += [with_drawing(data, layout, dialect.arrows, drawing)] if drawing else []
    copy.write(part, spliced(data, changes))
