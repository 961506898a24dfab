"""Whole documents: the shipped samples page by page, long cases, and what other programs say of every one."""

import io
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from docx import Document
from openxml_audit import OpenXmlValidator

from docgen.pipeline import read, render
from docgen.report.content import Printed
from docgen.report.definition import Narrative, Section
from docgen.word.structure import faults

from ..word.conftest import unpacked
from . import pages
from .reports import (
    BOTTOM,
    EM,
    LEFT,
    NEW,
    OLD,
    RENDERED,
    RIGHT,
    SAID,
    TOP,
    body,
    definition,
    document,
    laid_out,
    words,
)
from .test_ending import FORMS

pytestmark = RENDERED

SAMPLES = Path(__file__).parents[2] / "excel_inputs"
NUMBER = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）")
DIGITS = frozenset("0123456789.%")
OFFICE = "青禾市人民政府政务服务和数据资源管理局行政审批制度改革工作领导小组办公室综合协调处"
TOLD = tuple(
    printed
    for number in range(1, 51)
    for printed in (
        Printed("", 2, f"第{number}方面的工作"),
        Printed(
            "全年制发文件23件，废止11件，现行有效187件，办结率98.5%，比2023年增加1.2万条。" * (number % 4 + 1)
        ),
        Printed("做法已经推开。", 3, "建章立制"),
        Printed("各单位对照落实。" * (number % 5 + 1)),
    )
)


def _sample(report: str) -> bytes:
    reading, found = read((SAMPLES / report / "sample.xlsx").read_bytes())
    assert reading, found
    data, found = render(reading)
    assert data, found
    return data


def _long(**said) -> bytes:
    return document(definition(NEW), **said)


def _twelve_sections() -> bytes:
    kind = definition(NEW)
    parts = tuple(Section(f"第{n}部分", Narrative(f"part_{n}", f"第{n}部分")) for n in range(1, 13))
    return document(replace(kind, sections=parts))


CASES = {
    "sample-2019": lambda: _sample(OLD),
    "sample-2021": lambda: _sample(NEW),
    "office-of-40-characters": lambda: _long(
        signature=OFFICE[:26], title=f"{OFFICE}2021年政府信息公开工作年度报告"
    ),
    "200-paragraphs": lambda: _long(narratives={"overview": TOLD}),
    "twelve-sections": _twelve_sections,
    "nine-digits": lambda: _long(figure="123456789"),
    "empty-narratives": lambda: _long(narratives={"overview": (), "other_matters": ()}),
    **{f"form-{number}": lambda form=form: _long(elements=form) for number, form in enumerate(FORMS)},
}


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return {name: make() for name, make in CASES.items()}


@pytest.fixture(scope="module")
def printed(made) -> dict[str, tuple[pages.Page, ...]]:
    return dict(zip(made, laid_out(made.values()), strict=True))


def _words_of(data: bytes) -> str:
    """Every character of a document's body, tables and all; blanks at the ends of lines do not count."""
    text = "".join(element.text or "" for element in Document(io.BytesIO(data)).element.body.iter("{*}t"))
    return "".join(text.split())


def test_every_document_is_sound(made, tmp_path):
    for name, data in made.items():
        path = tmp_path / f"{name}.docx"
        path.write_bytes(data)
        assert not OpenXmlValidator().validate(path).errors, name
        assert not faults(unpacked(data)), name


def test_libreoffice_reads_and_writes_every_character(made, tmp_path):
    sources = []
    for name, data in made.items():
        sources.append(tmp_path / f"{name}.docx")
        sources[-1].write_bytes(data)
    (tmp_path / "back").mkdir()
    for name, back in zip(made, pages.converted(sources, tmp_path / "back", "docx"), strict=True):
        assert sorted(_words_of(back.read_bytes())) == sorted(_words_of(made[name])), name


def test_nothing_stands_outside_the_type_area(printed):
    for name, sheets in printed.items():
        letter = name == "form-3"
        for page in sheets:
            for line in page.lines:
                if not (letter and page is sheets[0]):
                    assert line.top >= TOP - 0.5, (name, line)
                assert line.left >= LEFT - 0.6, (name, line)
                # A comma or a full stop at the end of a line may hang, as in Word; its ink does not.
                assert line.right <= RIGHT + (EM if line.text[-1] in "，。；、" else 0.9), (name, line)


def test_no_heading_is_the_last_line_of_its_page(printed):
    for name, sheets in printed.items():
        for page in sheets[:-1]:
            last = body(page)[-1].text
            alone = NUMBER.match(last) and "。" not in last and len(last) < 26
            assert not alone, (name, last)


def test_no_page_but_the_last_is_nearly_empty(printed):
    for name, sheets in printed.items():
        for page in sheets:
            assert len(body(page)) >= 4 or page is sheets[-1], name
        assert SAID["date"] in words(sheets[-1]) or name.startswith("sample"), name


def test_no_figure_is_parted_between_lines(printed):
    for name in ("sample-2019", "sample-2021", "200-paragraphs"):
        lines = [line for page in printed[name] for line in body(page) if line.right - line.left > 100]
        for line, following in pairwise(lines):
            parted = line.text[-1] in DIGITS and following.text[0] in DIGITS
            assert not parted, (name, line.text, following.text)


def test_twelve_sections_are_numbered_to_twelve(printed):
    texts = [line.text.replace(" ", "") for page in printed["twelve-sections"] for line in page.lines]

    assert [text for text in texts if "部分" in text] == [
        f"{number}、第{n}部分"
        for n, number in enumerate(
            ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"], 1
        )
    ]


def test_a_page_is_full_where_text_runs_on(printed):
    sheets = printed["200-paragraphs"]

    full = [page for page in sheets[1:-4] if len(page.rows) >= 22]
    assert len(full) >= (len(sheets) - 5) * 0.8
    assert BOTTOM - body(sheets[1])[-1].bottom <= 14
