"""How far a run over many files has come: a bar on the terminal, else in a window."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Protocol, TypeVar

from docgen.desktop.programs import environment, first, has_display, run

_PATIENCE = 1.0  # seconds before a bar is shown: one that flashes and goes tells nobody anything
_WIDTH = 30
Item = TypeVar("Item")


class Bar(Protocol):
    """Something that shows how many of how many are done."""

    def show(self, done: int) -> None: ...
    def close(self) -> None: ...


def watched(items: Iterable[Item], total: int) -> Iterator[Item]:
    """The items as they come, with a bar that shows how many have, where they take long enough to need one."""
    started = time.monotonic()
    bars: list[Bar | None] = []  # none, or the one that could be had
    try:
        for done, item in enumerate(items, 1):
            if not bars and done < total and time.monotonic() - started >= _PATIENCE:
                bars.append(_bar(total))
            for bar in filter(None, bars):
                bar.show(done)
            yield item
    finally:
        for bar in filter(None, bars):
            bar.close()


def _bar(total: int) -> Bar | None:
    if sys.stderr.isatty():
        return _Terminal(total)
    if has_display():
        zenity, kdialog, qdbus = first("zenity"), first("kdialog"), first("qdbus6", "qdbus", "qdbus-qt5")
        if zenity:
            return _Zenity(zenity, total)
        if kdialog and qdbus:
            return _Kdialog(kdialog, qdbus, total)
    return None


class _Terminal:
    """One line that is written over."""

    def __init__(self, total: int) -> None:
        self.total = total

    def show(self, done: int) -> None:
        filled = _WIDTH * done // self.total
        sys.stderr.write(f"\r[{'#' * filled}{'.' * (_WIDTH - filled)}] {done}/{self.total}")
        sys.stderr.flush()

    def close(self) -> None:
        sys.stderr.write("\n")
        sys.stderr.flush()


class _Zenity:
    """Reads percentages and the text after a # from its stdin, and closes at 100."""

    def __init__(self, program: str, total: int) -> None:
        self.total = total
        self.process = subprocess.Popen(
            [
                program,
                "--progress",
                "--auto-close",
                "--no-cancel",
                "--title=docgen",
                "--width=360",
                "--text= ",
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment(),
        )

    def show(self, done: int) -> None:
        if self.process.stdin:
            with suppress(OSError):  # somebody closed its window: the run goes on
                self.process.stdin.write(f"# {done} / {self.total}\n{100 * done // self.total}\n".encode())
                self.process.stdin.flush()

    def close(self) -> None:
        with suppress(OSError, subprocess.TimeoutExpired):
            self.process.communicate(timeout=2)
        self.process.kill()


class _Kdialog:
    """Answers with the address at which it takes orders over D-Bus."""

    def __init__(self, program: str, qdbus: str, total: int) -> None:
        ran = run([program, "--title", "docgen", "--progressbar", " ", str(total)], 5)
        self.total = total
        self.order = [qdbus, *(ran.stdout.decode(errors="replace").split() if ran else ())]

    def show(self, done: int) -> None:
        run([*self.order, "Set", "", "value", str(done)], 2)
        run([*self.order, "setLabelText", f"{done} / {self.total}"], 2)

    def close(self) -> None:
        run([*self.order, "close"], 2)
