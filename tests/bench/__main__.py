"""Measures everything and writes docs/performance.md and its chart.

python -m tests.bench [ROUNDS] [SCRATCH]        five rounds and a temporary folder unless said; some ten minutes
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.subjects import Subjects, npm_fault
from tests.bench.timing import in_turn, instructions

ROUNDS = 5


def main(rounds: int, scratch: Path) -> None:
    os.environ["DOCGEN_CACHE"] = str(scratch / "cache")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # as installed: pip compiles what it installs
    missing = npm_fault(scratch)
    _python("tests.bench.inputs", scratch)
    subjects = Subjects(scratch, rounds)
    runs = in_turn(subjects.every(npm=not missing))
    for folder in (scratch, subjects.longest_list):
        _python("tests.bench.alike", folder / "by-docgen.docx", *sorted(folder.glob("by-*.docx")))
    from tests.bench.page import Page  # only now: a child's peak begins with what its parent holds

    Page(runs, dict(_counted(subjects)), missing).write()


def _counted(subjects: Subjects) -> Iterator[tuple[str, tuple[float, float]]]:
    """Millions of instructions, P's and docgen's; a warm document's are what four add over one."""
    plain, plain_four = (subjects.plain(*[subjects.one] * count) for count in (1, 4))
    cold = subjects.cold()
    own = (cold["cold render"].command, cold["cold check"].command, subjects.batch(1), subjects.batch(4))
    p_one, p_four, render, check, own_one, own_four = instructions((plain, plain_four, *own))
    yield "cold: one `docgen render`", (p_one, render)
    yield "cold: one `docgen check`", (p_one, check)
    yield "warm: one more document in a process", ((p_four - p_one) / 3, (own_four - own_one) / 3)


def _python(module: str, *arguments: object) -> None:
    subprocess.run([sys.executable, "-m", module, *map(str, arguments)], check=True)


if __name__ == "__main__":
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with TemporaryDirectory() as folder:
        main(rounds, Path(sys.argv[2]) if len(sys.argv) > 2 else Path(folder))
