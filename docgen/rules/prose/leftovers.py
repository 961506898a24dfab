"""What a template leaves behind (F8): ××, hints, sample words; last year's unit in this year's report."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.diagnostics import Diagnostic, Phrase
from docgen.diagnostics.text_codes import LEFTOVER
from docgen.patterns import regex
from docgen.report.definition import Definition
from docgen.report.report import Report
from docgen.rules.prose.passage import Passage

_HAN = "\u4e00-\u9fff"
_LEFTOVER = regex(
    rf"(?<![×✕✖╳\d])[×✕✖╳]++(?=[{_HAN}〔])|(?<=[{_HAN}])[×✕✖╳]{{2,}}|(?<![A-Za-zＸｘ])[XxＸｘ]{{2,}}+(?=[{_HAN}])|(?<![〇○])[〇○]{{2,}}+(?=[市县区省局委厅镇乡])"
    rf"|某某(?=[{_HAN}])|(?<![{_HAN}])某(?=[市县区省局镇乡])|表格如下|(?:此处|在此|这里)(?:填写|输入|插入|说明)"
    r"|[（(【\[](?:请|可)?(?:填写|填入|自行)[^）)】\]（(【\[]{0,80}[）)】\]]"
    rf"|(?<=[{_HAN}])[_＿]{{3,}}|待补充|待填|TODO|Lorem ipsum"
)
_SHORTEST_NAME = 3


def check_leftovers(
    passages: tuple[Passage, ...], definition: Definition, report: Report, last: Report | None
) -> Iterator[Diagnostic]:
    """Reports: F8 for each paragraph and each leftover in it."""
    phrases = _phrases_in(passages, definition)
    others = _names_of_last_year(report, last)
    for passage in passages:
        for text, place in passage.parts():
            words = [match[0] for match in _LEFTOVER.finditer(text)]
            words += [phrase for phrase in phrases if phrase in text]
            for word in dict.fromkeys(words):
                yield LEFTOVER.at(place, words=word, manner=_OF_TEMPLATE, actual=word)
            for name in others:
                if name in text:
                    yield LEFTOVER.at(place, words=name, manner=_OF_LAST_YEAR, actual=name)


def _phrases_in(passages: tuple[Passage, ...], definition: Definition) -> list[str]:
    """The definition's phrases and hints that stand somewhere in the text."""
    text = "\n".join(part for passage in passages for part, _ in passage.parts())
    hints = (narrative.hint for narrative in definition.narratives if narrative.hint)
    return [phrase for phrase in (*definition.leftovers, *hints) if phrase in text]


_OF_TEMPLATE = Phrase("模板里的话", "words of the template")
_OF_LAST_YEAR = Phrase("去年报告的单位", "the unit of last year's report")


def _names_of_last_year(report: Report, last: Report | None) -> tuple[str, ...]:
    """The units that last year's report names on its cover and this year's does not: a text that was copied."""
    if last is None:
        return ()
    keys = ("unit", "title_unit")
    own = " ".join(report.fields[key].text for key in keys if key in report.fields)
    found = dict.fromkeys(last.fields[key].text for key in keys if key in last.fields)
    return tuple(name for name in found if len(name) >= _SHORTEST_NAME and name not in own)
