"""The grid: cells, some merged. A worksheet and a table of a Word document are the same thing here."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from docgen.patterns import regex
from docgen.records import dataclass, field

CellKind = Literal["number", "text", "boolean", "error", "uncalculated"]
ShownAs = Literal["plain", "date", "percent", "scaled", "rounded"]


class Position(NamedTuple):
    """Row and column, both from 1 as on the screen."""

    row: int
    column: int

    @property
    def address(self) -> str:
        return _address(self.row, self.column)


class Area(NamedTuple):
    """A rectangle of cells, its four bounds included, from 1."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def address(self) -> str:
        return f"{Position(self.top, self.left).address}:{Position(self.bottom, self.right).address}"

    def covers(self, position: Position) -> bool:
        return self.top <= position.row <= self.bottom and self.left <= position.column <= self.right


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that holds something.

    `text` is what is stored: a number's own digits, a string word for word, an error's `#REF!`, `TRUE`/`FALSE`,
    and nothing for `uncalculated` (a formula whose result no program has stored).
    `shown` is what the screen shows, filled in only where `shown_as` says that it reads otherwise than `text`;
    for a date it is ISO 8601. `formula` is without its equals sign, empty when the cell holds none; a formula
    whose own text is not in the cell (the later cells of a shared formula) is "?".
    """

    kind: CellKind
    text: str
    formula: str = ""
    shown_as: ShownAs = "plain"
    shown: str = ""


LONGEST_LABEL = 500  # characters: a form's labels have some 40, and may be broken and spaced


@dataclass(frozen=True)
class Grid:
    """A sheet of a workbook or a table of a document: only the cells that hold something are kept."""

    name: str
    cells: Mapping[Position, Cell]
    merges: tuple[Area, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    def text(self, row: int, column: int) -> str:
        cell = self.cells.get(Position(row, column))
        return cell.text if cell else ""

    @cached_property
    def labels(self) -> Mapping[str, Sequence[Position]]:
        """Where every text stands that may be a label, by the text as labels are compared."""
        found: dict[str, list[Position]] = defaultdict(list)
        for position, cell in self.cells.items():
            if cell.kind == "text" and len(cell.text) <= LONGEST_LABEL:
                found[folded(cell.text)].append(position)
        return dict(found)

    def rows(self) -> Iterator[int]:
        """The rows that hold something, in order."""
        return iter(sorted({row for row, _ in self.cells}))


@dataclass(frozen=True, slots=True)
class Book:
    """An opened workbook: its sheets in order, and what docgen stored in it about itself."""

    grids: tuple[Grid, ...]
    properties: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


_ADDRESS = regex(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})", re.ASCII)


def position_of(address: str) -> Position | None:
    """The position that an address such as D27 or $D$27 names."""
    match = _ADDRESS.fullmatch(address)
    return Position(int(match[2]), column_number(match[1])) if match else None


@lru_cache(maxsize=16_384)
def _address(row: int, column: int) -> str:
    return f"{column_letters(column)}{row}"


def column_letters(column: int) -> str:
    """The letters of a column counted from 1: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The reverse of `column_letters`, for upper-case letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def ranges(among: Iterable[Position]) -> Iterator[str]:
    """The cells as addresses in order, runs of a row or a column as ranges: D8:D27."""
    left = set(among)
    for first in sorted(left):
        if first in left:
            run = max((_run(first, left, step) for step in ((1, 0), (0, 1))), key=len)
            left.difference_update(run)
            yield first.address if len(run) == 1 else Area(*first, *run[-1]).address


def _run(first: Position, there: set[Position], step: tuple[int, int]) -> list[Position]:
    run = [first]
    while (following := Position(run[-1].row + step[0], run[-1].column + step[1])) in there:
        run.append(following)
    return run


_INVISIBLE = regex(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """A label as labels are compared: white space and invisible characters out, widths of brackets unified.

    Line breaks inside narrow cells (“商业↵企业”) are layout only, and （） and () are one bracket to the eye
    (formats, section 4 and F2).
    """
    unified = unicodedata.normalize("NFKC", text)
    # What is printable holds of all that only blanks; asking so costs a tenth, and lists are long.
    return unified if unified.isprintable() and " " not in unified else _INVISIBLE.sub("", unified)
