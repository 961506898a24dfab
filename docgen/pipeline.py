"""The pipeline: workbook to report to findings to document. Values in, a value and its findings out."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.catalogue import ReportType, every_type, find_type, type_of
from docgen.diagnostics import Diagnostic, Phrase, worst
from docgen.diagnostics.codes import UNREAD_LAST
from docgen.diagnostics.system import refusal
from docgen.diagnostics.verification_codes import OTHER_TYPE
from docgen.excel import open_workbook
from docgen.records import dataclass
from docgen.report.compose import compose
from docgen.report.cover import field_text
from docgen.report.definition import Definition
from docgen.report.grid import Book
from docgen.report.read import read as read_report
from docgen.report.recognise import REPORT_PROPERTY, recognise, version_finding, version_of
from docgen.report.report import Report
from docgen.rules import check as check_report
from docgen.rules.excuses import odd_excuses, settled

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from docgen.diagnostics.finding import Language
    from docgen.word.draft import Draft

load = find_type


@dataclass(frozen=True, slots=True)
class Reading:
    """A workbook or a document that was read: its report, the type and definition that it was read by, and for a workbook
    the version of the type that it was made for.
    """

    kind: ReportType
    definition: Definition
    report: Report
    version: int = 0

    @property
    def unit(self) -> str | None:
        """The 填报单位, when the type has such a field and it is filled in."""
        field, value = self.definition.field("unit"), self.report.fields.get("unit")
        return (field_text(field, value) or None) if field else None


def read(workbook: bytes, report: str | None = None) -> tuple[Reading | None, tuple[Diagnostic, ...]]:
    """A workbook opened, recognised (or taken for the type named) and read, with what was found on the way."""
    book, found = open_workbook(workbook)
    if book is None:
        return None, found
    kind, said = _kind(book, report)
    found = (*found, *said)
    if kind is None or kind.definition is None or worst(said):
        return None, found
    contents, said = read_report(book, kind.definition)
    return Reading(kind, kind.definition, contents, version_of(book, kind.definition)), (*found, *said)


def read_back(document: bytes, report: str | None = None) -> tuple[Reading | None, tuple[Diagnostic, ...]]:
    """A finished document opened, recognised and read, whoever wrote it: last year's report, or one to be verified."""
    from docgen.report.paper.readback import read_document, recognised
    from docgen.word.open import open_document

    manuscript, found = open_document(document)
    if manuscript is None:
        return None, found
    kind, said = _kind(manuscript.as_book(), report)
    found = (*found, *recognised(said))
    if kind is None or kind.definition is None or worst(said):
        return None, found
    contents, said = read_document(manuscript, kind.definition)
    return Reading(kind, kind.definition, contents), (*found, *said)


def verify(document: bytes, reading: Reading, report: str | None = None) -> tuple[Diagnostic, ...]:
    """What a finished document says otherwise than the workbook that was read; nothing where it still says the same.

    Reports: E251 to E259, and why the document cannot be read.
    """
    from docgen.report.paper.readback import recognised
    from docgen.verification.differences import differences
    from docgen.word.open import open_document

    manuscript, found = open_document(document)
    if manuscript is None:
        return found
    kind, said = _kind(manuscript.as_book(), report)
    if kind is None or kind.definition is None or worst(said):
        return recognised(said)
    if kind.id != reading.kind.id:
        return (OTHER_TYPE.at(found=kind.definition.name, wanted=reading.definition.name),)
    return differences(manuscript, reading.report, reading.definition)


def read_either(data: bytes, report: str | None = None) -> tuple[Reading | None, tuple[Diagnostic, ...]]:
    """A workbook or a finished document read, as its bytes tell, not its name."""
    from docgen.word.open import is_document

    return read_back(data, report) if is_document(data) else read(data, report)


def _kind(book: Book, report: str | None) -> tuple[ReportType | None, tuple[Diagnostic, ...]]:
    if report is not None:
        kind, found = find_type(report)
        return kind, (*found, *(version_finding(book, kind.definition) if kind and kind.definition else ()))
    stated = book.properties.get(REPORT_PROPERTY)
    if stated and (stored := type_of(stated)):
        return stored, version_finding(book, stored.definition) if stored.definition else stored.findings
    types = every_type()
    definition, found = recognise(book, [kind.definition for kind in types if kind.definition])
    return next((kind for kind in types if definition and kind.definition is definition), None), found


def check(reading: Reading, last: Reading | None = None) -> tuple[Reading, tuple[Diagnostic, ...]]:
    """The findings of every rule on a report, with last year's also of those between years.

    The report comes back as it was, for nothing is ever repaired. What the unit explains is marked so.
    """
    found = check_report(reading.report, reading.definition, last.report if last else None)
    return reading, settled(found, reading.report, reading.definition)


def examine(
    workbook: bytes, report: str | None = None, last: Reading | None = None
) -> tuple[Reading | None, tuple[Diagnostic, ...]]:
    """A workbook read and checked: everything that is to be said of it."""
    reading, found = read(workbook, report)
    if reading is None:
        return None, found
    found = settled((*found, *check(reading, last)[1]), reading.report, reading.definition)
    before = last.report if last else None
    return reading, (*found, *odd_excuses(found, reading.report, reading.definition, before))


def mend(workbook: bytes, report: str | None = None) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """A copy of the workbook with all put right that is sure to mean the same, and what was changed; None where nothing is.

    Reports: E412 for each cell.
    """
    from docgen.excel.correction import corrected
    from docgen.rules.mending import mends

    book, _ = open_workbook(workbook)
    reading, _ = read(workbook, report)
    changes = mends(reading.report, book) if reading and book else ()
    contents: dict[str, dict[str, str | Decimal]] = {}
    for change in changes:
        contents.setdefault(change.place.sheet, {})[change.place.cell] = change.new
    copy = corrected(workbook, contents) if contents else None
    return copy, tuple(change.finding for change in changes) if copy else ()


def last_year(path: Path) -> tuple[Reading | None, tuple[Diagnostic, ...]]:
    """Last year's report, a workbook or a printed document, to compare this year's with.

    Reports: E224 where it cannot be read; what is wrong in it was last year's matter.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        return None, (UNREAD_LAST.at(file=str(path), detail=refusal(error)),)
    reading, found = _last_year(data)
    if reading is None:
        return None, (UNREAD_LAST.at(file=str(path), detail=found[0].message),)
    return reading, ()


@lru_cache(maxsize=2)
def _last_year(data: bytes) -> tuple[Reading | None, tuple[Diagnostic, ...]]:
    """Read once, however many workbooks are compared with it."""
    return read_either(data)


def render(
    reading: Reading, template: Path | None = None, *, typed: bool = False, draft: Draft | None = None
) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """The document of a report, from its type's template or another one; `typed`: its headings' numbers are words.

    Whether it may be made is not asked here; a `draft` always may.
    """
    from docgen.templates import template_at
    from docgen.word.names import names_of
    from docgen.word.rendering import render as fill

    compiled, found = template_at(template or reading.kind.template, names_of(reading.definition))
    if compiled is None:
        return None, found
    content = compose(reading.report, reading.definition, draft=draft is not None)
    document, said = fill(compiled, content, typed=typed, draft=draft, lay_out=_laid_out)
    return document, (*found, *said)


def _laid_out(document: bytes) -> tuple[bytes, Phrase]:
    from docgen.office import (
        laid_out,
    )  # starts a process: 15 ms of imports that only a table of contents needs

    return laid_out(document)


def make(
    workbook: bytes,
    report: str | None = None,
    template: Path | None = None,
    *,
    strict: bool = False,
    typed: bool = False,
    draft: Language | None = None,
    last: Reading | None = None,
) -> tuple[Reading | None, bytes | None, tuple[Diagnostic, ...]]:
    """The whole way, and the gate on it: no document where the findings on the workbook hold an error.

    A `draft`, with comments in that language, passes the gate whatever the findings.
    """
    reading, found = examine(workbook, report, last)
    if reading is None:
        return None, None, found
    if draft is None and worst(found, strict=strict):
        return reading, None, found
    notes = drafted(reading, found, draft) if draft else None
    document, said = render(reading, template, typed=typed, draft=notes)
    return reading, document, (*found, *said)


def drafted(reading: Reading, findings: Sequence[Diagnostic], language: Language) -> Draft:
    """What makes a document of the report a draft: its findings, to be comments in it."""
    from docgen.report.notes import notes_on
    from docgen.word.draft import Draft

    return Draft(notes_on(findings, reading.report, reading.definition), language)
