"""The tenth of the cases that the suite runs: the same each time, in order, with every kind in it."""

import pytest

from tests import tenth as sampling
from tests.tenth import few, tenth


@pytest.fixture(autouse=True)
def in_the_suite(monkeypatch):
    monkeypatch.setattr(sampling, "WHOLE", False)


def test_it_is_a_tenth_in_order_and_always_the_same():
    chosen = tenth(range(200))
    assert len(chosen) == few(200) == 20
    assert chosen == sorted(chosen) == tenth(range(200))


def test_every_kind_is_in_it_however_many_there_are():
    chosen = tenth(
        range(100), lambda case: (f"last digit {case % 10}", "long" if case > 9 else f"only {case}")
    )
    assert {case % 10 for case in chosen} == {*range(10)}
    assert {*range(10)} < {*chosen}


def test_of_a_few_there_is_one():
    assert len(tenth("abc")) == few(3) == 1
    assert tenth([]) == []


def test_in_the_proof_nothing_is_left_out(monkeypatch):
    monkeypatch.setattr(sampling, "WHOLE", True)
    assert (tenth(range(200)), few(200)) == ([*range(200)], 200)
