"""The lists of a roll-up: the lines of every unit, those of one unit after those of the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from docgen.diagnostics import Phrase, Place
from docgen.records import replace
from docgen.report.definition import Definition
from docgen.report.digits import printed, significant
from docgen.report.filling import Line
from docgen.report.grid import Cell
from docgen.report.lines import Lines
from docgen.report.listing import (
    CELLS,
    LINES,
    TOO_LONG_LIST,
    TOO_MANY_CELLS,
    ListColumn,
    columns_of,
    entered,
    first_line,
)
from docgen.report.tables import Listing

Listings = Mapping[str, Lines]


def appended(units: Sequence[Listings], definition: Definition) -> Listings:
    """Every list with the lines of all units, as the summed workbook has them; none where they are too many."""
    if beyond(units, definition):
        units = ()
    return {
        listing.key: _one_after_another(listing, [unit[listing.key] for unit in units if listing.key in unit])
        for listing in definition.listings
    }


def beyond(units: Sequence[Listings], definition: Definition) -> Phrase | None:
    """Which limit the lines of all units together are over, if they are over one."""
    keys = [listing.key for listing in definition.listings]
    if any(sum(unit[key].count for unit in units if key in unit) > LINES for key in keys):
        return TOO_LONG_LIST
    return TOO_MANY_CELLS if sum(map(size, units)) > CELLS else None


def size(listings: Listings) -> int:
    """How many cells the lines have."""
    return sum(lines.count * len(columns_of(lines.listing)) for lines in listings.values())


def emptied(listings: Listings) -> Listings:
    """The lines counted, and nothing left in them: of so many there is no sum."""
    return {
        key: replace(lines, cells={}, corners={}, odd={}, rows=range(lines.count), is_blank=False)
        for key, lines in listings.items()
    }


def source(units: Sequence[Listings], path: str) -> Place | None:
    """Where the value of a summed line (`penalties.12.fine`) stands in the workbook of its unit."""
    key, _, rest = path.partition(".")
    number, _, name = rest.partition(".")
    line = int(number) if number.isdecimal() else 0
    for lines in (unit[key] for unit in units if key in unit):
        column = next((column for column in entered(lines.listing) if column.key == name), None)
        if column and line < lines.count:
            return lines.place(column, line)
        line -= lines.count
    return None


def lines_of(lines: Lines) -> tuple[Line, ...]:
    """The lines as a workbook is filled with them."""
    columns = entered(lines.listing)
    keys = [column.key for column in columns]
    values = [map(stated, lines.cells[key]) for key in keys]
    return tuple(dict(zip(keys, line, strict=True)) for line in zip(*values, strict=True))


def stated(cell: Cell | None) -> Decimal | str | None:
    """What stands in a cell, as a workbook is filled with it: a date as ISO 8601."""
    if cell is None or cell.kind == "uncalculated":
        return None
    if cell.shown_as == "date":
        return cell.shown
    return significant(cell.text) if cell.kind == "number" else cell.text


def _one_after_another(listing: Listing, units: Sequence[Lines]) -> Lines:
    first = first_line(listing)
    return Lines(
        listing,
        listing.sheet,
        range(first, first + sum(lines.count for lines in units)),
        {column.key: column.at for column in columns_of(listing)},
        {
            column.key: [cell for lines in units for cell in _cells(lines, column)]
            for column in entered(listing)
        },
    )


def _cells(lines: Lines, column: ListColumn) -> Iterator[Cell | None]:
    """The cells of a column as they are written anew: figures as such, and none in a format of its own."""
    odd = lines.odd.get(column.key, {})
    for line, cell in enumerate(lines.cells[column.key][: lines.count]):
        if line in odd:
            value = odd[line].value
            yield None if value is None else Cell("number", printed(value))
        elif cell is None or cell.shown_as == "date":
            yield cell
        else:
            yield Cell(cell.kind, cell.text)
