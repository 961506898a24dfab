"""Measurements: a process from start to end, and documents within one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean
from typing import NamedTuple


class Run(NamedTuple):
    """Milliseconds by the clock and of the processor, and the most memory in MiB."""

    wall: float
    cpu: float
    peak: float


def process(command: Sequence[str], rounds: int) -> Run:
    """The best of so many runs of a command, whole processes; the machine may be shared, the least is what it takes."""
    return Run(*(min(values) for values in zip(*(_once(command) for _ in range(rounds)), strict=True)))


def _once(command: Sequence[str]) -> Run:
    started = time.perf_counter()
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, used = os.wait4(running.pid, 0)
    wall = time.perf_counter() - started
    said = running.stderr.read().decode() if running.stderr else ""
    running.returncode = os.waitstatus_to_exitcode(status)
    assert running.returncode == 0, (command, said)
    return Run(wall * 1e3, (used.ru_utime + used.ru_stime) * 1e3, used.ru_maxrss / 1024)


def documents(command: Sequence[str], folder: Path, *, mean: bool = False) -> Run:
    """The best document (or the mean) but for the first, of a process that prints what each took, and its memory."""
    paths = os.pathsep.join((str(folder), str(Path(__file__).parents[2])))
    environment = {**os.environ, "PYTHONPATH": paths, "NODE_PATH": str(folder / "node_modules")}
    running = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment)
    text = running.stdout.read() if running.stdout else b""
    _, status, used = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    assert running.returncode == 0, command
    took = json.loads(text)[1:]
    wall, cpu = (fmean(values) if mean else min(values) for values in zip(*took, strict=True))
    return Run(wall * 1e3, cpu * 1e3, used.ru_maxrss / 1024)


def instructions(command: Sequence[str]) -> float | None:
    """Millions of instructions that a command takes, None without valgrind: they do not hang on what else runs."""
    counted = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", *command]
    try:
        ran = subprocess.run(counted, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return None
    line = next((line for line in ran.stderr.splitlines() if " refs:" in line), "")
    return int(line.split()[-1].replace(",", "")) / 1e6 if line else None


def python(*arguments: object) -> list[str]:
    return [sys.executable, *map(str, arguments)]
