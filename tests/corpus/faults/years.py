"""Faults between two years: this year's report against last year's, which is made to agree and then altered."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.corpus.draft import Draft
from tests.corpus.faults import fault
from tests.corpus.redraw import redraw
from tests.corpus.source import Source, sources
from tests.corpus.tables import NEW, OLD, applicants
from tests.corpus.truth import Finding
from tests.samples.figures import REVIEWS


def _before(draft: Draft) -> Source | None:
    """A report of the year before in the same format that agrees in every figure; its prose is another unit's."""
    year = int(draft.fields["year"]) - 1
    if (year < 2021) != (draft.report == OLD) or year < 2019:
        return None
    others = [s for s in sources() if s.report == draft.report and s.name != draft.source.name]
    other = redraw(draft.draw.choice(others), Random(draft.draw.random()))
    bases = {table: {row: list(line) for row, line in rows.items()} for table, rows in other.bases.items()}
    bases["applications"] = _handed_on(draft)
    bases["disclosure"] = {**bases["disclosure"], **_documents_before(draft)}
    fields = {**other.fields, "unit": draft.fields["unit"], "year": year, "issued_on": f"{year + 1}-01-20"}
    fields.pop("title_unit", None)
    bases["reviews"] = _pending_before(draft)
    return other.with_figures(bases, other.free, fields)


def _handed_on(draft: Draft) -> dict[str, Any]:
    return {"granted": [12, 5, 3, 2, 2, 2], "carried_out": applicants(draft.source.bases, "carried_in")}


def _documents_before(draft: Draft) -> dict[str, Any]:
    figures = {path: int(value or 0) for path, value in draft.figures().items()}
    found: dict[str, Any] = {}
    for row in ("rules", "normative_documents"):
        path = f"disclosure.item_1.{row}"
        if draft.report == NEW:
            had = figures[f"{path}.in_force"] - figures[f"{path}.issued"] + figures[f"{path}.repealed"]
            found[row] = [0, 0, had]
    for path, items in figures.items():
        if path.endswith(".previous_items"):
            row = path.split(".")[2]
            rest = [1] if row != "fees" else []
            found[row] = [items, 0, *rest]
    return found


def _pending_before(draft: Draft) -> dict[str, Any]:
    return {block: [1, 0, 0, int(draft.figures()[f"reviews.cases.{block}.total"] or 0)] for block in REVIEWS}


def _agreed(draft: Draft) -> bool:
    before = _before(draft)
    if before is None:
        return False
    draft.last = before.data()
    return True


def _move(draft: Draft, path: str, by: int) -> None:
    assert draft.last
    *branch, leaf = path.split(".")
    tree = draft.last["tables"]
    for key in branch:
        tree = tree[key]
    tree[leaf] = int(tree[leaf]) + by


@fault("X nothing between the years")
def agreed(draft: Draft) -> bool:
    """Two years that agree: nothing may be said."""
    return _agreed(draft)


@fault("X1 handed on otherwise")
def handed_on(draft: Draft) -> bool:
    if not _agreed(draft):
        return False
    column = draft.draw.choice(["natural_person", "business", "legal_service", "other"])
    for row in ("carried_out", "received"):
        for key in (column, "total"):
            _move(draft, f"applications.{row}.{key}", 2)
    return True


@fault("X2 in force otherwise")
def in_force(draft: Draft) -> bool:
    if draft.report != NEW or not _agreed(draft):
        return False
    _move(draft, "disclosure.item_1.normative_documents.in_force", draft.draw.randint(1, 9))
    return True


@fault("X3 items otherwise")
def items(draft: Draft) -> bool:
    if draft.report != OLD or not _agreed(draft):
        return False
    row = draft.draw.choice(["item_5.licences", "item_6.penalties", "item_8.fees"])
    _move(draft, f"disclosure.{row}.previous_items", draft.draw.randint(1, 9))
    return True


@fault("X4 pending cases that vanished")
def vanished(draft: Draft) -> bool:
    if not _agreed(draft):
        return False
    for key in ("pending", "total"):
        _move(draft, f"reviews.cases.reconsideration.{key}", 5)
    return True


@fault("X5 last year's text again")
def same_text(draft: Draft) -> bool:
    if not _agreed(draft):
        return False
    assert draft.last
    draft.last["narratives"] = draft.data["narratives"]
    draft.must.append(Finding("X5", "warning", ("*",)))
    return True
