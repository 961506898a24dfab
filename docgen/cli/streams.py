"""The streams of a shell: results to stdout, findings to stderr, UTF-8 on both whatever the console's code page."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from errno import EBADF
from io import StringIO, TextIOWrapper
from pathlib import Path

from docgen.cli.result import Entry, as_json, bounded, exit_code, failed, lines
from docgen.diagnostics import Diagnostic, worst
from docgen.diagnostics.codes import CANNOT_WRITE, NOT_A_TERMINAL_TARGET
from docgen.diagnostics.finding import Language
from docgen.output import write_whole
from docgen.records import dataclass, replace


@dataclass(frozen=True, slots=True)
class Shell:
    """Somebody at a shell, or a host that started a process: what he asked for comes on the streams."""

    language: Language

    def report(
        self,
        entries: Sequence[Entry],
        *,
        as_data: bool = False,
        result: Path | None = None,
        paths: Sequence[str] = (),
    ) -> int:
        """Says what became of every input; a document that goes to stdout first. Returns the exit code."""
        delivered = [_delivered(entry) for entry in entries]
        return report(delivered, self.language, as_data=as_data, result=result, paths=paths)

    def data(self, entry: Entry, text: str) -> int:
        """Writes a report as data, or says why there is none."""
        return self.report([entry]) if entry.exit_code else out(f"{text}\n")


def _delivered(entry: Entry) -> Entry:
    found = out_bytes(entry.document) if entry.document else ()
    if not found:
        return entry
    code = max(entry.exit_code, worst(found))
    diagnostics = (*entry.diagnostics, *found)
    return replace(entry, status="failed", output=None, sha256=None, diagnostics=diagnostics, exit_code=code)


def as_utf8() -> None:
    """Makes both streams UTF-8; a character that cannot be encoded (a lone surrogate) is escaped, not fatal."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    # A host may start us without streams (`>&-`, pythonw): Python then has None in their place.
    for descriptor in range(3):
        _hold(descriptor)
    sys.stderr = sys.stderr or StringIO()
    sys.stdout = sys.stdout or _Nobody()


def _hold(descriptor: int) -> None:
    """Keeps the place of a stream that is not there, lest a file or a pipe of ours be opened in it."""
    try:
        os.fstat(descriptor)
    except OSError:
        os.open(os.devnull, os.O_RDWR)  # takes the lowest place that is free


class _Nobody(StringIO):
    """A stdout that nobody reads: nothing given to it is delivered, and it says so."""

    def write(self, text: str) -> int:
        raise OSError(EBADF, f"{len(text)} characters have nowhere to go")


def report(
    entries: Sequence[Entry],
    language: Language,
    *,
    as_data: bool,
    result: Path | None,
    paths: Sequence[str] = (),
) -> int:
    """Says what became of every input, on the streams as the contract has it; returns the exit code."""
    if result:
        found = write_whole(result, as_json(entries, language, whole=True).encode())
        entries = [*entries, *([failed(str(result), *found)] if found else [])]
    if as_data:
        return max(exit_code(entries), out(as_json(entries, language) + "\n"))
    # Where few lines are shown, an error of the last input must not be lost behind warnings of the first.
    texts = lines(entries, language, ranked=not sys.stderr.isatty())
    err(list(texts), language, sum(entry.omitted for entry in entries))
    return max(exit_code(entries), out("".join(f"{path}\n" for path in paths)))


def shows_all(result: Path | None) -> bool:
    """Whether every finding has somewhere to be shown: in a file, or on a terminal."""
    return result is not None or sys.stderr.isatty()


def out(text: str) -> int:
    """Writes the result to stdout. Returns 0, or 6 when nobody takes it: exit 0 means that the output is there."""
    try:
        if text:
            sys.stdout.write(text)
            sys.stdout.flush()
    except (OSError, ValueError):
        _close(sys.stdout)
        return CANNOT_WRITE.exit_code
    return 0


def out_bytes(data: bytes) -> tuple[Diagnostic, ...]:
    """Writes a document to stdout. Reports: E401 nobody takes it, E405 it is a terminal."""
    try:
        if sys.stdout.isatty():
            return (NOT_A_TERMINAL_TARGET.at(),)
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except (OSError, ValueError, AttributeError) as error:
        _close(sys.stdout)
        return (CANNOT_WRITE.at(file="-", detail=str(error)),)
    return ()


def err(texts: Sequence[str], language: Language, omitted: int = 0) -> None:
    """Writes lines to stderr; off a terminal so few that a host which never reads them does not hang."""
    try:
        for text in texts if sys.stderr.isatty() else bounded(texts, language, omitted):
            sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        _close(sys.stderr)


def _close(stream: object) -> None:
    """Points a broken stream nowhere, so that the interpreter's own flush at exit has nothing to complain of."""
    if isinstance(stream, TextIOWrapper):
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        except (OSError, ValueError):
            return
