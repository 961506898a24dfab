"""The manuscript: a document somebody wrote, as its paragraphs and tables in order, before anybody read a report in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docgen.records import dataclass, field
from docgen.report.grid import Book, Cell, Grid, Position
from docgen.report.narrative import typed_number

PARAGRAPHS = "正文"  # what the paragraphs are called where a manuscript is looked at as a book


@dataclass(frozen=True, slots=True)
class Written:
    """A paragraph as it is printed, line breaks in it as such.

    `level` 1–4 is that of a heading, told by its style or by its number's look, and 0 body text. An `automatic`
    number is the program's own and not in `text`. `heading` is how far its first words are set apart by another
    face, "" when they are not: the heading of a run-in heading. `style` is the style's name in lower case.
    """

    text: str
    level: int = 0
    automatic: bool = False
    heading: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A document's blocks in order, and what docgen stored in it about itself. Its tables are 表1, 表2, …"""

    blocks: tuple[Written | Grid, ...]
    properties: Mapping[str, str] = field(default_factory=dict)

    @property
    def tables(self) -> tuple[Grid, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Grid))

    @property
    def paragraphs(self) -> tuple[Written, ...]:
        """Those that say something."""
        return tuple(block for block in self.blocks if isinstance(block, Written) and block.text.strip())

    def as_book(self) -> Book:
        """The same as a workbook: its tables as sheets, and a sheet of the words that its paragraphs may be headed by."""
        lines = enumerate(self._headings(), 1)
        cells = {Position(row, 1): Cell("text", text) for row, text in lines}
        return Book((*self.tables, Grid(PARAGRAPHS, cells)), self.properties)

    def _headings(self) -> Iterator[str]:
        for paragraph in self.paragraphs:
            number = typed_number(paragraph.text.strip())
            yield number.rest if number else paragraph.text.strip()
