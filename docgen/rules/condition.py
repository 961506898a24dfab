"""Whether a rule is for this report: what the cover must say."""

from __future__ import annotations

from docgen.report.cover import field_text
from docgen.report.definition import Condition, Definition
from docgen.report.report import Report


def meets(report: Report, definition: Definition, where: Condition) -> bool:
    """Whether every field named holds one of the texts asked for; an empty text asks for a blank line."""
    return all(_text(report, definition, key) in texts for key, texts in where)


def _text(report: Report, definition: Definition, key: str) -> str:
    field = definition.field(key)
    return field_text(field, report.fields.get(key)) if field else ""
