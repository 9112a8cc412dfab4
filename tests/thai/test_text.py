from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl import thai
from itaxl.agency import fonts
from itaxl.thai.text import _UNDRAWN

WATER = "น\u0e49\u0e33"  # น้ำ
DAY = date(2020, 4, 10)
thai_text = st.text(
    st.one_of(
        st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B),
        st.sampled_from("เ\u0e4d\u0e32\u0e33\u0e48\u0e49\u0e34\u0e38\u0e4c\u0e3a"),
        st.sampled_from(" \u00a0\u200b\ufeff\u00ad\u202e\u2028\t\r\n\x00\x07aéE\u0301\u0334\ud800\uffff"),
    )
)
days = st.dates(date(1957, 1, 1), date(2056, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        WATER,
        "น\u0e4d\u0e49\u0e32",
        "น\u0e49\u0e4d\u0e32",
        "น\u0e33\u0e49",
        "น\u0e4d\u0e32\u0e49",
        "น\u0e49\u0e49\u0e33",
        "น\u200b\u0e49\u0e33",
    ],
)
def test_a_word_is_the_same_however_it_was_typed(typed: str) -> None:
    assert thai.clean(typed) == WATER


@pytest.mark.parametrize(
    ("typed", "text", "repairs"),
    [
        ("ดำเนินการ", "ดำเนินการ", ()),
        ("ด\u0e4d\u0e32เนินการ", "ดำเนินการ", ("sara_am",)),
        ("เเผน", "แผน", ("sara_ae",)),
        ("ท\u0e48\u0e35", "ท\u0e35\u0e48", ("marks",)),
        ("พันธ\u0e4c\u0e38", "พันธ\u0e38\u0e4c", ("marks",)),
        ("งบ\u00a0ประมาณ", "งบ ประมาณ", ("space",)),
        ("\ufeffงบ\u200bประ\u00adมาณ", "งบประมาณ", ("invisible",)),
        ("\u202eงบ\u202c\u2067ก\u2069", "งบก", ("invisible",)),
        ("งบ\x07", "งบ", ("control",)),
        ("  หนึ่ง \r\n สอง\r\u2028สาม  \n", "หนึ่ง\nสอง\n\nสาม", ()),
        ("หนึ่ง\x0bสอง", "หนึ่ง\nสอง", ()),
        ("e\u0301", "é", ()),
        ("", "", ()),
    ],
)
def test_what_is_mended_and_how_it_is_called(typed: str, text: str, repairs: tuple[str, ...]) -> None:
    assert thai.repair(typed) == thai.Cleaned(text, repairs)


@given(thai_text)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = thai.clean(text)
    assert thai.repair(once) == thai.Cleaned(once)


@pytest.mark.parametrize(
    "part",
    [
        "\u0e33",
        "\u0e33\u0e48",
        "\u0e48\u0334\u0e34",
        "\u0e4d\u0e48\u0e32",
        "เ",
        "ก\u200b",
        "\u0e48\u0e34",
        "วัน",
    ],
)
def test_a_cell_full_of_one_fault_takes_no_longer_than_any_other(part: str) -> None:
    full = (part * 32_000)[:32_000] + "\u0e48"
    assert thai.clean(thai.clean(full)) == thai.clean(full)
    assert thai.parse_date(full) is None
    assert thai.parse_number(full) is None


@given(st.text())
def test_any_text_can_be_cleaned_and_stored(text: str) -> None:
    cleaned = thai.clean(text)
    assert thai.clean(cleaned) == cleaned
    cleaned.encode("utf-8")
    assert not any(ord(char) < 32 and char != "\n" for char in cleaned)


@given(thai_text)
def test_texts_with_one_normal_form_have_one_key(text: str) -> None:
    key = thai.key(text)
    assert key == thai.key(thai.clean(text)) == thai.key(key)
    assert not any(char.isspace() for char in key)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("กองคลัง", " กอง คลัง\u200b"),
        ("O42", "o ๔๒"),
        ("การใช้ทรัพย์สิน\nของราชการ", "การใช้ทรัพย์สินของราชการ"),
        ("ท ำ", "ทำ"),
        ("เ เผน", "แผน"),
    ],
)
def test_what_compares_as_equal(one: str, other: str) -> None:
    assert thai.key(one) == thai.key(other)


@given(st.text(st.characters(exclude_characters=thai.THAI_DIGITS + "０１２３４５６７８９")))
def test_digits_go_to_thai_and_back(text: str) -> None:
    assert thai.arabic_digits(thai.thai_digits(text)) == text
    assert not set("0123456789") & set(thai.thai_digits(text))


def test_full_width_digits() -> None:
    assert thai.arabic_digits("７３．๘0") == "73．80"


@pytest.mark.parametrize(
    ("typed", "value", "repairs"),
    [
        ("73.80", "73.80", ()),
        ("0", "0", ()),
        ("85.", "85", ()),
        (".5", "0.5", ()),
        ("-5", "-5", ()),
        ("+5", "5", ()),
        (" 85 ", "85", ()),
        ("−5", "-5", ("digits",)),
        ("๗๓.๘๐", "73.80", ("digits",)),
        ("７３．８０", "73.80", ("forms",)),
        ("73,80", "73.80", ("comma",)),
        ("1,234", "1234", ("thousands",)),
        ("1,234,567.5", "1234567.5", ("thousands",)),
        ("73. 80", "73.80", ("space",)),
        ("\u00a073.80", "73.80", ("space",)),
        ("73\u200b.80", "73.80", ("invisible",)),
        ("๑,๕๐๐ บาท", "1500", ("digits", "unit", "thousands")),
    ],
)
def test_numbers_as_people_type_them(typed: str, value: str, repairs: tuple[str, ...]) -> None:
    number = thai.parse_number(typed)
    assert number is not None
    assert number.value == Decimal(value)
    assert number.repairs == repairs
    assert not number.percent


@pytest.mark.parametrize("typed", ["85%", "85 %", "๘๕％", "ร้อยละ 85", "ร้อยละ๘๕", "85 เปอร์เซ็นต์"])
def test_a_percentage(typed: str) -> None:
    number = thai.parse_number(typed)
    assert number is not None
    assert number.value == 85
    assert number.percent
    assert "percent" in number.repairs
    assert number.unit == ""


@pytest.mark.parametrize(
    ("typed", "unit"),
    [("85 คะแนน", "คะแนน"), ("85บาท", "บาท"), ("85 บาทถ้วน", "บาทถ้วน"), ("85.-", ".-"), ("85 คน", "คน")],
)
def test_a_unit_is_told(typed: str, unit: str) -> None:
    number = thai.parse_number(typed)
    assert number is not None
    assert (number.value, number.unit, number.repairs) == (Decimal(85), unit, ("unit",))


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            " ",
            ".",
            "-",
            "%",
            "บาท",
            "nan",
            "NaN",
            "inf",
            "-Infinity",
            "1_000",
            "1e5",
            "0x10",
            "½",
            "٨٥",
            "Ⅷ",
        ),
        *("73,8", "1,23,456", "0,123", ",80", "1,2345", "12 34", "1 234", "7 3.80", "73.80.1", "73..80"),
        *("85%%", "ร้อยละ 85%", "85 คะแนน บาท", "80-85", "80/100", "--5", "ประมาณ 85", "=85", "ไม่มี"),
        "9" * 100,
    ],
)
def test_what_could_be_read_in_two_ways_or_none_is_refused(typed: str) -> None:
    assert thai.parse_number(typed) is None


@given(st.decimals(-1_000_000, 1_000_000, places=3))
def test_a_number_is_read_back_from_every_way_to_write_it(value: Decimal) -> None:
    for written in (f"{value:f}", thai.thai_digits(f"{value:f}"), f"{value:,f}", f" {value:f}\u00a0 %"):
        number = thai.parse_number(written)
        assert number is not None
        assert number.value == value


@given(st.text())
def test_any_text_is_a_number_or_none(text: str) -> None:
    number = thai.parse_number(text)
    assert number is None or number.value.is_finite()


@pytest.mark.parametrize(
    "typed",
    [
        *("2020-04-10", "2563-04-10", "2563-4-10", "2020-04-10 00:00:00", "2020-04-10T08:30:00Z"),
        *("10/04/2563", "10/4/63", "10-4-63", "10.4.2563", "10/04/2020", "10 / 4 / 2563", "๑๐/๔/๒๕๖๓"),
        *(
            "10 เมษายน 2563",
            "10 เม.ย. 2563",
            "๑๐ เม.ย. ๖๓",
            "10เม.ย.63",
            "10 เม.ย 63",
            "10 เมย 63",
            "10-เม.ย.-63",
        ),
        *("10 เมษายน พ.ศ. 2563", "10 เมษายน พ.ศ.๒๕๖๓", "10 เมษายน พศ 2563", "10 เดือนเมษายน พ.ศ. 2563"),
        *("วันที่ 10 เมษายน 2563", "วันศุกร์ที่ 10 เมษายน พ.ศ. 2563", "10 เมษายน ค.ศ. 2020", "10/4/พ.ศ. 63"),
        *(
            "10 April 2020",
            "10 Apr 2020",
            "10-Apr-2020",
            "10 เมษายน\u00a02563",
            "10\u200b เมษายน\n2563",
            "10 APRIL 2563",
            "10 เมษายน พุทธศักราช 2563",
            "10 เม.ย. ’63",
            "10 เม.ย. 63 เวลา 09.30 น.",
            "ศุกร์ 10 เมษายน 2563",
            "Apr 10, 2020",
            "10th April 2020",
            "2020-04-10T00:00:00+07:00",
        ),
    ],
)
def test_dates_as_offices_write_them(typed: str) -> None:
    assert thai.parse_date(typed) == DAY


@pytest.mark.parametrize(
    "typed",
    [
        *("", "-", "เมษายน 2563", "10 เมษายน", "2563", "ภายในปี 2563", "ต.ค. 62 - ก.ย. 63", "43931"),
        *("31/2/2563", "29/2/2562", "0/4/2563", "10/13/2563", "10/4/256", "10/4/25630", "10-4/2563", "4/10"),
        *(
            "10 Apr 20",
            "10 เมษายน ค.ศ. 63",
            "10 เมษายน ค.ศ. 2563",
            "10 เมษายน พ.ศ. 2020",
            "10/4/1800",
            "10/4/9999",
        ),
        *(
            "10 เมษ 2563",
            "10 มษ. 2563",
            "10 Quarter 2020",
            "2020/04/10",
            "2020-13-01",
            "2020-04-09T17:00:00Z",
            "10 " + "ก" * 200 + " 2563",
        ),
    ],
)
def test_what_is_no_single_day_is_refused(typed: str) -> None:
    assert thai.parse_date(typed) is None


@given(days)
def test_a_day_is_read_back_from_every_way_to_write_it(day: date) -> None:
    year = day.year + 543
    month = thai.SHORT_MONTHS[day.month - 1]
    ways = [
        *(day.isoformat(), thai.short_date(day)),
        *(
            f"{day.day} {thai.MONTHS[day.month - 1]} {year}",
            f"{day.day} {thai.ENGLISH_MONTHS[day.month - 1]} {day.year}",
        ),
        *(
            thai.short_date(day, "en"),
            f"{day.day}/{day.month}/{year}",
            f"{day:%d-%m-%Y}",
            f"{day.day} {month} พ.ศ. {year}",
        ),
    ]
    if 2500 <= year <= 2599:
        ways += [f"{day.day} {month} {year % 100:02}", f"{day.day}/{day.month}/{year % 100:02}"]
    for written in ways:
        assert thai.parse_date(written) == day, written
        assert thai.parse_date(thai.thai_digits(written)) == day, written


@given(st.text())
def test_any_text_is_a_day_or_none(text: str) -> None:
    thai.parse_date(text)


def test_every_month_has_its_own_name() -> None:
    assert (
        [thai.parse_date(f"1 {name} 2563") for name in thai.MONTHS]
        == [thai.parse_date(f"1 {name} 2563") for name in thai.SHORT_MONTHS]
        == [date(2020, month, 1) for month in range(1, 13)]
    )


def test_dates_as_documents_print_them() -> None:
    assert thai.short_date(DAY) == "10 เม.ย. 2563"
    assert thai.short_date(DAY, "en") == "10 Apr 2020"


def test_a_fiscal_year_runs_from_october_to_september() -> None:
    assert thai.fiscal_year_start(2563) == date(2019, 10, 1)
    assert thai.fiscal_year_end(2563) == date(2020, 9, 30)


@pytest.mark.parametrize(
    ("typed", "text", "repair"),
    [
        ("ที\uf70aดิน", "ที่ดิน", "private"),
        ("ป\uf70bาย", "ป้าย", "private"),
        ("ฟ\uf710น", "ฟัน", "private"),
        ("\uf700าน", "ฐาน", "private"),
        ("กต\uf71aญ\uf718", "กตฺญุ", "private"),
        ("สำาหรับ", "สำหรับ", "sara_am"),
        ("ดำาเนินการแล้ว", "ดำเนินการแล้ว", "sara_am"),
        ("น้ำาใจ", "น้ำใจ", "sara_am"),
        ("Certi\ufb01cate", "Certificate", "forms"),
        ("ﬀﬃ Ⅳ （ＩＴＡ） ⑫", "ffffi IV (ITA) (12)", "forms"),
        ("Ａ１ ８５﹪ ㎏ 𝐀𝟏", "A1 85% kg A1", "forms"),
        ("✔\ufe0f", "✔", "invisible"),
        ("สำำนัก", "สำนัก", "sara_am"),
        ("\uf0b7 แผนงาน", "• แผนงาน", "private"),
        ("\uf0d8 แผน \uf0fc", "➢ แผน ✓", "private"),
        ("\uf071 แผน \uf0e8 \uf0ab", "❑ แผน ➔ ★", "private"),
        ("⑴ Ⓐ ㉑ ⒈", "(1) (A) (21) 1.", "forms"),
        ("ปี 2562\u20112563", "ปี 2562-2563", "forms"),
    ],
)
def test_text_copied_from_elsewhere_is_mended(typed: str, text: str, repair: str) -> None:
    assert thai.repair(typed) == thai.Cleaned(text, (repair,))


def test_every_private_mark_becomes_thai() -> None:
    for code in (*range(0xF700, 0xF71B), *range(0xF884, 0xF89F)):
        assert "\u0e00" < thai.clean(chr(code)) < "\u0e7f"


@pytest.mark.parametrize(
    "text", ["????????", "??????? ?????", "\ufffd\ufffd\ufffd", "à·ÈºÒÅµÓºÅ", "à¹€à¸—à¸¨", "????.1"]
)
def test_thai_that_a_program_lost_is_told(text: str) -> None:
    assert thai.is_lost(text)


@pytest.mark.parametrize("text", ["", "?", "เทศบาลตำบล?", "กองคลัง (??)", "Finance", "-----", "O42"])
def test_a_question_mark_is_no_loss(text: str) -> None:
    assert not thai.is_lost(text)


def test_a_time_in_a_buddhist_year_is_one_of_the_common_era() -> None:
    def year(of: int) -> datetime:
        return datetime(of, 12, 5, 9, tzinfo=UTC)

    assert [thai.common_era(year(of)) for of in (2019, 2562, 2999)] == [year(2019), year(2019), year(2999)]
    assert thai.common_era(datetime(2564, 2, 29, tzinfo=UTC)) is None  # 2021 has no 29 February


def test_signs_without_a_glyph_become_the_nearest_ones_and_that_is_no_repair() -> None:
    mended = thai.repair("✅ ประกาศ ⭐ 👉 ⬛ ⓵")
    assert (mended.text, mended.repairs) == ("✔ ประกาศ ★ ☞ ■ ①", ())
    drawn = fonts.coverage()
    assert all(target in drawn for target in _UNDRAWN.values())
    assert not any(sign in drawn for sign in _UNDRAWN)
