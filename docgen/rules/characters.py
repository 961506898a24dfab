"""Characters that Word cannot hold: XML 1.0 forbids them, and they would be lost without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.diagnostics import Diagnostic, Place
from docgen.diagnostics.codes import DROPPED_CHARACTERS
from docgen.report.report import Report

FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 forbids, and the C1 controls, which print as nothing or as boxes."""


def check_characters(report: Report) -> Iterator[Diagnostic]:
    """Reports: E214 for every text that holds such characters."""
    for paragraph in report.paragraphs():
        for text, place in paragraph.parts():
            yield from _check(text, place)
    for value in report.fields.values():
        yield from _check(value.text, value.place)


def _check(text: str, place: Place) -> Iterator[Diagnostic]:
    found = sorted({f"U+{ord(character):04X}" for character in FORBIDDEN.findall(text)})
    if found:
        yield DROPPED_CHARACTERS.at(place, characters="、".join(found))
