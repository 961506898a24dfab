"""The command: arguments in, streams and exit codes out. No domain logic."""

from __future__ import annotations

import errno
import os
import signal
import sys
from itertools import islice
from pathlib import Path
from types import FrameType

TERMINATED, INTERRUPTED, INTERNAL, UNDELIVERED = 143, 130, 70, 6
_NOBODY_TAKES_IT = (errno.EPIPE, errno.ENOSPC, errno.EBADF)


def main() -> None:
    """Runs the command line and exits with the code of the contract, never 1, never with a traceback."""
    signal.signal(signal.SIGTERM, _terminate)
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """The exit code of a command line."""
    try:
        from docgen.cli import streams

        streams.as_utf8()
        return _dispatched(_with_language(arguments))
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        # The help text meets a full or closed stdout here; everything else that is written is written by us.
        return UNDELIVERED if error.errno in _NOBODY_TAKES_IT else _internal(error, arguments)
    except Exception as error:
        return _internal(error, arguments)


def _terminate(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(TERMINATED)  # an exception, so that half-written files are taken away


def _with_language(arguments: list[str]) -> list[str]:
    """`--lang` holds wherever it stands: it is moved to the front, where the command line proper knows it."""
    kept: list[str] = []
    language: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--lang":
            language = [word, *islice(words, 1)]
        elif word.startswith("--lang="):
            language = [word]
        else:
            kept.append(word)
    return [*language, *kept]


def _dispatched(arguments: list[str]) -> int:
    import typer
    from typer.exceptions import TyperException

    from docgen.cli.app import app
    from docgen.cli.misuse import MisuseError

    try:
        code = app(arguments, prog_name="docgen", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except typer.Exit as ended:
        return ended.exit_code
    except typer.Abort:
        return INTERRUPTED
    except (TyperException, MisuseError) as error:
        return _usage(error, arguments)


def _usage(error: Exception, arguments: list[str]) -> int:
    from docgen.cli import streams
    from docgen.cli.app import language
    from docgen.cli.misuse import misuse
    from docgen.cli.result import failed
    from docgen.diagnostics.codes import USAGE

    entry = failed("", USAGE.at(detail=misuse(error)))
    return streams.report([entry], language(), as_data="--json" in arguments, result=None)


def _internal(error: Exception, arguments: list[str]) -> int:
    from docgen.cli import streams
    from docgen.cli.app import language
    from docgen.cli.result import failed
    from docgen.diagnostics.codes import INTERNAL as KIND

    place = _kept_trace(error, arguments)
    entry = failed("", KIND.at(detail=type(error).__name__, trace=place))
    return streams.report([entry], language(), as_data="--json" in arguments, result=None)


def _kept_trace(error: Exception, arguments: list[str]) -> str:
    """Where the trace is kept: beside the result, in the cache, or in the temporary folder. No text of a cell in it."""
    import tempfile
    import traceback

    frames = "".join(traceback.format_list(traceback.extract_tb(error.__traceback__)))
    folder = Path(os.environ.get("DOCGEN_CACHE") or tempfile.gettempdir())
    if "--result" in arguments[:-1]:
        folder = Path(arguments[arguments.index("--result") + 1]).parent
    file = folder / f"docgen-trace-{os.getpid()}.txt"
    try:
        file.write_text(f"{type(error).__name__}\n{frames}", encoding="utf-8")
    except OSError:
        return "—"
    return str(file)
