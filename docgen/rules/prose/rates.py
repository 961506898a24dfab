"""Shares and growth within a paragraph: computed again from the numbers that they may be made of (N3).

A paragraph seldom says which numbers those are. So every number that may be meant is tried, of the text and of the figures,
and a rate is called wrong only where none of them makes it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from docgen.diagnostics import Diagnostic
from docgen.patterns import regex
from docgen.rules.prose.growth import wrong_growth
from docgen.rules.prose.passage import Passage
from docgen.rules.prose.rate import NUMBERS, Named, Text, is_change
from docgen.rules.prose.shares import wrong_share

_SHARE = regex(r"占(?P<whole>[^，；。\ue000-\uf8ff]{0,14})$")


def check_rates(
    passages: tuple[Passage, ...], year: int, known: Mapping[str, Collection[Decimal]]
) -> Iterator[Diagnostic]:
    """Reports: N3 shares and growth rates that the numbers beside them do not make; `known` are the numbers that this
    year's figures come to, by 计量单位.
    """
    for passage in passages:
        earlier: list[Named] = []
        previous: list[Named] = []
        for sentence in passage.sentences:
            text = Text(sentence, previous, earlier[-NUMBERS:], known, year)
            yield from _rates(text, passage)
            earlier += previous
            previous = [
                Named(text.before(at), q) for at, q in sentence.counted[-NUMBERS:] if q.kind == "count"
            ]


def _rates(text: Text, passage: Passage) -> Iterator[Diagnostic]:
    for number, (at, quantity) in enumerate(text.sentence.counted):
        near = text.sentence.counted[max(0, number - NUMBERS) : number + NUMBERS]
        counts = [pair for pair in near if pair[1].kind == "count" and pair[0] != at]
        if quantity.vague or any(other.vague for position, other in counts if position < at):
            continue
        if quantity.kind == "percent" and (share := _SHARE.search(text.before(at))):
            before = [pair for pair in counts if pair[0] < at]
            yield from wrong_share((at, quantity), share["whole"], before, text, passage)
        elif quantity.kind != "points" and is_change(text.before(at)):
            yield from wrong_growth((at, quantity), counts, text, passage)
