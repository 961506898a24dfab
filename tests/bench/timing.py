"""Processes in turn, round after round, and what the kernel says of each when it has ended."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory


@dataclass(frozen=True)
class Subject:
    """A command to be measured. `fresh`: each time with an empty cache."""

    command: tuple[str, ...]
    rounds: int
    fresh: bool = False


@dataclass(frozen=True)
class Measure:
    """CPU milliseconds, user and system, of a process and its children; its peak memory in MiB; what it printed."""

    cpu: float
    peak: float
    said: bytes


@dataclass(frozen=True)
class Runs:
    """All the runs of one subject. Others use the machine too, and only ever make a run dearer: so the minimum."""

    measures: tuple[Measure, ...]

    @property
    def cpu(self) -> float:
        return min(measure.cpu for measure in self.measures)

    @property
    def peak(self) -> float:
        return min(measure.peak for measure in self.measures)

    @property
    def each(self) -> float:
        """The CPU milliseconds of one document, of a process that prints those of each."""
        return min(min(json.loads(measure.said)) for measure in self.measures)


def in_turn(subjects: Mapping[str, Subject]) -> dict[str, Runs]:
    """A B C … A B C …: what the machine does meanwhile happens to all of them."""
    found: dict[str, list[Measure]] = {name: [] for name in subjects}
    for number in range(max(subject.rounds for subject in subjects.values())):
        for name, subject in subjects.items():
            if number < subject.rounds:
                print(f"round {number + 1}: {name}", file=sys.stderr)
                found[name].append(measured(subject))
    return {name: Runs(tuple(measures)) for name, measures in found.items()}


def measured(subject: Subject) -> Measure:
    with TemporaryDirectory() as folder:
        cache = {"DOCGEN_CACHE": folder} if subject.fresh else {}
        process = subprocess.Popen(subject.command, stdout=subprocess.PIPE, env={**os.environ, **cache})
        assert process.stdout
        said = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"exit {process.returncode}: {' '.join(subject.command)}")
    return Measure((usage.ru_utime + usage.ru_stime) * 1000, usage.ru_maxrss / 1024, said)


def counter() -> str | None:
    """The program that counts instructions here: valgrind, or perf where the machine lets it."""
    if shutil.which("valgrind"):
        return "valgrind"
    perf = shutil.which("perf") and _counted("perf", ("true",))
    return "perf" if perf else None


def instructions(commands: Iterable[tuple[str, ...]]) -> Iterable[float]:
    """Millions of instructions of each command, nan where nothing counts them."""
    program = counter()
    return [_counted(program, command) or float("nan") if program else float("nan") for command in commands]


_COUNTERS = {
    "valgrind": "valgrind --tool=cachegrind --cache-sim=no --cachegrind-out-file=/dev/null --log-file={}",
    "perf": "perf stat -x, -e instructions:u -o {}",
}
_COUNT = re.compile(r"I +refs: +([\d,]+)|^(\d+),.*instructions", re.MULTILINE)


def _counted(program: str, command: tuple[str, ...]) -> float | None:
    with TemporaryDirectory() as folder:
        log = Path(folder, "log")
        counting = _COUNTERS[program].format(log).split()
        fixed = {**os.environ, "PYTHONHASHSEED": "0"}
        subprocess.run([*counting, *command], env=fixed, stdout=subprocess.DEVNULL, check=False)
        found = _COUNT.search(log.read_text())
    return float((found[1] or found[2]).replace(",", "")) / 1e6 if found else None
