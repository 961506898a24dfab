"""All rules over the text of one report."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.diagnostics import Diagnostic
from docgen.report.definition import Definition
from docgen.report.report import Report
from docgen.rules.prose.claims import check_claims, subject_of
from docgen.rules.prose.coverage import check_coverage
from docgen.rules.prose.documents import check_documents
from docgen.rules.prose.leftovers import check_leftovers
from docgen.rules.prose.parts import check_parts
from docgen.rules.prose.passage import passages_of
from docgen.rules.prose.repeated import check_repeated
from docgen.rules.prose.title import check_title
from docgen.rules.prose.typography import check_typography
from docgen.rules.prose.wording import check_wordings
from docgen.rules.prose.years import check_years
from docgen.rules.values import Values


def check_prose(
    report: Report, definition: Definition, values: Values, last: Report | None
) -> Iterator[Diagnostic]:
    """Every finding on the text; `last` is last year's report."""
    passages = passages_of(report, definition)
    before = passages_of(last, definition) if last else ()
    subject = subject_of(report, definition)
    year = subject.year
    yield from check_title(passages, report, definition)
    yield from check_claims(passages, report, definition, values)
    yield from check_parts(passages, year)
    yield from check_repeated(passages, subject)
    yield from check_years(passages, definition, year)
    yield from check_documents(passages)
    yield from check_coverage(passages, report, definition)
    yield from check_wordings(passages, report, definition, year, before)
    yield from check_leftovers(passages, definition, report, last)
    yield from check_typography(passages)
