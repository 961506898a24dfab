"""`docgen doctor`: what this machine has and lacks, as lines and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from docgen import __version__
from docgen.cli import streams
from docgen.cli.author import reconciled, types
from docgen.cli.result import Entry, as_json, exit_code, failed
from docgen.desktop.fonts import Found, fonts
from docgen.desktop.machine import Machine, machine
from docgen.desktop.words import say
from docgen.diagnostics import Phrase
from docgen.diagnostics.codes import UNKNOWN_TYPE
from docgen.diagnostics.finding import Language
from docgen.records import replace
from docgen.report.data import Plain


def doctor(language: Language, *, as_data: bool) -> int:
    """Says it all on stdout and returns the exit code: 0 when docgen can work, 5 when a report type is at fault.

    Missing fonts and a missing LibreOffice are said, and are no fault: documents come out all the same.
    """
    entries, found, here = _report_types(), fonts(), machine()
    if as_data:
        result = json.loads(as_json(entries, language))
        result["machine"] = _machine(here, found, language)
        return max(exit_code(entries), streams.out(f"{json.dumps(result)}\n"))
    text = "\n".join(line.within(language) for line in _lines(entries, found, here))
    return streams.report(entries, language, as_data=False, result=None, paths=[text])


def _report_types() -> list[Entry]:
    """Every type with its definition, template and workbook checked against each other."""
    entries = [
        replace(reconciled(entry.input), names=None) if not entry.exit_code else entry for entry in types()
    ]
    return entries or [failed("", UNKNOWN_TYPE.at(report="—", known="—"))]


def _lines(entries: Sequence[Entry], found: Sequence[Found], here: Machine) -> Iterator[Phrase]:
    yield say("versions", docgen=__version__, python=here.python, platform=here.platform)
    packages = "  ".join(f"{name} {number or '—'}" for name, number in here.packages.items())
    yield say("packages", packages=packages)
    if here.office:
        yield say("office", office=here.office, version=here.office_version or "—")
    else:
        yield say("no_office")
    yield say(f"cache_{here.cache_state}", folder=str(here.cache), cached=str(here.cached))
    yield say("fonts")
    yield from map(_font_line, found)
    yield say("types")
    for entry in entries:
        yield say(
            "type_faulty" if entry.exit_code else "type_whole", type=entry.report or "—", folder=entry.input
        )


def _font_line(found: Found) -> Phrase:
    key = "font" if found.is_there else "font_instead" if found.instead else "font_missing"
    font = found.font
    return say(key, name=font.name, use=font.use, instead=found.instead or "", source=font.source)


def _machine(here: Machine, found: Sequence[Found], language: Language) -> dict[str, Plain]:
    return {
        "python": here.python,
        "executable": here.executable,
        "platform": here.platform,
        "encoding": here.encoding,
        "packages": dict(here.packages),
        "libreoffice": {"program": here.office, "version": here.office_version},
        "cache": {
            "folder": str(here.cache) if here.cache else None,
            "state": here.cache_state,
            "entries": here.cached,
        },
        "fonts": [_font(one, language) for one in found],
    }


def _font(found: Found, language: Language) -> dict[str, Plain]:
    return {
        "name": found.font.name,
        "use": found.font.use.within(language),
        "present": found.is_there,
        "instead": found.instead,
        "source": found.font.source.within(language),
    }
