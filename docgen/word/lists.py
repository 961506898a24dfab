"""The lists of a document: the numbers that Word puts before paragraphs, and the levels that their looks stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.package import local_attributes, parse
from docgen.patterns import regex
from docgen.records import dataclass, field
from docgen.report.narrative import typed_number

if TYPE_CHECKING:
    from docgen.package.markup import Attributes

DEPTHS = tuple("012345678")
# All are 一、二、三 up to ten, and beyond that only some differ (一一 for eleven): enough to tell a level by.
_CHINESE = frozenset({
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "japaneseDigitalTenThousand",
    "ideographDigital", "taiwaneseCounting", "taiwaneseCountingThousand",
})  # fmt: skip
_DIGITS = frozenset({"", "decimal", "decimalFullWidth", "decimalHalfWidth"})
_COUNT = regex("%[1-9]")


@dataclass(slots=True)
class Shape:
    """A level of a list: its number's format and text (`%1、`), and the style that belongs to it."""

    format: str = ""
    text: str = ""
    style: str = ""

    @property
    def level(self) -> int:
        """The level that the number's look stands for: 一、 （一） 1. （1）; 0 for every other look."""
        sample = "一" if self.format in _CHINESE else "1" if self.format in _DIGITS else ""
        counts = _COUNT.findall(self.text)
        if not sample or len(counts) != 1:
            return 0
        number = typed_number(self.text.replace(counts[0], sample) + "某")
        return number.level if number else 0


@dataclass(slots=True)
class Lists:
    """The shapes of the lists; `patterns` names the list that another one follows."""

    patterns: dict[str, str] = field(default_factory=dict)
    shapes: dict[tuple[str, str], Shape] = field(default_factory=dict)

    def shape(self, list_id: str, depth: str, style: str = "") -> Shape | None:
        """A level of a list; where no depth is given, the one that belongs to the style, else the first."""
        if list_id not in self.patterns:
            return None
        deep = depth or next(
            (other for other in DEPTHS if style and self._style(list_id, other) == style), "0"
        )
        own = self.shapes.get((_own(list_id), deep))
        return own or self.shapes.get((self.patterns[list_id], deep))

    def _style(self, list_id: str, depth: str) -> str:
        shape = self.shapes.get((self.patterns[list_id], depth))
        return shape.style if shape else ""


def _own(list_id: str) -> str:
    """What a list's own levels, which replace those of its pattern, are kept under; no pattern is called so."""
    return f"own {list_id}"


def read_lists(part: str, data: bytes) -> Lists:
    """The lists that a numbering part defines. PackageFault when it is malformed."""
    hearing = _Hearing()
    starts = {
        "abstractNum": hearing.pattern,
        "num": hearing.list,
        "abstractNumId": hearing.follows,
        "lvl": hearing.level,
        "numFmt": hearing.format,
        "lvlText": hearing.text,
        "pStyle": hearing.style,
    }
    parse(part, data, starts=starts, ends={})
    return hearing.lists


class _Hearing:
    """Hears numbering.xml."""

    def __init__(self) -> None:
        self.lists = Lists()
        self._number = self._holder = ""
        self._shape = Shape()

    def pattern(self, attributes: Attributes) -> None:
        self._holder = local_attributes(attributes).get("abstractNumId", "")

    def list(self, attributes: Attributes) -> None:
        self._number = local_attributes(attributes).get("numId", "")
        self._holder = _own(self._number)

    def follows(self, attributes: Attributes) -> None:
        self.lists.patterns[self._number] = value_of(attributes)

    def level(self, attributes: Attributes) -> None:
        depth = local_attributes(attributes).get("ilvl", "")
        self._shape = self.lists.shapes[self._holder, depth] = Shape()

    def format(self, attributes: Attributes) -> None:
        self._shape.format = value_of(attributes)

    def text(self, attributes: Attributes) -> None:
        self._shape.text = value_of(attributes)

    def style(self, attributes: Attributes) -> None:
        self._shape.style = value_of(attributes)


def value_of(attributes: Attributes) -> str:
    """What an element says in its attribute `val`, or ""."""
    return local_attributes(attributes).get("val", "")
