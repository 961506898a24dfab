"""The words of messages: one hand in two languages, and nothing that a clerk could not act on."""

import errno
import os
import re
from collections.abc import Iterator
from string import Formatter

import pytest

from docgen.diagnostics import CODES, Phrase, Place
from docgen.diagnostics.codes import CHANGED_LABEL, MISSING_FIELD
from docgen.diagnostics.finding import Kind
from docgen.diagnostics.system import refusal

FAMILIES: dict[str, list[Kind]] = {}
for code, kinds in CODES.items():
    FAMILIES.setdefault(re.match(r"E\d|\D", code)[0], []).extend(kinds)
of_each_family = pytest.mark.parametrize("kinds", FAMILIES.values(), ids=FAMILIES)
SAID_TO_OTHERS = {"E109", "E110", "E114", "E120", "E218", "E219"}
HAN = "[\u3400-\u9fff]"
# What those who fill in workbooks are told must be said without these; E3 and E4 speak to others.
TECHNICAL = re.compile("部件|解析|字段|参数|节点|字符串|异常|校验和|null|None|XML|[Ee]rror|[Ii]nvalid")


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def texts(kinds: list[Kind]) -> Iterator[Phrase]:
    for kind in kinds:
        yield from (kind.message, kind.hint)


@of_each_family
def test_both_languages_are_there_and_name_the_same_place(kinds):
    for text in texts(kinds):
        assert bool(text.zh) == bool(text.en)
        assert names(text.en) & {"where", "file", "value"} == names(text.zh) & {"where", "file", "value"}


@of_each_family
def test_chinese_is_set_as_chinese_and_english_as_english(kinds):
    for text in texts(kinds):
        chinese = re.sub(r"[“（][^”）]*[”）]|`[^`]*`|\{\w+\}", "", text.zh)
        assert not re.search(rf"{HAN}[,:;!?()]|[,:;!?()]{HAN}", chinese), text
        assert not text.zh.endswith(("。", "，", "；", "：", " ")), text
        assert "  " not in text.zh + text.en, text
        # but in quotes, and a document's number
        assert not re.search(HAN, re.sub(r"“[^”]*”|×\S+|\{\w+\}", "", text.en)), text
        assert not text.en.endswith((".", ",", ";", ":", " ")), text


@of_each_family
def test_figures_stand_apart_from_han_characters_and_places_do_not(kinds):
    for text in texts(kinds):
        for name in ("figure", "expected", "actual"):
            assert not re.search(rf"{HAN}\{{{name}\}}|\{{{name}\}}{HAN}", text.zh), text
        assert not re.search(rf"{HAN} \{{where\}}|\{{where\}} {HAN}", text.zh), text


@of_each_family
def test_clerks_are_not_told_programmers_words(kinds):
    for kind in kinds:
        if kind.code[:2] not in {"E0", "E3", "E4", "E9"} and kind.code not in SAID_TO_OTHERS:
            assert not TECHNICAL.search(kind.message.zh + kind.hint.zh), kind


@of_each_family
def test_every_error_says_what_to_do(kinds):
    for kind in kinds:
        assert kind.hint.zh, kind
        assert kind.hint.en, kind


def test_a_place_is_said_by_address_and_label_together():
    place = Place("三、依申请公开", "D27", label="（七）总计，自然人", value="总记")
    said = CHANGED_LABEL.at(place, label="总计").message.zh
    assert said == "三、依申请公开!D27（（七）总计，自然人）的名称应是“总计”，现在是“总记”"
    assert (
        MISSING_FIELD.at(Place("封面", "B6", label="成文日期"), sheet="封面").message.zh
        == "封面!B6（成文日期）没有填"
    )


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.EACCES, "没有权限"), (errno.ENOSPC, "磁盘满了"), (errno.EXDEV, "Invalid cross-device link")],
)
def test_what_the_system_says_is_said_in_chinese_where_it_is_usual(number, said):
    error = OSError(number, os.strerror(number))
    assert refusal(error).zh == said
    assert refusal(error).en == os.strerror(number)
