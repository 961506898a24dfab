"""What `check --fix` changes in a copy: only what is sure to mean the same. No figure, no word, no label is touched."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from docgen.diagnostics import Diagnostic, Place
from docgen.diagnostics.codes import MENDED
from docgen.records import dataclass
from docgen.report.digits import printed
from docgen.report.grid import Book, position_of
from docgen.report.report import Report
from docgen.rules.prose.typography import mended


@dataclass(frozen=True, slots=True)
class Mend:
    """A cell, what stands in it, and what is to stand there: a text, or a number that was stored as text."""

    place: Place
    old: str
    new: str | Decimal

    @property
    def finding(self) -> Diagnostic:
        """Reports: E412, information."""
        new = self.new if isinstance(self.new, str) else printed(self.new)
        return MENDED.at(self.place, old=self.old, new=new)


def mends(report: Report, book: Book) -> tuple[Mend, ...]:
    """The cells of the narratives with punctuation, blanks and document numbers put right, and figures stored as text
    whose reading is evident (F5, F11) as numbers.
    """
    return (*_figures(report), *_texts(report, book))


def _figures(report: Report) -> Iterator[Mend]:
    listed = (
        one for lines in report.listings.values() for column in lines.odd.values() for one in column.values()
    )
    for figure in (*report.figures.values(), *listed):
        cell = figure.cell
        if cell and cell.kind == "text" and figure.value is not None and not cell.formula:
            yield Mend(figure.place, cell.text, figure.value)


def _texts(report: Report, book: Book) -> Iterator[Mend]:
    grids = {grid.name: grid for grid in book.grids}
    places = {
        place.address: place
        for paragraph in report.paragraphs()
        for _, place in paragraph.parts()
        if place.cell
    }
    for place in places.values():
        at = position_of(place.cell)
        cell = grids[place.sheet].cells.get(at) if at and place.sheet in grids else None
        if cell and cell.kind == "text" and not cell.formula and mended(cell.text) != cell.text:
            yield Mend(place, cell.text, mended(cell.text))
