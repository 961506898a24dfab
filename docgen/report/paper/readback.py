"""Reading back: from a finished document to the report that it prints, whoever wrote it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from docgen.diagnostics import Diagnostic, Phrase, Place
from docgen.diagnostics.codes import (
    ADDED_SECTION,
    MISPLACED_ON_PAPER,
    NO_SECTION,
    RENAMED_SECTION,
    UNKNOWN_DOCUMENT,
    UNKNOWN_REPORT,
    UNREAD_WORDS,
)
from docgen.records import dataclass, field, replace
from docgen.report.caption import without_captions
from docgen.report.definition import Definition
from docgen.report.grid import folded
from docgen.report.narrative import Numbering, Paragraph, moved
from docgen.report.paper.drawn import read_drawn
from docgen.report.paper.frame import read_frame
from docgen.report.paper.manuscript import Manuscript
from docgen.report.paper.outline import heading_of, outlined
from docgen.report.paper.passages import is_literal, passages
from docgen.report.report import Report
from docgen.report.sheets import Titled, section_titles


# The same codes as for workbooks, in the words of one who has a document before him.
def recognised(found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings of `recognise` on a manuscript as a book, in words for a document."""
    return tuple(UNKNOWN_DOCUMENT.at() if d.code == UNKNOWN_REPORT.code else d for d in found)


def read_document(manuscript: Manuscript, definition: Definition) -> tuple[Report, tuple[Diagnostic, ...]]:
    """The report that a document prints: what cannot be told from it is absent.

    Reports: E203 section missing, E222 words beside a table, F6 section renamed, added or misplaced, F7 numbers,
        and all of `read_drawn`.
    """
    drawn, found = read_drawn(manuscript.tables, definition)
    frame = read_frame(without_captions(manuscript, definition), definition)
    literal = is_literal(manuscript)
    paragraphs = [one for written in frame.text for one in passages(written, literal=literal)]
    division = _Division(definition, outlined(paragraphs, definition))
    for at, paragraph in enumerate(paragraphs):
        division.take(at, paragraph)
    narratives = {key: tuple(kept) for key, kept in division.narratives.items()}
    report = Report(frame.fields, narratives, drawn.figures, (), drawn.listings)
    return report, (*found, *division.found, *division.missing())


@dataclass(slots=True)
class _Division:
    """The paragraphs dealt out to the narratives, section by section, while their numbers are counted."""

    definition: Definition
    headings: Mapping[int, Titled]
    narratives: dict[str, list[Paragraph]] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)
    _numbering: Numbering = field(default_factory=Numbering)
    _own: Titled | None = None
    _into: str = ""  # the narrative that takes what follows, "" where the form has none
    _last: str = ""  # the narrative before, which takes sections that the form does not have
    _order: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        titles = section_titles(self.definition)
        self._order = [own.title for own in titles]
        self.narratives = {narrative.key: [] for narrative in self.definition.narratives}
        if titles and not titles[0].title:
            self._enter(titles[0])

    def take(self, at: int, paragraph: Paragraph) -> None:
        """Puts one paragraph where it belongs."""
        if at in self.headings:
            self._open(self.headings[at], paragraph)
        else:
            self._keep(paragraph)

    def missing(self) -> Iterator[Diagnostic]:
        """The sections of which the document has no heading."""
        titles = {own.title for own in self.headings.values()}
        for title in self._order:
            if title and title not in titles:
                yield NO_SECTION.at(section=title)

    def _enter(self, own: Titled) -> None:
        self._own = own
        self._into = own.narrative.key if own.section.narrative else ""
        self._last = self._into or self._last

    def _open(self, own: Titled, paragraph: Paragraph) -> None:
        place = Place(own.title, "", "", paragraph.place.value)
        before = self._own.title if self._own else ""
        if before and self._order.index(before) > self._order.index(own.title):
            self.found.append(MISPLACED_ON_PAPER.at(place, value=own.title))
        if heading_of(paragraph) != folded(own.section.heading):
            self.found.append(RENAMED_SECTION.at(place, label=own.title))
        self.found += self._numbering.check(replace(paragraph, level=1, place=place))
        self._enter(own)
        if paragraph.level and paragraph.text:
            self._keep(Paragraph(paragraph.text, place=paragraph.place))

    def _keep(self, paragraph: Paragraph) -> None:
        """In the narrative of the section, or where it has none: extra sections in the one before, words nowhere."""
        if paragraph.level == 1:
            self._into = self._last
        sheet = (self._own.title or self._own.narrative.sheet) if self._own else ""
        place = replace(paragraph.place, sheet=sheet)
        if not self._into:
            self.found.append(UNREAD_WORDS.at(place, value=f"{place.value:.20}"))
            return
        kept = self.narratives[self._into]
        placed = moved(replace(paragraph, place=place), f"narratives.{self._into}.{len(kept)}")
        kept.append(placed)
        self.found += (*self._added(placed), *self._numbering.check(placed))

    def _added(self, paragraph: Paragraph) -> Iterator[Diagnostic]:
        """An extra section: one of the form's own that is there a second time, or the office's."""
        if paragraph.level == 1:
            fixed = {folded(section.heading) for section in self.definition.numbered}
            kind = MISPLACED_ON_PAPER if heading_of(paragraph) in fixed else ADDED_SECTION
            heading = paragraph.heading or paragraph.text
            yield kind.at(paragraph.place, value=Phrase(heading, heading))
