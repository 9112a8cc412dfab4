"""Tables of the follow-up: counts by dimension and division, reports on each measure, late ones, missing evidence."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction

from itaxl.assessment import Measure, Progress
from itaxl.forms.layout import DONE
from itaxl.report.blocks.table import Bars, Cell, Column, Part, Row, Table
from itaxl.report.views.material import STATUS_KEYS, Material
from itaxl.report.views.measure import details, division_names, divisions_note, responsible
from itaxl.report.views.picture import stacked
from itaxl.report.views.row_height import HIGH, height

WIDTHS = (15, 16, 11, 23, 16, 19)  # percent
FEW = 12  # rows of a table of figures that still fits on one page
OWN_ROWS = 2  # divisions without a report get a row each up to this many, else share one
ADDRESS = re.compile(r"https?://[^\s\"'<>\\^`{|}\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")


def dimension_counts(case: Material) -> Table:
    """Return the table of measures by dimension and status, with how many are late."""
    say = case.say
    late_codes = {measure.code for measure in case.assessment.late()}
    rows = []
    for dimension in case.assessment.dimensions:
        measures = case.measures(dimension.code)
        name = say("word.dimension_full", **case.dimension_places(dimension.code))
        rows.append(
            _count_row(
                case, name, [measure.status() for measure in measures], _late_count(measures, late_codes)
            )
        )
    all_measures = case.assessment.measures
    bars = [
        _bar(measure.status() for measure in case.measures(dimension.code))
        for dimension in case.assessment.dimensions
    ]
    total = _count_row(
        case,
        say("word.total"),
        [measure.status() for measure in all_measures],
        _late_count(all_measures, late_codes),
        "total",
    )
    columns = _count_columns(case, say("word.dimension"), late=True)
    return Table(
        "by-dimension",
        say("followup.summary.by_dimension"),
        columns,
        (tuple(rows), (total,)),
        css="figures counts",
        pictured=_pictured(case, (*bars, _bar(measure.status() for measure in all_measures)), 13),
    )


def division_counts(case: Material) -> Table | None:
    """Return the table of what each division reported about the measures that it answers for.

    None if no division answers for a measure.
    """
    rows, bars = [], []
    for division in _responsible(case):
        measures = [measure for measure in case.assessment.measures if division in measure.responsible]
        statuses = [_status(measure, division) for measure in measures]
        rows.append(_count_row(case, case.division(division), statuses))
        bars.append(_bar(statuses))
    if not rows:
        return None
    say = case.say
    return Table(
        "by-division",
        say("followup.summary.by_division"),
        _count_columns(case, say("word.division"), late=False),
        (tuple(rows),),
        say("followup.summary.by_division_note"),
        "figures counts many" if len(rows) > FEW else "figures counts",
        pictured=_pictured(case, bars, 14),
    )


def progress_table(case: Material, dimension: str) -> Table | None:
    """Return the table of a dimension's measures: a group of rows each, with a row for each responsible division.

    None if the dimension has no measure.
    """
    measures = case.measures(dimension)
    if not measures:
        return None
    say = case.say
    heads = [say(f"followup.column.{key}") for key in ("status", "percent", "result", "obstacle", "evidence")]
    columns = tuple(
        Column(head, width) for head, width in zip([say("word.division"), *heads], WIDTHS, strict=True)
    )
    bodies = tuple(
        _progress_body(case, measure, order, columns) for order, measure in enumerate(measures, start=1)
    )
    caption = say("followup.section.table", **case.dimension_places(dimension))
    return Table(f"progress-{dimension}", caption, columns, bodies, css="stacked")


def late_table(case: Material) -> Table | None:
    """Return the table of measures that are past their end and not done; None if there are none."""
    measures = case.assessment.late()
    say = case.say
    columns = (
        Column(say("followup.late.code"), 19),
        Column(say("measure.measure"), 24),
        Column(say("measure.responsible"), 20),
        Column(say("followup.late.end"), 19),
        Column(say("followup.column.status"), 18),
    )
    rows = tuple(_late_row(case, measure, columns) for measure in measures)
    note = divisions_note(case, measures)
    return (
        Table("late-table", say("followup.late.table"), columns, (rows,), note, "stacked") if rows else None
    )


def without_evidence(case: Material) -> tuple[tuple[Measure, Progress], ...]:
    """Return the reports that say "done" but give no evidence, with their measures."""
    return tuple(
        (measure, report)
        for measure in case.assessment.measures
        for report in measure.latest()
        if report.status == DONE and not report.evidence.strip()
    )


def evidence_table(case: Material, missing: Sequence[tuple[Measure, Progress]]) -> Table:
    """Return the table of reports without evidence."""
    say = case.say
    columns = (
        Column(say("followup.late.code"), 18),
        Column(say("measure.measure"), 46),
        Column(say("word.division"), 36),
    )
    rows = tuple(
        Row(
            (
                Cell((measure.code,), head="row", label=columns[0].label),
                Cell(case.style.lines(measure.measure), label=columns[1].label),
                Cell((case.division(report.division),), label=columns[2].label),
            )
        )
        for measure, report in missing
    )
    return Table("evidence-table", say("followup.evidence.table"), columns, (rows,), css="stacked")


def _bar(statuses: Iterable[str]) -> tuple[Part, ...]:
    counts = Counter(statuses)
    parts = ((key.removeprefix("status."), Fraction(counts[status])) for status, key in STATUS_KEYS.items())
    return stacked(parts, Fraction(counts.total()))


def _pictured(case: Material, bars: Sequence[tuple[Part, ...]], width: float) -> Bars | None:
    """Return the bars of a table of counts; None before anyone has reported, when all bars would be equal."""
    if not case.assessment.followup_round:
        return None
    legend = tuple((key.removeprefix("status."), case.say(key)) for key in STATUS_KEYS.values())
    return Bars(case.say("followup.summary.bar"), width, tuple(bars), legend)


def _count_columns(case: Material, head: str, *, late: bool) -> tuple[Column, ...]:
    say = case.say
    labels = [*STATUS_KEYS.values(), *(["status.late"] if late else [])]
    width = 10.5 if late else 12
    figures = [Column(say(label), width, "number") for label in labels]
    return (
        Column(head, 24 if late else 26),
        Column(say("word.measures"), width, "number"),
        *figures,
    )


def _count_row(
    case: Material, name: str, statuses: Sequence[str], late: int | None = None, css: str = ""
) -> Row:
    counts = Counter(statuses)
    figures = [len(statuses), *(counts[status] for status in STATUS_KEYS)]
    if late is not None:
        figures.append(late)
    cells = (Cell((case.style.count(figure),), css="number") for figure in figures)
    return Row((Cell((name,), head="row"), *cells), css)


def _late_count(measures: Iterable[Measure], late_codes: set[str]) -> int:
    return sum(measure.code in late_codes for measure in measures)


def _responsible(case: Material) -> tuple[str, ...]:
    """Return the divisions that answer for a measure: the agency's in its order, then ids that it does not have."""
    ids = [id for measure in case.assessment.measures for id in measure.responsible]
    order = [division.id for division in case.agency.divisions]
    in_order = [id for id in order if id in ids]
    return tuple(dict.fromkeys([*in_order, *ids]))


def _report(measure: Measure, division: str) -> Progress | None:
    return next((report for report in measure.latest() if report.division == division), None)


def _status(measure: Measure, division: str) -> str:
    report = _report(measure, division)
    return report.status if report else ""


def _progress_body(
    case: Material, measure: Measure, order: int, columns: Sequence[Column]
) -> tuple[Row, ...]:
    text = " ".join(measure.measure.split())
    title = case.say("followup.measure.head", order=case.style.count(order), measure=text)
    status = case.say("followup.measure.whole", status=case.say(STATUS_KEYS[measure.status()]))
    notes = (" · ".join((*details(case, measure), status)),)
    head = Row((Cell((title,), notes, head="rowgroup", columns=len(columns)),), "group")
    if not measure.responsible:
        no_division = Cell((case.say("followup.measure.no_division"),), css="quiet", columns=len(columns))
        return (head, Row((no_division,)))
    unreported = [division for division in measure.responsible if _report(measure, division) is None]
    if len(unreported) <= OWN_ROWS:
        unreported = []
    shown = [division for division in measure.responsible if division not in unreported]
    rows = [_progress_row(case, measure, division, columns) for division in shown]
    return (head, *rows, *((_unreported_row(case, measure, unreported, columns),) if unreported else ()))


def _unreported_row(
    case: Material, measure: Measure, unreported: Sequence[str], columns: Sequence[Column]
) -> Row:
    """Return one row for all divisions that have not reported."""
    count = case.say("followup.measure.unreported", count=case.style.count(len(unreported)))
    names = Cell((division_names(case, measure, unreported),), css="quiet", columns=len(columns) - 1)
    return Row((Cell((count,), head="row", label=columns[0].label), names))


def _progress_row(case: Material, measure: Measure, division: str, columns: Sequence[Column]) -> Row:
    report = _report(measure, division)
    labels = [column.label for column in columns]
    name = Cell((case.division(division),), head="row", label=labels[0])
    if report is None:
        unreported = Cell((case.say("status.unreported"),), css="quiet", label=labels[1])
        return Row((name, unreported, *(Cell(label=label) for label in labels[2:])))
    done = (case.say("followup.measure.done_on", date=case.style.date(report.done)),) if report.done else ()
    status = case.say(STATUS_KEYS.get(report.status, "status.unreported"))
    return Row(
        (
            name,
            Cell((status,), done, label=labels[1]),
            Cell((case.style.percent(report.percent),), css="number", label=labels[2]),
            Cell(case.style.lines(report.result), label=labels[3]),
            Cell(case.style.lines(report.obstacle), label=labels[4]),
            _evidence(case, report.evidence, labels[5]),
        ),
        _break_css(report),
    )


def _break_css(report: Progress) -> str:
    texts = zip((report.result, report.obstacle, report.evidence), WIDTHS[3:], strict=True)
    return "high" if max(height(text, width) for text, width in texts) > HIGH else ""


def _evidence(case: Material, evidence: str, label: str) -> Cell:
    """Return the cell of the evidence, as a link if the whole text is one web address."""
    text = evidence.strip()
    link = text if ADDRESS.fullmatch(text) else ""
    return Cell(case.style.lines(evidence), link=link, css="address", label=label)


def _late_row(case: Material, measure: Measure, columns: Sequence[Column]) -> Row:
    end = case.style.date(measure.end) if measure.end else ""
    texts = (
        case.style.lines(measure.measure),
        responsible(case, measure),
        (end,),
        (case.say(STATUS_KEYS[measure.status()]),),
    )
    labels = [column.label for column in columns]
    cells = (Cell(text, label=label) for text, label in zip(texts, labels[1:], strict=True))
    return Row((Cell((measure.code,), head="row", label=labels[0]), *cells))
