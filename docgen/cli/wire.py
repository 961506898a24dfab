"""The worker's lines: what a request says, and how an answer is written (contract, 5)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO, NoReturn, TypeAlias

from docgen.cli.request import is_request
from docgen.cli.result import Entry, as_plain, shortened
from docgen.diagnostics import Diagnostic, Phrase
from docgen.diagnostics.codes import BAD_REQUEST
from docgen.diagnostics.finding import Language
from docgen.records import dataclass, field
from docgen.report.data import Plain

LINE = 96 << 20  # bytes of a line: 72 MB of workbook in base64
Id: TypeAlias = str | int | float | None


@dataclass(frozen=True, slots=True)
class Call:
    """A request: what is asked, of what, and the id that its answer will carry. `size` is its line's, in bytes."""

    id: Id = None
    method: str = ""
    params: Mapping[str, Plain] = field(default_factory=dict)
    size: int = 0


def lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream that hold anything; of one that is too long only the beginning, which is no JSON."""
    while line := stream.readline(LINE):
        rest = line
        while len(rest) == LINE and not rest.endswith(b"\n"):
            rest = stream.readline(LINE)
        if line.strip():
            yield line


def call_of(line: bytes) -> tuple[Call, Diagnostic | None]:
    """The request of a line. Reports: E002 it is none; the call then has no more than its id."""
    try:
        request: object = json.loads(line, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        return Call(), BAD_REQUEST.at(
            detail=Phrase(f"不是一行 JSON：{error}", f"it is no line of JSON: {error}")
        )
    if not is_request(request):
        return Call(), BAD_REQUEST.at(detail=Phrase("不是 JSON 对象", "it is no JSON object"))
    known = request.get("id")
    if isinstance(known, bool | list | dict):
        return Call(), BAD_REQUEST.at(detail=Phrase("id 应是字符串或数", "the id must be a text or a number"))
    method, params = request.get("method"), request.get("params") or {}
    if not isinstance(method, str) or not is_request(params):
        wanted = Phrase("method 应是字符串，params 应是对象", "method must be a text, params an object")
        return Call(known), BAD_REQUEST.at(detail=wanted)
    return Call(known, method, params, len(line)), None


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")  # an id of NaN could not be given back


def result_line(known: Id, result: Mapping[str, Plain]) -> bytes:
    return f"{json.dumps({'id': known, 'result': result})}\n".encode("ascii")


def entry_of(entry: Entry, language: Language) -> dict[str, Plain]:
    """An entry as section 3 of the contract has it, with no more findings than it may hold."""
    (short,), _ = shortened([entry])
    return as_plain(short, language)


def error_line(known: Id, finding: Diagnostic, language: Language) -> bytes:
    said = {"code": finding.code, "message": finding.message.within(language)}
    return f"{json.dumps({'id': known, 'error': said})}\n".encode("ascii")
