"""Shares and growth within a sentence: computed again from the numbers beside them (N3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
_SHARE = regex(r"占[^，；。\ue000-\uf8ff]{0,14}$")
_EXACT = Context(prec=80)
NUMBERS, NEAR = 24, 40  # numbers and characters before a rate that can be what it was made of
_TOTAL = regex(r"共|总计|累计|总[数量]")


def check_rates(passages: tuple[Passage, ...], year: int) -> Iterator[Diagnostic]:
    """Reports: N3 shares and growth rates that do not follow from the numbers beside them."""
    for passage in passages:
        for sentence in passage.sentences:
            yield from _rates(sentence, passage, year)


def _rates(sentence: Sentence, passage: Passage, year: int) -> Iterator[Diagnostic]:
    for number, (at, quantity) in enumerate(sentence.counted):
        before = sentence.text[max(0, at - NEAR) : at]
        nearest = sentence.counted[max(0, number - NUMBERS) : number]
        earlier = [pair for pair in nearest if pair[1].kind == "count"]
        if quantity.vague or any(other.vague for _, other in earlier):
            continue
        counts = [pair for pair in earlier if not _is_change(_before(sentence, pair))]
        if quantity.kind == "percent" and _SHARE.search(before):
            yield from _share(quantity, counts, sentence, at, passage)
        elif _is_change(before) and quantity.kind != "points":
            changes = [pair for pair in earlier if pair not in counts]
            yield from _growth(quantity, _years(counts, changes, sentence, year), sentence, at, passage)


def _before(sentence: Sentence, pair: Counted) -> str:
    return sentence.text[max(0, pair[0] - NEAR) : pair[0]]


def _is_change(before: str) -> bool:
    return bool(_GROWTH.search(_BY.sub("", before[-6:])[-2:]))


def _share(
    share: Quantity, counts: list[Counted], sentence: Sentence, at: int, passage: Passage
) -> Iterator[Diagnostic]:
    """“共收到15件，其中自然人12件，占80%”: the last count against the one before 其中, or the first that is called a total."""
    if len(counts) < 2:
        return
    part_at, part = counts[-1]
    cue = sentence.text.rfind("其中", 0, part_at)
    since = max(sentence.text.rfind("；", 0, part_at), sentence.text.rfind(";", 0, part_at))
    wholes = [
        quantity
        for (position, quantity), (ahead, _) in zip(counts[:-1], ((-1, None), *counts), strict=False)
        if position > since and quantity.measure == part.measure and quantity.value >= part.value
        and not _is_aside(sentence.text, position, part_at)
        and (position < cue or (cue < 0 and _TOTAL.search(sentence.text[max(0, position - 10, ahead + 1) : position])))
    ]  # fmt: skip
    if not wholes or not part.measure or _other_measure(sentence.text[part_at + 1 : at]):
        return
    whole = wholes[-1 if cue >= 0 else 0]
    if whole.value:
        yield from _recomputed(
            WRONG_SHARE,
            share,
            part.value / whole.value * 100,
            sentence.clause(counts[0][0], at + 1),
            passage,
        )


def _is_aside(text: str, position: int, at: int) -> bool:
    """Whether a number stands in brackets that close before another."""
    opened, closed = (text.find(mark, position, at) for mark in "（）")
    return closed >= 0 and not 0 <= opened < closed


def _other_measure(between: str) -> bool:
    """Whether more than a comma stands between a part and its share: then the share may be another's."""
    return len(re.sub(r"[，、（]|占.*", "", between)) > 8


class Years(NamedTuple):
    """A count of this year and the same of the year before; `since` is where the first of the words stands."""

    now: Decimal
    before: Decimal
    measure: str
    since: int


def _years(counts: list[Counted], changes: list[Counted], sentence: Sentence, year: int) -> Years | None:
    """“2024年15件，2023年12件” or “15件，比上年增加3件”: both years' counts, where the sentence leaves no doubt."""
    measures = {quantity.measure for _, quantity in (*counts, *changes)}
    if len(measures) != 1 or not measures - {""}:
        return None
    measure, since = measures.pop(), counts[0][0] if counts else 0
    if len(counts) == 1 and len(changes) == 1:
        up = _direction(_before(sentence, changes[0]))
        now, change = counts[0][1].value, changes[0][1].value
        return Years(now, now - change if up else now + change, measure, since)
    if len(counts) != 2 or changes:
        return None
    other = [_is_of_another_year(sentence, position, counts, year) for position, _ in counts]
    if other.count(True) != 1:
        return None
    return Years(counts[other.index(False)][1].value, counts[other.index(True)][1].value, measure, since)


def _growth(
    change: Quantity, years: Years | None, sentence: Sentence, at: int, passage: Passage
) -> Iterator[Diagnostic]:
    """“增长25%” or “增加3件” against the counts of both years."""
    if years is None or not years.before:
        return
    up = _direction(_before(sentence, (at, change)))
    difference = years.now - years.before if up else years.before - years.now
    said = sentence.clause(years.since, behind((at, change)))
    if change.kind == "percent":
        yield from _recomputed(WRONG_GROWTH, change, difference / years.before * 100, said, passage)
    elif change.measure == years.measure:
        yield from _recomputed(WRONG_GROWTH, change, difference, said, passage)


def _direction(before: str) -> bool:
    """Whether the word of change before a number means more."""
    found = _GROWTH.search(_BY.sub("", before[-6:])[-2:])
    return bool(found and found["up"])


def _is_of_another_year(sentence: Sentence, at: int, counts: list[Counted], year: int) -> bool:
    """Whether the words since the number before speak of another year, or compare with it."""
    since = max((position for position, _ in counts if position < at), default=max(-1, at - REACH)) + 1
    words = sentence.text[since:at]
    return Times(words.replace("（", "")).is_another(len(words), year) or bool(_COMPARED.search(words))


def _recomputed(
    kind: Kind, stated: Quantity, value: Decimal, said: str, passage: Passage
) -> Iterator[Diagnostic]:
    if abs(value - stated.value) * 2 <= stated.step * Decimal("1.02"):
        return
    step = stated.step if stated.step < 1 else Decimal(1)
    expected = printed(value.quantize(step, context=_EXACT)) + ("%" if stated.kind == "percent" else "")
    yield kind.at(passage.at, expected=expected, actual=stated.text, said=said, stated=stated.text)
