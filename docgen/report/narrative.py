"""The narrative: paragraphs, their levels, and the numbers that clerks type before headings.

A paragraph whose level the clerk chose is literal. Only where the level is empty is a text read for typed numbers
(一、（一）1.（1）); these are dropped, since numbering is Word's, and one that repeats or skips is a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from docgen.diagnostics import Diagnostic, Place
from docgen.diagnostics.codes import NUMBER_REPEATED, NUMBER_SKIPPED, NUMBER_TWICE
from docgen.patterns import regex
from docgen.records import dataclass, replace
from docgen.report.characters import lines_of
from docgen.report.numerals import chinese, number_of

NOWHERE = Place("")
LEVELS = ("正文", "一、", "（一）", "1.", "（1）")
"""What the level column offers: body text, then the four levels by the look of their numbers."""


class Numbered(NamedTuple):
    """A number typed at the start of a text, and the text after it."""

    level: int
    number: int
    typed: str
    rest: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as the data has it: `level` 1–4 for a heading, 0 for body text (contract, section 4).

    `typed` is the number that stood before it, None where the clerk chose the level; `places` are the cells.
    """

    text: str
    level: int = 0
    heading: str = ""
    place: Place = NOWHERE
    typed: Numbered | None = None
    heading_place: Place = NOWHERE

    def parts(self) -> tuple[tuple[str, Place], ...]:
        """Heading and text, each with its cell."""
        return (self.heading, self._head), (self.text, self.place)

    @property
    def _head(self) -> Place:
        return self.heading_place if self.heading_place.sheet else self.place

    def numbered_at(self) -> Place:
        """The cell in which a number would be typed."""
        return self._head if self.heading else self.place


_NUMERAL = "[一二三四五六七八九十百零]{1,6}"
_CITED_ITEM = r"(?!(?:项|款|目)(?:所|规|的|之|、|，|和|及|至|或|中|情形|内容))"
# Each matches the number alone and looks at no more than it must: a cell may hold thousands of sentences.
_STARTS = (
    regex(rf"\s*(?P<typed>(?P<number>{_NUMERAL})、)(?=[^。！？；]{{1,40}}\Z)"),
    regex(rf"\s*(?P<typed>[（(](?P<number>{_NUMERAL})[）)]、?){_CITED_ITEM}(?=.)", re.DOTALL),
    regex(r"\s*(?P<typed>(?P<number>[0-9０-９]{1,3})[.．])(?![0-9０-９])(?=.)", re.DOTALL),
    regex(rf"\s*(?P<typed>[（(](?P<number>[0-9０-９]{{1,3}})[）)]、?){_CITED_ITEM}(?=.)", re.DOTALL),
)
_SENTENCE_END = regex(r"[。！？!?][”’』」）)]*")
# Run-on points begin again from （一） or 1. only: a lone （1） within a sentence is a citation.
_SPLIT_LEVELS = (2, 3)
_OPEN, _CLOSE = "“‘《〈（(【〔『「", "”’》〉）)】〕』」"


def typed_number(text: str) -> Numbered | None:
    """The number with which a text begins: 一、 （一） (一) 1. （1）; not 3.5万人次, not （三）项所列."""
    for level, pattern in enumerate(_STARTS, 1):
        match = pattern.match(text)
        number = number_of(match["number"]) if match else None
        if match and number:
            return Numbered(level, number, match["typed"], text[match.end() :].strip())
    return None


def read_text(text: str, place: Place) -> Iterator[Paragraph]:
    """The paragraphs of a text typed or pasted without a level: one for each line, and for each point run on."""
    for line in lines_of(text):
        bare = line.strip(" \t\u3000\u00a0")
        for point in points_of(bare) if bare else ():
            yield _paragraph(point, place)


def points_of(line: str) -> Iterator[str]:
    """The points that are run on in a line, each with its number; the line itself where none are."""
    return _points(line, _SPLIT_LEVELS)


def _paragraph(text: str, place: Place) -> Paragraph:
    number = typed_number(text)
    if number is None:
        return Paragraph(text, place=place)
    heading, body = run_in(number.rest)
    return Paragraph(body, number.level, heading, place, number)


def run_in(text: str) -> tuple[str, str]:
    """A heading and the text that follows it in the same paragraph: the first sentence, and the rest.

    The full stop between them is typography, not text, and is left out; where nothing follows it stays.
    """
    end = _first_sentence_end(text)
    if end is None or not text[end:].strip():
        return text, ""
    heading = text[:end]
    return (heading[:-1] if heading.endswith("。") else heading), text[end:].strip()


def _first_sentence_end(text: str) -> int | None:
    depth = 0
    for index, character in enumerate(text):
        if character in _OPEN:
            depth += 1
        elif character in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and character in "。！？":
            return index + 1
    return None


def _points(text: str, levels: tuple[int, ...]) -> Iterator[str]:
    """The points run together in one paragraph: split only at a sentence end, only in sequence from the first."""
    if not levels:
        yield text
        return
    for piece in _cut(text, _sequence(text, levels[0])):
        yield from _points(piece, levels[1:])


def _cut(text: str, starts: list[int]) -> Iterator[str]:
    edges = sorted({0, *starts, len(text)})
    yield from (text[a:b].strip() for a, b in pairwise(edges) if text[a:b].strip())


def _sequence(text: str, level: int) -> list[int]:
    """Where the points 1, 2, 3 … of a level begin; nothing unless there are two, for one alone is a citation."""
    starts: list[int] = []
    for at in (0, *(end.end() for end in _SENTENCE_END.finditer(text))):
        match = _STARTS[level - 1].match(text, at)
        if match and number_of(match["number"]) == len(starts) + 1:
            starts.append(at)
    return starts if len(starts) > 1 else []


class Numbering:
    """Counts headings as Word will, section by section, and says where a typed number differs."""

    def __init__(self) -> None:
        self._counts = [0, 0, 0, 0]

    def section(self) -> int:
        """The next top-level number: that of a section of the form."""
        return self.next(1)

    def check(self, paragraph: Paragraph) -> tuple[Diagnostic, ...]:
        """Counts one paragraph. Reports: F7 where its typed number repeats, skips, or would be printed twice."""
        if not paragraph.level:
            return ()
        wanted = self.next(paragraph.level)
        if paragraph.typed is None:
            return _printed_twice(paragraph)
        found = paragraph.typed.number
        self._counts[paragraph.level - 1] = found
        if found == wanted:
            return ()
        kind = NUMBER_REPEATED if found < wanted else NUMBER_SKIPPED
        return (
            kind.at(
                paragraph.numbered_at(),
                number=paragraph.typed.typed,
                wanted=number_text(paragraph.level, wanted),
            ),
        )

    def next(self, level: int) -> int:
        """The number of the next heading of a level."""
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (4 - level)
        return self._counts[level - 1]


def _printed_twice(paragraph: Paragraph) -> tuple[Diagnostic, ...]:
    number = typed_number(paragraph.heading)
    return (NUMBER_TWICE.at(paragraph.numbered_at(), number=number.typed),) if number else ()


def number_text(level: int, number: int) -> str:
    """A heading's number as it is printed: 一、 （一） 1. （1）."""
    return (f"{chinese(number)}、", f"（{chinese(number)}）", f"{number}.", f"（{number}）")[level - 1]


def moved(paragraph: Paragraph, path: str) -> Paragraph:
    """The paragraph with the key path that it has in the data."""
    place, head = (replace(place, path=path) for place in (paragraph.place, paragraph.heading_place))
    return replace(paragraph, place=place, heading_place=head)
