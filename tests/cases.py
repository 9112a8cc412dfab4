"""Whole inboxes in a few words: all ten scores of divisions, announced results, measures."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from itaxl.agency.settings import Agency
from itaxl.agency.shown_before import Shown
from itaxl.analysis.assess import Outcome, assess
from itaxl.assessment import Previous
from itaxl.checks.context import Context, Whole
from itaxl.forms.layout import MEASURES, RESULTS, SCORES
from itaxl.merging.merge import Merged
from itaxl.spreadsheets.book import Book
from tests.filled import AGENCY, INSTRUMENT, book, merged, who

# Of the reference: the total and the lowest of each dimension (4, 7, 9) are known, the others are invented.
ANNOUNCED = dict(
    zip(
        range(1, 11),
        ("89.10", "81.45", "86.20", "73.80", "86.25", "84.10", "74.02", "78.64", "74.48", "81.25"),
        strict=True,
    )
)
TOTAL = "79.83"
WEAKEST = {"IIT": (4,), "EIT": (7,), "OIT": (9,)}


def announced(scores: Mapping[int, str] = ANNOUNCED, **more: str) -> Book:
    """The announced workbook; `more` are rows such as TOTAL, GRADE, IIT."""
    rows = {str(no): score for no, score in scores.items()} | more
    lines = [
        "| รหัส | คะแนน (0–100) |",
        "|---|---|",
        *(f"| {code} | {score} |" for code, score in rows.items()),
    ]
    return book(who("announced"), {RESULTS: "\n".join(lines)})


def division(
    name: str,
    dimension: str,
    scores: Mapping[int, str] | None = None,
    measures: Sequence[int] = (),
    respondents: str = "20",
) -> Book:
    """A plan workbook of a division, with a measure for each of the indicators named."""
    codes = [indicator.no for indicator in INSTRUMENT.dimension(dimension).indicators]
    tables = {
        MEASURES: "| ตัวชี้วัด | มาตรการ |\n|---|---|"
        + "".join(f"\n| {no} | มาตรการของ {no} |" for no in measures)
    }
    own = {no: score for no, score in (scores or {}).items() if no in codes}
    if dimension == "OIT":
        rows = [f"| {no} | {score} |" for no, score in own.items()]
        tables[SCORES] = "\n".join(["| รหัส | คะแนน (0–100) |", "|---|---|", *rows])
    else:
        rows = [f"| {no} | {respondents} | {score} |" for no, score in own.items()]
        tables[SCORES] = "\n".join(["| รหัส | จำนวนผู้ตอบ | คะแนน (0–100) |", "|---|---|---|", *rows])
    return book(who(dimension, name), tables)


def everything(
    scores: Mapping[int, str] | None = None, names: Sequence[str] = ("clerk", "finance", "works"), **more: str
) -> dict[str, Book]:
    """A whole inbox without findings of who is missing: each division's three workbooks, measures for the weakest."""
    return {
        f"{name}-{code}.xlsx": division(name, code, scores, WEAKEST[code], **more)
        for name in names
        for code in ("IIT", "EIT", "OIT")
    }


def outcome(
    workbooks: Mapping[str, Book],
    agency: Agency = AGENCY,
    previous: Previous | None = None,
    day: date | None = date(2020, 4, 10),
    shown: Shown | None = None,
) -> Outcome:
    return whole(workbooks, agency, previous, day, shown).outcome


def whole(
    workbooks: Mapping[str, Book],
    agency: Agency = AGENCY,
    previous: Previous | None = None,
    day: date | None = date(2020, 4, 10),
    shown: Shown | None = None,
) -> Whole:
    merged_year: Merged = merged(workbooks, agency)
    context = Context(agency, 2562, INSTRUMENT)
    return Whole(
        context, merged_year, assess(merged_year, replace(agency, day=day), INSTRUMENT, previous, shown=shown)
    )
