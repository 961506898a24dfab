"""The same report with other figures: drawn at random, and still clean by the arithmetic of the official form.

What is nought stays nought and what is not stays so, since the prose says which is which.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from random import Random
from typing import Any

from tests.corpus.source import Source
from tests.corpus.tables import OLD, Amount, applicants, result_rows

Row = list[Amount]


def redraw(source: Source, draw: Random) -> Source:
    """The report with every figure drawn anew, in the tables, on the cover and in the prose."""
    bases = {
        "applications": _applications(source, draw),
        "reviews": {block: [_count(n, draw) for n in row] for block, row in source.bases["reviews"].items()},
        "disclosure": dict(_disclosure(source, draw)),
    }
    moved = source.with_figures(bases, source.free, source.fields)
    fields = {**source.fields, **_fees(moved, draw)}
    return moved.with_figures(bases, _free(moved, draw), fields)


def _count(old: Any, draw: Random) -> Any:
    return draw.randint(min(2, int(old)), max(3, 2 * int(old))) if old else old


def _applications(source: Source, draw: Random) -> dict[str, Row]:
    """Results and what is carried out at random; of what came in, some was carried in where some was before."""
    bases = source.bases
    rows = {row: [_count(n, draw) for n in applicants(bases, row)] for row in result_rows(source.report)}
    out = [_count(n, draw) for n in applicants(bases, "carried_out")]
    done = [sum(column) for column in zip(*rows.values(), strict=True)]
    received = [source.values[f"received.{key}"] for key in _APPLICANTS]
    into = applicants(bases, "carried_in")
    carried = [
        _carried(old, d + o, bool(new), draw)
        for old, d, o, new in zip(into, done, out, received, strict=True)
    ]
    return {**rows, "carried_out": out, "carried_in": carried}


_APPLICANTS = ("natural_person", "business", "research", "social_organisation", "legal_service", "other")


def _carried(old: Amount, handled: Amount, some_received: bool, draw: Random) -> Amount:
    if not old or not some_received:
        return handled if old else 0
    most = int(handled) - 1
    return draw.randint(1, min(most, 2 * int(old) + 1))


def _disclosure(source: Source, draw: Random) -> Mapping[str, Row]:
    given = source.bases["disclosure"]
    return {row: _DRAWN.get(row, _scaled)(list(old), source.report, draw) for row, old in given.items()}


def _scaled(old: Row, report: str, draw: Random) -> Row:
    """Counts and sums of money; of items (2019) a change that the items of last year allow."""
    if report == OLD and len(old) >= 2 and isinstance(old[1], int):
        items, change = _count(old[0], draw), old[1]
        sign = (change > 0) - (change < 0)
        changed = sign * draw.randint(1, max(1, int(items) - 1)) if change else 0
        return [items, changed if items or changed > 0 else 0, *(_count(n, draw) for n in old[2:])]
    return [_money(n, draw) if isinstance(n, Decimal) else _count(n, draw) for n in old]


def _money(old: Decimal, draw: Random) -> Decimal:
    places = -int(old.as_tuple().exponent)
    return Decimal(draw.randint(1, int(old.scaleb(places)) * 2)).scaleb(-places)


def _documents(old: Row, report: str, draw: Random) -> Row:
    """2021: issued, repealed, in force; 2019: made, published, published in all."""
    first, second, whole = old
    if report == OLD:
        published = _count(second, draw)
        return [
            published + first - second,
            published,
            published + draw.randint(0, int(whole)) if whole else whole,
        ]
    issued = _count(first, draw)
    return [issued, _count(second, draw), issued + draw.randint(1, 2 * int(whole)) if whole else whole]


_DRAWN = {"rules": _documents, "normative_documents": _documents}


def _fees(source: Source, draw: Random) -> dict[str, Amount]:
    """Notices cover what went unpaid; no more is received than was asked for."""
    if "fee_notices" not in source.fields:
        return {}
    notices, asked, paid = (source.fields[f"fee_{key}"] for key in ("notices", "notified", "received"))
    unpaid = int(source.values["other.fee_unpaid"])
    if not notices:
        return {}
    sent = unpaid + (draw.randint(1, 9) if paid else 0)
    total = 10 * draw.randint(sent, 40 * sent)
    received = total if paid == asked else total - 10 * draw.randint(1, max(1, total // 20)) if paid else 0
    return {"fee_notices": sent, "fee_notified": total, "fee_received": max(received, 0)}


def _free(source: Source, draw: Random) -> dict[str, Any]:
    return {name: _bounded(source, name, draw) for name in source.free}


def _bounded(source: Source, name: str, draw: Random) -> int:
    if name not in source.bounds:
        return draw.randint(1, 2 * int(source.free[name]))
    kind, other = source.bounds[name].split()
    limit = int(source.values[other])
    if kind == "above":
        return draw.randint(limit + 1, 2 * limit + 1)
    return draw.randint(max(1, limit // 2) if kind == "below" else 1, limit - 1)


def drawn(sources: Sequence[Source], draw: Random) -> Source:
    """One of the reports, drawn anew."""
    return redraw(draw.choice(sources), draw)
