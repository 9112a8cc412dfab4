from fractions import Fraction
from pathlib import Path

from itaxl.overview.figures import MeasureCounts, Overview, ordered
from itaxl.overview.posted import Posted, read
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


def test_agency_with_late_measures_comes_before_those_that_need_no_help(tmp_path: Path) -> None:
    on_time: dict[str, object] = {"measures": []}
    rows = [row(tmp_path, "ก", 86, **on_time), row(tmp_path, "ข", 95), row(tmp_path, "ค", 70, **on_time)]
    figures = Overview(YEAR, tuple(rows), ("A",), Fraction(85))
    assert [row.name for row in figures.needing] == ["ค", "ข"]
    assert [row.name for row in figures.listed("need")] == ["ค", "ข", "ก"]
    assert [row.name for row in figures.listed("name")] == ["ก", "ข", "ค"]


def test_ranges_without_any_agency_are_left_out_at_both_ends(tmp_path: Path) -> None:
    figures = overview(tmp_path, a=84.99, b=66)
    assert figures.ranges_with_any == ((80, 85, 1), (75, 80, 0), (70, 75, 0), (65, 70, 1))
    assert Overview(YEAR, (), (), Fraction(85)).ranges_with_any == ()


def test_one_measure_of_several_agencies_is_counted_together_however_typed(tmp_path: Path) -> None:
    done = {"division": "a", "round": "followup-6", "status": "ดำเนินการแล้ว"}
    rows = [
        row(tmp_path, "ก", 90, measures=[measure("ประกาศ  นโยบาย", followup=[done])]),
        row(tmp_path, "ข", 90, measures=[measure("1. ประกาศ นโยบาย"), measure("ของแห่งเดียว", "2")]),
        row(tmp_path, "ค", 90, measures=[measure("ประกาศ นโยบาย", end="2563-09-30")]),
    ]
    figures = Overview(YEAR, tuple(rows), ("A",), Fraction(85))
    assert figures.measures_by_indicator == (MeasureCounts(2, "", 4, 1, 2),)
    assert figures.common_measures == (MeasureCounts(2, "ประกาศ นโยบาย", 3, 1, 1),)


def measure(text: str, number: str = "1", **own: object) -> dict[str, object]:
    code = f"2562-IIT-02-0{number}"
    plan = {"code": code, "indicator": 2, "measure": text, "responsible": ["a"], "end": "2563-03-01"}
    return {**plan, **own}


def row(top: Path, name: str, total: float, **own: object) -> Posted:
    return read(name, put(top, name, published(name, total, **own)).folder / "data.json", YEAR)
