"""All rules over the text of one report."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.diagnostics import Diagnostic
from docgen.diagnostics.text_codes import UNEXAMINED
from docgen.report.definition import Definition
from docgen.report.report import Report
from docgen.rules.prose.claims import check_claims, claimable, subject_of
from docgen.rules.prose.coverage import check_coverage
from docgen.rules.prose.documents import check_documents
from docgen.rules.prose.leftovers import check_leftovers
from docgen.rules.prose.parts import check_parts
from docgen.rules.prose.passage import Passage, passages_of
from docgen.rules.prose.rates import check_rates
from docgen.rules.prose.repeated import check_repeated
from docgen.rules.prose.title import check_title
from docgen.rules.prose.typography import check_typography
from docgen.rules.prose.wording import check_wordings
from docgen.rules.prose.years import check_years
from docgen.rules.values import Values

LONGEST, TOTAL = 5_000, 100_000
"""Characters of one paragraph, and of all: a report has some 5,000. A cell that holds all 32,767 takes from 0.3 s to 3 s
(measured: prose, and a sentence that is untrue 3,600 times), and a report may have hundreds."""


def check_prose(
    report: Report, definition: Definition, values: Values, last: Report | None
) -> Iterator[Diagnostic]:
    """Every finding on the text; `last` is last year's report."""
    everything = passages_of(report, definition)
    passages, found = _examined(everything)
    yield from found
    before = _examined(passages_of(last, definition))[0] if last else ()
    subject = subject_of(report, definition)
    year = subject.year
    yield from check_title(passages, report, definition)
    yield from check_claims(passages, subject, values)
    yield from check_parts(passages)
    yield from check_rates(passages, year, claimable(subject, definition, values))
    yield from check_repeated(passages, subject)
    yield from check_years(passages, definition, year)
    yield from check_documents(passages)
    yield from check_coverage(everything, report, definition)
    yield from check_wordings(passages, report, definition, year, before)
    yield from check_leftovers(passages, definition, report, last)
    yield from check_typography(passages)


def _examined(passages: tuple[Passage, ...]) -> tuple[tuple[Passage, ...], tuple[Diagnostic, ...]]:
    """The passages within the limits; the first that is not is named."""
    room = TOTAL
    kept: list[Passage] = []
    left: list[Passage] = []
    for passage in passages:
        room -= len(passage.text)
        (kept if room >= 0 and len(passage.text) <= LONGEST else left).append(passage)
    return tuple(kept), (UNEXAMINED.at(left[0].at),) if left else ()
