"""Checks of follow-ups against the measures that they are about."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from itaxl.agency import register
from itaxl.assessment import Measure, Progress
from itaxl.findings import Finding, Place, finding
from itaxl.forms import layout
from itaxl.forms.identity import PLAN, ROUNDS
from itaxl.merging.measures import comparable, rows_by_code
from itaxl.merging.merge import Merged
from itaxl.submissions.submission import Submission

SentMeasure = tuple[str, str, str]  # division, dimension, and code of a row in a follow-up that went out
_SHOWN = 120  # letters of a text in a finding
_STEPS = (layout.NOT_DONE, layout.UNDER_WAY, layout.DONE)


def rows_missing(merged: Merged, measures: Iterable[Measure]) -> Iterator[Finding]:
    """Name the measures of a division that its newest follow-up has no row for: deleted, or added after mailing."""
    codes = _codes(merged)
    listed = tuple(measures)
    for submission in _newest(merged):
        who = submission.identity
        there = {*codes.get(submission.file, {}).values(), *(row.code for row in submission.measures)}
        gone = [
            measure.code
            for measure in listed
            if measure.dimension == who.dimension
            and submission.division in measure.responsible
            and measure.code not in there
        ]
        sheet = submission.sheet_name(layout.MEASURES_KEY)
        if gone and sheet:  # of a sheet that was not read, that is said
            place = Place(submission.file, sheet)
            yield finding("X445", place, ", ".join(gone), count=len(gone), round=who.round)


def other_codes(merged: Merged, year: int) -> Iterator[Finding]:
    """Find rows whose code is another measure's: of another register, or typed over."""
    codes = _codes(merged)
    for submission in merged.kept:
        for row in submission.measures:
            other = codes.get(submission.file, {}).get(row.row, "")
            typed = submission.identity.round != PLAN or register.is_code(row.code, year)
            if row.code and typed and other and other != row.code:
                place = submission.place(layout.MEASURES_KEY, row.row, "code")
                yield finding("X425", place, row.code, other=other, year=year)


def taken_back(merged: Merged, measures: Iterable[Measure]) -> Iterator[Finding]:
    """Find reports that say less than those of the round before, which may be published already."""
    codes = _codes(merged)
    reports = {measure.code: measure.followup for measure in measures}
    for submission in _newest(merged):
        for row in submission.measures:
            code = codes.get(submission.file, {}).get(row.row, "")
            own = [report for report in reports.get(code, ()) if report.division == submission.division]
            for before, now in pairwise(sorted(own, key=lambda report: ROUNDS.index(report.round))):
                if now.round == submission.identity.round and _is_less(now, before):
                    place = submission.place(layout.MEASURES_KEY, row.row, "status")
                    yield finding("X470", place, _told(now), before=_told(before))


def in_no_plan(merged: Merged) -> Iterator[Finding]:
    """Find reports of divisions that no plan of the measure names: they are credited with another's measure."""
    planned: dict[str, set[str]] = {}
    rows = merged.measures[merged.measures["round"] == PLAN]
    for code, responsible in zip(rows["code"], rows["responsible"], strict=True):
        planned.setdefault(code, set()).update(responsible)
    codes = _codes(merged)
    for submission in _newest(merged):
        for row in submission.measures:
            code = codes.get(submission.file, {}).get(row.row, "")
            if code in planned and submission.division not in planned[code]:
                place = submission.place(layout.MEASURES_KEY, row.row, "code")
                yield finding("X471", place, code)


def planned_by_nobody(merged: Merged) -> Iterator[Finding]:
    """Name measures that are reported on and stand in no plan, though all of their sender's plan was read.

    Those that may be a measure in other words are asked about already.
    """
    planned = set(merged.measures[merged.measures["round"] == PLAN]["code"])
    plans = {
        (submission.division, submission.identity.dimension)
        for submission in merged.kept
        if submission.identity.round == PLAN and _is_whole(submission)
    }
    doubtful = {
        code for item in merged.findings for code in str(dict(item.values).get("codes", "")).split(", ")
    }
    codes = _codes(merged)
    for submission in _newest(merged):
        sent_a_plan = (submission.division, submission.identity.dimension) in plans
        for row in submission.measures if sent_a_plan else ():
            code = codes.get(submission.file, {}).get(row.row, "")
            if code and code not in planned and code not in doubtful:
                place = submission.place(layout.MEASURES_KEY, row.row, "code")
                yield finding("X476", place, code, measure=row.measure[:_SHOWN])


def _is_whole(plan: Submission) -> bool:
    """Tell whether each row of a plan's measures could be used; a row that could not has a finding of its own."""
    key = layout.MEASURES_KEY
    usable = not any(field.mended.problem for field in plan.fields if field.sheet == key)
    return (
        bool(plan.sheet_name(key)) and usable and all(row.indicator and row.measure for row in plan.measures)
    )


def vanished(merged: Merged, sent: Iterable[SentMeasure]) -> Iterator[Finding]:
    """Name the measures that went out to a division, and that neither a plan nor its follow-up has any more."""
    there = set(merged.measures["code"])
    for submission in _newest(merged):
        who = submission.division, submission.identity.dimension
        kept = there | {row.code for row in submission.measures}
        gone = sorted({code for *owner, code in sent if tuple(owner) == who} - kept)
        sheet = submission.sheet_name(layout.MEASURES_KEY)
        if gone and sheet:
            yield finding("X477", Place(submission.file, sheet), ", ".join(gone), count=len(gone))


def _is_less(now: Progress, before: Progress) -> bool:
    if now.status and before.status and now.status != before.status:
        return _STEPS.index(now.status) < _STEPS.index(before.status)
    return now.percent is not None and before.percent is not None and now.percent < before.percent


def _told(report: Progress) -> str:
    percent = "" if report.percent is None else f"{float(report.percent):.10g} %"
    return ", ".join(part for part in (report.status, percent) if part)


def plans_changed(merged: Merged) -> Iterator[Finding]:
    """Find what a division's follow-up says of its own plan and no plan does: the plans alone are printed.

    What other divisions' follow-ups say too was prefilled, out of a plan that has changed since.
    """
    codes = _codes(merged)
    rows = rows_by_code(merged)
    columns = (layout.MEASURES_LAYOUT.column("measure"), *layout.own_columns())
    for submission in merged.kept:
        for row in submission.measures if submission.identity.round != PLAN else ():
            code = codes.get(submission.file, {}).get(row.row, "")
            elsewhere = [
                other
                for other in rows.get(code, ())
                if other["round"] == PLAN or other["division"] != submission.division
            ]
            planned = any(
                other["round"] == PLAN and other["division"] == submission.division for other in elsewhere
            )
            changed = [
                column
                for column in columns
                if row.values[column.key] not in (None, "")
                and comparable(row.values[column.key])
                not in {comparable(other[column.key]) for other in elsewhere}
            ]
            if planned and changed:
                place = submission.place(layout.MEASURES_KEY, row.row, changed[0].key)
                headings = ", ".join(column.heading for column in changed)
                shown = submission.shown(layout.MEASURES_KEY, row.row, changed[0].key)
                yield finding("C374", place, shown, columns=headings, measure=code)


def _codes(merged: Merged) -> dict[str, dict[int, str]]:
    """Return the codes of the rows that were merged, by file and row."""
    codes: dict[str, dict[int, str]] = {}
    for file, row, code in zip(*(merged.measures[key] for key in ("file", "row", "code")), strict=True):
        codes.setdefault(file, {})[row] = code
    return codes


def _newest(merged: Merged) -> Iterable[Submission]:
    """Return each division's follow-up of its newest round, by dimension."""
    newest: dict[tuple[str, str], Submission] = {}
    followups = [submission for submission in merged.kept if submission.identity.round != PLAN]
    for submission in sorted(followups, key=lambda submission: ROUNDS.index(submission.identity.round)):
        newest[submission.division, submission.identity.dimension] = submission
    return newest.values()
