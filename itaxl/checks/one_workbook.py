"""Checks of one workbook, as small functions that yield findings; `CHECKS` is the registry."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from itaxl.checks import asides, counted_answers, file_names, given_rows, measure_rows, typed_text
from itaxl.checks.context import Check, Context
from itaxl.findings import Finding, finding, in_order
from itaxl.forms import layout
from itaxl.spreadsheets.book import Kind
from itaxl.submissions.submission import Submission
from itaxl.texts import Text, both, short_date

# Functions of Excel that are worked out anew whenever a file is opened.
_CHANGING = re.compile(
    r"(?<![\w.])(?:NOW|TODAY|RAND|RANDBETWEEN|RANDARRAY|OFFSET|INDIRECT|CELL|INFO)\s*\(", re.IGNORECASE
)
_TEN = 10  # a score up to here may be out of ten
# Another file, the web, another program; what Google's own functions leave behind when a sheet becomes an .xlsx.
_FETCHING = re.compile(
    r"(?<!\w)'?\[[^\]\[]+\][^'!\[\]]*'?!|'file:|\|'?[^'!|]*'?![\w$']"
    r"|(?<![\w.])(?:WEBSERVICE|RTD|DDE|IMPORT(?:RANGE|DATA|XML|HTML|FEED))\s*\(|DUMMYFUNCTION\(",
    re.IGNORECASE,
)
_TEXTS = re.compile(r'"[^"]*"')
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
        return short_date(reading)
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
    """Find formulas whose result depends on when, where or how often the file is opened, or is fetched or may be old.

    The saved result counts.
    """
    stale = submission.reading.stale
    for record in submission.reading.records:
        cell = record.raw
        why = _doubt(cell.formula_text) or ("stale" if stale and cell.formula and cell.value != "" else "")
        if cell.kind is not Kind.NO_VALUE and why:
            yield finding("C332", record.place, f"={cell.formula_text}", why=both("terms", f"result.{why}"))


def _doubt(formula: str) -> str:
    """Return why the saved result of a formula may not be what it gives now."""
    if _CHANGING.search(_QUOTED.sub("", formula)):
        return "changing"
    return "fetched" if _FETCHING.search(_TEXTS.sub("", formula)) else ""


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
    *measure_rows.CHECKS,
)
