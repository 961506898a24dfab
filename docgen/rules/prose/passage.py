"""The passages of a report: its paragraphs as they are printed, citations resolved, each with its cell."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, partial

from docgen.diagnostics import Place
from docgen.records import dataclass
from docgen.report.citation import resolved
from docgen.report.compose import field_texts, figure_printed, printed_values
from docgen.report.definition import Definition
from docgen.report.report import Report
from docgen.rules.prose.outline import Sentence, masked, sentences


@dataclass(frozen=True)
class Passage:
    """A paragraph: its narrative's key, heading and text, the cell of each, and the headings that it stands under."""

    narrative: str
    level: int
    heading: str
    body: str
    place: Place
    heading_place: Place
    topic: str = ""

    @cached_property
    def text(self) -> str:
        return "。".join(filter(None, (self.heading.rstrip("。"), self.body)))

    @property
    def at(self) -> Place:
        """The cell of the text, or of the heading where there is nothing else."""
        return self.place if self.body else self.heading_place

    def parts(self) -> Iterator[tuple[str, Place]]:
        """Heading and text that are not empty, each with its cell."""
        if self.heading:
            yield self.heading, self.heading_place
        if self.body:
            yield self.body, self.place

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return sentences(self.plain)

    @cached_property
    def plain(self) -> str:
        """The text with titles, numbers of documents and addresses blotted out."""
        return masked(self.text)


def passages_of(report: Report, definition: Definition) -> tuple[Passage, ...]:
    """Every paragraph of every narrative, in order."""
    value = printed_values(partial(figure_printed, report), field_texts(report, definition), definition)
    found = []
    for key, paragraphs in report.narratives.items():
        above = ["", "", "", "", ""]
        for paragraph in paragraphs:
            heading, body = (
                resolved(text, definition, value) for text in (paragraph.heading, paragraph.text)
            )
            if paragraph.level:
                above[paragraph.level :] = [heading or body, *[""] * (4 - paragraph.level)]
            places = paragraph.place, paragraph.numbered_at()
            found.append(
                Passage(key, paragraph.level, heading, body, *places, topic="\n".join(filter(None, above)))
            )
    return tuple(found)
