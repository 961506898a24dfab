"""The lines of a listing as they are printed: each column as texts, and where equal neighbours are one cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from math import ceil

from docgen.report.content import PrintedLines
from docgen.report.cover import date_of
from docgen.report.digits import as_printed
from docgen.report.grid import Cell
from docgen.report.lines import Lines
from docgen.report.listing import ListColumn, columns_of
from docgen.report.tables import Listing

TALLEST = 10  # lines that one cell is merged over; so many of five lines of words fill a page


def printed_lines(listing: Listing, lines: Lines | None, *, draft: bool) -> PrintedLines:
    """The lines; none where the listing was not found. In a draft a figure that could not be read stands as it is."""
    columns = columns_of(listing)
    texts = {column.key: _texts(column, lines, draft=draft) for column in columns if not column.is_counted}
    groups = merged_groups(columns, texts)
    cells = _cells(groups)
    count = lines.count if lines else 0
    for column in columns:
        if column.is_counted:
            key = _followed(column, columns, groups)
            cells |= {column.key: cells[key]} if key else {}
            texts[column.key] = _counted(groups.get(key, [False] * count))
    return PrintedLines(count, texts, cells)


def _texts(column: ListColumn, lines: Lines | None, *, draft: bool) -> list[str]:
    if lines is None:
        return []
    cells = lines.cells[column.key][: lines.count]
    match column.column.kind:
        case "number":
            return _figures(column, lines, draft=draft)
        case "date":
            return _dates(cells)
        case _:
            return [
                cell.text.strip()
                if cell and cell.kind == "text" and cell.shown_as == "plain"
                else shown(cell)
                for cell in cells
            ]


def _figures(column: ListColumn, lines: Lines, *, draft: bool) -> list[str]:
    texts = list(lines.digits(column))
    if draft:
        for line, figure in lines.odd.get(column.key, {}).items():
            texts[line] = texts[line] or figure.as_it_stands
    return texts


def shown(cell: Cell | None) -> str:
    """The words of a cell: a date as ISO 8601, a number by its digits, a text without blanks around."""
    if cell is None:
        return ""
    if cell.shown_as == "date":
        return cell.shown
    return as_printed(cell.text) if cell.kind == "number" else cell.text.strip()


def _dates(cells: Sequence[Cell | None]) -> list[str]:
    """The dates as 2025年7月3日, each day worked out once; what is none as it is."""
    days: dict[str, str] = {}
    found = []
    for cell in cells:
        text = shown(cell)
        if text not in days:
            day = date_of(text)
            days[text] = f"{day.year}年{day.month}月{day.day}日" if day else text
        found.append(days[text])
    return found


def merged_groups(columns: Sequence[ListColumn], texts: Mapping[str, Sequence[str]]) -> dict[str, list[bool]]:
    """Of every merged column, which lines go on from the one before: within a group of the merged column before it."""
    found: dict[str, list[bool]] = {}
    outer: list[bool] | None = None
    for column in columns:
        if column.column.merge and not column.is_counted:
            own = texts[column.key]
            same = [bool(text) and text == before for before, text in zip(["", *own], own, strict=False)]
            outer = same if outer is None else [a and b for a, b in zip(outer, same, strict=True)]
            found[column.key] = outer
    return found


def _cells(groups: Mapping[str, list[bool]]) -> dict[str, list[bool]]:
    """Which lines go on with a cell. No cell is taller than a page may be: on the next one nobody would know what it says.

    A long group is several cells, even ones, and where one ends those of the columns within it end too.
    """
    found: dict[str, list[bool]] = {}
    breaks: set[int] = set()
    for key, group in groups.items():
        whole = [on and line not in breaks for line, on in enumerate(group)]
        breaks |= set(_breaks(whole))
        found[key] = [on and line not in breaks for line, on in enumerate(whole)]
    return found


def _breaks(goes_on: Sequence[bool]) -> Iterator[int]:
    """The lines of a long group at which another cell begins."""
    starts = [line for line, on in enumerate(goes_on) if not on]
    for first, end in zip(starts, [*starts[1:], len(goes_on)], strict=bool(starts)):
        pieces = ceil((end - first) / TALLEST)
        yield from (first + (end - first) * piece // pieces for piece in range(1, pieces))


def _followed(index: ListColumn, columns: Sequence[ListColumn], groups: Mapping[str, list[bool]]) -> str:
    """The column that a merged index goes along with: the first merged one to its right; "" for none."""
    right = (column.key for column in columns if column.at > index.at and column.key in groups)
    return next(right, "") if index.column.merge else ""


def _counted(goes_on: Sequence[bool]) -> list[str]:
    return [str(number) for number in accumulate(int(not one) for one in goes_on)]
