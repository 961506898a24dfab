"""The child process: a workbook on stdin, its sheets as JSON on stdout. It may abort; its parent says so."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, TypeAlias

from docgen.excel.room import MAX_CELLS, MAX_CHARACTERS

if TYPE_CHECKING:
    from docgen.excel.legacy.open import Sheet

MEBIBYTES = 512
Value: TypeAlias = "int | float | str | bool | time | date | datetime | timedelta"
Written: TypeAlias = "tuple[str, str, str]"
_FIRST_DAY = date(1899, 12, 30)


def main() -> None:
    _bound()
    from python_calamine import CalamineError, PasswordError

    try:
        said: object = sheets(sys.stdin.buffer.read())
    except PasswordError as error:
        said = {"error": "PasswordError", "detail": str(error)}
    except OverflowError as error:
        said = {"error": "TooLarge", "detail": str(error)}
    except (CalamineError, OSError, ValueError) as error:
        said = {"error": type(error).__name__, "detail": str(error)[:200]}
    sys.stdout.write(json.dumps(said))


def sheets(data: bytes) -> list[Sheet]:
    """Every worksheet, in order. OverflowError beyond the limits of cells and characters."""
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(BytesIO(data))
    found: list[Sheet] = []
    room = [MAX_CELLS, MAX_CHARACTERS]
    for index, facts in enumerate(book.sheets_metadata):
        sheet = book.get_sheet_by_index(index)
        cells = [(row, column, *written) for row, column, written in _cells(sheet.iter_rows(), room)]
        merges = [
            (top + 1, left + 1, bottom + 1, right + 1)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        ]
        hidden = facts.visible != SheetVisibleEnum.Visible
        found.append({"name": facts.name, "hidden": hidden, "cells": cells, "merges": merges})
    return found


def _cells(rows: Iterator[list[Value]], room: list[int]) -> Iterator[tuple[int, int, Written]]:
    """The cells that hold something; rows begin at the top of the sheet, columns at its left (calamine 0.9.1)."""
    for row, values in enumerate(rows, 1):
        for column, value in enumerate(values, 1):
            if value == "":
                continue
            written = _written(value)
            room[0] -= 1
            room[1] -= len(written[1])
            if min(room) < 0:
                raise OverflowError
            yield row, column, written


def _written(value: Value) -> Written:
    """The kind of a cell, its text, and for a date what is shown."""
    match value:
        case bool():
            return "boolean", str(value).upper(), ""
        case int() | float():
            return "number", repr(value).removesuffix(".0"), ""
        case datetime():
            return "number", str((value.date() - _FIRST_DAY).days), value.isoformat()
        case date():
            return "number", str((value - _FIRST_DAY).days), value.isoformat()
        case time() | timedelta():
            return "number", "0", str(value)
        case _:
            return "text", value, ""


def _bound() -> None:
    """Keeps the process from taking the machine down; Windows has no such limit, and a time limit must do there."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEBIBYTES << 20, MEBIBYTES << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
