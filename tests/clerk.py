"""The blank workbook filled in cell by cell, as a clerk fills it in: in a tenth of the time that drawing it takes.

What `docgen workbook --data` draws is tested in `report/test_filling`; in `test_clerk`, that both read alike.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from html import escape

from docgen.excel.standard.blank import SPARE_ROWS, blank_workbook
from docgen.excel.standard.drawing import placed
from docgen.package import packed, write_package
from docgen.records import replace
from docgen.report.cover import cover_form
from docgen.report.definition import Definition
from docgen.report.filling import Filling
from docgen.report.form import form_of
from docgen.report.narrative import LEVELS
from docgen.report.sheets import HEAD_ROW

Value = Decimal | str | None
_SHEET = re.compile(r'<sheet [^>]*?name="([^"]*)"')
_CELL = re.compile(r'<c r="([A-Z]+[0-9]+)"( s="[0-9]+")?[^>]*>.*?</c>', re.DOTALL)
_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_DAY_NOUGHT = date(1899, 12, 30)


class Clerk:
    """Somebody with the blank workbook of a report type, who fills in as many copies as are wanted."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        with zipfile.ZipFile(io.BytesIO(blank_workbook(definition))) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.packed = {name: packed(content) for name, content in self.parts.items()}
        self.places = dict(self._places())

    def _places(self) -> Iterator[tuple[str, tuple[str, str]]]:
        """Where each figure and field stands, by its path: the sheet and the cell."""
        forms = [(table.sheet, form_of(table)) for table in self.definition.tables]
        for sheet, form in (*forms, (self.definition.cover, cover_form(self.definition))):
            for cell in form.figures:
                yield cell.path, (sheet, placed(cell.area).address.partition(":")[0])

    def workbook(self, filling: Filling, cells: Mapping[str, Value]) -> bytes:
        """The workbook with the filling's values and those of further cells (`封面!A4`), whatever stands there."""
        if _has_no_room_for(filling):
            assert not cells
            return blank_workbook(self.definition, filling)
        values: dict[str, dict[str, Value]] = defaultdict(dict)
        for (sheet, address), value in (*self._single(filling), *self._texts(filling)):
            values[sheet][address] = value
        for place, value in cells.items():
            sheet, _, address = place.partition("!")
            values[sheet][address] = value
        names = _SHEET.findall(self.parts["xl/workbook.xml"].decode())
        filled = {
            f"xl/worksheets/sheet{number}.xml": values[name]
            for number, name in enumerate(names, 1)
            if name in values
        }
        written = {part: packed(_written(self.parts[part].decode(), cells)) for part, cells in filled.items()}
        return write_package(self.packed | written)

    def _single(self, filling: Filling) -> Iterator[tuple[tuple[str, str], Value]]:
        dates = {field.key for field in self.definition.fields if field.kind == "date"}
        for path, value in filling.figures.items():
            yield self.places[path], value
        for key, value in filling.fields.items():
            yield self.places[f"fields.{key}"], _day(value) if key in dates else value

    def _texts(self, filling: Filling) -> Iterator[tuple[tuple[str, str], Value]]:
        for narrative in self.definition.narratives:
            for row, one in enumerate(filling.narratives.get(narrative.key, ()), HEAD_ROW + 1):
                for column, text in zip("ABC", (LEVELS[one.level], one.heading, one.text), strict=True):
                    if text:
                        yield (narrative.sheet, f"{column}{row}"), text


def _has_no_room_for(filling: Filling) -> bool:
    """Whether the blank has not the rows, or the clerk not the knowledge: such a workbook is drawn."""
    known = replace(filling, fields={}, narratives={}, figures={})
    return known != Filling() or any(len(texts) > SPARE_ROWS for texts in filling.narratives.values())


def _day(value: Value) -> Value:
    """The number that Excel keeps for a day, as it turns 2025-1-22 into one while it is typed."""
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return value
    return Decimal((day - _DAY_NOUGHT).days) if day and day.year >= 1900 else value


def _written(sheet: str, values: dict[str, Value]) -> bytes:
    assert values.keys() <= {found[1] for found in _CELL.finditer(sheet)}, "the blank has no such cell"
    written = _CELL.sub(
        lambda found: _cell(found[1], found[2] or "", values[found[1]]) if found[1] in values else found[0],
        sheet,
    )
    return written.encode()


def _cell(address: str, style: str, value: Value) -> str:
    if isinstance(value, str):
        coded = escape(_CODED.sub(lambda found: f"_x{ord(found[0]):04X}_", value), quote=False)
        return f'<c r="{address}"{style} t="inlineStr"><is><t xml:space="preserve">{coded}</t></is></c>'
    number = "" if value is None else f"<v>{float(value):.16g}</v>"
    return f'<c r="{address}"{style} t="n">{number}</c>'
