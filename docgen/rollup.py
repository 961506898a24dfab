"""The pipeline of a roll-up: many workbooks to units, the units to one report, with every finding on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docgen.diagnostics import Diagnostic
from docgen.diagnostics.codes import BLANK
from docgen.digest import digest_of
from docgen.pipeline import Reading, examine, read
from docgen.records import replace
from docgen.report.definition import FIELDS, LAST, Definition, Rule
from docgen.report.figure import Figure
from docgen.report.rollup import RollUp, Unit, hands_in_figures, in_file, unit_of
from docgen.report.rollup import roll_up as summed
from docgen.rules import check
from docgen.rules.excuses import settled
from docgen.rules.report import check_figures
from docgen.rules.sums import check_sums, too_large, with_sources


def unit_in(
    workbook: bytes, file: str, report: str | None = None
) -> tuple[Reading | None, Unit | None, tuple[Diagnostic, ...]]:
    """A unit's workbook read and checked, and what it hands in to a sum; nothing of it is kept but that."""
    reading, found = examine(workbook, report)
    return reading, _unit(reading, workbook, file) if reading else None, found


def office_in(
    workbook: bytes, file: str, report: str | None = None
) -> tuple[Reading | None, Unit | None, tuple[Diagnostic, ...]]:
    """The workbook of the office that rolls up, and what it hands in to the sum; its report names the file at every cell.

    Its figures are checked if it hands in any, else their cells may be blank. Its cover and text belong to the sum and
    are checked with that.
    """
    reading, found = read(workbook, report)
    if reading is None:
        return None, None, found
    own, definition, unit = reading.report, reading.definition, _unit(reading, workbook, file)
    if hands_in_figures(own, definition):
        found = (*found, *check_figures(own, _over_figures(definition)))
    else:
        found = tuple(d for d in found if d.code != BLANK.code or d.places[0].path in definition.summing.own)
        unit = replace(unit, figures=_lines(unit), listings={})
    return replace(reading, report=in_file(own, file)), unit, settled(found, own, definition)


def _over_figures(definition: Definition) -> Definition:
    """The type with those rules alone that figures must meet whosever they are: what is asked of a cover, or of figures
    because of a cover, is asked where the cover of the sum is known.
    """
    rules = (rule for rule in definition.rules if not rule.head.where and _is_over_figures(rule))
    return replace(definition, rules=tuple(rules))


def _is_over_figures(rule: Rule) -> bool:
    names = (key for instance in rule.instances for key in instance.relation.keys)
    return any(not key.startswith((FIELDS, LAST)) for key in names)


def _lines(unit: Unit) -> Mapping[str, Figure]:
    """The lines of the cover alone that a unit states."""
    figures = unit.figures.items()
    return {path: figure for path, figure in figures if path.startswith(FIELDS) and figure.value is not None}


def _unit(reading: Reading, workbook: bytes, file: str) -> Unit:
    return unit_of(reading.report, reading.definition, file, reading.version, digest_of(workbook))


def roll_up(
    units: Sequence[Unit], own: Reading | None = None, office: Unit | None = None
) -> tuple[RollUp, tuple[Diagnostic, ...]]:
    """The report that the units make together, and every finding on it, with the units' cells.

    Without the office's own report nobody answers yet for cover and text, and only the figures are checked.
    """
    definition = units[0].definition
    rolled = summed(units, definition, own.report if own else None, office)
    report = rolled.report
    if refused := too_large(rolled):
        return rolled, (refused,)
    said = check(report, definition) if own else check_figures(report, _over_figures(definition))
    found = [with_sources(finding, rolled) for finding in (*check_sums(rolled), *said)]
    return rolled, settled(found, report, definition)
