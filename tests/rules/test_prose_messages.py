"""What is found in the text, word for word as the clerk reads it: where in a long paragraph, and what should stand there."""

import pytest

from tests.workbooks import clean, filled, found_in

AT = "一、总体情况!C3"
READ = [
    ("政务公开 工作有序。", f"{AT}的汉字之间有空格：“公开 工作”"),
    ("落实要求,全面公开。", f"{AT}的汉字之间用了半角标点：“要求,全面”"),
    ("推进“甲类”、“乙类”事项。", f"{AT}并列的引号或书名号之间用了顿号：“推进‘甲类’、‘乙类’事项”"),
    ("1、学习。", f"{AT}的序号写成了“1、”"),
    (
        "依据青政发[2020]第05号办理。",
        f"{AT}的文号“[2020]第05号”应写作“〔2020〕5号”：年份要用六角括号〔〕，序号前不加“第”，序号前不补零",
    ),
    ("依据青政发〔2020〕05号办理。", f"{AT}的文号“〔2020〕05号”应写作“〔2020〕5号”：序号前不补零"),
    (
        "发布信息100条，其中网站80条、微信30条。",
        f"{AT}“其中网站80条、微信30条”：各部分加起来是 110条，多于总数 100条",
    ),
    (
        "2024年发布50条，2023年发布40条，增长20%。",
        f"{AT}“2024年发布50条，2023年发布40条，增长20%”：按两年的数算应是 25%，写的是 20%",
    ),
    ("共实际收取信息处理费9元。", f"{AT}写的是“实际收取信息处理费9元”，封面上填的是 5"),
]


def found(said: str) -> dict[str, str]:
    """The messages on a text, each with its hint."""
    data = clean()
    data["fields"] |= {"fee_notices": 1, "fee_notified": 5, "fee_received": 5}
    data["narratives"]["overview"] = [{"text": said}]
    return {finding.message.zh: finding.hint.zh for finding in found_in(filled(data))}


@pytest.mark.parametrize(("said", "message"), READ)
def test_a_message_says_where_and_what(said, message):
    assert message in found(said)


def test_the_cells_to_compare_with_are_named_in_ranges_on_their_sheet():
    hints = found("收到政府信息公开申请288件，其中自然人223件、法人9件。").values()
    assert "请核对文字与这几格：三、依申请公开!E6:I6" in hints


@pytest.mark.parametrize(
    "said",
    [
        "收到政府信息公开申请288件，上年同期收到政府信息公开申请12件。",
        "与上年同期相比，收到政府信息公开申请288件。",
    ],
)
def test_the_same_time_of_last_year_is_another_time_unless_it_is_compared_with(said):
    assert not any("写的是" in message for message in found(said))


def test_a_comparison_with_last_year_leaves_the_number_to_this_year():
    assert any("288" in message for message in found("比上年同期增长，收到政府信息公开申请12件。"))
