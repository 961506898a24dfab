"""Of whom and of which year a sentence speaks, as far as the words before a number tell."""

from __future__ import annotations

import re
from bisect import bisect_right

from docgen.patterns import regex

REACH = 160  # characters before a number that can tell of whom it speaks
_BRACKETED = regex(r"（[^（）]*）")
_YEAR = regex(
    r"(?P<compared>[较比与同和跟及]|相比|相较)?(?P<year>\d{4})年(?P<kept>度?末?结转|遗留|度?同期(?=相?比|[增减上下提降]|持平)|度?[增减]|度?相比)?"
    r"|(?P<compared2>[较比与同和跟及]|相比|相较)?(?P<past>上一?年|去年|前年|往年|历年)(?P<kept2>度?末?结转|遗留|转来|度?同期(?=相?比|[增减上下提降]|持平)|[增减]|度?相比)?"
    r"|(?P<part>[上下]半年|第?[一二三四前]个?季度|\d{1,2}(?:[-—~至到]\d{1,2})?月份?(?!\d{1,2}日)|[年月日季]均|平均|每[年月季周日]|时期|以来|近[\d一二三五十\ue000-\uf8ff]+年)"
    r"|(?P<own>本年|今年|当年|全年|年内|本年度)|(?P<open>（)|(?P<close>）)"
)
_BODY = regex(
    r"本机关|本级|机关本级|[\u4e00-\u9fff]{1,12}?(?:办公室|办公厅|委员会|[^\W各部科处]局|厅|[^\W水]镇|[^\W城下]乡|街道|公司|医院|学校)"
)
_WHOLE = regex(r"[全我][省市县区州盟旗镇乡局委厅办院校]|全系统|各[级地部乡县区]|所有|全部|合计|总计")
_MANY = regex(r"各|全|所有|每|\d个?|[\ue000-\uf8ff]个?|等")
_OWN = regex(r"本机关|本级|机关本级")
_GOVERNMENT = "政府"


class Times:
    """Of which time a sentence speaks at each of its words; what brackets say of it holds within them."""

    def __init__(self, text: str) -> None:
        self._ends: list[int] = []
        self._spoken: list[re.Match[str] | None] = []
        current: re.Match[str] | None = None
        outside: list[re.Match[str] | None] = []
        for match in _YEAR.finditer(text):
            if match["open"]:
                outside.append(current)
            elif match["close"]:
                current = outside.pop() if outside else current
            elif not (match["compared"] or match["compared2"] or match["kept"] or match["kept2"]):
                current = match
            self._ends.append(match.end())
            self._spoken.append(current)

    def is_another(self, at: int, year: int) -> bool:
        """Whether the words before a position place it in another year than the report's, or in a part of it."""
        number = bisect_right(self._ends, at)
        last = self._spoken[number - 1] if number else None
        if last is None or last["own"]:
            return False
        return bool(last["past"] or last["part"]) or int(last["year"]) != year


def narrower_body(before: str, unit: str) -> str:
    """The body of which the words before a number speak, where it is narrower than the reporting unit, else nothing."""
    clauses = re.split(r"[；;]", _BRACKETED.sub("", before[-REACH:]))[-1]
    found = ""
    for match in _BODY.finditer(clauses):
        if _MANY.search(match[0]) or _is_own(match[0], unit):
            continue
        found = "" if _WHOLE.search(clauses, match.end()) else match[0]
    return found


def _is_own(body: str, unit: str) -> bool:
    if _OWN.fullmatch(body):
        return not unit.endswith(_GOVERNMENT)
    return bool(unit) and any(unit.endswith(body[at:]) for at in range(max(1, len(body) - 3)))
