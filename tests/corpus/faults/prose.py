"""Faults in what the prose states of the figures: other numbers, parts, shares, fees, measures."""

from __future__ import annotations

from decimal import Decimal

from tests.corpus.draft import Draft
from tests.corpus.faults import fault
from tests.corpus.statements import BOUND, Statement, groups
from tests.corpus.truth import Finding, info, warning

_DOCUMENTS = ("normative_documents.issued", "normative_documents.made")


def _falsify(draft: Draft, wanted: list[int]) -> bool:
    """One of these statements says another count."""
    if not wanted:
        return False
    index = draft.draw.choice(wanted)
    right = draft.said[index].said
    wrong = [right + draft.draw.randint(1, 4), right * 10 + 3, *([right - 1] if right > 1 else [])]
    draft.restate(index, draft.draw.choice(wrong))
    return True


def _meaning(statement: Statement) -> str:
    return statement.meaning.replace(" ", "")


@fault("N1 stated")
def stated(draft: Draft) -> bool:
    """A phrase at random: every one that the review names has its turn."""
    found = [i for i, s in enumerate(draft.said) if _meaning(s) in BOUND]
    kinds = sorted({_meaning(draft.said[i]) for i in found})
    if not kinds:
        return False
    kind = draft.draw.choice(kinds)
    return _falsify(draft, [i for i in found if _meaning(draft.said[i]) == kind])


@fault("N1 figures of another year in the table")
def other_table(draft: Draft) -> bool:
    """The tables are those of another draw and right in themselves; the prose still says the old figures."""
    bases = {**draft.source.bases, "applications": dict(draft.source.bases.get("applications", {}))}
    granted = list(bases["applications"].get("granted", [0]))
    bases["applications"]["granted"] = [granted[0] + draft.draw.randint(1, 9), *granted[1:]]
    draft.refill(bases)
    return True


@fault("N1 nought in words")
def not_nought(draft: Draft) -> bool:
    """The words say there was none, and the tables have some."""
    wanted = [m for m in draft.source.noughts.values() if "documents" not in m]
    if not wanted:
        return False
    meaning = draft.draw.choice(wanted)
    bases = {table: dict(rows) for table, rows in draft.source.bases.items()}
    some = draft.draw.randint(1, 5)
    if "reconsideration" in meaning or "litigation" in meaning:
        block = "reconsideration" if "reconsideration" in meaning else "litigation_direct"
        bases["reviews"][block] = [some, 0, 0, 0]
    else:
        row = {"received": "granted", "carried_in": "carried_in", "carried_out": "carried_out"}[meaning]
        granted = list(bases["applications"].get("granted", [0]))
        bases["applications"]["granted"] = [granted[0] + some, *granted[1:]]
        bases["applications"][row] = bases["applications"]["granted"] if row == "granted" else [some]
    draft.refill(bases)
    return True


@fault("N1 a narrower body")
def narrower(draft: Draft) -> bool:
    """The office's own figure beside the government's: lawful, and worth a look."""
    received = int(draft.figures()["applications.received.total"] or 0)
    if "政府" not in draft.fields["unit"] or received < 2:
        return False
    narratives = draft.data["narratives"]["overview"]
    narratives.append(
        {"text": f"办公室本级全年收到政府信息公开申请{draft.draw.randint(1, received - 1)}件。"}
    )
    place = f"narratives.overview.{len(narratives) - 1}"
    draft.must.append(Finding("N1/N4", "warning", (place,)))
    draft.may.append(Finding("N2", "error", (place, "narratives.overview.*")))
    return True


@fault("N2 parts that do not add up")
def parts(draft: Draft) -> bool:
    """A part after 其中 that no table knows."""
    free = [
        i for group in groups(draft.source) for i in group.parts
        if all(name in draft.source.free for name in draft.said[i].names)
    ]  # fmt: skip
    return _falsify(draft, free)


@fault("N2 a group with a wrong part")
def bound_parts(draft: Draft) -> bool:
    return _falsify(draft, [i for group in groups(draft.source) for i in (group.total, *group.parts)])


@fault("N3 a share or growth")
def ratio(draft: Draft) -> bool:
    wanted = [i for i, s in enumerate(draft.said) if s.ratio and _recomputable(draft, s)]
    if not wanted:
        return False
    index = draft.draw.choice(wanted)
    statement = draft.said[index]
    step = Decimal(draft.draw.choice([-7, -3, 3, 5, 11]))
    wrong = statement.said + step
    draft.restate(index, wrong if wrong > 0 else statement.said + 9)
    draft.must.append(warning("N3", statement.place))
    return True


def _recomputable(draft: Draft, statement: Statement) -> bool:
    """The figures that it is computed from stand in its paragraph."""
    here = {_meaning(s) for s in draft.said if s.place == statement.place and not s.ratio}
    inner = statement.meaning.partition("(")[2].rstrip(")").replace(" ", "").split(",")
    return all(part in here for part in inner)


@fault("N5 more received than asked for")
def overpaid(draft: Draft) -> bool:
    """Cover and prose agree that more came in than the notices asked."""
    asked = draft.fields.get("fee_notified")
    if not asked:
        return False
    fields = {**draft.source.fields, "fee_received": int(asked) + 10 * draft.draw.randint(1, 20)}
    draft.restart(draft.source.with_figures(draft.source.bases, draft.source.free, fields))
    draft.must.append(Finding("N5", "warning", ("fields.fee_received", "fields.fee_notified")))
    return True


@fault("N5 unpaid without a notice")
def no_notice(draft: Draft) -> bool:
    unpaid = draft.figures().get("applications.other.fee_unpaid.total")
    if not unpaid:
        return False
    fields = {**draft.source.fields, "fee_notices": 0, "fee_notified": 0, "fee_received": 0}
    draft.restart(draft.source.with_figures(draft.source.bases, draft.source.free, fields))
    draft.must.append(Finding("N5", "warning", ("fields.fee_notices", "applications.other.fee_unpaid.total")))
    return True


@fault("N5 another fee in the prose")
def other_fee(draft: Draft) -> bool:
    wanted = [
        i for i, s in enumerate(draft.said) if any(n.startswith("fee_") for n in s.names) and s.said > 0
    ]
    return _falsify(draft, wanted)


@fault("N6 another measure")
def measure(draft: Draft) -> bool:
    """申请5宗 among 件: the first figure of requests in a paragraph that keeps 件 for others."""
    wanted = [s for s in draft.said if _meaning(s) == "received"]
    if not wanted:
        return False
    place = draft.draw.choice(wanted).place
    paragraph = draft.paragraph(place)
    said = f"{next(s.said for s in wanted if s.place == place):f}件"
    if f"申请{said}" not in paragraph["text"] or paragraph["text"].count("件") < 3:
        return False
    other = draft.draw.choice("宗份条")
    paragraph["text"] = paragraph["text"].replace(f"申请{said}", f"申请{said[:-1]}{other}", 1)
    draft.must.append(info("N6", place))
    return True


@fault("N7 other documents than in table two")
def documents(draft: Draft) -> bool:
    return _falsify(draft, [i for i, s in enumerate(draft.said) if _meaning(s) in _DOCUMENTS])
