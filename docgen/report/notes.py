"""The notes: the findings on a report, each with the places on paper where it may be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from docgen.diagnostics import Diagnostic, Place
from docgen.report.definition import Definition
from docgen.report.entry import named
from docgen.report.grid import Position, position_of
from docgen.report.report import Report


class Note(NamedTuple):
    """A finding, and the key paths of what is printed where it belongs; none where it belongs to the whole."""

    finding: Diagnostic
    paths: tuple[str, ...]


def notes_on(findings: Sequence[Diagnostic], report: Report, definition: Definition) -> tuple[Note, ...]:
    """The errors and warnings as notes; what is for information only needs none."""
    printed = tuple(_printed(report))
    return tuple(
        Note(finding, tuple(dict.fromkeys(_paths(finding, printed, definition))))
        for finding in findings
        if finding.severity != "info"
    )


def _printed(report: Report) -> Iterator[Place]:
    """Where everything stands in the workbook that has a place of its own on paper."""
    yield from (figure.place for figure in report.figures.values())
    yield from (place for paragraph in report.paragraphs() for _, place in paragraph.parts())


def _paths(finding: Diagnostic, printed: Sequence[Place], definition: Definition) -> Iterator[str]:
    """Of a finding without a path (a label was changed, a line is too many) what stands nearest on its sheet."""
    path = next((place.path for place in finding.places if place.path), "")
    if path:
        yield from (path, *_lines(path, definition))
    elif finding.places:
        yield from _nearest(finding.places[0], printed)


def _lines(path: str, definition: Definition) -> Iterator[str]:
    """The lines of the ending that a field of the cover is printed in."""
    lead, _, key = path.partition(".")
    if lead == "fields" and key == definition.dated:
        yield "fields.date"
    if lead == "fields" and key in named(definition.signature)[0]:
        yield "fields.signature"


def _nearest(place: Place, printed: Sequence[Place]) -> Iterator[str]:
    at = position_of(place.cell) or Position(1, 1)
    beside = [other for other in printed if other.sheet == place.sheet and other.path]
    if beside:
        yield min(beside, key=lambda other: _distance(at, other)).path


def _distance(at: Position, place: Place) -> tuple[int, int]:
    other = position_of(place.cell) or at
    return abs(at.row - other.row), abs(at.column - other.column)
