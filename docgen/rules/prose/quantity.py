"""Numbers as Chinese official prose writes them: 15件, 1.2万条, 十二件, 10余万人次, 25%, 百分之三十.

What is no quantity is passed over: years and dates, ordinals (第三), document numbers, telephones, addresses of the
web, whatever stands inside 《》.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from docgen.patterns import regex
from docgen.records import dataclass

FIRST = 0xE000
LONGEST = 16  # characters of a number: what is longer counts nothing
MOST = 6000  # numbers of one paragraph that are looked at; the private use area has 6,400 characters

MEASURES = (
    "件次", "件（次）", "件", "份", "条次", "条", "宗", "起", "人次", "人", "次", "篇次", "篇", "期", "场次", "场",
    "万元", "亿元", "元", "项次", "项", "类", "批次", "批", "部", "家", "户", "则", "页", "本", "册", "幅", "张", "台",
    "名", "所", "处", "种", "例", "个", "小时", "轮", "字", "公里", "亩", "吨", "套",
)  # fmt: skip
"""The 计量单位 that are known, longer before shorter where one begins another."""
Kind = Literal["count", "percent", "points"]
_SCALES = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_HAN = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_NUMERALS = "零〇一二两三四五六七八九十百千万亿"
_MEASURE = "|".join(MEASURES)
_NUMBER = regex(
    r"百分之(?P<hundredths>[零一二三四五六七八九十百点]++|\d+(?:\.\d+)?)"
    r"|(?P<digits>(?<![\d.,])(?:\d{1,3}(?:,\d{3})++|\d++)(?:\.\d+)?)(?P<more>[余多来]?)(?P<scale>[百千]?[万亿]?)(?P<rest>[余多来]?)"
    rf"|(?<![{_NUMERALS}])(?P<han>[{_NUMERALS}]++)(?P<about>[余多来几]?)(?P<han_scale>[万亿]?)(?={_MEASURE})"
)
_UNIT = regex(rf"(?P<percent>%)|(?P<points>个百分点)|(?P<measure>{_MEASURE})")
_NO_QUANTITY_BEFORE = regex(r"[第之A-Za-z〔/:：＿\-]$")
_NO_QUANTITY_AFTER = regex(r"＿|年|月|日|号|时(?!长)|点(?!击)|届|版|级|楼|室|栋|路|[.:：/\-]\d|\.(?!\d)")
_NO_HAN_BEFORE = regex(r"[第统唯单专某每同另任哪其首周数几百分之]$")
_NO_HAN_AFTER = regex(r"(?:件事|次性|部分|项规|个百分点|类内部|类过程)")
_VAGUE_BEFORE = regex(
    r"(?:近|约|超|超过|逾|不足|不到|不少于|至少|达?数|几|突破|高于|低于|[\d%一二三四五六七八九十百千万亿][^，。；、]?[至到—~～-])$"
)
_VAGUE_AFTER = regex(r"(?:[余多来]|左右|以上|以下|以内|上下|[至到—~～-][0-9一二三四五六七八九十])")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number. `value` is exact as written, `step` what its last digit counts (1.2万: 1000); `vague`: 十余, 近百."""

    text: str
    value: Decimal
    step: Decimal
    measure: str
    kind: Kind
    vague: bool

    def agrees(self, value: Decimal) -> bool:
        """Whether a value may have been rounded to this number."""
        return abs(value - self.value) * 2 <= self.step if self.step != 1 else value == self.value


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity and where its digits stand."""

    start: int
    end: int
    quantity: Quantity


def quantities(text: str) -> Iterator[Found]:
    """The quantities of a text in order; widths folded, titles and the like masked beforehand."""
    for count, match in enumerate(_NUMBER.finditer(text)):
        if count >= MOST:
            return
        found = _quantity(text, match)
        if found:
            yield Found(
                match.start(),
                match.end() + (found.kind == "percent" and text[match.end() :][:1] == "%"),
                found,
            )


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    if len(match[0]) > LONGEST:
        return None
    before, after = text[max(0, match.start() - 4) : match.start()], text[match.end() : match.end() + 8]
    if match["hundredths"]:
        return _hundredths(match, before)
    if _NO_QUANTITY_BEFORE.search(before) or _NO_QUANTITY_AFTER.match(after):
        return None
    if match["han"] and (_NO_HAN_BEFORE.search(before) or _NO_HAN_AFTER.match(after)):
        return None
    value, step = _digits(match) if match["digits"] else _han(match)
    unit = _UNIT.match(after)
    measure = (unit["measure"] or "") if unit else ""
    kind: Kind = "percent" if unit and unit["percent"] else "points" if unit and unit["points"] else "count"
    spread = any(match[name] for name in ("more", "rest", "about") if match[name])
    vague = spread or bool(_VAGUE_BEFORE.search(before) or _VAGUE_AFTER.match(after[len(measure) :]))
    return Quantity(match[0] + ("%" if kind == "percent" else ""), value, step, measure, kind, vague)


def _hundredths(match: re.Match[str], before: str) -> Quantity | None:
    text = match["hundredths"]
    if text[0].isdigit():
        value, step = Decimal(text), _last_digit(text)
    else:
        whole, _, part = text.partition("点")
        digits = "".join(str(_HAN.get(character, 0)) for character in part)
        value = Decimal(f"{_han_value(whole)}.{digits}") if part else Decimal(_han_value(whole))
        step = _last_digit(str(value))
    return Quantity(match[0], value, step, "", "percent", bool(_VAGUE_BEFORE.search(before)))


def _digits(match: re.Match[str]) -> tuple[Decimal, Decimal]:
    text = match["digits"].replace(",", "")
    scale = Decimal(1)
    for character in match["scale"]:
        scale *= _SCALES[character]
    return Decimal(text) * scale, _last_digit(text) * scale


def _last_digit(text: str) -> Decimal:
    return Decimal(1).scaleb(-len(text.partition(".")[2]))


def _han(match: re.Match[str]) -> tuple[Decimal, Decimal]:
    scale = Decimal(_SCALES.get(match["han_scale"], 1))
    return _han_value(match["han"]) * scale, scale


def _han_value(text: str) -> Decimal:
    """十二 is 12, 一百零三 103, 三万二千 32000; a row of digits (二〇二四) is read as one."""
    if len(text) > 1 and all(character in _HAN for character in text):
        return Decimal("".join(str(_HAN[character]) for character in text))
    total = section = digit = 0
    for character in text:
        if character in _HAN:
            digit = _HAN[character]
        elif character in "万亿":
            total = (total + section + digit) * _SCALES[character]
            section = digit = 0
        else:
            section += (digit or 1) * {"十": 10}.get(character, _SCALES.get(character, 1))
            digit = 0
    return Decimal(total + section + digit)
