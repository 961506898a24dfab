"""The cues: the words by which a sentence shows which patterns of a definition it may fit.

A definition has some sixty patterns and a report some forty sentences, most of which have nothing to do with each other.
Trying each on each took two thirds of all the rules over the text (measured).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from docgen.report.definition import Claim, Definition
from docgen.report.pattern import words_of


class Wanted(NamedTuple):
    """A pattern of a claim; `number` where it has one in it, else it says that there is none."""

    claim: Claim
    pattern: str
    number: bool


class Cues:
    """Patterns in order, by the words of which a sentence that fits one has at least one."""

    def __init__(self, patterns: Iterable[Wanted]) -> None:
        self._patterns = tuple(patterns)
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._wordless: list[int] = []
        for number, wanted in enumerate(self._patterns):
            words = words_of(wanted.pattern)
            for word in words:
                self._by_word[word].append(number)
            if not words:
                self._wordless.append(number)

    def met_in(self, sentence: str) -> Sequence[Wanted]:
        """The patterns that a sentence may fit, in their order."""
        met = set(self._wordless)
        for word, numbers in self._by_word.items():
            if word in sentence:
                met.update(numbers)
        return [self._patterns[number] for number in sorted(met)]


@lru_cache(maxsize=16)
def cues_of(definition: Definition) -> Cues:
    """The cues of all claims of a definition."""
    return Cues(_patterns(definition))


def _patterns(definition: Definition) -> Iterator[Wanted]:
    for claim in definition.claims:
        yield from (Wanted(claim, pattern, True) for pattern in claim.says)
        yield from (Wanted(claim, pattern, False) for pattern in claim.none)
