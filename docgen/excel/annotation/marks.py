"""The marks of a sheet: which of its cells are coloured how, and what is said at them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from docgen.diagnostics import Diagnostic
from docgen.diagnostics.finding import SEVERITIES, Language
from docgen.records import dataclass, field
from docgen.report.grid import Area, Position, position_of

Shade = Literal["error", "warning", "beside error", "beside warning"]
COLOURS: Mapping[Shade, str] = {
    "error": "FFC7CE",
    "warning": "FFEB9C",
    "beside error": "FDE9EB",
    "beside warning": "FFF7DB",
}
_STRENGTH = tuple(COLOURS)
HINT: Mapping[Language, str] = {"zh": "提示：", "en": "hint: "}


@dataclass(slots=True)
class Marks:
    """What one sheet is to be marked with: the shade of each cell, and the notes that stand at it."""

    shades: dict[Position, Shade] = field(default_factory=dict)
    notes: dict[Position, list[str]] = field(default_factory=dict)

    def shade(self, position: Position, shade: Shade) -> None:
        """Of several shades the strongest stays."""
        self.shades[position] = min(shade, self.shades.get(position, shade), key=_STRENGTH.index)

    def shown(self, merges: Iterable[Area]) -> Marks:
        """The marks at the cells that are seen: a merge shows its first cell only, whichever of them is at fault."""
        first = _first_cells(sorted(self.shades.keys() | self.notes.keys()), merges)
        moved = Marks()
        for position, shade in self.shades.items():
            moved.shade(first.get(position, position), shade)
        for position, notes in self.notes.items():
            moved.notes.setdefault(first.get(position, position), []).extend(notes)
        return moved


def ranked(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Errors before warnings before information, otherwise as they were found."""
    return sorted(diagnostics, key=lambda finding: SEVERITIES.index(finding.severity))


def marks(findings: Sequence[Diagnostic], language: Language, most: int) -> Mapping[str, Marks]:
    """The marks of each sheet, by its name; notes are made of the first findings only, so many at most."""
    sheets: dict[str, Marks] = {}
    for finding in findings:
        for sheet, position, shade in _shaded(finding):
            sheets.setdefault(sheet, Marks()).shade(position, shade)
    for finding in findings[:most]:
        place = next(iter(finding.places), None)
        at = position_of(place.cell) if place else None
        if place and at:
            notes = sheets.setdefault(place.sheet, Marks()).notes
            notes.setdefault(at, []).append(note(finding, language))
    return sheets


def note(finding: Diagnostic, language: Language) -> str:
    """What is said at a cell: code, message and, on a line of its own, the hint."""
    hint = finding.hint.within(language)
    tail = f"\n{HINT[language]}{hint}" if hint else ""
    return f"[{finding.code}] {finding.message.within(language)}{tail}"


def _shaded(finding: Diagnostic) -> Iterator[tuple[str, Position, Shade]]:
    """The cells of a finding with their shades; information colours nothing."""
    if finding.severity == "info":
        return
    first: Shade = finding.severity
    beside: Shade = "beside error" if finding.severity == "error" else "beside warning"
    for at, place in enumerate(finding.places):
        position = position_of(place.cell)
        if position:
            yield place.sheet, position, beside if at else first


def _first_cells(positions: Sequence[Position], merges: Iterable[Area]) -> Mapping[Position, Position]:
    """The first cell of the merge that covers a position, for those that one covers; positions are in order."""
    first: dict[Position, Position] = {}
    for area in merges:
        above = bisect_left(positions, Position(area.top, 0))
        below = bisect_left(positions, Position(area.bottom + 1, 0))
        for position in positions[above:below]:
            if area.covers(position):
                first.setdefault(position, Position(area.top, area.left))
    return first
