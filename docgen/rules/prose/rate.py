"""The rate: a share or a growth rate with the numbers beside it, which it may be made of (N3)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from decimal import Context, Decimal
from typing import NamedTuple

from docgen.diagnostics import Diagnostic, Kind
from docgen.patterns import regex
from docgen.report.digits import printed
from docgen.rules.prose.outline import Sentence
from docgen.rules.prose.passage import Passage
from docgen.rules.prose.quantity import Quantity
from docgen.rules.prose.scope import REACH, Times

NUMBERS, NEAR = 24, 40  # numbers and characters beside a rate that can be what it was made of
_GROWTH = regex(r"(?P<up>增长|增加|上升|提高|上涨|增幅|多)|(?P<down>下降|减少|降低|降幅|下滑|回落|少)")
_COMPARED = regex(r"[较比与同](?:上一?年|去年|\d{4}年)(?!增|减|下|上)|同期")
_BY = regex(r"(?:了|约|为|达|率为|率)?$")
_EXACT = Context(prec=80)


class Named(NamedTuple):
    """A count and the words before it."""

    words: str
    quantity: Quantity


class Text(NamedTuple):
    """What a rate stands in: its sentence, the counts of the one before and of the paragraph before that, the numbers that
    this year's figures come to by 计量单位, the year.
    """

    sentence: Sentence
    previous: Sequence[Named]
    earlier: Sequence[Named]
    known: Mapping[str, Collection[Decimal]]
    year: int

    def before(self, at: int) -> str:
        return self.sentence.text[max(0, at - NEAR) : at]


def is_change(before: str) -> bool:
    return bool(_GROWTH.search(_BY.sub("", before[-6:])[-2:]))


def is_more(before: str) -> bool:
    """Whether the word of change before a number means more."""
    found = _GROWTH.search(_BY.sub("", before[-6:])[-2:])
    return bool(found and found["up"])


def is_of_another_year(text: Text, at: int) -> bool:
    """Whether the words since the number before speak of another year, or compare with it."""
    number = bisect_left(text.sentence.positions, at)
    since = text.sentence.positions[number - 1] if number else -1
    words = text.sentence.text[max(since, at - REACH) + 1 : at]
    return Times(words.replace("（", "")).is_another(len(words), text.year) or bool(_COMPARED.search(words))


def makes(stated: Quantity, value: Decimal) -> bool:
    """Whether a value may have been rounded to what is stated."""
    return abs(value - stated.value) * 2 <= stated.step * Decimal("1.02")


def wrong(kind: Kind, stated: Quantity, value: Decimal, said: str, passage: Passage) -> Diagnostic:
    step = stated.step if stated.step < 1 else Decimal(1)
    expected = printed(value.quantize(step, context=_EXACT)) + ("%" if stated.kind == "percent" else "")
    return kind.at(passage.at, expected=expected, actual=stated.text, said=said, stated=stated.text)
