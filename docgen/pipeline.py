"""The pipeline: workbook to report to findings to document, and the gate between findings and documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.catalogue import ReportType, every_type, find_type
from docgen.check import check
from docgen.diagnostics import Diagnostic, worst
from docgen.diagnostics.codes import BAD_TEMPLATE
from docgen.excel import open_workbook
from docgen.report.compose import compose
from docgen.report.cover import field_text
from docgen.report.definition import Definition
from docgen.report.grid import Book
from docgen.report.read import read
from docgen.report.recognise import REPORT_PROPERTY, recognise, version_finding
from docgen.report.report import Report

if TYPE_CHECKING:
    from docgen.word import Names, Template


@dataclass(frozen=True, slots=True)
class Examined:
    """A workbook as far as it could be read; `report` is None where its type could not be told."""

    diagnostics: tuple[Diagnostic, ...]
    kind: ReportType | None = None
    report: Report | None = None

    @property
    def definition(self) -> Definition | None:
        return self.kind.definition if self.kind else None

    @property
    def unit(self) -> str | None:
        """The 填报单位, when the type has such a field and it is filled in."""
        field = self.definition.field("unit") if self.definition else None
        value = self.report.fields.get("unit") if self.report else None
        return (field_text(field, value) or None) if field else None


def examine(data: bytes, report: str | None = None) -> Examined:
    """A workbook opened, recognised and read, with everything that was found on the way."""
    book, found = open_workbook(data)
    if book is None:
        return Examined(found)
    kind, said = _kind(book, report)
    found = (*found, *said)
    if kind is None or kind.definition is None or worst(said):
        return Examined(found, kind)
    contents, said = read(book, kind.definition)
    return Examined((*found, *said), kind, contents)


def _kind(book: Book, report: str | None) -> tuple[ReportType | None, tuple[Diagnostic, ...]]:
    if report is not None:
        kind, found = find_type(report)
        return kind, (*found, *(version_finding(book, kind.definition) if kind and kind.definition else ()))
    types = every_type()
    definition, found = recognise(book, [kind.definition for kind in types if kind.definition])
    stored = next((kind for kind in types if kind.id == book.properties.get(REPORT_PROPERTY)), None)
    if stored and stored.definition is None:
        return stored, stored.findings
    return next((kind for kind in types if kind.definition is definition), None), found


def checked(examined: Examined) -> Examined:
    """The same with the findings of every rule."""
    if examined.report is None or examined.definition is None:
        return examined
    found = (*examined.diagnostics, *check(examined.report, examined.definition))
    return Examined(found, examined.kind, examined.report)


def document(examined: Examined, template: Path | None = None) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """The document of a report that was read, from its type's template or another one."""
    if examined.report is None or examined.kind is None or examined.definition is None:
        return None, ()
    from docgen.word import names_of, render

    path = template or examined.kind.template
    try:
        data = path.read_bytes()
    except OSError as error:
        return None, (BAD_TEMPLATE.at(file=str(path), detail=error.strerror or str(error)),)
    compiled, found = _compiled(data, names_of(examined.definition), path.name)
    if compiled is None:
        return None, found
    written, said = render(compiled, compose(examined.report, examined.definition))
    return written, (*found, *said)


@lru_cache(maxsize=8)
def _compiled(data: bytes, names: Names, file: str) -> tuple[Template | None, tuple[Diagnostic, ...]]:
    """The template compiled once, however many documents are made from it."""
    from docgen.word import compile_template

    return compile_template(data, names, file)


def blocks(diagnostics: Iterable[Diagnostic], *, strict: bool) -> bool:
    """The gate: whether these findings forbid a document."""
    return worst(diagnostics, strict=strict) != 0
