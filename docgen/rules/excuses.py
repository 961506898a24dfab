"""What the sheet 出错说明 does to findings: an explained one stays, and blocks no longer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docgen.diagnostics import CODES, Diagnostic
from docgen.diagnostics.codes import IDLE_EXCEPTION, NO_EXCEPTION
from docgen.records import replace
from docgen.report.definition import Definition
from docgen.report.report import Report

_NEVER = frozenset({"F1", "F2", "F3", "F4", "F5", "R5"})
"""Form and figures: what is filled in wrongly is put right, not explained."""
_ERRORS = frozenset({"N2", "N3", "N6", "Y1", "Y2"})
"""Of docgen's own codes those of the text, which a person may know better than a program."""


def settled(findings: Sequence[Diagnostic], report: Report, definition: Definition) -> tuple[Diagnostic, ...]:
    """The findings, those that the unit may and does explain marked with its reason."""
    return tuple(_settled(finding, report, definition) for finding in findings)


def _settled(finding: Diagnostic, report: Report, definition: Definition) -> Diagnostic:
    excuse = next((excuse for excuse in report.excuses if excuse.meets(finding)), None)
    allowed = excuse is not None and is_explainable(finding, definition)
    return replace(finding, explained=excuse.reason) if excuse and allowed else finding


def is_explainable(finding: Diagnostic, definition: Definition) -> bool:
    """Whether a reason may stand instead of a correction: for warnings, and for errors whose rule says so."""
    if finding.code in CODES:
        return finding.code not in _NEVER and (finding.severity != "error" or finding.code in _ERRORS)
    heads = [head for head in definition.heads if head.code == finding.code]
    return finding.severity != "error" or any(head.explainable for head in heads)


def odd_excuses(
    findings: Sequence[Diagnostic], report: Report, definition: Definition, last: Report | None = None
) -> Iterator[Diagnostic]:
    """Reports: E225 an explanation that met no finding, E226 one of what cannot be explained.

    Without last year's report no rule between years was asked, and cautions only in a roll-up: nothing is said of what
    explains one of these.
    """
    unasked = {caution.head.code for caution in definition.cautions}
    unasked |= frozenset() if last else definition.between_years
    for excuse in report.excuses:
        met = [finding for finding in findings if excuse.meets(finding)]
        if not met and excuse.code not in unasked:
            yield IDLE_EXCEPTION.at(excuse.place, rule=excuse.code)
        elif met and not any(is_explainable(finding, definition) for finding in met):
            yield NO_EXCEPTION.at(excuse.place, rule=excuse.code)
