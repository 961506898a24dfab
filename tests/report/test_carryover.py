"""The carry-over: what last year's report settles, and not a figure more."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from docgen.pipeline import Reading, check, read, read_either, render
from docgen.report.carryover import CarryOver, carry_over, listed
from docgen.report.definition import Definition, Rule
from docgen.report.filling import Filling, from_json
from docgen.report.load import load
from tests import penalties
from tests.test_third_type import TOML
from tests.workbooks import NEW, OLD, clean, definition, edited, filled, read_in

CONTACTS = {"level": "县级", "contact": "陈某", "telephone": "0874-1234567"}
ONCE = {
    "document_number": "罗政发〔2021〕5号",
    "secrecy": "秘密★1年",
    "signer": "王某",
    "attachments": "清单",
}
SIX = ("natural_person", "business", "research", "social_organisation", "legal_service", "other")


def last_year(report: str = OLD, **carried_out: int) -> dict[str, Any]:
    data = clean(report)
    data["fields"] = {**data["fields"], **CONTACTS, **ONCE}
    out = data["tables"]["applications"]["carried_out"]
    out |= {key: number for number, key in enumerate(SIX, 3)} | carried_out
    out["total"] = sum(out[key] for key in SIX)
    return data


def reading_of(data: bytes) -> Reading:
    reading, found = read_either(data)
    assert reading, found
    return reading


def made(last: bytes, report: str = OLD, data: Filling | None = None) -> tuple[Reading, CarryOver]:
    """This year's workbook, read again, and what was carried over."""
    from docgen.excel.standard.blank import blank_workbook

    before, kind = reading_of(last), definition(report)
    carried, found = carry_over(before.report, before.definition, kind)
    assert not found
    return reading_of(blank_workbook(kind, carried.filling(data or Filling()))), carried


def texts(reading: Reading) -> dict[str, str]:
    return {key: value.text for key, value in reading.report.fields.items() if value.text}


@pytest.mark.parametrize("report", [OLD, NEW], ids=["to 2019", "to 2021"])
def test_the_cover_is_last_years_but_for_what_is_of_one_document_and_the_year_is_the_next(report):
    year, _ = made(filled(last_year()), report)
    own = {"unit": "罗平县人民政府", "title_unit": "罗平县", "year": "2021"}
    assert texts(year) == {**own, **CONTACTS}


@pytest.mark.parametrize("report", [OLD, NEW], ids=["to 2019", "to 2021"])
def test_what_was_carried_out_is_carried_in_and_the_total_keeps_its_formula(report):
    year, _ = made(filled(last_year()), report)
    row = {key: year.report.figures[f"applications.carried_in.{key}"] for key in (*SIX, "total")}
    assert [row[key].value for key in SIX] == [Decimal(n) for n in range(3, 9)]
    assert row["total"].cell
    assert row["total"].cell.formula.startswith("SUM(")
    assert row["total"].value == sum(range(3, 9))


def test_rules_between_years_hold_of_what_was_carried_over():
    last = reading_of(filled(last_year()))
    year, _ = made(filled(last_year()))
    figures = {path: figure.value for path, figure in last.report.figures.items()}
    licences = year.report.figures["disclosure.item_5.licences.previous_items"].value
    assert licences == sum(
        figures[f"disclosure.item_5.licences.{key}"] for key in ("previous_items", "change")
    )
    codes = {finding.code for finding in check(year, last)[1]}
    assert not codes & {"X1", "X3", "E223"}


def test_nothing_else_is_filled_in():
    year, carried = made(filled(last_year(NEW)), NEW)
    said = {path for path, figure in year.report.figures.items() if figure.value is not None}
    totals = {path for path in said if path.endswith(".total")}
    assert said - totals == {f"applications.carried_in.{key}" for key in SIX} == set(carried.figures)
    assert not any(year.report.narratives.values())


def test_a_printed_document_serves_as_well():
    reading = reading_of(filled(last_year()))
    document, _ = render(reading)
    assert document
    year, _ = made(document, NEW)
    assert texts(year) == {"unit": "罗平县人民政府", "title_unit": "罗平县", "year": "2021"}
    assert year.report.figures["applications.carried_in.business"].value == 4


def test_data_wins_and_what_it_overrides_is_not_listed():
    text = json.dumps(
        {
            "fields": {"contact": "李某", "telephone": None},
            "tables": {"applications": {"carried_in": {"other": 99}}},
        }
    )
    data, _ = from_json(text, definition(NEW), "D.json")
    year, carried = made(filled(last_year()), NEW, data)
    assert texts(year)["contact"] == "李某"
    assert "telephone" not in texts(year)
    assert year.report.figures["applications.carried_in.other"].value == 99
    told = {finding.places[0].path for finding in listed(carried.beside(data), year.report)}
    assert "fields.unit" in told
    assert not told & {"fields.contact", "fields.telephone", "applications.carried_in.other"}


def test_each_cell_is_listed_with_where_it_comes_from():
    year, carried = made(filled(last_year()), NEW)
    found = list(listed(carried, year.report))
    assert {finding.code for finding in found} == {"E245"}
    assert len(found) == 6 + len(SIX)
    (finding,) = [
        finding for finding in found if finding.places[0].path == "applications.carried_in.business"
    ]
    assert [place.address for place in finding.places] == ["三、依申请公开!E7", "三、依申请公开!E28"]
    assert finding.message.zh.endswith("填了 4，来自去年的 三、依申请公开!E28")


def test_what_cannot_be_read_is_left_blank_and_said():
    def spoil(book):
        book["三、依申请公开"]["E28"].value = "无"
        book["封面"]["B6"].value = "去年"
        book["封面"]["B8"].value = "县处级"

    year, carried = made(edited(filled(last_year()), spoil), NEW)
    lost = [finding for finding in listed(carried, year.report) if finding.code == "E246"]
    assert [(finding.places[0].path, finding.severity) for finding in lost] == [
        ("fields.year", "warning"),
        ("fields.level", "warning"),
        ("applications.carried_in.business", "warning"),
    ]
    assert "“无”" in lost[2].message.zh
    assert not {"year", "level"} & texts(year).keys()
    assert year.report.figures["applications.carried_in.business"].value is None


def test_text_of_last_years_cells_is_text():
    data = last_year()
    data["fields"]["contact"] = "=1+1"
    year, _ = made(filled(data), NEW)
    assert texts(year)["contact"] == "=1+1"


def third(*changes: tuple[str, str]) -> Definition:
    text = TOML
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    kind, found = load(text)
    assert kind, found
    return kind


def test_a_report_without_any_of_the_keys_is_refused():
    last = read_in(filled(last_year()))
    _, (finding,) = carry_over(last, definition(OLD), third())
    assert (finding.code, finding.severity, finding.exit_code) == ("E247", "error", 4)
    _, (finding,) = carry_over(last, third(), definition(NEW))
    assert finding.code == "E247"


def test_a_narrative_is_carried_over_only_where_the_definition_says_so():
    kind = definition(NEW)
    sections = tuple(
        replace(
            section, narrative=replace(section.narrative, carried=section.narrative.key == "other_matters")
        )
        if section.narrative
        else section
        for section in kind.sections
    )
    carrying = replace(kind, sections=sections)
    last = read_in(filled(last_year(NEW)))
    carried, _ = carry_over(last, kind, carrying)
    assert {key: [one.text for one in texts] for key, texts in carried.narratives.items()} == {
        "other_matters": ["无其他需要报告的事项。"]
    }
    assert carry_over(last, kind, kind)[0].narratives == {}
    (finding,) = [one for one in listed(carried, last) if one.places[0].path.startswith("narratives.")]
    assert finding.places[0].path == "narratives.other_matters.0"


RULE = '\n[[rules]]\ncode = "X1"\ntable = "visits"\neach = "row"\nformula = "{}"\ncarries = true\n{}'


@pytest.mark.parametrize(
    ("formula", "more", "fault"),
    [
        ("people = last.people", "", ""),
        ("people = last.people + last.people * 2", "", ""),
        ("people = last.people + claimed.amount", "", "carries"),
        ("people <= last.people", "", "carries"),
        ("last.people = people", "", "carries"),
        ("people + 1 = last.people", "", "carries"),
        ("people = 3", "", "carries"),
        ("each(people) = last.people", "", "carries"),
        ("people = last.people", 'where = { quarter = ["一"] }\n', "carries"),
        ("people = last.people", 'when = "people = 1"\n', "carries"),
    ],
)
def test_only_what_last_year_settles_alone_can_be_carried_over(formula, more, fault):
    kind, found = load(
        TOML.replace("claimed.amount", "claimed")
        + RULE.format(formula.replace("claimed.amount", "claimed"), more)
    )
    said = [finding.message.en for finding in found]
    if fault:
        assert kind is None
        assert any("carries" in words for words in said), said
    else:
        assert kind, said
        assert any(isinstance(rule, Rule) and rule.carries for rule in kind.rules)


def test_the_last_year_of_four_digits_has_no_next():
    data = last_year()
    data["fields"]["year"] = 9999
    last = reading_of(filled(data))
    carried, _ = carry_over(last.report, last.definition, definition(NEW))
    assert carried.fields["year"].value is None


def test_last_years_faults_are_not_repeated():
    reading, _ = read(filled(last_year(natural_person=-5)))
    assert reading
    carried, found = carry_over(reading.report, reading.definition, definition(NEW))
    assert not found
    assert carried.figures["applications.carried_in.natural_person"].value == -5


def test_a_figure_may_begin_with_what_last_years_list_comes_to():
    carries = [
        f'[[rules]]\ncode = "{code}"\nformula = "{formula}"\ncarries = true\n'
        for code, formula in (
            ("P8", "kinds.body.cases = count(last.penalties)"),
            ("P9", "kinds.body.amount = sum(last.penalties.fine)"),
        )
    ]
    kind = penalties.definition("\n".join((penalties.TOML, *carries)))
    last, _ = penalties.report_of(penalties.workbook())
    carried, found = carry_over(last, penalties.definition(), kind)
    assert found == ()
    told = {
        path: (one.value, [source.address for source in one.sources]) for path, one in carried.figures.items()
    }
    assert told == {
        "kinds.body.cases": (4, [f"{penalties.SHEET}!B6:B9"]),
        "kinds.body.amount": (Decimal("43.7"), [f"{penalties.SHEET}!G6:G9"]),
    }
