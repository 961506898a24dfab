"""Characters in the words of a report that are lost in a document, or that nobody sees there."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.diagnostics import Diagnostic, Place
from docgen.diagnostics.codes import DROPPED_CHARACTERS, UNSEEN_CHARACTERS
from docgen.report.characters import FORBIDDEN, UNSEEN, named
from docgen.report.lines import Lines
from docgen.report.listing import ListColumn, entered
from docgen.report.report import Report

_KINDS = ((FORBIDDEN, DROPPED_CHARACTERS), (UNSEEN, UNSEEN_CHARACTERS))


def check_characters(report: Report) -> Iterator[Diagnostic]:
    """Reports: E214 for every text that holds such characters."""
    for paragraph in report.paragraphs():
        for text, place in paragraph.parts():
            yield from _check(text, place)
    for value in report.fields.values():
        yield from _check(value.text, value.place)
    for lines in report.listings.values():
        for column in entered(lines.listing):
            yield from _column(lines, column)


def _column(lines: Lines, column: ListColumn) -> Iterator[Diagnostic]:
    """Column by column: hardly any holds such a character."""
    texts = [cell.text if cell and cell.kind == "text" else "" for cell in lines.cells.get(column.key, ())]
    whole = "\n".join(texts)
    if any(characters.search(whole) for characters, _ in _KINDS):
        for line, text in enumerate(texts):
            if text:
                yield from _check(text, lines.place(column, line))


def _check(text: str, place: Place) -> Iterator[Diagnostic]:
    for characters, kind in _KINDS:
        if found := set(characters.findall(text)):
            yield kind.at(place, characters=named(found))
