from dataclasses import replace
from datetime import UTC, datetime

import pytest

from itaxl.agency.settings import Division
from itaxl.checks.one_workbook import CHECKS, check
from itaxl.findings import Finding, Place, Severity
from itaxl.forms.layout import FIRST_ROW, MEASURES, RESULTS, SCORES
from itaxl.spreadsheets.book import Book, Cell, Kind
from tests.filled import (
    AGENCY,
    CONTEXT,
    FILE,
    book,
    cell,
    change,
    findings,
    moved,
    submission,
    text,
    who,
)

FULL = """
| รหัส | จำนวนผู้ตอบ | คะแนน (0–100) |
|---|---|---|
| 1 | 20 | 85 |
| 2 | 20 | 86 |
| 3 | 20 | 87 |
| 4 | 20 | 73.80 |
| 5 | 20 | 88 |
"""
MEASURE = {
    "ตัวชี้วัด": "4",
    "ประเด็นที่เป็นข้อบกพร่อง/จุดอ่อน": "ยังไม่มีประกาศ",
    "มาตรการ": "ประกาศนโยบาย",
    "ผู้รับผิดชอบ": "กองคลัง, สำนักปลัด",
    "วันที่เริ่ม": "2019-10-01",
    "วันที่สิ้นสุด": "2020-09-30",
    "งบประมาณ (บาท)": "15000",
}
REPORT = {
    "สถานะ": "ดำเนินการแล้ว",
    "ร้อยละความก้าวหน้า": "100",
    "วันที่ดำเนินการแล้วเสร็จ": "2020-03-31",
    "ลิงก์หลักฐาน": "https://example.go.th/1",
}
COLUMN = {"ตัวชี้วัด": "B6", "ประเด็นที่เป็นข้อบกพร่อง/จุดอ่อน": "C6", "มาตรการ": "E6", "ผลการดำเนินงาน": "N6",
          "ผู้รับผิดชอบ": "F6", "วันที่เริ่ม": "G6", "วันที่สิ้นสุด": "H6", "งบประมาณ (บาท)": "I6",
          "สถานะ": "K6", "ร้อยละความก้าวหน้า": "L6", "วันที่ดำเนินการแล้วเสร็จ": "M6", "ลิงก์หลักฐาน": "P6"}  # fmt: skip


def markdown(row: dict[str, str]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (row, ["---"] * len(row), row.values()))


def plan(scores: str = FULL, division: str = "finance", **changed: str) -> Book:
    """A sound workbook of the plan round; changes of its one measure by heading."""
    return book(who("IIT", division), {SCORES: scores, MEASURES: markdown(MEASURE | changed)})


def followup(**changed: str) -> Book:
    row = {"รหัสมาตรการ": "2562-IIT-04-01"} | MEASURE | REPORT | changed
    reported = datetime(2020, 4, 2, tzinfo=UTC)
    return book(who("IIT", "finance", "followup-12"), {MEASURES: markdown(row)}, saved=reported)


def announced(scores: str) -> Book:
    return book(who("announced"), {RESULTS: f"| รหัส | คะแนน (0–100) |\n|---|---|\n{scores}"})


def one(workbook: Book, code: str) -> Finding:
    (finding,) = findings(workbook, code)
    return finding


def at(sheet: str, cell: str) -> Place:
    return Place(FILE, sheet, cell)


@pytest.mark.parametrize("workbook", [plan(), followup(), book(who("OIT")), book(who("announced"))])
def test_sound_and_blank_workbooks_have_no_findings(workbook: Book) -> None:
    assert check(submission(workbook), CONTEXT) == ()


def test_every_check_of_the_module_is_in_the_registry() -> None:
    assert len(set(CHECKS)) == len(CHECKS) == 39


# Values


@pytest.mark.parametrize(
    "typed, code, value",
    [
        ("แปดสิบ", "C304", "แปดสิบ"),
        ("100.5", "C305", "100.5"),
        ("-1", "C305", "-1"),
        ("=AVERAGE(D6:D8)", "C306", "=AVERAGE(D6:D8)"),
        ("#DIV/0!", "C307", "#DIV/0!"),
        ("TRUE", "C304", "TRUE"),
    ],
)
def test_scores_that_cannot_be_used(typed: str, code: str, value: str) -> None:
    finding = one(plan(FULL.replace("73.80", typed)), code)
    assert (finding.place, finding.value) == (at(SCORES, "D9"), value)


@pytest.mark.parametrize(("typed", "likely"), [("0.85", "85"), ("๐.๗๓๘", "73.8"), ("1", "100")])
def test_a_share_of_one_is_no_score_until_it_is_clear(typed: str, likely: str) -> None:
    finding = one(plan(FULL.replace("73.80", typed)), "C352")
    assert (finding.severity, finding.place) == (Severity.ERROR, at(SCORES, "D9"))
    assert likely in finding.what("en")


@pytest.mark.parametrize("typed", ["0", "1.01", "1.5", "0.5%"])
def test_other_scores_are_as_they_stand(typed: str) -> None:
    assert not findings(plan(FULL.replace("73.80", typed)), "C352")


def test_a_score_of_exactly_zero_is_asked_about() -> None:
    finding = one(plan(FULL.replace("73.80", "0")), "C353")
    assert (finding.severity, finding.place) == (Severity.WARNING, at(SCORES, "D9"))


UNDER_WAY = {"สถานะ": "อยู่ระหว่างดำเนินการ", "วันที่ดำเนินการแล้วเสร็จ": ""}
NOT_BEGUN = {"สถานะ": "ยังไม่ดำเนินการ", "ร้อยละความก้าวหน้า": "0", "วันที่ดำเนินการแล้วเสร็จ": ""}


@pytest.mark.parametrize(
    ("typed", "likely"), [("8.55", "85.5"), ("10", "100"), ("'๙.๑", "91"), ("1.5", "15"), ("0.5%", "5")]
)
def test_a_score_that_may_be_out_of_ten_is_asked_about(typed: str, likely: str) -> None:
    finding = one(plan(FULL.replace("73.80", typed)), "C395")
    assert (finding.severity, finding.place) == (Severity.WARNING, at(SCORES, "D9"))
    assert likely in finding.what("th")


def test_scores_over_ten_and_of_nothing_are_not() -> None:
    assert not findings(plan(FULL.replace("73.80", "10.01")), "C395")
    assert not findings(plan(FULL.replace("73.80", "0")), "C395")


@pytest.mark.parametrize(
    ("day", "saved", "round", "told"),
    [
        ("2020-04-01", datetime(2020, 3, 1, tzinfo=UTC), "followup-6", "1 Mar 2020"),
        ("2020-03-31", datetime(2020, 3, 1, tzinfo=UTC), "followup-6", "1 Mar 2020"),
        ("2020-03-02", datetime(2020, 3, 1, tzinfo=UTC), "followup-6", ""),
        ("2020-04-02", None, "followup-6", "31 Mar 2020"),
        (
            "2020-04-02",
            datetime(2019, 9, 30, tzinfo=UTC),
            "followup-6",
            "31 Mar 2020",
        ),  # of the blank workbook
        ("2020-04-20", datetime(2020, 5, 1, tzinfo=UTC), "followup-6", ""),
        ("2020-09-30", datetime(2020, 8, 1, tzinfo=UTC), "followup-12", "1 Aug 2020"),
        ("2020-09-30", None, "followup-12", ""),
        ("2020-09-30", datetime(2019, 9, 30, tzinfo=UTC), "followup-12", ""),
    ],
)
def test_a_completion_after_the_workbook_was_saved_is_asked_about(
    day: str, saved: datetime | None, round: str, told: str
) -> None:
    rows = "| ตัวชี้วัด | มาตรการ | สถานะ | วันที่ดำเนินการแล้วเสร็จ |\n|---|---|---|---|\n"
    rows += f"| 4 | ประกาศ | ดำเนินการแล้ว | {day} |"
    report = book(who("IIT", round=round), {MEASURES: rows}, saved=saved)
    results = findings(report, "C396")
    assert [item.place for item in results] == ([at(MEASURES, "M6")] if told else [])
    assert all(f"({told})" in item.what("en") for item in results)


@pytest.mark.parametrize(
    ("changed", "code", "cell"),
    [
        ({"สถานะ": "ยังไม่ดำเนินการ", "ร้อยละความก้าวหน้า": "40", "วันที่ดำเนินการแล้วเสร็จ": ""}, "C354", "L6"),
        ({"สถานะ": "ยังไม่ดำเนินการ", "ร้อยละความก้าวหน้า": "0"}, "C354", "M6"),
        ({"สถานะ": "อยู่ระหว่างดำเนินการ", "ร้อยละความก้าวหน้า": "60"}, "C354", "M6"),
        (UNDER_WAY | {"ร้อยละความก้าวหน้า": "0"}, "C354", "L6"),
        (NOT_BEGUN | {"ลิงก์หลักฐาน": "https://example.go.th"}, "C354", "P6"),
        ({"ผลการดำเนินงาน": "ยังไม่ได้ดำเนินการ เนื่องจากรองบประมาณ"}, "C354", "N6"),
        ({"ผลการดำเนินงาน": "อยู่ระหว่างดำเนินการ"}, "C354", "N6"),
        (UNDER_WAY | {"ผลการดำเนินงาน": "ดำเนินการแล้วเสร็จ."}, "C354", "N6"),
        ({"ร้อยละความก้าวหน้า": "0"}, "C313", "L6"),
        ({"ลิงก์หลักฐาน": "C:\\Users\\ita\\หลักฐาน.pdf"}, "C356", "P6"),
        ({"ลิงก์หลักฐาน": "ตามเอกสารแนบ"}, "C356", "P6"),
        ({"วันที่สิ้นสุด": "2020-12-03"}, "C355", "H6"),
    ],
)
def test_answers_that_contradict_each_other_or_lead_nowhere(
    changed: dict[str, str], code: str, cell: str
) -> None:
    assert one(followup(**changed), code).place == at(MEASURES, cell)


@pytest.mark.parametrize(
    ("typed", "status"),
    [("ดำเนินการแล้วเสร็จ", "ดำเนินการแล้ว"), ("เสร็จแล้ว", "ดำเนินการแล้ว"), ("กำลังดำเนินการ", "อยู่ระหว่างดำเนินการ"),
     ("ยังไม่ได้ดำเนินการ", "ยังไม่ดำเนินการ")],
)  # fmt: skip
def test_statuses_in_other_words_are_read_and_noted(typed: str, status: str) -> None:
    book = followup(**{"สถานะ": typed, "ร้อยละความก้าวหน้า": ""})
    assert submission(book).measures[0].status == status
    assert one(book, "C322").value == typed


def test_progress_below_one_is_asked_after_too() -> None:
    half = {"สถานะ": "อยู่ระหว่างดำเนินการ", "ร้อยละความก้าวหน้า": "0.5"}
    assert one(followup(**half), "C340").place == at(MEASURES, "L6")
    assert not findings(followup(**half | {"ร้อยละความก้าวหน้า": "1"}), "C340")


def test_a_respondents_number_that_is_none() -> None:
    finding = one(plan(FULL.replace("| 4 | 20", "| 4 | 4.5")), "C321")
    assert (finding.place, finding.value) == (at(SCORES, "C9"), "4.5")


@pytest.mark.parametrize(
    "heading, typed, code",
    [
        ("ตัวชี้วัด", "ทุกตัวชี้วัด", "C309"),
        ("ตัวชี้วัด", "7", "C309"),
        ("วันที่เริ่ม", "ตลอดปี", "C317"),
        ("วันที่เริ่ม", "43931", "C317"),
        ("งบประมาณ (บาท)", "ตามข้อบัญญัติ", "C319"),
        ("มาตรการ", "#REF!", "C307"),
        ("มาตรการ", "=A1", "C306"),
        ("ผู้รับผิดชอบ", "กองช่างศิลป์", "C310"),
    ],
)
def test_values_of_a_plan_that_cannot_be_used(heading: str, typed: str, code: str) -> None:
    finding = one(plan(**{heading: typed}), code)
    assert finding.place == at(MEASURES, COLUMN[heading])
    assert finding.value == typed


@pytest.mark.parametrize(
    "heading, typed, code",
    [
        ("สถานะ", "เสร็จ", "C311"),
        ("ร้อยละความก้าวหน้า", "101", "C305"),
        ("วันที่ดำเนินการแล้วเสร็จ", "เร็ว ๆ นี้", "C317"),
    ],
)
def test_values_of_a_report_that_cannot_be_used(heading: str, typed: str, code: str) -> None:
    finding = one(followup(**{heading: typed}), code)
    assert finding.place == at(MEASURES, COLUMN[heading])


def test_the_cell_is_the_one_that_is_seen_where_columns_and_rows_were_moved() -> None:
    swapped = moved(moved(plan(**{"วันที่เริ่ม": "ตลอดปี"}), MEASURES, {7: 16, 16: 7}), MEASURES, 2)
    assert one(swapped, "C317").place == at(MEASURES, "P8")


def test_each_kind_of_repair_once_with_its_first_cell_and_their_number() -> None:
    thai_digits = FULL.replace("73.80", "๗๓.๘๐").replace("| 88 |", "| ๘๘ |").replace("85", "85%")
    digits, percent = sorted(
        findings(plan(thai_digits), "C322"), key=lambda finding: finding.place.cell, reverse=True
    )
    assert (digits.place, digits.value, dict(digits.values)["count"]) == (at(SCORES, "D9"), "๗๓.๘๐", 2)
    assert (percent.place, percent.value, dict(percent.values)["count"]) == (at(SCORES, "D6"), "85%", 1)
    assert "Thai or full-width digits" in digits.what("en")
    assert "เลขไทย" in digits.what("th")


# Whose it is


def test_a_code_with_an_unknown_division() -> None:
    finding = one(plan(division="parks"), "W206")
    assert (finding.place, finding.value) == (at("คำชี้แจง", "A3"), "parks")


@pytest.mark.parametrize("name", ["กองคลัง", "สำนักปลัด", "สํานักปลัด", "finance", " กอง คลัง "])
def test_a_blank_workbook_with_a_known_name(name: str) -> None:
    workbook = book(who(division=""), {SCORES: FULL}, name=name, agency="")
    assert not findings(workbook, "W206")
    assert submission(workbook).division in ("finance", "clerk")


def test_a_blank_workbook_with_an_unknown_name() -> None:
    finding = one(book(who(division=""), name="กองสวน", agency=""), "W206")
    assert (finding.place, finding.value) == (at(SCORES, "C2"), "กองสวน")


def test_a_blank_workbook_without_a_name() -> None:
    assert one(book(who(division=""), agency=""), "W214").place == at(SCORES, "C2")


def test_a_dimension_that_the_division_does_not_answer_for() -> None:
    narrow = replace(AGENCY, divisions=(Division("finance", "กองคลัง", dimensions=("OIT",)),))
    context = replace(CONTEXT, agency=narrow)
    (finding,) = findings(plan(**{"ผู้รับผิดชอบ": ""}), "W211", context)
    assert (finding.place, finding.value) == (at("คำชี้แจง", "A3"), "IIT")
    assert not findings(book(who("OIT")), "W211", context)


# Rows whose codes are given


def test_an_unknown_code() -> None:
    finding = one(change(plan(), SCORES, {(11, 1): text("6"), (11, 4): cell("90")}), "C308")
    assert (finding.place, finding.value) == (at(SCORES, "A11"), "6")
    assert dict(finding.values)["known"] == "1, 2, 3, 4, 5"


@pytest.mark.parametrize("score", ["90", "0"])
def test_a_score_without_a_code(score: str) -> None:
    assert one(change(plan(), SCORES, {(11, 4): cell(score)}), "C308").place == at(SCORES, "A11")


def test_a_note_under_the_table_is_let_be() -> None:
    note = change(plan(), SCORES, {(12, 2): text("ข้อมูล ณ วันที่ 1 มีนาคม"), (13, 5): text("ผู้กรอก")})
    assert check(submission(note), CONTEXT) == ()


@pytest.mark.parametrize("row", ["| 4 | 20 | 75 |", "| 4 | 21 | 73.80 |"])
def test_two_answers_for_one_item(row: str) -> None:
    _, code, respondents, score, _ = (part.strip() for part in row.split("|"))
    typed = {(11, 1): text(code), (11, 3): cell(respondents), (11, 4): cell(score)}
    finding = one(change(plan(), SCORES, typed), "C323")
    assert (finding.place, finding.value, dict(finding.values)["other"]) == (at(SCORES, "D11"), "4", "D9")


def test_one_answer_twice_and_a_blank_row_are_no_two_answers() -> None:
    again = {(11, 1): text("4"), (11, 3): cell("20"), (11, 4): cell("73.80")}
    assert not findings(change(plan(), SCORES, again), "C323")
    below = {(9, 3): None, (9, 4): None, **again}  # the row of our own is blank
    assert check(submission(change(plan(), SCORES, below)), CONTEXT) == ()


def test_a_score_that_is_missing_among_others() -> None:
    finding = one(plan(FULL.replace("73.80", "")), "C301")
    assert (finding.place, dict(finding.values)["item"]) == (at(SCORES, "D9"), "4")


def test_a_dash_for_a_score_is_a_missing_one() -> None:
    assert one(plan(FULL.replace("73.80", "-")), "C301").place == at(SCORES, "D9")


def test_a_row_that_was_deleted_is_missing_too() -> None:
    deleted = change(plan(), SCORES, {(9, column): None for column in range(1, 5)})
    finding = one(deleted, "C301")
    assert (finding.place, dict(finding.values)["item"]) == (at(SCORES, ""), "4")


def test_an_unusable_score_is_not_called_missing_as_well() -> None:
    assert not findings(plan(FULL.replace("73.80", "#N/A")), "C301")


def test_announced_results_that_are_filled_in_by_half() -> None:
    results = findings(announced("| 1 | 85 |\n| TOTAL | 79.83 |"), "C301")
    assert [finding.place.cell for finding in results] == [f"C{row}" for row in (*range(7, 19), 20)]
    assert {finding.place.sheet for finding in results} == {RESULTS}


def test_a_score_by_nobody_counts_for_nothing_and_is_said_to() -> None:
    finding = one(plan(FULL.replace("| 4 | 20", "| 4 | 0")), "C398")
    assert (finding.place, dict(finding.values)["item"]) == (at(SCORES, "C9"), "4")
    assert not findings(plan(FULL.replace("| 4 | 20 | 73.80", "| 4 | 0 |")), "C398")


def test_respondents_that_are_missing() -> None:
    finding = one(plan(FULL.replace("| 4 | 20", "| 4 |")), "C320")
    assert (finding.place, dict(finding.values)["item"]) == (at(SCORES, "C9"), "4")
    open_data = book(
        who("OIT"), {SCORES: "| รหัส | คะแนน (0–100) |\n|---|---|\n| 9 | 74.48 |\n| 10 | 81.25 |"}
    )
    assert check(submission(open_data), CONTEXT) == ()


# Measures


def test_a_measure_without_an_indicator() -> None:
    assert one(plan(**{"ตัวชี้วัด": ""}), "C302").place == at(MEASURES, "B6")
    assert not findings(plan(**{"ตัวชี้วัด": "ทุกข้อ"}), "C302")  # it is C309 already


def test_a_row_without_a_measure() -> None:
    assert one(plan(**{"มาตรการ": ""}), "C303").place == at(MEASURES, "E6")
    assert not findings(plan(**{"มาตรการ": "#REF!"}), "C303")


def test_a_row_of_dashes_is_a_blank_row() -> None:
    dashes = book(who(), {SCORES: FULL, MEASURES: markdown(dict.fromkeys(MEASURE, "—"))})
    assert {finding.code for finding in check(submission(dashes), CONTEXT)} == {"C322"}


def test_an_indicator_of_another_dimension() -> None:
    finding = one(plan(**{"ตัวชี้วัด": "7"}), "C309")
    assert dict(finding.values)["known"] == "1, 2, 3, 4, 5"
    assert dict(finding.values)["dimension"] == "IIT"


def test_those_responsible_by_name_alias_id_and_number() -> None:
    typed = "1. กองคลัง<br>2) สำนักปลัด<br>works"
    assert not findings(plan(**{"ผู้รับผิดชอบ": typed}), "C310")
    (row,) = submission(plan(**{"ผู้รับผิดชอบ": typed})).measures
    assert row.responsible == ("clerk", "finance", "works")


def test_the_sender_answers_for_its_measures_without_saying_so() -> None:
    (row,) = submission(plan(**{"ผู้รับผิดชอบ": "กองช่าง"})).measures
    assert row.responsible == ("finance", "works")


def test_each_unknown_name_is_a_finding() -> None:
    results = findings(plan(**{"ผู้รับผิดชอบ": "กองสวน, กองคลัง, กองป่า"}), "C310")
    assert sorted(finding.value for finding in results) == ["กองป่า", "กองสวน"]
    assert dict(results[0].values)["known"] == "สำนักปลัดเทศบาล, กองคลัง, กองช่าง"


@pytest.mark.parametrize("status", ["ยังไม่ดำเนินการ", "อยู่ระหว่างดำเนินการ"])
def test_all_of_it_done_and_yet_not_done(status: str) -> None:
    finding = one(followup(สถานะ=status), "C312")
    assert (finding.place, finding.value, dict(finding.values)["status"]) == (
        at(MEASURES, "L6"),
        "100",
        status,
    )
    assert not findings(followup(สถานะ=status, ร้อยละความก้าวหน้า="99.5"), "C312")


def test_done_and_yet_not_all_of_it() -> None:
    finding = one(followup(ร้อยละความก้าวหน้า="99.999999"), "C313")
    assert (finding.place, finding.value) == (at(MEASURES, "L6"), "99.999999")
    assert not findings(followup(ร้อยละความก้าวหน้า=""), "C313")


@pytest.mark.parametrize("typed", ["", "-", "ไม่มี"])
def test_done_without_evidence(typed: str) -> None:
    assert one(followup(ลิงก์หลักฐาน=typed), "C314").place == at(MEASURES, "P6")


@pytest.mark.parametrize("typed", ["", "-"])
def test_done_without_a_date(typed: str) -> None:
    assert one(followup(**{"วันที่ดำเนินการแล้วเสร็จ": typed}), "C315").place == at(MEASURES, "M6")


def test_what_is_not_done_needs_no_evidence() -> None:
    blank = {"สถานะ": "ยังไม่ดำเนินการ", "ร้อยละความก้าวหน้า": "0", "วันที่ดำเนินการแล้วเสร็จ": "", "ลิงก์หลักฐาน": ""}
    assert check(submission(followup(**blank)), CONTEXT) == ()


@pytest.mark.parametrize(
    "heading, typed, code",
    [
        ("วันที่เริ่ม", "2019-09-30", "C316"),
        ("วันที่สิ้นสุด", "2020-10-01", "C316"),
        ("วันที่ดำเนินการแล้วเสร็จ", "2020-10-01", "C329"),
        ("วันที่เริ่ม", "1/10/2561", "C316"),
    ],
)
def test_dates_outside_the_year_of_the_measures(heading: str, typed: str, code: str) -> None:
    """When a measure was completed is a fact, to be looked at and not to be mended."""
    finding = one(followup(**{heading: typed}), code)
    assert finding.place == at(MEASURES, COLUMN[heading])
    assert "(1 ต.ค. 2562 ถึง 30 ก.ย. 2563)" in finding.what("th")
    assert "(1 Oct 2019 to 30 Sep 2020)" in finding.what("en")


@pytest.mark.parametrize(
    "heading, code, said",
    [
        ("วันที่สิ้นสุด", "C318", "วันที่ 31 ม.ค. 2563 อยู่ก่อนวันที่เริ่ม (1 ก.พ. 2563)"),
        ("วันที่ดำเนินการแล้วเสร็จ", "C330", "วันที่แล้วเสร็จ 31 ม.ค. 2563 อยู่ก่อนวันที่เริ่มตามแผน (1 ก.พ. 2563)"),
    ],
)
def test_an_end_before_the_start(heading: str, code: str, said: str) -> None:
    finding = one(followup(วันที่เริ่ม="2020-02-01", **{heading: "2020-01-31"}), code)
    assert (finding.place, finding.value) == (at(MEASURES, COLUMN[heading]), "2020-01-31")
    assert finding.what("th") == said


def test_a_measure_may_take_one_day() -> None:
    day = {"วันที่เริ่ม": "2020-03-31", "วันที่สิ้นสุด": "2020-03-31"}
    assert check(submission(followup(**day)), CONTEXT) == ()


# Texts and formulas


@pytest.mark.parametrize("heading", ["ประเด็นที่เป็นข้อบกพร่อง/จุดอ่อน", "ผู้รับผิดชอบ", "ผลการดำเนินงาน", "ลิงก์หลักฐาน"])
def test_a_text_longer_than_its_cell_takes(heading: str) -> None:
    finding = one(followup(**{heading: "ก" * 2001}), "C331")
    assert finding.place == at(MEASURES, COLUMN[heading])
    assert "2,001" in finding.what("th")
    assert not findings(followup(**{heading: "ก" * 2000}), "C331")


def computed(formula: str) -> Book:
    result = Cell(Kind.NUMBER, 73.8, formula=True, formula_text=formula)
    return change(plan(), SCORES, {(9, 4): result})


@pytest.mark.parametrize(
    "formula",
    [
        "RAND()*100",
        "Sheet1!A1+today()",
        "of:=NOW ()",
        "OFFSET(A1,1,1)",
        '"RAND("&INDIRECT("A1")',
        'CELL("row")',
        "[1]Sheet1!$A$1",
        "SUM('[งบ 2563.xlsx]แผ่น 1'!A1:A9)",
        "['file:///C:/a.ods'#$Sheet1.A1]",
        'WEBSERVICE("https://example.go.th")',
        'IFERROR(__xludf.DUMMYFUNCTION("IMPORTRANGE(""x"",""A1"")"),5)',
        "excel|'C:\\a.xls'!A1",
    ],
)
def test_a_formula_that_changes_is_named_and_its_saved_result_counts(formula: str) -> None:
    finding = one(computed(formula), "C332")
    assert (finding.place, finding.value) == (at(SCORES, "D9"), f"={formula}")
    assert finding.severity is Severity.WARNING
    assert [str(row.score) for row in submission(computed(formula)).scores if row.code == "4"] == ["369/5"]


@pytest.mark.parametrize(
    "formula",
    [
        "SUM(D6:D8)",
        '"NOW()"',
        "'RAND(1)'!A1",
        "MYRAND(1)",
        "TODAY",
        "A.NOW()",
        "Table1[1]",
        "'แผ่น 1'!A1&\"[1]b!c\"",
    ],
)
def test_a_formula_that_does_not_change_is_nothing_to_speak_of(formula: str) -> None:
    assert not findings(computed(formula), "C332")


@pytest.mark.parametrize("typed, one_, other", [("73,8", "73.8", "738"), ("1,234", "1.234", "1234")])
def test_a_score_that_may_be_two_is_asked_for(typed: str, one_: str, other: str) -> None:
    finding = one(change(plan(), SCORES, {(9, 4): text(typed)}), "C333")
    assert finding.place == at(SCORES, "D9")
    assert finding.what("th") == f"“{typed}” อ่านเป็นตัวเลขได้สองแบบ คือ {one_} หรือ {other}"


@pytest.mark.parametrize(
    "typed, said",
    [
        ("10/4/20", "10 เม.ย. 2520 หรือ 10 เม.ย. 2563"),
        ("เม.ย. 2563", "1 เม.ย. 2563 หรือ 30 เม.ย. 2563"),
        ("1963-04-10", "10 เม.ย. 2506 หรือ 10 เม.ย. 2563"),
    ],
)
def test_a_day_that_may_be_two_is_asked_for(typed: str, said: str) -> None:
    finding = one(plan(วันที่สิ้นสุด=typed), "C334")
    assert finding.place == at(MEASURES, COLUMN["วันที่สิ้นสุด"])
    assert finding.what("th").endswith(f"คือ {said}")


@pytest.mark.parametrize("typed", ["", "-"])
def test_a_status_that_was_forgotten(typed: str) -> None:
    assert one(followup(สถานะ=typed), "C360").place == at(MEASURES, "K6")
    assert not findings(plan(), "C360")
    assert not findings(followup(สถานะ="เสร็จ"), "C360")


def test_a_report_in_a_plan_is_not_merged_and_that_is_said() -> None:
    assert one(plan(ร้อยละความก้าวหน้า="50"), "C325").place == at(MEASURES, "L6")
    assert not findings(followup(), "C325")


def test_evidence_in_a_plan_is_not_merged_so_nobody_is_asked_for_its_address() -> None:
    words = {"ลิงก์หลักฐาน": "คำสั่งที่ 12/2563"}
    assert one(plan(**words), "C325").place == at(MEASURES, "P6")
    assert not findings(plan(**words), "C397")
    assert one(followup(**words), "C397").place == at(MEASURES, "P6")


def test_findings_of_a_workbook_come_with_errors_first() -> None:
    workbooks = check(submission(plan(FULL.replace("73.80", "#N/A").replace("85", "๘๕"), ตัวชี้วัด="")), CONTEXT)
    ranks = [finding.severity.rank for finding in workbooks]
    assert ranks == sorted(ranks)
    assert {finding.code for finding in workbooks} == {"C302", "C307", "C322"}


def test_measure_rows_start_below_the_headings() -> None:
    assert submission(plan()).measures[0].row == FIRST_ROW
