"""Rules over the lines of listings: what every cell must hold, and what is stated of each line.

A column is looked at as a whole: of ten thousand lines one may be at fault, and only that one is worth an object.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import TypeAlias

from docgen.diagnostics import Diagnostic
from docgen.diagnostics.codes import BLANK_ENTRY, ERROR_VALUE, NO_LINES, SHOWN_OTHERWISE, UNCALCULATED
from docgen.diagnostics.finding import Place
from docgen.patterns import regex
from docgen.report.cover import date_of, odd_entry
from docgen.report.definition import Definition, Instance, Rule
from docgen.report.expression import Binary, Expression, Key, Number, Relation, Sum, combined, holds
from docgen.report.figure import Figure
from docgen.report.grid import Cell
from docgen.report.lines import Lines
from docgen.report.listing import ListColumn, entered
from docgen.report.printing import shown
from docgen.report.report import Report
from docgen.report.tables import Measure
from docgen.rules.condition import meets
from docgen.rules.figures import broken, measured
from docgen.rules.values import Values

Column: TypeAlias = "Sequence[Decimal | None]"


def check_lines(report: Report, definition: Definition) -> Iterator[Diagnostic]:
    """What is missing in the lines of listings, or is not what its column asks for.

    Reports: E241 no line, E242 blank, E205 not a date or one of the choices, E208 and E209 as for figures, F13 a number
        shown otherwise in a column of words, R5.
    """
    for listing in definition.listings:
        lines = report.listings.get(listing.key)
        if lines and not lines.count:
            yield from (
                () if listing.empty is not None else (NO_LINES.at(Place(lines.sheet), table=listing.name),)
            )
        elif lines:
            for column in entered(listing):
                if lines.columns[column.key]:
                    yield from _column_faults(lines, column)


def _column_faults(lines: Lines, column: ListColumn) -> Iterator[Diagnostic]:
    if column.column.kind == "number":
        yield from _measures(lines, column)
        return
    reads, cells = _reader(column), lines.cells[column.key]
    # Equal cells of a workbook are one object: of a thousand lines with three choices three are looked at.
    wrong = {
        key
        for key, cell in dict(zip(map(id, cells), cells, strict=True)).items()
        if not (cell and reads(cell))
    }
    for line, cell in enumerate(cells) if wrong else ():
        if id(cell) in wrong:
            yield from _entry(lines.place(column, line), cell, column, reads=reads)


def _entry(
    place: Place, cell: Cell | None, column: ListColumn, *, reads: Callable[[Cell], bool]
) -> Iterator[Diagnostic]:
    if cell is not None and cell.kind in ("error", "uncalculated"):
        yield (ERROR_VALUE if cell.kind == "error" else UNCALCULATED).at(place)
    elif cell is None or not cell.text.strip():
        yield from (BLANK_ENTRY.at(place),) if column.column.required else ()
    elif column.column.kind in {"choice", "date"}:
        yield odd_entry("choice" if column.column.kind == "choice" else "date", place)
    elif not reads(cell):
        yield SHOWN_OTHERWISE.at(place, shown=cell.shown or "空白", value=shown(cell))


def _reader(column: ListColumn) -> Callable[[Cell], bool]:
    """Whether a cell holds what a column of words asks for."""
    match column.column.kind:
        case "choice":
            return lambda cell: shown(cell) in column.column.choices
        case "date":
            return _is_date
        case _:
            return _is_text


def _is_text(cell: Cell) -> bool:
    """Whether the words of a cell are those that the screen shows."""
    if cell.kind == "text":
        return bool(cell.text.strip())
    return cell.kind in ("number", "boolean") and cell.shown_as in ("plain", "date")


def _is_date(cell: Cell) -> bool:
    return (cell.kind == "text" or cell.shown_as == "date") and date_of(shown(cell)) is not None


def _measures(lines: Lines, column: ListColumn) -> Iterator[Diagnostic]:
    """Reports: R5, as for the figures of forms."""
    digits = lines.digits(column)
    odd = regex(rf"\.[0-9]{{{column.measure.decimals + 1}}}" + ("" if column.measure.signed else "|-"))
    # Most columns are sound, which they show at one look.
    for line, text in enumerate(digits) if odd.search("\n".join(digits)) else ():
        if odd.search(text):
            yield from measured(lines.figure(column, line), Decimal(text))


def check_each_line(report: Report, definition: Definition, values: Values) -> Iterator[Diagnostic]:
    """The rules that hold for every line of a listing; a line with a figure that cannot be read is passed over."""
    for rule in definition.rules:
        lines = report.listings.get(rule.listing)
        if lines and lines.count and meets(report, definition, rule.head.where):
            yield from _rule(rule, _Table(lines, values))


class _Table:
    """The columns of a listing by the keys that a formula has for them, lines of the cover among them."""

    def __init__(self, lines: Lines, values: Values) -> None:
        self.lines, self._values = lines, values
        self._columns = {column.key: column for column in entered(lines.listing)}
        self._known: dict[str, Column] = {}

    def column(self, key: str) -> Column:
        if key not in self._known:
            self._known[key] = self._read(key)
        return self._known[key]

    def figures(self, keys: Sequence[str], line: int) -> dict[str, Figure]:
        """The figures of one line, each with its place."""
        return {
            key: self._figure(self._columns[key], line) if key in self._columns else self._values[key]
            for key in keys
            if key in self._columns or key in self._values
        }

    def _read(self, key: str) -> Column:
        column = self._columns.get(key)
        if column is None:
            value = self._values[key].value if key in self._values else None
            return [value] * self.lines.count
        if column.column.kind == "number":
            return self.lines.values(column)
        return [_day(cell) for cell in self.lines.cells[key]]

    def _figure(self, column: ListColumn, line: int) -> Figure:
        if column.column.kind == "number":
            return self.lines.figure(column, line)
        cell = self.lines.cells[column.key][line]
        return Figure(self.lines.place(column, line), Measure(), _day(cell), cell)


def _day(cell: Cell | None) -> Decimal | None:
    """A date as its eight digits, as lines of the cover have it."""
    day = date_of(shown(cell)) if cell else None
    return Decimal(day.strftime("%Y%m%d")) if day else None


def _rule(rule: Rule, table: _Table) -> Iterator[Diagnostic]:
    for instance in rule.instances:
        keys = dict.fromkeys((*instance.relation.keys, *(instance.when.keys if instance.when else ())))
        for line in _breaches(instance, table):
            figures = table.figures(tuple(keys), line)
            values = {key: figure.value for key, figure in figures.items()}
            yield from broken(rule.head, instance, values.get, figures)


def _breaches(instance: Instance, table: _Table) -> list[int]:
    """The lines for which a relation does not hold, where its condition does."""
    wrong = {line for line, held in enumerate(_held(instance.relation, table)) if held is False}
    if instance.when and wrong:
        wrong &= {line for line, held in enumerate(_held(instance.when, table)) if held}
    return sorted(wrong)


def _held(relation: Relation, table: _Table) -> Iterator[bool | None]:
    """Line by line whether a relation holds; None where a figure cannot be read."""
    right = _evaluated(relation.right, table)
    sides = [_evaluated(side, table) for side in relation.left]
    for other, *lefts in zip(right, *sides, strict=True):
        read = [left for left in lefts if left is not None]
        if other is None or not read:
            yield None
        else:
            yield all(holds(left, relation.operator, other) for left in read)


def _evaluated(expression: Expression, table: _Table) -> Column:
    match expression:
        case Number(value):
            return [value] * table.lines.count
        case Key(name):
            return table.column(name)
        case Sum(names):
            return [_sum(values) for values in zip(*map(table.column, names), strict=True)]
        case Binary(sign, left, right):
            pairs = zip(_evaluated(left, table), _evaluated(right, table), strict=True)
            return [None if a is None or b is None else combined(sign, a, b) for a, b in pairs]


def _sum(values: tuple[Decimal | None, ...]) -> Decimal | None:
    read = [value for value in values if value is not None]
    return sum(read, Decimal(0)) if len(read) == len(values) else None
