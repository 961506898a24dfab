"""Years and dates in the text: one year throughout (Y1), the statistics' period from its first day to its last (Y2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from docgen.diagnostics import Diagnostic
from docgen.diagnostics.text_codes import BAD_DATE, ODD_YEAR, STRAY_YEAR, WRONG_PERIOD
from docgen.patterns import regex
from docgen.report.definition import Definition
from docgen.rules.prose.passage import Passage

_YEAR = regex(r"(?<![\d.,＿—-])(\d{3,6})(?=年(?!历史|前的|来的))")
_CENTURY = regex(r"(?:19|20)\d")
_SENTENCE = regex(r"[^。！？；\n]+")
_OTHER_YEARS_MEANT = regex(
    r"同比|同期|上一?年|去年|前年|历年|往年|[较比与同和跟]\d{4}年|以来|以后|之后|以前|之前|年起|年开始|截至|截止|为期|远景|目标|规划"
    r"|计划|将|拟|下一步|今后|明年|来年|修订|修正|施行|实施|颁布|制定|印发|出台|发布的|通过的|成立|设立|建成|启用|开通|上线|组建|首次|届|版"
    r"|有效期|\d{4}年?[至到—~～-]+\d{4}年|连续|逐年|分别|结转|遗留|[到至由从自于入]\d{4}年|\d{4}、\d{4}年|\d{4}年度?[^，。；]{0,6}(?:考核|考评|测评)|\d{4}年(?:底|末|度?以)?前|本报告|更新于"
    r"|预算|决算|（\d{4}年|\d{4}年[为的]|(?:增长|上升|下降|减少|提高|增加|增幅|降幅|多|少)(?:了|约)?\d"
)
_TOPIC = regex(r"[\s（(一二三四五六七八九十)）、]*(\d{4})年(?:度|来)?(?:[，,]|[全我本]|以)")
_COMPARED = regex(r"同比|同期|相比|[较比]\d{4}年|以来|年起|[增上升降减]+\S{0,3}\d")
_OPENING = regex(r"(?:^|[，、])(\d{4})年")  # “2023年……，2024年……”: two years set side by side
_PLANNED = regex(r"将|计划|拟|要|继续|重点|下一步|安排")
NEAR = 3  # years; what lies further back is history, not a slip of copying
_DAY = r"(\d{1,2})月(\d{1,2})日"
_PERIOD = regex(
    r"(?P<y1>\d{3,6})年(?P<m1>\d{1,2})月(?P<d1>\d{1,2})日起?\s*(?:[—\-~～－–]+|至|到)\s*(?:(?P<y2>\d{3,6})年)?"
    r"(?P<m2>\d{1,2})月(?P<d2>\d{1,2})日"
)
_DATE = regex(r"(?:(?P<y>\d{4})年)?(?<!\d)(?P<m>\d{1,2})月(?P<d>\d{1,2})日")
_STATISTICS = regex(r"统计|数据|期限|期间|所列")


def check_years(passages: tuple[Passage, ...], definition: Definition, year: int) -> Iterator[Diagnostic]:
    """Reports: Y1 (error) a year that has not four digits, (warning) a year that is not the report's where nothing says
    that another is meant; Y2 a date that no calendar has, and a period that is not the report's year where the report
    is of a whole year.
    """
    ahead = {narrative.key for narrative in definition.narratives if narrative.ahead}
    for passage in passages:
        for sentence in _SENTENCE.finditer(passage.plain):
            if "年" not in sentence[0] and "月" not in sentence[0]:
                continue
            periods = list(_PERIOD.finditer(sentence[0]))
            if definition.whole_year:
                yield from _periods(periods, sentence[0], passage, year)
            yield from _dates(sentence[0], passage)
            bare = _PERIOD.sub("＿", sentence[0])
            yield from _years(bare, passage, year, passage.narrative in ahead)


def _years(sentence: str, passage: Passage, year: int, ahead: bool) -> Iterator[Diagnostic]:
    for text in dict.fromkeys(match[1] for match in _YEAR.finditer(sentence)):
        if len(text) > 4 or (len(text) == 3 and _CENTURY.match(text)):
            yield ODD_YEAR.at(passage.at, year=text, expected=str(year) if year else None, actual=text)
        elif len(text) == 4 and year and _is_stray(int(text), sentence, year, ahead):
            yield STRAY_YEAR.at(passage.at, year=text, own=str(year), expected=str(year), actual=text)


def _is_stray(found: int, sentence: str, year: int, ahead: bool) -> bool:
    """Whether nothing says why another year is spoken of. A sentence that opens with a year speaks of that year's work:
    there, only a comparison or a plan will do.
    """
    if found == year or abs(found - year) > NEAR or (ahead and found == year + 1):
        return False
    topic = _TOPIC.match(sentence)
    if topic and int(topic[1]) == found:
        planned = found > year and _PLANNED.search(sentence)
        return not (f"{year}年" in sentence or planned or _COMPARED.search(sentence))
    side_by_side = {found, year} <= {int(match[1]) for match in _OPENING.finditer(sentence)}
    return not (side_by_side or _OTHER_YEARS_MEANT.search(sentence))


def _periods(
    periods: list[re.Match[str]], sentence: str, passage: Passage, year: int
) -> Iterator[Diagnostic]:
    """The period of the statistics: the one that a sentence on them states, or that begins on 1 January in the opening."""
    for period in periods:
        first = int(period["y1"]), int(period["m1"]), int(period["d1"])
        last = int(period["y2"] or period["y1"]), int(period["m2"]), int(period["d2"])
        of_statistics = bool(_STATISTICS.search(sentence)) or (first[1:] == (1, 1) and not passage.topic)
        if year and of_statistics and (first, last) != ((year, 1, 1), (year, 12, 31)):
            wanted = f"{year}年1月1日至{year}年12月31日"
            yield WRONG_PERIOD.at(
                passage.at, period=period[0], wanted=wanted, expected=wanted, actual=period[0]
            )


def _dates(sentence: str, passage: Passage) -> Iterator[Diagnostic]:
    for match in _DATE.finditer(sentence):
        if not _is_day(int(match["y"] or 2000), int(match["m"]), int(match["d"])):
            yield BAD_DATE.at(passage.at, date=match[0], actual=match[0])


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
