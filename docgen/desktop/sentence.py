"""What became of the files that were dropped, in one sentence: how many faults, and where to look."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docgen.desktop.words import say
from docgen.diagnostics import Diagnostic, Phrase
from docgen.records import dataclass

_LINES = 8  # of a list below the sentence: more does not fit above the buttons of a small screen


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: its document, or the annotated copy that shows its faults, or neither."""

    name: str
    document: Path | None = None
    annotated: Path | None = None
    findings: tuple[Diagnostic, ...] = ()
    held: bool = False  # what was written is still open in a window, which shows the old one
    shown: bool = False  # it was opened for the clerk

    @property
    def result(self) -> Path | None:
        return self.document or self.annotated

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @property
    def in_cells(self) -> tuple[Diagnostic, ...]:
        """The errors that lie in the workbook's cells; the others are of its file, its type or the output."""
        return tuple(finding for finding in self.errors if finding.exit_code == 4)

    @property
    def others(self) -> tuple[Diagnostic, ...]:
        return tuple(finding for finding in self.errors if finding.exit_code != 4)

    @property
    def noted(self) -> tuple[Diagnostic, ...]:
        """What is to be said of a document all the same."""
        return tuple(finding for finding in self.findings if finding.severity == "warning")


def sentence(outcomes: Sequence[Outcome]) -> Phrase:
    """The one sentence; below it, where nothing else shows them, a line for each warning or each file at fault."""
    return _single(outcomes[0]) if len(outcomes) == 1 else _several(outcomes)


def _single(outcome: Outcome) -> Phrase:
    if outcome.document:
        return _written(outcome, outcome.document)
    if outcome.in_cells:
        said = say("faulty", name=outcome.name, count=str(len(outcome.in_cells)), where=_where(outcome))
        return _below(said, [finding.message for finding in outcome.others], "more_places")
    fault = outcome.errors[0]
    return say("unmarked", name=outcome.name, fault=fault.message, hint=fault.hint)


def _written(outcome: Outcome, document: Path) -> Phrase:
    name = document.name
    said = say("held" if outcome.held else "written", document=name)
    if not outcome.held and not outcome.shown:
        said = say("not_shown", path=str(document))
    noted = [finding.message for finding in outcome.noted]
    if noted and outcome.shown:
        said = say("warned", document=name, count=str(len(noted)))
    return _below(said, noted, "more_places")


def _where(outcome: Outcome) -> Phrase:
    copy = outcome.annotated
    if copy is None:
        return say("first_fault", fault=outcome.in_cells[0].message)
    if outcome.held:
        return say("marked_held", copy=copy.name)
    return say("marked", copy=copy.name) if outcome.shown else say("marked_unseen", path=str(copy))


def _several(outcomes: Sequence[Outcome]) -> Phrase:
    faulty = [outcome for outcome in outcomes if not outcome.document and outcome.in_cells]
    refused = [outcome for outcome in outcomes if not outcome.document and not outcome.in_cells]
    rest = [
        say(key, count=str(len(some)))
        for key, some in (("several_faulty", faulty), ("several_refused", refused))
        if some
    ]
    said = say(
        "several",
        all=str(len(outcomes)),
        written=str(len(outcomes) - len(faulty) - len(refused)),
        rest=Phrase("".join(part.zh for part in rest), "".join(part.en for part in rest)),
    )
    return _below(said, [row for outcome in outcomes if (row := _row(outcome))], "more")


def _row(outcome: Outcome) -> Phrase | None:
    """The line of one file among several; none where all is well."""
    name, count = outcome.name, str(len(outcome.in_cells or outcome.noted))
    if outcome.document:
        key = "row_held" if outcome.held else "row_warned"
        return say(key, name=name, count=count) if outcome.held or outcome.noted else None
    if not outcome.in_cells:
        return say("row_refused", name=name, fault=outcome.errors[0].message)
    if outcome.others:
        return say("row_unmarked", name=name, count=count, fault=outcome.others[0].message)
    return say("row_faulty", name=name, count=count)


def _below(said: Phrase, rows: Sequence[Phrase], more: str) -> Phrase:
    kept = list(rows if len(rows) <= _LINES else rows[: _LINES - 1])
    left = len(rows) - len(kept)
    lines = [said, *kept, *([say(more, count=str(left))] if left else [])]
    return Phrase("\n".join(line.zh for line in lines), "\n".join(line.en for line in lines))
