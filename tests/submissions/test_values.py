from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.forms.layout import DONE, NO_BUDGET, STATUSES, Type
from itaxl.spreadsheets.book import Cell, Kind
from itaxl.submissions.mended import Mended, is_date, is_percent, shown
from itaxl.submissions.values import mend
from itaxl.texts import catalogue
from tests.filled import cell, day, number, text

NUMBERS = (Type.SCORE, Type.PERCENT, Type.COUNT, Type.BUDGET)
WORDS = (Type.CODE, Type.TEXT, Type.LINES, Type.LINK, Type.DIVISIONS)
SERIAL = 43931.0  # 10 April 2020


def value(kind: Type, typed: str) -> Any:
    mended = mend(cell(typed), kind)
    assert not mended.problem
    return mended.value


def problem(kind: Type, typed: str) -> str:
    mended = mend(cell(typed), kind)
    assert mended.value is None
    return mended.problem


@pytest.mark.parametrize(
    "typed, score, repairs",
    [
        ("73.8", "73.8", ()),
        ("0", "0", ()),
        ("100", "100", ()),
        ("85.5%", "85.5", ("percent_format",)),
        ("'73.80", "73.8", ("text_number",)),
        ("'๗๓.๘๐", "73.8", ("digits",)),
        ("'85%", "85", ("percent",)),
        ("'ร้อยละ ๘๕", "85", ("digits", "percent")),
        ("'73,80", "73.8", ("comma",)),
        ("'73.80\u00a0", "73.8", ("space",)),
        ("'85 คะแนน", "85", ("unit",)),
    ],
)
def test_scores(typed: str, score: str, repairs: tuple[str, ...]) -> None:
    mended = mend(cell(typed), Type.SCORE)
    assert (mended.value, mended.problem) == (Fraction(score), "")
    assert mended.repairs == repairs


def test_a_share_of_one_without_a_percent_format_is_refused() -> None:
    """0.855 that is shown as 85.50% is 85.5; shown as 0.855 it is not used until it is clear what was meant."""
    assert mend(number(0.855, "0.00%"), Type.SCORE).value == Fraction("85.5")
    assert mend(number(0.855), Type.SCORE).value is None
    assert mend(number(0.855), Type.SCORE).problem == "C352"
    assert mend(number(85.5, "0%"), Type.SCORE).problem == "C305"


@pytest.mark.parametrize(
    "typed, code",
    [
        ("'แปดสิบ", "C304"),
        ("'73,8", "C333"),
        ("'1,234", "C333"),
        ("'๗๓,๘๐๐", "C333"),
        ("'101,555", "C305"),
        ("'1,234.5", "C305"),
        ("'1e2", "C304"),
        ("'nan", "C304"),
        ("'1_0", "C304"),
        ("'12 34", "C304"),
        ("'85 บาท", "C304"),
        ("'85 คน", "C304"),
        ("TRUE", "C304"),
        ("2020-04-10", "C304"),
        ("100.01", "C305"),
        ("-0.01", "C305"),
        ("'๑๐๑", "C305"),
    ],
)
def test_scores_that_cannot_be_used(typed: str, code: str) -> None:
    assert problem(Type.SCORE, typed) == code


@pytest.mark.parametrize("kind", NUMBERS)
def test_a_small_date_is_no_number(kind: Type) -> None:
    """75 in a cell of dates is shown as a day of 1900; nobody sees 75 there."""
    assert mend(number(75, "d/m/yyyy"), kind).problem
    assert mend(number(75, "0.00E+00"), kind).value == 75


@pytest.mark.parametrize("kind", NUMBERS)
@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_what_no_sheet_should_hold_is_no_number(kind: Type, bad: float) -> None:
    assert mend(Cell(Kind.NUMBER, bad), kind).problem


@pytest.mark.parametrize(
    "typed, count", [("42", 42), ("0", 0), ("'๔๒", 42), ("'42 คน", 42), ("'1,234", 1234), ("42.0", 42)]
)
def test_respondents(typed: str, count: int) -> None:
    counted = value(Type.COUNT, typed)
    assert counted == count
    assert isinstance(counted, int)


@pytest.mark.parametrize(
    "typed, code",
    [
        ("4.5", "C321"),
        ("-1", "C321"),
        ("50%", "C321"),
        ("'85 %", "C321"),
        ("99999999", "C321"),
        ("'สี่", "C321"),
        ("'42 บาท", "C321"),
        ("2020-01-02", "C321"),
    ],
)
def test_respondents_that_cannot_be_used(typed: str, code: str) -> None:
    """A count such as 1/2 that a program turned into a date is among them."""
    assert problem(Type.COUNT, typed) == code


@pytest.mark.parametrize(
    "typed, baht",
    [
        ("15000", 15000),
        ("'15,000 บาท", 15000),
        ("'๑๕,๐๐๐.-", 15000),
        ("1500.5", Fraction("1500.5")),
        ("0", 0),
        ("'1,234", 1234),
        ("'1,234,567.50 บาท", Fraction("1234567.50")),
        (NO_BUDGET, "none"),
        ("ไม่ใช้ งบประมาณ", "none"),
        ("ไม่มีงบประมาณ", "none"),
    ],
)
def test_budgets(typed: str, baht: object) -> None:
    assert value(Type.BUDGET, typed) == baht


@pytest.mark.parametrize("typed", ["'ตามข้อบัญญัติ", "-5", "'50%", "5%", "TRUE", "'15000 คน", "2020-04-10"])
def test_budgets_that_cannot_be_used(typed: str) -> None:
    assert problem(Type.BUDGET, typed) == "C319"


@pytest.mark.parametrize(
    "kind, most", [(Type.SCORE, 100), (Type.PERCENT, 100), (Type.COUNT, 10_000_000), (Type.BUDGET, 10**13)]
)
def test_the_largest_and_the_smallest_number_of_a_column(kind: Type, most: int) -> None:
    assert [mend(number(float(typed)), kind).value for typed in (0, most)] == [0, most]
    assert all(mend(number(float(typed)), kind).problem for typed in (-1, most + 1))


@pytest.mark.parametrize("typed, one, other", [("'15,00", "15.00", "1500"), ("'1,5 บาท", "1.5", "15")])
def test_amounts_that_may_be_two(typed: str, one: str, other: str) -> None:
    mended = mend(cell(typed), Type.BUDGET)
    assert (mended.value, mended.problem) == (None, "C333")
    assert mended.readings == (Decimal(one), Decimal(other))


@pytest.mark.parametrize("status", STATUSES)
def test_statuses(status: str) -> None:
    assert value(Type.STATUS, status) == status
    assert value(Type.STATUS, f" {status[:5]} {status[5:]}\u200b") == status


def test_a_status_typed_with_a_split_vowel_is_mended_and_said() -> None:
    mended = mend(text(DONE.replace("\u0e33", "\u0e4d\u0e32")), Type.STATUS)
    assert (mended.value, mended.repairs) == (DONE, ("sara_am",))


@pytest.mark.parametrize("typed", ["เสร็จ", "1", "TRUE", "done"])
def test_what_is_no_status(typed: str) -> None:
    assert problem(Type.STATUS, typed) == "C311"


@pytest.mark.parametrize(
    "typed, no",
    [
        ("4", 4),
        ("'4", 4),
        ("'๑๐", 10),
        ("ตัวชี้วัดที่ 4", 4),
        ("ตัวชี้วัด 4", 4),
        ("4 การใช้ทรัพย์สินของราชการ", 4),
        ("4. การใช้ทรัพย์สินของราชการ", 4),
        ("'4)", 4),
    ],
)
def test_indicators(typed: str, no: int) -> None:
    assert value(Type.INDICATOR, typed) == no


def test_thai_digits_of_an_indicator_are_a_repair() -> None:
    assert mend(text("ตัวชี้วัดที่ ๔"), Type.INDICATOR).repairs == ("digits",)
    assert mend(text("ตัวชี้วัดที่ 4"), Type.INDICATOR).repairs == ()


@pytest.mark.parametrize(
    "typed", ["'4, 5", "'4,5", "'4-5", "'4 และ 5", "4.5", "'9.1", "I4", "การใช้อำนาจ", "1900-01-04", "TRUE"]
)
def test_no_indicator_is_guessed(typed: str) -> None:
    assert problem(Type.INDICATOR, typed) == "C309"


@pytest.mark.parametrize(
    "typed",
    [
        "2020-04-10",
        "'10/4/2563",
        "'๑๐ เม.ย. ๒๕๖๓",
        "'10 เมษายน 2563",
        "'10/04/2020",
        "'วันที่ 10 เมษายน พ.ศ. 2563",
    ],
)
def test_dates(typed: str) -> None:
    assert value(Type.DATE, typed) == date(2020, 4, 10)


def test_a_buddhist_year_in_a_cell_of_dates() -> None:
    mended = mend(day(date(2563, 4, 10)), Type.DATE)
    assert (mended.value, mended.repairs) == (date(2020, 4, 10), ("buddhist_year",))
    assert mend(day(date(2564, 2, 29)), Type.DATE).problem == "C317"  # 2021 has no such day


@pytest.mark.parametrize(
    "cell", [text("10/4/20"), text("10 Apr 63"), text("เม.ย. 2563"), day(date(1963, 4, 10))]
)
def test_days_that_may_be_two(cell: Cell) -> None:
    mended = mend(cell, Type.DATE)
    assert (mended.value, mended.problem) == (None, "C334")
    assert date(2020, 4, 10) in mended.readings or mended.readings == (date(2020, 4, 1), date(2020, 4, 30))


def test_days_counted_from_1904() -> None:
    assert mend(number(SERIAL - 1462, "d/m/yyyy"), Type.DATE, date_1904=True).value == date(2020, 4, 10)
    buddhist = mend(day(date(2563, 4, 10)), Type.DATE, date_1904=True)
    assert buddhist.shown == "2567-04-11"  # as a program shows it that counts from 1904


def test_the_first_day_that_a_sheet_counts_is_number_one() -> None:
    assert shown(number(1.0, "d/m/yyyy")) == "1899-12-31"
    assert shown(number(0.99, "d/m/yyyy")) == "0.99"
    assert mend(number(0.99, "d/m/yyyy"), Type.DATE).problem == "C317"


def test_a_time_of_day_is_left_out() -> None:
    assert mend(number(SERIAL + 0.75, "d/m/yyyy h:mm"), Type.DATE).value == date(2020, 4, 10)


@pytest.mark.parametrize("typed", ["43931", "'2563", "'30/2/2563", "'ตลอดปี", "TRUE", "'1/2/63 BC"])
def test_dates_that_cannot_be_used(typed: str) -> None:
    assert problem(Type.DATE, typed) == "C317"


@pytest.mark.parametrize("number_format", ["h:mm", "[h]:mm:ss", "mm:ss", "General", "0.00E+00", "0.00", "@"])
def test_formats_that_show_no_day(number_format: str) -> None:
    assert not is_date(number_format)
    assert mend(number(SERIAL, number_format), Type.DATE).problem == "C317"


@pytest.mark.parametrize(
    "number_format",
    [
        "d/m/yyyy",
        "[$-41E]d mmm yyyy",
        "[$-D07041E]D/M/E",
        "yyyy\\-mm\\-dd",
        "mmmm",
        "DD/MM/BBBB",
        "d/m/yy h:mm;@",
    ],
)
def test_formats_that_show_a_day(number_format: str) -> None:
    assert is_date(number_format)


def test_a_percent_sign_that_is_only_text_is_no_percent_format() -> None:
    assert is_percent("0.00%")
    assert not is_percent('0.00" %"')
    assert not is_percent("0.00\\%")


@pytest.mark.parametrize("kind", list(Type))
def test_errors_of_excel_and_formulas_without_a_result(kind: Type) -> None:
    error = mend(cell("#REF!"), kind)
    assert (error.problem, error.shown) == ("C307", "#REF!")
    formula = mend(cell("=SUM(A1:A3)"), kind)
    assert (formula.problem, formula.shown) == ("C306", "=SUM(A1:A3)")


@pytest.mark.parametrize("kind", [kind for kind in Type if kind is not Type.CODE])
@pytest.mark.parametrize("dash", ["-", " – ", "—", "--", "......", "…", "____"])
def test_a_dash_is_a_blank_cell(kind: Type, dash: str) -> None:
    mended = mend(text(dash), kind)
    assert mended.blank
    assert mended.repairs == ("nothing",)


@pytest.mark.parametrize(
    "kind", [*NUMBERS, Type.DATE, Type.LINK, Type.DIVISIONS, Type.STATUS, Type.INDICATOR]
)
@pytest.mark.parametrize("word", ["ไม่มี", "N/A", "n.a.", "ไม่มีข้อมูล", "ไม่ระบุ", "None"])
def test_a_word_for_none_is_a_blank_cell(kind: Type, word: str) -> None:
    assert mend(text(word), kind).blank


def test_in_running_text_none_is_an_answer() -> None:
    assert mend(text("ไม่มี"), Type.LINES).value == "ไม่มี"
    assert mend(text("- จัดอบรม"), Type.LINES).value == "- จัดอบรม"


def test_codes_are_texts_in_one_form() -> None:
    assert [value(Type.CODE, typed) for typed in ("1", "'๑", " o42 ", "total")] == ["1", "1", "O42", "TOTAL"]


def test_texts_are_cleaned_and_keep_their_lines() -> None:
    mended = mend(text("น้ํา\u00a0ใส\r\nบรรทัดสอง\u200b"), Type.LINES)
    assert mended.value == "น้ำ ใส\nบรรทัดสอง"
    assert mended.repairs == ("space", "invisible", "marks", "sara_am")


@pytest.mark.parametrize(
    "item, seen",
    [
        (number(85.0), "85"),
        (number(73.80), "73.8"),
        (number(100.0), "100"),
        (number(0.855, "0.0%"), "85.5%"),
        (number(1.0, "0%"), "100%"),
        (number(SERIAL, "d/m/yyyy"), "2020-04-10"),
        (cell("TRUE"), "TRUE"),
        (cell("#N/A"), "#N/A"),
    ],
)
def test_what_the_sheet_shows(item: Cell, seen: str) -> None:
    assert shown(item) == seen


CELLS = st.one_of(
    st.builds(text, st.text(max_size=30)),
    st.builds(
        number,
        st.floats(),
        st.sampled_from(["General", "0%", "d/m/yyyy", "0.00", "h:mm"]),
    ),
    st.sampled_from([cell("TRUE"), cell("#N/A"), cell("=1+1")]),
)


@pytest.mark.slow
@given(CELLS, st.sampled_from(Type), st.booleans())
def test_every_cell_comes_out_as_a_value_or_a_problem_or_nothing(
    cell: Cell, kind: Type, date_1904: bool
) -> None:
    mended = mend(cell, kind, date_1904=date_1904)
    assert not (mended.problem and mended.value is not None)
    assert all(f"repair.{name}" in catalogue("terms") for name in mended.repairs)
    if kind in (Type.SCORE, Type.PERCENT) and mended.value is not None:
        assert isinstance(mended.value, Fraction)
        assert 0 <= mended.value <= 100


@pytest.mark.slow
@given(st.sampled_from(WORDS), st.text(max_size=40))
def test_mending_a_text_twice_changes_nothing_more(kind: Type, typed: str) -> None:
    once = mend(text(typed), kind)
    if not once.blank:
        assert mend(text(str(once.value)), kind) == Mended(once.value, str(once.value))


@pytest.mark.parametrize(
    "typed", ["฿15,000", "THB 15,000", "15,000 THB", "15,000 ฿", "฿ 15,000.00", "15,000 บาท"]
)
def test_amounts_with_a_sign_of_the_currency(typed: str) -> None:
    assert mend(text(typed), Type.BUDGET).value == 15000


def test_an_amount_with_a_point_before_three_digits_is_asked_about() -> None:
    mended = mend(text("15.000"), Type.BUDGET)
    assert (mended.value, mended.problem, mended.readings) == (
        None,
        "C333",
        (Decimal("15.000"), Decimal(15000)),
    )
    assert mend(text("15.50"), Type.BUDGET).value == Fraction("15.5")


@pytest.mark.parametrize(("typed", "answer"), [("✓", "มี"), ("✔", "มี"), ("✗", "ไม่มี")])
def test_ticks_are_answers(typed: str, answer: str) -> None:
    assert mend(text(typed), Type.RESULT) == Mended(answer, typed, ("wording",))


@pytest.mark.parametrize(
    "typed", ["??????", "1. ??????? ???? (ITA)", "\ufffd\ufffd\ufffd\ufffd", "??? ?.?. 2563"]
)
@pytest.mark.parametrize("kind", [Type.LINES, Type.DIVISIONS, Type.STATUS, Type.DATE])
def test_a_text_whose_thai_was_lost_is_said_to_be_one(typed: str, kind: Type) -> None:
    assert mend(text(typed), kind) == Mended(shown=typed, problem="C381")


@pytest.mark.parametrize("typed", ["จริงหรือ???", "What??? Really, as it was asked in the meeting", "?", "??"])
def test_question_marks_in_a_text_are_part_of_it(typed: str) -> None:
    assert mend(text(typed), Type.LINES).value == typed


@pytest.mark.parametrize(
    "typed, status",
    [
        *(("ดำเนินการเรียบร้อยแล้ว", DONE), ("- ดำเนินการแล้ว", DONE), ("ดำเนินการแล้ว.", DONE), ("“เสร็จแล้ว”", DONE)),
        *(("ดำเนินการแล้ว 100%", DONE), ("ดำเนินการแล้วเสร็จ (ร้อยละ ๑๐๐)", DONE)),
        *(("กำลังดำเนินการอยู่", STATUSES[1]), ("1. ยังไม่ดำเนินการ", STATUSES[2])),
    ],
)
def test_statuses_in_other_words_or_with_a_sign_around_them(typed: str, status: str) -> None:
    mended = mend(text(typed), Type.STATUS)
    assert (mended.value, mended.repairs) == (status, ("wording",))


@pytest.mark.parametrize(
    "typed", ["อยู่ระหว่างดำเนินการ 50%", "อยู่ระหว่างดำเนินการ 100%", "ยังไม่แล้วเสร็จ", "✓", "100%"]
)
def test_a_status_that_says_two_things_or_none_is_asked_about(typed: str) -> None:
    assert problem(Type.STATUS, typed) == "C311"


@pytest.mark.parametrize(
    "typed, answer",
    [
        ("√", "มี"),
        ("✅", "มี"),
        ("มีครบถ้วน", "มี"),
        ("TRUE", "มี"),
        ("❌", "ไม่มี"),
        ("✖", "ไม่มี"),
        ("ไม่มีข้อมูล", "ไม่มี"),
    ],
)
def test_other_signs_for_an_item(typed: str, answer: str) -> None:
    mended = mend(cell(typed), Type.RESULT)
    assert (mended.value, mended.repairs) == (answer, ("wording",))


def test_a_number_is_read_with_the_digits_that_spreadsheets_show() -> None:
    assert mend(number(100.00000000000001), Type.SCORE).value == 100
    assert mend(number(86.2 / 10), Type.BUDGET).value == Fraction("8.62")


def test_a_number_is_shown_with_the_digits_that_spreadsheets_show() -> None:
    assert (shown(number(86.2 / 10)), shown(number(0.07 * 100, "0%"))) == ("8.62", "700%")


@pytest.mark.parametrize("typed", ["FALSE", "☐", "x", "×"])
def test_a_box_that_is_not_ticked_and_a_cross_are_no_answer(typed: str) -> None:
    assert problem(Type.RESULT, typed) == "C326"


@pytest.mark.parametrize(
    "typed",
    [
        "15,000 Baht",
        "15,000 บ.",
        "งบประมาณ 15,000 บาท",
        "จำนวนเงิน 15,000.-",
        "เป็นเงิน ๑๕,๐๐๐ บาท",
        "วงเงิน: 15,000",
        "15,000.- บาท",
        "Bt. 15,000",
    ],
)
def test_words_around_an_amount(typed: str) -> None:
    assert value(Type.BUDGET, f"'{typed}") == 15000


@pytest.mark.parametrize(
    "typed", ["ไม่ได้ใช้งบประมาณ", "ไม่ต้องใช้งบประมาณ", "ไม่มีค่าใช้จ่าย", "- ไม่มีงบ", "ไม่ใช้งบประมาณ."]
)
def test_other_words_for_no_budget(typed: str) -> None:
    assert value(Type.BUDGET, typed) == "none"


@pytest.mark.parametrize("typed", ["'15.000", "'1.200 คน", "'๑.๒๐๐", "'1.200 ราย"])
def test_respondents_with_a_point_between_thousands_are_asked_about(typed: str) -> None:
    assert problem(Type.COUNT, typed) == "C333"


@pytest.mark.parametrize(
    ("amount", "baht"),
    [
        (text("1.5 ล้านบาท"), 1_500_000),
        (text("วงเงิน ๒ แสนบาท"), 200_000),
        (text("15 พัน"), 15_000),
        (number(1.5, '0.0" ล้านบาท"'), 1_500_000),
        (number(15, '#,##0\\ "พันบาท"'), 15_000),
        (number(1_500_000, '0.0,," ล้านบาท"'), 1_500_000),
    ],
)
def test_an_amount_in_thousands_or_millions(amount: Cell, baht: int) -> None:
    mended = mend(amount, Type.BUDGET)
    assert (mended.value, mended.problem) == (baht, "")


@pytest.mark.parametrize("typed", ["'1,5 ล้านบาท", "'1.500 ล้านบาท", "'พันบาท", "'2 แสน 5 หมื่น"])
def test_an_amount_in_thousands_that_may_be_two_is_not_guessed(typed: str) -> None:
    assert problem(Type.BUDGET, typed) in ("C333", "C319")


@pytest.mark.parametrize("typed", ["'15.000.-", "'15.000 บาทถ้วน", "'฿15.000", "'15.000 บ."])
def test_an_amount_with_a_point_between_thousands_is_asked_about_with_any_unit(typed: str) -> None:
    assert problem(Type.BUDGET, typed) == "C333"


@pytest.mark.parametrize(
    "typed",
    [
        "☑ ดำเนินการแล้ว ☐ ยังไม่ดำเนินการ",
        "☐ ยังไม่ดำเนินการ ☒ ดำเนินการแล้ว",
        "( ) ยังไม่ดำเนินการ (/) ดำเนินการแล้ว",
        "[ ] อยู่ระหว่างดำเนินการ\n[x] ดำเนินการแล้วเสร็จ",
        "ด าเนินการแล้ว",
        "ดาเนินการแล้ว",
        "ดำเนินการแล้ว ✓",
        "ดำเนินการครบถ้วนแล้ว",
    ],
)
def test_a_ticked_box_and_a_lost_ring_leave_no_doubt_of_a_status(typed: str) -> None:
    assert value(Type.STATUS, f"'{typed}") == DONE


@pytest.mark.parametrize("typed", ["☑ ดำเนินการแล้ว ☑ ยังไม่ดำเนินการ", "☐ ดำเนินการแล้ว ☐ ยังไม่ดำเนินการ"])
def test_two_ticked_boxes_and_none_are_no_status(typed: str) -> None:
    assert problem(Type.STATUS, typed) == "C311"


@pytest.mark.parametrize(("typed", "answer"), [("มี ✓", "มี"), ("☑ มี ☐ ไม่มี", "มี"), ("( ) มี (/) ไม่มี", "ไม่มี")])
def test_an_answer_with_a_tick_beside_it(typed: str, answer: str) -> None:
    assert value(Type.RESULT, f"'{typed}") == answer


@pytest.mark.parametrize("typed", ["ไม่มี ✓", "☑ มี ☑ ไม่มี", "มี ✗"])
def test_a_tick_that_contradicts_its_word_is_no_answer(typed: str) -> None:
    assert problem(Type.RESULT, f"'{typed}") == "C326"


@pytest.mark.parametrize(
    "typed", ["①", "(4)", "4: การใช้ทรัพย์สิน", "๔ - การใช้ทรัพย์สิน", "ข้อ 4", "ตัวชี้วัดที่ 4 : การใช้"]
)
def test_an_indicator_with_signs_around_its_number(typed: str) -> None:
    assert value(Type.INDICATOR, f"'{typed}") == (1 if typed == "①" else 4)


@pytest.mark.parametrize("typed", ["4-5", "4: 5", "(4) 5", "4 - 5 การใช้"])
def test_two_numbers_name_no_indicator(typed: str) -> None:
    assert problem(Type.INDICATOR, f"'{typed}") == "C309"


@pytest.mark.parametrize("typed", ["9/30/2563", "09-30-2020", "๙/๓๐/๒๕๖๓", "9/30/63"])
def test_a_day_behind_its_month_is_asked_about_with_the_day_that_is_meant(typed: str) -> None:
    mended = mend(text(typed), Type.DATE)
    assert (mended.value, mended.problem, mended.readings) == (None, "C375", (date(2020, 9, 30),))


@pytest.mark.parametrize("typed", ["13/13/2563", "9/31/2563", "9/30/31"])
def test_no_month_before_a_day_is_guessed(typed: str) -> None:
    assert problem(Type.DATE, f"'{typed}") in ("C317", "C334")
