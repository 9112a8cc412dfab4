"""Workbooks by indicator, by item and by question: what is made, filled in and read back, and how one is told apart."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from itaxl.checks.context import Context
from itaxl.checks.one_workbook import check
from itaxl.findings import Severity
from itaxl.forms import build, instrument_sheets, layout
from itaxl.forms.identity import ANNOUNCED, Identity
from itaxl.forms.layout import DETAILS, FIRST_ROW, SCORES, Detail, Part, SheetLayout, Type
from itaxl.instrument import known_years, load
from itaxl.instrument.model import DIMENSIONS
from itaxl.sending.marked_copy import marked
from itaxl.spreadsheets.book import Book, Cell, address, column_letters
from itaxl.submissions.reading import read
from itaxl.submissions.submission import Submission
from itaxl.submissions.submission import build as understand
from tests import sheets
from tests.detailed import DETAILED, findings, instrument, oit, reading, sheet, submission
from tests.filled import AGENCY, change, moved, text

SAVED = datetime(2022, 3, 1, 9, 0)  # noqa: DTZ001 - as the workbooks state it, in UTC
SAMPLES = {
    Type.SCORE: ("73.8", "100", "0"),
    Type.COUNT: ("20", "7"),
    Type.RESULT: ("มี", "ไม่มี"),
    Type.LINK: ("https://example.go.th/1",),
    Type.LINES: ("ตรวจแล้ว",),
    Type.CODE: (),
    Type.TEXT: (),
}
# What a year knows beyond its indicators.
ITEMS_KNOWN = {2564: {"IIT", "OIT"}, 2565: {"OIT"}, 2566: {"OIT"}, 2568: {"OIT"}}


def filled_in(form: SheetLayout) -> Iterator[dict[str, str]]:
    """A row for each code of the sheet, by headings; the values differ from row to row."""
    for number, (code, _) in enumerate(form.rows):
        row = {"รหัส": code}
        for column in form.columns:
            if column.part is Part.ALWAYS:
                choices = SAMPLES[column.type]
                row[column.heading] = choices[number % len(choices)]
        yield row


def said(submission: Submission) -> list[tuple[str, ...]]:
    """Code and values of each row, as they were typed."""
    columns = [column.key for column in submission.form.columns if column.part is Part.ALWAYS]
    rows = [(score.code, score.row) for score in submission.scores] + [
        (item.code, item.row) for item in submission.items
    ]
    return [
        (code, *(submission.shown(submission.form.key, row, key) for key in columns)) for code, row in rows
    ]


DISTINCT = [
    (year, dimension, detail)
    for year in known_years()
    for dimension in DIMENSIONS
    for detail in DETAILS
    if detail == "indicators" or instrument_sheets.knows_detail(load(year), dimension)
]


@pytest.mark.slow
@pytest.mark.parametrize("year, dimension, detail", DISTINCT)
def test_what_is_made_and_filled_in_is_read_back(year: int, dimension: str, detail: Detail) -> None:
    """Whatever the settings of the one who reads it say."""
    here = load(year)
    who = Identity(year, dimension, "finance")
    form = instrument_sheets.sheets(here, dimension, detail)[0]
    rows = list(filled_in(form))
    blank = build.build(here, who, replace(AGENCY, detail=detail))
    results = read(sheets.fill(blank, {SCORES: rows}, SAVED), "a.xlsx", {year: here}.get)
    workbook = understand(results, AGENCY, here)
    assert workbook.form == form
    assert said(workbook) == [tuple(row.values()) for row in rows]
    assert not [
        finding
        for finding in check(workbook, Context(AGENCY, year, here))
        if finding.severity is Severity.ERROR
    ]


@pytest.mark.parametrize("year", known_years())
def test_items_and_questions_are_asked_for_where_the_year_knows_them(year: int) -> None:
    here = load(year)
    for dimension in ("IIT", "EIT", "OIT"):
        assert instrument_sheets.knows_detail(here, dimension) == (dimension in ITEMS_KNOWN.get(year, ()))
        forms = instrument_sheets.forms(here, dimension)[0]
        assert len(forms) == (2 if dimension in ITEMS_KNOWN.get(year, ()) else 1)
        assert forms[0] == instrument_sheets.scores_layout(here, dimension)
        assert forms[-1] == instrument_sheets.scores_layout(here, dimension, "items")
    assert len(instrument_sheets.forms(here, ANNOUNCED)) == 1


def test_a_list_that_is_not_known_in_full_is_not_asked_for() -> None:
    assert not instrument_sheets.knows_detail(replace(instrument(), partial=True), "OIT")


def test_the_headings_are_those_of_the_contract() -> None:
    here = instrument()
    headings = {
        dimension: [
            column.heading for column in instrument_sheets.scores_layout(here, dimension, "items").columns
        ]
        for dimension in ("IIT", "OIT")
    }
    assert headings["OIT"] == ["รหัส", "ข้อมูลที่ต้องเผยแพร่", "ผล (มี/ไม่มี)", "ลิงก์หลักฐาน", "หมายเหตุ"]
    assert headings["IIT"] == ["รหัส", "ตัวชี้วัด/ข้อคำถาม", "จำนวนผู้ตอบ", "คะแนน (0–100)", "หมายเหตุ"]


def test_rows_are_all_items_in_order_and_belong_to_their_groups() -> None:
    form = instrument_sheets.scores_layout(instrument(), "OIT", "items")
    assert [code for code, _ in form.rows] == [f"O{number}" for number in range(1, 44)]
    assert [group.code for group in form.groups] == ["9.1", "9.2", "9.3", "9.4", "9.5", "10.1", "10.2"]
    assert [code for group in form.groups for code in group.rows] == [code for code, _ in form.rows]
    questions = instrument_sheets.scores_layout(instrument(), "IIT", "items")
    assert [len(group.rows) for group in questions.groups] == [6] * 5


@pytest.mark.slow
def test_the_sheet_by_item_offers_the_two_answers_and_shows_the_groups() -> None:
    data = build.build(instrument(), Identity(2564, "OIT", "finance"), DETAILED)
    book = load_workbook(BytesIO(data))
    scores = book[SCORES]
    (rule,) = [rule for rule in scores.data_validations.dataValidation if "C48" in rule.sqref]
    assert (rule.type, rule.formula1, rule.errorStyle) == ("list", '"มี,ไม่มี"', "stop")
    open_cells = {cell.coordinate for row in scores.iter_rows() for cell in row if not cell.protection.locked}
    assert open_cells == {f"{letter}{row}" for letter in "CDE" for row in range(FIRST_ROW, FIRST_ROW + 43)}
    fills = [scores.cell(row, 1).fill.fgColor.rgb for row in (FIRST_ROW, FIRST_ROW + 8, FIRST_ROW + 9)]
    assert fills[0] == fills[1] != fills[2]
    guide = {str(cell.value) for row in book[layout.GUIDE].iter_rows() for cell in row}
    assert {"9.1", "O42 O43", rule.prompt} <= guide


@pytest.mark.slow
def test_blank_workbooks_stay_by_indicator() -> None:
    book = load_workbook(BytesIO(dict(build.blank(instrument()))["OIT.xlsx"]))
    assert [book[SCORES].cell(row, 1).value for row in (6, 7, 8)] == ["9", "10", None]


# Which form a workbook has


def test_a_form_is_known_by_its_headings_and_codes_in_any_order() -> None:
    by_item = moved(oit({"O1": "มี"}), SCORES, {3: 4, 4: 3})
    assert reading(by_item).forms[0].key == "items.OIT"
    assert reading(sheet("OIT", {"9": ("80",)}, detail="indicators")).forms[0].key == "scores.OIT"
    assert reading(sheet("IIT", {"I1": ("20", "80")})).forms[0].key == "questions.IIT"
    assert reading(sheet("IIT", {"1": ("20", "80")}, detail="indicators")).forms[0].key == "scores.IIT"


def test_a_heading_that_is_missing_is_asked_for_in_the_form_that_it_has() -> None:
    workbook = change(oit({"O1": "มี"}), SCORES, {(layout.HEADING_ROW, 4): None})
    result = reading(workbook)
    assert result.forms[0].key == "items.OIT"
    assert [(finding.code, finding.value) for finding in result.findings] == [("W208", "ลิงก์หลักฐาน")]


def test_a_year_that_knows_no_items_takes_none() -> None:
    """A workbook by item of another year, with the code of this one."""
    workbook = of_year(2563, sheet("OIT", {"O1": ("มี",)}))
    assert {finding.code for finding in reading(workbook, year=2563).findings} == {"W208"}


def of_year(year: int, workbook: Book) -> Book:
    """With the code of that year, and all else as it was."""
    code = Identity(year, "OIT", "finance").code
    pages = tuple(
        replace(sheet, cells={place: coded(cell, code) for place, cell in sheet.cells.items()})
        for sheet in workbook.sheets
    )
    return replace(workbook, sheets=pages, identifier=code)


def coded(cell: Cell, code: str) -> Cell:
    return text(code) if str(cell.value).startswith("ITAXL") else cell


# What is found in it


def test_a_sound_sheet_by_item_has_no_findings() -> None:
    answers = {item.code: "มี" if number % 3 else "ไม่มี" for number, item in enumerate(instrument().items)}
    assert findings(oit(answers)) == ()
    assert findings(oit({})) == ()


@pytest.mark.parametrize("typed, shown", [("ครบ", "ครบ"), ("1", "1"), ("FALSE", "FALSE"), ("มี/ไม่มี", "มี/ไม่มี")])
def test_an_answer_that_is_neither(typed: str, shown: str) -> None:
    (finding,) = findings(sheet("OIT", {"O2": (typed, "https://example.go.th")}), "C326")
    assert (finding.severity, finding.place.cell, finding.value) == (Severity.ERROR, "C7", shown)


@pytest.mark.parametrize(
    "typed, passed, repair",
    [("มี ", True, "spaces"), ("ยังไม่มี", False, "wording"), ("มีแล้ว", True, "wording"), ("-", None, "nothing")],
)
def test_an_answer_in_other_words_is_understood_and_noted(
    typed: str, passed: bool | None, repair: str
) -> None:
    workbook = sheet("OIT", {"O2": (f"'{typed}", "https://example.go.th")})
    result = submission(workbook)
    assert next(item for item in result.items if item.code == "O2").passed is passed
    repairs = {name for field in result.fields for name in field.mended.repairs}
    assert repairs in ({repair}, set())  # a space at the end is nobody's business


def test_an_item_that_is_there_needs_its_link() -> None:
    (finding,) = findings(sheet("OIT", {"O5": ("มี", ""), "O6": ("ไม่มี", "")}), "C327")
    assert (finding.severity, finding.place.cell) == (Severity.WARNING, "D10")


def test_items_that_are_not_answered_are_named_once() -> None:
    (finding,) = findings(oit({"O1": "มี", "O3": "ไม่มี"}), "C328")
    values = dict(finding.values)
    assert (finding.severity, finding.place.cell, values["count"]) == (Severity.NOTE, "C7", 41)
    assert str(values["items"]).startswith("O2, O4, O5")


def test_two_answers_for_one_item() -> None:
    workbook = change(oit({"O1": "มี"}), SCORES, {(7, 1): text("O1"), (7, 3): text("ไม่มี")})
    (finding,) = findings(workbook, "C323")
    assert (finding.place.cell, finding.value) == ("C7", "O1")
    assert dict(finding.values)["other"] == "C6"
    same = change(oit({"O1": "มี"}), SCORES, {(7, 1): text("O1"), (7, 3): text("มี")})
    assert findings(same, "C323") == ()


def test_a_code_that_is_no_item() -> None:
    workbook = change(oit({"O1": "มี"}), SCORES, {(6, 1): text("๐๔๒")})
    (finding,) = findings(workbook, "C308")
    assert (finding.place.cell, finding.value) == ("A6", "042")


def test_a_question_without_score_and_one_without_respondents() -> None:
    workbook = sheet("IIT", {"I1": ("20", "80"), "I2": ("", "90")})
    assert [finding.place.cell for finding in findings(workbook, "C320")] == ["C7"]
    assert len(findings(workbook, "C301")) == 28


# Given back


@pytest.mark.slow
@pytest.mark.parametrize("setting", DETAILS)
def test_a_marked_copy_has_the_form_in_which_it_was_sent(setting: Detail) -> None:
    workbook = sheet("OIT", {"O1": ("ครบ", "https://example.go.th/1"), "O43": ("ไม่มี",)})
    result = reading(workbook)
    copy = marked(result, findings(workbook), instrument(), replace(AGENCY, detail=setting)).workbook
    again = load_workbook(BytesIO(copy))[SCORES]
    form = instrument_sheets.scores_layout(instrument(), "OIT", "items")
    assert [cell.value for cell in again[layout.HEADING_ROW]] == [column.heading for column in form.columns]
    last = address(form.row("O43") or 0, form.number("result"))
    assert (again["C6"].value, again["D6"].value, again[last].value) == (
        "ครบ",
        "https://example.go.th/1",
        "ไม่มี",
    )
    assert column_letters(form.number("result")) == "C"
