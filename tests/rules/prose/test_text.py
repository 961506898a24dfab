"""The rules over the text alone: years, documents, parts, leftovers, coverage, punctuation, names; and their near misses."""

import pytest

from docgen.report.narrative import Paragraph
from tests.rules.prose.reports import NEW, OLD, found_in, report_of, said
from tests.workbooks import COVERAGE

AT = "narratives.overview[0].text"


def codes(text, *, key="overview", kind=NEW, last=None, **more):
    found = found_in(report_of(kind, {key: text}, **more), kind, last)
    return [d.code for d in found if d.code not in COVERAGE]


def one(text, code, *, key="overview", **more):
    (finding,) = said(found_in(report_of(NEW, {key: text}, **more)), code)
    return finding


@pytest.mark.parametrize(("text", "year"), [("20240年，公开若干。", "20240"), ("202年，公开若干。", "202")])
def test_y1_a_year_of_other_than_four_digits(text, year):
    assert one(text, "Y1") == ("Y1", "error", AT, "2024", year)


@pytest.mark.parametrize(
    ("text", "year"), [("2023年，我市公开信息12条。", "2023"), ("落实2022年政务公开工作要点。", "2022")]
)
def test_y1_a_year_that_nothing_explains(text, year):
    assert one(text, "Y1") == ("Y1", "warning", AT, "2024", year)


@pytest.mark.parametrize(
    "text",
    [
        "2024年，我市公开信息12条。",
        "《2023年政务公开工作要点》已落实。",
        "与2023年相比，发布信息增加。",
        "2023年发布信息250条，2024年发布信息288条。",
        "自2023年起，我市推行清单。",
        "根据2023年印发的办法办理。",
        "2023年度考核结果为优秀。",
        "2025年，我市将开展培训。",
        "35件申请转入2025年办理。",
        "2022、2023年未发生。",
        "古城有3000年历史。",
        "政办发〔2023〕5号。",
        "电话0870-2023123。",
    ],
)
def test_y1_is_silent_where_another_year_is_meant(text):
    assert not codes(text)


PERIODS = [
    ("数据统计期限为2024年1月1日至2024年12月30日。", "2024年1月1日至2024年12月30日"),
    ("数据统计期限为2023年1月1日至12月31日。", "2023年1月1日至12月31日"),
    ("所列数据从2024年1月1日起至11月30日止。", "2024年1月1日起至11月30日"),
]


@pytest.mark.parametrize(("text", "period"), PERIODS)
def test_y2_the_period_is_the_reports_year(text, period):
    assert one(text, "Y2") == ("Y2", "error", AT, "2024年1月1日至2024年12月31日", period)


@pytest.mark.parametrize(
    ("text", "day"), [("4月31日召开会议。", "4月31日"), ("2023年2月29日前制定。", "2023年2月29日")]
)
def test_y2_a_day_that_no_calendar_has(text, day):
    assert one(text, "Y2") == ("Y2", "error", AT, None, day)


@pytest.mark.parametrize(
    "text",
    [
        "数据统计期限自2024年1月1日起至12月31日止。",
        "数据统计期限为2024年1月1日—2024年12月31日。",
        "2024年2月29日召开会议。",
        "政策宣传周从2024年5月6日至5月12日举办。",
    ],
)
def test_y2_is_silent_on_the_right_period_and_on_others(text):
    assert not codes(text)


def test_y3_wants_the_notice_of_the_format():
    assert one("本报告依照有关规定编制。", "Y3", key="preamble")[1] == "warning"
    assert said(found_in(report_of(NEW, {"overview": "依据国办公开办函〔2019〕60号。"})), "Y3")[0].path == AT
    assert not said(found_in(report_of(NEW, {"preamble": "依据国办公开办函〔2021〕30号。"})), "Y3")
    assert not said(found_in(report_of(OLD, {"preamble": "依据国办公开办函〔2019〕60号。"}), OLD), "Y3")


DATES = [
    ("县级", "2024-12-31", True), ("县级", "2025-01-01", False), ("县级", "2025-03-31", False), ("县级", "2025-04-01", True),
    ("乡镇（街道）", "2025-01-31", False), ("乡镇（街道）", "2025-02-01", True), (None, "2025-02-01", False),
]  # fmt: skip


@pytest.mark.parametrize(("level", "day", "late"), DATES)
def test_y4_the_last_day_depends_on_the_level(level, day, late):
    found = said(found_in(report_of(fields={"level": level, "issued_on": day})), "Y4")
    assert [(f.severity, f.path) for f in found] == [("warning", "fields.issued_on")] * late


@pytest.mark.parametrize("text", ["2024年，将加强培训。存在不足。", "问题不少。2023年将加强培训。"])
def test_y5_a_plan_for_a_year_gone(text):
    assert "Y5" in codes(text, key="problems")


@pytest.mark.parametrize("text", ["存在不足。2025年将加强培训。", "存在不足。2024年已加强培训。"])
def test_y5_is_silent_on_the_coming_year(text):
    assert "Y5" not in codes(text, key="problems")


@pytest.mark.parametrize(
    ("kind", "year", "wrong"),
    [(NEW, 2020, 1), (NEW, 2021, 0), (OLD, 2021, 1), (OLD, 2018, 1), (OLD, 2019, 0)],
)
def test_y6_the_year_is_one_of_the_format(kind, year, wrong):
    found = said(found_in(report_of(kind, fields={"year": year}), kind), "Y6")
    assert [(f.severity, f.path) for f in found] == [("error", "fields.year")] * wrong


NUMBERS = [
    "国办发[2024]5号",
    "国办发【2024】5号",
    "国办发（2024）5号",
    "国办发〔2024〕第5号",
    "国办发〔2024〕05号",
]


@pytest.mark.parametrize("number", NUMBERS)
def test_f12_a_number_written_otherwise(number):
    assert one(f"依据{number}。", "F12")[:3] == ("F12", "warning", AT)


@pytest.mark.parametrize(
    "text", ["依据《国务院办公厅关于印发要点的通知》工作。", "学习《关于加强公开的意见》精神。"]
)
def test_f12_a_notice_named_in_full_without_its_number(text):
    assert one(text, "F12")[:3] == ("F12", "warning", AT)
    assert len(said(found_in(report_of(NEW, {"overview": text * 2})), "F12")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "依据《国务院办公厅关于印发要点的通知》（国办发〔2024〕5号）工作。",
        "依据国办发〔2024〕5号《国务院办公厅关于印发要点的通知》工作。",
        "依据国办发〔2024〕5号、6号文件。",
        "依据《中华人民共和国政府信息公开条例》。",
        "国务院令第711号，（2024）最高法行申38号。",
    ],
)
def test_f12_is_silent_on_numbers_and_names_as_they_should_be(text):
    assert not codes(text)


UNITS = [
    ("罗平县人民政府", "师宗县", 1), ("罗平县人民政府", "师宗县人民政府", 1), ("罗平县人民政府", "罗平县2024年", 1),
    ("罗平县人民政府", "罗平县", 0), ("云南省发展和改革委员会", "省发改委", 0), ("罗平县人民政府", None, 0),
]  # fmt: skip


@pytest.mark.parametrize(("unit", "named", "wrong"), UNITS)
def test_f3_the_title_names_the_unit_that_signs(unit, named, wrong):
    found = said(found_in(report_of(fields={"unit": unit, "title_unit": named})), "F3")
    assert [(f.severity, f.path) for f in found] == [("warning", "fields.title_unit")] * wrong


def test_f3_the_text_calls_the_report_by_its_title():
    title = "青禾市2024年政府信息公开工作年度报告"
    assert one("《青禾市2024年政府信息公开年度报告》已公布。", "F3")[2:] == (
        AT, title, "青禾市2024年政府信息公开年度报告",
    )  # fmt: skip
    for name in (title, "青禾市2023年政府信息公开年度报告", "青禾市统计局2024年政府信息公开年度报告"):
        assert not said(found_in(report_of(NEW, {"overview": f"《{name}》已公布。"})), "F3")


SIX = "总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项"
PARTS = [
    ("本报告由总体情况、主动公开政府信息情况等五部分组成。", "5"),
    ("全文分为7个部分。", "7"),
    (f"本报告由{SIX.rpartition('、')[0]}等六部分组成。", "5"),
]


@pytest.mark.parametrize(("text", "actual"), PARTS)
def test_f7_the_parts_are_as_many_as_said(text, actual):
    assert one(text, "F7", key="preamble") == ("F7", "error", "narratives.preamble[0].text", "6", actual)


@pytest.mark.parametrize(
    "text",
    [
        f"本报告由{SIX}等六部分组成。",
        "本报告由总体情况、主动公开政府信息情况等六部分组成。",
        "本报告包括六个部分。",
        "平台由信息发布、互动交流等三部分组成。",
        "队伍由三大部分人员组成。",
    ],
)
def test_f7_is_silent_on_the_right_number_and_on_other_parts(text):
    assert "F7" not in codes(text, key="preamble")


LEFT = ["××县开展工作。", "表格如下：", "（请填写本单位情况）", "某某局开展工作。", "某县开展工作。", "XX县开展工作。",
    "此处填写主要做法。", "共____件。", "工作待补充。", "○○县人民政府"]  # fmt: skip


@pytest.mark.parametrize("text", LEFT)
def test_f8_what_a_template_left_behind(text):
    found = said(found_in(report_of(NEW, {"overview": text})), "F8")
    assert found
    assert {(f.severity, f.path) for f in found} == {("error", AT)}
    assert all(f.actual in text for f in found)


@pytest.mark.parametrize(
    "text",
    [
        "二〇二四年某些单位某项工作。",
        "3×4米的展板。",
        "ABC×DEF公司。",
        "申请人张某、李某。",
        "下列表格如实填写。",
    ],
)
def test_f8_is_silent_on_words_that_look_like_it(text):
    assert not codes(text)


def test_f8_the_unit_of_last_year():
    last = report_of(fields={"unit": "白岩县人民政府", "title_unit": "白岩县", "year": 2023})
    assert "F8" in codes("白岩县人民政府高度重视。", last=last)
    assert "F8" not in codes("青禾市人民政府高度重视。", last=last)
    assert "F8" not in codes("白岩县人民政府高度重视。")


def point(text, **fields):
    return [
        d.message.zh for d in found_in(report_of(NEW, {"overview": text}, fields=fields)) if d.code == "F9"
    ]


def test_f9_names_each_point_that_is_not_spoken_of():
    assert len(point("本单位公开信息。", level="县级")) == 7
    assert len(point("本单位公开信息。", level="其他部门或单位")) == 4
    assert any(
        "责任追究" in zh for zh in point("公开、申请、信息管理、平台、培训、考核、评议。", level="县级")
    )


@pytest.mark.parametrize("level", ["县级", "其他部门或单位", None])
def test_f9_is_silent_when_all_is_said(level):
    assert not point("公开、申请、信息管理、平台、培训、考核、评议，没有责任追究。", level=level)


PROBLEMS = [
    ("无。", "没有实际内容"),
    ("", "没有实际内容"),
    ("一年来成绩很大，将加强培训。", "没有写存在的问题"),
    ("存在人手不足的问题。", "没有写改进情况"),
]


@pytest.mark.parametrize(("text", "what"), PROBLEMS)
def test_f10_problems_and_measures(text, what):
    found = [d for d in found_in(report_of(NEW, {"problems": text})) if d.code == "F10"]
    assert [d.severity for d in found] == ["warning"]
    assert what in found[0].message.zh


def test_f10_a_problem_without_its_measure():
    points = [Paragraph("", 2, heading) for heading in ("解读不够深入", "力量薄弱")]
    lead, measures = Paragraph("存在的主要问题"), Paragraph("改进措施如下：")
    answered = [Paragraph("", 2, heading) for heading in ("加强解读", "充实力量")]
    uneven = found_in(report_of(NEW, {"problems": [lead, *points, measures, answered[0]]}))
    assert [d.severity for d in uneven if d.code == "F10"] == ["warning"]
    assert "F10" not in codes_of([lead, *points, measures, *answered])
    assert "F10" not in codes_of([Paragraph("解读不够深入，今后将加强。", 2, "解读")])


def codes_of(paragraphs):
    return [d.code for d in found_in(report_of(NEW, {"problems": paragraphs}))]


PUNCTUATION = [
    ("E231", "我们要加强公开,落实责任。"), ("E231", "公开;落实。"), ("E231", "公开(含解读)工作。"), ("E231", "工作顺利."),
    ("E232", "“六稳”、“六保”。"), ("E232", "《甲》、《乙》。"), ("E233", "1、加强领导。2、落实责任。"), ("E234", "公开 工作。"),
    ("E235", "公开１２条。"), ("E235", "率为９０％。"), ("E236", "朱镕基"), ("E236", "㛃"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text"), PUNCTUATION)
def test_slips_of_punctuation_and_characters(code, text):
    found = one(text, code)
    assert (found.severity, found.path) == ("warning" if code == "E236" else "info", AT)
    assert codes(text) == [code]


@pytest.mark.parametrize(
    "text",
    ["“六稳”和“六保”。", "1.加强领导。", "3.5万,4.5万。", "电话:0870-2134567。", "网址:http://a.gov.cn。", "版本A,B。",
     "公开3.5。", "第1、第2项。", "包括1、2、3项。", "公开 2024 年。", "《甲》、乙、《丙》。", "1,234件。", "API(v2)接口。"],
)  # fmt: skip
def test_punctuation_that_is_right(text):
    assert not codes(text)


def test_x5_what_stands_in_last_years_report_too():
    text = "本机关坚持公开为常态、不公开为例外，推进决策执行管理服务结果公开，全年发布各类信息若干。"
    last = report_of(NEW, {"overview": text, "problems": "力量不足，将改进。"}, fields={"year": 2023})
    again = said(found_in(report_of(NEW, {"overview": text}), NEW, last), "X5")
    assert [(f.severity, f.path) for f in again] == [("warning", AT)]
    other = report_of(
        NEW,
        {
            "overview": "今年着力建设基层公开专区，群众在家门口就能查到政策、领到指南、问到专人，办成了许多事。"
            * 2
        },
    )
    assert not said(found_in(other, NEW, last), "X5")
    assert not said(found_in(report_of(NEW, {"overview": text}), NEW), "X5")


TWICE = [
    "全年主动公开政府信息1200条。\n全年主动公开政府信息1250条。",
    "2024年，举办政务公开培训4期。\n2024年举办政务公开培训5期。",
]


@pytest.mark.parametrize("text", TWICE)
def test_n2_one_thing_has_one_number(text):
    (finding,) = (d for d in found_in(report_of(NEW, {"overview": text})) if d.code == "N2")
    assert [place.path for place in finding.places] == ["narratives.overview[1].text", AT]
    assert finding.severity == "error"


@pytest.mark.parametrize(
    "text",
    [
        "全年主动公开政府信息1200条。\n全年主动公开政府信息1200条。",
        "全年主动公开政府信息1200条。\n全年主动公开政府信息1200余条。",
        "全年公开信息1200条。\n全年公开信息1100条。",
        "全年主动公开政府信息1200条。\n上半年主动公开政府信息600条。",
        "全年市财政局公开政府信息1200条。\n全年市教育局公开政府信息600条。",
        "全年主动公开政府信息1200条。\n全年主动公开政府信息6个。",
    ],
)
def test_n2_is_silent_where_two_things_are_counted(text):
    assert "N2" not in codes(text)
