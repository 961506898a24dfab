"""Whether the report to compare with is last year's, of the same unit."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.diagnostics import Diagnostic
from docgen.diagnostics.codes import OTHER_LAST_UNIT, OTHER_LAST_YEAR
from docgen.report.cover import year_of
from docgen.report.report import Report


def check_last(report: Report, last: Report) -> Iterator[Diagnostic]:
    """Reports: E223 where the year or the unit is another; the rules between years are applied all the same."""
    years = [year_of(r.fields["year"].text) if "year" in r.fields else "" for r in (report, last)]
    if all(years) and int(years[1]) != int(years[0]) - 1:
        yield OTHER_LAST_YEAR.at(report.fields["year"].place, found=years[1], wanted=str(int(years[0]) - 1))
    units = [r.fields["unit"].text if "unit" in r.fields else "" for r in (report, last)]
    if all(units) and units[0] != units[1]:
        yield OTHER_LAST_UNIT.at(report.fields["unit"].place, found=units[1], wanted=units[0])
