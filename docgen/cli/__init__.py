"""The command: arguments in, streams and exit codes out. No domain logic."""

from __future__ import annotations

import signal
import sys
from types import FrameType

TERMINATED, INTERRUPTED = 143, 130


def main() -> None:
    """Runs the command line and exits with the code of the contract, never 1, never with a traceback."""
    signal.signal(signal.SIGTERM, terminate)
    sys.exit(run(sys.argv[1:]))


def terminate(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(TERMINATED)  # an exception, so that half-written files are taken away


def run(arguments: list[str]) -> int:
    """The exit code of a command line."""
    try:
        from docgen.cli.dispatch import answered

        return answered(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
