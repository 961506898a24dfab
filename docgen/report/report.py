"""The report that a workbook contains: fields, narratives and figures, each with the cell it came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docgen.diagnostics import Place
from docgen.records import dataclass, field
from docgen.report.digits import printed, significant
from docgen.report.excuses import Excuse
from docgen.report.figure import Figure
from docgen.report.grid import Cell
from docgen.report.lines import Lines
from docgen.report.narrative import Paragraph


@dataclass(frozen=True, slots=True)
class Value:
    """What stands in a line of the cover; `cell` is None where nothing does."""

    place: Place
    cell: Cell | None = None

    @property
    def text(self) -> str:
        """The value as it is shown: a date as ISO 8601, a number by its digits, a text without blanks around."""
        if self.cell is None:
            return ""
        if self.cell.shown_as == "date":
            return self.cell.shown
        return printed(significant(self.cell.text)) if self.cell.kind == "number" else self.cell.text.strip()


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """One agency's report, one object for all stages. Figures are keyed by path (`applications.received.total`), the rest by key.

    `excuses` are the lines of the sheet 出错说明, `listings` those of the tables of open length.
    """

    fields: Mapping[str, Value]
    narratives: Mapping[str, tuple[Paragraph, ...]]
    figures: Mapping[str, Figure]
    excuses: tuple[Excuse, ...] = ()
    listings: Mapping[str, Lines] = field(default_factory=dict)

    def paragraphs(self) -> Iterator[Paragraph]:
        return (paragraph for narrative in self.narratives.values() for paragraph in narrative)
