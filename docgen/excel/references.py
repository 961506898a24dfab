"""The references: `B7` and `B7:D9` as numbers, within the bounds of a sheet."""

from __future__ import annotations

from functools import lru_cache

from docgen.patterns import regex
from docgen.report.grid import Area, Position, column_number

MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
_REFERENCE = regex(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


@lru_cache(maxsize=16_384)
def position(reference: str) -> Position | None:
    """The position that `B7` or `$B$7` means; None when it is no reference or beyond XFD1048576.

    Remembered, as the sheets of a form use the same thousand addresses over and over.
    """
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column, row = column_number(match[1].upper()), int(match[2])
    return Position(row, column) if row <= MAX_ROW and column <= MAX_COLUMN else None


def area(reference: str) -> Area | None:
    """The area that `B7:D9` means, its corners in whatever order, or the one cell of `B7`."""
    first, colon, last = reference.partition(":")
    start, end = position(first), position(last if colon else first)
    if start is None or end is None:
        return None
    rows, columns = sorted((start.row, end.row)), sorted((start.column, end.column))
    return Area(rows[0], columns[0], rows[1], columns[1])
