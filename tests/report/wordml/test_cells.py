"""Widths add up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.report.wordml.cells import shares


@pytest.mark.slow
@given(st.lists(st.floats(0.5, 100), min_size=1, max_size=60), st.integers(5_000, 20_000))
def test_shares_add_up_and_keep_their_proportions(parts: list[float], whole: int) -> None:
    rows = shares(parts, whole)
    assert sum(rows) == whole
    assert all(abs(size - whole * part / sum(parts)) <= 1 for size, part in zip(rows, parts, strict=True))
