"""`check --fix`: the copy means the same, and says it as the standards have it."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from docgen.package import open_package
from docgen.pipeline import mend
from docgen.rules.prose.typography import mended
from tests.workbooks import NEW, clean, filled, read_in

SLIPS = [
    ("全市,各县,均已公开", "全市，各县，均已公开"),
    ("名单(附后)已公布", "名单（附后）已公布"),
    ("“六稳”、“六保”", "“六稳”“六保”"),
    ("政务 公开", "政务公开"),
    ("收到１２件", "收到12件"),
    ("青政发[2025]第08号", "青政发〔2025〕8号"),
    ("青政发（2025）8号", "青政发〔2025〕8号"),
]
SOUND = [
    "时间为10:30，网址www.qinghe.gov.cn，比例为3:2", "共1,234件", "引用（2024）的说法", "GB/T 9704-2012", "A, B and C",
    "《甲》、乙、“丙”", "青政发〔2025〕8号", "3.5万人次",
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "right"), SLIPS)
def test_slips_are_mended(wrong, right):
    assert mended(wrong) == right


@pytest.mark.parametrize("text", [*SOUND, *(right for _, right in SLIPS)])
def test_what_is_right_is_left_alone(text):
    assert mended(text) == text


@given(st.text(alphabet="政务公开,，.。:；()（）[]〔〕1２０ 、“”《》第号年\n", max_size=40))
def test_mending_twice_is_mending_once_and_no_word_is_lost(text):
    once = mended(text)
    assert mended(once) == once
    assert [c for c in once if "\u4e00" <= c <= "\u9fff" and c != "第"] == [
        c for c in text if "\u4e00" <= c <= "\u9fff" and c != "第"
    ]


def slipped() -> bytes:
    data = clean(NEW)
    data["narratives"]["overview"][0]["text"] += "各县,各部门(含乡镇)均已公开。"
    data["tables"]["disclosure"]["item_1"]["rules"]["issued"] = "２"
    data["tables"]["disclosure"]["item_6"]["coercion"]["decisions"] = "4,086"
    return filled(data)


def test_the_copy_says_the_same_and_all_else_is_byte_for_byte():
    workbook = slipped()
    copy, changes = mend(workbook)
    assert copy is not None
    assert {change.code for change in changes} == {"E412"}
    assert [change.places[0].cell for change in changes] == ["B5", "B13", "C3"]
    before, after = read_in(workbook), read_in(copy)
    assert {p: f.value for p, f in before.figures.items()} == {p: f.value for p, f in after.figures.items()}
    assert after.narratives["overview"][0].text.endswith("各县，各部门（含乡镇）均已公开。")
    packages = [open_package(data)[0] for data in (workbook, copy)]
    assert packages[0]
    assert packages[1]
    changed = [name for name in packages[0].names if packages[0].read(name) != packages[1].read(name)]
    assert sorted(changed) == ["xl/worksheets/sheet4.xml", "xl/worksheets/sheet5.xml"]
    book = load_workbook(BytesIO(copy))
    assert book["二、主动公开"]["B5"].value == 2
    assert book["二、主动公开"]["B5"].style == load_workbook(BytesIO(workbook))["二、主动公开"]["B5"].style


def test_a_figure_that_takes_thought_is_left_as_it_is():
    data = clean(NEW)
    data["tables"]["disclosure"]["item_1"]["rules"]["issued"] = "2件"
    copy, changes = mend(filled(data))
    assert (copy, changes) == (None, ())


def test_a_clean_workbook_has_no_copy():
    assert mend(filled(clean(NEW))) == (None, ())
