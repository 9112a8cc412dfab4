"""Checks of the rows of measures in one workbook: what is missing, and what contradicts itself."""

from collections.abc import Iterator
from datetime import date, timedelta

from itaxl import thai
from itaxl.checks.context import Check, Context
from itaxl.findings import Finding, finding
from itaxl.forms import layout
from itaxl.forms.identity import PLAN
from itaxl.submissions import answers, links
from itaxl.submissions.filled_rows import MeasureRow
from itaxl.submissions.submission import Submission
from itaxl.texts import filled, short_date

MEASURES = layout.MEASURES_KEY
HALF_YEAR = "followup-6"


def incomplete_measures(submission: Submission, context: Context) -> Iterator[Finding]:
    for measure in submission.measures:
        if not submission.holds(MEASURES, measure.row, "indicator"):
            yield finding("C302", submission.place(MEASURES, measure.row, "indicator"))
        if not submission.holds(MEASURES, measure.row, "measure"):
            yield finding("C303", submission.place(MEASURES, measure.row, "measure"))


def foreign_indicators(submission: Submission, context: Context) -> Iterator[Finding]:
    if submission.identity.announced:
        return
    dimension = context.instrument.dimension(submission.identity.dimension)
    numbers = [indicator.no for indicator in dimension.indicators]
    for measure in submission.measures:
        if measure.indicator is not None and measure.indicator not in numbers:
            place = submission.place(MEASURES, measure.row, "indicator")
            yield finding(
                "C309", place, measure.indicator, dimension=dimension.code, known=", ".join(map(str, numbers))
            )


def unknown_responsible(submission: Submission, context: Context) -> Iterator[Finding]:
    names = ", ".join(division.name for division in context.agency.divisions)
    for measure in submission.measures:
        for name in measure.unknown:
            yield finding("C310", submission.place(MEASURES, measure.row, "responsible"), name, known=names)


def understood_responsible(submission: Submission, context: Context) -> Iterator[Finding]:
    """Say what was made of words that are more than a list of names: a position, or all divisions."""
    names = {division.id: division.name for division in context.agency.divisions}
    for measure in submission.measures:
        for text, ids in measure.understood:
            place = submission.place(MEASURES, measure.row, "responsible")
            yield finding("C380", place, text, divisions=", ".join(names[id] for id in ids))


def status_against_percent(submission: Submission, context: Context) -> Iterator[Finding]:
    for measure in submission.measures:
        place = submission.place(MEASURES, measure.row, "percent")
        shown = "" if measure.percent is None else f"{float(measure.percent):.10g}"
        if measure.status in (layout.NOT_DONE, layout.UNDER_WAY) and measure.percent == 100:
            yield finding("C312", place, shown, status=measure.status)
        if measure.status == layout.DONE and measure.percent is not None and measure.percent < 100:
            yield finding("C313", place, shown, status=measure.status)


def status_against_report(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find measures not done with a day of completion, not begun with progress or evidence, or begun without progress.

    Last round's report left them.
    """
    for measure in submission.measures:
        if (
            measure.status not in (layout.NOT_DONE, layout.UNDER_WAY) or measure.percent == 100
        ):  # which is C312
            continue
        not_begun = measure.status == layout.NOT_DONE
        wrong = bool(measure.percent) if not_begun else measure.percent == 0
        proof = not_begun and not wrong and measure.done is None and bool(measure.evidence)
        for column, told in (("percent", wrong), ("done", measure.done is not None), ("evidence", proof)):
            if told:
                place = submission.place(MEASURES, measure.row, column)
                yield finding(
                    "C354", place, submission.shown(MEASURES, measure.row, column), status=measure.status
                )


def status_against_words(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find results that say in words another status than the one that is chosen."""
    for measure in submission.measures:
        told = answers.told_by(measure.result) if measure.result and measure.status else None
        is_partly = told == layout.NOT_DONE and measure.status == layout.UNDER_WAY
        if told and told != measure.status and not is_partly:
            place = submission.place(MEASURES, measure.row, "result")
            yield finding("C354", place, measure.result, status=measure.status)


def done_without_proof(submission: Submission, context: Context) -> Iterator[Finding]:
    for measure in submission.measures:
        if measure.status == layout.DONE and not submission.holds(MEASURES, measure.row, "evidence"):
            yield finding("C314", submission.place(MEASURES, measure.row, "evidence"))
        if measure.status == layout.DONE and not submission.holds(MEASURES, measure.row, "done"):
            yield finding("C315", submission.place(MEASURES, measure.row, "done"))


def evidence_without_address(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find evidence that is words alone, such as the number of an order: whoever reads the report cannot open it.

    In a plan it is not merged, which C325 says.
    """
    for measure in submission.measures if submission.identity.round != PLAN else ():
        if measure.evidence and not links.names_address(measure.evidence):
            yield finding("C397", submission.place(MEASURES, measure.row, "evidence"), measure.evidence)


def done_in_the_future(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find completions after the workbook was saved and sent, or, where no time is known, after the half year."""
    times = [time.date() for time in (submission.saved, submission.sent) if time]
    written = max((day for day in times if day >= context.start), default=None)  # a blank workbook's is older
    if written is None and submission.identity.round != HALF_YEAR:
        return
    last = written or thai.half_year_end(context.year + 1)
    for measure in submission.measures:
        if measure.done and last + timedelta(days=1) < measure.done <= context.end:  # clocks of other zones
            place = submission.place(MEASURES, measure.row, "done")
            after = filled("terms", "done.saved" if written else "done.half_year", day=short_date(last))
            yield finding("C396", place, measure.done.isoformat(), day=short_date(measure.done), after=after)


def dates_outside(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find start, end and completion outside the fiscal year after the year assessed, or out of order.

    A plan can be mended; when a measure was completed is what it is, and only to be looked at.
    """
    period = {"start": short_date(context.start), "end": short_date(context.end)}
    for measure in submission.measures:
        for key, day, code in _days(measure):
            if day and not context.start <= day <= context.end:
                place, swapped = submission.place(MEASURES, measure.row, key), _swapped(day, context)
                if swapped:
                    yield finding(
                        "C355", place, day.isoformat(), day=short_date(day), meant=short_date(swapped)
                    )
                else:
                    yield finding(code, place, day.isoformat(), day=short_date(day), **period)
        for key, early, late, code in _spans(measure):
            if early and late and late < early:
                place = submission.place(MEASURES, measure.row, key)
                yield finding(code, place, late.isoformat(), day=short_date(late), start=short_date(early))


def _swapped(day: date, context: Context) -> date | None:
    """Return the day that a program set to the United States took for this one, if that fits the year.

    The first of a month is nobody's mistake: 1 October comes right after a year.
    """
    try:
        other = day.replace(month=day.day, day=day.month)
    except ValueError:
        return None
    return other if day.day != 1 and other != day and context.start <= other <= context.end else None


def status_missing(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find measures of a follow-up without a status: nothing was reported, or something that says no status."""
    if submission.identity.round == PLAN:
        return
    keys = [column.key for column in layout.MEASURES_LAYOUT.of(layout.Part.FOLLOWUP)]
    for measure in submission.measures:
        held = [key for key in keys if submission.holds(MEASURES, measure.row, key)]
        if "status" not in held:
            yield finding("C360" if held else "C324", submission.place(MEASURES, measure.row, "status"))


def reported_too_early(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find follow-up columns filled in the plan round; they are locked there, and are not merged."""
    if submission.identity.round != PLAN:
        return
    columns = layout.MEASURES_LAYOUT.of(layout.Part.FOLLOWUP)
    for measure in submission.measures:
        for column in columns:
            if submission.holds(MEASURES, measure.row, column.key):
                yield finding("C325", submission.place(MEASURES, measure.row, column.key))
                break


def _days(row: MeasureRow) -> tuple[tuple[str, date | None, str], ...]:
    """Return the days of a row, each with its column and the code for a day outside the year."""
    return (("start", row.start, "C316"), ("end", row.end, "C316"), ("done", row.done, "C329"))


def _spans(row: MeasureRow) -> tuple[tuple[str, date | None, date | None, str], ...]:
    """Return pairs of days, each with the column of the later one and the code for a wrong order."""
    return (("end", row.start, row.end, "C318"), ("done", row.start, row.done, "C330"))


CHECKS: tuple[Check, ...] = (
    incomplete_measures,
    foreign_indicators,
    unknown_responsible,
    understood_responsible,
    status_against_percent,
    status_against_report,
    status_against_words,
    done_without_proof,
    evidence_without_address,
    done_in_the_future,
    dates_outside,
    status_missing,
    reported_too_early,
)
