"""Tables and chart of scores: by weight, against the pass mark, against last year, by threshold, by division."""

from fractions import Fraction

from itaxl.analysis import sums
from itaxl.assessment import IndicatorResult, Source
from itaxl.instrument.scoring import rounded
from itaxl.report.blocks.chart import Bar, Chart
from itaxl.report.blocks.figures import Figure, Figures
from itaxl.report.blocks.table import Cell, Column, Row, Table
from itaxl.report.views.cells import number_cells, row_head
from itaxl.report.views.material import Material
from itaxl.report.views.picture import css_percent, indicator_kind
from itaxl.report.views.radar import radar
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
        rows.append(Row((row_head(name), *number_cells(figures), *source)))
    weights = style.amount(sum((dimension.weight for dimension in assessment.dimensions), Fraction()))
    source = (Cell((source_word(case, assessment.total_source),)),) if mixed else ()
    whole = number_cells(("", weights, style.score(assessment.total)))
    total = Row((row_head(say("word.total")), *whole, *source), "total")
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
        _change_row(case, case.numbered(indicator.no), indicator.previous, indicator.score)
        for indicator in assessment.indicators
    ]
    total = _change_row(case, say("word.total"), assessment.previous.total, assessment.total, "total")
    return Table(
        "change", say("results.change_table", previous_year=before), columns, (tuple(rows), (total,))
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
    return Row((row_head(name), *number_cells(figures)), css)
