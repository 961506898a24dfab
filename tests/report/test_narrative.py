import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.diagnostics import Place
from docgen.report.narrative import Numbering, number_text, read_text, run_in, typed_number
from docgen.report.numerals import chinese, number_of

PLACE = Place("表", "C3")


def read(text: str) -> list[tuple[int, str, str]]:
    return [(p.level, p.heading, p.text) for p in read_text(text, PLACE)]


def numbered(*texts: str) -> list[tuple[str, str]]:
    numbering = Numbering()
    numbering.section()
    found = [d for text in texts for p in read_text(text, PLACE) for d in numbering.check(p)]
    return [(d.code, d.message.zh) for d in found]


@pytest.mark.parametrize(
    ("text", "level", "number"),
    [
        ("一、总体情况", 1, 1),
        ("十二、附则", 1, 12),
        ("（三）制度", 2, 3),
        ("(三)制度", 2, 3),
        ("1.培训", 3, 1),
        ("12．培训", 3, 12),
        ("（1）其一", 4, 1),
        ("(2)其二", 4, 2),
    ],
)
def test_typed_numbers_are_recognised(text, level, number):
    found = typed_number(text)
    assert found
    assert (found.level, found.number) == (level, number)


@pytest.mark.parametrize(
    "text",
    [
        "3.5万人次参加",
        "（三）项所列情形",
        "（一）款规定的",
        "2024年，全市",
        "一、二、三级单位都要做到公开。",
        "第（一）项",
        "1、培训",
        "（略）",
        "（2024）8号",
        "一是抓培训",
        "十百千工程",
    ],
)
def test_running_text_is_no_heading(text):
    assert typed_number(text) is None


def test_a_run_in_heading_is_parted_from_its_text():
    assert read("（一）夯实基础。成立了领导小组。下设办公室。") == [
        (2, "夯实基础", "成立了领导小组。下设办公室。")
    ]


def test_a_point_of_one_sentence_is_a_heading_with_its_own_full_stop():
    assert read("1.属于国家秘密的不予公开。") == [(3, "属于国家秘密的不予公开。", "")]


def test_a_full_stop_inside_quotation_marks_or_brackets_ends_no_heading():
    assert run_in("落实“谁主办。谁公开”要求。今后……") == ("落实“谁主办。谁公开”要求", "今后……")
    assert run_in("加强管理（含考核。督查）。今后") == ("加强管理（含考核。督查）", "今后")


def test_a_heading_that_ends_otherwise_than_with_a_full_stop_keeps_its_mark():
    assert run_in("为什么公开？因为需要。") == ("为什么公开？", "因为需要。")


def test_points_run_together_are_split_at_sentence_ends_in_sequence():
    text = "（一）队伍不健全。部分单位人员流动大。（二）形式单一。一是文字为主。二是内容单调。（三）传播力不强。联动不够。"
    assert [heading for _, heading, _ in read(text)] == ["队伍不健全", "形式单一", "传播力不强"]


def test_points_within_points_are_split_too():
    text = "（一）甲事。1.子项一。内容。2.子项二。内容。（二）乙事。内容。"
    assert [(level, heading) for level, heading, _ in read(text)] == [
        (2, "甲事。"),
        (3, "子项一"),
        (3, "子项二"),
        (2, "乙事"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "答复依据是条例。（三）项所列情形除外。（四）其余照办。",
        "一、二类单位共20个；（一）其中甲类8个；（二）乙类12个。",
        "共接待群众。3.5万人次参加。4.2万人次关注。",
        "不予公开的理由有。1.属于国家秘密的，不予公开。",
        "包括：（一）甲；（二）乙；（三）丙。",
    ],
)
def test_numbers_within_running_text_do_not_split_it(text):
    assert len(read(text)) == 1


def test_a_pasted_text_is_a_paragraph_a_line_and_its_indents_go():
    assert read("　　第一段。\r\n\n　　（一）小题。正文。\n第三段。") == [
        (0, "", "第一段。"),
        (2, "小题", "正文。"),
        (0, "", "第三段。"),
    ]


def test_a_repeated_number_is_one_finding_and_the_next_goes_on_from_it():
    assert numbered("（一）甲", "（二）乙", "（三）丙", "（三）丁", "（四）戊") == [
        ("F7", "表!C3的序号“（三）”重复了，应是“（四）”")
    ]


def test_a_skipped_number_is_one_finding():
    assert [code for code, _ in numbered("（一）甲", "（三）丙", "（四）丁")] == ["F7"]


def test_numbers_begin_again_under_a_new_heading():
    assert numbered("（一）甲", "1.子", "2.丑", "（二）乙", "1.子", "（1）其一", "2.丑") == []


@pytest.mark.parametrize(("level", "text"), [(1, "十二、"), (2, "（十二）"), (3, "12."), (4, "（12）")])
def test_numbers_are_printed_as_the_standard_has_them(level, text):
    assert number_text(level, 12) == text


@given(st.integers(1, 999))
def test_numerals_read_back(number: int):
    assert number_of(chinese(number)) == number


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (101, "一百零一"), (110, "一百一十")],
)
def test_numerals_are_those_of_headings(number, text):
    assert chinese(number) == text


@given(st.text(max_size=200))
def test_no_character_but_blanks_and_numbers_is_lost(text: str):
    kept = "".join(
        part
        for p in read_text(text, PLACE)
        for part in ((p.typed.typed if p.typed else ""), p.heading, p.text)
    )
    bare = str.maketrans("", "", "。")
    assert "".join(kept.split()).translate(bare) == "".join("".join(text.splitlines()).split()).translate(
        bare
    )
