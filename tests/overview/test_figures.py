from fractions import Fraction
from pathlib import Path

from itaxl.overview.figures import Overview, ordered
from itaxl.overview.posted import read
from tests.overview.made import YEAR, published, put


def overview(top: Path, **totals: float) -> Overview:
    rows = []
    for folder, total in totals.items():
        source = put(top, folder, published(folder, total))
        rows.append(read(folder, source.folder / "data.json", YEAR))
    return Overview(YEAR, tuple(rows), ("AA", "A"), Fraction(85))


def test_means_are_plain_and_exact(tmp_path: Path) -> None:
    figures = overview(tmp_path, a=80, b=85, c=90.01)
    assert figures.mean == Fraction("255.01") / 3
    assert figures.passed == 2
    first, second = figures.indicators
    assert (first.score, first.both, first.before) == (figures.mean, 3, Fraction(70))
    assert (second.both, second.before, second.lowest) == (0, None, 3)
    assert figures.lowest == (second,)


def test_total_falls_into_the_range_that_begins_with_it(tmp_path: Path) -> None:
    figures = overview(tmp_path, a=84.99, b=85, c=100, d=3)
    counts = {lower: count for lower, _, count in figures.by_range if count}
    assert counts == {80: 1, 85: 1, 95: 1, 0: 1}


def test_lowest_total_is_in_need_first_and_names_are_in_thai_order(tmp_path: Path) -> None:
    figures = overview(tmp_path, เขา=90, กลาง=70, แก้ว=80)
    assert [row.name for row in figures.needing] == ["กลาง", "แก้ว", "เขา"]
    assert [row.name for row in ordered(figures.rows, "name")] == ["กลาง", "แก้ว", "เขา"]
    assert [row.name for row in ordered(figures.rows, "total")] == ["เขา", "แก้ว", "กลาง"]
