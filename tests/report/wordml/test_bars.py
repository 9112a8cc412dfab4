"""A bar stays inside its picture, in parts that follow each other."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.report.wordml.bars import bar_cell, percent
from itaxl.report.wordml.markup import rooted
from itaxl.report.wordml.shapes import Pen
from itaxl.report.wordml.sheet import Sheet
from tests.report.word.making import FACE

VML = "{urn:schemas-microsoft-com:vml}"
SHEET = Sheet(9_000, FACE.colours)
PLACES = st.decimals(0, 100, places=2).map(lambda place: f"{place}%")
KINDS = st.sampled_from(["passed", "under_way", "done", "not_done"])


def drawn(cell: str) -> tuple[list[int], list[list[tuple[int, int]]]]:
    """Size of the picture, and the points of each shape in it."""
    tree = ElementTree.fromstring(rooted(cell))  # type: ignore[arg-type]
    group = next(tree.iter(f"{VML}group"))
    paths = [re.findall(r"(-?\d+),(-?\d+)", str(shape.get("path"))) for shape in group.iter(f"{VML}shape")]
    size = [int(side) for side in str(group.get("coordsize")).split(",")]
    return size, [[(int(x), int(y)) for x, y in path] for path in paths]


@pytest.mark.slow
@given(
    st.lists(st.tuples(KINDS, PLACES), min_size=1, max_size=6), st.lists(PLACES), st.integers(1_000, 9_000)
)
def test_nothing_is_drawn_outside_of_the_picture(
    parts: list[tuple[str, str]], marks: list[str], width: int
) -> None:
    pen = Pen("111111", 1.5)
    cell = bar_cell("ก", [*parts, ("rail", "100%")], width, SHEET, [(mark, pen) for mark in marks])
    (across, down), shapes = drawn(cell)
    points = [point for shape in shapes for point in shape]
    assert all(0 <= x <= across and 0 <= y <= down for x, y in points)
    assert max(x for x, _ in points) == across


@pytest.mark.slow
@given(st.lists(PLACES, min_size=1, max_size=6))
def test_parts_follow_each_other_without_a_gap(sizes: list[str]) -> None:
    _, shapes = drawn(bar_cell("ก", [("done", size) for size in (*sizes, "100%")], 4_000, SHEET))
    edges = [(min(x for x, _ in shape), max(x for x, _ in shape)) for shape in shapes]
    assert edges[0][0] == 0
    assert all(before[1] == after[0] for before, after in pairwise(edges))


@given(st.decimals(0, 100, places=2))
def test_percentages_are_read_as_the_views_write_them(value: object) -> None:
    assert percent(f"{value}%") == float(str(value))
    assert percent("") == 0
