"""Documents as the text names them (F12): 文号 written 〔2020〕38号, and given where a document is first named in full."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.diagnostics import Diagnostic, Phrase
from docgen.diagnostics.text_codes import BAD_NUMBER, NO_NUMBER
from docgen.patterns import regex
from docgen.rules.prose.passage import Passage

NUMBER = regex(
    r"(?P<open>[\[［【〔（(])(?P<year>\d{2,5})(?:年)?(?P<close>[\]］】〕）)])\s*(?P<ordinal>第)?(?P<zero>0++)?(?P<number>\d++)号"
)
_TITLE = regex(r"《([^《》]*(?:〈[^〈〉]*〉)?[^《》]*)》")
_NAMED_IN_FULL = regex(r"(?:关于|转发|印发).*的(?:通知|意见|函|批复|决定|通报|请示|报告)\Z")
NEAR = 48  # characters before a title in which its number may stand
_NUMBERED = regex(r"[，、]?[^《。；]{0,24}?[〔\[［【（(]\d{2,5}[〕\]］】）)]")
_NUMBERED_BEFORE = regex(r"[〔\[［【（(]\d{2,5}[〕\]］】）)]第?\d+号[^。；《]{0,8}\Z")


def check_documents(passages: tuple[Passage, ...]) -> Iterator[Diagnostic]:
    """Reports: F12 for a document number that is written otherwise than 〔2020〕38号, and for a notice named in full for the
    first time without its number.
    """
    named: set[str] = set()
    for passage in passages:
        for text, place in passage.parts():
            for match in NUMBER.finditer(text):
                if corrected(match) != match[0]:
                    yield BAD_NUMBER.at(
                        place,
                        number=match[0],
                        wanted=corrected(match),
                        manner=_manner(match),
                        actual=match[0],
                    )
            for title in _TITLE.finditer(text):
                if title[1] in named or not _NAMED_IN_FULL.search(title[1]):
                    continue
                named.add(title[1])
                if not _has_number(text, title):
                    yield NO_NUMBER.at(place, title=title[0])


def _has_number(text: str, title: re.Match[str]) -> bool:
    before = text[max(0, title.start() - NEAR) : title.start()]
    return bool(_NUMBERED.match(text, title.end()) or _NUMBERED_BEFORE.search(before))


def corrected(match: re.Match[str]) -> str:
    """The number as GB/T 9704-2012, 7.2.5 has it; a year that has not four digits is left as it is."""
    return f"〔{match['year']}〕{match['number']}号"


def _manner(match: re.Match[str]) -> Phrase:
    """What is wrong with a number, all of it."""
    found = (
        (match["open"] + match["close"] != "〔〕", "年份要用六角括号〔〕", "the year stands in 〔〕"),
        (bool(match["ordinal"]), "序号前不加“第”", "no 第 before the number"),
        (bool(match["zero"]), "序号前不补零", "no noughts before the number"),
        ("年" in match[0], "括号里不写“年”", "no 年 behind the year"),
    )
    said = [(zh, en) for wrong, zh, en in found if wrong] or [("中间不空格", "no blanks in it")]
    return Phrase("，".join(zh for zh, _ in said), ", ".join(en for _, en in said))
