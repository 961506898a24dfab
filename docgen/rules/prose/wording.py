"""The definition's rules over the text alone: what must be said, what must not, how much may be last year's."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.diagnostics import Diagnostic, Phrase, Place
from docgen.patterns import regex
from docgen.report.definition import Definition, Wording
from docgen.report.pattern import found_in
from docgen.report.report import Report
from docgen.rules.condition import meets
from docgen.rules.prose.passage import Passage

RULE_EXIT = 4
SHINGLE = 8  # characters that stand alike by no accident
_LOOSE = regex(r"[\s\d，。、；：！？“”‘’（）()《》〈〉,.;:%—-]+")
_MUST = Phrase("{where}没有写到：{title}", "{where} does not say: {title}")
_NEVER = Phrase("{where}写的“{said}”不合要求：{title}", "“{said}” at {where} is not as required: {title}")
_ALIKE = Phrase("文字有 {share}% 与去年的报告相同", "{share}% of the text stands in last year's report too")
_CHECK = Phrase("请核对这一段", "check this paragraph")


def check_wordings(
    passages: tuple[Passage, ...],
    report: Report,
    definition: Definition,
    year: int,
    last: tuple[Passage, ...],
) -> Iterator[Diagnostic]:
    """Reports: the definition's own codes."""
    for wording in definition.wordings:
        if meets(report, definition, wording.head.where):
            own = tuple(passage for passage in passages if passage.narrative in wording.narratives)
            yield from _missing(wording, own, year)
            yield from _forbidden(wording, own, year)
            yield from _alike(wording, own, tuple(p for p in last if p.narrative in wording.narratives))


def _missing(wording: Wording, own: tuple[Passage, ...], year: int) -> Iterator[Diagnostic]:
    text = "\n".join(passage.text for passage in own)
    if wording.must and text.strip() and not any(list(found_in(p, year, text)) for p in wording.must):
        yield _finding(wording, _MUST, own[0].at, said="")


def _forbidden(wording: Wording, own: tuple[Passage, ...], year: int) -> Iterator[Diagnostic]:
    for passage in own:
        found = (match for pattern in wording.never for match in found_in(pattern, year, passage.text))
        match = next(found, None)
        if match:
            yield _finding(wording, _NEVER, passage.at, said=match[0])


def _alike(wording: Wording, own: tuple[Passage, ...], last: tuple[Passage, ...]) -> Iterator[Diagnostic]:
    if not wording.alike or not own or not last:
        return
    share = sameness("".join(p.text for p in own), "".join(p.text for p in last))
    if share > wording.alike:
        yield _finding(wording, _ALIKE, own[0].at, share=str(share))


def sameness(text: str, other: str) -> int:
    """How many per cent of a text lie in runs of eight or more characters that the other has too; digits and
    punctuation do not count, since a report copied with new figures is a copy all the same.
    """
    plain, known = _LOOSE.sub("", text), _LOOSE.sub("", other)
    shingles = {known[at : at + SHINGLE] for at in range(len(known) - SHINGLE + 1)}
    covered = bytearray(len(plain))
    for at in range(len(plain) - SHINGLE + 1):
        if plain[at : at + SHINGLE] in shingles:
            covered[at : at + SHINGLE] = b"\1" * SHINGLE
    return 100 * sum(covered) // len(plain) if plain else 0


def _finding(wording: Wording, default: Phrase, place: Place, **said: str) -> Diagnostic:
    head = wording.head
    facts: dict[str, Phrase | str] = {
        "where": place.title,
        "title": head.title,
        "said": "",
        "share": "",
        **said,
    }
    message = (head.message if head.message.zh else default).filled(facts)
    hint = (head.hint if head.hint.zh else _CHECK).filled(facts)
    return Diagnostic(head.code, head.severity, message, hint, (place,), exit_code=RULE_EXIT)
