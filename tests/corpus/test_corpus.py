"""The corpus is what it says: its files current, its figures right by arithmetic, and clean to the checker."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from tests.corpus.source import HERE, Source, sources
from tests.corpus.tables import NEW, flat
from tests.corpus.wording import evaluate, numeral, written
from tests.corpus.write import as_json
from tests.workbooks import filled, found_in

SOURCES = sources()
each_report = pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
KEPT = {"below": int.__lt__, "part": int.__lt__, "above": int.__gt__}


def test_the_corpus_is_broad():
    new = [source for source in SOURCES if source.report == NEW]
    assert len(new) >= 17
    assert len(SOURCES) - len(new) >= 6
    assert len({source.fields["level"] for source in SOURCES}) == 6


@each_report
def test_the_data_is_what_the_source_says(source: Source):
    assert (HERE / "clean" / f"{source.name}.json").read_text("utf-8") == as_json(source.data()) + "\n"


@each_report
def test_figures_of_the_prose_alone_keep_their_bounds(source: Source):
    values = source.values
    for name, bound in source.bounds.items():
        kind, other = bound.split()
        assert KEPT[kind](int(values[name]), int(values[other])), (name, bound)


@each_report
def test_what_came_in_went_out(source: Source):
    figures = flat(source.tables["applications"])
    for column in ("natural_person", "business", "total"):
        into, back = (f"{name}.{column}" for name in ("carried_in", "carried_out"))
        assert figures[f"received.{column}"] + figures[into] == figures[f"total.{column}"] + figures[back]


@each_report
def test_every_report_is_clean(source: Source):
    found = found_in(filled(json.loads(as_json(source.data()))))
    heard = [(d.code, d.message.zh) for d in found if d.code not in source.accepted]
    assert not heard


def test_numerals_are_those_of_prose():
    assert [numeral(n) for n in (2, 10, 12, 20, 103, 110, 1005)] == [
        "二", "十", "十二", "二十", "一百零三", "一百一十", "一千零五",
    ]  # fmt: skip
    assert written(evaluate("a - b", {"a": Decimal(5), "b": Decimal(3)}), "cn") == "两"
    assert written(evaluate("growth(a, b)", {"a": Decimal(5), "b": Decimal(3)}), "1") == "66.7"
