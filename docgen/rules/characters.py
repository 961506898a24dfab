"""Characters in the words of a report that are lost in a document, or that nobody sees there."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.diagnostics import Diagnostic, Place
from docgen.diagnostics.codes import DROPPED_CHARACTERS, UNSEEN_CHARACTERS
from docgen.report.characters import FORBIDDEN, UNSEEN, named
from docgen.report.report import Report

_KINDS = ((FORBIDDEN, DROPPED_CHARACTERS), (UNSEEN, UNSEEN_CHARACTERS))


def check_characters(report: Report) -> Iterator[Diagnostic]:
    """Reports: E214 for every text that holds such characters."""
    for paragraph in report.paragraphs():
        for text, place in paragraph.parts():
            yield from _check(text, place)
    for value in report.fields.values():
        yield from _check(value.text, value.place)


def _check(text: str, place: Place) -> Iterator[Diagnostic]:
    for characters, kind in _KINDS:
        if found := set(characters.findall(text)):
            yield kind.at(place, characters=named(found))
