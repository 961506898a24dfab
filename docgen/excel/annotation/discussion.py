"""The discussion on a sheet: its comments and the boxes that show them, each in a part of its own."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence

from docgen.excel.annotation import comments, shapes
from docgen.excel.annotation.copy import Copy
from docgen.excel.annotation.dialect import Dialect
from docgen.excel.annotation.layout import Layout
from docgen.package import local_attributes
from docgen.report.grid import Position

Notes = Mapping[Position, Sequence[str]]


class Discussion:
    """Finds the two parts of a sheet by its relationships; what is missing is added to the copy."""

    def __init__(self, copy: Copy, sheet: str, layout: Layout, dialect: Dialect) -> None:
        self._copy, self._sheet, self._dialect = copy, sheet, dialect
        arrows = copy.package.relationships(sheet)
        drawing = layout.child("legacyDrawing")
        identity = local_attributes(drawing.attributes).get("id", "") if drawing else ""
        self._comments = next((arrow.target for arrow in arrows if arrow.kind == "comments"), "")
        self._drawing = next((arrow.target for arrow in arrows if arrow.id == identity), "")
        self._has_drawing = drawing is not None

    def say(self, notes: Notes) -> str:
        """Writes the notes. The relationship of the drawing that the sheet has to be given, "" if it has one.

        Raises PackageFault before anything is written when the comments that are there cannot be read.
        """
        known = self._comments
        before = self._copy.read(known) if known else comments.fresh_comments(self._dialect.main)
        written = comments.with_notes(known, before, notes)
        shown = comments.commented(known, before) if self._has_drawing else frozenset()
        drawing = self._copy.read(self._drawing) if self._has_drawing else shapes.fresh_shapes()
        drawn = shapes.with_shapes(drawing, {place: notes[place] for place in notes.keys() - shown})
        if drawn is None:
            return ""
        self._write_comments(written)
        return self._write_drawing(drawn)

    def _write_comments(self, data: bytes) -> None:
        if self._comments:
            self._copy.write(self._comments, data)
            return
        part = self._copy.add(self._stem("comments"), ".xml", comments.CONTENT_TYPE, data)
        self._copy.relate(self._sheet, f"{self._dialect.arrows}/comments", part)

    def _write_drawing(self, data: bytes) -> str:
        if self._has_drawing:
            self._copy.write(self._drawing, data)
            return ""
        part = self._copy.add(self._stem("drawings/vmlDrawing"), ".vml", shapes.CONTENT_TYPE, data)
        return self._copy.relate(self._sheet, f"{self._dialect.arrows}/vmlDrawing", part)

    def _stem(self, name: str) -> str:
        return posixpath.join(posixpath.dirname(self._copy.package.main_part), name)
