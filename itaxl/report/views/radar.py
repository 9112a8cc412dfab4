"""Radar of the indicators, which words beside it say too: one spoke for each, the labels on both sides."""

import math
from collections.abc import Sequence
from decimal import Decimal

from itaxl.assessment import IndicatorResult
from itaxl.instrument.scoring import rounded
from itaxl.report.blocks.radar import Radar, Spoke
from itaxl.report.views.finding import indicator_places
from itaxl.report.views.material import Material
from itaxl.report.views.picture import indicator_kind

RADIUS = 100.0  # of the outermost ring
MARGIN = 16.0  # beside the rings, for the lines to the labels
HEIGHT = 14.0  # of the radar, in ems of its labels
AXIS_START = Decimal(50)  # score at which the spokes begin if none is lower, else 0
RINGS = 5


def radar(case: Material) -> Radar | None:
    """Return the indicators as spokes, clockwise from the top.

    None if an indicator has no score, or if there are fewer than three.
    """
    results = case.assessment.indicators
    scores = [rounded(result.score) for result in results if result.score is not None]
    if len(scores) < len(results) or len(scores) < 3:
        return None
    before = [rounded(result.previous) for result in results if result.previous is not None]
    start = AXIS_START if min([*scores, *before]) >= AXIS_START else Decimal()
    right_count = -(-len(results) // 2)
    rows = (right_count, len(results) - right_count)
    half_width = RADIUS + MARGIN
    return Radar(
        id="radar",
        caption=case.say("radar.caption"),
        says=_says(case),
        box=f"{-half_width:.0f} {-RADIUS - 4:.0f} {2 * half_width:.0f} {2 * RADIUS + 8:.0f}",
        rings=_rings(case, start),
        spokes=tuple(_point(number, len(results), RADIUS) for number in range(len(results))),
        leaders=_leaders(len(results), rows),
        mark=_polygon([Decimal(case.instrument.pass_mark)] * len(results), start),
        now=_polygon(scores, start),
        dots=_dots(case, scores, start),
        before=_polygon(before, start) if len(before) == len(results) else "",
        left=tuple(_spoke(case, result) for result in reversed(results[right_count:])),
        right=tuple(_spoke(case, result) for result in results[:right_count]),
        row=f"{HEIGHT / right_count:.3f}em",
        legend=_radar_legend(case, with_before=len(before) == len(results)),
        scale=_scale(case, start),
    )


def _says(case: Material) -> str:
    assessment = case.assessment
    scores = (
        case.say("radar.says", **indicator_places(case, indicator.no)) for indicator in assessment.indicators
    )
    return f"{case.say('radar.caption')}: {', '.join(scores)}"


def _rings(case: Material, start: Decimal) -> tuple[tuple[str, str], ...]:
    steps = [start + (100 - start) * step / RINGS for step in range(1, RINGS + 1)]
    return tuple((f"{_radius(score, start):.2f}", case.style.amount(score)) for score in steps)


def _scale(case: Material, start: Decimal) -> str:
    figures = [case.style.amount(start), *(figure for _, figure in _rings(case, start))]
    return case.say("radar.scale", figures=" ".join(figures))


def _radius(score: Decimal, start: Decimal) -> float:
    return float((score - start) / (100 - start)) * RADIUS


def _spoke_place(number: int, count: int, radius: float) -> tuple[float, float]:
    """Return the point on a spoke. Spokes start half a step off the vertical, so that both sides have equally many."""
    angle = 2 * math.pi * (number + 0.5) / count - math.pi / 2
    return radius * math.cos(angle), radius * math.sin(angle)


def _point(number: int, count: int, radius: float) -> str:
    x, y = _spoke_place(number, count, radius)
    return f"{x:.2f},{y:.2f}"


def _polygon(scores: Sequence[Decimal], start: Decimal) -> str:
    return " ".join(_point(number, len(scores), _radius(score, start)) for number, score in enumerate(scores))


def _dots(case: Material, scores: Sequence[Decimal], start: Decimal) -> tuple[tuple[str, str, str], ...]:
    """Return x, y and css of each dot."""
    dots = []
    for number, (result, score) in enumerate(zip(case.assessment.indicators, scores, strict=True)):
        x, y = _spoke_place(number, len(scores), _radius(score, start))
        dots.append((f"{x:.2f}", f"{y:.2f}", indicator_kind(case, result)))
    return tuple(dots)


def _leaders(count: int, rows: tuple[int, int]) -> tuple[str, ...]:
    """Return lines from the end of each spoke to the middle of its label's row."""
    lines = []
    for number in range(count):
        on_right = number < rows[0]
        row = number if on_right else count - 1 - number
        y = (2 * RADIUS + 8) * ((row + 0.5) / rows[0] - 0.5)
        x = RADIUS + MARGIN if on_right else -RADIUS - MARGIN
        lines.append(f"{_point(number, count, RADIUS)} {x:.2f},{y:.2f}")
    return tuple(lines)


def _spoke(case: Material, result: IndicatorResult) -> Spoke:
    number, label = case.style.count(result.no), case.indicator(result.no)
    return Spoke(number, label, case.style.score(result.score), indicator_kind(case, result))


def _radar_legend(case: Material, *, with_before: bool) -> tuple[tuple[str, str], ...]:
    legend = [("now", case.say("results.change_now")), ("mark", case.say("results.chart_mark"))]
    earlier = case.assessment.previous
    if with_before and earlier:
        year = case.style.year(earlier.year)
        legend.append(("before", case.say("results.change_before", previous_year=year)))
    return tuple(legend)
