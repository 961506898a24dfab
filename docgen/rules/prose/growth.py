"""Growth (N3): “15件，2023年12件，增长25%”, “比上年增加3件”, tried for every pair of years that may be meant."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from docgen.diagnostics import Diagnostic
from docgen.diagnostics.text_codes import WRONG_GROWTH
from docgen.rules.prose.outline import Counted, behind
from docgen.rules.prose.passage import Passage
from docgen.rules.prose.quantity import Quantity
from docgen.rules.prose.rate import Text, is_change, is_more, is_of_another_year, makes, wrong

_RESPECTIVELY = "分别"


def wrong_growth(
    change: Counted, counts: list[Counted], text: Text, passage: Passage
) -> Iterator[Diagnostic]:
    """“2024年15件，2023年12件，增长25%”, “15件，比上年增加3件，增长25%”: this year's counts against those of the year before."""
    at, rate = change
    measures = [rate.measure] if rate.kind == "count" else list(dict.fromkeys(q.measure for _, q in counts))
    alike = ([pair for pair in counts if pair[1].measure == measure] for measure in measures if measure)
    up = is_more(text.before(at))
    pairs = [pair for group in alike if group for pair in _years(group, change, text)]
    grown = [value for pair in pairs if (value := _grown(*pair, rate, up)) is not None]
    if grown and _RESPECTIVELY not in text.before(at) and not any(makes(rate, value) for value in grown):
        since = min(at, *(position for position, _ in counts))
        yield wrong(WRONG_GROWTH, rate, grown[0], text.sentence.clause(since, behind(change)), passage)


def _grown(now: Decimal, before: Decimal, rate: Quantity, up: bool) -> Decimal | None:
    """By how much this year's count is more, or less, as a count or in per cent."""
    difference = now - before if up else before - now
    if rate.kind == "count":
        return difference
    return difference / before * 100 if before else None


def _years(counts: list[Counted], change: Counted, text: Text) -> Iterator[tuple[Decimal, Decimal]]:
    """The count of this year and that of the year before, in every way that the text may be understood."""
    at, rate = change
    near = [pair for pair in counts if _is_beside(pair[0], at, text)]
    others = [pair for pair in near if is_of_another_year(text, pair[0])]
    changes = [pair for pair in counts if pair[0] < at and is_change(text.before(pair[0]))]
    measure = counts[0][1].measure
    strange = (*others, *changes)
    own = [q.value for p, q in counts if (p, q) not in strange and not is_of_another_year(text, p)]
    earlier = [
        n.quantity.value for n in (*text.previous, *text.earlier[::-1]) if n.quantity.measure == measure
    ]
    whole = sum(own, Decimal(0))
    nows: list[Decimal] = [*own, whole, *earlier] if own else [*earlier, *text.known.get(measure, ())]
    yield from ((now, other.value) for _, other in others for now in nows)
    if not others and rate.kind == "percent":
        for position, difference in changes[-1:]:
            up = is_more(text.before(position))
            yield from ((now, now - difference.value if up else now + difference.value) for now in nows)


def _is_beside(position: int, at: int, text: Text) -> bool:
    """Whether no other rate stands between a count and a rate; behind it a count must stand in brackets."""
    between = text.sentence.text[min(position, at) + 1 : max(position, at)]
    rates = {character for character in between if "\ue000" <= character <= "\uf8ff"}
    apart = any(text.sentence.quantity(character).kind != "count" for character in rates)
    return not apart and (position < at or between.startswith("（"))
