"""The result of a command: an entry for each input, as JSON for hosts and as lines for people (contract, 2 and 3)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from docgen import __version__
from docgen.diagnostics import Diagnostic, Place, worst
from docgen.diagnostics.finding import SEVERITIES, Language
from docgen.records import dataclass, field, replace
from docgen.report.data import Plain

Status = Literal["written", "draft", "checked", "failed"]
SCHEMA = 1
JSON_LIMIT = 40  # diagnostics in one JSON answer; a host that reads late must not be blocked by more
LINES, BYTES = 20, 3500  # on stderr: a pipe nobody reads holds 4 KiB on Windows


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one input.

    `document` is the one that goes to stdout, or back to the host, and not to a file; `names` are those that a template
    of a report type may use, by what they stand for.
    """

    input: str
    status: Status
    diagnostics: tuple[Diagnostic, ...] = ()
    report: str | None = None
    unit: str | None = None
    output: str | None = None
    pdf: str | None = None
    annotated: str | None = None
    fixed: str | None = None
    sha256: str | None = None
    seconds: float = 0.0
    exit_code: int = 0
    omitted: int = 0
    metadata: Mapping[str, str | None] | None = None
    names: Mapping[str, Sequence[str]] | None = None
    document: bytes | None = field(default=None, repr=False)


def failed(source: str, *diagnostics: Diagnostic) -> Entry:
    return Entry(source, "failed", diagnostics, exit_code=worst(diagnostics) or 4)


def exit_code(entries: Sequence[Entry]) -> int:
    """Of many inputs the highest."""
    return max((entry.exit_code for entry in entries), default=0)


def ordered(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Errors before warnings before information, otherwise as they were found."""
    return sorted(diagnostics, key=lambda finding: SEVERITIES.index(finding.severity))


def shortened(entries: Sequence[Entry], limit: int = JSON_LIMIT) -> tuple[list[Entry], bool]:
    """The entries with at most so many diagnostics in all, and whether any were left out: errors stay longest."""
    ranked = sorted(
        (SEVERITIES.index(finding.severity), n, m)
        for n, entry in enumerate(entries)
        for m, finding in enumerate(ordered(entry.diagnostics))
    )
    kept = {(n, m) for _, n, m in ranked[:limit]}
    short = []
    for n, entry in enumerate(entries):
        findings = ordered(entry.diagnostics)
        some = tuple(finding for m, finding in enumerate(findings) if (n, m) in kept)
        short.append(replace(entry, diagnostics=some, omitted=entry.omitted + len(findings) - len(some)))
    return short, any(entry.omitted for entry in short)


class Room:
    """Room for the findings that can be shown of many inputs: 40 of each severity, the first inputs' first.

    What no limit of an answer would let through is dropped at once, so that ten thousand bad workbooks fit in memory.
    """

    def __init__(self) -> None:
        self._left = dict.fromkeys(SEVERITIES, JSON_LIMIT)

    def shortened(self, entry: Entry) -> Entry:
        kept = []
        for finding in ordered(entry.diagnostics):
            if self._left[finding.severity]:
                self._left[finding.severity] -= 1
                kept.append(finding)
        return replace(entry, diagnostics=tuple(kept), omitted=len(entry.diagnostics) - len(kept))


def as_json(
    entries: Sequence[Entry], language: Language, *, whole: bool = False, code: int | None = None
) -> str:
    """One JSON document in ASCII, which any host decodes whatever its code page."""
    short, truncated = (list(entries), False) if whole else shortened(entries)
    result: dict[str, Plain] = {
        "docgen": __version__,
        "schema": SCHEMA,
        "exit_code": exit_code(entries) if code is None else code,
    }
    if truncated:
        result["truncated"] = True
    result["results"] = [as_plain(entry, language) for entry in short]
    return json.dumps(result)


def as_plain(entry: Entry, language: Language) -> dict[str, Plain]:
    """One entry of the results, with all of the findings that it holds."""
    plain: dict[str, Plain] = {
        "input": entry.input,
        "status": entry.status,
        "report": entry.report,
        "unit": entry.unit,
        "output": entry.output,
        "pdf": entry.pdf,
        "annotated": entry.annotated,
        "seconds": round(entry.seconds, 3),
        "sha256": entry.sha256,
        "exit_code": entry.exit_code,
        "omitted": entry.omitted,
        "metadata": dict(entry.metadata) if entry.metadata else None,
        "diagnostics": [diagnostic(finding, language) for finding in ordered(entry.diagnostics)],
        **({"fixed": entry.fixed} if entry.fixed else {}),
    }
    if entry.names:
        plain["names"] = {kind: list(names) for kind, names in entry.names.items()}
    return plain


def diagnostic(finding: Diagnostic, language: Language) -> dict[str, Plain]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message.within(language),
        "hint": finding.hint.within(language),
        "cells": [_place(place) for place in finding.places],
        "expected": finding.expected,
        "actual": finding.actual,
        **({"explained": finding.explained} if finding.explained else {}),
    }


def _place(place: Place) -> dict[str, Plain]:
    file: dict[str, Plain] = {"file": place.file} if place.file else {}
    return {"sheet": place.sheet, "cell": place.cell, "path": place.path, "value": place.value, **file}


_WORDS = {
    "zh": {
        "error": "错误", "warning": "警告", "info": "提示", "hint": "提示：", "explained": "（已说明）", "more": "另有 {n} 条",
    },
    "en": {
        "error": "error", "warning": "warning", "info": "info", "hint": "hint: ", "explained": " (explained)", "more": "{n} more",
    },
}  # fmt: skip


def lines(entries: Sequence[Entry], language: Language, *, ranked: bool = False) -> Iterator[str]:
    """The findings as lines for people: file, severity, code, message, hint; file by file, or `ranked` all errors first."""
    found = [(entry, finding) for entry in entries for finding in ordered(entry.diagnostics)]
    if ranked:
        found.sort(key=lambda pair: SEVERITIES.index(pair[1].severity))
    words = _WORDS[language]
    for entry, finding in found:
        message, hint = finding.message.within(language), finding.hint.within(language)
        tail = f"  {words['hint']}{hint}" if hint else ""
        source = f"{entry.input}: " if entry.input else ""
        kind = words[finding.severity] + (words["explained"] if finding.explained else "")
        yield f"{source}{kind}[{finding.code}] {message}{tail}"


def bounded(texts: Sequence[str], language: Language, omitted: int = 0) -> list[str]:
    """At most 20 lines and 3,500 bytes, the last of them saying how many were left out, here and before."""
    kept: list[str] = []
    room = BYTES - 64
    for text in texts:
        size = len(text.encode("utf-8", "replace")) + 1
        if len(kept) == LINES - 1 or size > room:
            break
        kept.append(text)
        room -= size
    left = len(texts) - len(kept) + omitted
    return [*kept, *([_WORDS[language]["more"].format(n=left)] if left else [])]
