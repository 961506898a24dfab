"""The report as data (contract, section 4): plain values, just as they were typed; nothing is repaired."""

from __future__ import annotations

from typing import TypeAlias

from docgen.report.definition import Definition
from docgen.report.digits import significant
from docgen.report.grid import Cell
from docgen.report.lines import Lines
from docgen.report.listing import entered
from docgen.report.narrative import Paragraph
from docgen.report.report import Report
from docgen.report.tables import TOTALS

Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"


def as_data(report: Report, definition: Definition) -> dict[str, Plain]:
    """The whole report."""
    tables: dict[str, Plain] = {}
    totals: dict[str, Plain] = {}
    for path, figure in report.figures.items():
        tree, own = (totals, path[len(TOTALS) :]) if path.startswith(TOTALS) else (tables, path)
        _put(tree, own.split("."), plain(figure.cell))
    return {
        "report": definition.id,
        "fields": {key: _shown(value.cell) for key, value in report.fields.items()},
        "narratives": {key: [_paragraph(p) for p in ps] for key, ps in report.narratives.items()},
        "tables": tables | {key: _lines(lines) for key, lines in report.listings.items()},
        **({"totals": totals} if totals else {}),
    }


def plain(cell: Cell | None) -> int | float | str | None:
    """What stands in a cell: a number as a number, anything else as its text, nothing as None."""
    if cell is None or cell.kind == "uncalculated":
        return None
    if cell.kind != "number":
        return cell.text
    value = significant(cell.text)
    # A double has 15 certain digits, so its shortest text is the figure's; JSON knows no decimals.
    return int(value) if value == value.to_integral_value() else float(value)


def _lines(lines: Lines) -> list[Plain]:
    """Every line as an object of its columns, made of the columns one by one."""
    columns = entered(lines.listing)
    values = [
        [(plain if column.column.kind == "number" else _shown)(cell) for cell in lines.cells[column.key]]
        for column in columns
    ]
    found: list[Plain] = []
    for line in zip(*values, strict=True):
        tree: dict[str, Plain] = {}
        for column, value in zip(columns, line, strict=True):
            _put(tree, column.key.split("."), value)
        found.append(tree)
    return found


def _shown(cell: Cell | None) -> int | float | str | None:
    return cell.shown if cell and cell.shown_as == "date" else plain(cell)


def _paragraph(paragraph: Paragraph) -> dict[str, Plain]:
    found: dict[str, Plain] = {"level": paragraph.level, "heading": paragraph.heading, "text": paragraph.text}
    return {key: value for key, value in found.items() if value}


def _put(tree: dict[str, Plain], keys: list[str], value: Plain) -> None:
    for key in keys[:-1]:
        branch = tree.setdefault(key, {})
        assert isinstance(branch, dict)
        tree = branch
    tree[keys[-1]] = value
