"""The table of contents as it is printed: its page numbers are those of the pages, and it fits its lines."""

import re
from dataclasses import replace
from itertools import takewhile

import pytest

from docgen import office
from docgen.report.content import Printed
from docgen.report.numerals import chinese

from . import pages
from .reports import NEW, RENDERED, RIGHT, definition, document, laid_out

pytestmark = RENDERED

KIND = replace(definition(NEW), contents=True)
HEADINGS = [f"第{chinese(number)}项工作" + "做实" * (number % 9) for number in range(1, 41)]
ENTRY = re.compile(r"((?:（[一二三四五六七八九十]+）|[一二三四五六]、)[^.\d]+)\.*(\d{1,2})")
TOLD = {"overview": tuple(Printed("文字" * 90, 2, heading) for heading in HEADINGS)}


@pytest.fixture(scope="module", params=[{}, {"typed": True}], ids=["word", "text"])
def printed(request) -> tuple[pages.Page, ...]:
    made = document(KIND, narratives=TOLD, lay_out=office.laid_out, **request.param)
    (sheets,) = laid_out([made])
    return sheets


def _texts(page: pages.Page) -> list[str]:
    return [line.text.replace(" ", "") for line in page.lines]


def _entries(printed: tuple[pages.Page, ...]) -> list[tuple[str, int]]:
    """The entries of the contents and the numbers behind their dots."""
    texts = (text for page in printed for text in _texts(page) if not text.startswith("—"))
    listed = takewhile(lambda text: "。" not in text, texts)
    return [(words, int(number)) for words, number in ENTRY.findall("".join(listed))]


def test_every_number_is_that_of_the_heading_s_page(printed):
    entries = _entries(printed)

    assert len(entries) == len(HEADINGS) + 6
    assert len({number for _, number in entries}) > 10
    for words, number in entries:
        page = _texts(printed[number - 1])
        assert any(text.startswith(words[:16]) and ".." not in text for text in page), (words, number)
        assert page[-1] == f"—{number}—"


def test_the_numbers_stand_at_the_right_edge(printed):
    dotted = [row for row in printed[0].rows if any("...." in line.text for line in row)]

    assert len(dotted) > 10
    assert [row[-1].right for row in dotted] == [pytest.approx(RIGHT, abs=0.6)] * len(dotted)


def test_where_the_time_runs_out_there_are_none():
    answer, why = office.laid_out(document(definition(NEW)), seconds=0.01)

    assert not answer
    assert "0.01 s" in why.zh
