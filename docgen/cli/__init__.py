"""The command: arguments in, streams and exit codes out. No domain logic."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
from contextlib import suppress
from types import FrameType
from typing import NoReturn

TERMINATED, INTERRUPTED = 143, 130
OBJECTS = 50_000
"""Objects made between two searches for cycles, of which there are few: Python's own 700 are a 25th of a cold check's work."""


def main() -> None:
    """Runs the command line and exits with the code of the contract, never 1, never with a traceback."""
    gc.set_threshold(OBJECTS)
    _name_files_in_utf8()
    signal.signal(signal.SIGTERM, terminate)
    leave(run(sys.argv[1:]))


def leave(code: int) -> NoReturn:
    """Ends the process at once, all being written and said.

    Python would take down every object first, a seventh of the time of a cold check (measured), and give the signals back
    to the system before that: one that came then would kill it.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    atexit._run_exitfuncs()  # what was put off until the end; it has no other name
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # nobody takes it: the code says so already
            stream.flush()
    os._exit(code)


def _name_files_in_utf8() -> None:
    """Starts anew where Python can name no Chinese file: LC_ALL=C with its own remedies (PEP 538, 540) turned off."""
    try:
        "批注".encode(sys.getfilesystemencoding())
    except UnicodeEncodeError:
        if not getattr(sys, "frozen", False):
            os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


def terminate(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(TERMINATED)  # an exception, so that half-written files are taken away


def run(arguments: list[str]) -> int:
    """The exit code of a command line."""
    try:
        from docgen.cli.dispatch import answered

        return answered(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
