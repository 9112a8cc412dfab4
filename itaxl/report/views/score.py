"""Tables and chart of scores: by weight, against the pass mark, against last year, by threshold, by division."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from itaxl.analysis import coverage, sums
from itaxl.assessment import DivisionResult, IndicatorResult, Source
from itaxl.instrument.scoring import rounded
from itaxl.report.blocks.chart import Bar, Chart
from itaxl.report.blocks.figures import Figure, Figures
from itaxl.report.blocks.table import Cell, Column, Row, Table
from itaxl.report.views.material import Material
from itaxl.report.views.picture import css_percent, indicator_kind, radar, shade, shade_legend
from itaxl.report.views.remark import remark
from itaxl.report.views.wording import UNKNOWN


def key_figures(case: Material) -> Figures | None:
    """Return the total, the grade and the change of the total, as far as they are known; None if nothing is."""
    assessment, say, style = case.assessment, case.say, case.style
    mixed = assessment.source == "mixed"
    figures = []
    if assessment.total is not None:
        remarks = [say("results.figure_total_remark")]
        remarks += [source_word(case, assessment.total_source)] if mixed else []
        label = say("results.figure_total")
        figures.append(Figure(label, style.score(assessment.total), " · ".join(remarks)))
    if assessment.grade:
        remarks = [source_word(case, assessment.grade_source)] if mixed else []
        if assessment.previous and assessment.previous.grade:
            remarks.append(say("results.figure_grade_remark", previous_grade=assessment.previous.grade))
        figures.append(Figure(say("results.figure_grade"), assessment.grade, " · ".join(remarks)))
    if assessment.previous and assessment.previous.total is not None and assessment.total is not None:
        label = say("results.figure_change", previous_year=style.year(assessment.previous.year))
        remark = say("results.figure_change_remark", previous_total=style.score(assessment.previous.total))
        figures.append(Figure(label, style.change(assessment.total, assessment.previous.total), remark))
    return Figures(tuple(figures)) if figures else None


def source_word(case: Material, source: Source) -> str:
    """Return where a figure is from, in a word or two; a dash for no figure."""
    return case.say(f"source.{source}") if source else UNKNOWN


def weighted_table(case: Material) -> Table:
    """Return the table of scores, weights and points by dimension, with the total, and sources where they differ."""
    assessment, say, style = case.assessment, case.say, case.style
    mixed = assessment.source == "mixed"
    width = 14 if mixed else 17
    columns = (
        Column(say("word.dimension"), 38 if mixed else 49),
        Column(say("word.score"), width, "number"),
        Column(say("word.weight"), width, "number"),
        Column(say("word.points"), width, "number"),
        *((Column(say("source.column"), 20),) if mixed else ()),
    )
    rows = []
    for dimension in assessment.dimensions:
        name = say("word.dimension_full", **case.dimension_places(dimension.code))
        figures = (
            style.score(dimension.score),
            style.amount(dimension.weight),
            style.score(dimension.points),
        )
        source = (Cell((source_word(case, dimension.source),)),) if mixed else ()
        rows.append(Row((_row_head(name), *_numbers(figures), *source)))
    weights = style.amount(sum((dimension.weight for dimension in assessment.dimensions), Fraction()))
    source = (Cell((source_word(case, assessment.total_source),)),) if mixed else ()
    whole = _numbers(("", weights, style.score(assessment.total)))
    total = Row((_row_head(say("word.total")), *whole, *source), "total")
    note = _sum_note(case)
    return Table("weighted", say("results.table"), columns, (tuple(rows), (total,)), note)


def _sum_note(case: Material) -> str:
    """Return what the printed points' difference from the printed total is due to; blank where there is none."""
    gap = sums.difference(case.assessment)
    if gap is None:
        return ""
    printed = {"points": gap.points, "difference": gap.size}
    places = {place: case.style.score(Fraction(figure)) for place, figure in printed.items()}
    key = "results.table_note" if gap.reason == "rounding" else f"results.differs_{gap.reason}"
    return case.say(key, **places)


def chart(case: Material, *, with_before: bool = True, with_radar: bool = False) -> Chart:
    """Return the indicators as bars against the pass mark and the year before.

    Marks show the scores of the year before; their figures stand beside them only if `with_before`.
    """
    say, earlier = case.say, case.assessment.previous
    kinds = ["passed", "under", "weakest"]
    legend = [(css, say(f"results.chart_{css}")) for css in kinds]
    bars = tuple(_bar(case, indicator) for indicator in case.assessment.indicators)
    before, now = "", say("word.score")
    if earlier and any(bar.before for bar in bars):
        last_year = say("results.change_before", previous_year=case.style.year(earlier.year))
        legend.append(("before", last_year))
        if with_before:
            before, now = last_year, say("results.change_now")
    return Chart(
        "chart",
        say("results.chart"),
        (say("word.indicator"), say("results.chart_bar"), now),
        bars,
        css_percent(Fraction(case.instrument.pass_mark)),
        say("results.chart_mark"),
        tuple(legend),
        before,
        radar(case) if with_radar else None,
    )


def change_table(case: Material) -> Table | None:
    """Return the table of indicators against the year before; None if that year is not known."""
    assessment, say, style = case.assessment, case.say, case.style
    if assessment.previous is None:
        return None
    before = style.year(assessment.previous.year)
    columns = (
        Column(say("word.indicator"), 49),
        Column(say("results.change_before", previous_year=before), 17, "number"),
        Column(say("results.change_now"), 17, "number"),
        Column(say("results.change_difference"), 17, "number"),
    )
    rows = [
        _change_row(case, _numbered_name(case, indicator.no), indicator.previous, indicator.score)
        for indicator in assessment.indicators
    ]
    total = _change_row(case, say("word.total"), assessment.previous.total, assessment.total, "total")
    return Table(
        "change", say("results.change_table", previous_year=before), columns, (tuple(rows), (total,))
    )


def split_by_threshold(
    case: Material,
) -> tuple[list[IndicatorResult], list[IndicatorResult], list[IndicatorResult]]:
    """Return indicators below the threshold (lowest first), at or above it (highest first), and without a score.

    Scores count as printed, with two decimals.
    """
    results = case.assessment.indicators
    low = coverage.under(case.assessment, case.agency.threshold)
    scored = [(rounded(result.score), result) for result in results if result.score is not None]
    under = sorted((pair for pair in scored if pair[1] in low), key=lambda pair: (pair[0], pair[1].no))
    above = sorted((pair for pair in scored if pair[1] not in low), key=lambda pair: (-pair[0], pair[1].no))
    unknown = [result for result in results if result.score is None]
    return [result for _, result in under], [result for _, result in above], unknown


def under_table(
    case: Material, results: Sequence[IndicatorResult], said: Literal["", "results", "measures"] = ""
) -> Table:
    """Return the table of indicators below the threshold, with what must be done about each.

    If it is `said` of the lowest of each dimension in the results, they refer to them, or to their measures too.
    """
    say = case.say
    columns = (
        Column(say("word.indicator"), 33),
        Column(say("word.score_short"), 10, "number"),
        Column(say("indicators.must"), 57),
    )
    rows = tuple(_under_row(case, result, columns, said) for result in results)
    return Table("under", say("indicators.under_table"), columns, (rows,), css="figures running")


def above_table(case: Material, results: Sequence[IndicatorResult]) -> Table:
    """Return the table of indicators at or above the threshold."""
    say = case.say
    columns = (
        Column(say("word.indicator"), 60),
        Column(say("word.dimension"), 20),
        Column(say("word.score_short"), 20, "number"),
    )
    rows = tuple(_above_row(case, result) for result in results)
    return Table("above", say("indicators.above_table"), columns, (rows,))


def division_table(case: Material) -> Table | None:
    """Return a heat map of divisions by indicators, with total and grade; None if no division has a score."""
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
    rows = tuple(_division_row(case, division, lowest) for division in scored)
    names = ", ".join(
        f"{case.style.count(indicator.no)} {case.indicator(indicator.no)}" for indicator in indicators
    )
    note = say("divisions.note", indicators=names)
    bodies = (rows, (_agency_row(case),))
    return Table(
        "divisions-table",
        say("divisions.table"),
        columns,
        bodies,
        note,
        "figures dense heat",
        legend=shade_legend(case),
    )


def _bar(case: Material, result: IndicatorResult) -> Bar:
    number, label = case.style.count(result.no), case.indicator(result.no)
    css = indicator_kind(case, result)
    has_score = result.score is not None
    earlier = result.previous
    return Bar(
        number,
        label,
        case.style.score(result.score) if has_score else case.say("results.no_score"),
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
    return Row((_row_head(name), *_numbers(figures)), css)


def _above_row(case: Material, result: IndicatorResult) -> Row:
    head = replace(_row_head(_numbered_name(case, result.no)), notes=(remark(case, result, under=False),))
    return Row((head, Cell((result.dimension,)), *_numbers((case.style.score(result.score),))))


def _under_row(
    case: Material,
    result: IndicatorResult,
    columns: Sequence[Column],
    said: Literal["", "results", "measures"],
) -> Row:
    if said and result.no in case.assessment.dimension(result.dimension).weakest:
        must = _reference(case, result, with_measures=said == "measures")
    else:
        must = Cell((case.recommendation(result.no),))
    name = case.say("indicators.name", indicator=_numbered_name(case, result.no), dimension=result.dimension)
    head = replace(_row_head(name), notes=(remark(case, result, under=True),))
    cells = (head, *_numbers((case.style.score(result.score),)), must)
    return Row(tuple(replace(cell, label=column.label) for cell, column in zip(cells, columns, strict=True)))


def _reference(case: Material, result: IndicatorResult, *, with_measures: bool) -> Cell:
    """Return a cell that refers to what the results say, and to the section of the measures."""
    if not with_measures:
        return Cell((case.say("indicators.must_above"),), link="#results")
    title = case.say("section.title", **case.dimension_places(result.dimension))
    return Cell((case.say("indicators.must_below", title=title),), link=f"#measures-of-{result.dimension}")


def _division_row(case: Material, division: DivisionResult, lowest: dict[int, Decimal | None]) -> Row:
    cells = [_row_head(case.style.text(division.name))]
    for no, lowest_score in lowest.items():
        score = division.indicators.get(no)
        css = "lowest " if score is not None and rounded(score) == lowest_score else ""
        cells.append(_number(case.style.score(score), css + shade(case, score)))
    return Row((*cells, _number(case.style.score(division.total)), _number(division.grade or UNKNOWN)))


def _agency_row(case: Material) -> Row:
    assessment = case.assessment
    scores = [
        _number(case.style.score(indicator.score), shade(case, indicator.score))
        for indicator in assessment.indicators
    ]
    result_cells = _numbers((case.style.score(assessment.total), assessment.grade or UNKNOWN))
    return Row((_row_head(case.say("divisions.whole")), *scores, *result_cells), "total")


def _lowest(divisions: Sequence[DivisionResult], no: int) -> Decimal | None:
    """Return the lowest printed score of an indicator; None if fewer than two divisions have one."""
    scores = [rounded(division.indicators[no]) for division in divisions if no in division.indicators]
    return min(scores) if len(scores) > 1 else None


def _numbered_name(case: Material, no: int) -> str:
    return case.say("word.numbered", n=case.style.count(no), text=case.indicator(no))


def _row_head(text: str) -> Cell:
    return Cell((text,), head="row")


def _numbers(figures: Sequence[str]) -> tuple[Cell, ...]:
    return tuple(_number(figure) for figure in figures)


def _number(figure: str, css: str = "") -> Cell:
    return Cell((figure,), css=f"number {css}".strip())
