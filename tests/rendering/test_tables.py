"""Tables as they are printed: at every place of a page where they may begin, and with the longest figures."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest

from docgen.report.content import Printed
from docgen.report.definition import Section
from docgen.report.form import form_of
from docgen.report.tables import Table
from docgen.word.chains import THIRD

from . import pages
from .reports import BOTTOM, LINE, NEW, OLD, RENDERED, TOP, body, definition, document, laid_out, words

pytestmark = RENDERED

THIRD_MM = THIRD / 1440 * 25.4
HEADING = "一、统计数据"
EVERYWHERE = range(31)  # lines of text before: one and a half pages


def _table(key: str, report: str = NEW) -> Table:
    return next(table for table in definition(report).tables if table.key == key)


def _pushed(key: str, report: str = NEW) -> Iterator[tuple[pages.Page, ...]]:
    """The pages of a table under its heading and so many lines of text, one document for each number of lines."""
    kind = definition(report)
    pushed = replace(kind, sections=(kind.sections[0], Section("统计数据", tables=(_table(key, report),))))
    yield from laid_out(
        document(pushed, narratives={"preamble": tuple(Printed("一行。") for _ in range(lines))})
        for lines in EVERYWHERE
    )


def _texts(page: pages.Page) -> list[str]:
    return [line.text for line in body(page)]


@pytest.mark.parametrize("report", [OLD, NEW])
def test_table_two_parts_between_blocks_and_leaves_no_third_of_a_page_empty(report):
    for printed in _pushed("disclosure", report):
        begun = next(number for number, page in enumerate(printed) if HEADING in _texts(page))
        under = _texts(printed[begun])[_texts(printed[begun]).index(HEADING) + 1 :]
        assert len(under) >= 10, "a whole block stands under the heading"
        for before, after in pairwise(printed[: begun + 2]):
            assert BOTTOM - body(before)[-1].bottom <= THIRD_MM + LINE
            assert "第二十条第" not in "".join(_texts(after)) or after.lines[0].text.startswith(
                ("第二十条第", HEADING, "一行")
            )


def test_table_three_stands_on_one_page_wherever_it_begins():
    for printed in _pushed("applications"):
        (page,) = [page for page in printed if "四、结转下年度继续办理" in _texts(page)]
        assert HEADING in _texts(page)
        assert min(line.top for line in page.lines) >= TOP


def test_table_four_stands_whole_with_its_heading():
    for printed in _pushed("reviews"):
        (page,) = [page for page in printed if "行政诉讼" in _texts(page)]
        assert HEADING in _texts(page)
        assert _texts(page).count("12") == 15


@pytest.mark.parametrize(
    ("key", "figure"),
    [
        ("disclosure", "123456789"),
        ("applications", "123456789"),
        ("reviews", "123456"),
        ("reviews", "-12345678"),
        ("applications", "123456789012"),
    ],
)
def test_long_figures_stand_on_one_line(print_, key, figure):
    kind = definition(NEW)

    printed = print_(replace(kind, sections=(Section("统计数据", tables=(_table(key),)),)), figure=figure)

    assert "".join(words(page) for page in printed).count(figure) == len(form_of(_table(key)).figures)
