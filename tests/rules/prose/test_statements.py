"""What sentences say of the figures: each rule raised where it must be, and its near misses, which are silent."""

import pytest

from tests.rules.prose.reports import NEW, OLD, found_in, report_of, said
from tests.workbooks import COVERAGE

N1 = [
    ("全年共收到政府信息公开申请289件。", "288", "289"),
    ("全年共收到政府信息公开申请二百八十九件。", "288", "二百八十九"),
    ("共收到政府信息公开申请２８９件。", "288", "289"),
    ("新收政府信息公开申请288件，其中自然人222件、商业企业39件。", "223", "222"),
    ("上年结转政府信息公开申请14件。", "13", "14"),
    ("政府信息公开申请结转下年度办理19件。", "18", "19"),
    ("全年办结政府信息公开申请284件。", "283", "284"),
    ("政府信息公开申请的办理结果中，予以公开109件。", "108", "109"),
    ("政府信息公开申请的办理结果中，部分公开42件。", "41", "42"),
    ("政府信息公开申请的办理结果中，不予公开56件。", "55", "56"),
    ("政府信息公开申请的办理结果中，无法提供49件。", "48", "49"),
    ("政府信息公开申请的办理结果中，不予处理23件。", "22", "23"),
    ("政府信息公开申请的办理结果中，其他处理10件。", "9", "10"),
    ("因政府信息公开引发行政复议19件。", "18", "19"),
    ("因政府信息公开引发行政诉讼15件。", "14", "15"),
    ("全年收到和上年结转政府信息公开申请共302件。", "301", "302"),
    ("全年未收到政府信息公开申请。", "288", "0"),
    ("没有结转下年度的政府信息公开申请。", "18", "0"),
    ("无上年结转政府信息公开申请。", "13", "0"),
    ("全年未发生因政府信息公开引发的行政复议、行政诉讼案件。", "18", "0"),
]
TRUE = [
    "全年共收到政府信息公开申请288件，其中自然人223件、商业企业39件；上年结转13件。",
    "共收到政府信息公开申请二百八十八件。",
    "全年收到政府信息公开申请301件（含上年结转13件）。",
    "全年办结政府信息公开申请283件，予以公开108件，部分公开41件，结转下年度办理18件。",
    "因政府信息公开引发行政复议18件，行政诉讼14件。",
    "因政府信息公开引发行政诉讼9件。",
    "结转下年度继续办理政府信息公开申请18件。",
]
OF_SOMETHING_ELSE = [
    "上半年收到政府信息公开申请100件。",
    "2023年，全市共收到政府信息公开申请100件，与2024年相比较少。",
    "上一年度办结政府信息公开申请100件。",
    "2023年、2024年分别收到政府信息公开申请200件、288件。",
    "收到政府信息公开申请比上年增加30件。",
    "共收到政府信息公开申请300余件。",
    "共收到政府信息公开申请近300件。",
    "收到政府信息公开申请约280件。",
    "通过网络收到政府信息公开申请20件。",
    "全年收到法律援助申请5件。",
    "全年未收到政府信息公开方面的投诉。",
    "没有收到涉及公共企事业单位的政府信息公开申请。",
]


def heard(text: str, *, key: str = "overview", kind: str = NEW, **more):
    found = found_in(report_of(kind, {key: text}, **more), kind)
    return [d for d in found if d.code not in COVERAGE and d.code != "E235"]


@pytest.mark.parametrize(("text", "expected", "actual"), N1)
def test_n1_names_the_number_that_the_figures_belie(text, expected, actual):
    first = said(heard(text))[0]
    assert first == ("N1", "error", "narratives.overview[0].text", expected, actual)
    assert {finding.code for finding in heard(text)} == {"N1"}


@pytest.mark.parametrize("text", [*TRUE, *OF_SOMETHING_ELSE])
def test_n1_is_silent_where_the_words_are_true_or_speak_of_something_else(text):
    assert not heard(text)


@pytest.mark.parametrize("body", ["本机关", "市政府办公室", "青禾市财政局"])
def test_n1_is_a_warning_where_a_narrower_body_is_spoken_of(body):
    (finding,) = heard(f"{body}收到政府信息公开申请5件。")
    assert (finding.code, finding.severity) == ("N1", "warning")
    assert body in finding.message.zh


def test_n1_names_the_cells_to_compare_with():
    (finding,) = heard("全年办结政府信息公开申请284件。")
    assert [place.path for place in finding.places] == [
        "narratives.overview[0].text",
        "applications.total.total",
    ]


def test_none_is_true_where_the_figures_are_nought():
    noughts = {
        "reviews.cases.reconsideration.total": 0,
        "reviews.cases.litigation_direct.total": 0,
        "reviews.cases.litigation_after_reconsideration.total": 0,
    }
    found = heard("全年未发生因政府信息公开引发的行政复议、行政诉讼案件。", figures=noughts)
    assert "N1" not in {finding.code for finding in found}


N7 = [("全年制定行政规范性文件24件。", "24"), ("全年未制发行政规范性文件。", "0")]


@pytest.mark.parametrize(("text", "actual"), N7)
def test_n7_compares_what_was_issued(text, actual):
    assert said(heard(text)) == [("N7", "warning", "narratives.overview[0].text", "23", actual)]


@pytest.mark.parametrize(
    "text", ["全年制定行政规范性文件23件。", "清理行政规范性文件40件。", "解读印发行政规范性文件5件。"]
)
def test_n7_is_silent_on_what_is_true_or_not_issued(text):
    assert not heard(text)


FEES = {"fee_notices": 3, "fee_notified": 160, "fee_received": 150}
N5 = [
    ("发出信息处理费收费通知4件。", "3", "4"),
    ("收取信息处理费，实收160元。", "150", "160"),
    ("未收取信息处理费。", "150", "0"),
]


@pytest.mark.parametrize(("text", "expected", "actual"), N5)
def test_n5_compares_the_fees_with_the_cover(text, expected, actual):
    found = said(heard(text, key="other_matters", fields=FEES))
    assert found == [("N5", "warning", "narratives.other_matters[0].text", expected, actual)]


@pytest.mark.parametrize(
    "text", ["发出信息处理费收费通知3件，总金额160元，实际收取150元。", "印制信息处理费缴费须知4份。"]
)
def test_n5_is_silent_on_true_fees(text):
    assert not heard(text, key="other_matters", fields=FEES)


def test_n5_knows_that_no_more_is_received_than_was_asked_for():
    fees = {**FEES, "fee_received": 161}
    assert said(heard("无其他需要报告的事项。", key="other_matters", fields=fees), "N5") == [
        ("N5", "warning", "fields.fee_received", "160", "161")
    ]


def test_n6_names_another_measure():
    (finding,) = heard("全年共收到政府信息公开申请288份。")
    assert (finding.code, finding.severity) == ("N6", "info")


@pytest.mark.parametrize(
    "text", ["全年共收到政府信息公开申请288件次。", "全年共收到政府信息公开申请288件。", "印发资料288份。"]
)
def test_n6_is_silent_on_the_measure_of_the_form(text):
    assert not heard(text)


N2 = [
    ("举办培训5次，其中线上2次、线下4次。", "5", "6"),
    ("发布信息100条，其中政策解读60条，通知公告50条。", "100", "110"),
    ("发布信息100条。其中政策解读60条，通知公告50条。", "100", "110"),
    ("发布信息100条，分别为政策解读30条、通知公告50条。", "100", "80"),
    ("发布信息100条，其中政策解读30条、其他50条。", "100", "80"),
]
NO_N2 = [
    "发布信息100条，其中政策解读60条，通知公告40条。",
    "发布信息100条，其中政策解读60条。",
    "发布信息100条，其中政策解读60条，比上年增加50条。",
    "发布信息100余条，其中政策解读60条，通知公告50条。",
    "发布信息100条，其中政策解读约60条，通知公告50条。",
    "发布信息100条，其中政策解读60篇，视频50个。",
    "举办培训5次，其中线上2次、线下3次，培训600人次。",
    "发布信息100条，其中网站60条，累计访问200条。",
    "发布信息100条（其中政策解读60条），通知公告50条。",
]


@pytest.mark.parametrize(("text", "expected", "actual"), N2)
def test_n2_adds_the_parts(text, expected, actual):
    assert said(heard(text)) == [("N2", "error", "narratives.overview[0].text", expected, actual)]


@pytest.mark.parametrize("text", NO_N2)
def test_n2_is_silent_where_parts_need_not_add_up(text):
    assert not heard(text)


N3 = [
    ("收到建议15件，其中采纳12件，占70%。", "80%", "70%"),
    ("共发布信息200条，政策解读50条，占30%。", "25%", "30%"),
    ("发布信息150条，比上年的120条增长20%。", "25%", "20%"),
    ("2024年发布信息150条，2023年120条，同比增长30%。", "25%", "30%"),
    ("发布信息150条，比上年增加30条，增长20%。", "25%", "20%"),
    ("发布信息150条，比上年的120条增加20条。", "30", "20"),
    ("举办培训50次，同比增长20%（2023年为40次）。", "25%", "20%"),
    ("举办培训50次，其中线上40次、线下10次，比上年的40次增长20%。", "25%", "20%"),
    ("举办培训50次。线上40次，占60%。", "80%", "60%"),
    ("举办培训50次，其中线上40次，占80%；线下10次，占30%。", "20%", "30%"),
    ("举办培训50次，线上40次，占培训总数的60%。", "80%", "60%"),
]
NO_N3 = [
    "举办培训50次，同比增长25%（2023年为40次）。",
    "举办培训50次，同比增长60%，其中线上30次，增长50%（2023年为20次）。",
    "线上培训40次，占80%；线下培训10次，占20%。",
    "举办培训50次，线上培训40次，占全市的5%。",
    "举办培训50次，线上培训30次、现场培训10次，合计占80%。",
    "举办培训50次，线上40次、线下10次，分别占70%、30%。",
    "线上培训40次，占全年培训的60%。",
    "线上40次、线下10次，占80%、20%。",
    "举办培训50次，比上年的40次、上年的座谈20次分别增长25%、10%。",
    "举办培训6次。其中线上5次、线下1次，比上年的10次减少4次。",
    "举办培训50次，发布文件20件，占应发布文件的95%。收到建议69件。",
    "收到建议69件。发布文件20件，占应发布文件的95%。",
    "线上培训40次，占比由上年的30%提高到40%。举办培训50次。",
    "举办培训50次，发布信息500条，比上年的40次、400条均增长25%。",
    "收到建议15件，其中采纳12件，占80%。",
    "收到建议15件，其中采纳10件，占66.7%。",
    "收到建议15件，其中采纳10件，占三分之二。",
    "发布信息150条，比上年的120条增长25%。",
    "发布信息151条，比上年的120条增长25.8%。",
    "发布信息151条，比上年的120条增长约26%。",
    "发布信息150条，同比增长25%。",
    "发布信息150条，政策解读12篇，占全市的5%。",
    "发布信息约150条，比上年的120条增长20%。",
    "公众号关注人数增长20%，发布信息150条。",
    "共发布信息1.2万条，其中政策解读0.3万条，占25%。",
]


@pytest.mark.parametrize(("text", "expected", "actual"), N3)
def test_n3_recomputes_shares_and_growth(text, expected, actual):
    assert said(heard(text)) == [("N3", "warning", "narratives.overview[0].text", expected, actual)]


@pytest.mark.parametrize("text", NO_N3)
def test_n3_is_silent_within_rounding_and_where_it_cannot_tell(text):
    assert not heard(text)


def test_the_older_form_has_claims_of_its_own():
    assert said(heard("全年共收到政府信息公开申请2件。", kind=OLD)) == [
        ("N1", "error", "narratives.overview[0].text", "1", "2")
    ]
    assert not heard("全年共收到政府信息公开申请1件。", kind=OLD)
