"""Checks of one workbook, cell by cell and row by row: small functions that yield; `CHECKS` is the registry."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from itaxl import thai
from itaxl.checks import asides, counted_answers, file_names, given_rows, typed_text
from itaxl.checks.context import Check, Context
from itaxl.findings import Finding, finding, in_order
from itaxl.forms import layout
from itaxl.spreadsheets.book import Kind
from itaxl.submissions.filled_rows import MeasureRow
from itaxl.submissions.submission import Submission
from itaxl.texts import LANGS, Text, both, fill

MEASURES = layout.MEASURES_KEY
HALF_YEAR = "followup-6"
# Functions of Excel that are worked out anew whenever a file is opened.
_CHANGING = re.compile(
    r"(?<![\w.])(?:NOW|TODAY|RAND|RANDBETWEEN|RANDARRAY|OFFSET|INDIRECT|CELL|INFO)\s*\(", re.IGNORECASE
)
_TEN = 10  # a score up to here may be out of ten
_QUOTED = re.compile(r'"[^"]*"|\'[^\']*\'')  # texts and names of sheets in a formula


def check(submission: Submission, context: Context) -> tuple[Finding, ...]:
    """Return all findings of one workbook, with those of its reading, errors first."""
    findings = [item for run in CHECKS for item in run(submission, context)]
    return in_order((*submission.reading.findings, *findings))


def unusable_values(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find values that cannot be used; where two readings fit, name both."""
    for field in submission.fields:
        if field.mended.problem and field.mended.problem != asides.CROSSED_OUT:
            readings = dict(zip(("one", "other"), map(_in_words, field.mended.readings), strict=False))
            yield finding(field.mended.problem, field.place, field.mended.shown, **readings)


def _in_words(reading: date | Decimal | str) -> Text:
    if isinstance(reading, date):
        return _said(reading)
    words = reading if isinstance(reading, str) else f"{reading:f}"
    return Text(words, words)


def repaired_values(submission: Submission, context: Context) -> Iterator[Finding]:
    """Name each kind of repair once for the file, with its first cell and their number."""
    repaired: dict[str, list[int]] = {}
    for position, field in enumerate(submission.fields):
        for name in field.mended.repairs:
            repaired.setdefault(name, []).append(position)
    for name, positions in sorted(repaired.items()):
        first = submission.fields[positions[0]]
        yield finding(
            "C322",
            first.place,
            first.mended.shown,
            repair=both("terms", f"repair.{name}"),
            count=len(positions),
        )


def long_texts(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find texts longer than the cell takes while it is filled in; the documents print them all the same."""
    for field in submission.fields:
        length = len(field.mended.value) if isinstance(field.mended.value, str) else 0
        if length > layout.TEXT_LIMIT:
            limit = f"{layout.TEXT_LIMIT:,}"
            yield finding("C331", field.place, field.mended.shown, count=f"{length:,}", limit=limit)


def scores_of_zero(submission: Submission, context: Context) -> Iterator[Finding]:
    """Ask about a score of exactly 0: a link to a blank cell gives it, and so does a dash that is drawn for nothing."""
    for field in submission.fields:
        if field.type is layout.Type.SCORE and field.mended.value == 0:
            yield finding("C353", field.place, field.mended.shown)


def scores_of_ten(submission: Submission, context: Context) -> Iterator[Finding]:
    """Ask about a score that may be out of ten: 8.55 for 85.5 would be the lowest of all.

    Not in OIT, where one published item of many truly gives so little.
    """
    fields = () if submission.identity.dimension == "OIT" else submission.fields
    for field in fields:
        score = field.mended.value
        if field.type is layout.Type.SCORE and score and 0 < score <= _TEN:
            yield finding("C395", field.place, field.mended.shown, likely=f"{float(score * 10):.10g}")


def changing_formulas(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find formulas whose result depends on when, where or how often the file is opened, or is not kept up to date.

    The saved result counts.
    """
    stale = submission.reading.stale
    for record in submission.reading.records:
        cell = record.raw
        changing = _CHANGING.search(_QUOTED.sub("", cell.formula_text))
        if cell.kind is not Kind.NO_VALUE and (changing or (stale and cell.formula and cell.value != "")):
            why = both("terms", "result.changing" if changing else "result.stale")
            yield finding("C332", record.place, f"={cell.formula_text}", why=why)


def unknown_division(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find workbooks whose code, or whose typed name, is no division of the agency."""
    who, reading = submission.identity, submission.reading
    if who.announced or submission.division:
        return
    if who.division:
        yield finding("W206", reading.stamp, who.division)
    elif reading.who:
        yield finding("W206", reading.named, reading.who)
    else:
        yield finding("W214", reading.named)


def unexpected_dimension(submission: Submission, context: Context) -> Iterator[Finding]:
    division = context.agency.division(submission.division)
    if division and submission.identity.dimension not in division.dimensions:
        place = submission.reading.stamp
        yield finding("W211", place, submission.identity.dimension, division=division.name)


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


def done_without_proof(submission: Submission, context: Context) -> Iterator[Finding]:
    for measure in submission.measures:
        if measure.status == layout.DONE and not submission.holds(MEASURES, measure.row, "evidence"):
            yield finding("C314", submission.place(MEASURES, measure.row, "evidence"))
        if measure.status == layout.DONE and not submission.holds(MEASURES, measure.row, "done"):
            yield finding("C315", submission.place(MEASURES, measure.row, "done"))


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
            after = _with_day("done.saved" if written else "done.half_year", last)
            yield finding("C396", place, measure.done.isoformat(), day=_said(measure.done), after=after)


def _with_day(term: str, day: date) -> Text:
    words, said = both("terms", term), _said(day)
    return Text(*(fill(words[lang], {"day": said[lang]}) for lang in LANGS))


def dates_outside(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find start, end and completion outside the fiscal year after the year assessed, or out of order.

    A plan can be mended; when a measure was completed is what it is, and only to be looked at.
    """
    period = {"start": _said(context.start), "end": _said(context.end)}
    for measure in submission.measures:
        for key, day, code in _days(measure):
            if day and not context.start <= day <= context.end:
                place, swapped = submission.place(MEASURES, measure.row, key), _swapped(day, context)
                if swapped:
                    yield finding("C355", place, day.isoformat(), day=_said(day), meant=_said(swapped))
                else:
                    yield finding(code, place, day.isoformat(), day=_said(day), **period)
        for key, early, late, code in _spans(measure):
            if early and late and late < early:
                place = submission.place(MEASURES, measure.row, key)
                yield finding(code, place, late.isoformat(), day=_said(late), start=_said(early))


def _swapped(day: date, context: Context) -> date | None:
    """Return the day that a program set to the United States took for this one, if that fits the year.

    The first of a month is nobody's mistake: 1 October comes right after a year.
    """
    try:
        other = day.replace(month=day.day, day=day.month)
    except ValueError:
        return None
    return other if day.day != 1 and other != day and context.start <= other <= context.end else None


def _said(day: date) -> Text:
    """Write a day as people read it: 31 มี.ค. 2564, 31 Mar 2021."""
    return Text(thai.short_date(day, "th"), thai.short_date(day, "en"))


def status_missing(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find measures of a follow-up without a status: nothing was reported, or something that says no status."""
    if submission.identity.round == "plan":
        return
    keys = [column.key for column in layout.MEASURES_LAYOUT.of(layout.Part.FOLLOWUP)]
    for measure in submission.measures:
        held = [key for key in keys if submission.holds(MEASURES, measure.row, key)]
        if "status" not in held:
            yield finding("C360" if held else "C324", submission.place(MEASURES, measure.row, "status"))


def reported_too_early(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find follow-up columns filled in the plan round; they are locked there, and are not merged."""
    if submission.identity.round != "plan":
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
    unusable_values,
    repaired_values,
    long_texts,
    scores_of_zero,
    scores_of_ten,
    changing_formulas,
    unknown_division,
    unexpected_dimension,
    *file_names.CHECKS,
    *given_rows.CHECKS,
    *counted_answers.CHECKS,
    *typed_text.CHECKS,
    *asides.CHECKS,
    incomplete_measures,
    foreign_indicators,
    unknown_responsible,
    understood_responsible,
    status_against_percent,
    status_against_report,
    done_without_proof,
    done_in_the_future,
    dates_outside,
    status_missing,
    reported_too_early,
)
