"""`data` of `workbook --data D` is D, figure for figure and word for word."""

import json
from copy import deepcopy
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.report.data import as_data
from docgen.report.filling import from_json
from docgen.report.form import form_of
from tests.samples import figures
from tests.tenth import few, tenth
from tests.workbooks import FIELDS, NEW, OLD, clean, definition, drawn, pruned, read_in


def back(data):
    return json.loads(json.dumps(as_data(read_in(drawn(data)), definition(data["report"]))))


def with_figures(report: str, values):
    data = clean(report)
    data["tables"] = {}
    for table in definition(report).tables:
        for cell in form_of(table).figures:
            tree = data["tables"]
            *branches, leaf = cell.path.split(".")
            for branch in branches:
                tree = tree.setdefault(branch, {})
            tree[leaf] = next(values)
    return data


VALUES = [
    lambda _: 0,
    lambda n: n,
    lambda n: round(n * 1.37, 2),
    lambda n: -n,
    lambda _: "—208",
    lambda _: "#REF!",
    lambda _: "TRUE",
    lambda _: "=1+1",
    lambda _: "-67",
    lambda _: "0012",
    lambda _: 0.58,
    lambda _: 123456789012345,
    lambda _: 1e-6,
]  # fmt: skip


@pytest.mark.parametrize("report", [OLD, NEW])
@pytest.mark.parametrize("first", tenth(range(len(VALUES))))
def test_figures_come_back_as_they_were_given(report, first):
    """Side by side, of every kind; in the proof, of every kind in every cell."""
    data = with_figures(report, (VALUES[n % len(VALUES)](n) for n in count(first)))
    assert pruned(back(data)) == pruned(data)


def test_the_seeds_figures_come_back():
    data = clean(OLD)
    data["tables"] = deepcopy(figures.LUOPING_AS_FOUND)
    assert pruned(back(data)) == pruned(data)


TEXTS = [
    "A&B <c> \"d\" 'e' {{ unit }} {% if x %} {_{ </w:t>",
    "龘𠮷喆堃㐂，𠀀",
    "字" * 5000,
    "第一行\n第二行\n\n第四行",
    "回车\r\n换行",
    "  前后有空格　",
    "_x000D_ _x005F_ _xABCD_ _x",
    "\x0b\x0c\x01",
    "\ud800 孤立代理",
    "=SUM(A1:A9)",
    "+1", "-1", "@cmd",
    "一、二、三", "（一）甲。（二）乙。", "1.甲。2.乙。",
    "#REF!", "TRUE", "2024-01-01", "12",
    "〖新收·总计〗",
    "\U0001f468\u200d\U0001f469 \u202e反\u202c \u200b",
]  # fmt: skip


def test_texts_come_back_word_for_word():
    data = clean(NEW)
    data["narratives"] = {
        "preamble": [{"text": text} for text in TEXTS],
        "overview": [{"level": n, "heading": text, "text": text} for text in TEXTS for n in (1, 2, 3, 4)],
        "problems": [{"level": 2, "heading": text} for text in TEXTS],
    }
    assert pruned(back(data)) == pruned(data)


@pytest.mark.parametrize("text", tenth(TEXTS))
def test_a_text_comes_back_word_for_word_from_every_place(text):
    data = clean(NEW)
    data["fields"]["title_unit"] = text.replace("2024-01-01", "乙")
    data["narratives"] = {
        "preamble": [{"text": text}],
        "overview": [{"level": n, "heading": text, "text": text} for n in (1, 2, 3, 4)],
        "problems": [{"level": 2, "heading": text}],
    }
    assert pruned(back(data)) == pruned(data)


@settings(max_examples=few(50), suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.text(min_size=1, max_size=80).filter(str.strip), min_size=20, max_size=80))
def test_any_text_comes_back(texts):
    data = clean(NEW)
    data["narratives"] = {"overview": [{"text": text} for text in texts]}
    assert pruned(back(data)) == pruned(data)


def test_null_empties_a_total_and_absence_leaves_its_formula():
    data = clean(NEW)
    data["tables"]["applications"]["total"]["natural_person"] = None
    del data["tables"]["applications"]["total"]["business"]
    report = read_in(drawn(data))
    assert report.figures["applications.total.natural_person"].cell is None
    left = report.figures["applications.total.business"].cell
    assert left is not None
    assert left.formula.startswith("SUM(")
    assert back(data)["tables"]["applications"]["total"]["business"] is None


def faults(data) -> list[tuple[str, str]]:
    text = data if isinstance(data, str) else json.dumps(data)
    return [(d.code, d.message.en) for d in from_json(text, definition(NEW), "D.json")[1]]


@pytest.mark.parametrize("text", ["", "{", "[1,", "NaN", '{"fields": {"year": Infinity}}', "[" * 100_000])
def test_what_is_no_json_is_named(text):
    assert [code for code, _ in faults(text)] == ["E120"]


@pytest.mark.parametrize(
    ("data", "code", "path"),
    [
        ({"tables": {"application": {}}}, "E218", "tables.application"),
        ({"tables": {"applications": {"recieved": {"total": 1}}}}, "E218", "tables.applications.recieved"),
        (
            {"tables": {"applications": {"received": {"totals": 1}}}},
            "E218",
            "tables.applications.received.totals",
        ),
        ({"tables": {"applications": {"received": 5}}}, "E219", "tables.applications.received"),
        (
            {"tables": {"applications": {"received": {"total": {"a": 1}}}}},
            "E219",
            "tables.applications.received.total",
        ),
        (
            {"tables": {"applications": {"received": {"total": True}}}},
            "E219",
            "tables.applications.received.total",
        ),
        ({"fields": {"units": "甲"}}, "E218", "fields.units"),
        ({"narratives": {"overview": "甲"}}, "E219", "narratives.overview"),
        ({"narratives": {"overview": ["甲"]}}, "E219", "narratives.overview.0"),
        (
            {"narratives": {"overview": [{"level": 7, "heading": "甲"}]}},
            "E219",
            "narratives.overview.0.level",
        ),
        ({"narratives": {"overview": [{"txt": "甲"}]}}, "E218", "narratives.overview.0.txt"),
        ({"narratives": {"overview": [{"text": "字" * 32768}]}}, "E220", "narratives.overview.0.text"),
        ({"report": OLD}, "E219", "report"),
        ({"table": {}}, "E218", "table"),
        ([], "E219", ""),
    ],
)
def test_a_key_or_nesting_that_does_not_belong_is_named_by_its_path(data, code, path):
    ((found, message),) = faults(data)
    assert found == code
    assert path in message


def test_the_nearest_key_is_offered():
    found = from_json(json.dumps({"fields": {"isued_on": "x"}}), definition(NEW), "D.json")[1]
    assert "issued_on" in found[0].hint.en


def test_fields_of_both_samples_are_known():
    assert all(from_json(json.dumps({"fields": FIELDS[r]}), definition(r), "D")[1] == () for r in (OLD, NEW))


@pytest.mark.parametrize("number", ["1e999999999", "1e400", "12345678901234567890", "1e-400"])
def test_a_number_that_no_cell_holds_is_a_wrong_shape(number):
    text = '{"tables": {"applications": {"received": {"other": %s}}}}' % number  # noqa: UP031 - braces
    assert [code for code, _ in faults(text)] == ["E219"]


def test_a_heading_without_a_level_is_a_wrong_shape():
    assert [code for code, _ in faults({"narratives": {"overview": [{"heading": "甲", "text": "乙"}]}})] == [
        "E219"
    ]
