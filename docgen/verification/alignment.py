"""The alignment: which line of one text is which of another, and which are changed, missing, added or moved."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from docgen.records import dataclass

ALIKE = 0.5  # of the pairs of characters of two lines, for the one to be the other with changes
COMPARED = 2500  # pairs of lines between two that agree: beyond it lines are taken in order, alike or not

Pair = tuple[int, int]
_Range = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Alignment:
    """The lines of both texts by their places; of a pair the first is in the expected text."""

    same: tuple[Pair, ...]
    changed: tuple[Pair, ...]
    moved: tuple[Pair, ...]
    missing: tuple[int, ...]
    added: tuple[int, ...]


def align(expected: Sequence[str], actual: Sequence[str]) -> Alignment:
    """How the lines of two texts belong together. The time grows with their length, whatever they are."""
    same = sorted(_same(expected, actual))
    left, right = _without(range(len(expected)), range(len(actual)), same)
    moved = tuple(_moved(expected, actual, left, right))
    left, right = _without(left, right, moved)
    gaps = _gaps(same, left, right)
    changed = tuple(pair for gap in gaps for pair in _changed(expected, actual, *gap))
    missing, added = _without(left, right, changed)
    return Alignment(tuple(same), changed, moved, tuple(missing), tuple(added))


def _without(left: Iterable[int], right: Iterable[int], pairs: Iterable[Pair]) -> tuple[list[int], list[int]]:
    """The lines of both sides that belong to none of the pairs."""
    ones, others = set(), set()
    for one, other in pairs:
        ones.add(one)
        others.add(other)
    return [one for one in left if one not in ones], [other for other in right if other not in others]


def _same(expected: Sequence[str], actual: Sequence[str]) -> Iterator[Pair]:
    """Lines that agree, none across another: first what begins and ends alike, then lines that are there but once."""
    waiting: list[_Range] = [(0, len(expected), 0, len(actual))]
    while waiting:
        top, bottom, first, last = waiting.pop()
        while top < bottom and first < last and expected[top] == actual[first]:
            yield top, first
            top, first = top + 1, first + 1
        while top < bottom and first < last and expected[bottom - 1] == actual[last - 1]:
            bottom, last = bottom - 1, last - 1
            yield bottom, last
        anchors = _anchors(expected, actual, (top, bottom, first, last))
        edges = [(top - 1, first - 1), *anchors, (bottom, last)]
        yield from anchors
        if anchors:
            waiting += [(a + 1, c, b + 1, d) for (a, b), (c, d) in pairwise(edges)]


def _anchors(expected: Sequence[str], actual: Sequence[str], within: _Range) -> list[Pair]:
    """The lines that are there once on either side, as many as stand in the same order."""
    top, bottom, first, last = within
    ones, others = _once(expected, top, bottom), _once(actual, first, last)
    return _in_order([(one, others[text]) for text, one in ones.items() if text in others])


def _once(texts: Sequence[str], start: int, end: int) -> dict[str, int]:
    count = Counter(texts[start:end])
    return {texts[at]: at for at in range(start, end) if count[texts[at]] == 1}


def _in_order(pairs: Sequence[Pair]) -> list[Pair]:
    """The longest run of pairs, given in the order of the one text, that is in the order of the other too."""
    ends: list[int] = []  # of the runs of each length, the lowest place at which one ends; and by which pair
    last: list[int] = []
    before: list[int] = []
    for at, (_, other) in enumerate(pairs):
        length = bisect_left(ends, other)
        before.append(last[length - 1] if length else -1)
        if length == len(ends):
            ends.append(other)
            last.append(at)
        ends[length], last[length] = other, at
    run, at = [], last[-1] if last else -1
    while at >= 0:
        run.append(pairs[at])
        at = before[at]
    return run[::-1]


def _moved(
    expected: Sequence[str], actual: Sequence[str], left: Sequence[int], right: Sequence[int]
) -> Iterator[Pair]:
    elsewhere: dict[str, list[int]] = defaultdict(list)
    for other in reversed(right):
        elsewhere[actual[other]].append(other)
    for one in left:
        if elsewhere.get(expected[one]):
            yield one, elsewhere[expected[one]].pop()


def _gaps(
    same: Sequence[Pair], left: Sequence[int], right: Sequence[int]
) -> Iterator[tuple[list[int], list[int]]]:
    """What is left over on both sides between the same two lines that agree."""
    ones, others = [one for one, _ in same], [other for _, other in same]
    gaps: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for one in left:
        gaps[bisect_left(ones, one)][0].append(one)
    for other in right:
        gaps[bisect_left(others, other)][1].append(other)
    yield from (gap for _, gap in sorted(gaps.items()) if gap[0] and gap[1])


def _changed(
    expected: Sequence[str], actual: Sequence[str], ones: list[int], others: list[int]
) -> Iterator[Pair]:
    """Lines that are much alike; and between them as many as there are on either side, each for each."""
    alike = _alike(expected, actual, ones, others)
    edges = [(-1, -1), *alike, (len(expected), len(actual))]
    yield from alike
    for (top, first), (bottom, last) in pairwise(edges):
        between = (
            [one for one in ones if top < one < bottom],
            [other for other in others if first < other < last],
        )
        if len(between[0]) == len(between[1]):
            yield from zip(*between, strict=True)


def _alike(expected: Sequence[str], actual: Sequence[str], ones: list[int], others: list[int]) -> list[Pair]:
    if len(ones) * len(others) > COMPARED:
        return []
    found: list[Pair] = []
    free = {other: _couples(actual[other]) for other in others}
    for one in ones:
        couples = _couples(expected[one])
        likest = max(free, key=lambda other: _likeness(couples, free[other]), default=None)
        if likest is not None and _likeness(couples, free[likest]) >= ALIKE:
            found.append((one, likest))
            free = {other: value for other, value in free.items() if other > likest}
    return found


def _couples(text: str) -> Counter[str]:
    """The characters of a line two by two, and how often each couple is there."""
    return Counter(map("".join, zip(f" {text}", f"{text} ", strict=True)))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """What share of the couples two lines have in common: 0 for none, 1 for all."""
    return 2 * (one & other).total() / (one.total() + other.total())
