"""The corpus is what it says: its files current, its figures right by arithmetic, and clean to the checker."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest

from tests.corpus.guises import GUISES, heard
from tests.corpus.redraw import redraw
from tests.corpus.source import HERE, Source, sources
from tests.corpus.tables import NEW, flat
from tests.corpus.wording import evaluate, numeral, written
from tests.corpus.write import as_json
from tests.tenth import WHOLE, tenth

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


@pytest.mark.parametrize(
    "source",
    tenth(SOURCES, lambda source: [source.report, source.fields["level"]]),
    ids=lambda source: source.name,
)
def test_each_report_is_clean(source: Source):
    """Some here, all in the proof `clean`."""
    assert not [(d.code, d.message.zh) for d in heard(source, "workbook")]


@pytest.mark.parametrize("guise", GUISES)
def test_reports_with_other_figures_are_clean_in_every_guise(guise: str):
    draw = Random(guise)
    for source in draw.sample(SOURCES, 6 if WHOLE else 2):
        assert not [(source.name, d.code, d.message.zh) for d in heard(redraw(source, draw), guise)]


def test_numerals_are_those_of_prose():
    assert [numeral(n) for n in (2, 10, 12, 20, 103, 110, 1005)] == [
        "二", "十", "十二", "二十", "一百零三", "一百一十", "一千零五",
    ]  # fmt: skip
    assert written(evaluate("a - b", {"a": Decimal(5), "b": Decimal(3)}), "cn") == "两"
    assert written(evaluate("growth(a, b)", {"a": Decimal(5), "b": Decimal(3)}), "1") == "66.7"
