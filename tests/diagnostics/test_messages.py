"""The words of messages: one hand in two languages, and nothing that a clerk could not act on."""

import errno
import os
import re
from string import Formatter

import pytest

from docgen.diagnostics import CODES, Place
from docgen.diagnostics.codes import CHANGED_LABEL, MISSING_FIELD
from docgen.diagnostics.system import refusal

KINDS = [(f"{code}-{n}", kind) for code, kinds in CODES.items() for n, kind in enumerate(kinds)]
TEXTS = [
    pytest.param(text, id=f"{name}-{part}")
    for name, kind in KINDS
    for part, text in (("message", kind.message), ("hint", kind.hint))
]
HAN = "[\u3400-\u9fff]"
# What those who fill in workbooks are told must be said without these; E3 and E4 speak to others.
TECHNICAL = re.compile("部件|解析|字段|参数|节点|字符串|异常|校验和|null|None|XML|[Ee]rror|[Ii]nvalid")


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("text", TEXTS)
def test_both_languages_are_there_and_name_the_same_place(text):
    assert bool(text.zh) == bool(text.en)
    assert names(text.en) & {"where", "file", "value"} == names(text.zh) & {"where", "file", "value"}


@pytest.mark.parametrize("text", TEXTS)
def test_chinese_is_set_as_chinese_and_english_as_english(text):
    chinese = re.sub(r"[“（][^”）]*[”）]|`[^`]*`|\{\w+\}", "", text.zh)
    assert not re.search(rf"{HAN}[,:;!?()]|[,:;!?()]{HAN}", chinese)
    assert not text.zh.endswith(("。", "，", "；", "：", " "))
    assert "  " not in text.zh + text.en
    assert not re.search(
        HAN, re.sub(r"“[^”]*”|×\S+|\{\w+\}", "", text.en)
    )  # but in quotes, and a document's number
    assert not text.en.endswith((".", ",", ";", ":", " "))


@pytest.mark.parametrize("text", TEXTS)
def test_figures_stand_apart_from_han_characters_and_places_do_not(text):
    for name in ("figure", "expected", "actual"):
        assert not re.search(rf"{HAN}\{{{name}\}}|\{{{name}\}}{HAN}", text.zh)
    assert not re.search(rf"{HAN} \{{where\}}|\{{where\}} {HAN}", text.zh)


@pytest.mark.parametrize(("name", "kind"), KINDS, ids=[name for name, _ in KINDS])
def test_clerks_are_not_told_programmers_words(name, kind):
    if name[:2] not in {"E0", "E3", "E4", "E9"} and name[:4] not in {
        "E109",
        "E110",
        "E114",
        "E120",
        "E218",
        "E219",
    }:
        assert not TECHNICAL.search(kind.message.zh + kind.hint.zh)


@pytest.mark.parametrize(("name", "kind"), KINDS, ids=[name for name, _ in KINDS])
def test_every_error_says_what_to_do(name, kind):
    assert kind.hint.zh
    assert kind.hint.en


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
