"""What a registry wants to know of a document without opening it: title, unit, year, 文号, secrecy, date."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.report.compose import field_texts
from docgen.report.cover import date_of
from docgen.report.definition import Definition
from docgen.report.elements import elements_of
from docgen.report.report import Report

_ELEMENTS = ("number", "secrecy", "urgency", "issuer", "signer", "addressees", "copies_to")
KEYS = ("title", "unit", "year", "date", *_ELEMENTS)


def metadata_of(report: Report, definition: Definition) -> Mapping[str, str | None]:
    """The metadata as printed, the date as 2021-01-20; None for what the report does not say or the type does not have."""
    fields = field_texts(report, definition)
    dated = date_of(fields["date"])
    year = next((fields[field.key] for field in definition.fields if field.kind == "year"), "")
    found = {
        "title": fields["title"],
        "unit": fields.get("unit"),
        "year": year,
        "date": dated.isoformat() if dated else None,
        **{name: "、".join(texts) for name, texts in elements_of(report, definition).items()},
    }
    return {key: found.get(key) or None for key in KEYS}
