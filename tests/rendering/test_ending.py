"""The ending and the head as they are printed, at every place of a page and in every form."""

import random
import re
from dataclasses import replace

import pytest

from docgen.report.content import Printed
from docgen.word import names_of
from docgen.word.chains import PAGE
from docgen.word.flow import PITCH, blocks_of, placed

from ..word.conftest import unpacked
from . import pages
from .reports import (
    BOTTOM,
    EM,
    HAN,
    LEFT,
    LINE,
    NEW,
    RENDERED,
    RIGHT,
    SAID,
    TOP,
    body,
    definition,
    document,
    laid_out,
)

pytestmark = RENDERED

ISSUED = {
    "form": ("文件格式",),
    "issuer": ("青禾市人民政府文件",),
    "number": ("青政发〔2025〕3号",),
    "copy_number": ("000001",),
    "urgency": ("特急",),
    "addressees": ("省人民政府",),
    "copies_to": ("市委办公室，市人大常委会办公室，市政协办公室，市纪委监委机关，市中级人民法院",),
    "printer": ("青禾市人民政府办公室",),
    "printed_on": ("2025年1月22日",),
}
LETTER = ISSUED | {"form": ("信函格式",), "issuer": ("青禾市人民政府办公室",)}
BEARING = 3.2  # mm from the top of the box of a character of 49 pt to its ink (measured at 300 dpi)
WORDS = (
    "全年", "制发文件", "23件", "，", "废止", "。", "现行有效", "187件", "《条例》", "、", "办结率98.5%", "比2023年增加", "1.2万条",
    "“一网通办”", "（含街道）", "；", "工作", "做法", "已经", "各单位", "2025年1月", "〔2020〕38号", "：", "公开", "服务",
)  # fmt: skip
LONG = "这一段文字要排满好几行，" * 8
FORMS = [{}, {"seal": ("加盖印章",), "attachments": ("一览表", "统计表")}, ISSUED, LETTER]


def _short():
    kind = definition(NEW)
    return replace(kind, sections=kind.sections[:1])


def _line(page, start: str):
    return next(line for line in body(page) if line.text.replace(" ", "").startswith(start))


def _texts(page) -> list[str]:
    return [line.text.replace(" ", "") for line in body(page)]


@pytest.mark.parametrize("elements", FORMS, ids=["plain", "sealed", "issued", "letter"])
def test_the_ending_never_stands_alone(elements):
    told = ({"preamble": (*(Printed("一行。") for _ in range(count)), Printed(LONG))} for count in range(23))
    for printed in laid_out(document(_short(), narratives=said, elements=elements) for said in told):
        (page,) = [page for page in printed if SAID["date"] in _texts(page)]
        above = _texts(page)[: _texts(page).index(SAID["signature"])]
        above = [text for text in above if not text.startswith(("附件", "2.统计表", SAID["title"]))]
        assert len(above) >= 2, "two lines of the text go with the ending"
        assert page is printed[-1]


def test_a_long_last_paragraph_goes_with_the_ending():
    last = Printed(HAN * 28 * 11)
    told = ({"preamble": (*[Printed("一行。")] * count, last)} for count in range(7, 22, 2))
    for printed in laid_out(document(_short(), narratives=said) for said in told):
        assert len(_texts(printed[-1])) >= 4


@pytest.mark.parametrize(("elements", "ending"), [({}, 3), (FORMS[1], 8)], ids=["plain", "sealed"])
def test_an_ending_one_or_two_lines_too_long_is_drawn_onto_the_page(elements, ending):
    fits = 22 - 2 - ending  # the title and an empty line stand above
    told = [{"preamble": (Printed("一行。"),) * count} for count in range(fits - 1, fits + 4)]
    made = [document(_short(), narratives=said, elements=elements) for said in told]

    assert [_pitches(data) != {PITCH} for data in made] == [False, False, True, True, False]
    assert [len(printed) for printed in laid_out(made)] == [1, 1, 1, 1, 2]


def test_the_reckoning_agrees_with_the_pages():
    """Of reports of random length and prose, the last line of the text stands where it was reckoned to stand."""
    told = [_random_report(seed) for seed in range(16)]
    made = [document(definition(NEW), narratives=said) for said in told]
    agreed = [_reckoned(data, printed) for data, printed in zip(made, laid_out(made), strict=True)]

    assert sum(agreed) >= 15


def _random_report(seed: int) -> dict[str, tuple[Printed, ...]]:
    chance = random.Random(seed)

    def prose() -> Printed:
        said = "".join(chance.choices(WORDS, k=chance.randint(8, 60)))
        return Printed(said.lstrip("，。、；：）》”") + "。")

    # The last paragraph is too long to be kept with the ending: what is kept would move.
    return {
        narrative: (*(prose() for _ in range(chance.randint(1, 7))), Printed(HAN * 28 * 13))
        for narrative in names_of(definition(NEW)).narratives
    }


def _reckoned(data: bytes, printed: tuple[pages.Page, ...]) -> bool:
    main = unpacked(data)["word/document.xml"].decode()
    text = [block for block in blocks_of(main) if block.span[0] < main.index('<w:bookmarkEnd w:id="2"/>')]
    few, many = (_depth(*placed(text, most=most)[-1][1:]) for most in (False, True))
    lines = [(number, line) for number, page in enumerate(printed) for line in body(page)]
    page, last = next(found for found in reversed(lines) if found[1].text.startswith(HAN))
    return few - 40 <= _depth(page, (last.bottom - TOP) / 25.4 * 1440) <= many + 40


def _depth(page: int, reached: float) -> float:
    return page * PAGE + reached


def _pitches(data: bytes) -> set[int]:
    """How far apart the lines of the text are, in twips."""
    blocks = re.findall(r"<w:p>.*?</w:p>", unpacked(data)["word/document.xml"].decode())
    return {int(found[1]) if (found := re.search(r'w:line="(\d+)"', block)) else PITCH for block in blocks}


def test_a_seal_has_its_room():
    (printed,) = laid_out([document(_short(), elements=FORMS[1])])
    signed, dated = _line(printed[-1], SAID["signature"]), _line(printed[-1], SAID["date"])
    text = _line(printed[-1], "2.统计表")

    assert RIGHT - dated.right == pytest.approx(4 * EM, abs=0.9)
    assert (signed.left + signed.right) / 2 == pytest.approx((dated.left + dated.right) / 2, abs=0.5)
    assert signed.middle - text.middle == pytest.approx(3 * LINE, abs=0.5)


def test_attachments_are_aligned_by_their_names():
    (printed,) = laid_out([document(_short(), elements={"attachments": ("一览表" * 12, "统计表")})])
    first, second = _line(printed[-1], "附件：1."), _line(printed[-1], "2.统计表")
    (wrapped,) = [line for line in body(printed[-1]) if first.top < line.top < second.top]

    assert first.left - LEFT == pytest.approx(2 * EM, abs=0.6)
    assert second.left - LEFT == pytest.approx(5 * EM, abs=0.9)
    assert wrapped.left - second.left == pytest.approx(0.75 * EM, abs=0.6)


def test_the_red_head_stands_where_the_standard_wants_it():
    (printed,) = laid_out([document(definition(NEW), elements=ISSUED)])
    mark, number = _line(printed[0], "青禾市人民政府文件"), _line(printed[0], "青政发〔2025〕3号")
    title, addressee = _line(printed[0], SAID["title"]), _line(printed[0], "省人民政府：")

    assert _texts(printed[0])[:2] == ["000001", "特急"]
    assert mark.top + BEARING - TOP == pytest.approx(35, abs=0.5)
    assert (number.left + number.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.6)
    assert title.middle - number.middle == pytest.approx(3 * LINE + 3, abs=1.5)
    assert addressee.middle - title.middle == pytest.approx(2 * LINE, abs=1)
    assert addressee.left == pytest.approx(LEFT, abs=0.6)


@pytest.mark.parametrize("elements", [ISSUED, LETTER], ids=["issued", "letter"])
def test_the_imprint_stands_at_the_foot_of_the_last_page(elements):
    (printed,) = laid_out([document(definition(NEW), elements=elements)])

    assert BOTTOM - body(printed[-1])[-1].bottom <= 4
    assert _line(printed[-1], "抄送：").left - LEFT == pytest.approx(14 / 72 * 25.4, abs=0.8)


def test_a_letter_has_no_number_on_its_first_page():
    (printed,) = laid_out([document(definition(NEW), elements=LETTER)])

    assert printed[0].lines[-1].text != "— 1 —"
    assert printed[1].lines[-1].text == "— 2 —"
    assert printed[0].lines[0].top + BEARING == pytest.approx(30, abs=0.5)
    number = _line(printed[0], "青政发〔2025〕3号")
    assert number.right == pytest.approx(RIGHT, abs=1)


def test_several_bodies_issue_together():
    bodies = ("青禾市发展和改革委员会", "青禾市财政局", "青禾市人力资源和社会保障局文件")
    (printed,) = laid_out(
        [document(definition(NEW), elements=ISSUED | {"issuer": bodies, "signer": ("张三", "李四", "王五")})]
    )
    first, last = _line(printed[0], bodies[0][:2]), _line(printed[0], "青政发")

    assert sum("文件" in text for text in _texts(printed[0])) == 1
    assert first.left == pytest.approx(LEFT, abs=2.5)
    assert [text for text in _texts(printed[0]) if "张三" in text or "王五" in text]
    assert last.top > _line(printed[0], "签发人").top
