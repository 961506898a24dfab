"""The frame of a sheet: what stands around its cells, merges and what is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from docgen.diagnostics.codes import MALFORMED, TOO_LARGE
from docgen.diagnostics.finding import Kind, Phrase, Place
from docgen.excel.digits import whole_number
from docgen.excel.references import MAX_COLUMN, MAX_ROW, area
from docgen.package import PackageFault
from docgen.records import dataclass
from docgen.report.grid import Area

if TYPE_CHECKING:
    from docgen.package.markup import Attributes, Starts

MAX_MERGES = 50_000
MAX_MERGED_ROWS = 10_000
_TRUE = ("1", "true", "on")


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """What the workbook says of a sheet: its name, the part that holds it, whether it is hidden."""

    name: str
    part: str
    hidden: bool = False

    def fail(self, cell: str, reason: Phrase, kind: Kind = MALFORMED) -> NoReturn:
        """Raises the fault at a cell, or ("") at the whole sheet."""
        place = Place(self.name, cell)
        detail = Phrase(f"{place.address}，{reason.zh}", f"{place.address}, {reason.en}")
        raise PackageFault(kind.at(place, part=self.part, detail=detail))


class Frame:
    """Hears the columns, rows and merges of a worksheet part. PackageFault when one of them is none."""

    def __init__(self, entry: SheetEntry) -> None:
        self.merges: list[Area] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.row = 0
        self._entry = entry
        self._last_column = 0

    @property
    def starts(self) -> Starts:
        return {"col": self._columns, "row": self.row_opened, "mergeCell": self._merge}

    def row_opened(self, attributes: Attributes) -> None:
        """A row without number follows the one before."""
        number = whole_number(attributes["r"]) if "r" in attributes else self.row + 1
        if number is None or not 0 < number <= MAX_ROW:
            self._entry.fail("", _bad_row(attributes.get("r", "")))
        self.row = number
        if attributes.get("hidden") in _TRUE:
            self.hidden_rows.add(number)

    def _columns(self, attributes: Attributes) -> None:
        """Columns come in order; looking at each only once keeps a million overlapping ranges harmless."""
        first, last = whole_number(attributes.get("min")), whole_number(attributes.get("max"))
        if first is None or last is None:
            return
        fresh = range(max(first, self._last_column + 1), min(last, MAX_COLUMN) + 1)
        self._last_column = max(self._last_column, min(last, MAX_COLUMN))
        if attributes.get("hidden") in _TRUE:
            self.hidden_columns.update(fresh)

    def _merge(self, attributes: Attributes) -> None:
        reference = attributes.get("ref", "")
        merged = area(reference)
        if merged is None:
            self._entry.fail("", _bad_merge(reference))
        if merged.bottom - merged.top >= MAX_MERGED_ROWS:
            self._entry.fail("", _too_tall(merged), TOO_LARGE)
        if len(self.merges) >= MAX_MERGES:
            self._entry.fail("", _TOO_MANY_MERGES, TOO_LARGE)
        if merged[:2] != merged[2:]:
            self.merges.append(merged)


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
