"""What the sections have to say: the points of one (F9), problems and measures of another (F10), six parts as listed (F7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.diagnostics import Diagnostic, Place
from docgen.diagnostics.text_codes import (
    EMPTY_SECTION,
    NO_MEASURES,
    NO_PROBLEMS,
    POINT_MISSING,
    UNANSWERED,
    WRONG_PARTS,
)
from docgen.patterns import regex
from docgen.report.definition import Definition, Narrative
from docgen.report.numerals import chinese, number_of
from docgen.report.report import Report
from docgen.rules.condition import meets
from docgen.rules.prose.passage import Passage

_PARTS = regex(
    r"(?:由|包括|包含|分为|共|等)(?P<list>[^。；]{0,200}?)(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})[个大]?部分(?=组成|构成|内容|[，。；：（]|\Z)"
)
_REPORT = regex(r"报告|全文|年报")
_OPEN_LIST = regex(r"等[一二三四五六七八九十\d]")
_NOTHING = regex(r"[\s，。、]*(?:无|没有|暂无|略|无此项内容|无此情况|不存在问题|无问题|/|-)[\s。]*")
_POINT = regex(r"[一二三四五六七八九]是|第[一二三四五六七八九][，、是]")


def check_coverage(
    passages: tuple[Passage, ...], report: Report, definition: Definition
) -> Iterator[Diagnostic]:
    """Reports: F7 a number of parts that are not there, F9 points not spoken of, F10 a section that is empty, problems
    without measures, measures without problems, fewer measures than problems.
    """
    yield from _listed_parts(passages, definition)
    for narrative in definition.narratives:
        own = tuple(passage for passage in passages if passage.narrative == narrative.key)
        text = "\n".join(passage.text for passage in own)
        if not text.strip() or (narrative.problems and _NOTHING.fullmatch(text)):
            if narrative.required:
                yield EMPTY_SECTION.at(own[0].at if own else _sheet(narrative), section=narrative.sheet)
            continue
        for point in narrative.points:
            if meets(report, definition, point.where) and not any(word in text for word in point.words):
                yield POINT_MISSING.at(own[0].at, point=point.name, section=narrative.sheet)
        if narrative.problems and narrative.measures:
            yield from _answers(own, text, narrative)


def _sheet(narrative: Narrative) -> Place:
    return Place(narrative.sheet, path=f"narratives.{narrative.key}")


def _answers(own: tuple[Passage, ...], text: str, narrative: Narrative) -> Iterator[Diagnostic]:
    if not any(word in text for word in narrative.problems):
        yield NO_PROBLEMS.at(own[0].at, section=narrative.sheet)
    if not any(word in text for word in narrative.measures):
        yield NO_MEASURES.at(own[0].at, section=narrative.sheet)
        return
    divided = _divided(own, narrative)
    if divided is None:
        return
    before, line, after = divided
    problems, measures = (sum(_points(passage, line.level) for passage in half) for half in (before, after))
    if problems > measures > 0:
        yield UNANSWERED.at(after[0].at, problems=str(problems), measures=str(measures))


def _divided(
    own: tuple[Passage, ...], narrative: Narrative
) -> tuple[tuple[Passage, ...], Passage, tuple[Passage, ...]] | None:
    """Problems and measures apart, where a line of its own leads in the measures; None where each problem has its own."""
    for number, passage in enumerate(own[1:], 1):
        line = passage.text
        names_measures = any(word in line for word in narrative.measures)
        if len(line) <= 40 and names_measures and not any(word in line for word in narrative.problems):
            return own[:number], passage, own[number + 1 :]
    return None


def _points(passage: Passage, above: int) -> int:
    """How many points a paragraph makes: itself, where it is numbered, or the 一是……二是…… in it."""
    inside = len(_POINT.findall(passage.body))
    return inside if inside > 1 and not passage.level else int(passage.level > max(above, 1))


def _listed_parts(passages: tuple[Passage, ...], definition: Definition) -> Iterator[Diagnostic]:
    """“由……等六部分组成” in the opening: as many as there are, and as many as are named."""
    opening = next(
        (section.narrative for section in definition.sections if not section.heading and section.narrative),
        None,
    )
    sections = [section.heading for section in definition.sections if section.heading]
    wanted = len(sections) + sum(passage.level == 1 for passage in passages)
    for passage in passages:
        if opening and passage.narrative == opening.key:
            for match in _PARTS.finditer(passage.plain):
                yield from _wrong_parts(match, passage, sections, wanted)


def _wrong_parts(
    match: re.Match[str], passage: Passage, sections: list[str], wanted: int
) -> Iterator[Diagnostic]:
    stated, named = number_of(match["number"]) or 0, _named(match["list"], sections)
    if not named and not _REPORT.search(_clause(passage.plain, match.start())):
        return  # three parts of something else
    first_few = bool(_OPEN_LIST.search(match[0])) and named * 2 <= stated  # “总体情况等六部分”
    if stated != wanted or (named > 1 and named != stated and not first_few):
        yield WRONG_PARTS.at(
            passage.at, said=match[0], parts=f"{chinese(wanted)}个部分", named=str(named),
            expected=str(wanted), actual=str(named if stated == wanted else stated),
        )  # fmt: skip


def _clause(text: str, at: int) -> str:
    """The words of the sentence before a position."""
    return text[text.rfind("。", 0, at) + 1 : at]


def _named(text: str, sections: list[str]) -> int:
    """How many parts a list names, counted by the last words of the headings: “情况” ends five of the six."""
    ends = {heading[-2:] for heading in sections if len(heading) > 3}
    return sum(text.count(end) for end in ends) if ends else 0
