"""The page as it is printed: LibreOffice lays the official layout out, and the lines are counted and measured."""

from dataclasses import replace

import pytest

from docgen.report.content import Printed

from . import pages
from .reports import BOTTOM, EM, HAN, LEFT, LINE, RENDERED, RIGHT, TOP, body, definition

pytestmark = RENDERED


@pytest.fixture
def filled(print_):
    """Pages full of one Han character, which no rule of line breaking moves."""
    narrow = replace(
        definition("gov-info-annual-2021"), sections=definition("gov-info-annual-2021").sections[:1]
    )
    return print_(narrow, narratives={"preamble": (Printed(HAN * 28 * 60),)})


def test_a_page_holds_22_lines_of_28_characters(filled):
    first, second, *_ = filled

    assert len(body(second)) == 22
    assert {len(line.text) for line in body(second)} == {28}
    assert len(body(first)) == 21  # the title, an empty line, and twenty of text
    assert [len(line.text) for line in body(first)[1:3]] == [26, 28]


def test_the_text_fills_the_type_area_of_odd_and_even_pages(filled):
    for page in filled[1:3]:
        lines = body(page)
        assert (page.width, page.height) == (pytest.approx(210, abs=0.2), pytest.approx(297, abs=0.2))
        assert min(line.left for line in lines) == pytest.approx(LEFT, abs=0.5)
        # 28 characters of 15.7 pt are 0.9 mm shorter than the line: 28 of 16 pt would not go into it at all.
        assert max(line.right for line in lines) == pytest.approx(RIGHT - 0.45, abs=0.5)
        # The first line is as far below the upper edge as the last is above the lower, within what a line has to spare.
        assert lines[0].top >= TOP - 0.5
        assert lines[-1].bottom <= BOTTOM + 0.5
        assert lines[-1].bottom - lines[0].top >= BOTTOM - TOP - LINE


def test_page_numbers_stand_outside_and_below(filled):
    odd, even = (page.lines[-1] for page in filled[:2])

    assert (odd.text, even.text) == ("— 1 —", "— 2 —")
    assert RIGHT - odd.right == pytest.approx(14 / 72 * 25.4, abs=0.5)
    assert even.left - LEFT == pytest.approx(14 / 72 * 25.4, abs=0.5)
    # The middle of the line's box is the height of its dashes (measured at 600 dpi).
    assert odd.middle - BOTTOM == pytest.approx(7, abs=0.5)
    assert even.middle == odd.middle


def test_only_the_fonts_of_the_standard_are_used(print_, tmp_path):
    print_(definition("gov-info-annual-2021"), narratives={"overview": (Printed("正文。", 2, "标题"),)})

    assert pages.fonts_used(tmp_path / "report.pdf") == {
        "FandolFang-Regular", "FandolKai-Regular", "FandolHei-Regular", "FandolSong-Regular", "FandolSong-Bold", "LiberationSerif",
    }  # fmt: skip


@pytest.mark.parametrize("report", ["gov-info-annual-2019", "gov-info-annual-2021"])
@pytest.mark.parametrize("figure", ["0", "123456"])
def test_the_table_of_applications_stands_on_one_page_with_its_heading(print_, report, figure):
    printed = print_(definition(report), figure=figure)

    (page,) = [
        page for page in printed if "三、收到和处理政府信息公开申请情况" in [line.text for line in page.lines]
    ]
    (last,) = [line for line in page.lines if line.text == "四、结转下年度继续办理"]
    assert BOTTOM - last.bottom >= 2 * LINE


def test_numbers_of_headings_are_words_own(print_):
    told = tuple(
        paragraph
        for _ in range(11)
        for paragraph in (
            Printed("正文。", 2, "标题"),
            Printed("", 3, "小标题"),
            Printed("", 3, "小标题"),
            Printed("正文。", 4, "细目"),
        )
    )

    printed = print_(definition("gov-info-annual-2021"), narratives={"overview": told})
    texts = [line.text.replace(" ", "") for page in printed for line in page.lines]

    for number in ("（一）", "（十一）"):
        assert f"{number}标题。正文。" in texts
    assert texts.count("1.小标题") == texts.count("2.小标题") == texts.count("（1）细目。正文。") == 11
    assert "六、其他需要报告的事项" in texts


@pytest.mark.parametrize(
    ("signature", "shift"), [("罗平县人民政府办公室", 2), ("罗平县人民政府", 2), ("财政局", 2)]
)
def test_the_date_begins_two_characters_after_the_signature(print_, signature, shift):
    lines = print_(definition("gov-info-annual-2021"), signature=signature)[-1].lines
    (signed,) = [line for line in lines if line.text == signature]
    (dated,) = [line for line in lines if line.text.replace(" ", "") == "2022年1月20日"]

    assert dated.left - signed.left == pytest.approx(shift * EM, abs=0.5)
    assert RIGHT - max(signed.right, dated.right) <= 2 * EM + 0.9


def test_a_title_of_two_lines_keeps_words_whole(print_):
    (page, *_) = print_(
        definition("gov-info-annual-2021"), title="罗平县人民政府2021年政府信息公开工作年度报告"
    )

    assert [line.text.replace(" ", "") for line in page.lines[:2]] == [
        "罗平县人民政府2021年政府",
        "信息公开工作年度报告",
    ]
