"""Work that grows with the rows and not with their square, by counting calls: no clock is asked."""

import cProfile
import json
import pstats
from collections.abc import Callable
from functools import cache

import pytest

from docgen.excel import open_workbook
from docgen.excel.standard.blank import blank_workbook
from docgen.report.compose import compose
from docgen.report.filling import from_json
from docgen.report.load import load
from docgen.report.read import read
from docgen.rules import check
from docgen.word import render
from tests.penalties import LINES, data, definition, report_of, template, workbook

STEP = 1.25
"""How much more than twice the work of half the rows may be; a square would be 2."""


def calls(work: Callable[[], object]) -> int:
    profile = cProfile.Profile()
    profile.enable()
    work()
    profile.disable()
    return pstats.Stats(profile).total_calls  # type: ignore[attr-defined] # it is there


def grows_evenly(work: Callable[[int], Callable[[], object]], count: int) -> None:
    """Thrice the rows, and what the second third adds is what the last adds."""
    jobs = [work(count * times) for times in (1, 2, 3)]
    jobs[0]()  # what is remembered for all of them
    one, two, three = map(calls, jobs)
    assert three - two < STEP * (two - one), (one, two, three)


def lines(count: int) -> list[dict[str, object]]:
    return [
        {**LINES[number % 4], "party": f"当事人{number}", "matter": f"案由{number // 7}"}
        for number in range(count)
    ]


def form(count: int) -> tuple[str, str]:
    """A fixed table of so many rows of four figures, with a total; and its data."""
    rows = ",".join(f'{{ key = "r{n}", label = "第{n}行" }}' for n in range(count))
    columns = ",".join(f'{{ key = "c{n}", label = "第{n}列" }}' for n in range(4))
    total = " + ".join(f"r{n}" for n in range(count))
    text = (
        'id = "rows"\nname = "台账"\ntitle = "台账"\n[[fields]]\nkey = "unit"\nlabel = "单位"\n'
        '[[fields]]\nkey = "issued_on"\nlabel = "日期"\nkind = "date"\n'
        '[[sections]]\nheading = "台账"\n[[sections.tables]]\nkey = "t"\nsheet = "台账"\n'
        f'columns = [{columns}]\nrows = [{rows}, {{ key = "sum", label = "合计" }}]\n'
        f'[[rules]]\ncode = "V1"\ntable = "t"\neach = "column"\nformula = "sum = {total}"\nfills = true\n'
    )
    figures = {f"r{row}": {f"c{column}": row for column in range(4)} for row in range(count)}
    return text, json.dumps({"tables": {"t": figures}})


def test_the_workbook_of_a_form_is_filled_in_a_time_that_grows_with_its_rows():
    def work(count: int) -> Callable[[], object]:
        text, content = form(count)
        kind, faults = load(text)
        assert kind, faults

        def fill() -> bytes:
            filling, found = from_json(content, kind, "D")
            assert not found
            return blank_workbook(kind, filling)

        return fill

    grows_evenly(work, 60)


def test_the_workbook_of_a_list_is_filled_in_a_time_that_grows_with_its_lines():
    def work(count: int) -> Callable[[], object]:
        content = json.dumps(data(lines(count)))
        return lambda: blank_workbook(definition(), from_json(content, definition(), "D")[0])

    grows_evenly(work, 150)


STAGES = ("open", "read", "check", "compose", "render")


@cache
def stages(count: int) -> dict[str, Callable[[], object]]:
    """What is done at each stage to a list of so many lines, what comes before it done already."""
    made = workbook(data(lines(count)))
    book, _ = open_workbook(made)
    report, _ = report_of(made)
    content = compose(report, definition())
    return {
        "open": lambda: open_workbook(made),
        "read": lambda: read(book, definition()),
        "check": lambda: check(report, definition()),
        "compose": lambda: compose(report, definition()),
        "render": lambda: render(template(), content),
    }


@pytest.mark.parametrize("stage", STAGES)
def test_each_stage_of_a_list_grows_with_its_lines(stage):
    grows_evenly(lambda count: stages(count)[stage], 200)


def test_a_list_full_of_faults_is_read_and_checked_in_a_time_that_grows_with_them():
    def work(count: int) -> Callable[[], object]:
        wrong = [{**line, "fine": "三万", "party": None, "type": "个体"} for line in lines(count)]
        content = data()
        content["tables"]["penalties"] = wrong
        book, _ = open_workbook(workbook(content))

        def judge() -> None:
            report, found = read(book, definition())
            assert len((*found, *check(report, definition()))) >= 3 * count

        return judge

    grows_evenly(work, 100)
