"""All rules over one report."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.diagnostics import Diagnostic
from docgen.report.citation import check_citations
from docgen.report.cover import check_fields
from docgen.report.definition import Definition
from docgen.report.report import Report
from docgen.rules.between_years import check_last
from docgen.rules.characters import check_characters
from docgen.rules.figures import check_measures, check_rules
from docgen.rules.prose.report import check_prose
from docgen.rules.values import Values, values_of


def check_figures(report: Report, definition: Definition) -> tuple[Diagnostic, ...]:
    """The findings of the rules over tables alone.

    Reports: R5 measures; the definition's own codes; and all of `check_lines`.
    """
    values = values_of(report, definition, None)
    return (
        *check_measures(report),
        *check_rules(report, definition, values),
        *(_check_listings(report, definition, values) if definition.listings else ()),
    )


def check(report: Report, definition: Definition, last: Report | None = None) -> tuple[Diagnostic, ...]:
    """Every finding of every rule, in the order of the cover, the figures and the text; `last` is last year's report.

    Reports: E204, E205 fields; R5 measures; the definition's own codes; E213 citations; E214 characters; and all of
        `check_lines`.
    """
    values = values_of(report, definition, last)
    return (
        *check_fields(report, definition),
        *check_measures(report),
        *(check_last(report, last) if last else ()),
        *check_rules(report, definition, values),
        *(_check_listings(report, definition, values) if definition.listings else ()),
        *check_prose(report, definition, values, last),
        *check_citations(report, definition),
        *check_characters(report),
    )


def _check_listings(report: Report, definition: Definition, values: Values) -> Iterator[Diagnostic]:
    from docgen.rules.lines import check_each_line, check_lines

    yield from check_lines(report, definition)
    yield from check_each_line(report, definition, values)
