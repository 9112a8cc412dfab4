"""Pictures in tables: points lost and to be gained as stacked bars, shades of a heat map.

Whatever a picture shows also stands in words or figures beside it, so that nobody needs to see it.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from itaxl.analysis import sums
from itaxl.analysis.insights.points import by_item
from itaxl.assessment import DimensionResult, IndicatorResult
from itaxl.instrument.scoring import rounded
from itaxl.report.blocks.table import Bars, Cell, Column, Part, Row, Table
from itaxl.report.views.cells import number_cell, number_cells, row_head
from itaxl.report.views.material import Material

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


def indicator_kind(case: Material, result: IndicatorResult) -> str:
    """Return how an indicator is drawn: `weakest` of its dimension, `passed`, `under` the pass mark, `unknown`."""
    if result.score is None:
        return "unknown"
    if result.no in case.assessment.dimension(result.dimension).weakest:
        return "weakest"
    return "passed" if rounded(result.score) >= case.instrument.pass_mark else "under"
