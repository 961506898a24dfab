"""The arithmetic that expects findings, against what the county's review named by hand."""

from __future__ import annotations

from decimal import Decimal

from tests.corpus.source import sources
from tests.corpus.statements import groups, statements
from tests.corpus.tables import OLD, flat
from tests.corpus.truth import Finding, laws
from tests.samples.figures import LUOPING_AS_FOUND


def _seed() -> list[Finding]:
    typed = flat(LUOPING_AS_FOUND)
    evident = {path: str(value).replace("—", "-").removeprefix("+") for path, value in typed.items()}
    figures = {path: None if text.endswith("元") else Decimal(text) for path, text in evident.items()}
    return list(laws(OLD, "县级", figures))


def test_the_seed_breaks_what_its_review_says():
    assert sorted((finding.codes, finding.places[0].rsplit(".", 1)[1]) for finding in _seed()) == [
        ("R3", "natural_person"), ("R3", "total"), ("R3b", "natural_person"), ("R3b", "total"), ("R8", "total"),
    ]  # fmt: skip


def test_no_law_is_broken_by_a_clean_report():
    for source in sources():
        figures = {path: Decimal(str(value)) for path, value in flat(source.tables).items()}
        assert not list(laws(source.report, source.fields["level"], figures)), source.name


def test_a_figure_that_cannot_be_read_silences_its_rules():
    figures = {path: Decimal(str(value)) for path, value in flat(sources()[0].tables).items()}
    wrong = {**figures, "applications.received.total": Decimal(1)}
    assert {finding.codes for finding in laws(sources()[0].report, None, wrong)} >= {"R1", "R2"}
    silent = {**figures, "applications.received.total": None}
    assert not list(laws(sources()[0].report, None, silent))


def test_parts_after_of_which_are_found_whatever_the_figures():
    source = next(source for source in sources() if source.name == "old-city-2020")
    said = statements(source)
    meant = [(said[g.total].meaning, len(g.parts)) for g in groups(source)]
    assert meant == [("reconsideration", 4), ("litigation", 2)]
