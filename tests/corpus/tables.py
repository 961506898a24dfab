"""The tables of a report from its base figures: every total summed here, by arithmetic of our own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from tests.samples.figures import APPLICANTS, DENIED, NOT_PROCESSED, OTHER, REVIEWS, UNABLE

OLD, NEW = "gov-info-annual-2019", "gov-info-annual-2021"
Amount = int | Decimal
Bases = Mapping[str, Mapping[str, Sequence[Amount]]]
Tables = dict[str, Any]

OUTCOMES = ("upheld", "corrected", "other", "pending")
_ITEMS = ("previous_items", "change", "decisions")
DISCLOSURE = {
    OLD: {
        "item_1": (("rules", "normative_documents"), ("made", "published", "published_total")),
        "item_5": (("licences", "other_services"), _ITEMS),
        "item_6": (("penalties", "coercion"), _ITEMS),
        "item_8": (("fees",), _ITEMS[:2]),
        "item_9": (("procurement",), ("items", "amount")),
    },
    NEW: {
        "item_1": (("rules", "normative_documents"), ("issued", "repealed", "in_force")),
        "item_5": (("licences",), ("decisions",)),
        "item_6": (("penalties", "coercion"), ("decisions",)),
        "item_8": (("fees",), ("amount",)),
    },
}


def result_rows(report: str) -> list[str]:
    """The rows of results, （一） to （六）, by their keys."""
    other = ["other"] if report == OLD else [f"other.{key}" for key in OTHER]
    return [
        "granted", "partly_granted", *(f"denied.{key}" for key in DENIED), *(f"unable.{key}" for key in UNABLE),
        *(f"not_processed.{key}" for key in NOT_PROCESSED), *other,
    ]  # fmt: skip


def applicants(bases: Bases, row: str) -> list[Amount]:
    """A row of table three without its total, noughts where the source says nothing."""
    given = list(bases.get("applications", {}).get(row, ()))
    return [*given, *[0] * (len(APPLICANTS) - len(given))]


def tables_of(report: str, bases: Bases) -> Tables:
    """All three tables: what came in is what was answered and carried out, less what was carried in."""
    rows = {row: applicants(bases, row) for row in result_rows(report)}
    answered = [sum(column) for column in zip(*rows.values(), strict=True)]
    carried = [applicants(bases, row) for row in ("carried_in", "carried_out")]
    received = [done + out - into for done, into, out in zip(answered, *carried, strict=True)]
    assert min(received) >= 0, "more was carried in than answered and carried out"
    lines = {
        "received": received, "carried_in": carried[0], **rows, "total": answered, "carried_out": carried[1],
    }  # fmt: skip
    return {
        "disclosure": dict(_disclosure(report, bases)),
        "applications": _nested({key: _line(line) for key, line in lines.items()}),
        "reviews": {"cases": {block: _block(bases, block) for block in REVIEWS}},
    }


def _line(line: Sequence[Amount]) -> dict[str, Amount]:
    return {**dict(zip(APPLICANTS, line, strict=True)), "total": sum(line)}


def _block(bases: Bases, block: str) -> dict[str, Amount]:
    cases = bases.get("reviews", {}).get(block, (0, 0, 0, 0))
    return {**dict(zip(OUTCOMES, cases, strict=True)), "total": sum(cases)}


def _disclosure(report: str, bases: Bases) -> Iterator[tuple[str, Tables]]:
    given = bases.get("disclosure", {})
    for block, (rows, columns) in DISCLOSURE[report].items():
        noughts = [0] * len(columns)
        yield block, {row: dict(zip(columns, given.get(row, noughts), strict=True)) for row in rows}


def _nested(lines: Mapping[str, Mapping[str, Amount]]) -> Tables:
    tree: Tables = {}
    for path, line in lines.items():
        *group, key = path.split(".")
        (tree.setdefault(group[0], {}) if group else tree)[key] = line
    return tree


def flat(tables: Mapping[str, Any], path: str = "") -> dict[str, Any]:
    """Every figure by its key path."""
    found: dict[str, Any] = {}
    for key, below in tables.items():
        full = f"{path}.{key}" if path else key
        found |= flat(below, full) if isinstance(below, Mapping) else {full: below}
    return found
