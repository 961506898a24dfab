"""A figure of the year that the text states twice is the same twice (N2)."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.diagnostics import Diagnostic
from docgen.diagnostics.text_codes import TWO_FIGURES
from docgen.patterns import regex
from docgen.rules.prose.claims import Subject, statements
from docgen.rules.prose.outline import Sentence
from docgen.rules.prose.passage import Passage
from docgen.rules.prose.quantity import Quantity
from docgen.rules.prose.scope import narrower_body

_OF_THE_YEAR = regex(
    r"(?:(?P<year>\d{4})年度?|全年|本年度?|今年|年内)[，,]?(?P<words>[^，,；：、（\ue000-\uf8ff]*)$"
)
_HAN = regex("[\u4e00-\u9fff]")
SHORTEST = 6  # characters of Han that say what is counted


def check_repeated(passages: tuple[Passage, ...], subject: Subject) -> Iterator[Diagnostic]:
    """Reports: N2 where sentences that open with the same words on the year state different numbers.

    Numbers that a claim binds are left to it: the figures say which of them is wrong.
    """
    first: dict[tuple[str, str], tuple[Passage, Sentence, int]] = {}
    for passage in passages:
        for sentence in passage.sentences:
            for at, quantity in sentence.counted[:1]:
                words = (
                    _counted(sentence.text[:at], subject) if quantity.measure and not quantity.vague else ""
                )
                if not words or _is_bound(quantity, sentence, passage, subject):
                    continue
                other, said, place = first.setdefault((words, quantity.measure), (passage, sentence, at))
                if said.quantity(said.text[place]).value != quantity.value:
                    yield TWO_FIGURES.at(
                        passage.at, other.at, other=other.at.title, actual=quantity.text,
                        said=sentence.spelled(0, at + 1) + quantity.measure,
                        otherwise=said.spelled(0, place + 1) + quantity.measure,
                    )  # fmt: skip


def _counted(before: str, subject: Subject) -> str:
    """What of the report's year a sentence counts, by all its words up to the number; nothing if that is not sure."""
    match = _OF_THE_YEAR.match(before.strip())
    if match is None or len(_HAN.findall(match["words"])) < SHORTEST:
        return ""
    elsewhere = match["year"] and int(match["year"]) != subject.year
    return "" if elsewhere or narrower_body(match["words"], subject.unit) else match["words"]


def _is_bound(quantity: Quantity, sentence: Sentence, passage: Passage, subject: Subject) -> bool:
    said = statements(sentence, (passage.topic, "", sentence.text), subject)
    return any(statement.quantity is quantity for statement in said)
