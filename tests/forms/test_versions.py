"""The second version only added a sheet (`test_counts`); other changes are tested with a version that is made up."""

from dataclasses import replace

import pytest

from itaxl.checks.one_workbook import check
from itaxl.forms import versions
from itaxl.forms.identity import NEWEST, SCHEMA
from itaxl.forms.layout import CODE_ROW, GUIDE, HEADING_ROW, MEASURES, META, SCORES, SheetLayout
from itaxl.sending.marked_copy import marked
from itaxl.spreadsheets.book import Book
from itaxl.submissions.reading import read
from tests.filled import AGENCY, CONTEXT, INSTRUMENT, book, change, reading, submission, text, who

EARLIER = replace(who(), schema=0)
TABLES = {
    SCORES: "| รหัส | จำนวนผู้ตอบ | คะแนน (0–100) |\n|---|---|---|\n| 4 | 20 | 73.8 |",
    MEASURES: "| ตัวชี้วัด | มาตรการ |\n|---|---|\n| 4 | ประกาศนโยบาย |",
}


def _earlier(form: SheetLayout) -> SheetLayout:
    """Other names of a sheet and of a heading, and no evidence."""
    columns = tuple(
        replace(column, heading="คะแนนที่ได้") if column.key == "score" else column
        for column in form.columns
        if column.key != "evidence"
    )
    return replace(form, name=f"{form.name}เดิม", columns=columns)


@pytest.fixture
def _two_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "VERSIONS", {**versions.VERSIONS, 0: _earlier})


def sent_out() -> Book:
    workbook = replace(book(who(), TABLES), identifier=EARLIER.code)
    for name in (GUIDE, SCORES, MEASURES):
        workbook = change(workbook, name, {(CODE_ROW, 1): text(EARLIER.code)})
    workbook = change(workbook, META, {(2, 2): text(EARLIER.code)})
    workbook = change(workbook, SCORES, {(HEADING_ROW, 4): text("คะแนนที่ได้")})
    workbook = change(workbook, MEASURES, {(HEADING_ROW, 16): None})
    names = {SCORES: f"{SCORES}เดิม", MEASURES: f"{MEASURES}เดิม"}
    return replace(
        workbook,
        sheets=tuple(replace(sheet, name=names.get(sheet.name, sheet.name)) for sheet in workbook.sheets),
    )


def test_the_version_of_today_is_known() -> None:
    assert versions.is_known(SCHEMA)
    assert versions.is_known(NEWEST)
    assert not versions.is_known(NEWEST + 1)


@pytest.mark.usefixtures("_two_versions")
def test_an_earlier_version_says_the_same_as_today_s() -> None:
    result = reading(sent_out())
    assert (result.identity, result.findings) == (who(), ())
    assert submission(sent_out()).content == submission(book(who(), TABLES)).content


@pytest.mark.usefixtures("_two_versions")
def test_checks_do_not_stumble_over_a_column_that_was_not_there_yet() -> None:
    done = change(sent_out(), f"{MEASURES}เดิม", {(6, 11): text("ดำเนินการแล้ว"), (6, 12): text("100")})
    workbooks = check(submission(done), CONTEXT)
    places = {finding.code: finding.place.cell for finding in workbooks}
    assert (places["C314"], places["C315"]) == ("A6", "M6")


@pytest.mark.slow
@pytest.mark.usefixtures("_two_versions")
def test_the_marked_copy_is_of_today_s_version() -> None:
    copy = marked(reading(sent_out()), (), INSTRUMENT, AGENCY)
    again = read(copy.workbook, "a.xlsx", lambda _: INSTRUMENT)
    assert (again.identity, again.findings) == (who(), ())


def test_a_version_that_is_not_known_is_refused() -> None:
    assert [finding.code for finding in reading(sent_out()).findings] == ["W202"]
