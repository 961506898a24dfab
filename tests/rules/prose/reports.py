"""Reports for tests of the text, made in memory: no workbook is written or read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from docgen.diagnostics import Diagnostic, Place
from docgen.report.definition import Definition
from docgen.report.figure import Figure
from docgen.report.form import form_of
from docgen.report.grid import Cell
from docgen.report.narrative import Paragraph
from docgen.report.report import Report, Value
from docgen.rules.prose.report import check_prose
from docgen.rules.report import check
from docgen.rules.values import values_of
from tests.samples.figures import luoping_corrected, qinghe
from tests.workbooks import FIELDS, NEW, OLD, clean, definition

Texts = Mapping[str, str | Iterable[Paragraph]]


class Said(NamedTuple):
    """What a finding says, as far as a test compares it."""

    code: str
    severity: str
    path: str
    expected: str | None
    actual: str | None


def paragraphs(key: str, text: str | Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """The paragraphs of a narrative, each with its cell; a text is one paragraph of body a line."""
    made = [Paragraph(line) for line in text.split("\n")] if isinstance(text, str) else text
    return tuple(
        Paragraph(
            p.text,
            p.level,
            p.heading,
            Place(key, f"C{at + 2}", f"narratives.{key}[{at}].text", p.text),
            p.typed,
            Place(key, f"B{at + 2}", f"narratives.{key}[{at}].heading", p.heading),
        )
        for at, p in enumerate(made)
    )


def report_of(
    kind: str = NEW,
    texts: Texts | None = None,
    *,
    fields: Mapping[str, object] | None = None,
    figures: Mapping[str, int | str] | None = None,
) -> Report:
    """The report of clean data with other texts, lines of the cover or figures (None: the line is blank)."""
    cover = {**FIELDS[kind], **(fields or {})}
    tables = {**flat(_TABLES[kind]), **(figures or {})}
    narratives = dict(_clean_texts(kind)) | {
        key: paragraphs(key, text) for key, text in (texts or {}).items()
    }
    return Report(
        {field.key: _value(field.key, cover.get(field.key)) for field in definition(kind).fields},
        narratives,
        {
            cell.path: Figure(
                Place("", cell.area.address, cell.path, label=cell.label),
                cell.measure,
                Decimal(str(tables[cell.path])),
            )
            for table in definition(kind).tables
            for cell in form_of(table).figures
        },
    )


_TABLES = {NEW: qinghe(), OLD: luoping_corrected()}


def _clean_texts(kind: str) -> Iterable[tuple[str, tuple[Paragraph, ...]]]:
    for key, entries in clean(kind)["narratives"].items():
        yield key, paragraphs(key, [Paragraph(**entry) for entry in entries])


def _value(key: str, typed: object) -> Value:
    place = Place("封面", "B2", f"fields.{key}")
    if typed is None:
        return Value(place)
    return Value(place, Cell("number" if isinstance(typed, int) else "text", str(typed)))


def flat(tree: Mapping[str, object], lead: str = "") -> dict[str, object]:
    """Figures by key path."""
    found: dict[str, object] = {}
    for key, below in tree.items():
        found |= flat(below, f"{lead}{key}.") if isinstance(below, Mapping) else {f"{lead}{key}": below}
    return found


def found_in(report: Report, kind: str = NEW, last: Report | None = None) -> tuple[Diagnostic, ...]:
    """Every finding of every rule."""
    return check(report, definition(kind), last)


def found_in_text(report: Report, kind: Definition | None = None) -> tuple[Diagnostic, ...]:
    """Every finding of the rules over the text."""
    kind = kind or definition(NEW)
    return tuple(check_prose(report, kind, values_of(report, kind, None), None))


def said(found: Iterable[Diagnostic], code: str = "") -> list[Said]:
    """What findings say, of one code or of all."""
    return [
        Said(d.code, d.severity, d.places[0].path if d.places else "", d.expected, d.actual)
        for d in found
        if code in ("", d.code)
    ]
