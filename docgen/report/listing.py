"""What follows from the definition of a listing: its head as a form, its columns, its totals and what may be cited."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from docgen.diagnostics import Phrase
from docgen.report.definition import Definition
from docgen.report.form import ABOVE, COUNT, FigureCell, Form, distinct, form_of, leaves, plain, spanners
from docgen.report.grid import Area
from docgen.report.tables import TOTALS, Column, Listing, Measure, Table

LINES = 20_000  # of one listing; the official ones that we know have some hundred
CELLS = 150_000  # of all of them; a workbook may hold 300,000, and a document that is read back 190,000
TOO_LONG_LIST = Phrase(f"一张明细表多于 {LINES:,} 行", f"a list of more than {LINES:,} lines")
TOO_MANY_CELLS = Phrase(f"明细表的格子共多于 {CELLS:,} 个", f"lists of more than {CELLS:,} cells in all")
_COUNT = "行数"


class ListColumn(NamedTuple):
    """A column of a listing: its key, the label that findings call it by, where it stands from 1, and what it takes.

    `index` columns are counted and have no place in the data.
    """

    key: str
    label: str
    short: str
    at: int
    column: Column
    measure: Measure

    @property
    def is_counted(self) -> bool:
        return self.column.kind == "index"


@lru_cache(maxsize=64)
def head_of(listing: Listing) -> Form:
    """The head of a listing as a form without figures; its lines begin in the row after the last of it."""
    depth = max(heading.depth for heading in listing.columns)
    labels = tuple(spanners(listing.columns, 1, depth, 1))
    width = sum(heading.width for heading in listing.columns)
    return Form(listing.key, depth, width, depth, labels, ())


@lru_cache(maxsize=64)
def columns_of(listing: Listing) -> tuple[ListColumn, ...]:
    """The columns from left to right."""
    found = leaves(listing.columns)
    return tuple(
        ListColumn(
            leaf.key,
            distinct(leaf, found),
            leaf.heading.short or plain(distinct(leaf, found)),
            leaf.start + 1,
            leaf.heading.column or Column(),
            leaf.measure or COUNT,
        )
        for leaf in found
    )


def entered(listing: Listing) -> tuple[ListColumn, ...]:
    """The columns that are filled in: all but the index."""
    return tuple(column for column in columns_of(listing) if not column.is_counted)


def numbers_of(listing: Listing) -> tuple[ListColumn, ...]:
    """The columns that take figures."""
    return tuple(column for column in columns_of(listing) if column.column.kind == "number")


def first_line(listing: Listing) -> int:
    """The row of the first line on a standard sheet: below the head, and the total where there is one."""
    return ABOVE + head_of(listing).rows + bool(listing.total) + 1


def total_path(listing: str, column: str) -> str:
    return f"{TOTALS}{listing}.{column}"


def sum_path(listing: str, column: str) -> str:
    """The sum of a column, as formulas write it."""
    return f"sum({listing}.{column})"


def count_path(listing: str) -> str:
    """The number of lines, as formulas write it."""
    return f"count({listing})"


def named_values(table: Table | Listing) -> Iterator[str]:
    """What a formula over several tables may name: every figure, and of a listing the sums of its columns and its length."""
    yield from (cell.path for cell in figure_cells(table))
    if isinstance(table, Listing):
        yield from (sum_path(table.key, column.key) for column in numbers_of(table))
        yield count_path(table.key)


def figure_cells(table: Table | Listing) -> tuple[FigureCell, ...]:
    """The cells of a table that take figures one by one: all of a form's, of a listing the totals."""
    return form_of(table).figures if isinstance(table, Table) else _totals(table)


@lru_cache(maxsize=64)
def _totals(listing: Listing) -> tuple[FigureCell, ...]:
    """The totals; their areas are those of a row right below the head, where the workbook has them."""
    total = listing.total
    if total is None:
        return ()
    row = head_of(listing).rows + 1
    return tuple(
        FigureCell(
            Area(row, column.at, row, column.at),
            total_path(listing.key, column.key),
            f"{total.label}，{column.label}",
            column.measure,
            "·".join((cited_as(listing), plain(total.label), column.short)),
        )
        for column in columns_of(listing)
        if column.key in total.columns
    )


def cited_as(listing: Listing) -> str:
    """What citations call a listing."""
    return listing.short or plain(listing.name)


def cited_count(listing: Listing) -> str:
    """How the number of lines is cited: 处罚·行数."""
    return f"{cited_as(listing)}·{_COUNT}"


@lru_cache(maxsize=16)
def figures_of(definition: Definition) -> tuple[FigureCell, ...]:
    """Every such cell of a definition, table by table."""
    return tuple(cell for table in definition.tables for cell in figure_cells(table))


def found_by(table: Table | Listing) -> Form:
    """The form by whose labels a table is found."""
    return form_of(table) if isinstance(table, Table) else head_of(table)
