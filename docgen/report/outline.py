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
    fixed = {folded(own.section.heading) for own in wanted}
    headings = [at for at, one in enumerate(paragraphs) if one.level == 1 or heading_of(one) in fixed][
        :HEADINGS
    ]
    numbers = _numbers(headings, paragraphs)
    found: dict[int, int] = {}

    def settle(agrees: Callable[[int, int], bool]) -> None:
        """Gives each section that has no heading yet the first free one that agrees with it."""
        for number in range(len(wanted)):
            free = (at for at in headings if number not in found and at not in found.values())
            at = next((at for at in free if agrees(number, at)), None)
            if at is not None:
                found[number] = at

    def heading(number: int) -> str:
        return folded(wanted[number].section.heading)

    def fits(number: int, at: int) -> bool:
        return _between(number, at, found) and _says_much_the_same(
            heading_of(paragraphs[at]), heading(number)
        )

    settle(lambda number, at: heading_of(paragraphs[at]) == heading(number))
    settle(fits)
    settle(lambda number, at: _between(number, at, found) and numbers[at] == number + 1)
    return {at: wanted[number] for number, at in found.items()}


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


def _between(number: int, at: int, found: Mapping[int, int]) -> bool:
    """Whether a heading stands between those of the sections before and after."""
    before = all(other_at < at for other, other_at in found.items() if other < number)
    return before and all(at < other_at for other, other_at in found.items() if other > number)


def _says_much_the_same(heading: str, wanted: str) -> bool:
    shorter, longer = sorted((heading, wanted), key=len)
    if shorter in longer and len(shorter) >= _LEAST:
        return True
    return SequenceMatcher(None, heading, wanted, autojunk=False).ratio() >= ALIKE
