"""The titles above the tables on their sheets: the form's headings, which no office may change (F6)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from docgen.diagnostics import Diagnostic, Place
from docgen.diagnostics.codes import RENAMED_SECTION
from docgen.report.definition import Definition
from docgen.report.grid import Position, folded
from docgen.report.listing import found_by
from docgen.report.matching import Match
from docgen.report.narrative import typed_number
from docgen.report.sheets import section_titles
from docgen.report.tables import Listing, Table

_ABOVE = 3  # rows over a table in which its title is looked for: it has one for the title, one for a hint


def renamed_titles(placed: Match, table: Table | Listing, definition: Definition) -> Iterator[Diagnostic]:
    """Reports: F6 for a numbered title above a table that is not its section's."""
    wanted = next((title for section, title in section_titles(definition) if table in section.tables), "")
    known = _labels(definition)
    for row in range(placed.first.row - 1, max(0, placed.first.row - 1 - _ABOVE), -1):
        at = Position(row, placed.first.column)
        text = placed.grid.text(*at)
        number = typed_number(text)
        if wanted and number and number.level == 1 and folded(text) not in {*known, folded(wanted)}:
            yield RENAMED_SECTION.at(Place(placed.grid.name, at.address, value=text), label=wanted)


@lru_cache(maxsize=16)
def _labels(definition: Definition) -> frozenset[str]:
    return frozenset(folded(label.text) for table in definition.tables for label in found_by(table).labels)
