"""Tables and chart of an overview."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from itaxl.instrument.model import DIMENSIONS
from itaxl.instrument.scoring import rounded
from itaxl.overview.figures import IndicatorMeans
from itaxl.overview.material import Material
from itaxl.overview.posted import Posted
from itaxl.report.blocks.chart import Bar, Chart
from itaxl.report.blocks.figures import Figure, Figures
from itaxl.report.blocks.table import Bars, Cell, Column, Row, Table
from itaxl.report.views.cells import number_cells, row_head
from itaxl.report.views.picture import css_percent, stacked
from itaxl.report.views.wording import UNKNOWN


def key_figures(case: Material) -> Figures:
    """Return how many agencies have a result, their mean total, how many pass, and the measures."""
    overview, say, count = case.overview, case.say, case.style.count
    return Figures(
        (
            Figure(say("figure.scored"), count(len(overview.scored)), say("figure.scored_of")),
            Figure(say("figure.mean"), case.style.score(overview.mean), say("figure.mean_of")),
            Figure(say("figure.passed"), count(overview.passed), say("figure.passed_of")),
            Figure(say("figure.late"), count(overview.late), say("figure.late_of")),
        )
    )


_LETTERS = 3  # of a grade that is no words


def grades(case: Material) -> Table:
    """Return the table of how many agencies have each grade."""
    rows = [(grade or case.say("grade.none"), count) for grade, count in case.overview.by_grade.items()]
    return _distribution(case, "grades", case.common("word.grade"), rows)


def totals(case: Material) -> Table:
    """Return the table of how many agencies have a total in each range."""
    score = case.style.score
    rows = []
    for lower, upper, count in case.overview.ranges_with_any:
        last = Fraction(upper) if upper == 100 else upper - Fraction(1, 100)
        name = case.say("range.from_to", lower=score(Fraction(lower)), upper=score(last))
        rows.append((name, count))
    return _distribution(case, "totals", case.say("range.total"), rows)


def _distribution(case: Material, id: str, head: str, counts: Sequence[tuple[str, int]]) -> Table:
    say, whole = case.say, sum(count for _, count in counts)
    columns = (
        Column(head, 30),
        Column(say("word.agencies"), 16, "number"),
        Column(say("word.percent"), 16, "number"),
    )
    most = max((count for _, count in counts), default=0)
    bars = tuple(stacked((("got", Fraction(count)),), Fraction(most)) for _, count in counts)
    pictured = Bars(say("word.bar"), 38, bars, (("got", say("word.agencies")),))
    rows = shares(case, counts, whole)
    return Table(id, say(f"table.{id}"), columns, (rows,), pictured=pictured if most else None)


def indicator_chart(case: Material) -> Chart:
    """Return the means by indicator as bars against the pass mark, with marks for the year before."""
    parts, common = case.overview.indicators, case.common
    scores = [part.score for part in parts if part.score is not None]
    least = min(scores, default=None)
    legend = [(css, common(f"results.chart_{css}")) for css in ("passed", "under")]
    legend.append(("weakest", case.say("chart.lowest")))
    if any(map(_comparable, parts)):
        legend.append(("before", case.say("word.before")))
    return Chart(
        "means",
        case.say("chart.means"),
        (common("word.indicator"), common("results.chart_bar"), case.say("word.mean")),
        tuple(_bar(case, part, least) for part in parts),
        css_percent(case.overview.pass_mark),
        common("results.chart_mark"),
        tuple(legend),
    )


def _bar(case: Material, part: IndicatorMeans, least: Fraction | None) -> Bar:
    score = part.score
    under = score is not None and rounded(score) < case.overview.pass_mark
    css = "weakest" if score is not None and score == least else "under" if under else "passed"
    return Bar(
        case.style.count(part.no),
        case.indicator(part),
        case.style.score(score),
        "" if score is None else css_percent(score),
        css,
        before=css_percent(part.before) if part.before is not None and _comparable(part) else "",
    )


def _comparable(part: IndicatorMeans) -> bool:
    """Tell whether last year's mean is of the same agencies as this year's, so that both may stand in one picture."""
    return part.before is not None and part.both == part.count


def indicator_table(case: Material) -> Table:
    """Return the table of means by indicator: of how many agencies, where it is lowest, change since last year."""
    say, style, parts = case.say, case.style, case.overview.indicators
    compared = any(part.both for part in parts)
    both = (("agencies", 8), ("before", 11), ("now", 11), ("change", 12)) if compared else ()
    columns = (
        Column(case.common("word.indicator"), 28),
        Column(say("word.agencies"), 8, "number"),
        Column(say("word.mean"), 10.5, "number"),
        Column(say("word.lowest_in"), 11.5, "number"),
        *(Column(say(f"word.{key}"), width, "number", say("word.compared")) for key, width in both),
    )
    rows = []
    for part in parts:
        since = (style.count(part.both), style.score(part.before), style.score(part.now))
        figures = (
            *(style.count(part.count), style.score(part.score), style.count(part.lowest)),
            *((*since, style.change(part.now, part.before)) if compared else ()),
        )
        rows.append(Row((row_head(case.numbered(part)), *number_cells(figures))))
    others = max((part.others for part in parts), default=0)
    notes = [say("note.compared")] if compared else []
    notes += [say("note.others", others=style.count(others))] if others else []
    caption, body = say("table.indicators"), tuple(rows)
    return Table("indicators-table", caption, columns, (body,), " ".join(notes), "figures counts many")


def shares(case: Material, counts: Iterable[tuple[str, int]], whole: int) -> tuple[Row, ...]:
    """Return a row for each name: its number, and that number's share of the whole."""
    return tuple(
        Row((row_head(name), *number_cells((case.style.count(count), case.percent(count, whole)))))
        for name, count in counts
    )


def missing(case: Material, rows: Iterable[Posted]) -> Table:
    """Return the table of agencies without a result, with the reason of each."""
    columns = (Column(case.say("word.agency"), 50), Column(case.say("word.reason"), 50))
    body = tuple(
        Row((_agency(case, row), Cell((case.say(f"reason.{row.reason}"),), label=columns[1].label)))
        for row in rows
    )
    return Table("missing-table", case.say("table.missing"), columns, (body,), css="stacked")


def agencies(
    case: Material, id: str, rows: Iterable[Posted], caption: str, *, reasons: bool = False
) -> Table:
    """Return the table of agencies: totals, grades, dimensions and measures, a row each.

    `reasons`: with a column that says why an agency needs help.
    """
    say, common = case.say, case.common
    heads = (common("word.total"), common("word.grade"), *DIMENSIONS)
    measures = [say(f"word.{key}") for key in ("chosen", "done", "late")]
    reason = (Column(say("word.reason"), 16),) if reasons else ()
    columns = (
        Column(say("word.agency"), 20.5 if reasons else 30),
        *reason,
        Column(say("word.district"), 10.2 if reasons else 13),
        *(Column(head, 6.7 if reasons else 6.6, "number") for head in heads),
        *(Column(head, 6.6 if reasons else 8, "number", common("word.measures")) for head in measures),
    )
    body = tuple(_agency_row(case, row, reasons=reasons) for row in rows)
    return Table(id, caption, columns, (body,), css="dense")


def _agency_row(case: Material, row: Posted, *, reasons: bool) -> Row:
    score, count = case.style.score, case.style.count
    parts = (score(row.dimensions.get(code)) for code in DIMENSIONS)
    measures = (UNKNOWN,) * 3
    if row.agency:
        measures = (count(len(row.measures)), count(row.done), count(row.late))
    reason = (Cell(tuple(_needs(case, row)) or (UNKNOWN,), css="across"),) if reasons else ()
    district = Cell((case.style.text(row.district) or UNKNOWN,), css="across")
    results = (*number_cells((score(row.total),)), _grade(row), *number_cells((*parts, *measures)))
    return Row((_agency(case, row), *reason, district, *results))


def _grade(row: Posted) -> Cell:
    """Return the cell of a grade: a letter or two, or the words of 2566 and later, which may be broken."""
    return Cell((row.grade or UNKNOWN,), css="across" if len(row.grade) > _LETTERS else "number")


def _needs(case: Material, row: Posted) -> Iterator[str]:
    """Yield why an agency needs help."""
    if case.overview.is_under(row):
        yield case.say("need.under")
    if row.late:
        yield case.say("need.late", count=case.style.count(row.late))
    if row.reason:
        yield case.say("need.no_total")


def _agency(case: Material, row: Posted) -> Cell:
    return Cell((case.style.text(row.name),), link=case.site(row), head="row")
