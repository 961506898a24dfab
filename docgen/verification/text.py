"""The text: the lines to be printed against those on paper; one finding for each that is not what it should be."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import takewhile
from operator import itemgetter

from docgen.diagnostics import Diagnostic, Phrase, Place
from docgen.diagnostics.verification_codes import (
    NUMBER_CHANGED,
    PART_CHANGED,
    PART_LOST,
    TEXT_ADDED,
    TEXT_CHANGED,
    TEXT_LOST,
    TEXT_MOVED,
)
from docgen.records import dataclass
from docgen.report.narrative import number_text
from docgen.report.paper.frame import ADDRESSEES, ATTACHMENTS, DATE, SIGNATURE, TITLE
from docgen.verification.alignment import Alignment, Pair, align
from docgen.verification.lines import HEADING, Line, Number

WORDS, BEFORE = 24, 6  # characters that are quoted, and how many of them stand before the first that differs
PARTS = {
    TITLE: Phrase("标题", "the title"),
    ADDRESSEES: Phrase("主送机关", "the addressee line"),
    HEADING: Phrase("部分的标题", "the heading of the section"),
    ATTACHMENTS: Phrase("附件说明", "the note on attachments"),
    SIGNATURE: Phrase("落款", "the signature"),
    DATE: Phrase("成文日期", "the date"),
}
_Placed = tuple[tuple[int, int], Diagnostic]


def changed_text(wanted: Sequence[Line], printed: Sequence[Line]) -> tuple[list[Diagnostic], list[Line]]:
    """What differs, in the order of the text; and the lines above the title and behind the ending.

    Reports: E254 title, headings, ending; E255 changed, E256 missing, E257 added, E258 moved, for paragraphs.
    """
    compared = _Compared(
        wanted, printed, align([line.key for line in wanted], [line.key for line in printed])
    )
    found = [finding for _, finding in sorted(compared.findings(), key=lambda placed: placed[0])]
    return found, [printed[at] for at in compared.outside]


@dataclass(frozen=True)
class _Compared:
    wanted: Sequence[Line]
    printed: Sequence[Line]
    alignment: Alignment

    def findings(self) -> Iterator[_Placed]:
        """Each with its place in the text: that of its own line, or of the one before it."""
        moved = [pair for pair in self.alignment.moved if not self.wanted[pair[0]].part]
        added = sorted(set(self.alignment.added) - set(self.outside))
        yield from (((one, 0), self._changed(one, other)) for one, other in self.alignment.changed)
        yield from (((one, 0), self._moved(one, other)) for one, other in moved)
        yield from (((one, 0), _lost(self.wanted[one])) for one in self.alignment.missing)
        for other in added:
            yield (self._before(other), other + 1), self._added(other)
        if not (moved or added or self.alignment.missing):
            for one, other in self.alignment.same:
                yield from (((one, 0), finding) for finding in _number(self.wanted[one], self.printed[other]))

    @cached_property
    def outside(self) -> Sequence[int]:
        """The added lines above the title and behind the signature and date."""
        head = [other for one, other in self._pairs if self.wanted[one].part == TITLE]
        foot = [other for one, other in self._pairs if self.wanted[one].part in {SIGNATURE, DATE}]
        first, last = min(head, default=0), max(foot, default=len(self.printed))
        return [other for other in self.alignment.added if other < first or other > last]

    @cached_property
    def _pairs(self) -> Sequence[Pair]:
        return sorted((*self.alignment.same, *self.alignment.changed))

    def _before(self, other: int) -> int:
        """The line to be printed that stands before a printed one."""
        at = bisect_left(self._pairs, other, key=itemgetter(1))
        return self._pairs[at - 1][0] if at else -1

    @cached_property
    def _sections(self) -> Sequence[str]:
        """The section of the form in which each printed line stands."""
        owners = {other: self.wanted[one].section for one, other in self._pairs}
        found, section = [], next(iter(owners.values()), "")
        for other in range(len(self.printed)):
            section = owners.get(other, section)
            found.append(section)
        return found

    def _changed(self, one: int, other: int) -> Diagnostic:
        wanted, printed = self.wanted[one], self.printed[other]
        at = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(wanted.key, printed.key, strict=False))))
        facts = {"wanted": _quoted(wanted.key, at), "printed": _quoted(printed.key, at)}
        places = _places(wanted, at, _there(printed, wanted.section))
        if wanted.part:
            part = PARTS[wanted.part]
            return PART_CHANGED.at(*places, expected=wanted.text, actual=printed.text, part=part, **facts)
        return TEXT_CHANGED.at(*places, expected=wanted.text, actual=printed.text, **facts)

    def _moved(self, one: int, other: int) -> Diagnostic:
        wanted, printed = self.wanted[one], self.printed[other]
        places = _places(wanted, 0, _there(printed, self._sections[other]))
        return TEXT_MOVED.at(*places, expected=wanted.text, actual=printed.text, wanted=_quoted(wanted.key))

    def _added(self, other: int) -> Diagnostic:
        printed = self.printed[other]
        return TEXT_ADDED.at(
            _there(printed, self._sections[other]), actual=printed.text, printed=_quoted(printed.key)
        )


def _lost(wanted: Line) -> Diagnostic:
    places = _places(wanted, 0)
    if wanted.part:
        part = PARTS[wanted.part]
        return PART_LOST.at(*places, expected=wanted.text, part=part, wanted=_quoted(wanted.key))
    return TEXT_LOST.at(*places, expected=wanted.text, wanted=_quoted(wanted.key))


def _number(wanted: Line, printed: Line) -> Iterator[Diagnostic]:
    """A number typed before a line, where it is neither that of the workbook's words nor the one that Word would count."""
    fitting = {wanted.typed, wanted.counted} if wanted.counted else {wanted.typed}
    if printed.typed not in fitting and (printed.typed or wanted.typed):
        number = wanted.typed or wanted.counted
        facts = {"wanted": _numeral(number), "printed": _numeral(printed.typed)}
        yield NUMBER_CHANGED.at(
            *_places(wanted, 0, _there(printed, wanted.section)),
            expected=facts["wanted"],
            actual=facts["printed"],
            **facts,
        )


def _numeral(number: Number | None) -> str:
    return number_text(*number) if number else ""


def _places(wanted: Line, at: int, *others: Place) -> tuple[Place, ...]:
    """The cells of a line, in front the one that holds the character at which it differs."""
    if not wanted.head:
        return (*wanted.places, *others)
    return (wanted.places[-1] if at < wanted.head else wanted.places[0], *others)


def _there(printed: Line, section: str) -> Place:
    return Place(section, value=printed.text)


def _quoted(text: str, at: int = 0) -> str:
    start = max(0, at - BEFORE)
    end = start + WORDS
    return f"{'…' if start else ''}{text[start:end]}{'…' if text[end:] else ''}"
