"""What a definition says of roll-ups: which figures its patterns name, and how a wrong one is named."""

import pytest

from docgen.report.load import load
from tests.projects import TOML, projects
from tests.workbooks import NEW, OLD, definition


def faults(old: str, new: str) -> list[str]:
    assert old in TOML
    kind, found = load(TOML.replace(old, new, 1))
    assert (kind is None) == bool(found)
    return [finding.message.en for finding in found]


def test_a_star_is_any_key_or_several():
    assert projects().summing.own == (
        "projects.reservoirs.rank", "projects.canals.rank", "projects.total.rank",
    )  # fmt: skip
    (_, items) = definition(OLD).cautions
    assert "disclosure.item_8.fees.previous_items" in items.paths
    assert all(path.endswith(".previous_items") for path in items.paths)


def test_years_are_the_same_without_being_named():
    assert projects().summing.same == ("year", "quarter")
    assert definition(NEW).summing.same == ("year",)


def test_the_annual_reports_sum_everything_and_fees_too():
    assert definition(NEW).summing.own == ()
    assert definition(NEW).summing.summed == ("fee_notices", "fee_notified", "fee_received")
    (documents,) = definition(NEW).cautions
    assert documents.head.code == "U2"
    assert all(path.startswith("disclosure.item_1.") for path in documents.paths)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('own = ["projects.*.rank"]', 'own = ["projects.*.rang"]', "rollup.own: there is no “projects.*.rang”; the nearest is projects."),
        ('own = ["projects.*.rank"]', 'own = "rank"', "rollup.own: must be a list of texts"),
        ('sum = ["staff"]', 'sum = ["quarter"]', "rollup.sum: “quarter” is no such line of the cover; the nearest is"),
        ('same = ["quarter"]', 'same = ["staff"]', "rollup.same: “staff” is no such line of the cover"),
        ('same = ["quarter"]', 'sane = ["quarter"]', "rollup.sane: unknown key; the nearest is same"),
        ('figures = ["projects.canals.count"]', "", "cautions[0].figures: at least one figure is needed"),
        ('figures = ["projects.canals.count"]', 'figures = ["projects.canals.rank"]', "is not summed: rollup.own names it"),
        ('code = "W2"', 'code = "F4"', "cautions[0].code: “F4” is empty or docgen's own"),
        ('own = ["projects.*.rank"]', 'own = ["projects.reservoirs.count"]', "of “projects.total.count” and its part “projects.reservoirs.count” rollup.own names one only"),
        ('sheet = "工程情况"', 'sheet = "汇总明细"', "“汇总明细” is used twice"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_named_with_its_key(old, new, said):
    assert any(said in text for text in faults(old, new)), faults(old, new)
