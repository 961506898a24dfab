"""Every hostile case, the giants too, judged; and the plain program by the same judge, for comparison.

python -m tests.proofs.hostile
python -m tests.proofs.hostile bombs      # one group, docgen only
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from tests.hostile.judge import FAULTS
from tests.hostile.manifest import GROUPS, LONG, WORKBOOKS


class Tally(NamedTuple):
    cases: int
    passed: int
    faults: Counter[str]
    seconds: float
    mebibytes: float
    said: list[str]


def tally(groups: Sequence[str], *options: str) -> Tally:
    """What the judge counts, and the slowest case and the one with the most memory."""
    verdicts = [
        json.loads(line)
        for group in groups
        for line in subprocess.run(
            [sys.executable, "-m", "tests.hostile", "--judge", group, *options], stdout=subprocess.PIPE, check=True
        ).stdout.splitlines()
    ]  # fmt: skip
    faults = Counter(fault for _, found, *_ in verdicts for fault in {fault for fault, _ in found})
    said = [f"{name}: {fault}: {detail}" for name, found, *_ in verdicts for fault, detail in found]
    slowest, most = max(verdict[2] for verdict in verdicts), max(verdict[3] for verdict in verdicts)
    return Tally(len(verdicts), sum(not found for _, found, *_ in verdicts), faults, slowest, most, said)


def row(name: str, counted: Tally) -> str:
    numbers = " | ".join(str(counted.faults[fault]) for fault in FAULTS)
    return f"| {name} | {counted.cases} | {counted.passed} | {numbers} | {counted.seconds:.1f} s | {counted.mebibytes:.0f} MiB |"


def main(groups: list[str]) -> int:
    ours = tally(groups or [*GROUPS, *LONG])
    rows = [
        f"| program | cases | passed | {' | '.join(FAULTS)} | slowest | most memory |",
        "|---" * (len(FAULTS) + 5) + "|",
    ]
    rows.append(row("docgen", ours))
    if not groups:
        rows += [
            row("docgen, workbooks only", tally(WORKBOOKS)),
            row("the plain program", tally(WORKBOOKS, "--plain")),
        ]
    print("\n".join([*ours.said, *rows]))
    print(f"{ours.cases} cases, {ours.cases - ours.passed} with a fault")
    return 1 if ours.said else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
