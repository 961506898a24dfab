"""What must be found in the figures of a report: the official form's rules, computed with nothing of docgen.

Each law yields the findings that its figures call for. A figure that cannot be read is None, and silences every law
that touches it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from tests.corpus.tables import NEW, OLD, OUTCOMES, result_rows
from tests.samples.figures import APPLICANTS, REVIEWS

Figure = Decimal | None
Figures = Mapping[str, Figure]
MAY_MAKE_RULES = ("国务院部门", "省级", "设区的市、自治州")


class Finding(NamedTuple):
    """A finding as it is expected, and as it was got: code, severity, and where.

    Expected, `codes` may leave a choice (`F6/E203`, or `*` where the official form names none), and so may `places`: any of them, a final `*` for what follows.
    """

    codes: str
    severity: str
    places: tuple[str, ...]

    def meets(self, got: Finding) -> bool:
        """Whether a finding that was got is this one."""
        return (
            (self.codes == "*" or got.codes in self.codes.split("/"))
            and got.severity in self.severity.split("/")
            and any(_lies_in(place, expected) for place in got.places for expected in self.places)
        )


def _lies_in(place: str, expected: str) -> bool:
    return place.startswith(expected[:-1]) if expected.endswith("*") else place == expected


def error(codes: str, *places: str) -> Finding:
    return Finding(codes, "error", places)


def warning(codes: str, *places: str) -> Finding:
    return Finding(codes, "warning", places)


def info(codes: str, *places: str) -> Finding:
    return Finding(codes, "info", places)


def laws(report: str, level: str | None, figures: Figures) -> Iterator[Finding]:
    """Everything that the figures of the three tables call for (R1 to R9)."""
    for column in (*APPLICANTS, "total"):
        yield from _column(report, figures, column)
    for row in ("received", "carried_in", *result_rows(report), "total", "carried_out"):
        total = f"applications.{row}.total"
        if _differ(figures, [total], [f"applications.{row}.{key}" for key in APPLICANTS]):
            yield error("R2", total)
    for block in REVIEWS:
        total = f"reviews.cases.{block}.total"
        if _differ(figures, [total], [f"reviews.cases.{block}.{key}" for key in OUTCOMES]):
            yield error("R4", total)
    yield from _whole(figures)
    yield from _documents(report, figures)
    yield from _single_request(report, figures)
    yield from _rules_made(level, figures)


def _column(report: str, figures: Figures, column: str) -> Iterator[Finding]:
    into = [f"applications.{row}.{column}" for row in ("received", "carried_in")]
    total, out = (f"applications.{row}.{column}" for row in ("total", "carried_out"))
    results = [f"applications.{row}.{column}" for row in result_rows(report)]
    if _differ(figures, into, [total, out]):
        yield error("R1", total)
    if _differ(figures, [total], results):
        yield error("R3", total)
    came_in = _sum(figures, into)
    over = [path for path in results if came_in is not None and (figures[path] or came_in) > came_in]
    if over:
        yield error("R3b", *over)


def _sum(figures: Figures, paths: Sequence[str]) -> Figure:
    found = [figures[path] for path in paths]
    return None if None in found else sum((f for f in found if f is not None), Decimal())


def _differ(figures: Figures, left: Sequence[str], right: Sequence[str]) -> bool:
    sums = _sum(figures, left), _sum(figures, right)
    return None not in sums and sums[0] != sums[1]


def _whole(figures: Figures) -> Iterator[Finding]:
    """R5: counts are whole and not negative but for a change; money has six decimals at the most in 万元."""
    for path, figure in figures.items():
        if figure is None:
            continue
        money = path.endswith(".amount")
        decimals = -min(int(figure.normalize().as_tuple().exponent), 0)
        if decimals > (6 if money else 0) or (figure < 0 and not path.endswith(".change")):
            yield error("R5", path)


def _documents(report: str, figures: Figures) -> Iterator[Finding]:
    """R6, R7: no fewer in all than in the year; of those issued in the year, some may have been repealed in it."""
    for row in ("rules", "normative_documents"):
        path = f"disclosure.item_1.{row}"
        keys = ("published_total", "published") if report == OLD else ("in_force", "issued", "repealed")
        counts = [figures[f"{path}.{key}"] for key in keys]
        have, need, *gone = (count or Decimal() for count in counts)
        if None not in counts and have < need - sum(gone):
            yield warning("R6" if report == OLD else "R7", *(f"{path}.{key}" for key in keys))
    for path, items in figures.items():
        if path.endswith(".previous_items"):
            change = figures[path.replace("previous_items", "change")]
            if items is not None and change is not None and items + change < 0:
                yield warning("R6", path, path.replace("previous_items", "change"))


def _single_request(report: str, figures: Figures) -> Iterator[Finding]:
    """R8: one request in all, and it was refused as one of many."""
    requests = _sum(figures, [f"applications.{row}.total" for row in ("received", "carried_in")])
    for key in ("repeated", "excessive"):
        path = f"applications.not_processed.{key}.total"
        if requests == 1 and (figures[path] or 0) > 0:
            yield warning("R8", path, f"{path.removesuffix('total')}*")


def _rules_made(level: str | None, figures: Figures) -> Iterator[Finding]:
    """R9: 规章 by a unit that cannot make them."""
    rules = [path for path in figures if path.startswith("disclosure.item_1.rules.")]
    if level not in MAY_MAKE_RULES and any((figures[path] or 0) > 0 for path in rules):
        yield Finding("R9", "error" if level else "info", ("disclosure.item_1.rules.*",))


def years_apart(report: str, figures: Figures, last: Figures) -> Iterator[Finding]:
    """What must agree between two years (X1 to X4); `last` are the figures of the year before."""
    for column in (*APPLICANTS, "total"):
        path = f"applications.carried_in.{column}"
        if figures[path] != last[f"applications.carried_out.{column}"]:
            yield error("X1", path)
    if report == NEW and "disclosure.item_1.rules.in_force" in last:
        yield from _in_force(figures, last)
    if report == OLD:
        yield from _items(figures, last)
    for block in REVIEWS:
        total = f"reviews.cases.{block}.total"
        if (figures[total] or 0) < (last[f"reviews.cases.{block}.pending"] or 0):
            yield info("X4", total, f"reviews.cases.{block}.*")


def _in_force(figures: Figures, last: Figures) -> Iterator[Finding]:
    for row in ("rules", "normative_documents"):
        path = f"disclosure.item_1.{row}"
        now, issued, repealed = (figures[f"{path}.{key}"] or 0 for key in ("in_force", "issued", "repealed"))
        if now != (last[f"{path}.in_force"] or 0) + issued - repealed:
            yield warning("X2", f"{path}.in_force")


def _items(figures: Figures, last: Figures) -> Iterator[Finding]:
    for path in figures:
        if path.endswith(".previous_items"):
            was = (last[path] or 0) + (last[path.replace("previous_items", "change")] or 0)
            if figures[path] != was:
                yield warning("X3", path)
