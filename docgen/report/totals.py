"""Totals: the formulas that the standard workbook carries, and their values where no program has calculated them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from docgen.diagnostics import Diagnostic
from docgen.diagnostics.codes import COMPUTED
from docgen.patterns import regex
from docgen.records import replace
from docgen.report.definition import Definition
from docgen.report.digits import printed, trimmed
from docgen.report.expression import Expression, Key, evaluate, keys
from docgen.report.figure import Figure
from docgen.report.grid import Grid, Position, column_letters, position_of, ranges

CELLS = 10_000  # cells that one total may sum; a formula over more is not ours
LONGEST = 8192  # characters of a formula, which is Excel's own limit
LAST_ROW = 1_048_576  # of a sheet
_BELOW = regex(r"SUM\(INDEX\(([A-Z]{1,3}):\1,ROW\(\)\+1\):\1[0-9]{1,7}\)", re.ASCII)
_SUM = regex(r"SUM\(([^()]*)\)", re.ASCII)


@lru_cache(maxsize=16)
def parts(definition: Definition) -> Mapping[str, Expression]:
    """What each total of the definition is the sum of, by the total's path; the first rule that says so holds."""
    found: dict[str, Expression] = {}
    for rule in definition.rules:
        for instance in rule.instances if rule.fills else ():
            left = instance.relation.left[0]
            if isinstance(left, Key):
                found.setdefault(left.name, instance.relation.right)
    return found


def odd_totals(definition: Definition) -> Iterator[str]:
    """What no sheet could sum: parts of another table, one part twice, a total that is a part of itself; and totals that
    a roll-up would sum where it does not sum a part, or the other way round.
    """
    sums, own = parts(definition), frozenset(definition.summing.own)
    for path, whole in sums.items():
        names = keys(whole)
        if len(set(names)) < len(names):
            yield f"“{path}” has one part twice"
        if len({name.split(".")[0] for name in (path, *names)}) > 1:
            yield f"“{path}” has parts in another table"
        if path in _parts_of_parts(names, sums):
            yield f"“{path}” is a part of itself"
        if odd := [name for name in names if (name in own) != (path in own)]:
            yield f"of “{path}” and its part “{odd[0]}” rollup.own names one only"


def _parts_of_parts(names: Iterable[str], sums: Mapping[str, Expression]) -> set[str]:
    reached: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += keys(sums[name]) if name in sums else ()
    return reached


def formula(expression: Expression, at: Mapping[str, Position]) -> str:
    """The sum as a spreadsheet formula, runs of cells written as ranges: SUM(D8:D27)."""
    positions = {at[key] for key in keys(expression)}
    return f"SUM({','.join(ranges(positions))})"


def formula_below(column: int) -> str:
    """The sum of all that stands in a column below the cell with the formula, wherever rows are put in."""
    letters = column_letters(column)
    return f"SUM(INDEX({letters}:{letters},ROW()+1):{letters}{LAST_ROW})"


def sums_lines(text: str, column: int, rows: Sequence[int]) -> bool:
    """Whether a formula is such a sum, or one over a range that takes in all of these rows of the column."""
    bare = text[:LONGEST].replace(" ", "").replace("$", "").upper()
    whole, ranged = _BELOW.fullmatch(bare), _SUM.fullmatch(bare)
    if whole:
        return whole[1] == column_letters(column)
    corners = [position_of(corner) for corner in ranged[1].split(":")] if ranged else []
    if len(corners) != 2 or not all(corner and corner.column == column for corner in corners):
        return False
    first, last = (corner.row for corner in corners if corner)
    return not rows or (first <= rows[0] and rows[-1] <= last)


def complete(
    figures: Mapping[str, Figure], definition: Definition, grids: Iterable[Grid]
) -> tuple[dict[str, Figure], tuple[Diagnostic, ...]]:
    """The totals that docgen's own formulas would show, had a program calculated them.

    Only a formula over just the cells that the definition sums is taken for ours; any other stays unread. A total
    of parts that cannot be read is None, and nothing is said of it: its parts have their own findings.
    Reports: E210 (info) for each that is computed.
    """
    sums, sheets = parts(definition), {grid.name: grid for grid in grids}
    ours = {
        path: sums[path]
        for path, figure in figures.items()
        if path in sums and _is_ours(figure, sums[path], figures, sheets)
    }
    computed = {path: replace(figures[path], value=_value(path, ours, figures)) for path in ours}
    said = tuple(
        COMPUTED.at(figure.place, figure=printed(figure.value))
        for figure in computed.values()
        if figure.value is not None
    )
    return computed, said


def _value(path: str, ours: Mapping[str, Expression], figures: Mapping[str, Figure]) -> Decimal | None:
    if path in ours:
        value = evaluate(ours[path], lambda part: _value(part, ours, figures))
        return value if value is None else trimmed(value)
    return figures[path].value if path in figures else None


def _is_ours(
    figure: Figure, whole: Expression, figures: Mapping[str, Figure], sheets: Mapping[str, Grid]
) -> bool:
    if figure.cell is None or figure.cell.kind != "uncalculated":
        return False
    summed = _summed(figure.cell.formula)
    wanted = {position_of(figures[key].place.cell) for key in keys(whole) if key in figures}
    if summed is None or len(wanted) != len(set(keys(whole))) or not wanted <= summed:
        return False
    # A row inserted in the middle widens the range; it does no harm while it holds nothing.
    cells = sheets[figure.place.sheet].cells
    return all(position in wanted or position not in cells for position in summed)


def _summed(text: str) -> frozenset[Position | None] | None:
    """The cells a formula sums: SUM over cells and ranges, or cells joined by plus signs; None for any other."""
    bare = text[:LONGEST].replace(" ", "").upper()
    match = _SUM.fullmatch(bare)
    terms = match[1].split(",") if match else bare.split("+")
    found: set[Position | None] = set()
    for term in terms:
        corners = [position_of(corner) for corner in term.split(":")]
        first, last = corners[0], corners[-1]
        if first is None or last is None or len(corners) > 2:
            return None
        height, width = last.row - first.row + 1, last.column - first.column + 1
        if height < 1 or width < 1 or len(found) + height * width > CELLS:
            return None
        found.update(Position(first.row + i, first.column + j) for i in range(height) for j in range(width))
    return frozenset(found)
