"""The report as data (contract, section 4): plain values, just as they were typed; nothing is repaired."""

from __future__ import annotations

from typing import TypeAlias

from docgen.report.definition import Definition
from docgen.report.digits import significant
from docgen.report.grid import Cell
from docgen.report.narrative import Paragraph
from docgen.report.report import Report

Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"


def as_data(report: Report, definition: Definition) -> dict[str, Plain]:
    """The whole report."""
    tables: dict[str, Plain] = {}
    for path, figure in report.figures.items():
        _put(tables, path.split("."), plain(figure.cell))
    return {
        "report": definition.id,
        "fields": {key: _field(value.cell) for key, value in report.fields.items()},
        "narratives": {key: [_paragraph(p) for p in ps] for key, ps in report.narratives.items()},
        "tables": tables,
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


def _field(cell: Cell | None) -> int | float | str | None:
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
