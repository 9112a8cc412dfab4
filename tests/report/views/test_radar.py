"""Geometry of the radar, and that words beside it say what it shows."""

from fractions import Fraction

import pytest

from itaxl.report.views.radar import radar
from tests.report import cases

FULL = cases.with_previous(cases.assessment())


def numbers(points: str) -> list[tuple[float, float]]:
    return [tuple(map(float, point.split(","))) for point in points.split()]  # type: ignore[misc]


def test_the_radar_has_a_spoke_for_each_indicator_and_names_every_score() -> None:
    drawn = radar(cases.material(FULL))
    assert drawn
    assert [spoke.number for spoke in drawn.right] == ["๑", "๒", "๓", "๔", "๕"]
    assert [spoke.number for spoke in drawn.left] == ["๑๐", "๙", "๘", "๗", "๖"]
    assert all(spoke.value in drawn.says for spoke in (*drawn.left, *drawn.right))
    assert {len(numbers(points)) for points in (drawn.now, drawn.before, drawn.mark)} == {10}


def test_a_point_of_the_radar_is_as_far_out_as_its_score() -> None:
    drawn = radar(cases.material(FULL))
    assert drawn
    far = [(x * x + y * y) ** 0.5 for x, y in numbers(drawn.now)]
    scores = [float(indicator.score or 0) for indicator in FULL.indicators]
    assert far == pytest.approx([(score - 50) * 2 for score in scores], abs=0.02)
    assert all(x > 0 for x, _ in numbers(drawn.now)[:5])
    assert all(x < 0 for x, _ in numbers(drawn.now)[5:])


def test_the_rings_begin_at_zero_where_a_score_is_low() -> None:
    low = radar(cases.material(cases.assessment(cases.SCORES | {3: Fraction(12)})))
    assert low
    assert [figure for _, figure in low.rings] == ["๒๐", "๔๐", "๖๐", "๘๐", "๑๐๐"]
    assert radar(cases.material(cases.empty())) is None
