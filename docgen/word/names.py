"""The names that a template may print: fields, figures and narratives of one report type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.records import dataclass
from docgen.report.form import form_of
from docgen.word.blocks import block_names

if TYPE_CHECKING:
    from docgen.report.definition import Definition

OWN_FIELDS = frozenset({"title", "signature", "date"})
"""What every report has beside the lines of its cover."""


@dataclass(frozen=True, slots=True)
class Names:
    """Fields and figures stand within text (`{{ unit }}`), narratives and blocks for paragraphs (`{{p overview }}`)."""

    report: str
    fields: frozenset[str]
    figures: tuple[str, ...]
    narratives: tuple[str, ...]
    blocks: tuple[str, ...] = ()

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
        figures=tuple(figure.path for table in definition.tables for figure in form_of(table).figures),
        narratives=tuple(narrative.key for narrative in definition.narratives),
        blocks=block_names(definition),
    )
