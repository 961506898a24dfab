"""Many inputs, side by side where that is worth while, and given up in time: their entries, in the inputs' order."""

from __future__ import annotations

import os
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.cli.inputs import Input, taken_from
from docgen.cli.render import Task
from docgen.cli.result import Entry, Room, failed
from docgen.diagnostics import Diagnostic
from docgen.diagnostics.codes import DIED, OUT_OF_MEMORY, TIME_UP
from docgen.records import dataclass, replace

if TYPE_CHECKING:
    from concurrent.futures import Future

    from docgen.cli.child import Lost
    from docgen.cli.pool import Pool

# Inputs and bytes that one process does soonest: another one takes 0.3 s to come to its first document, of which each
# takes 0.04 s (measured).
FEW, SMALL = 12, 4 << 20
AHEAD = 4  # tasks sent for each process: enough that none waits, few enough to forget
FOR_EVER = 86400.0
TURN = 0.25
# Seconds after the time limit when nothing is waited for any more, not even for a reader of our answer.
LAST_RESORT = 1.0


@dataclass(frozen=True, slots=True)
class Crew:
    """How many processes work at once (None: as many as are worth while), and how many seconds all may take."""

    jobs: int | None = None
    timeout: float | None = None

    def entries(self, tasks: Sequence[Task], *, whole: bool) -> list[Entry]:
        """What became of every input, with all of its findings or as many as an answer can show."""
        room = Room()
        done = _watched(self.done(tasks), len(tasks))
        return [entry if whole else room.shortened(entry) for entry in done]

    def done(self, tasks: Sequence[Task]) -> Iterator[Entry]:
        """The entries one by one, in the inputs' order."""
        size = self._size(tasks)
        if self.timeout is None and size < 2:
            return (task() for task in tasks)
        return _side_by_side(tasks, size, _Deadline(self.timeout))

    def _size(self, tasks: Sequence[Task]) -> int:
        if self.jobs is None and _is_little(tasks):
            return 1
        return max(1, min(self.jobs or cores(), len(tasks)))


def _watched(entries: Iterator[Entry], total: int) -> Iterator[Entry]:
    if total < 2 or not sys.stderr.isatty():
        return entries
    from docgen.desktop.progress import watched

    return watched(entries, total)


def cores() -> int:
    """The cores that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)  # not on Windows and macOS
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _is_little(tasks: Sequence[Task]) -> bool:
    return len(tasks) <= FEW and sum(_weight(task.single.path) for task in tasks) <= SMALL


def _weight(path: Path | None) -> int:
    try:
        return path.stat().st_size if path else 0
    except (OSError, ValueError):
        return 0


class _Deadline:
    """The time that is left of what a command may take."""

    def __init__(self, seconds: float | None) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + (seconds or FOR_EVER)
        if seconds:
            _last_resort(seconds + LAST_RESORT)

    def left(self) -> float:
        return max(0.0, self._end - time.monotonic())


def _last_resort(seconds: float) -> None:
    """Ends this process when even its answer finds no reader in time: a full pipe would hold it for ever."""
    from threading import Timer

    timer = Timer(seconds, os._exit, [TIME_UP.exit_code])
    timer.daemon = True
    timer.start()


def _side_by_side(tasks: Sequence[Task], size: int, deadline: _Deadline) -> Iterator[Entry]:
    from docgen.cli.pool import Pool

    with Pool[Entry](size) as pool:
        sent: deque[tuple[Task, Future[Entry | Lost] | None]] = deque()
        for task in tasks:
            if len(sent) == AHEAD * size:
                yield _entry(*sent.popleft(), deadline)
            sent.append((task, _sent(task, pool, deadline)))
        while sent:
            yield _entry(*sent.popleft(), deadline)


def _sent(task: Task, pool: Pool[Entry], deadline: _Deadline) -> Future[Entry | Lost] | None:
    """The entry to come; None when no time is left to begin."""
    if task.single.path is None and task.single.finding is None:
        task = replace(task, single=_from_stdin(task.single, deadline))
    left = deadline.left()
    return pool.send(task, left) if left else None


def _from_stdin(single: Input, deadline: _Deadline) -> Input:
    """The input with what came from stdin, which a child has not, unless the time is up before its end."""
    from threading import Thread

    held: list[Input] = []
    reader = Thread(target=lambda: held.append(taken_from(single, 0)), daemon=True)
    reader.start()
    reader.join(deadline.left())
    return held[0] if held else single


def _entry(task: Task, answer: Future[Entry | Lost] | None, deadline: _Deadline) -> Entry:
    name = task.single.name
    try:
        entry = _waited_for(answer, deadline) if answer else None
    except TimeoutError:
        entry = None
    if isinstance(entry, Entry):
        return entry
    return failed(name, lost(entry, deadline.seconds or FOR_EVER))


def _waited_for(answer: Future[Entry | Lost], deadline: _Deadline) -> Entry | Lost:
    """The answer. May raise TimeoutError. It is asked for in turns: on Windows Ctrl-C does not end a wait."""
    while deadline.left() > TURN:
        with suppress(TimeoutError):
            return answer.result(TURN)
    return answer.result(deadline.left())


def lost(answer: Lost | None, seconds: float) -> Diagnostic:
    """The finding on an input whose process was lost over it; None: it was never come to."""
    if answer is None or answer.fate == "time":
        return TIME_UP.at(seconds=f"{seconds:g}")
    # SIGKILL that is none of ours is the system's, when no memory is left.
    return OUT_OF_MEMORY.at() if answer.detail == "SIGKILL" else DIED.at(detail=answer.detail)
