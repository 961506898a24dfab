"""The pattern language, and the rules over the text as a definition states them: read, and every fault named."""

import pytest

from docgen.report.load import load
from docgen.report.pattern import PatternError, check_pattern, found_in

N = "\ue000"  # the first number of an outline
FITS = [
    ("收到申请{n}件", f"共收到申请{N}件。"),
    ("[收到|新收]申请{n}件", f"新收申请{N}件"),
    ("申请[均|]为{n}件", f"申请为{N}件"),
    ("收到…申请{n}件", f"收到公民提出的申请{N}件"),
    ("收到 申请 {n}件", f"收到申请{N}件"),
    ("[办结[了|]|答复]{n}件", f"办结了{N}件"),
    ("[上年|{last_year}年]结转{n}件", f"2023年结转{N}件"),
    ("{next_year}年{n}件", f"2025年{N}件"),
]
MISSES = [
    ("收到申请{n}件", f"收到申诉{N}件"),
    ("收到…申请{n}件", f"收到建议，申请{N}件"),
    ("收到…申请{n}件", f"收到一二三四五六七八九十一二三四五申请{N}件"),
    ("{year}年{n}件", f"2023年{N}件"),
    ("收到{n}件", "收到15件"),
    ("[收到|新收]{n}件", f"未收{N}件"),
]
NO_PATTERN = ["收到{n", "收到{m}件{n}", "[收到{n}", "收到]{n}", "收到|新收{n}", "{n}{n}", "收到件"]


@pytest.mark.parametrize(("pattern", "sentence"), FITS)
def test_a_pattern_fits(pattern, sentence):
    check_pattern(pattern, number=True)
    (match,) = found_in(pattern, 2024, sentence)
    assert match["n"] == N


@pytest.mark.parametrize(("pattern", "sentence"), MISSES)
def test_a_pattern_does_not_fit(pattern, sentence):
    assert not list(found_in(pattern, 2024, sentence))


@pytest.mark.parametrize("pattern", NO_PATTERN)
def test_what_is_no_pattern(pattern):
    with pytest.raises(PatternError):
        check_pattern(pattern, number=True)


@pytest.mark.parametrize("pattern", ["收到{n}件", "……", "[|]", ""])
def test_what_is_no_pattern_without_a_number(pattern):
    with pytest.raises(PatternError):
        check_pattern(pattern, number=False)


FORM = """
id = "visits"
name = "来访"
title = "{unit}来访"
fields = [{ key = "unit", label = "单位" }, { key = "issued_on", label = "日期", kind = "date" },
  { key = "fee", label = "费", kind = "number" }, { key = "level", label = "层级", kind = "choice", choices = ["县级"] }]
[[sections]]
heading = "情况"
narrative = { key = "text", sheet = "情况" }
"""
CLAIM = '[[claims]]\ncode = "C1"\nvalue = "fields.fee"\nsays = ["收费{n}元"]\n'
WORDING = '[[wordings]]\ncode = "C2"\nmust = ["依据"]\n'


def faults(more):
    definition, found = load(FORM + more)
    assert all(finding.code == "E301" for finding in found)
    assert (definition is None) == bool(found)
    return [finding.message.en for finding in found]


def test_claims_and_wordings_are_read():
    definition, found = load(FORM + CLAIM + 'name = "fee"\nmeasure = "元"\n' + WORDING + "alike = 60\n")
    assert definition
    assert not found
    assert [claim.says for claim in definition.claims] == [("收费{n}元",)]
    assert [(wording.must, wording.alike, wording.narratives) for wording in definition.wordings] == [
        (("依据",), 60, ("text",))
    ]
    assert [head.code for head in definition.heads] == ["C1", "C2"]


WRONG = [
    (CLAIM.replace("{n}", ""), "claims[0].says"),
    (CLAIM.replace("收费{n}元", "[收费{n}元"), "claims[0].says"),
    (CLAIM.replace('says = ["收费{n}元"]', ""), "claims[0].says"),
    (CLAIM.replace("fields.fee", "fields.fees"), "claims[0].value"),
    (CLAIM.replace("fields.fee", "fields.fee +"), "claims[0].value"),
    (CLAIM + 'or = ["applications.total"]\n', "claims[0].value"),
    (CLAIM + 'none = ["未收费{n}"]\n', "claims[0].none"),
    (CLAIM + 'after = ["fees"]\n', "claims[0].after"),
    (CLAIM + 'colour = "red"\n', "claims[0]"),
    (CLAIM + 'message = "{place}"\n', "claims[0].message"),
    (CLAIM.replace('"C1"', '"F4"'), "claims[0].code"),
    (CLAIM + 'where = { level = ["省级"] }\n', "claims[0].where"),
    (CLAIM + 'where = { rank = ["省级"] }\n', "claims[0].where"),
    (WORDING.replace('must = ["依据"]', ""), "wordings[0].must"),
    (WORDING + 'never = ["{n}件"]\n', "wordings[0].never"),
    (WORDING + 'narratives = ["words"]\n', "wordings[0].narratives"),
]


@pytest.mark.parametrize(("more", "path"), WRONG)
def test_a_fault_is_named_by_its_key(more, path):
    assert any(path in message for message in faults(more))
