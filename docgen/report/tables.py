"""The tables of a definition: forms, whose rows the definition names, and listings of as many lines as are filled in."""

from __future__ import annotations

from typing import Literal

from docgen.records import dataclass

TOTALS = "totals."
"""What the key of a listing's total begins with: `totals.penalties.fine`."""

ColumnKind = Literal["text", "number", "date", "choice", "index"]


@dataclass(frozen=True, slots=True)
class Measure:
    """What figures of a row or column may be: by default whole numbers not below nought.

    `decimals` is how many may follow the point; `unit` is the 计量单位 printed in the form's own head.
    """

    signed: bool = False
    decimals: int = 0
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """What a column of a listing takes: whether every line must fill it in, the choices of a choice, and whether equal
    neighbours are printed as one cell (`merge`). An index is counted, not filled in.
    """

    kind: ColumnKind = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    merge: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A node of the stub (row headings) or of the spanners (column headings).

    A leaf stands for one row or column; a node without `key` only groups and leaves no trace in the data.
    `short` is how a citation calls it; `span` is how many columns of the grid a leaf column takes; `column` is what a
    leaf of a listing takes.
    """

    label: str
    key: str = ""
    short: str = ""
    span: int = 1
    measure: Measure | None = None
    children: tuple[Heading, ...] = ()
    column: Column | None = None

    @property
    def depth(self) -> int:
        return 1 + max((child.depth for child in self.children), default=0)

    @property
    def width(self) -> int:
        return sum(child.width for child in self.children) if self.children else self.span

    @property
    def leaves(self) -> int:
        return sum(child.leaves for child in self.children) if self.children else 1


@dataclass(frozen=True, slots=True)
class Block:
    """A stub under its spanners; a table is one block, or several stacked, each under a band of its own."""

    columns: tuple[Heading, ...]
    rows: tuple[Heading, ...]
    key: str = ""
    band: str = ""
    corner: str = ""


@dataclass(frozen=True, eq=False)
class Table:
    """A statistical table: where it stands, its blocks, and how it is set (`size` in points, `widths` relative)."""

    key: str
    name: str
    sheet: str
    blocks: tuple[Block, ...]
    widths: tuple[int, ...] = ()
    size: float = 10.5
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Total:
    """The total row of a listing: its label, the columns that it sums, and whether it is printed above the lines."""

    label: str
    columns: tuple[str, ...]
    above: bool = False


@dataclass(frozen=True, eq=False)
class Listing:
    """A table with fixed column headings and as many lines as are filled in.

    `empty` is what is printed where there is no line, "" for no table at all; None where there must be one. `short` is
    how citations call it.
    """

    key: str
    name: str
    sheet: str
    columns: tuple[Heading, ...]
    short: str = ""
    total: Total | None = None
    empty: str | None = None
    widths: tuple[int, ...] = ()
    size: float = 10.5
    landscape: bool = False
