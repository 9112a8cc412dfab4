"""Widths add up, and a bar is cut where it ends."""

from hypothesis import given
from hypothesis import strategies as st

from itaxl.report.wordml.cells import MOST, percent, shares, track

PLACES = st.lists(st.decimals(0, 100, places=2).map(float), max_size=80)


@given(st.lists(st.floats(0.5, 100), min_size=1, max_size=60), st.integers(5_000, 20_000))
def test_shares_add_up_and_keep_their_proportions(parts: list[float], whole: int) -> None:
    found = shares(parts, whole)
    assert sum(found) == whole
    assert all(abs(size - whole * part / sum(parts)) <= 1 for size, part in zip(found, parts, strict=True))


@given(PLACES)
def test_a_track_goes_from_0_to_100_with_a_bounded_number_of_columns(places: list[float]) -> None:
    found = track(places, 4_000)
    assert (found.edges[0], found.edges[-1]) == (0, 100)
    assert sorted(set(found.edges)) == list(found.edges)
    assert len(found.widths) == len(found.edges) - 1 <= max(MOST, 1)
    assert sum(found.widths) == 4_000


@given(st.decimals(0, 100, places=2))
def test_percentages_are_read_as_the_views_write_them(value: object) -> None:
    assert percent(f"{value}%") == float(str(value))
    assert percent("") == 0
