"""The judge: runs a program on a case in a process of its own and counts what must never be.

A fork of one warm process for each case: some 10 ms each, its memory and time bounded and measured by the system, and
whatever kills it is seen. A few cases are run as real commands besides, in `test_hostile`.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import resource
import signal
import sys
import traceback
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from xml.etree import ElementTree

from docgen.word.structure import Fault, faults
from tests.hostile import plain, standard
from tests.hostile.case import INPUT, OUTPUT, TEMPLATE, Case

FAULTS = (
    "crash", "traceback", "time-out", "memory", "partial", "litter", "bad document", "wrong text", "wrong class",
    "mute", "unplaced",
)  # fmt: skip
SECONDS, MEBIBYTES = 10, 256
WORDING = ("F3", "F7", "F8", "F9", "F10", "F12", "N", "Y", "E23")
ADDRESS_SPACE = (
    3 << 30
)  # what no case may take the machine beyond; the promise is checked by what was resident
OLD = b"the old document"
Program = Callable[[Case, Path], int]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Ran(NamedTuple):
    """How a process ended: its exit code, or the signal that killed it, below nought."""

    code: int
    stdout: str
    stderr: str
    seconds: float
    mebibytes: float


class Verdict(NamedTuple):
    name: str
    faults: list[tuple[str, str]]
    seconds: float
    mebibytes: float


def docgen(case: Case, folder: Path) -> int:
    from docgen.cli import run

    return run([argument.replace("{}", str(folder)) for argument in case.arguments])


def plain_program(case: Case, folder: Path) -> int:
    plain.fill(folder / INPUT, folder.parent / "plain.docx", folder / OUTPUT)
    return 0


def judged(cases: Iterable[Case], program: Program = docgen) -> Iterator[Verdict]:
    with TemporaryDirectory(prefix="hostile-") as place:
        plain.draw(Path(place) / "plain.docx")
        _warm(program, Path(place))
        gc.freeze()  # a child that collects would copy what it shares with us
        for number, case in enumerate(cases):
            yield _judged(case, program, Path(place) / f"{number:03}")


def _warm(program: Program, place: Path) -> None:
    """So that no case pays for imports; those that a fork inherits count for its memory all the same."""
    case = Case("warm", {INPUT: standard.by_hand(lambda _: None), TEMPLATE: standard.template()})
    _prepare(case, place / "warm")
    with Path(os.devnull).open("w") as nowhere:
        stdout, sys.stdout = sys.stdout, nowhere
        program(case, place / "warm")
        sys.stdout = stdout


def _judged(case: Case, program: Program, folder: Path) -> Verdict:
    _forked(lambda: _prepare(case, folder) or 0, folder.parent)
    before = _contents(folder)
    ran = _forked(lambda: program(case, folder), folder.parent, bounded=True)
    found = list(_found(case, ran, before, folder))
    return Verdict(case.name, found, ran.seconds, ran.mebibytes)


def _prepare(case: Case, folder: Path) -> None:
    folder.mkdir()
    for name, make in case.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(make if isinstance(make, bytes) else make())
    if case.output and not (folder / case.output).exists():
        (folder / case.output).write_bytes(OLD)
    if case.prepare:
        case.prepare(folder)


def _forked(work: Callable[[], int], place: Path, *, bounded: bool = False) -> Ran:
    streams = place / "stdout", place / "stderr"
    child = os.fork()
    if child == 0:
        _run(work, streams, bounded=bounded)
    _, status, used = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if not bounded and code:
        raise AssertionError(f"the case could not be made: {streams[1].read_text()}")
    said = (stream.read_text("utf-8", "replace") for stream in streams)
    resident = used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return Ran(code, *said, used.ru_utime + used.ru_stime, resident)


def _run(work: Callable[[], int], streams: tuple[Path, Path], *, bounded: bool) -> None:
    """The child's whole life. Time is processor time, as the machine has other work; the alarm is for hanging."""
    code = 1
    try:
        for number, stream in enumerate(streams, 1):
            os.dup2(os.open(stream, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
        sys.stdout, sys.stderr = os.fdopen(1, "w", closefd=False), os.fdopen(2, "w", closefd=False)
        if bounded:
            resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
            signal.alarm(6 * SECONDS)
        code = work()
    except BaseException:
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)


def _contents(folder: Path) -> dict[str, bytes]:
    """Digests, not contents: what the judge held would count for the next case's memory."""
    return {
        str(path.relative_to(folder)): _digest(path) for path in sorted(folder.rglob("*")) if path.is_file()
    }


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _found(case: Case, ran: Ran, before: dict[str, bytes], folder: Path) -> Iterator[tuple[str, str]]:
    yield from _ending(ran)
    if ran.mebibytes > MEBIBYTES:
        yield "memory", f"{ran.mebibytes:.0f} MiB"
    after = _contents(folder)
    yield from _files(case, ran, before, after)
    yield from _said(case, ran)
    if case.exit == 0 and ran.code == 0 and case.output.endswith(".docx"):
        yield from _document(case, folder)


def _ending(ran: Ran) -> Iterator[tuple[str, str]]:
    if ran.code in (-signal.SIGXCPU, -signal.SIGALRM, -signal.SIGKILL) or ran.seconds > SECONDS:
        yield "time-out", f"{ran.seconds:.1f} s, {ran.code}"
    elif ran.code < 0 or ran.code == 70:
        yield "crash", f"{ran.code} {ran.stdout[-300:]}"
    if "Traceback" in ran.stdout + ran.stderr:
        yield "traceback", ran.stderr.strip().rpartition("\n")[2][:200]


def _files(
    case: Case, ran: Ran, before: dict[str, bytes], after: dict[str, bytes]
) -> Iterator[tuple[str, str]]:
    written = {case.output, *case.left}
    if ran.code and after.get(case.output) != before.get(case.output):
        yield "partial", f"{case.output} is another"
    for name, content in before.items():
        if name not in written and after.get(name) != content:
            yield "partial", f"{name} is another"
    if ran.code == 0 and case.output and after.get(case.output) == hashlib.sha256(OLD).digest():
        yield "partial", f"{case.output} was not written"
    for name in after.keys() - before.keys() - written:
        yield "litter", name


def _said(case: Case, ran: Ran) -> Iterator[tuple[str, str]]:
    findings = _findings(ran.stdout)
    told = [finding for finding in findings if finding["severity"] != "info"]
    codes = {finding["code"] for finding in told if finding["code"] in case.codes or not _of_wording(finding)}
    if ran.code != case.exit or (codes != set(case.codes) and (findings or case.codes)):
        words = "; ".join(finding["message"] for finding in told[:3])
        yield (
            "wrong class",
            f"exit {ran.code} {sorted(codes)}, not {case.exit} {sorted(set(case.codes))}: {words}",
        )
    if ran.code and not any(finding["severity"] == "error" and finding["message"] for finding in findings):
        yield "mute", ran.stdout[:100] + ran.stderr[-100:]
    if any(finding["severity"] != "info" and not finding["hint"] for finding in findings):
        yield "mute", "a finding without a hint"
    if case.place and not any(_names(finding, case.place) for finding in findings):
        yield "unplaced", f"{case.place}: {[finding['message'] for finding in told][:3]}"


def _of_wording(finding: dict[str, Any]) -> bool:
    """Whether it is a warning of the rules on wording: they grow, and judge what a report says, not whether it arrives."""
    return finding["severity"] == "warning" and finding["code"].startswith(WORDING)


def _findings(stdout: str) -> list[dict[str, Any]]:
    try:
        result = json.loads(stdout)
        return [finding for entry in result["results"] for finding in entry["diagnostics"]]
    except (ValueError, KeyError, TypeError):
        return []


def _names(finding: dict[str, Any], place: str) -> bool:
    cells = " ".join(f"{cell['sheet']}!{cell['cell']}" for cell in finding["cells"])
    return place in cells or place in finding["message"]


def _document(case: Case, folder: Path) -> Iterator[tuple[str, str]]:
    data = (folder / case.output).read_bytes()
    inherited = _inherited(folder / TEMPLATE)
    try:
        parts = standard.unpacked(data)
        text = "\n".join(
            printed(content)
            for name, content in parts.items()
            if name.startswith("word/") and name.endswith(".xml")
        )
        found = [fault.detail.en for fault in faults(parts) if fault not in inherited]
    except (zipfile.BadZipFile, ElementTree.ParseError, OSError) as error:
        yield "bad document", f"{type(error).__name__}: {error}"
        return
    for detail in found:
        yield "bad document", detail
    for words in case.prints:
        if words not in text:
            yield "wrong text", f"lacks {words!r}"
    for words in case.hides:
        if words in text:
            yield "wrong text", f"has {words!r}"
    if case.same and data != standard.document():
        yield "wrong text", "it is not the document of the clean workbook"


def _inherited(template: Path) -> tuple[Fault, ...]:
    """What was wrong with the template is its author's affair."""
    return faults(standard.unpacked(template.read_bytes())) if template.exists() else ()


def printed(content: bytes) -> str:
    """The words of a part, a paragraph a line."""
    pieces = {
        f"{W}t": lambda e: e.text or "",
        f"{W}br": lambda _: "\n",
        f"{W}tab": lambda _: "\t",
        f"{W}p": lambda _: "\n",
    }
    root = ElementTree.fromstring(content)
    return "".join(pieces[element.tag](element) for element in root.iter() if element.tag in pieces)
