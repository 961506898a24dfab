"""The lists of open length: their lines in the workbook against those on paper, line by line and cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docgen.diagnostics import Diagnostic, Phrase
from docgen.diagnostics.finding import Place
from docgen.diagnostics.verification_codes import (
    FIGURE_CHANGED,
    LINE_ADDED,
    LINE_LOST,
    LINE_MOVED,
    TABLE_LOST,
    TABLE_UNSAID,
)
from docgen.report.characters import bare
from docgen.report.content import PrintedLines
from docgen.report.definition import Definition
from docgen.report.lines import Lines
from docgen.report.listing import entered
from docgen.report.printing import printed_lines
from docgen.report.tables import Listing
from docgen.verification.alignment import Pair, align
from docgen.verification.figures import said

Listings = Mapping[str, Lines]
_LINE = Phrase("行", "line")


def changed_lists(ours: Listings, printed: Listings, definition: Definition) -> Iterator[Diagnostic]:
    """Reports: E252 another value, E253 a list or line that is not there or too many, E258 a line that was moved."""
    for listing in definition.listings:
        mine, theirs = ours.get(listing.key), printed.get(listing.key)
        if mine and theirs:
            yield from _Compared(listing, mine, theirs).differences()
        elif mine and mine.count:
            yield TABLE_LOST.at(Place(listing.sheet, "", listing.key), table=listing.name)
        elif theirs and theirs.count:
            yield TABLE_UNSAID.at(Place(listing.sheet, "", listing.key), table=listing.name)


class _Compared:
    """One list of the workbook and of the document; a column that is counted is not compared."""

    def __init__(self, listing: Listing, ours: Lines, theirs: Lines) -> None:
        self._listing = listing
        self._columns = entered(listing)
        self._ours, self._theirs = ours, theirs
        self._wanted, self._printed = (printed_lines(listing, lines, draft=True) for lines in (ours, theirs))

    def differences(self) -> Iterator[Diagnostic]:
        wanted, printed = self._keys(self._wanted), self._keys(self._printed)
        aligned = align(wanted, printed)
        for pair in aligned.changed:
            yield from self._cells(pair)
        for one in aligned.missing:
            place = self._ours.place(self._columns[0], one)
            yield LINE_LOST.at(place, table=self._listing.name, line=_LINE, label=_label(wanted[one]))
        for other in aligned.added:
            place = self._theirs.place(self._columns[0], other)
            yield LINE_ADDED.at(place, table=self._listing.name, label=_label(printed[other]))
        for one, other in aligned.moved:
            places = self._ours.place(self._columns[0], one), self._theirs.place(self._columns[0], other)
            yield LINE_MOVED.at(*places, table=self._listing.name, label=_label(wanted[one]))

    def _keys(self, lines: PrintedLines) -> list[str]:
        texts = [lines.columns[column.key] for column in self._columns]
        return ["，".join(bare(text) for text in line) for line in zip(*texts, strict=True)]

    def _cells(self, pair: Pair) -> Iterator[Diagnostic]:
        one, other = pair
        for column in self._columns:
            wanted, printed = self._wanted.columns[column.key][one], self._printed.columns[column.key][other]
            if bare(wanted) != bare(printed):
                ours, theirs = self._ours.place(column, one), self._theirs.place(column, other)
                facts: dict[str, Phrase | str] = {
                    "there": theirs.address,
                    "wanted": said(wanted),
                    "said": said(printed),
                }
                yield FIGURE_CHANGED.at(ours, theirs, expected=wanted, actual=printed, **facts)


def _label(key: str) -> str:
    return key.strip("，")
