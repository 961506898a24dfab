"""The form: a table's stub crossed with its spanners and laid out as a grid of labels and figure cells.

The one derivation behind the sheet in Excel, the table in Word and the matching of a filled-in grid.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from docgen.records import dataclass
from docgen.report.grid import Area
from docgen.report.tables import Block, Heading, Measure, Table

Role = Literal["band", "corner", "spanner", "stub"]
COUNT = Measure()
ABOVE = 2  # rows over a form in the standard workbook: the title of its sheet, and a hint


@dataclass(frozen=True, slots=True)
class LabelCell:
    """A cell that says something; its area is counted from 1 within the form."""

    area: Area
    text: str
    role: Role


@dataclass(frozen=True, slots=True)
class FigureCell:
    """A cell that takes a figure, and the key path of that figure; `label` is how a finding calls it."""

    area: Area
    path: str
    label: str
    measure: Measure
    cited: str


@dataclass(frozen=True, eq=False)
class Form:
    """The grid of one table, one object for all stages (compared by identity: a form is made once).

    `header_rows` at its top repeat on every page; 0 where blocks have heads of their own.
    """

    key: str
    rows: int
    columns: int
    header_rows: int
    labels: tuple[LabelCell, ...]
    figures: tuple[FigureCell, ...]


def placed(area: Area) -> Area:
    """Where an area of a form stands on its sheet of the standard workbook."""
    return Area(area.top + ABOVE, area.left, area.bottom + ABOVE, area.right)


class Leaf(NamedTuple):
    """A leaf of a tree of headings: its key path, the labels from the root, and where it stands."""

    key: str
    labels: tuple[str, ...]
    heading: Heading
    measure: Measure | None
    start: int


@lru_cache(maxsize=128)
def form_of(table: Table) -> Form:
    """The form of a table; made once, since every stage asks for it."""
    labels: list[LabelCell] = []
    figures: list[FigureCell] = []
    top = 1
    for block in table.blocks:
        labels += _block_labels(block, top)
        figures += _block_figures(table, block, top)
        top += _height(block)
    head = head_depth(table.blocks[0]) if len(table.blocks) == 1 else 0
    return Form(table.key, top - 1, width_of(table.blocks[0]), head, tuple(labels), tuple(figures))


def leaves(headings: tuple[Heading, ...]) -> tuple[Leaf, ...]:
    """The leaves of a stub or of spanners in order; `start` counts rows or columns from 0."""
    return tuple(_leaves(headings, (), (), None, 0))


def _leaves(
    headings: tuple[Heading, ...],
    keys: tuple[str, ...],
    labels: tuple[str, ...],
    measure: Measure | None,
    start: int,
) -> Iterator[Leaf]:
    for heading in headings:
        own_keys = (*keys, heading.key) if heading.key else keys
        own_labels = (*labels, heading.label)
        own_measure = heading.measure or measure
        if heading.children:
            yield from _leaves(heading.children, own_keys, own_labels, own_measure, start)
        else:
            yield Leaf(".".join(own_keys), own_labels, heading, own_measure, start)
        start += heading.width


def head_depth(block: Block) -> int:
    return max(column.depth for column in block.columns) if _has_labels(block.columns) else 0


def _stub_width(block: Block) -> int:
    return max(row.depth for row in block.rows) if _has_labels(block.rows) else 0


def _has_labels(headings: tuple[Heading, ...]) -> bool:
    return any(heading.label or heading.children for heading in headings)


def width_of(block: Block) -> int:
    """How many columns of the grid a block takes."""
    return _stub_width(block) + sum(column.width for column in block.columns)


def _height(block: Block) -> int:
    return bool(block.band) + head_depth(block) + sum(row.leaves for row in block.rows)


def _block_labels(block: Block, top: int) -> Iterator[LabelCell]:
    width, stub, head = width_of(block), _stub_width(block), head_depth(block)
    if block.band:
        yield LabelCell(Area(top, 1, top, width), block.band, "band")
        top += 1
    if stub and head:
        yield LabelCell(Area(top, 1, top + head - 1, stub), block.corner, "corner")
    if head:
        yield from spanners(block.columns, top, top + head - 1, stub + 1)
    if stub:
        yield from _stub(block.rows, top + head, 1, stub)


def spanners(headings: tuple[Heading, ...], top: int, bottom: int, left: int) -> Iterator[LabelCell]:
    for heading in headings:
        right = left + heading.width - 1
        foot = top if heading.children else bottom
        yield LabelCell(Area(top, left, foot, right), heading.label, "spanner")
        yield from spanners(heading.children, top + 1, bottom, left)
        left = right + 1


def _stub(headings: tuple[Heading, ...], top: int, left: int, right: int) -> Iterator[LabelCell]:
    for heading in headings:
        bottom = top + heading.leaves - 1
        edge = left if heading.children else right
        yield LabelCell(Area(top, left, bottom, edge), heading.label, "stub")
        yield from _stub(heading.children, top, left + 1, right)
        top = bottom + 1


def _block_figures(table: Table, block: Block, top: int) -> Iterator[FigureCell]:
    first_row = top + bool(block.band) + head_depth(block)
    first_column = _stub_width(block) + 1
    columns = leaves(block.columns)
    for index, row in enumerate(leaves(block.rows)):
        for column in columns:
            left = first_column + column.start
            area = Area(first_row + index, left, first_row + index, left + column.heading.span - 1)
            path = ".".join(filter(None, (table.key, block.key, row.key, column.key)))
            measure = column.measure or row.measure or COUNT
            yield FigureCell(area, path, _called(row, column, columns), measure, _cited(row, column, columns))


def _called(row: Leaf, column: Leaf, columns: tuple[Leaf, ...]) -> str:
    return "，".join(filter(None, (row.labels[-1], distinct(column, columns))))


def distinct(leaf: Leaf, among: tuple[Leaf, ...]) -> str:
    """The leaf's label, led by its parents' where it alone would name several (结果维持 under three heads)."""
    alike = sum(other.labels[-1] == leaf.labels[-1] for other in among)
    return leaf.labels[-1] if alike == 1 or len(leaf.labels) == 1 else "".join(leaf.labels[-2:])


def _cited(row: Leaf, column: Leaf, columns: tuple[Leaf, ...]) -> str:
    parts = (
        row.heading.short or plain(row.labels[-1]),
        column.heading.short or plain(distinct(column, columns)),
    )
    return "·".join(filter(None, parts))


def plain(label: str) -> str:
    """A label without its leading number and without what stands in brackets: 予以公开 for （一）予以公开."""
    text = label
    for mark in ("、", "）", "."):
        lead, found, rest = text.partition(mark)
        if found and len(lead.lstrip("（")) <= 3 and lead.lstrip("（"):
            text = rest
            break
    return text.partition("（")[0]
