"""Geometry of the pictures, and that words beside them say what they show."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl import thai
from itaxl.agency.settings import Division
from itaxl.report.views.division_scores import division_table
from itaxl.report.views.material import Material
from itaxl.report.views.measure import measure_table
from itaxl.report.views.picture import lost_table, shade, shade_legend, stacked
from itaxl.report.views.progress import progress_table
from itaxl.report.views.progress_counts import division_counts
from itaxl.report.views.score import chart
from tests.report import cases

FULL = cases.with_previous(cases.assessment())


def test_last_years_mark_stands_where_its_figure_says() -> None:
    drawn = chart(cases.material(FULL))
    assert drawn.before == "ปี ๒๕๖๑"
    assert all(bar.before == f"{thai.arabic_digits(bar.before_value)}%" for bar in drawn.bars)
    assert chart(cases.material()).before == ""


def test_missing_points_are_what_is_left_of_the_weights() -> None:
    table = lost_table(cases.material())
    assert table
    assert table.pictured
    figures = [[thai.arabic_digits(cell.paragraphs[0]) for cell in row.cells[1:]] for row in table.bodies[0]]
    assert [Decimal(got) + Decimal(lost) for got, lost in figures] == [30, 30, 40]
    assert [cell.paragraphs[0] for cell in table.bodies[1][0].cells] == ["รวม", "๗๙.๘๓", "๒๐.๑๗"]
    assert [sum(float(part.width[:-1]) for part in bar) for bar in table.pictured.bars] == pytest.approx(
        [75, 75, 100, 0], abs=0.02
    )
    assert lost_table(cases.material(cases.empty())) is None


@pytest.mark.slow
@given(st.lists(st.integers(0, 50), min_size=1, max_size=4))
def test_the_parts_of_a_bar_fill_it(sizes: list[int]) -> None:
    parts = stacked(((str(n), Fraction(size)) for n, size in enumerate(sizes)), Fraction(sum(sizes)))
    assert len(parts) == sum(size > 0 for size in sizes)
    if parts:
        assert sum(float(part.width[:-1]) for part in parts) == pytest.approx(100, abs=0.03)


@pytest.mark.parametrize(
    "score, css",
    [
        (None, ""),
        ("85", ""),
        ("84.995", ""),
        ("84.99", "shade-1"),
        ("75", "shade-1"),
        ("74.99", "shade-2"),
        ("64.99", "shade-3"),
        ("0", "shade-3"),
    ],
)
def test_cells_grow_darker_the_further_they_are_under_the_pass_mark(score: str | None, css: str) -> None:
    assert shade(cases.material(), None if score is None else Fraction(score)) == css


def test_every_shade_is_explained_and_every_cell_still_has_its_figure() -> None:
    case = cases.material(replace(cases.assessment(), divisions=cases.divisions(6)))
    table = division_table(case)
    assert table
    assert table.legend == shade_legend(case)
    cells = [cell for body in table.bodies for row in body for cell in row.cells if "shade" in cell.css]
    assert cells
    assert all(cell.paragraphs[0] for cell in cells)


def test_each_division_has_a_bar_of_its_statuses() -> None:
    table = division_counts(cases.material())
    assert table
    assert table.pictured
    rows = [row.cells[0].paragraphs[0] for row in table.bodies[0]]
    bars = dict(zip(rows, table.pictured.bars, strict=True))
    assert [(part.css, part.width) for part in bars["กองช่าง"]] == [
        ("done", "66.67%"),
        ("under_way", "33.33%"),
    ]
    assert [css for css, _ in table.pictured.legend] == ["done", "under_way", "not_done", "unreported"]


MANY = tuple(Division(f"unit-{number}", f"หน่วยงาน {number}") for number in range(1, 21))


def of_many(divisions: int) -> Material:
    agency = replace(cases.AGENCY, divisions=MANY)
    ids = tuple(division.id for division in MANY[:divisions])
    only = cases.measure("OIT", 9, 1, responsible=ids)
    return cases.material(cases.assessment(measures=(only,)), agency)


def test_many_divisions_are_named_below_the_table_or_as_all() -> None:
    some = measure_table(of_many(12), "OIT")
    assert some
    assert some.bodies[0][0].cells[3].paragraphs == ("๑๒ ส่วนงาน (รายชื่อใต้ตาราง)",)
    assert some.note.endswith("หน่วยงาน ๑๑, หน่วยงาน ๑๒")
    everyone = measure_table(of_many(20), "OIT")
    assert everyone
    assert everyone.bodies[0][0].cells[3].paragraphs == ("ทุกส่วนงาน (๒๐ ส่วนงาน)",)
    assert everyone.note == ""


def test_divisions_without_a_report_share_a_row() -> None:
    table = progress_table(of_many(12), "OIT")
    assert table
    _, row = table.bodies[0]
    assert row.cells[0].paragraphs == ("ยังไม่รายงาน ๑๒ ส่วนงาน",)
    assert row.cells[1].columns == 4
    assert "หน่วยงาน ๑๒" in row.cells[1].paragraphs[0]
