"""Every value that a rule may name: this report's figures and cover, and last year's, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from docgen.report.cover import date_of, year_of
from docgen.report.definition import FIELDS, LAST, Definition, Field
from docgen.report.figure import Figure
from docgen.report.report import Report, Value
from docgen.report.tables import Measure

Values = Mapping[str, Figure]


def values_of(report: Report, definition: Definition, last: Report | None) -> Values:
    """Figures by path, lines of the cover under `fields.`, last year's under `last.`."""
    own = _values(report, definition)
    if last is None:
        return own
    before = _values(last, definition)
    return {**own, **{f"{LAST}{path}": figure for path, figure in before.items()}}


def _values(report: Report, definition: Definition) -> dict[str, Figure]:
    derived: dict[str, Figure] = {}
    for lines in report.listings.values():
        derived |= lines.derived(definition.derived)
    return {**report.figures, **derived, **dict(_cover(report, definition))}


def _cover(report: Report, definition: Definition) -> Iterator[tuple[str, Figure]]:
    for field in definition.fields:
        value = report.fields.get(field.key)
        if value is not None:
            yield f"{FIELDS}{field.key}", Figure(value.place, Measure(), _counted(field, value))


def _counted(field: Field, value: Value) -> Decimal | None:
    """A year or a number by its digits, a date as eight of them: 20250120."""
    if field.kind == "date":
        day = date_of(value.text)
        return Decimal(day.strftime("%Y%m%d")) if day else None
    text = year_of(value.text) if field.kind == "year" else value.text
    try:
        return Decimal(text) if text and field.kind != "text" else None
    except InvalidOperation:
        return None
