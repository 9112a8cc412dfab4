"""A column that is declared while the program runs, with its texts, is wherever the others are."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

import openpyxl
import pytest

from itaxl.analysis.assess import assess
from itaxl.assessment import Measure
from itaxl.checks.one_workbook import check
from itaxl.findings import Finding, has_errors
from itaxl.forms import build as building
from itaxl.forms import instrument_sheets, layout
from itaxl.forms.identity import ROUNDS, Identity
from itaxl.forms.layout import FIRST_ROW, HEADING_ROW, MEASURES, Column, Part, Type
from itaxl.merging import measures as uniting
from itaxl.merging.merge import Merged, merge
from itaxl.report.files import office, open_data
from itaxl.sending.marked_copy import marked
from itaxl.spreadsheets.book import column_letters
from itaxl.submissions.reading import read
from itaxl.submissions.submission import Submission, build
from itaxl.texts import catalogue
from tests import sheets
from tests.agencies import SAVED
from tests.detailed import DETAILED, instrument
from tests.filled import AGENCY, CONTEXT, INSTRUMENT, who
from tools import make_docs

pytestmark = pytest.mark.slow

DAY = date(2020, 4, 10)
PLAN, SIX, TWELVE = ROUNDS
KEY, PROMPT, MEANING = "one_more", "คำแนะนำของช่องใหม่", "Meaning of the new column"
TEXTS = {
    "workbook": ("column.measures", "column.scores"),
    "office": ("column",),
    "columns": ("measures",),
}


@dataclass(frozen=True)
class More:
    """A column, with what is typed into it and what becomes of that: its value, a cell's, JSON's, a line's of CSV."""

    column: Column
    typed: str
    value: object
    cell: object
    open: object
    line: str

    @property
    def planned(self) -> bool:
        return self.column.part is Part.PLAN

    @property
    def letter(self) -> str:
        return column_letters(layout.MEASURES_LAYOUT.number(KEY))


PLACE = Column(KEY, "จังหวัด", Type.TEXT, Part.PLAN, 21, 15)
LESSON = Column(KEY, "บทเรียน", Type.LINES, Part.FOLLOWUP, 30, 22, wide=True)
SPENT = Column(KEY, "ใช้จ่ายจริง (บาท)", Type.BUDGET, Part.FOLLOWUP, 18)
MORE = {
    "text of the plan": More(PLACE, "น่าน", "น่าน", "น่าน", "น่าน", "น่าน"),
    "lines of a report": More(LESSON, "ก<br>ข", "ก\nข", "ก\nข", "ก\nข", "ก\nข"),
    "number of a report": More(SPENT, "1500.5", Fraction("1500.5"), 1500.5, 1500.5, "1500.5"),
}


def say(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the column its texts."""
    for name, prefixes in TEXTS.items():
        for prefix in prefixes:
            monkeypatch.setitem(catalogue(name), f"{prefix}.{KEY}", {"th": PROMPT, "en": MEANING})


@pytest.fixture(params=list(MORE.values()), ids=list(MORE))
def more(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> More:
    """The sheet of measures with one more column, the last of its part."""
    extra: More = request.param
    plan, report = (
        layout.MEASURES_LAYOUT.of(*parts) for parts in ((Part.FIXED, Part.PLAN), (Part.FOLLOWUP,))
    )
    columns = (*plan, extra.column, *report) if extra.planned else (*plan, *report, extra.column)
    monkeypatch.setattr(layout, "MEASURES_LAYOUT", replace(layout.MEASURES_LAYOUT, columns=columns))
    say(monkeypatch)
    return extra


def table(cells: Mapping[str, str]) -> str:
    return "\n".join(f"| {' | '.join(line)} |" for line in (cells, ["---"] * len(cells), cells.values()))


def made(round: str, *measures: Measure, division: str = "finance") -> bytes:
    return building.build(INSTRUMENT, who(division=division, round=round), AGENCY, measures)


def sent(workbook: bytes, cells: Mapping[str, str], file: str) -> Submission:
    """A workbook with the row of a measure filled in, read back."""
    data = sheets.fill(workbook, {MEASURES: table(cells)}, SAVED)
    return build(read(data, file, {2562: INSTRUMENT}.get), AGENCY, INSTRUMENT)


@cache
def planned(more: More, typed: str = "", division: str = "finance") -> Submission:
    cells = {"ตัวชี้วัด": "4", "มาตรการ": "ประกาศนโยบาย"}
    own = {more.column.heading: typed or more.typed} if more.planned else {}
    return sent(made(PLAN, division=division), {**cells, **own}, f"{division}.xlsx")


@cache
def reported(more: More) -> Submission:
    cells = {"รหัสมาตรการ": "2562-IIT-04-01", "สถานะ": layout.UNDER_WAY}
    own = {} if more.planned else {more.column.heading: more.typed}
    return sent(made(SIX, only(merged(planned(more)))), {**cells, **own}, "six.xlsx")


def merged(*submissions: Submission) -> Merged:
    return merge(submissions, AGENCY, INSTRUMENT, {})


def only(merged_year: Merged) -> Measure:
    (measure,), conflicts = uniting.measures(merged_year, AGENCY)
    assert conflicts == ()
    return measure


@cache
def whole(more: More) -> Merged:
    """Plan and report."""
    return merged(planned(more), reported(more))


def opened(workbook: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook))


def test_a_blank_workbook_asks_for_it(more: More) -> None:
    book = opened(made(PLAN))
    sheet, first = book[MEASURES], f"{more.letter}{FIRST_ROW}"
    assert sheet[f"{more.letter}{HEADING_ROW}"].value == more.column.heading
    assert sheet.column_dimensions[more.letter].width == more.column.width
    assert sheet[first].protection.locked != more.planned
    prompts = [rule.prompt for rule in sheet.data_validations.dataValidation if first in rule.sqref]
    assert prompts == ([PROMPT] if more.planned else [])
    assert (f"${more.letter}$" in str(sheet.print_area)) == more.planned
    guide = {str(cell.value) for line in book[layout.GUIDE].iter_rows() for cell in line}
    assert {more.column.heading, PROMPT} <= guide or not more.planned


def test_it_is_read_back(more: More) -> None:
    submission = planned(more) if more.planned else reported(more)
    assert [row.values[KEY] for row in submission.measures] == [more.value]
    assert not has_errors(check(submission, CONTEXT))


def test_the_frame_has_it(more: More) -> None:
    frame = whole(more).measures
    blank = more.column.blank
    assert frame[KEY].tolist() == ([more.value, more.value] if more.planned else [blank, more.value])


def test_the_measure_or_its_report_has_it(more: More) -> None:
    measure = only(whole(more))
    assert (measure if more.planned else measure.followup[0]).values[KEY] == more.value


def test_divisions_that_plan_it_otherwise_keep_each_its_own(more: More) -> None:
    if not more.planned:
        return
    (measure,), findings = uniting.measures(merged(planned(more), planned(more, "แพร่", "clerk")), AGENCY)
    assert {plan.division: plan.values[KEY] for plan in measure.plans} == {
        "clerk": "แพร่",
        "finance": more.value,
    }
    assert (measure.values[KEY], findings) == (None, ())


def test_a_report_in_a_plan_is_told(more: More) -> None:
    early = sent(made(PLAN), {"ตัวชี้วัด": "4", "มาตรการ": "ก", more.column.heading: more.typed}, "early.xlsx")
    codes = [finding.code for finding in check(early, CONTEXT)]
    assert ("C325" in codes) != more.planned


def test_the_next_follow_up_shows_it(more: More) -> None:
    sheet = opened(made(TWELVE, only(whole(more))))[MEASURES]
    cell = sheet[f"{more.letter}{FIRST_ROW}"]
    assert (cell.value, cell.protection.locked) == (more.cell, more.planned)
    narrow = more.column.followup_width or more.column.width
    assert sheet.column_dimensions[more.letter].width == narrow


def test_a_marked_copy_keeps_it(more: More) -> None:
    submission = planned(more) if more.planned else reported(more)
    findings: tuple[Finding, ...] = check(submission, CONTEXT)
    copy = marked(submission.reading, findings, INSTRUMENT, AGENCY, (only(merged(planned(more))),))
    assert opened(copy.workbook)[MEASURES][f"{more.letter}{FIRST_ROW}"].value == more.cell


def test_the_offices_workbook_has_it(more: More) -> None:
    sheet = opened(office.merged_xlsx(whole(more), "en", DAY)).worksheets[-1]
    headings = [cell.value for cell in sheet[1]]
    number = headings.index(MEANING) + 1
    assert sheet.cell(3, number).value == more.cell
    width = sheet.column_dimensions[column_letters(number)].width
    assert width == 44 if more.column.wide else width <= 18


def test_the_open_data_has_it(more: More) -> None:
    assessment = assess(whole(more), AGENCY, INSTRUMENT, None).assessment
    (measure,) = json.loads(open_data.data_json(assessment, AGENCY, INSTRUMENT))["measures"]
    assert (measure if more.planned else measure["followup"][0])[KEY] == more.open
    (line,) = csv.DictReader(
        io.StringIO(open_data.measures_csv(assessment).removeprefix("\ufeff"), newline="")
    )
    assert line[KEY] == more.line
    keys = list(measure["plans"][0] if more.planned else measure["followup"][0])
    assert keys[-2:] == ["target" if more.planned else "evidence", KEY]


def test_what_is_for_the_office_alone_is_in_no_open_data(more: More, monkeypatch: pytest.MonkeyPatch) -> None:
    columns = (replace(column, published=column.key != KEY) for column in layout.MEASURES_LAYOUT.columns)
    hidden = replace(layout.MEASURES_LAYOUT, columns=tuple(columns))
    monkeypatch.setattr(layout, "MEASURES_LAYOUT", hidden)
    assessment = assess(whole(more), AGENCY, INSTRUMENT, None).assessment
    assert KEY not in open_data.data_json(assessment, AGENCY, INSTRUMENT)
    assert KEY not in open_data.measures_csv(assessment)


def test_the_documentation_tells_of_it(more: More) -> None:
    tables = {name: list(lines()) for name, lines in make_docs.TABLES.items()}
    (row,) = [line for line in tables["columns"] if f"`{KEY}`" in line]
    assert all(text in row for text in (more.column.heading, PROMPT, MEANING))
    assert [line for line in tables["frame-measures"] if f"| `{KEY}` | {MEANING} |" in line]
    assert f"| `{KEY}` | {PROMPT} | {MEANING} |" in tables["data-measures"]


# The other sheets

ADDED = Column(KEY, "ช่องใหม่", Type.TEXT, Part.ALWAYS, 20)
OTHERS = {
    "SURVEY_COLUMNS": ("EIT", "indicators", "scores"),
    "OPEN_DATA_COLUMNS": ("OIT", "indicators", "scores"),
    "ITEM_COLUMNS": ("OIT", "items", "items"),
    "RESULT_COLUMNS": ("announced", "indicators", "results"),
    "COUNT_ASIDE": ("IIT", "items", "counts"),
}


@pytest.mark.parametrize(("declared", "sheet"), OTHERS.items(), ids=list(OTHERS))
def test_another_sheet_has_it_from_the_cell_to_the_offices_workbook(
    declared: str, sheet: tuple[str, Any, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    dimension, detail, frame = sheet
    monkeypatch.setattr(layout, declared, (*getattr(layout, declared), ADDED))
    say(monkeypatch)
    here, agency = instrument(), replace(DETAILED, detail=detail)
    identity = Identity(here.year, dimension, "" if dimension == "announced" else "finance")
    (form,) = [form for form in instrument_sheets.sheets(here, dimension, detail) if ADDED in form.columns]
    code = form.rows[0][0]
    blank = building.build(here, identity, agency)
    filled = sheets.fill(blank, {form.name: [{"รหัส": code, ADDED.heading: "ก"}]}, SAVED)
    submission = build(read(filled, "a.xlsx", {here.year: here}.get), agency, here)
    year_data = merge([submission], agency, here, {})
    rows = getattr(year_data, frame).set_index("code")
    assert rows.loc[code, KEY] == "ก"
    cells = [
        cell.value
        for own in opened(office.merged_xlsx(year_data, "en", DAY)).worksheets
        for line in own.iter_rows()
        for cell in line
    ]
    assert cells.count("ก") == cells.count(MEANING) == 1
