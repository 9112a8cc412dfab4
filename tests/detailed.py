"""Workbooks by item and by question, of 2564 unless another year is named: bare books, as in `tests.filled`."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from itaxl.analysis.assess import Outcome, assess
from itaxl.checks.context import Context, Whole
from itaxl.checks.one_workbook import check
from itaxl.findings import Finding
from itaxl.forms import instrument_sheets, layout
from itaxl.forms.identity import Identity
from itaxl.forms.layout import Detail, SheetLayout
from itaxl.instrument import load
from itaxl.instrument.model import Instrument
from itaxl.merging.merge import merge
from itaxl.spreadsheets.book import Book
from itaxl.submissions.reading import Reading, of_book
from itaxl.submissions.submission import Submission, build
from tests.filled import AGENCY, FILE, book

YEAR = 2564
Answers = Mapping[
    str, tuple[str, ...]
]  # by code, what stands in the columns that are filled in, in their order
DETAILED = replace(AGENCY, detail="items")


@cache
def instrument(year: int = YEAR) -> Instrument:
    return load(year)


def sheet(
    dimension: str,
    answers: Answers,
    division: str = "finance",
    detail: Detail = "items",
    year: int = YEAR,
) -> Book:
    """A plan workbook with these answers."""
    forms = instrument_sheets.sheets(instrument(year), dimension, detail)
    return _book(Identity(year, dimension, division), {forms[0]: answers}, forms)


def survey(counts: Answers, scores: Answers | None = None, division: str = "finance") -> Book:
    """The workbook of IIT by question, with what was counted of answers: four levels, no, yes; and with scores."""
    forms = instrument_sheets.sheets(instrument(), "IIT", "items")
    return _book(Identity(YEAR, "IIT", division), {forms[1]: counts, forms[0]: scores or {}}, forms)


def _book(who: Identity, answers: Mapping[SheetLayout, Answers], forms: tuple[SheetLayout, ...]) -> Book:
    tables = {form.name: _table(form, rows) for form, rows in answers.items()}
    return book(replace(who, schema=instrument_sheets.schema(forms)), tables, forms=forms)


def _table(form: SheetLayout, answers: Answers) -> str:
    filled_in = [column.heading for column in form.columns if column.part is layout.Part.ALWAYS]
    width = max(map(len, answers.values()), default=1)
    lines = [["รหัส", *filled_in[:width]], ["---"] * (width + 1)]
    lines += [[code, *values, *[""] * (width - len(values))] for code, values in answers.items()]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def oit(said: Mapping[str, str], division: str = "finance", year: int = YEAR) -> Book:
    """By item, each that is there with a link."""
    link = f"https://example.go.th/{division}"
    answers = {code: (answer, link if answer == "มี" else "") for code, answer in said.items()}
    return sheet("OIT", answers, division, year=year)


def reading(workbook: Book, file: str = FILE, year: int = YEAR) -> Reading:
    return of_book(workbook, file, file, lambda other: instrument(other) if other == year else None)


def submission(workbook: Book, file: str = FILE, year: int = YEAR) -> Submission:
    return build(reading(workbook, file, year), DETAILED, instrument(year))


def findings(workbook: Book, code: str = "", year: int = YEAR) -> tuple[Finding, ...]:
    """All of one code, or all."""
    workbooks = check(submission(workbook, year=year), context(year))
    return tuple(finding for finding in workbooks if code in ("", finding.code))


def context(year: int = YEAR) -> Context:
    return Context(DETAILED, year, instrument(year))


def whole(workbooks: Mapping[str, Book], year: int = YEAR) -> Whole:
    merged = merge(
        [submission(workbook, file, year) for file, workbook in workbooks.items()],
        DETAILED,
        instrument(year),
        {},
    )
    outcome = assess(merged, replace(DETAILED, day=date(2022, 4, 10)), instrument(year), None)
    return Whole(context(year), merged, outcome)


def outcome(workbooks: Mapping[str, Book], year: int = YEAR) -> Outcome:
    return whole(workbooks, year).outcome
