"""The levels: which paragraphs are headings, by their styles and by the numbers that Word gives them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from docgen.package import local_attributes, parse
from docgen.patterns import regex
from docgen.records import dataclass, field
from docgen.report.narrative import LEVELS
from docgen.word.lists import DEPTHS, Lists, Shape, value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from docgen.package.markup import Attributes

DEEPEST = len(LEVELS) - 1
CHAIN = 20  # styles that may be based on each other; Word itself builds no more than eleven
_HEADING = regex("heading ([1-9])", re.IGNORECASE)
_FACE = regex("heading ([1-9]) char", re.IGNORECASE)


@dataclass(slots=True)
class Style:
    """A style as the document defines it; its outline is counted from 0."""

    name: str = ""
    parent: str = ""
    link: str = ""
    outline: str = ""
    list_id: str = ""
    depth: str = ""


class Properties(NamedTuple):
    """What a paragraph says of itself: its style, its list and how deep in it, its outline; "" where nothing."""

    style: str = ""
    list_id: str = ""
    depth: str = ""
    outline: str = ""


class Level(NamedTuple):
    """The level of a heading, 0 for body text, and whether Word itself numbers it."""

    level: int
    automatic: bool


@dataclass(slots=True)
class Levels:
    """The styles and lists of a document, asked about each of its paragraphs."""

    styles: Mapping[str, Style] = field(default_factory=dict)
    lists: Lists = field(default_factory=Lists)
    _known: dict[Properties, Level] = field(default_factory=dict)

    def name(self, style: str) -> str:
        """A style's name in lower case: it is the same in every language of Word, where its id is not."""
        return self.styles[style].name.lower() if style in self.styles else ""

    def level(self, paragraph: Properties) -> Level:
        """The level of a paragraph: each kind is thought about once."""
        if paragraph not in self._known:
            self._known[paragraph] = self._told(paragraph)
        return self._known[paragraph]

    def face(self, character_style: str) -> int:
        """The level of the headings whose face a character style is, by its name or by its link; 0 for all others."""
        style = self.styles.get(character_style)
        if style is None:
            return 0
        named = _FACE.fullmatch(style.name)
        return min(int(named[1]) if named else self._styled(style.link), DEEPEST)

    def _told(self, paragraph: Properties) -> Level:
        """How a number looks counts before what a style is called: an office may number 一、 in “heading 2”."""
        shape = self._shape(paragraph)
        looks = shape.level if shape else 0
        named = _outlined(paragraph.outline) or self._styled(shape.style if shape else "")
        level = looks or named or self._styled(paragraph.style)
        return Level(min(level, DEEPEST), bool(looks))

    def _shape(self, paragraph: Properties) -> Shape | None:
        """The place in a list that the paragraph itself names, else its style; list 0 is none at all."""
        chain = [Style(list_id=paragraph.list_id, depth=paragraph.depth), *self._chain(paragraph.style)]
        list_id = next((style.list_id for style in chain if style.list_id), "")
        depth = next((style.depth for style in chain if style.depth), "")
        return self.lists.shape(list_id, depth, paragraph.style)

    def _styled(self, style: str) -> int:
        """The level of a style; Word's own title style has an outline level, but is no heading."""
        for one in self._chain(style):
            if one.name.lower() == "title":
                return 0
            if heading := _HEADING.fullmatch(one.name):
                return int(heading[1])
            if one.outline:
                return _outlined(one.outline)
        return 0

    def _chain(self, style: str) -> Iterator[Style]:
        """A style and those that it is based on."""
        for _ in range(CHAIN):
            if style not in self.styles:
                return
            yield self.styles[style]
            style = self.styles[style].parent


def _outlined(outline: str) -> int:
    """The level of an outline, which is counted from 0; 9 stands for body text."""
    return int(outline) + 1 if outline in DEPTHS else 0


_PARTS = {
    "name": "name",
    "basedOn": "parent",
    "link": "link",
    "outlineLvl": "outline",
    "numId": "list_id",
    "ilvl": "depth",
}


def read_styles(part: str, data: bytes) -> dict[str, Style]:
    """The styles that a part defines, by id. PackageFault when it is malformed."""
    found: dict[str, Style] = {}
    last = Style()

    def opened(attributes: Attributes) -> None:
        nonlocal last
        last = found[local_attributes(attributes).get("styleId", "")] = Style()

    def noted(attribute: str) -> Callable[[Attributes], None]:
        return lambda attributes: setattr(last, attribute, value_of(attributes))

    starts = {name: noted(attribute) for name, attribute in _PARTS.items()}
    parse(part, data, starts={"style": opened, **starts}, ends={})
    return found
