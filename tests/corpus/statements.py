"""What must be found in the prose of a report: every figure it states against what the tables say.

A statement keeps its meaning (`received`, `share(granted, total)`) from the source; what it says may have been changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from tests.corpus.redraw import redraw
from tests.corpus.source import Line, Source
from tests.corpus.truth import Finding, error, warning
from tests.corpus.wording import evaluate

BOUND = (
    "received", "received+carried_in", "carried_in", "total", "carried_out", "granted", "partly_granted", "denied",
    "unable", "not_processed", "other", "reconsideration", "litigation",
)  # fmt: skip
"""The figures that the review (N1) has prose state; of their parts it says nothing."""
_DOCUMENTS = ("normative_documents.issued", "normative_documents.made")


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure in a paragraph: what it means, what the prose says, and in what text before it."""

    place: str
    meaning: str
    said: Decimal
    before: str
    decimals: int = 0

    @property
    def ratio(self) -> bool:
        return "(" in self.meaning

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(re.findall(r"[a-z][a-z0-9_.]*(?!\()\b(?!\()", self.meaning))


def statements(source: Source) -> list[Statement]:
    """Every figure that the prose states, in order."""
    values = source.values
    found = []
    for key, lines in source.lines.items():
        for index, line in enumerate(lines):
            gaps = re.split(r"\{([^{}]+)\}", line.text)
            for gap, inner in zip(gaps[::2], gaps[1::2], strict=False):
                meaning, _, style = inner.partition(":")
                decimals = int(style) if style.isdigit() else 0
                place = f"narratives.{key}.{index}"
                found.append(Statement(place, meaning, evaluate(meaning, values), gap, decimals))
    return found


@dataclass(frozen=True, slots=True)
class Group:
    """A total and the parts after 其中, as positions in the list of statements."""

    total: int
    parts: tuple[int, ...]


_GROUPS: dict[tuple[Line, ...], tuple[Group, ...]] = {}


def groups(source: Source) -> tuple[Group, ...]:
    """The groups 其中 of a report: the parts that make up the figure before them whatever the figures are."""
    text = tuple(line for lines in source.lines.values() for line in lines)
    if text not in _GROUPS:
        runs = [statements(redraw(source, Random(seed))) for seed in range(6)]
        starts = [start for start, statement in enumerate(runs[0]) if "其中" in statement.before]
        _GROUPS[text] = tuple(group for start in starts for group in _group(runs, start))
    return _GROUPS[text]


def _group(runs: Sequence[Sequence[Statement]], start: int) -> Iterator[Group]:
    place = runs[0][start].place
    for end in range(start + 2, len(runs[0]) + 1):
        if start == 0 or any(runs[0][i].place != place or runs[0][i].ratio for i in (start - 1, end - 1)):
            return
        parts = tuple(range(start, end))
        if all(run[start - 1].said == sum(run[i].said for i in parts) for run in runs):
            yield Group(start - 1, parts)
            return


def called_for(
    source: Source, said: Sequence[Statement], values: Mapping[str, Decimal | None], changed: frozenset[int]
) -> tuple[list[Finding], list[Finding]]:
    """What must be found, and what may be: `values` is what tables and cover now hold, `changed` the figures falsified."""
    must: list[Finding] = []
    may: list[Finding] = []
    for statement in said:
        _judge(statement, values, must, may)
    for group in groups(source):
        if said[group.total].said != sum(said[i].said for i in group.parts):
            must.append(error("N2", said[group.total].place))
    for index in changed:
        may += _around(said, said[index])
    may += [warning("N3", s.place) for s in said if s.ratio and _differs(s, values) is not False]
    return must, may


def _judge(
    statement: Statement, values: Mapping[str, Decimal | None], must: list[Finding], may: list[Finding]
) -> None:
    group = statement.meaning.partition(".")[0]
    if group in BOUND and group != statement.meaning and values.get(group) != statement.said:
        may.append(
            error("N1", statement.place)
        )  # 无法提供1件 may be taken for all that could not be provided
    if statement.ratio or not _differs(statement, values):
        return
    meaning = statement.meaning.replace(" ", "")
    if any(name.startswith("fee_") for name in statement.names):
        must.append(warning("N5", statement.place))
    elif meaning in _DOCUMENTS:
        must.append(warning("N7", statement.place))
    elif meaning in BOUND:
        must.append(error("N1", statement.place))
    else:
        may.append(Finding("N1/N2/N3/N5/N7", "error/warning", (statement.place,)))


def _differs(statement: Statement, values: Mapping[str, Decimal | None]) -> bool | None:
    """Whether the tables say otherwise; None where a figure cannot be read."""
    if any(values[name] is None for name in statement.names):
        return None
    known = {name: value for name, value in values.items() if value is not None}
    if statement.ratio and not known[statement.names[-1]]:
        return None
    return evaluate(statement.meaning, known) != statement.said


def _around(said: Sequence[Statement], changed: Statement) -> Iterator[Finding]:
    """Where a falsified figure may be noticed besides: sums and shares of its paragraph, and where it is said again."""
    again = [s.place for s in said if s.meaning == changed.meaning]
    yield Finding("N2", "error", (changed.place, *again))
    yield Finding("N3", "warning", (changed.place, *again))
