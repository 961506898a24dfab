"""The references: `B7` and `B7:D9` as numbers, within the bounds of a sheet."""

from __future__ import annotations

from collections.abc import Callable

from docgen.patterns import regex
from docgen.report.grid import Area, Position, column_letters, column_number

MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
_REFERENCE = regex(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


class _Known(dict[str, Position | None]):
    """Positions by their references, each worked out when it is first asked for.

    Remembered, as the sheets of a form use the same thousand addresses over and over; quick to work out, as a long list
    has a hundred thousand that are asked for once.
    """

    def __missing__(self, reference: str) -> Position | None:
        if len(self) >= _REMEMBERED:
            self.clear()
        letters = reference.rstrip("0123456789")
        column, row = _COLUMNS.get(letters), reference[len(letters) :]
        plain = column and row and row[0] != "0" and len(row) < _DIGITS
        self[reference] = found = Position(int(row), column) if column and plain else _odd(reference)
        return found


_REMEMBERED = 16_384
_DIGITS = 7  # of a row beyond which it has to be asked whether there is one
_COLUMNS = {column_letters(column): column for column in range(1, 64)}
position: Callable[[str], Position | None] = _Known().__getitem__
"""The position that `B7` or `$B$7` means; None when it is no reference or beyond XFD1048576."""


def _odd(reference: str) -> Position | None:
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
