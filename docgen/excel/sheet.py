"""The sheet: a worksheet part read into a grid, keeping only the cells that hold something."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from docgen.diagnostics.codes import MALFORMED, TOO_LARGE
from docgen.diagnostics.finding import Kind, Phrase, Place
from docgen.excel.digits import whole_number
from docgen.excel.legend import Legend, UnreadableCell
from docgen.excel.plain import OddError, Plain, PlainCell, plain
from docgen.excel.references import MAX_COLUMN, MAX_ROW, area, position
from docgen.excel.room import Room
from docgen.excel.strings import Runs
from docgen.package import PackageFault, parse
from docgen.records import dataclass, replace
from docgen.report.grid import Area, Cell, Grid, Position

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docgen.package.markup import Attributes, Ends, Starts

MAX_MERGES = 50_000
MAX_MERGED_ROWS = 10_000
_TRUE = ("1", "true", "on")


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """What the workbook says of a sheet: its name, the part that holds it, whether it is hidden."""

    name: str
    part: str
    hidden: bool = False


def read_sheet(entry: SheetEntry, data: bytes, legend: Legend, room: Room) -> Grid:
    """The grid of a worksheet part, for which there must be room.

    `<dimension>` is not believed, merges are listed and never spread out, empty cells cost nothing but their
    reading. PackageFault names the cell: one that is given twice, has a bad reference or an unreadable value.
    """
    found = plain(data)
    sheet = found and _plainly(entry, found, legend, replace(room))
    if not sheet:
        sheet = _Sheet(entry, legend, room)
        sheet.read(data)
    room.assign(sheet.room)
    return sheet.grid()


def _plainly(entry: SheetEntry, found: Plain, legend: Legend, room: Room) -> _Sheet | None:
    """The sheet; None where anything is odd about it, or wrong: that is said by reading it tag by tag."""
    sheet = _Sheet(entry, legend, room)
    try:
        sheet.take(found.cells())
        room.elements -= found.elements
        sheet.read_frame(found.rest)
    except (OddError, PackageFault, UnreadableCell):
        return None
    return sheet


class _Sheet:
    """Hears a worksheet part, element by element, and gathers its cells."""

    def __init__(self, entry: SheetEntry, legend: Legend, room: Room) -> None:
        self.cells: dict[Position, Cell] = {}
        self.merges: list[Area] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.room = room
        self._entry, self._legend = entry, legend
        self._place = Place(entry.name)
        self._last_column = self._row = self._beside = 0
        self._reference = ""
        self._attributes: Attributes = {}
        self._value: str | None = None
        self._formula: str | None = None
        self._runs = Runs()

    def grid(self) -> Grid:
        """What was gathered."""
        return Grid(
            self._entry.name,
            self.cells,
            tuple(self.merges),
            self._entry.hidden,
            frozenset(self.hidden_rows),
            frozenset(self.hidden_columns),
        )

    def read(self, data: bytes) -> None:
        """Hears a part to its end, tag by tag."""
        self._hear(data, {**self._frame, "c": self._cell_opened, "rPh": self._runs.guide}, self._ends)

    def read_frame(self, data: bytes) -> None:
        """Hears what a plain sheet has beside its cells."""
        self._hear(data, self._frame, {})

    def _hear(self, data: bytes, starts: Starts, ends: Ends) -> None:
        most = self.room.elements
        self.room.elements -= parse(self._entry.part, data, starts=starts, ends=ends, most=most)

    def take(self, cells: Iterable[PlainCell]) -> None:
        """The cells of a plain sheet. Some thousand for each workbook: kept lean."""
        kept, known, calculated = self.cells, self._legend.known, self._legend.calculated
        characters = 0
        for reference, style, kind, value, formula in cells:
            where = position(reference)
            if where is None or where in kept:
                raise OddError
            if formula is not None:
                kept[where] = calculated(kind, style, value, formula)
            elif cell := known[kind, style, value or ""]:
                kept[where] = cell
            else:
                continue
            characters += len(value or "")
        self.room.take(self._place, characters, cells=len(kept))

    @property
    def _frame(self) -> Starts:
        return {"col": self._columns, "row": self._row_opened, "mergeCell": self._merge}

    @property
    def _ends(self) -> Ends:
        return {
            "v": self._valued,
            "f": self._formulated,
            "t": self._runs.run,
            "rPh": self._runs.guided,
            "is": self._inlined,
            "c": self._cell_closed,
        }

    def _columns(self, attributes: Attributes) -> None:
        """Columns come in order; looking at each only once keeps a million overlapping ranges harmless."""
        first, last = whole_number(attributes.get("min")), whole_number(attributes.get("max"))
        if first is None or last is None:
            return
        fresh = range(max(first, self._last_column + 1), min(last, MAX_COLUMN) + 1)
        self._last_column = max(self._last_column, min(last, MAX_COLUMN))
        if attributes.get("hidden") in _TRUE:
            self.hidden_columns.update(fresh)

    def _row_opened(self, attributes: Attributes) -> None:
        """A row without number follows the one before."""
        number = whole_number(attributes["r"]) if "r" in attributes else self._row + 1
        if number is None or not 0 < number <= MAX_ROW:
            self._fail("", _bad_row(attributes.get("r", "")))
        self._row, self._reference, self._beside = number, "", 0
        if attributes.get("hidden") in _TRUE:
            self.hidden_rows.add(number)

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
        kind, style = self._attributes.get("t", "n"), self._attributes.get("s", "0")
        self._take(self._where(), kind, style, value, formula)

    def _take(self, where: Position, kind: str, style: str, value: str | None, formula: str | None) -> None:
        try:
            if formula is not None:
                self._keep(where, self._legend.calculated(kind, style, value, formula), value)
            elif cell := self._legend.known[kind, style, value or ""]:
                self._keep(where, cell, value)
        except UnreadableCell as fault:
            self._fail(where.address, fault.reason, fault.kind)

    def _where(self) -> Position:
        """The position of the cell: its own reference, or so many cells right of the last one in its row."""
        found = position(self._reference) if self._reference else Position(self._row, 0)
        if found is None or not found.row or not 0 < found.column + self._beside <= MAX_COLUMN:
            self._fail(f"{self._reference:.20}", _BAD_REFERENCE)
        return Position(found.row, found.column + self._beside) if self._beside else found

    def _keep(self, where: Position, cell: Cell, value: str | None) -> None:
        if where in self.cells:
            self._fail(where.address, _TWICE)
        # A shared string counts by its index here: it is in memory once, however often it is shown.
        self.room.take(self._place, len(value or ""))
        self.cells[where] = cell

    def _merge(self, attributes: Attributes) -> None:
        reference = attributes.get("ref", "")
        merged = area(reference)
        if merged is None:
            self._fail("", _bad_merge(reference))
        if merged.bottom - merged.top >= MAX_MERGED_ROWS:
            self._fail("", _too_tall(merged), TOO_LARGE)
        if len(self.merges) >= MAX_MERGES:
            self._fail("", _TOO_MANY_MERGES, TOO_LARGE)
        if merged[:2] != merged[2:]:
            self.merges.append(merged)

    def _fail(self, cell: str, reason: Phrase, kind: Kind = MALFORMED) -> NoReturn:
        """Raises the fault at a cell, or ("") at the whole sheet."""
        place = Place(self._entry.name, cell)
        detail = Phrase(f"{place.address}，{reason.zh}", f"{place.address}, {reason.en}")
        raise PackageFault(kind.at(place, part=self._entry.part, detail=detail))


_TWICE = Phrase("这一格写了两次", "the cell is given twice")
_BAD_REFERENCE = Phrase("这不是单元格地址", "that is no cell")
_TOO_MANY_MERGES = Phrase(f"合并区域多于 {MAX_MERGES:,} 个", f"more than {MAX_MERGES:,} merged ranges")


def _bad_row(number: str) -> Phrase:
    return Phrase(f"行号“{number:.20}”不对", f"there is no row “{number:.20}”")


def _bad_merge(reference: str) -> Phrase:
    return Phrase(f"合并区域“{reference:.40}”不对", f"it merges the bad range “{reference:.40}”")


def _too_tall(merged: Area) -> Phrase:
    return Phrase(
        f"合并区域 {merged.address} 超过 {MAX_MERGED_ROWS:,} 行",
        f"{merged.address} merges over {MAX_MERGED_ROWS:,} rows",
    )
