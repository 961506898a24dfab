"""A tenth of many cases, the same each time, with every kind of them in it; in the proof `suite`, all of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterable
from random import Random
from typing import TypeVar

WHOLE = bool(os.environ.get("DOCGEN_TESTS_WHOLE"))
"""Whether nothing is to be left out: the environment of `python -m tests.proofs suite`."""
SEED, SHARE = 264, 10
Case = TypeVar("Case")


def tenth(cases: Iterable[Case], kinds: Callable[[Case], Iterable[Hashable]] = lambda _: ()) -> list[Case]:
    """A tenth of the cases in their order, or more where the kinds are more: each of a case's `kinds` is in it."""
    every = list(cases)
    return every if WHOLE else [every[at] for at in sorted(_chosen([set(kinds(case)) for case in every]))]


def few(count: int) -> int:
    """A tenth of so many; so many in the proof."""
    return count if WHOLE else -(-count // SHARE)


def _chosen(kinds: list[set[Hashable]]) -> set[int]:
    order = Random(SEED).sample(range(len(kinds)), len(kinds))
    chosen, seen = set[int](), set[Hashable]()
    for at in order:
        if kinds[at] - seen:
            chosen.add(at)
            seen |= kinds[at]
    rest = [at for at in order if at not in chosen]
    return chosen | set(rest[: max(0, few(len(kinds)) - len(chosen))])
