"""The roll-up: the reports of many units as one, in which every figure is the sum of theirs and still knows their cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Context, Decimal, Inexact
from functools import reduce
from pathlib import PurePath

from docgen.diagnostics import Place
from docgen.records import dataclass, field, replace
from docgen.report.appended import Listings, appended, emptied, lines_of, size, source, stated
from docgen.report.cover import cover_form
from docgen.report.definition import FIELDS, Definition
from docgen.report.digits import printed, significant
from docgen.report.expression import evaluate
from docgen.report.figure import Figure
from docgen.report.filling import Filling
from docgen.report.form import COUNT, FigureCell, placed
from docgen.report.grid import Cell
from docgen.report.listing import figure_cells, numbers_of, total_path
from docgen.report.narrative import Paragraph
from docgen.report.report import Report, Value
from docgen.report.tables import Listing, Table
from docgen.report.totals import parts

_EXACT = Context(prec=2000, traps=[Inexact])
"""Sums are exact: a cell holds a double, from 1E-308 to 1E+308 with 15 digits."""


@dataclass(frozen=True, eq=False)
class Unit:
    """A report as far as a sum needs it, kept while hundreds of others are read.

    `figures` are those that are summed, by path, lines of the cover under `fields.`; every one keeps its cell, with its
    file, and so do the lines of its lists, `listings`. `unit` is the line with its name, `same` are those that all
    reports must agree on; `version` is that of the type that the workbook was made for, `digest` that of its bytes.
    """

    file: str
    definition: Definition
    unit: Value | None
    same: Mapping[str, Value]
    figures: Mapping[str, Figure]
    version: int = 0
    digest: bytes = b""
    listings: Listings = field(default_factory=dict)

    @property
    def cells(self) -> int:
        """How many cells its lists have."""
        return size(self.listings)

    @property
    def counted(self) -> Unit:
        """The unit with its lines counted and let go."""
        return replace(self, listings=emptied(self.listings))

    @property
    def name(self) -> str:
        """What the unit is called: by its cover, or by its file where that says nothing."""
        return (self.unit.text if self.unit else "") or PurePath(self.file).stem


def unit_of(report: Report, definition: Definition, file: str, version: int = 0, digest: bytes = b"") -> Unit:
    """What a report hands in to a sum."""
    named = in_file(report, file)
    summing = definition.summing
    figures = {path: replace(figure, cell=None) for path, figure in named.figures.items()}
    for path in summing.own:
        figures.pop(path, None)
    for lines in named.listings.values():
        figures |= lines.derived(frozenset())
    for key in summing.summed:
        if value := named.fields.get(key):
            figures[f"{FIELDS}{key}"] = Figure(value.place, COUNT, _number(value))
    same = {key: value for key in summing.same if (value := report.fields.get(key)) and value.text}
    unit = report.fields.get("unit")
    return Unit(file, definition, unit, same, figures, version, digest, named.listings)


def in_file(report: Report, file: str) -> Report:
    """The report with the file's name at every cell, to be told from those of others."""

    def there(place: Place) -> Place:
        return replace(place, file=file)

    def moved(paragraph: Paragraph) -> Paragraph:
        places = there(paragraph.place), there(paragraph.heading_place)
        return replace(paragraph, place=places[0], heading_place=places[1])

    return Report(
        {key: replace(value, place=there(value.place)) for key, value in report.fields.items()},
        {key: tuple(map(moved, paragraphs)) for key, paragraphs in report.narratives.items()},
        {path: replace(figure, place=there(figure.place)) for path, figure in report.figures.items()},
        report.excuses,
        {key: replace(lines, file=file) for key, lines in report.listings.items()},
    )


def hands_in_figures(report: Report, definition: Definition) -> bool:
    """Whether any figure that is summed is filled in, or any line; a total does not count, for a formula over blanks
    shows 0.
    """
    aside = {*_totals(definition), *definition.summing.own}
    figures = any(figure.cell is not None for path, figure in report.figures.items() if path not in aside)
    return figures or any(lines.count for lines in report.listings.values())


def _totals(definition: Definition) -> Iterator[str]:
    """The paths of all totals that are formulas: those of forms and those of lists."""
    yield from parts(definition)
    yield from (cell.path for listing in definition.listings for cell in figure_cells(listing))


def _number(value: Value) -> Decimal | None:
    """The number that a line of the cover holds, None where it holds none; that it must be one the check says."""
    text = value.text
    return significant(text) if text and text.lstrip("-").replace(".", "", 1).isdecimal() else None


@dataclass(frozen=True, eq=False)
class RollUp:
    """A report summed from those of the units, its totals as their formulas give them; `stated` are the totals that the
    units' own make. `own` is whose cover and text it has, None where nobody's was given.
    """

    definition: Definition
    report: Report
    units: tuple[Unit, ...]
    stated: Mapping[str, Decimal | None]
    own: Unit | None = None

    def parts(self, path: str) -> Iterator[tuple[Unit, Figure]]:
        """The figures that a sum is made of, each with whose it is; those left blank are none."""
        for unit in self.units:
            figure = unit.figures.get(path)
            if figure and figure.value is not None:
                yield unit, figure

    def sources(self, path: str) -> tuple[Place, ...]:
        """The cells from which a figure comes, those that hold 0 left out; of a line the one that it stands in."""
        line = source([unit.listings for unit in self.units], path)
        return (line,) if line else tuple(figure.place for _, figure in self.parts(path) if figure.value)


def roll_up(
    units: Iterable[Unit], definition: Definition, own: Report | None = None, office: Unit | None = None
) -> RollUp:
    """The sum of the units, and their lines one after another. `own` is the report of the office that rolls up, with its
    cover, its text and the figures that are its own alone; `office` is the same as a unit, and is summed with the rest
    where it hands in figures or lines.
    """
    every = (*([office] if office and (office.figures or office.listings) else []), *units)
    fields = _fields(every, definition, own.fields if own else {})
    stated = _stated_values(every, definition, own.figures if own else {})
    listings = appended([unit.listings for unit in every], definition)
    narratives, excuses = (own.narratives, own.excuses) if own else ({}, ())
    figures = {**_figures(stated, definition), **dict(_list_totals(listings, definition))}
    report = Report(fields, narratives, figures, excuses, listings)
    totals = {path: stated[path] for path in _totals(definition)}
    return RollUp(definition, report, every, totals, office)


def sum_of(units: Iterable[Unit], path: str) -> Decimal | None:
    """The sum over the units that state this figure, None where none does."""
    found = (unit.figures.get(path) for unit in units)
    values = [figure.value for figure in found if figure and figure.value is not None]
    return reduce(_EXACT.add, values) if values else None


def _fields(units: tuple[Unit, ...], definition: Definition, own: Mapping[str, Value]) -> Mapping[str, Value]:
    """The cover: lines that are summed, the office's own, and where that is blank what all reports have in common."""
    fields, same = dict(own), _agreed(units)
    for cell in cover_form(definition).figures:
        key = cell.path.removeprefix(FIELDS)
        if key in definition.summing.summed:
            fields[key] = _summed_line(cell, sum_of(units, cell.path), definition)
        elif key in same and not (key in own and own[key].text):
            place = replace(_place(definition.cover, cell, None), value=same[key].text)
            fields[key] = Value(place, same[key].cell)
    return fields


def _agreed(units: tuple[Unit, ...]) -> Mapping[str, Value]:
    """The lines of the cover that are the same in all reports, from the first that states each."""
    return {key: value for unit in reversed(units) for key, value in unit.same.items()}


def _summed_line(cell: FigureCell, value: Decimal | None, definition: Definition) -> Value:
    place = _place(definition.cover, cell, value)
    return Value(place, None if value is None else Cell("number", printed(value)))


def _stated_values(
    units: tuple[Unit, ...], definition: Definition, own: Mapping[str, Figure]
) -> Mapping[str, Decimal | None]:
    """Of every figure the sum over the units; of those that are the office's alone what it states itself."""
    values = {cell.path: sum_of(units, cell.path) for _, cell in cells_of(definition)}
    return {**values, **{path: own[path].value if path in own else None for path in definition.summing.own}}


def _figures(stated: Mapping[str, Decimal | None], definition: Definition) -> Mapping[str, Figure]:
    """The figures of the summed workbook's forms, in which a total is what its formula gives."""
    totals = parts(definition)

    def value(path: str) -> Decimal | None:
        return evaluate(totals[path], value) if path in totals else stated[path]

    cells = cells_of(definition)
    return {cell.path: _figure(table.sheet, cell, value(cell.path)) for table, cell in cells}


def _list_totals(listings: Listings, definition: Definition) -> Iterator[tuple[str, Figure]]:
    """The totals of the summed workbook's lists."""
    for listing in definition.listings:
        totals = {total_path(listing.key, column.key): column for column in numbers_of(listing)}
        for cell in figure_cells(listing):
            value = listings[listing.key].total(totals[cell.path])
            yield cell.path, _figure(listing.sheet, cell, value)


def _figure(sheet: str, cell: FigureCell, value: Decimal | None) -> Figure:
    holds = None if value is None else Cell("number", printed(value))
    return Figure(_place(sheet, cell, value), cell.measure, value, holds)


def cells_of(definition: Definition) -> Iterator[tuple[Table | Listing, FigureCell]]:
    """The cells of every figure that a roll-up is about, with their tables, in the order of the form."""
    return ((table, cell) for table in definition.tables for cell in figure_cells(table))


def _place(sheet: str, cell: FigureCell, value: Decimal | None) -> Place:
    """The cell of the summed workbook in which a figure stands."""
    at = placed(cell.area).address.partition(":")[0]
    return Place(sheet, at, cell.path, None if value is None else printed(value), cell.label)


def filling_of(rolled: RollUp) -> Filling:
    """What the summed workbook is filled with; totals are left to their formulas."""
    report = rolled.report
    return Filling(
        {key: held for key, value in report.fields.items() if (held := stated(value.cell)) is not None},
        report.narratives,
        {path: figure.value for path, figure in report.figures.items() if path not in rolled.stated},
        {key: lines_of(lines) for key, lines in report.listings.items()},
        report.excuses,
    )
