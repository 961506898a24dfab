"""The command: arguments in, streams and exit codes out. No domain logic."""

from __future__ import annotations

import gc
import os
import signal
import sys
from types import FrameType

TERMINATED, INTERRUPTED = 143, 130
OBJECTS = 50_000
"""Objects made between two searches for cycles, of which there are few: Python's own 700 are a 25th of a cold check's work."""


def main() -> None:
    """Runs the command line and exits with the code of the contract, never 1, never with a traceback."""
    gc.set_threshold(OBJECTS)
    _name_files_in_utf8()
    signal.signal(signal.SIGTERM, terminate)
    code = run(sys.argv[1:])
    # All is written and said. Python gives signals back to the system as it ends, and one that comes then would kill it.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    sys.exit(code)


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
