"""How a sentence is read: numbers, outlines, times and bodies, sameness; no text crashes it, none takes for ever."""

import re
from decimal import Decimal
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.rules.prose.outline import masked, sentences
from docgen.rules.prose.quantity import quantities
from docgen.rules.prose.report import LONGEST
from docgen.rules.prose.scope import Times, narrower_body
from docgen.rules.prose.wording import sameness
from tests.rules.prose.reports import NEW, OLD, found_in, report_of
from tests.tenth import WHOLE, few


def read(text):
    return [
        (q.text, q.value, q.measure, q.kind, q.vague) for s in sentences(masked(text)) for _, q in s.counted
    ]


COUNTS = [
    ("15件", "15", "15", "件"), ("１５件", "15", "15", "件"), ("1.2万条", "1.2万", "12000", "条"), ("十二件", "十二", "12", "件"),
    ("两件", "两", "2", "件"), ("一百零三份", "一百零三", "103", "份"), ("三万二千人次", "三万二千", "32000", "人次"), ("772万人次", "772万", "7720000", "人次"),
    ("1,234条", "1,234", "1234", "条"), ("3亿元", "3亿", "300000000", "元"), ("0件", "0", "0", "件"), ("15件（次）", "15", "15", "件（次）"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "spelled", "value", "measure"), COUNTS)
def test_an_exact_number(text, spelled, value, measure):
    assert read(f"收到{text}。") == [(spelled, Decimal(value), measure, "count", False)]


@pytest.mark.parametrize(
    "text",
    [
        "十余件",
        "10余件",
        "1.2万余条",
        "近百件",
        "约15件",
        "15件左右",
        "15件以上",
        "几十件",
        "3—5件",
        "至少3件",
        "超过3件",
    ],
)
def test_a_vague_number(text):
    assert read(f"收到{text}。") == [] or all(vague for *_, vague in read(f"收到{text}。"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("25%", "25"),
        ("25.5％", "25.5"),
        ("百分之三十", "30"),
        ("百分之九十九点五", "99.5"),
        ("百分之12.5", "12.5"),
    ],
)
def test_a_share(text, value):
    assert [(v, kind) for _, v, _, kind, _ in read(f"占{text}。")] == [(Decimal(value), "percent")]


def test_points_are_no_share():
    assert read("提高3个百分点。")[0][3] == "points"


@pytest.mark.parametrize(
    "text",
    ["第三方", "2024年", "3月5日", "10时", "第15条", "010-12345678", "13812345678", "国办发〔2024〕15号", "《2024年15件实事》", "统一平台",
     "一件事", "http://a.cn/15件", "a15@b.cn", "第十二条", "邮编：655800", "1" * 40 + "件"],
)  # fmt: skip
def test_what_is_no_quantity(text):
    assert not read(f"见{text}。")


@given(
    st.text(
        "0123456789.,%１２３一二十百千万亿两余多近约件条人次元第年月日号百分之点（）《》〔〕", max_size=40
    )
)
@settings(max_examples=few(300), deadline=None)
def test_quantities_are_in_order_and_apart(text):
    end = 0
    for found in quantities(masked(text)):
        assert end <= found.start < found.end <= len(text)
        assert found.quantity.value >= 0
        end = found.end


def test_an_outline_has_a_character_for_a_number_and_gives_the_words_back():
    first, second = sentences(masked("依《15件实事》收到申请１５件，占25%。答复两件。"))
    assert re.fullmatch("依《＿{5}》收到申请[\ue000-\uf8ff]件，占[\ue000-\uf8ff]。", first.text)
    assert first.spelled(0, len(first.text)).endswith("收到申请15件，占25%。")
    assert second.spelled(0, len(second.text)) == "答复两件。"
    assert [quantity.text for _, quantity in second.counted] == ["两"]


def test_masking_keeps_the_length_and_drops_private_characters():
    for text in ("《甲》乙", "电话0870-2134567", "a@b.cn", "\ue000件", "〔2024〕第5号", "《甲《乙》丙》丁"):
        assert len(masked(text)) == len(text)
        assert not re.search("[\ue000-\uf8ff]", masked(text))


TIMES = [
    ("2023年收到", True), ("2024年收到", False), ("上年收到", True), ("上半年收到", True), ("第一季度收到", True), ("5月份收到", True),
    ("比2023年多收", False), ("较上年增加，收到", False), ("上年结转，收到", False), ("上年收到较多，今年收到", False), ("（2023年如此）收到", False),
    ("（2023年收到", True), ("2023年（本年另说）收到", True), ("收到", False), ("近三年收到", True), ("“十三五”时期收到", True),
]  # fmt: skip


@pytest.mark.parametrize(("before", "another"), TIMES)
def test_of_which_time_the_words_before_a_number_speak(before, another):
    assert Times(before + "15件。").is_another(len(before), 2024) is another


BODIES = [
    ("本机关收到", "青禾市人民政府", "本机关"), ("本机关收到", "青禾市统计局", ""), ("市财政局收到", "青禾市人民政府", "市财政局"),
    ("市统计局收到", "青禾市统计局", ""), ("各街道收到", "青禾市人民政府", ""), ("市财政局牵头，全市收到", "青禾市人民政府", ""),
    ("收到", "青禾市人民政府", ""), ("（市财政局）收到", "青禾市人民政府", ""),
]  # fmt: skip


@pytest.mark.parametrize(("before", "unit", "body"), BODIES)
def test_of_whom_the_words_before_a_number_speak(before, unit, body):
    assert narrower_body(before, unit) == body


def test_sameness_counts_long_runs_and_no_figures():
    text = "坚持以公开为常态不公开为例外推进五公开"
    assert sameness(text, text) == 100
    assert sameness(f"{text}，共15件。", f"{text}，共27件。") == 100
    assert sameness(text, "另起炉灶写了一段谁也没有写过的话") == 0
    assert sameness(text[:7], text) == 0
    assert sameness("", text) == sameness(text, "") == 0
    assert 40 < sameness(text + "今年新建了一个公开专区并且配了专人接待群众", text) < 60


TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(["收到", "政府信息公开申请", "其中", "15件", "占", "增长", "25%", "2023年", "（", "）", "《", "》", "，", "。", "、", "十",
            "比上年", "自然人", "万", "1月1日", "至", "〔2024〕", "号", "×", "一是", "等六部分组成", "\n", "本机关", "百分之", "0.0000001", "9" * 15, "亿", "分别为"]),
        max_size=60,
    ).map("".join),
)  # fmt: skip


@pytest.mark.parametrize("kind", [NEW, OLD])
@given(text=TEXTS)
@settings(max_examples=few(150), deadline=None)
def test_no_text_crashes_the_rules(kind, text):
    report = report_of(kind, dict.fromkeys(("preamble", "overview", "problems", "other_matters"), text))
    for finding in found_in(report, kind, report):
        assert finding.message.zh
        assert "{" not in finding.message.en or "{" in text


@pytest.mark.parametrize("blank", ["unit", "title_unit", "year", "issued_on", "level"])
def test_no_blank_line_of_the_cover_crashes_the_rules(blank):
    for cover in ({blank: None}, dict.fromkeys(("unit", "title_unit", "year", "issued_on", "level"))):
        report = report_of(
            NEW, {"overview": "《青禾市2024年年度报告》，全年公开政府信息公开事项15件。"}, fields=cover
        )
        assert isinstance(found_in(report, NEW, report), tuple)


PROSE = "全年共收到政府信息公开申请288件，其中自然人223件、商业企业39件，比上年增加30件，增长11.6%。"
LONG = [
    PROSE, PROSE.replace("。", "，"), "1", "1,", "1.", "1件", "1件。", "《", "《a〈", "（", "(", "其中", "其中1条，", "，", "一", " ", "○", "×", "_",
    "未收到信息公开申请", "占1件增长", "增长1%", "由包括共等", "[2020", "a", "a.", "财政局", "财政局收到申请1件", "2023年1月1日至", "（2023年）1件", "百分之",
    "《关于印发的通知》", "（填写", "．", "〔2020〕0", "分别为1条", "某", "2023年",
]  # fmt: skip


def seconds(text):
    report = report_of(NEW, {"preamble": text, "overview": text})
    start = process_time()
    found_in(report)
    return process_time() - start


@pytest.mark.parametrize("piece", LONG)
def test_time_grows_with_the_text_and_no_faster(piece):
    """Six times the text takes some six times as long; 36 would be a search that begins again at every character."""
    most = LONGEST if WHOLE else LONGEST // 2
    short, long = (piece * (size // len(piece)) for size in (most // 6, most))
    for _ in range(3):  # others use the machine too
        brief, whole = seconds(short), seconds(long)
        if whole < 0.05 or whole < 18 * max(brief, 0.002):
            return
    pytest.fail(f"{brief:.3f} s for {len(short)} characters, {whole:.3f} s for {len(long)}")
