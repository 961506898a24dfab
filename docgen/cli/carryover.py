"""`workbook --carry-over`: this year's workbook begun with what last year's report settles, and all of it named."""

from __future__ import annotations

from docgen.cli.inputs import content, one
from docgen.diagnostics import Diagnostic
from docgen.diagnostics.codes import UNREAD_CARRY
from docgen.diagnostics.finding import Phrase
from docgen.excel import open_workbook
from docgen.excel.standard.blank import blank_workbook
from docgen.pipeline import read_either
from docgen.records import replace
from docgen.report.carryover import carry_over, listed
from docgen.report.definition import Definition
from docgen.report.filling import Filling
from docgen.report.read import read as read_report
from docgen.rules.between_years import check_last

_UNREADABLE = 3


def begun(definition: Definition, data: Filling, last: str) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """The workbook, or None where the report of last year cannot be used, and what is said of it.

    Reports: E224 LAST cannot be read, E247 it is of another kind; E245, E246 for each cell; E223 where the data speaks
        of another unit or year.
    """
    held, unread = content(one(last))
    if unread:
        return None, (UNREAD_CARRY.at(file=last, detail=unread.message),)
    reading, found = read_either(held)
    if reading is None:
        return None, tuple(_named(last, finding) for finding in found if finding.is_error)
    carried, found = carry_over(reading.report, reading.definition, definition)
    if found:
        return None, found
    made = blank_workbook(definition, carried.filling(data))
    book, found = open_workbook(made)
    assert book, found  # our own
    report, _ = read_report(book, definition)
    return made, (*check_last(report, reading.report), *listed(carried.beside(data), report))


def _named(last: str, finding: Diagnostic) -> Diagnostic:
    """Why it cannot be read, with its name; where it can be but is no report that is known, in its own words."""
    if finding.exit_code == _UNREADABLE:
        return UNREAD_CARRY.at(file=last, detail=finding.message)
    zh, en = finding.message
    return replace(finding, message=Phrase(f"去年的报告 {last}：{zh}", f"last year's report {last}: {en}"))
