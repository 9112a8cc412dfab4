from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.findings import Place
from itaxl.forms.layout import MEASURES, RESULTS, SCORES
from itaxl.submissions.filled_rows import MeasureRow
from tests.filled import FILE, book, change, moved, submission, text, who

SCORED = """
| รหัส | จำนวนผู้ตอบ | คะแนน (0–100) | หมายเหตุ |
|---|---|---|---|
| 4 | '๒๐ คน | 73.8% | สำรวจ  ซ้ำ |
| 5 | x | 101 | - |
"""
MEASURED = """
| ตัวชี้วัด | ประเด็นที่เป็นข้อบกพร่อง/จุดอ่อน | มาตรการ | ผู้รับผิดชอบ | วันที่เริ่ม | งบประมาณ (บาท) | สถานะ | ร้อยละความก้าวหน้า |
|---|---|---|---|---|---|---|---|
| 4 | 1. ก<br>2. ข | ประกาศ | works, กองป่า | 1/10/2562 | 1,500 | ดำเนินการแล้ว | 100% |
"""


def test_scores_with_what_is_usable_of_them() -> None:
    result = submission(book(who(), {SCORES: SCORED}))
    assert [row.code for row in result.scores] == ["1", "2", "3", "4", "5"]
    four, five = result.scores[3:]
    assert (four.row, four.respondents, four.score, four.remark) == (9, 20, Fraction("73.8"), "สำรวจ  ซ้ำ")
    assert (five.respondents, five.score, five.remark) == (None, None, "")


def test_a_measure() -> None:
    (measure,) = submission(book(who(), {MEASURES: MEASURED})).measures
    assert measure == MeasureRow(
        {
            "code": "",
            "indicator": 4,
            "weakness": "1. ก\n2. ข",
            "approach": "",
            "measure": "ประกาศ",
            "responsible": ("finance", "works"),
            "start": date(2019, 10, 1),
            "end": None,
            "budget": Fraction(1500),
            "target": "",
            "status": "ดำเนินการแล้ว",
            "percent": Fraction(100),
            "done": None,
            "result": "",
            "obstacle": "",
            "evidence": "",
        },
        row=6,
        unknown=("กองป่า",),
    )
    named = (
        measure.code,
        measure.indicator,
        measure.weakness,
        measure.responsible,
        measure.start,
        measure.end,
    )
    assert named == ("", 4, "1. ก\n2. ข", ("finance", "works"), date(2019, 10, 1), None)
    assert (measure.budget, measure.percent, measure.status) == (Fraction(1500), Fraction(100), "ดำเนินการแล้ว")


def test_a_row_of_the_code_alone_is_a_blank_row() -> None:
    row = "| รหัสมาตรการ | มาตรการ |\n|---|---|\n| 2562-IIT-04-01 |  |"
    assert submission(book(who(round="followup-6"), {MEASURES: row})).measures == ()


def test_announced_results() -> None:
    rows = "| รหัส | คะแนน (0–100) | ข้อเสนอแนะ |\n|---|---|---|"
    rows += "\n| 4 | '๗๓.๘๐ | ทำ |\n| TOTAL | 79.83 |  |\n| GRADE | ระดับ a |  |"
    results = {row.code: row for row in submission(book(who("announced"), {RESULTS: rows})).results}
    assert (results["4"].score, results["4"].grade, results["4"].recommendation) == (
        Fraction("73.8"),
        "",
        "ทำ",
    )
    assert results["TOTAL"].score == Fraction("79.83")
    assert (results["GRADE"].score, results["GRADE"].grade) == (None, "A")


@pytest.mark.parametrize("typed, grade", [("aa", "AA"), ("Z", "Z"), ("79.83", "79.83"), ("-", ""), ("", "")])
def test_the_grade_is_text_and_known_ones_are_written_alike(typed: str, grade: str) -> None:
    rows = f"| รหัส | คะแนน (0–100) |\n|---|---|\n| GRADE | {typed} |"
    assert submission(book(who("announced"), {RESULTS: rows})).results[-1].grade == grade


def test_the_grades_row_is_known_by_its_code_wherever_it_stands() -> None:
    rows = "| รหัส | คะแนน (0–100) |\n|---|---|\n| GRADE | B |"
    result = submission(moved(book(who("announced"), {RESULTS: rows}), RESULTS, 4)).results[-1]
    assert (result.row, result.grade) == (24, "B")


def test_the_grades_row_is_known_by_its_code_though_other_cells_stand_before_it() -> None:
    rows = "| รหัส | คะแนน (0–100) | ข้อเสนอแนะ |\n|---|---|---|\n| GRADE | B | ทำ |"
    turned = moved(book(who("announced"), {RESULTS: rows}), RESULTS, {1: 4, 2: 3, 3: 2, 4: 1})
    result = submission(turned).results[-1]
    assert (result.code, result.grade, result.recommendation) == ("GRADE", "B", "ทำ")


def test_a_cell_holds_something_unless_it_says_nothing() -> None:
    result = submission(book(who(), {SCORES: SCORED}))
    assert result.holds("scores.IIT", 10, "respondents")  # unusable, yet filled in
    assert not result.holds("scores.IIT", 10, "remark")
    assert not result.holds("scores.IIT", 6, "score")
    assert result.shown("scores.IIT", 9, "score") == "73.8%"
    assert result.shown("scores.IIT", 6, "score") == ""
    assert (result.sheet_name("scores.IIT"), result.sheet_name("other")) == (SCORES, "")
    assert result.place("scores.IIT", 10, "score") == Place(FILE, SCORES, "D10")


def test_a_sender_is_known_by_any_name_of_its_division() -> None:
    assert submission(book(who(division=""), name="สํานัก ปลัด", agency="")).division == "clerk"
    assert submission(book(who(division="nobody"))).division == ""


def test_content_is_what_is_said_wherever_it_stands() -> None:
    one = submission(book(who(), {SCORES: SCORED, MEASURES: MEASURED}))
    other = submission(moved(book(who(), {SCORES: SCORED, MEASURES: MEASURED}), MEASURES, 3), "x.xlsx")
    assert one.content == other.content
    changed = change(book(who(), {SCORES: SCORED, MEASURES: MEASURED}), MEASURES, {(6, 5): text("ประกาศใหม่")})
    assert submission(changed).content != one.content


@pytest.mark.parametrize(
    "place, typed", [((6, 5), "-"), ((6, 5), "…"), ((6, 2), "ชื่ออื่น"), ((6, 2), "")], ids=repr
)
def test_content_ignores_blank_cells_and_the_names_of_rows(place: tuple[int, int], typed: str) -> None:
    plain = book(who(), {SCORES: SCORED})
    assert submission(change(plain, SCORES, {place: text(typed)})).content == submission(plain).content
    assert submission(change(plain, SCORES, {(6, 5): text("x")})).content != submission(plain).content


@given(st.permutations(["กองคลัง", "works", "สำนักปลัด"]), st.sampled_from([",", "\n", ", ", ";", " \n"]))
def test_those_responsible_come_in_the_agencys_order(names: list[str], sign: str) -> None:
    typed = sign.join(f"{number}. {name}" for number, name in enumerate(names, start=1))
    workbook = change(book(who(), {MEASURES: MEASURED}), MEASURES, {(6, 6): text(typed)})
    (row,) = submission(workbook).measures
    assert (row.responsible, row.unknown) == (("clerk", "finance", "works"), ())
