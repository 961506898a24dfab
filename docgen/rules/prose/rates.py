"""Shares and growth within a paragraph: computed again from the numbers that they may be made of (N3).

A paragraph seldom says which numbers those are. So every number that may be meant is tried, of the text and of the figures,
and a rate is called wrong only where none of them makes it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Context, Decimal
from typing import NamedTuple

from docgen.diagnostics import Diagnostic, Kind
from docgen.diagnostics.text_codes import WRONG_GROWTH, WRONG_SHARE
from docgen.patterns import regex
from docgen.report.digits import printed
from docgen.rules.prose.outline import Counted, Sentence, behind
from docgen.rules.prose.passage import Passage
from docgen.rules.prose.quantity import Quantity
from docgen.rules.prose.scope import REACH, Times

_GROWTH = regex(r"(?P<up>增长|增加|上升|提高|上涨|增幅|多)|(?P<down>下降|减少|降低|降幅|下滑|回落|少)")
_COMPARED = regex(r"[较比与同](?:上一?年|去年|\d{4}年)(?!增|减|下|上)|同期")
_BY = regex(r"(?:了|约|为|达|率为|率)?$")
_SHARE = regex(r"占(?P<whole>[^，；。\ue000-\uf8ff]{0,14})$")
_EXACT = Context(prec=80)
NUMBERS, NEAR = 24, 40  # numbers and characters beside a rate that can be what it was made of
_TOTAL = regex(r"共|总计|累计|总[数量]")
_TOGETHER = regex(r"合计|共计?|总计|两项|三项|分别|各")
_UNNAMED = regex(r"(?:比|比例|比重)?(?:为|约|达到?)?$|(?:总?数|总?量)?的?$")
_ELSEWHERE = regex(r"全[国省市县区州镇乡社]|各|系统|同级|行业|人口|历年|年均")


class _Text(NamedTuple):
    """What a rate stands in: its sentence, the counts of the paragraph before it, this year's figures, the year."""

    sentence: Sentence
    earlier: Sequence[Quantity]
    known: Mapping[str, Collection[Decimal]]
    year: int

    def before(self, at: int) -> str:
        return self.sentence.text[max(0, at - NEAR) : at]


def check_rates(
    passages: tuple[Passage, ...], year: int, known: Mapping[str, Collection[Decimal]]
) -> Iterator[Diagnostic]:
    """Reports: N3 shares and growth rates that the numbers beside them do not make; `known` are the numbers
    that this year's figures come to, by 计量单位.
    """
    for passage in passages:
        earlier: list[Quantity] = []
        for sentence in passage.sentences:
            yield from _rates(_Text(sentence, earlier[-NUMBERS:], known, year), passage)
            earlier += [quantity for _, quantity in sentence.counted if quantity.kind == "count"]


def _rates(text: _Text, passage: Passage) -> Iterator[Diagnostic]:
    for number, (at, quantity) in enumerate(text.sentence.counted):
        near = text.sentence.counted[max(0, number - NUMBERS) : number + NUMBERS]
        counts = [pair for pair in near if pair[1].kind == "count" and pair[0] != at]
        if quantity.vague or any(other.vague for position, other in counts if position < at):
            continue
        if quantity.kind == "percent" and (share := _SHARE.search(text.before(at))):
            earlier = [pair for pair in counts if pair[0] < at]
            yield from _share((at, quantity), share["whole"], earlier, text, passage)
        elif quantity.kind != "points" and _is_change(text.before(at)):
            yield from _growth((at, quantity), counts, text, passage)


def _is_change(before: str) -> bool:
    return bool(_GROWTH.search(_BY.sub("", before[-6:])[-2:]))


def _share(
    rate: Counted, whole: str, counts: list[Counted], text: _Text, passage: Passage
) -> Iterator[Diagnostic]:
    """“共收到15件，其中自然人12件，占80%”: the last count against all of its measure that are as large."""
    at, share = rate
    parts = [pair for pair in counts if not _is_change(text.before(pair[0]))]
    if not parts or not _is_of(parts[-1], whole, text, at, passage):
        return
    part = parts[-1][1]
    wholes = [q.value for q in (*text.earlier, *(q for _, q in parts[:-1])) if _may_hold(q, part)]
    listed = sum(q.value for _, q in text.sentence.counted if q.kind == "count" and q.measure == part.measure)
    known = (value for value in text.known.get(part.measure, ()) if value >= part.value)
    tried = (*wholes, *known, Decimal(listed))
    if wholes and not any(_makes(share, part.value / value * 100) for value in tried):
        value = part.value / _likeliest(parts, part, wholes, text.sentence.text) * 100
        yield _wrong(WRONG_SHARE, share, value, text.sentence.clause(counts[0][0], at + 1), passage)


def _is_of(part: Counted, whole: str, text: _Text, at: int, passage: Passage) -> bool:
    """Whether a share is that of the count before it, and of a whole that the paragraph speaks of."""
    position, quantity = part
    between = text.sentence.text[position + 1 : at]
    if not quantity.measure or quantity.value <= 0 or _TOGETHER.search(between):
        return False
    # More than a comma between them, and the share may be another's.
    if len(re.sub(r"[，、（]|占.*", "", between)) > 8 or _is_of_another_year(text, position):
        return False
    name = _UNNAMED.sub("", whole)
    return not name or (not _ELSEWHERE.search(name) and passage.text.count(name[-2:]) > 1)


def _may_hold(whole: Quantity, part: Quantity) -> bool:
    return whole.measure == part.measure and whole.value >= part.value


def _likeliest(parts: list[Counted], part: Quantity, wholes: list[Decimal], text: str) -> Decimal:
    """The count before 其中, else the first that is called a total, else the last one named."""
    cue = text.rfind("其中", 0, parts[-1][0])
    here = [(at, quantity.value) for at, quantity in parts[:-1] if _may_hold(quantity, part)]
    ahead = [value for at, value in here if at < cue]
    totals = [value for at, value in here if _TOTAL.search(text[max(0, at - 10) : at])]
    return ahead[-1] if ahead else totals[0] if totals else wholes[-1]


def _growth(change: Counted, counts: list[Counted], text: _Text, passage: Passage) -> Iterator[Diagnostic]:
    """“2024年15件，2023年12件，增长25%”, “15件，比上年增加3件，增长25%”: this year's counts against those of the year before."""
    at, rate = change
    measures = [rate.measure] if rate.kind == "count" else dict.fromkeys(q.measure for _, q in counts)
    up = _direction(text.before(at))
    for measure in filter(None, measures):
        alike = [pair for pair in counts if pair[1].measure == measure]
        grown = [_grown(*pair, rate, up) for pair in _years(alike, change, text)] if alike else []
        if grown and not any(_makes(rate, value) for value in grown if value is not None):
            said = text.sentence.clause(min(at, alike[0][0]), behind(change))
            yield from (
                _wrong(WRONG_GROWTH, rate, value, said, passage) for value in grown[:1] if value is not None
            )


def _grown(now: Decimal, before: Decimal, rate: Quantity, up: bool) -> Decimal | None:
    """By how much this year's count is more, or less, as a count or in per cent."""
    difference = now - before if up else before - now
    if rate.kind == "count":
        return difference
    return difference / before * 100 if before else None


def _years(counts: list[Counted], change: Counted, text: _Text) -> Iterator[tuple[Decimal, Decimal]]:
    """The count of this year and that of the year before, in every way that the text may be understood."""
    at, rate = change
    near = [pair for pair in counts if _is_beside(pair[0], at, text)]
    others = [pair for pair in near if _is_of_another_year(text, pair[0])]
    changes = [pair for pair in counts if pair[0] < at and _is_change(text.before(pair[0]))]
    measure = counts[0][1].measure
    strange = (*others, *changes)
    own = [q.value for p, q in counts if (p, q) not in strange and not _is_of_another_year(text, p)]
    earlier = (q.value for q in text.earlier[::-1] if q.measure == measure)
    nows: list[Decimal] = own or [*earlier, *text.known.get(measure, ())]
    yield from ((now, other.value) for _, other in others for now in nows)
    if not others and rate.kind == "percent":
        for position, difference in changes[-1:]:
            up = _direction(text.before(position))
            yield from ((now, now - difference.value if up else now + difference.value) for now in nows)


def _is_beside(position: int, at: int, text: _Text) -> bool:
    """Whether no other rate stands between a count and a rate; behind it a count must stand in brackets."""
    between = text.sentence.text[min(position, at) + 1 : max(position, at)]
    rates = {character for character in between if "\ue000" <= character <= "\uf8ff"}
    apart = any(text.sentence.quantity(character).kind != "count" for character in rates)
    return not apart and (position < at or between.startswith("（"))


def _direction(before: str) -> bool:
    """Whether the word of change before a number means more."""
    found = _GROWTH.search(_BY.sub("", before[-6:])[-2:])
    return bool(found and found["up"])


def _is_of_another_year(text: _Text, at: int) -> bool:
    """Whether the words since the number before speak of another year, or compare with it."""
    positions = [position for position, _ in text.sentence.counted if position < at]
    words = text.sentence.text[max(positions[-1] if positions else -1, at - REACH) + 1 : at]
    return Times(words.replace("（", "")).is_another(len(words), text.year) or bool(_COMPARED.search(words))


def _makes(stated: Quantity, value: Decimal) -> bool:
    """Whether a value may have been rounded to what is stated."""
    return abs(value - stated.value) * 2 <= stated.step * Decimal("1.02")


def _wrong(kind: Kind, stated: Quantity, value: Decimal, said: str, passage: Passage) -> Diagnostic:
    step = stated.step if stated.step < 1 else Decimal(1)
    expected = printed(value.quantize(step, context=_EXACT)) + ("%" if stated.kind == "percent" else "")
    return kind.at(passage.at, expected=expected, actual=stated.text, said=said, stated=stated.text)
