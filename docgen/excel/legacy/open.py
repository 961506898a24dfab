"""The opened workbook of another format: what calamine says, with what it keeps to itself put back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from typing import TypedDict

from docgen.diagnostics.codes import DAMAGED, NO_READER, NO_SHEETS, PASSWORD, TOO_LARGE
from docgen.diagnostics.file_codes import LEGACY
from docgen.diagnostics.finding import Diagnostic, Phrase
from docgen.excel.legacy.biff import faulty_cells
from docgen.excel.legacy.opendocument import odd_cells
from docgen.package import Package, PackageFault
from docgen.report.grid import Area, Book, Cell, Grid, Position

SECONDS = 20
Faults = Mapping[int, Mapping[Position, Cell]]
"""By the number of the sheet, counted from 0: the cells that calamine gives as blanks or without their format."""


class Sheet(TypedDict):
    """A sheet as the child process says it: cells are row, column (from 1), kind, text, and what is shown."""

    name: str
    hidden: bool
    cells: list[tuple[int, int, str, str, str]]
    merges: list[tuple[int, int, int, int]]


def open_xls(data: bytes) -> tuple[Book | None, tuple[Diagnostic, ...]]:
    """The workbook in an .xls or .et. Reports: E106 without a reader, E105, E107, E111, E118 (warning)."""
    return _opened(data, ".xls/.et", lambda: faulty_cells(data))


def open_ods(data: bytes, package: Package) -> tuple[Book | None, tuple[Diagnostic, ...]]:
    """The workbook in an .ods, reporting as `open_xls`. Every part is read first: calamine checks no check sums."""

    def faults() -> Faults:
        contents = {name: package.read(name) for name in package.names}
        return odd_cells(contents.get("content.xml", b""))

    return _opened(data, ".ods", faults)


def _opened(
    data: bytes, kind: str, faults: Callable[[], Faults]
) -> tuple[Book | None, tuple[Diagnostic, ...]]:
    if find_spec("python_calamine") is None:
        return None, (NO_READER.at(kind=kind),)
    try:
        grids = tuple(_grids(_read(data), faults()))
    except PackageFault as fault:
        return None, (fault.diagnostic,)
    return (Book(grids), (LEGACY.at(kind=kind),)) if grids else (None, (NO_SHEETS.at(),))


def _read(data: bytes) -> list[Sheet]:
    """What the reader says, in a process of its own: one cell in the last column aborts it (tafia/calamine #693)."""
    command = [sys.executable, "-m", "docgen.excel.legacy.child"]
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"}
    try:
        ran = subprocess.run(
            command, input=data, capture_output=True, env=paths, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise PackageFault(TOO_LARGE.at(detail=_SLOW)) from None
    if ran.returncode:
        raise PackageFault(TOO_LARGE.at(detail=_GAVE_UP))
    said: dict[str, str] | list[Sheet] = json.loads(ran.stdout)
    if isinstance(said, dict):
        raise PackageFault(_refusal(said["error"], said["detail"]))
    return said


def _refusal(error: str, detail: str) -> Diagnostic:
    known = {"PasswordError": PASSWORD.at(), "TooLarge": TOO_LARGE.at(detail=_MANY)}
    return known.get(error) or DAMAGED.at(detail=Phrase(detail, detail))


def _grids(sheets: list[Sheet], faults: Faults) -> Iterator[Grid]:
    for number, sheet in enumerate(sheets):
        cells = {Position(row, column): _cell(*rest) for row, column, *rest in sheet["cells"]}
        merges = tuple(Area(*bounds) for bounds in sheet["merges"])
        yield Grid(sheet["name"], {**cells, **faults.get(number, {})}, merges, sheet["hidden"])


def _cell(kind: str, text: str, shown: str) -> Cell:
    if kind == "number":
        return Cell("number", text, shown_as="date" if shown else "plain", shown=shown)
    return Cell("boolean" if kind == "boolean" else "text", text)


_SLOW = Phrase(f"旧格式的读取程序 {SECONDS} 秒没有读完", f"its reader did not finish in {SECONDS} s")
_GAVE_UP = Phrase(
    "旧格式的读取程序中止了，多半是有很远的格子", "its reader gave up; as a rule a cell is very far out"
)
_MANY = Phrase("格子太多", "it has too many cells")
