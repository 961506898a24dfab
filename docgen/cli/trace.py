"""Traces of our own faults, kept where the maintainers get them from; no text of a cell is in them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from docgen.cli.result import Entry, failed
from docgen.diagnostics import Diagnostic
from docgen.diagnostics.codes import INTERNAL, OUT_OF_MEMORY
from docgen.records import replace


def guarded(name: str, work: Callable[[], Entry], result: Path | None = None) -> Entry:
    """The entry of some work on an input. Whatever is wrong with it, or with docgen, is said in the entry."""
    started = time.perf_counter()
    try:
        entry = work()
    except MemoryError:
        entry = failed("", OUT_OF_MEMORY.at())
    except Exception as error:
        entry = failed("", internal(error, result))
    return replace(entry, input=name, seconds=time.perf_counter() - started)


def internal(error: BaseException, result: Path | None = None) -> Diagnostic:
    """The finding on a fault of ours. Reports: E901, with the file in which the trace was kept."""
    return INTERNAL.at(detail=type(error).__name__, trace=_kept(error, result))


def _kept(error: BaseException, result: Path | None) -> str:
    """Where the trace is kept: beside the result, in the cache, or in the temporary folder."""
    import hashlib  # none of them in a run without a fault of ours
    import tempfile
    import traceback

    text = (
        f"{type(error).__name__}\n{''.join(traceback.format_list(traceback.extract_tb(error.__traceback__)))}"
    )
    # Named by what it says: ten thousand workbooks that meet one fault leave one file.
    name = f"docgen-trace-{hashlib.sha256(text.encode()).hexdigest()[:12]}.txt"
    file = (result.parent if result else Path(os.environ.get("DOCGEN_CACHE") or tempfile.gettempdir())) / name
    try:
        file.write_text(text, encoding="utf-8")
    except OSError:
        return "—"
    return str(file)
