"""Pictures and the tables that carry them: radar, points lost, shades of a heat map, stacked bars.

Whatever a picture shows also stands in words or figures beside it, so that nobody needs to see it.
"""

import math
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from itaxl.analysis import sums
from itaxl.analysis.insights.points import by_item
from itaxl.assessment import DimensionResult, IndicatorResult
from itaxl.instrument.scoring import rounded
from itaxl.report.blocks.radar import Radar, Spoke
from itaxl.report.blocks.table import Bars, Cell, Column, Part, Row, Table
from itaxl.report.views.cells import number_cell, number_cells, row_head
from itaxl.report.views.finding import indicator_places
from itaxl.report.views.material import Material

RADIUS = 100.0  # of the outermost ring
MARGIN = 16.0  # beside the rings, for the lines to the labels
HEIGHT = 14.0  # of the radar, in ems of its labels
AXIS_START = Decimal(50)  # score at which the spokes begin if none is lower, else 0
RINGS = 5
SHADES = (0, 10, 20)  # points below the pass mark at which a cell gets one step darker


def css_percent(value: Fraction | Decimal) -> str:
    """Return a width or a position as a CSS percentage between 0 and 100."""
    return f"{rounded(min(max(Fraction(value), Fraction()), Fraction(100)))}%"


def stacked(parts: Iterable[tuple[str, Fraction]], total: Fraction) -> tuple[Part, ...]:
    """Return the parts of a bar, of which `total` fills the width; leave out empty parts."""
    return (
        tuple(Part(css, css_percent(100 * size / total)) for css, size in parts if size > 0) if total else ()
    )


def lost_table(case: Material) -> Table | None:
    """Return the table of points lost by dimension; None if a score is missing, or the points do not give the total.

    Each dimension's bar is as long as its weight.
    """
    assessment, say, style = case.assessment, case.say, case.style
    if assessment.total is None or not sums.adds_up(assessment):
        return None
    columns = (
        Column(say("word.dimension"), 32),
        Column(say("lost.got"), 16, "number"),
        Column(say("lost.lost"), 16, "number"),
    )
    rows = [_lost_row(case, dimension) for dimension in assessment.dimensions]
    figures = (style.score(assessment.total), style.score(sums.points_lost(assessment)))
    total = Row((row_head(say("word.total")), *number_cells(figures)), "total")
    bars = tuple(_lost_bar(dimension, assessment.dimensions) for dimension in assessment.dimensions)
    legend = (("got", say("lost.got")), ("lost", say("lost.lost")))
    pictured = Bars(say("lost.bar"), 36, (*bars, ()), legend)
    return Table("lost", say("lost.table"), columns, (tuple(rows), (total,)), pictured=pictured)


def _lost_row(case: Material, result: DimensionResult) -> Row:
    """Return the row of a dimension; its loss is the difference of the printed figures."""
    got = rounded(result.points or Fraction())
    name = case.say(
        "lost.dimension", **case.dimension_places(result.code), weight=case.style.amount(result.weight)
    )
    figures = (case.style.score(got), case.style.score(Fraction(result.weight) - Fraction(got)))
    return Row((row_head(name), *number_cells(figures)))


def _lost_bar(result: DimensionResult, dimensions: Sequence[DimensionResult]) -> tuple[Part, ...]:
    got = result.points or Fraction()
    heaviest = max(dimension.weight for dimension in dimensions)
    return stacked((("got", got), ("lost", result.weight - got)), heaviest)


def gain_table(case: Material) -> Table | None:
    """Return the table of possible gains, greatest first; None if no item is missing or their worth is not known."""
    gains = by_item(case.assessment, case.instrument)
    greatest = max((gain for _, gain in gains if gain is not None), default=Fraction())
    if not greatest:
        return None
    say, style = case.say, case.style
    columns = (
        Column(say("word.item"), 10),
        Column(say("gain.item"), 46),
        Column(say("gain.gain"), 18, "number"),
    )
    rows = tuple(
        Row(
            (
                Cell((item.code,)),
                row_head(style.text(item.name[case.lang])),
                number_cell(style.score(gain)),
            )
        )
        for item, gain in gains
    )
    bars = tuple(stacked((("got", gain or Fraction()),), greatest) for _, gain in gains)
    pictured = Bars(say("gain.bar"), 26, bars, (("got", say("gain.gain")),), place=2)
    return Table("gains", say("gain.table"), columns, (rows,), pictured=pictured)


def shade(case: Material, score: Fraction | None) -> str:
    """Return the css of a heat map's cell: the further below the pass mark, the darker; blank at or above it."""
    if score is None:
        return ""
    under = case.instrument.pass_mark - rounded(score)
    step = sum(under > points for points in SHADES)
    return f"shade-{step}" if step else ""


def shade_legend(case: Material) -> tuple[tuple[str, str], ...]:
    """Return the legend of the heat map."""
    pass_mark, amount = Fraction(case.instrument.pass_mark), case.style.amount
    edges = [pass_mark - points for points in SHADES]
    entries = [("shade-0", case.say("heat.passed", mark=amount(pass_mark)))]
    for step, edge in enumerate(edges[1:], start=1):
        entries.append(
            (f"shade-{step}", case.say("heat.under", upper=amount(edges[step - 1]), lower=amount(edge)))
        )
    entries.append((f"shade-{len(SHADES)}", case.say("heat.far", upper=amount(edges[-1]))))
    return tuple(entries)


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


def indicator_kind(case: Material, result: IndicatorResult) -> str:
    """Return how an indicator is drawn: `weakest` of its dimension, `passed`, `under` the pass mark, `unknown`."""
    if result.score is None:
        return "unknown"
    if result.no in case.assessment.dimension(result.dimension).weakest:
        return "weakest"
    return "passed" if rounded(result.score) >= case.instrument.pass_mark else "under"
