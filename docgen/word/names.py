"""The names that a template may print: fields, figures and narratives of one report type."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docgen.records import dataclass
from docgen.report.listing import columns_of, figures_of
from docgen.word.blocks import block_names

if TYPE_CHECKING:
    from docgen.report.definition import Definition
    from docgen.report.tables import Listing

OWN_FIELDS = frozenset({"title", "signature", "date"})
"""What every report has beside the lines of its cover."""


class Repeated(NamedTuple):
    """A listing, whose lines a loop prints: its columns, and those whose equal neighbours are one cell."""

    key: str
    columns: tuple[str, ...]
    merged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """Fields and figures stand within text (`{{ unit }}`), narratives and blocks for paragraphs (`{{p overview }}`).

    Of listings loops print the lines (`{%tr for item in penalties %}`).
    """

    report: str
    fields: frozenset[str]
    figures: tuple[str, ...]
    narratives: tuple[str, ...]
    blocks: tuple[str, ...] = ()
    listings: tuple[Repeated, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return (*self.narratives, *self.blocks)

    def all(self) -> frozenset[str]:
        return self.fields.union(self.figures, self.paragraphs)


def names_of(definition: Definition) -> Names:
    """The names of a report type, figures and narratives in the order of the document."""
    return Names(
        report=definition.id,
        fields=OWN_FIELDS.union(field.key for field in definition.fields),
        figures=tuple(figure.path for figure in figures_of(definition)),
        narratives=tuple(narrative.key for narrative in definition.narratives),
        blocks=block_names(definition),
        listings=tuple(_repeated(listing) for listing in definition.listings),
    )


def _repeated(listing: Listing) -> Repeated:
    columns = columns_of(listing)
    merged = tuple(column.key for column in columns if column.column.merge)
    return Repeated(listing.key, tuple(column.key for column in columns), merged)
