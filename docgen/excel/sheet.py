"""The sheet: a worksheet part read into a grid, keeping only the cells that hold something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.diagnostics.finding import Phrase, Place
from docgen.excel.frame import Frame, SheetEntry
from docgen.excel.legend import Cells, UnreadableCell
from docgen.excel.plain import OddError, Plain, plain
from docgen.excel.references import MAX_COLUMN, position
from docgen.excel.room import MAX_ELEMENTS, Room
from docgen.excel.strings import Runs
from docgen.package import PackageFault, once, parse
from docgen.records import replace
from docgen.report.grid import Cell, Grid, Position

if TYPE_CHECKING:
    from docgen.package.markup import Attributes, Ends, Starts


def read_sheet(entry: SheetEntry, data: bytes, cells: Cells, room: Room) -> Grid:
    """The grid of a worksheet part, for which there must be room.

    `<dimension>` is not believed, merges are listed and never spread out, empty cells cost nothing but their
    reading. PackageFault names the cell: one that is given twice, has a bad reference or an unreadable value.
    """
    found = plain(data)
    grid = found and _plainly(entry, found, cells, room)
    return grid or _by_tags(entry, data, cells, room)


def _plainly(entry: SheetEntry, found: Plain, cells: Cells, room: Room) -> Grid | None:
    """The grid; None where anything is odd about the sheet, or wrong: that is said by reading it tag by tag."""
    left = replace(room)
    try:
        taken, characters = found.taken(cells)
        left.take(Place(entry.name), characters, cells=len(taken))
        frame, elements = once(_framed, entry.part, found.rest)
    except (OddError, PackageFault, UnreadableCell):
        return None
    left.elements -= found.elements + elements
    if left.elements < 0:
        return None
    room.assign(left)
    return _grid(entry, taken, frame)


def _framed(part: str, data: bytes) -> tuple[Frame, int]:
    """The frame of a sheet without cells, and how many elements it has."""
    frame = Frame(SheetEntry("", part))
    return frame, parse(part, data, starts=frame.starts, ends={}, most=MAX_ELEMENTS)


def _by_tags(entry: SheetEntry, data: bytes, cells: Cells, room: Room) -> Grid:
    sheet = _Sheet(entry, cells, room)
    room.elements -= parse(entry.part, data, starts=sheet.starts, ends=sheet.ends, most=room.elements)
    return _grid(entry, sheet.taken, sheet.frame)


def _grid(entry: SheetEntry, cells: dict[Position, Cell], frame: Frame) -> Grid:
    hidden = frozenset(frame.hidden_rows), frozenset(frame.hidden_columns)
    return Grid(entry.name, cells, tuple(frame.merges), entry.hidden, *hidden)


class _Sheet:
    """Hears a worksheet part, element by element, and gathers its cells."""

    def __init__(self, entry: SheetEntry, cells: Cells, room: Room) -> None:
        self.taken: dict[Position, Cell] = {}
        self.frame = Frame(entry)
        self._entry, self._cells, self._room = entry, cells, room
        self._place = Place(entry.name)
        self._reference, self._beside = "", 0
        self._attributes: Attributes = {}
        self._value: str | None = None
        self._formula: str | None = None
        self._runs = Runs()

    @property
    def starts(self) -> Starts:
        own = {"row": self._row_opened, "c": self._cell_opened, "rPh": self._runs.guide}
        return {**self.frame.starts, **own}

    @property
    def ends(self) -> Ends:
        return {
            "v": self._valued,
            "f": self._formulated,
            "t": self._runs.run,
            "rPh": self._runs.guided,
            "is": self._inlined,
            "c": self._cell_closed,
        }

    def _row_opened(self, attributes: Attributes) -> None:
        self.frame.row_opened(attributes)
        self._reference, self._beside = "", 0

    def _cell_opened(self, attributes: Attributes) -> None:
        """A cell without reference stands beside the one before. Where that is, is told for full cells only."""
        self._attributes = attributes
        self._value = self._formula = None
        if "r" in attributes:
            self._reference, self._beside = attributes["r"], 0
        else:
            self._beside += 1

    def _valued(self, text: str) -> None:
        self._value = text

    def _inlined(self, _: str) -> None:
        self._value = self._runs.taken()

    def _formulated(self, text: str) -> None:
        self._formula = text or "?"

    def _cell_closed(self, _: str) -> None:
        value, formula = self._value, self._formula
        if formula is None and not value:
            return
        where = self._where()
        kind, style = self._attributes.get("t"), self._attributes.get("s")
        try:
            if formula is not None:
                self._keep(where, self._cells.calculated(kind, style, value, formula), value)
            elif cell := self._cells[kind, style, value or ""]:
                self._keep(where, cell, value)
        except UnreadableCell as fault:
            self._entry.fail(where.address, fault.reason, fault.kind)

    def _where(self) -> Position:
        """The position of the cell: its own reference, or so many cells right of the last one in its row."""
        found = position(self._reference) if self._reference else Position(self.frame.row, 0)
        if found is None or not found.row or not 0 < found.column + self._beside <= MAX_COLUMN:
            self._entry.fail(f"{self._reference:.20}", _BAD_REFERENCE)
        return Position(found.row, found.column + self._beside) if self._beside else found

    def _keep(self, where: Position, cell: Cell, value: str | None) -> None:
        if where in self.taken:
            self._entry.fail(where.address, _TWICE)
        # A shared string counts by its index here: it is in memory once, however often it is shown.
        self._room.take(self._place, len(value or ""))
        self.taken[where] = cell


_TWICE = Phrase("这一格写了两次", "the cell is given twice")
_BAD_REFERENCE = Phrase("这不是单元格地址", "that is no cell")
