"""Digits as they are printed, and how it is seen at one look that a whole column is stored so."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.report.digits import all_as_printed, as_printed, printed, significant

STORED = st.one_of(
    st.integers(-(10**9), 10**18).map(str),
    st.floats(-(10**6), 10**6).map(repr),
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=0, max_value=10**6).map(str),
)


@settings(deadline=None, derandomize=True)
@given(STORED)
def test_a_stored_number_is_printed_with_its_certain_digits(text):
    assert as_printed(text) == printed(significant(text))


@settings(deadline=None, derandomize=True)
@given(st.lists(STORED | st.just("")))
def test_a_column_is_printed_as_each_of_its_figures(texts):
    assert all_as_printed(texts) == [as_printed(text) if text else "" for text in texts]


@pytest.mark.parametrize("odd", ["1.50", "007", "-0", "1e5", "0.57999999999999996", "1234567890123456", "１"])
def test_one_figure_that_is_stored_otherwise_is_found_among_many(odd):
    texts = ["1", "2.5", "", "-0.25", odd, "3"]
    assert all_as_printed(texts) == ["1", "2.5", "", "-0.25", as_printed(odd), "3"]
