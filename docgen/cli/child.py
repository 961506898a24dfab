"""A process of docgen's own that does one errand after another, so that whatever one does to it harms no other."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Lock, Timer
from typing import BinaryIO, Generic, Literal, TypeVar

from docgen.bounds import end_after, limit_memory, peak_memory
from docgen.cli import OBJECTS, terminate
from docgen.records import dataclass

T = TypeVar("T")
Errand = Callable[[], T]
Order = tuple[Errand[T], float, int]  # with its seconds, and the bytes of memory
Fate = Literal["time", "cancelled", "died"]
AS_CHILD = "--as-child"  # the one argument of a frozen program that is to be a child
GRACE = 0.5  # seconds between being asked to end, which lets files be tidied away, and the end
_ERRANDS, _PEAK = 1000, 512 << 20  # after so many, or after so many bytes at once, a fresh process takes over
_PROGRAM = "import sys; sys.path[:] = sys.argv[1:]; from docgen.cli.child import main; main()"


@dataclass(frozen=True, slots=True)
class Lost:
    """What comes back of an errand instead of its answer: its process was ended, or died of itself."""

    fate: Fate
    detail: str = ""


class Child(Generic[T]):
    """The process as seen from here: started at once, and again whenever it was lost."""

    def __init__(self, memory: int) -> None:
        self._memory = memory
        self._lock = Lock()
        self._errand: Errand[T] | None = None
        self._fate: Fate | None = None
        self._closed = False
        self._process = _started()

    def do(self, errand: Errand[T], seconds: float) -> T | Lost:
        """What the errand returns, unless the process is lost over it: ended after `seconds`, or dead of it."""
        with self._lock:
            self._errand, self._fate = errand, None
        timer = Timer(max(seconds, 0), self.end, [errand, "time"])
        timer.start()
        said = _answered(self._process, (errand, seconds, self._memory))
        timer.cancel()
        with self._lock:
            self._errand, fate = None, self._fate
        if said and said[1] and not fate:
            return said[0]
        detail = _ended(self._process)
        self._start_anew()
        return said[0] if said else Lost(fate or "died", detail)

    def end(self, errand: Errand[T], fate: Fate) -> None:
        """Ends the process if this is the errand that it is at."""
        with self._lock:
            if self._errand is errand and self._fate is None:
                self._fate = fate
                _end(self._process)

    def close(self) -> None:
        with self._lock:
            self._closed = True
            _end(self._process)

    def _start_anew(self) -> None:
        with self._lock:
            if not self._closed:
                self._process = _started()


def _started() -> subprocess.Popen[bytes]:
    frozen = getattr(sys, "frozen", False)
    # The search path is handed on: a child's own would begin with the current folder, where anything may lie.
    mode = ["-X", "utf8"] * sys.flags.utf8_mode
    program = [AS_CHILD] if frozen else [*mode, "-P", "-c", _PROGRAM, *sys.path]
    # stderr belongs to the answers; an interpreter that dies must not write there.
    return subprocess.Popen(
        [sys.executable, *program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(
            subprocess, "CREATE_NO_WINDOW", 0
        ),  # from a service or a launcher: no black window
    )


def _answered(process: subprocess.Popen[bytes], order: Order[T]) -> tuple[T, bool] | None:
    """The answer, and whether the process stays for more; None when it is lost."""
    assert process.stdin
    assert process.stdout
    try:
        pickle.dump(order, process.stdin)
        process.stdin.flush()
        answer: tuple[T, bool] = pickle.load(process.stdout)
    except (OSError, EOFError, pickle.UnpicklingError):
        return None
    return answer


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends a process and what it has started, in time."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
        return
    process.terminate()
    killer = Timer(GRACE, process.kill)
    killer.daemon = True
    killer.start()


def _ended(process: subprocess.Popen[bytes]) -> str:
    """How a process that is lost came to its end; its pipes are closed."""
    try:
        code = process.wait(2 * GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        code = process.wait()
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):
            assert pipe
            pipe.close()
    return signal.Signals(-code).name if -code in {*signal.Signals} else f"exit {code}"


def main() -> None:
    """Does the errands that come in, one after another, until whoever sends them is gone."""
    gc.set_threshold(OBJECTS)
    signal.signal(signal.SIGTERM, terminate)
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C goes to all of a terminal's processes; one of them decides
    orders, answers = _own_pipes()
    stays, done = True, 0
    while stays:
        try:
            errand, seconds, memory = pickle.load(orders)
        except EOFError:
            return
        limit_memory(memory)
        end_after(seconds + 2 * GRACE)
        answer = errand()
        end_after(0)
        done += 1
        stays = done < _ERRANDS and peak_memory() < _PEAK
        pickle.dump((answer, stays), answers)
        answers.flush()


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The pipes to whoever started this, out of the way: what an errand prints or reads goes nowhere."""
    orders, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(nowhere, stream)
    return orders, answers
