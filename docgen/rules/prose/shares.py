"""Shares (N3): “共收到15件，其中自然人12件，占80%”, tried against every whole that may be meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from docgen.diagnostics import Diagnostic
from docgen.diagnostics.text_codes import WRONG_SHARE
from docgen.patterns import regex
from docgen.rules.prose.outline import Counted
from docgen.rules.prose.passage import Passage
from docgen.rules.prose.quantity import Quantity
from docgen.rules.prose.rate import Named, Text, is_change, is_of_another_year, makes, wrong

NAMED = 12  # characters before a count in which its name stands
_TOTAL = regex(r"共|总计|累计|总[数量]")
_TOGETHER = regex(r"合计|共计?|总计|两项|三项|分别|各")
_UNNAMED = regex(r"(?:比|比例|比重)?(?:为|约|达到?)?$|(?:总?数|总?量)?的?$")
_ELSEWHERE = regex(r"全[国省市县区州镇乡社]|各|系统|同级|行业|人口|年|由|从|同期")
_LISTED = regex(r"、[\ue000-\uf8ff]")  # “占80%、20%”: which is whose is not asked


def wrong_share(
    rate: Counted, whole: str, counts: list[Counted], text: Text, passage: Passage
) -> Iterator[Diagnostic]:
    """“共收到15件，其中自然人12件，占80%”: the last count against all of its measure that are as large."""
    at, share = rate
    parts = [pair for pair in counts if not is_change(text.before(pair[0]))]
    if not parts or not _is_of(parts[-1], at, text):
        return
    part = parts[-1][1]
    near = [*text.previous, *(Named(text.before(p), q) for p, q in parts[:-1])]
    wholes, nearer = (
        [n for n in among if _may_hold(n.quantity, part)] for among in ([*text.earlier, *near], near)
    )
    meant = _meant(whole, wholes, nearer)
    listed = sum(q.value for _, q in text.sentence.counted if q.kind == "count" and q.measure == part.measure)
    known = (value for value in text.known.get(part.measure, ()) if value >= part.value)
    tried = (*(one.quantity.value for one in wholes), *known, Decimal(listed))
    if meant and not any(makes(share, part.value / value * 100) for value in tried):
        value = part.value / _likeliest(parts, part, meant, text.sentence.text) * 100
        yield wrong(WRONG_SHARE, share, value, text.sentence.clause(counts[0][0], at + 1), passage)


def _is_of(part: Counted, at: int, text: Text) -> bool:
    """Whether a share is surely that of the count before it."""
    position, quantity = part
    between = text.sentence.text[position + 1 : at]
    if not quantity.measure or quantity.value <= 0 or _TOGETHER.search(between):
        return False
    if _LISTED.match(text.sentence.text, at + 1) or is_of_another_year(text, position):
        return False
    # More than a comma between them, and the share may be another's.
    return len(re.sub(r"[，、（]|占.*", "", between)) <= 8


def _meant(whole: str, wholes: Sequence[Named], near: Sequence[Named]) -> list[Decimal]:
    """The counts that may be the whole: those that bear its name, or where it has none those of this sentence and the last."""
    name = _UNNAMED.sub("", whole)
    if _ELSEWHERE.search(name):
        return []
    named = (one for one in wholes if name[-2:] in one.words[-NAMED:]) if name else near
    return [one.quantity.value for one in named]


def _may_hold(whole: Quantity, part: Quantity) -> bool:
    return whole.measure == part.measure and whole.value >= part.value


def _likeliest(parts: list[Counted], part: Quantity, wholes: list[Decimal], text: str) -> Decimal:
    """The count before 其中, else the first that is called a total, else the last one named."""
    cue = text.rfind("其中", 0, parts[-1][0])
    here = [(at, quantity.value) for at, quantity in parts[:-1] if _may_hold(quantity, part)]
    ahead = [value for at, value in here if at < cue]
    totals = [value for at, value in here if _TOTAL.search(text[max(0, at - 10) : at])]
    return ahead[-1] if ahead else totals[0] if totals else wholes[-1]
