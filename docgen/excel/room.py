"""The room: how much the sheets of a workbook may hold, so that none takes more than seconds or a quarter of a gigabyte."""

from __future__ import annotations

from docgen.diagnostics.codes import TOO_LARGE
from docgen.diagnostics.finding import Phrase, Place
from docgen.package import PackageFault
from docgen.records import dataclass

MAX_CELLS = 300_000
MAX_CHARACTERS = 16 << 20
MAX_ELEMENTS = 4_000_000


@dataclass(slots=True)
class Room:
    """What is left for the sheets that are still to come, counted down as they are read.

    Measured: 100,000 distinct numbers take 1 s and 40 MiB, a million elements without contents 1 s and nothing; a
    character takes up to 4 bytes. The forms of the annual report hold some 1,100 cells.
    """

    cells: int = MAX_CELLS
    characters: int = MAX_CHARACTERS
    elements: int = MAX_ELEMENTS

    def assign(self, other: Room) -> None:
        """Takes over what is left of another."""
        self.cells, self.characters, self.elements = other.cells, other.characters, other.elements

    def take(self, place: Place, characters: int, cells: int = 1) -> None:
        """Counts cells that hold so many characters of their own. PackageFault when there is no room for them."""
        self.cells -= cells
        self.characters -= characters
        if self.cells < 0:
            raise PackageFault(TOO_LARGE.at(place, detail=_TOO_MANY))
        if self.characters < 0:
            raise PackageFault(TOO_LARGE.at(place, detail=_TOO_MUCH))


_TOO_MANY = Phrase(f"有内容的单元格多于 {MAX_CELLS:,} 个", f"more than {MAX_CELLS:,} cells hold something")
_TOO_MUCH = Phrase(
    f"单元格里的文字共多于 {MAX_CHARACTERS:,} 个字", f"its cells hold more than {MAX_CHARACTERS:,} characters"
)
