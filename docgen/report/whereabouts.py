"""Where listings stand: which head on which sheet is whose, when lists of one report have much the same columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from docgen.diagnostics import Diagnostic
from docgen.diagnostics.codes import BACKUP_TABLE, DOUBLE_TABLE
from docgen.records import replace
from docgen.report.definition import Definition
from docgen.report.form import Form
from docgen.report.grid import Grid, folded
from docgen.report.listing import head_of
from docgen.report.matching import Match, labels_of
from docgen.report.read import corner, every
from docgen.report.tables import Listing

ALIKE = 0.8  # a table is there twice when this share of its labels is


class _Candidate(NamedTuple):
    """A place where a listing may stand: best first, by the sheet's own name, then by how many labels agree."""

    other_name: bool
    unlike: float
    order: int
    listing: Listing
    placed: Match

    def overlaps(self, other: _Candidate) -> bool:
        """Whether both have the same head for theirs, or parts of it."""
        if self.placed.grid.name != other.placed.grid.name or self.placed.first.row != other.placed.first.row:
            return False
        own, those = self.placed.columns.values(), other.placed.columns.values()
        return min(own) <= max(those) and min(those) <= max(own)


def places_of(
    grids: Sequence[Grid], definition: Definition, used: frozenset[str], found: list[Diagnostic]
) -> Mapping[str, Match]:
    """Where each listing stands. Lists of one report may have much the same heads: each place is one list's."""
    candidates = sorted(_candidates(grids, definition, used), key=lambda one: one[:3])
    places: dict[str, _Candidate] = {}
    for one in candidates:
        if one.listing.key not in places and not any(map(one.overlaps, places.values())):
            places[one.listing.key] = one
    seen = list(places.values())
    for one in candidates:
        if one.unlike <= 1 - ALIKE and not any(map(one.overlaps, seen)):
            seen.append(one)
            found.append(_twice(places[one.listing.key], one))
    return {key: one.placed for key, one in places.items()}


def _candidates(grids: Sequence[Grid], definition: Definition, used: frozenset[str]) -> Iterator[_Candidate]:
    for order, listing in enumerate(definition.listings):
        form = head_of(listing)
        for number, grid in enumerate(grids):
            for found in every(_down_to_head(grid, form), form):
                placed = replace(found, grid=grid)
                unlike = 1 - placed.agreed / len(form.labels)
                other = folded(grid.name) != folded(listing.sheet)
                if grid.name not in used or not other or not unlike:
                    yield _Candidate(other, unlike, order * len(grids) + number, listing, placed)


def _down_to_head(grid: Grid, form: Form) -> Grid:
    """The sheet as far as the head reaches where it stands first: a list of many pages may have it on each of them."""
    places = [sorted(found) for label in labels_of(form).values() if (found := grid.labels.get(label.text))]
    if all(len(found) == 1 for found in places):
        return grid
    last = max(found[0].row for found in places) + form.rows
    return Grid(grid.name, {at: cell for at, cell in grid.cells.items() if at.row <= last}, grid.merges)


def _twice(first: _Candidate, other: _Candidate) -> Diagnostic:
    kind = BACKUP_TABLE if other.other_name and not first.other_name else DOUBLE_TABLE
    places = corner(first.placed), corner(other.placed)
    return kind.at(*places, table=first.listing.name, other=places[1].title)
