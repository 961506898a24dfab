"""How many planted faults the checker finds, and how many findings nobody planted: recall and precision per rule.

python -m tests.proofs.planted            # 1,000 cases
python -m tests.proofs.planted 200 F N1   # 200 cases of the kinds that begin so, each failure shown
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass, field

from docgen.diagnostics import Diagnostic
from tests.corpus.plant import Case, Verdict, cases, judged

SEED = 2021
CASES = 1000


@dataclass
class Tally:
    """Expected findings met and missed, and docgen's own called for and false, each by code."""

    met: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    called_for: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def add(self, case: Case, verdict: Verdict) -> None:
        self.met.update(finding.codes for finding in verdict.met)
        self.missed.update(finding.codes for finding in verdict.missed)
        self.called_for.update(d.code for d in verdict.called_for)
        self.false.update(d.code for d in verdict.false)
        about = f"{case.kind} in {case.name}"
        self.failures += [
            f"{about}: missed {f.codes} {f.severity} {_at(case, f.places[0])}" for f in verdict.missed
        ]
        self.failures += [f"{about}: false {_said(d)}" for d in verdict.false]

    def table(self) -> str:
        codes = sorted({*self.met, *self.missed, *self.false}, key=_in_order)
        return "\n".join(
            ("| rule | planted | recall | precision |", "|---|---|---|---|", *map(self._row, codes))
        )

    def summary(self) -> str:
        """The closing line: of all that was planted, and of all that was said."""
        met, right = self.met.total(), self.called_for.total()
        planted, said = met + self.missed.total(), right + self.false.total()
        return f"found {met} of {planted} planted ({_share(met, planted)}); {said - right} of {said} findings false"

    def _row(self, code: str) -> str:
        planted = self.met[code] + self.missed[code]
        right = sum(self.called_for[c] for c in code.split("/"))
        found = right + self.false[code]
        return f"| {code} | {planted} | {_share(self.met[code], planted)} | {_share(right, found)} |"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "–"


def _in_order(code: str) -> tuple[str, int, str]:
    letters, number, rest = re.fullmatch(r"(\D*)(\d*)(.*)", code).groups()  # type: ignore[union-attr]
    return letters, int(number or 0), rest


def _at(case: Case, place: str) -> str:
    return f"{place}: {case.text(place)}"


def _said(diagnostic: Diagnostic) -> str:
    place = diagnostic.places[0] if diagnostic.places else None
    return f"{diagnostic.code} {diagnostic.severity} {place and (place.path or place.address)}: {diagnostic.message.zh}"


def measured(number: int, kinds: tuple[str, ...] = ("",)) -> Tally:
    """So many planted cases of these kinds, run through docgen."""
    tally = Tally()
    for case in cases(SEED, number, kinds):
        tally.add(case, judged(case))
    return tally


if __name__ == "__main__":
    arguments = sys.argv[1:]
    count = int(arguments.pop(0)) if arguments else CASES
    result = measured(count, tuple(arguments) or ("",))
    sys.stdout.write("\n".join([*result.failures, "", result.table(), "", result.summary(), ""]))
    sys.exit(1 if result.failures else 0)
