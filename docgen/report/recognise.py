"""Which report type a workbook belongs to: by the id stored in it, else by its labels."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.diagnostics import Diagnostic
from docgen.diagnostics.codes import NEWER_VERSION, OLDER_VERSION, UNKNOWN_REPORT
from docgen.report.definition import Definition
from docgen.report.grid import Book, folded
from docgen.report.listing import found_by

REPORT_PROPERTY, VERSION_PROPERTY = "docgen.report", "docgen.version"
HALF = 0.5  # of a type's labels must be there for the workbook to be taken for one of it


def recognise(
    book: Book, definitions: Sequence[Definition]
) -> tuple[Definition | None, tuple[Diagnostic, ...]]:
    """The definition of the workbook's type. Reports: E201 none fits, E211 older version, E212 newer version."""
    stored = book.properties.get(REPORT_PROPERTY)
    for definition in definitions:
        if definition.id == stored:
            return definition, version_finding(book, definition)
    best = max(definitions, key=lambda definition: share(book, definition), default=None)
    if best is not None and share(book, best) >= HALF:
        return best, ()
    sheets = "、".join(f"“{grid.name}”" for grid in book.grids)
    return None, (UNKNOWN_REPORT.at(sheets=sheets),)


def version_finding(book: Book, definition: Definition) -> tuple[Diagnostic, ...]:
    """Whether the workbook was made for another version of its own type."""
    text = book.properties.get(VERSION_PROPERTY, "")
    if book.properties.get(REPORT_PROPERTY) != definition.id or not text.isdecimal() or len(text) > 9:
        return ()
    found = int(text)
    if found == definition.version:
        return ()
    kind = OLDER_VERSION if found < definition.version else NEWER_VERSION
    return (kind.at(found=text, current=str(definition.version)),)


def version_of(book: Book, definition: Definition) -> int:
    """The version of its type that a workbook was made for; the type's own where it does not say."""
    text = book.properties.get(VERSION_PROPERTY, "")
    return int(text) if version_finding(book, definition) else definition.version


def share(book: Book, definition: Definition) -> float:
    """The share of the type's labels that stand somewhere in the workbook."""
    labels = {folded(label.text) for table in definition.tables for label in found_by(table).labels}
    labels |= {folded(section.heading) for section in definition.sections if section.heading}
    labels.discard("")
    texts = {text for grid in book.grids for text in grid.labels}
    return len(labels & texts) / len(labels) if labels else 0.0
