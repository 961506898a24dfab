"""Whether the sum of many reports is right: what may be counted twice, what a cell cannot hold, what is left blank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docgen.diagnostics import Diagnostic, Phrase
from docgen.diagnostics.codes import TOO_LARGE
from docgen.diagnostics.finding import Kind
from docgen.diagnostics.sum_codes import BLANK_PART, NO_OFFICE, ODD_TOTAL, TOO_MANY_DIGITS
from docgen.records import replace
from docgen.report.appended import beyond
from docgen.report.definition import FIELDS
from docgen.report.digits import printed
from docgen.report.figure import Figure
from docgen.report.filling import fits
from docgen.report.rollup import RollUp, Unit
from docgen.report.summing import Caution
from docgen.rules.condition import meets
from docgen.rules.figures import RULE_EXIT, titled

CELLS = (
    250_000  # of the sheet 汇总明细 and the lists; a workbook of more than 300,000 is not read (excel/room)
)
SOURCES = 100  # cells of the units that one finding names
NAMED = 6  # units that a message names; the cells of all are in the finding
_TOO_MANY = Phrase(
    f"汇总明细连同明细表多于 {CELLS:,} 格，请分片汇总，再汇总各片",
    f"more than {CELLS:,} cells of details and lists: sum parts, then the parts",
)
_DOUBLE = Phrase(
    "{where}的 {sum} 是 {count} 个单位之和（{units}）",
    "{where}, {sum}, is the sum of {count} units ({units})",
)


def too_large(rolled: RollUp) -> Diagnostic | None:
    """Why the sum does not fit into a workbook, if it does not.

    Reports: E111.
    """
    units = [unit.listings for unit in rolled.units]
    if too_many := beyond(units, rolled.definition):
        return TOO_LARGE.at(detail=too_many)
    cells = len(rolled.report.figures) * len(rolled.units) + sum(unit.cells for unit in rolled.units)
    return TOO_LARGE.at(detail=_TOO_MANY) if cells > CELLS else None


def check_sums(rolled: RollUp) -> Iterator[Diagnostic]:
    """What is to be said of the sum as a sum; what is wrong with it as a report the other rules say.

    Reports: E266 to E269, and the definition's own cautions.
    """
    if rolled.own is None:
        yield NO_OFFICE.at(what=_left_blank(rolled))
    yield from _beyond(rolled)
    yield from _odd_totals(rolled)
    yield from _blank_lines(rolled)
    for caution in rolled.definition.cautions:
        if meets(rolled.report, rolled.definition, caution.head.where):
            yield from _counted_twice(caution, rolled)


def with_sources(finding: Diagnostic, rolled: RollUp) -> Diagnostic:
    """The finding with the units' cells behind the cells of the sum that it is about."""
    paths = dict.fromkeys(place.path for place in finding.places if not place.file)
    sources = tuple(place for path in paths for place in rolled.sources(path))
    return replace(finding, places=(*finding.places, *sources[:SOURCES]))


def _left_blank(rolled: RollUp) -> Phrase:
    alone = len(rolled.definition.summing.own)
    figures = (
        Phrase(f"、本级自己的 {alone} 个数", f", the office's own {alone} figures")
        if alone
        else Phrase("", "")
    )
    return Phrase(f"封面和文字{figures.zh}", f"cover and text{figures.en}")


def _beyond(rolled: RollUp) -> Iterator[Diagnostic]:
    """Sums that a cell, which keeps 15 digits, would not give back."""
    for figure in rolled.report.figures.values():
        if figure.value is not None and not fits(figure.value):
            yield TOO_MANY_DIGITS.at(figure.place, sum=printed(figure.value))


def _odd_totals(rolled: RollUp) -> Iterator[Diagnostic]:
    """Totals whose formula gives another value than the units' totals: sums of sums agree, unless a unit's did not."""
    for path, actual in rolled.stated.items():
        figure = rolled.report.figures[path]
        if figure.value is not None and actual is not None and figure.value != actual:
            yield ODD_TOTAL.at(figure.place, expected=figure.printed, actual=printed(actual))


def _blank_lines(rolled: RollUp) -> Iterator[Diagnostic]:
    """Lines of the cover that are summed, where some units state them and others leave them blank."""
    for key in rolled.definition.summing.summed:
        line, stated = rolled.report.fields[key], {unit for unit, _ in rolled.parts(f"{FIELDS}{key}")}
        blank = [unit for unit in rolled.units if unit not in stated]
        if stated and blank:
            units = _listed([unit.name for unit in blank])
            yield BLANK_PART.at(line.place, sum=line.text, count=str(len(blank)), units=units)


def _counted_twice(caution: Caution, rolled: RollUp) -> Iterator[Diagnostic]:
    """Of each figure that wants care what it is made of, where more than one unit has any."""
    head = caution.head
    message = head.message if head.message.zh else titled(_DOUBLE, head.title)
    kind = Kind(head.code, head.severity, message, head.hint, RULE_EXIT)
    for path in caution.paths:
        found = [(unit, figure) for unit, figure in rolled.parts(path) if figure.value]
        if len(found) > 1:
            figure = rolled.report.figures[path]
            units = _listed([_stating(unit, part) for unit, part in found])
            yield kind.at(figure.place, sum=figure.printed, count=str(len(found)), units=units)


def _stating(unit: Unit, part: Figure) -> str:
    return f"{unit.name} {part.printed}"


def _listed(names: Sequence[str]) -> str:
    shown = "、".join(names[:NAMED])
    return shown if len(names) <= NAMED else f"{shown}……"
