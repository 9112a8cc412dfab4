"""Tables and the chart of scores: weighted table, indicators against the pass mark, change, threshold, divisions."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from itaxl.assessment import DivisionResult, IndicatorResult
from itaxl.instrument.scoring import rounded
from itaxl.report.blocks.chart import Bar, Chart
from itaxl.report.blocks.figures import Figure, Figures
from itaxl.report.blocks.table import Cell, Column, Row, Table
from itaxl.report.views.finding import indicator_places
from itaxl.report.views.material import Material
from itaxl.report.views.picture import css_percent, kind, radar, shade, shades
from itaxl.report.views.wording import UNKNOWN


def key_figures(case: Material) -> Figures | None:
    """Total, grade and the change of the total; None where there is no total."""
    here, say, style = case.assessment, case.say, case.style
    if here.total is None:
        return None
    figures = [
        Figure(say("results.figure_total"), style.score(here.total), say("results.figure_total_remark"))
    ]
    if here.grade:
        figures.append(Figure(say("results.figure_grade"), here.grade))
    if here.previous and here.previous.total is not None:
        label = say("results.figure_change", previous_year=style.year(here.previous.year))
        remark = say("results.figure_change_remark", previous_total=style.score(here.previous.total))
        figures.append(Figure(label, style.change(here.total, here.previous.total), remark))
    return Figures(tuple(figures))


def weighted_table(case: Material) -> Table:
    """Score, weight and points of each dimension, and the total."""
    here, say, style = case.assessment, case.say, case.style
    columns = (
        Column(say("word.dimension"), 49),
        Column(say("word.score"), 17, "number"),
        Column(say("word.weight"), 17, "number"),
        Column(say("word.points"), 17, "number"),
    )
    rows = []
    for dimension in here.dimensions:
        name = say("word.dimension_full", **case.dimension_places(dimension.code))
        figures = (
            style.score(dimension.score),
            style.amount(dimension.weight),
            style.score(dimension.points),
        )
        rows.append(Row((_head(name), *_numbers(figures))))
    weights = style.amount(sum((dimension.weight for dimension in here.dimensions), Fraction()))
    whole = Row((_head(say("word.total")), *_numbers(("", weights, style.score(here.total)))), "total")
    return Table(
        "weighted", say("results.table"), columns, (tuple(rows), (whole,)), say("results.table_note")
    )


def chart(case: Material) -> Chart:
    """The indicators as bars against the pass mark and the year before, and as a radar."""
    say, earlier = case.say, case.assessment.previous
    kinds = ["passed", "under", "weakest"]
    legend = [(css, say(f"results.chart_{css}")) for css in kinds]
    bars = tuple(_bar(case, indicator) for indicator in case.assessment.indicators)
    before, now = "", say("word.score")
    if earlier and any(bar.before for bar in bars):
        before = say("results.change_before", previous_year=case.style.year(earlier.year))
        now = say("results.change_now")
        legend.append(("before", before))
    return Chart(
        "chart",
        say("results.chart"),
        (say("word.indicator"), say("results.chart_bar"), now),
        bars,
        css_percent(Fraction(case.instrument.pass_mark)),
        say("results.chart_mark"),
        tuple(legend),
        before,
        radar(case),
    )


def change_table(case: Material) -> Table | None:
    """Each indicator against the year before; None where that is not known."""
    here, say, style = case.assessment, case.say, case.style
    if here.previous is None:
        return None
    before = style.year(here.previous.year)
    columns = (
        Column(say("word.indicator"), 49),
        Column(say("results.change_before", previous_year=before), 17, "number"),
        Column(say("results.change_now"), 17, "number"),
        Column(say("results.change_difference"), 17, "number"),
    )
    rows = [
        _change_row(case, _name(case, indicator.no), indicator.previous, indicator.score)
        for indicator in here.indicators
    ]
    whole = _change_row(case, say("word.total"), here.previous.total, here.total, "total")
    return Table(
        "change", say("results.change_table", previous_year=before), columns, (tuple(rows), (whole,))
    )


def split_by_threshold(
    case: Material,
) -> tuple[list[IndicatorResult], list[IndicatorResult], list[IndicatorResult]]:
    """Indicators under the threshold (lowest first), at or above it (highest first), and without a score.

    The score counts as it is printed, with two decimals.
    """
    threshold = Fraction(case.agency.threshold)
    scored = [
        (rounded(indicator.score), indicator)
        for indicator in case.assessment.indicators
        if indicator.score is not None
    ]
    under = sorted((pair for pair in scored if pair[0] < threshold), key=lambda pair: (pair[0], pair[1].no))
    above = sorted((pair for pair in scored if pair[0] >= threshold), key=lambda pair: (-pair[0], pair[1].no))
    unknown = [indicator for indicator in case.assessment.indicators if indicator.score is None]
    return [each for _, each in under], [each for _, each in above], unknown


def under_table(case: Material, results: Sequence[IndicatorResult]) -> Table:
    """Indicators under the threshold with what must be done about each."""
    say = case.say
    columns = (
        Column(say("word.indicator"), 27),
        Column(say("word.dimension"), 12),
        Column(say("word.score_short"), 11, "number"),
        Column(say("indicators.must"), 50),
    )
    rows = tuple(_under_row(case, result, columns) for result in results)
    return Table("under", say("indicators.under_table"), columns, (rows,), css="figures running")


def above_table(case: Material, results: Sequence[IndicatorResult]) -> Table:
    """Indicators at or above the threshold."""
    say = case.say
    columns = (
        Column(say("word.indicator"), 60),
        Column(say("word.dimension"), 20),
        Column(say("word.score_short"), 20, "number"),
    )
    rows = tuple(Row(_indicator_cells(case, result)) for result in results)
    return Table("above", say("indicators.above_table"), columns, (rows,))


def division_table(case: Material) -> Table | None:
    """A heat map: divisions as rows, indicators as columns, total and grade; None where no division has a score."""
    scored = [division for division in case.assessment.divisions if division.indicators]
    if not scored:
        return None
    say, indicators = case.say, case.instrument.indicators
    columns = (
        Column(say("word.division"), 26),
        *(
            Column(case.style.count(indicator.no), 5.8, "number", indicator.dimension)
            for indicator in indicators
        ),
        Column(say("word.total"), 8, "number", say("divisions.result")),
        Column(say("word.grade"), 8, "number", say("divisions.result")),
    )
    lowest = {indicator.no: _lowest(scored, indicator.no) for indicator in indicators}
    rows = tuple(_division_row(case, each, lowest) for each in scored)
    names = ", ".join(
        f"{case.style.count(indicator.no)} {case.indicator(indicator.no)}" for indicator in indicators
    )
    note = say("divisions.note", indicators=names)
    bodies = (rows, (_whole_row(case),))
    return Table(
        "divisions-table",
        say("divisions.table"),
        columns,
        bodies,
        note,
        "figures dense heat",
        legend=shades(case),
    )


def _bar(case: Material, result: IndicatorResult) -> Bar:
    number, label = case.style.count(result.no), case.indicator(result.no)
    css = kind(case, result)
    known = result.score is not None
    earlier = result.previous
    return Bar(
        number,
        label,
        case.style.score(result.score) if known else case.say("results.no_score"),
        css_percent(rounded(result.score)) if result.score is not None else "",
        css,
        case.say("results.chart_weakest") if css == "weakest" else "",
        css_percent(rounded(earlier)) if earlier is not None else "",
        case.style.score(earlier) if earlier is not None else "",
    )


def _change_row(
    case: Material, name: str, before: Fraction | None, now: Fraction | None, css: str = ""
) -> Row:
    figures = (case.style.score(before), case.style.score(now), case.style.change(now, before))
    return Row((_head(name), *_numbers(figures)), css)


def _indicator_cells(case: Material, result: IndicatorResult) -> tuple[Cell, ...]:
    return (
        _head(_name(case, result.no)),
        Cell((result.dimension,)),
        *_numbers((case.style.score(result.score),)),
    )


def _under_row(case: Material, result: IndicatorResult, columns: Sequence[Column]) -> Row:
    must = Cell((indicator_places(case, result.no)["recommendation"],))
    cells = (*_indicator_cells(case, result), must)
    return Row(tuple(replace(cell, label=column.label) for cell, column in zip(cells, columns, strict=True)))


def _division_row(case: Material, division: DivisionResult, lowest: dict[int, Decimal | None]) -> Row:
    cells = [_head(case.style.text(division.name))]
    for no, low in lowest.items():
        score = division.indicators.get(no)
        css = "lowest " if score is not None and rounded(score) == low else ""
        cells.append(_number(case.style.score(score), css + shade(case, score)))
    return Row((*cells, _number(case.style.score(division.total)), _number(division.grade or UNKNOWN)))


def _whole_row(case: Material) -> Row:
    here = case.assessment
    scores = [
        _number(case.style.score(indicator.score), shade(case, indicator.score))
        for indicator in here.indicators
    ]
    rest = _numbers((case.style.score(here.total), here.grade or UNKNOWN))
    return Row((_head(case.say("divisions.whole")), *scores, *rest), "total")


def _lowest(divisions: Sequence[DivisionResult], no: int) -> Decimal | None:
    """The lowest score of an indicator as printed; None where fewer than two divisions have one."""
    scores = [rounded(division.indicators[no]) for division in divisions if no in division.indicators]
    return min(scores) if len(scores) > 1 else None


def _name(case: Material, no: int) -> str:
    return case.say("word.numbered", n=case.style.count(no), text=case.indicator(no))


def _head(text: str) -> Cell:
    return Cell((text,), head="row")


def _numbers(figures: Sequence[str]) -> tuple[Cell, ...]:
    return tuple(_number(figure) for figure in figures)


def _number(figure: str, css: str = "") -> Cell:
    return Cell((figure,), css=f"number {css}".strip())
