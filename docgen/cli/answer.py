"""What a child of the worker does with a request: the command of that name, as anybody at a shell would have it done."""

from __future__ import annotations

import base64
import binascii
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO, TextIOWrapper
from pathlib import Path

from docgen.cli.dispatch import dispatched
from docgen.cli.inputs import STDIN, content, one
from docgen.cli.misuse import MisuseError
from docgen.cli.request import PATHS, arguments_of
from docgen.cli.result import Entry, exit_code, failed
from docgen.cli.spoken import language_of
from docgen.cli.trace import internal
from docgen.cli.wire import Call, entry_of, error_line, result_line
from docgen.diagnostics.codes import OUT_OF_MEMORY, USAGE
from docgen.diagnostics.finding import Language
from docgen.records import dataclass, field
from docgen.report.data import Plain

METHODS = ("render", "check", "data", "reports")
BASE64 = "input_base64"
_NOT_HERE = (
    "json",
    "result",
    "jobs",
    "recursive",
    "request",
    "timeout",
)  # said otherwise, or of many workbooks


@dataclass(slots=True)
class Host:
    """A host that asks through the worker: what it is told is kept for the answer."""

    language: Language
    entries: list[Entry] = field(default_factory=list)
    text: str = ""

    def report(
        self,
        entries: Sequence[Entry],
        *,
        as_data: bool = False,  # noqa: ARG002 - an answer is data
        result: Path | None = None,  # noqa: ARG002
        paths: Sequence[str] = (),  # noqa: ARG002
    ) -> int:
        self.entries.extend(entries)
        return exit_code(entries)

    def data(self, entry: Entry, text: str) -> int:
        self.text = text
        return self.report([entry])


@dataclass(frozen=True, slots=True)
class Asked:
    """A request on its way to a child, and done there."""

    call: Call

    def __call__(self) -> bytes:
        """The line that answers it. Nothing is raised: whatever is wrong is in the answer."""
        language = language_in(self.call.params)
        try:
            return result_line(self.call.id, _result(self.call, language))
        except MisuseError as error:
            return error_line(self.call.id, USAGE.at(detail=error.phrase), language)
        except MemoryError:
            entry = failed(source_of(self.call.params), OUT_OF_MEMORY.at())
        except Exception as error:
            entry = failed(source_of(self.call.params), internal(error))
        return result_line(self.call.id, entry_of(entry, language))


def language_in(params: Mapping[str, Plain]) -> Language:
    """The language that a request asks for, else the worker's own."""
    asked = params.get("lang")
    return language_of([f"--lang={asked}"] if asked else [])


def source_of(params: Mapping[str, Plain]) -> str:
    """What the request calls its input."""
    named = [params.get(key) for key in PATHS]
    return next((name for name in named if isinstance(name, str)), STDIN if BASE64 in params else "")


def _result(call: Call, language: Language) -> dict[str, Plain]:
    held, params = _held(call.params)
    if call.method != "reports":
        path = STDIN if held is not None else _one_path(params)
        if path != STDIN and not os.path.exists(path):  # noqa: PTH110 - as in inputs; no pattern either
            return entry_of(_absent(path), language)
        params = {**params, "input": path}
    if call.method == "render" and held is not None:
        params = {"output": STDIN, **{key: value for key, value in params.items() if value is not None}}
    host = Host(language)
    words = arguments_of({**params, "method": call.method}, call.method, _NOT_HERE)
    with _stdin(held or b""):
        dispatched(words, host)
    return _told(host, call)


def _held(params: Mapping[str, Plain]) -> tuple[bytes | None, dict[str, Plain]]:
    """The workbook that the request itself holds, if it does, and the rest of the request."""
    rest = {key: value for key, value in params.items() if key not in {BASE64, "timeout"}}
    text = params.get(BASE64)
    if text is None:
        return None, rest
    if any(rest.pop(key, None) is not None for key in PATHS):
        raise MisuseError("input 和 input_base64 只能写一个", "input and input_base64 exclude each other")
    try:
        return base64.b64decode(text if isinstance(text, str) else "?", validate=True), rest
    except (binascii.Error, ValueError) as error:
        raise MisuseError(
            f"input_base64 不是 base64：{error}", f"input_base64 is no base64: {error}"
        ) from None


def _absent(path: str) -> Entry:
    finding = content(one(path))[1]
    return failed(path, *([finding] if finding else []))


def _one_path(params: dict[str, Plain]) -> str:
    """The one workbook of a request: a folder or a pattern would have more results than a request has."""
    values = [params.pop(key, None) for key in PATHS]
    paths = [
        path
        for value in values
        for path in (value if isinstance(value, list) else [value])
        if path is not None
    ]
    if len(paths) != 1 or not isinstance(paths[0], str) or os.path.isdir(paths[0]):  # noqa: PTH112 - as in inputs
        raise MisuseError(
            "一个请求要有一个工作簿：input 是它的路径", "a request takes one workbook: input is its path"
        )
    if paths[0] == STDIN:
        raise MisuseError(
            "标准输入是请求用的；内容请用 input_base64", "stdin is for requests: use input_base64"
        )
    return paths[0]


@contextmanager
def _stdin(data: bytes) -> Iterator[None]:
    """The workbook where a command expects it; this process has no stdin of its own."""
    own, sys.stdin = sys.stdin, TextIOWrapper(BytesIO(data))
    try:
        yield
    finally:
        sys.stdin = own


def _told(host: Host, call: Call) -> dict[str, Plain]:
    if call.method == "reports" and "report" not in call.params:
        return {"reports": [entry_of(entry, host.language) for entry in host.entries]}
    (entry,) = host.entries
    told = entry_of(entry, host.language)
    if entry.document is not None:
        told["output_base64"] = base64.b64encode(entry.document).decode("ascii")
    if host.text:
        told["data"] = json.loads(host.text)
    return told
