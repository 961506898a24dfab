"""Planted cases: a clean report drawn anew, one to three faults in it, and what must be found and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from docgen.diagnostics import Diagnostic
from docgen.pipeline import check, read, read_either, render
from tests.corpus.draft import Draft
from tests.corpus.faults import FAULTS, dates, figures, form, phrases, prose, wording, years
from tests.corpus.redraw import drawn
from tests.corpus.source import sources
from tests.corpus.truth import Finding
from tests.corpus.write import as_json
from tests.workbooks import filled

ROOMS = (dates, figures, form, phrases, prose, wording, years)
ATTEMPTS = 200
ALONE = (
    "N1 a narrower body",
    "N1 phrase",
    "N3",
    "N5",
    "N7",
    "R8",
    "R9",
    "X",
    "Y6",
    "F10",
    "F6 a section missing",
)
"""Kinds whose expectation another fault could change: these are planted by themselves."""
FURTHER = ("F11", "F13", "F4", "F5", "R1", "R2", "R3", "R4", "R5")


@dataclass(frozen=True, slots=True)
class Case:
    """A workbook with planted faults, and last year's where the fault lies between the years."""

    kind: str
    name: str
    workbook: bytes
    last: bytes | None
    must: tuple[Finding, ...]
    may: tuple[Finding, ...]
    data: Mapping[str, Any] = field(repr=False)

    def text(self, place: str) -> str:
        """What stands at a key path: the paragraph, or the figure."""
        found: Any = self.data if place.startswith(("narratives.", "fields.")) else self.data["tables"]
        for key in place.rstrip("*").split("."):
            found = found[int(key)] if isinstance(found, list) and key.isdigit() else found.get(key)
            if found is None:
                return ""
        return str(found)


def cases(seed: int, number: int, kinds: tuple[str, ...] = ("",)) -> Iterator[Case]:
    """So many cases, every kind (or those that begin so) in its turn."""
    names = sorted(name for name in FAULTS if name.startswith(kinds))
    for index in range(number):
        yield planted(names[index % len(names)], Random(f"{seed} {index}"))


def planted(kind: str, draw: Random) -> Case:
    """A case of this kind in a report that gives room for it, one in four with one or two faults more."""
    reports = sources()
    for _ in range(ATTEMPTS):
        draft = Draft(drawn(reports, draw), draw)
        if FAULTS[kind](draft):
            return _case(kind, draft) if draw.random() < 0.75 else _case(_and_more(kind, draft), draft)
    raise LookupError(f"no report gives room for {kind}")


def _and_more(kind: str, draft: Draft) -> str:
    names = [kind]
    if not kind.startswith(ALONE):
        more = sorted(name for name in FAULTS if name.startswith(FURTHER))
        names += [name for name in draft.draw.sample(more, draft.draw.randint(1, 2)) if FAULTS[name](draft)]
    return ", ".join(names)


def _case(kind: str, draft: Draft) -> Case:
    must, may = draft.due()
    accepted = tuple(Finding(code, "warning/info", ("*",)) for code in draft.source.accepted)
    known = (*may, *accepted)
    return Case(
        kind, draft.source.name, draft.workbook(), _last(draft), tuple(dict.fromkeys(must)), known, draft.data
    )


def _last(draft: Draft) -> bytes | None:
    """Last year's report: its workbook, or as it was printed."""
    if draft.last is None:
        return None
    workbook = filled(json.loads(as_json(draft.last)))
    reading = read(workbook)[0] if draft.draw.random() < 0.5 else None
    return render(reading)[0] if reading else workbook


@dataclass(frozen=True, slots=True)
class Verdict:
    """What docgen made of a case: expected findings met and missed, and its own that were called for and that were not."""

    met: tuple[Finding, ...]
    missed: tuple[Finding, ...]
    called_for: tuple[Diagnostic, ...]
    false: tuple[Diagnostic, ...]


def judged(case: Case) -> Verdict:
    """Docgen's findings on a case, through its public functions, against those expected."""
    reading, found = read(case.workbook)
    before = read_either(case.last)[0] if case.last else None
    if reading is not None:
        found = (*found, *check(reading, before)[1])
    got = [(_reduced(d), d) for d in found]
    met = tuple(wanted for wanted in case.must if any(wanted.meets(g) for g, _ in got))
    known = (*case.must, *case.may)
    right = tuple(d for g, d in got if any(k.meets(g) for k in known))
    missed = tuple(wanted for wanted in case.must if wanted not in met)
    return Verdict(met, missed, right, tuple(d for _, d in got if d not in right))


def _reduced(diagnostic: Diagnostic) -> Finding:
    """Code, severity, and the first place by path and by address."""
    places = tuple(text for place in diagnostic.places[:1] for text in (place.path, place.address) if text)
    return Finding(diagnostic.code, diagnostic.severity, places or ("",))
