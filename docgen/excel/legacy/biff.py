"""The records of an .xls (BIFF): the cells with errors, which calamine gives as blanks."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping

from docgen.excel.legacy.compound import stream
from docgen.report.grid import Cell, Position

_STREAMS = ("Workbook", "Book")
_FORMULA, _BOOLERR, _BOUNDSHEET, _BOF, _EOF = 0x0006, 0x0205, 0x0085, 0x0809, 0x000A
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_WHERE = struct.Struct("<HH")


def faulty_cells(data: bytes) -> Mapping[int, Mapping[Position, Cell]]:
    """The cells with errors, by the number of their sheet. PackageFault when the file is damaged."""
    content = stream(data, _STREAMS)
    return {number: dict(_faulty(content, start)) for number, start in enumerate(_sheets(content))}


def _sheets(content: bytes) -> Iterator[int]:
    """Where each sheet begins, in order."""
    for record, body in _records(content, 0):
        if record == _BOUNDSHEET and len(body) >= 4:
            yield int.from_bytes(body[:4], "little")


def _faulty(content: bytes, start: int) -> Iterator[tuple[Position, Cell]]:
    for record, body in _records(content, start):
        code = _error(record, body)
        if code is not None:
            row, column = _WHERE.unpack_from(body)
            yield Position(row + 1, column + 1), Cell("error", _ERRORS.get(code, "#N/A"))


def _error(record: int, body: bytes) -> int | None:
    """The code of the error that a record states, if any."""
    if record == _BOOLERR and len(body) >= 8 and body[7]:
        return body[6]
    if record == _FORMULA and len(body) >= 14 and body[12:14] == b"\xff\xff" and body[6] == 2:
        return body[8]
    return None


def _records(content: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records of the substream that begins there, charts within it skipped by their own begin and end."""
    at, depth = start, 0
    while at + 4 <= len(content):
        record, length = _WHERE.unpack_from(content, at)
        depth += (record == _BOF) - (record == _EOF)
        if depth <= 0:
            return
        if depth == 1:
            yield record, content[at + 4 : at + 4 + length]
        at += 4 + length
