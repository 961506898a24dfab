"""The lines: what is to be printed and what is printed, paragraph by paragraph, ready to be held against each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from docgen.diagnostics import Place
from docgen.records import dataclass, replace
from docgen.report.characters import bare, lines_of
from docgen.report.content import Content, Printed
from docgen.report.definition import Definition
from docgen.report.elements import addressee_lines, attachment_lines
from docgen.report.entry import named
from docgen.report.narrative import Numbering, Paragraph, number_text, points_of, typed_number
from docgen.report.paper.frame import ADDRESSEES, ATTACHMENTS, DATE, SIGNATURE, TITLE
from docgen.report.paper.manuscript import Written
from docgen.report.report import Report, Value
from docgen.report.sheets import Titled, section_titles

HEADING = "部分标题"
_TYPED = 3  # numbers that may stand before a line: Word's, typed out, and one or two of a clerk's


class Number(NamedTuple):
    """A heading's number: 2, 3 is （三）."""

    level: int
    number: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of either side; `key` is what is compared: the words without numbers in front and without layout.

    `typed` is the number that the words begin with, `counted` the one that Word puts before them. `part` names what
    is no paragraph of a narrative (标题, 落款 …). `places` are the cells that the line comes from; with a heading of
    `head` characters the last of them is the heading's.
    """

    text: str
    key: str
    typed: Number | None = None
    counted: Number | None = None
    part: str = ""
    section: str = ""
    places: tuple[Place, ...] = ()
    head: int = 0


def lines_on_paper(written: Sequence[Written], wanted: Sequence[Line], *, literal: bool) -> list[Line]:
    """What a document prints; a line break within a paragraph begins a line of its own, but where it is only layout:
    where without it the paragraph is one of those that are `wanted`.

    Each point that is run on behind another is a line too, but where numbers are words like any other (`literal`).
    """
    keys = {line.key for line in wanted}
    texts = [text.strip() for one in written for text in _broken(one.text, keys) if bare(text)]
    return [_line(point) for text in texts for point in ([text] if literal else points_of(text))]


def _broken(text: str, keys: Collection[str]) -> list[str]:
    whole = "".join(lines_of(text))
    return [whole] if _line(whole).key in keys else lines_of(text)


def _line(text: str) -> Line:
    numbers: list[Number] = []
    rest = text.strip()
    while len(numbers) < _TYPED and (found := typed_number(rest)):
        numbers.append(Number(found.level, found.number))
        rest = found.rest
    return Line(text.strip(), bare(rest), numbers[0] if numbers else None)


def lines_to_print(report: Report, definition: Definition, content: Content, *, literal: bool) -> list[Line]:
    """What the document of a report prints, in order, from its title to its date; `literal` as for the lines on paper."""
    made = _Made(report, definition, content, literal=literal)
    lines = [
        *made.part(TITLE, [content.fields["title"]], *named(definition.title)[0]),
        *made.part(ADDRESSEES, addressee_lines(content.elements), definition.elements.get("addressees", "")),
        *(line for own in section_titles(definition) for line in made.section(own)),
        *made.part(
            ATTACHMENTS, attachment_lines(content.elements), definition.elements.get("attachments", "")
        ),
        *made.part(SIGNATURE, [content.fields["signature"]], *named(definition.signature)[0]),
        *made.part(DATE, [content.fields["date"]], definition.dated),
    ]
    return [line for line in lines if line.key]


class _Made:
    """Lines as they are made of a report, with their cells and numbers."""

    def __init__(self, report: Report, definition: Definition, content: Content, *, literal: bool) -> None:
        self._literal = literal
        self._definition = definition
        self._fields = report.fields
        self._content = content
        self._paragraphs = {paragraph.place.path: paragraph for paragraph in report.paragraphs()}
        self._numbering = Numbering()

    def part(self, part: str, texts: Sequence[str], *keys: str) -> Iterator[Line]:
        """The lines of a part that fields of the cover make."""
        places = tuple(place_of_field(key, self._fields, self._definition) for key in sorted(keys))
        known = tuple(place for place in places if place.cell) or places
        yield from (replace(_line(text), part=part, section=part, places=known) for text in texts)

    def section(self, own: Titled) -> Iterator[Line]:
        """The heading of a section and its narrative; its tables are no lines."""
        narrative = own.section.narrative
        sheet = narrative.sheet if narrative else own.section.tables[0].sheet if own.section.tables else ""
        title = own.title or sheet
        if own.title:
            number = Number(1, self._numbering.section())
            heading = _line(own.section.heading)
            yield replace(
                heading, counted=number, part=HEADING, section=title, places=(Place(sheet, value=own.title),)
            )
        for printed in self._content.narratives.get(narrative.key, ()) if narrative else ():
            yield from self._printed(printed, title)

    def _printed(self, printed: Printed, section: str) -> Iterator[Line]:
        paragraph = self._paragraphs.get(printed.path, _NO_PARAGRAPH)
        head = len(bare(printed.heading))
        counted = Number(printed.level, self._numbering.next(printed.level)) if printed.level else None
        places = (paragraph.place, paragraph.parts()[0][1]) if head else (paragraph.place,)
        first, *more = self._points(printed.line, counted)
        yield replace(_line(first), counted=counted, section=section, places=places, head=head)
        yield from (replace(_line(point), section=section, places=places[:1]) for point in more)

    def _points(self, line: str, counted: Number | None) -> list[str]:
        """The points that the line is on paper, told as there: with the number that it has there in front of it."""
        if self._literal:
            return [line]
        number = number_text(*counted) if counted else ""
        first, *more = points_of(f"{number}{line}")
        return [first.removeprefix(number), *more]


_NO_PARAGRAPH = Paragraph("")


def place_of_field(key: str, fields: Mapping[str, Value], definition: Definition) -> Place:
    """The cell of a line of the cover, or the cover where it has no such line."""
    if key in fields:
        return fields[key].place
    own = definition.field(key)
    return Place(definition.cover, "", f"fields.{key}", label=own.label if own else "")
