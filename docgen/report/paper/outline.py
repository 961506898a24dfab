"""The outline of a document: which of its headings begin the sections of the form, whatever they are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher

from docgen.report.definition import Definition
from docgen.report.grid import folded
from docgen.report.narrative import Paragraph
from docgen.report.sheets import Titled, section_titles

HEADINGS = 500  # that are looked at; no report has as many sections
LONGEST = 80
ALIKE = 0.6  # 其他事项 is meant for 其他需要报告的事项
_LEAST = 4  # characters of a heading that may be a part of another


def outlined(paragraphs: Sequence[Paragraph], definition: Definition) -> Mapping[int, Titled]:
    """The sections of the form, by the place of the paragraph that is their heading; those not found are absent.

    Word for word wherever it stands; else, between its neighbours, the heading that says much the same; else the
    one with the section's number.
    """
    wanted = [own for own in section_titles(definition) if own.title]
    titles = [folded(own.section.heading) for own in wanted]
    search = _Search(paragraphs, titles)
    search.settle(search.says_the_same)
    search.settle(search.says_much_the_same)
    search.settle(search.has_the_number)
    return {at: wanted[number] for number, at in search.found.items()}


class _Search:
    """The sections, counted from 0 as in the form, and the places of those headings that were found to be theirs."""

    def __init__(self, paragraphs: Sequence[Paragraph], titles: Sequence[str]) -> None:
        self.found: dict[int, int] = {}
        self._titles = titles
        words = {at: heading_of(one) for at, one in enumerate(paragraphs)}
        headings = [at for at, one in enumerate(paragraphs) if one.level == 1 or words[at] in titles][
            :HEADINGS
        ]
        self._words = {at: words[at] for at in headings}
        self._numbers = _numbers(headings, paragraphs)

    def settle(self, agrees: Callable[[int, int], bool]) -> None:
        """Gives each section that has no heading yet the first free one that agrees with it."""
        for number in sorted(set(range(len(self._titles))) - self.found.keys()):
            free = self._words.keys() - self.found.values()
            at = next((at for at in sorted(free) if agrees(number, at)), None)
            if at is not None:
                self.found[number] = at

    def says_the_same(self, number: int, at: int) -> bool:
        return self._words[at] == self._titles[number]

    def says_much_the_same(self, number: int, at: int) -> bool:
        return self._is_between(number, at) and _alike(self._words[at], self._titles[number])

    def has_the_number(self, number: int, at: int) -> bool:
        return self._is_between(number, at) and self._numbers[at] == number + 1

    def _is_between(self, number: int, at: int) -> bool:
        """Whether a heading stands between those of the sections before and after."""
        before = all(there < at for other, there in self.found.items() if other < number)
        return before and all(at < there for other, there in self.found.items() if other > number)


def heading_of(paragraph: Paragraph) -> str:
    """The words of a heading as headings are compared; those of a text of several sentences are none."""
    text = paragraph.heading or paragraph.text
    return folded(text) if len(text) <= LONGEST else ""


def _numbers(headings: Sequence[int], paragraphs: Sequence[Paragraph]) -> Mapping[int, int]:
    """The numbers of the headings: as typed, else as Word counts."""
    numbers: dict[int, int] = {}
    for count, at in enumerate(headings, 1):
        typed = paragraphs[at].typed
        numbers[at] = typed.number if typed else count
    return numbers


def _alike(heading: str, wanted: str) -> bool:
    shorter, longer = sorted((heading, wanted), key=len)
    if shorter in longer and len(shorter) >= _LEAST:
        return True
    return SequenceMatcher(None, heading, wanted, autojunk=False).ratio() >= ALIKE
