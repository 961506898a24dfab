"""`docgen worker`: requests come a line each on stdin, answers go a line each to stdout, in any order (contract, 5).

This process reads, hands on and writes; its children do the work, so that no workbook harms more than its own request.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from concurrent.futures import Future
from functools import partial
from io import TextIOWrapper
from threading import Condition, Lock
from typing import BinaryIO

from docgen import __version__
from docgen.cli.answer import METHODS, Asked, language_in, source_of
from docgen.cli.child import Lost
from docgen.cli.crew import lost
from docgen.cli.pool import Pool
from docgen.cli.result import failed
from docgen.cli.wire import LINE, Call, call_of, entry_of, error_line, lines, result_line
from docgen.diagnostics import CODES, Diagnostic, Kind, Phrase
from docgen.diagnostics.codes import BAD_REQUEST, CANCELLED, CANNOT_WRITE
from docgen.diagnostics.finding import SEVERITIES
from docgen.records import dataclass
from docgen.report.data import Plain

PROTOCOL = 1
OWN_METHODS = ("hello", "cancel", "shutdown")
PENDING, PENDING_BYTES = 256, 2 * LINE  # requests taken and not answered; beyond these no line is read
LONGEST = 86400.0  # seconds


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many requests are at work at once, and what each may take: seconds, bytes of memory."""

    jobs: int
    seconds: float
    memory: int


def serve(bounds: Bounds) -> int:
    """Answers the lines of stdin until their end, or until `shutdown`; returns the exit code."""
    if sys.stdin is None:
        return 0
    if not isinstance(sys.stdout, TextIOWrapper):
        return CANNOT_WRITE.exit_code
    with Pool[bytes](bounds.jobs, bounds.memory) as pool:
        server = Server(pool, bounds, sys.stdout.buffer)
        for line in lines(sys.stdin.buffer):
            if not server.take(line):
                break
        return server.finish()


class Server:
    """Requests taken, and answers given. Answers come from the threads that wait for the children."""

    def __init__(self, pool: Pool[bytes], bounds: Bounds, answers: BinaryIO) -> None:
        self._pool, self._bounds, self._answers = pool, bounds, answers
        self._pending: dict[str, tuple[Asked, Future[bytes | Lost]]] = {}
        self._bytes = 0
        self._change, self._speech = Condition(), Lock()
        self._deaf = False
        self._last: Call | None = None

    def take(self, line: bytes) -> bool:
        """Takes one line; whether another one is wanted."""
        call, fault = call_of(line)
        if fault:
            self._refuse(call, fault)
        elif call.method in METHODS:
            self._send(call)
        elif call.method == "hello":
            self._say(result_line(call.id, self._hello()))
        elif call.method == "cancel":
            self._cancel(call)
        elif call.method == "shutdown":
            self._last = call
        else:
            known = ", ".join((*METHODS, *OWN_METHODS))
            self._refuse(
                call, BAD_REQUEST.at(detail=Phrase(f"method 只能是 {known}", f"the methods are {known}"))
            )
        return self._last is None and not self._deaf

    def finish(self) -> int:
        """Waits until all is answered; returns the exit code: 6 when nobody takes the answers."""
        with self._change:
            while self._pending and not self._deaf:
                self._change.wait(1)
        self._say(result_line(self._last.id, {}) if self._last else b"")
        return CANNOT_WRITE.exit_code if self._deaf else 0

    def _send(self, call: Call) -> None:
        """Hands a request to the children as soon as there is room for it."""
        seconds = call.params.get("timeout", self._bounds.seconds)
        fault = self._fault(call, seconds)
        if fault or not isinstance(seconds, int | float):
            self._refuse(call, BAD_REQUEST.at(detail=fault or ""))
            return
        asked = Asked(call)
        with self._change:
            while self._is_full() and not self._deaf:
                self._change.wait(1)
            answer = self._pool.send(asked, float(seconds))
            self._pending[json.dumps(call.id)] = asked, answer
            self._bytes += call.size
        answer.add_done_callback(partial(self._answer, call, float(seconds)))

    def _fault(self, call: Call, seconds: Plain) -> Phrase | None:
        if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 < seconds <= LONGEST:
            return Phrase(
                f"timeout 应是秒数，最多 {LONGEST:g}", f"timeout must be seconds, at most {LONGEST:g}"
            )
        if json.dumps(call.id) in self._pending:
            return Phrase("这个 id 的请求还没有答完", "a request of this id is not answered yet")
        return None

    def _is_full(self) -> bool:
        return len(self._pending) >= PENDING or self._bytes > PENDING_BYTES

    def _answer(self, call: Call, seconds: float, answer: Future[bytes | Lost]) -> None:
        """Forgets a request and writes the answer that came of it, in this order: its id may come again at once."""
        came = Lost("cancelled") if answer.cancelled() else answer.result()
        line = came if isinstance(came, bytes) else _lost(call, came, seconds)
        with self._speech:
            with self._change:
                del self._pending[json.dumps(call.id)]
                self._bytes -= call.size
                self._change.notify_all()
            self._write(line)

    def _cancel(self, call: Call) -> None:
        """Cancels the request whose id the params name; it answers for itself."""
        with self._change:
            pending = self._pending.get(json.dumps(call.params.get("id")))
        self._say(result_line(call.id, {"cancelled": pending is not None}))
        if pending:
            self._pool.cancel(*pending)

    def _refuse(self, call: Call, fault: Diagnostic) -> None:
        self._say(error_line(call.id, fault, language_in(call.params)))

    def _say(self, line: bytes) -> None:
        with self._speech:
            self._write(line)

    def _write(self, line: bytes) -> None:
        try:
            self._answers.write(line)
            self._answers.flush()
        except (OSError, ValueError):
            self._deaf = True

    def _hello(self) -> dict[str, Plain]:
        bounds = self._bounds
        return {
            "version": __version__,
            "protocol": PROTOCOL,
            "methods": [*METHODS, *OWN_METHODS],
            "jobs": bounds.jobs,
            "timeout": bounds.seconds,
            "memory": bounds.memory,
            "line": LINE,
            "pending": PENDING,
            "codes": {code: _kinds(kinds) for code, kinds in CODES.items()},
        }


def _kinds(kinds: Sequence[Kind]) -> dict[str, Plain]:
    """What a host may want to know of a code before it meets it: how grave it is at most, and the exit code then."""
    gravest = min(kinds, key=lambda kind: SEVERITIES.index(kind.severity))
    return {"severity": gravest.severity, "exit_code": gravest.exit_code}


def _lost(call: Call, answer: Lost, seconds: float) -> bytes:
    """The answer to a request over which its process was lost."""
    language = language_in(call.params)
    if answer.fate == "cancelled":
        return error_line(call.id, CANCELLED.at(), language)
    return result_line(call.id, entry_of(failed(source_of(call.params), lost(answer, seconds)), language))
