"""Digits, figures, dates: one form each."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl import thai
from itaxl.report.views.wording import NBSP, Style, lines, paragraphs

THAI, ARABIC, ENGLISH = Style("th", True), Style("th", False), Style("en", False)


@pytest.mark.parametrize(
    "typed, shown",
    [
        ("ปี 2563", "ปี ๒๕๖๓"),
        ("ตัวชี้วัดย่อยที่ 10.2", "ตัวชี้วัดย่อยที่ ๑๐.๒"),
        ("ข้อ O42, O43", f"ข้อ{NBSP}O42, O43"),
        ("รหัส 2562-EIT-07-01 วันที่ 5", "รหัส 2562-EIT-07-01 วันที่ ๕"),
        ("https://www.example.go.th/ข้อมูล/2563/1.pdf", "https://www.example.go.th/ข้อมูล/2563/1.pdf"),
        ("ita2563@example.go.th", "ita2563@example.go.th"),
        ("ตย 55001/ -", "ตย ๕๕๐๐๑/ -"),
        ("กระดาษ A4 จำนวน 2 แผ่น", "กระดาษ A4 จำนวน ๒ แผ่น"),
        ("เรื่องต่าง ๆ", f"เรื่องต่าง{NBSP}ๆ"),
        ("ได้ 73.80 คะแนน", f"ได้ ๗๓.๘๐{NBSP}คะแนน"),
        ("พ.ศ. 2562", f"พ.ศ.{NBSP}๒๕๖๒"),
    ],
)
def test_thai_digits_stand_in_text_but_not_in_identifiers(typed: str, shown: str) -> None:
    assert THAI.text(typed) == shown


def test_arabic_digits_are_drawn_everywhere_when_the_agency_wants_them() -> None:
    assert ARABIC.text("๑. ปี ๒๕๖๓ ร้อยละ 85") == f"1. ปี 2563 ร้อยละ{NBSP}85"


@given(st.text(alphabet="กข ๆ0123456789๐๑๒Oabc.-/@:", max_size=40))
def test_drawing_a_text_twice_changes_nothing(text: str) -> None:
    assert THAI.text(THAI.text(text)) == THAI.text(text)


@given(st.text(alphabet="กขค 0123456789", max_size=40))
def test_no_arabic_digit_is_left_in_a_text_without_latin_letters(text: str) -> None:
    assert not any(char in "0123456789" for char in THAI.text(text))


@pytest.mark.parametrize(
    "value, shown",
    [
        (Fraction("73.8"), "๗๓.๘๐"),
        (Fraction("83.365"), "๘๓.๓๗"),
        (Fraction(2, 3), "๐.๖๗"),
        (Fraction(100), "๑๐๐.๐๐"),
        (None, "–"),
    ],
)
def test_a_score_has_two_decimals_and_rounds_a_half_up(value: Fraction | None, shown: str) -> None:
    assert THAI.score(value) == shown


@pytest.mark.slow
@given(st.fractions(0, 100, max_denominator=10_000))
def test_a_score_is_the_same_number_in_both_kinds_of_digits(value: Fraction) -> None:
    assert thai.arabic_digits(THAI.score(value)) == ARABIC.score(value)
    assert abs(Fraction(ARABIC.score(value)) - value) <= Fraction(1, 200)


@pytest.mark.slow
@given(st.fractions(0, 100, max_denominator=1000), st.fractions(0, 100, max_denominator=1000))
def test_a_change_is_the_difference_of_the_figures_as_printed(now: Fraction, before: Fraction) -> None:
    shown = ARABIC.change(now, before).replace("−", "-")
    assert Fraction(shown) == Fraction(ARABIC.score(now)) - Fraction(ARABIC.score(before))


def test_a_change_needs_both_years() -> None:
    assert ARABIC.change(None, Fraction(1)) == ARABIC.change(Fraction(1), None) == "–"


def test_amounts_have_decimals_only_where_they_are_needed() -> None:
    assert THAI.amount(Fraction(125_000)) == "๑๒๕,๐๐๐"
    assert ARABIC.amount(Fraction("1250.5")) == "1,250.50"
    assert ARABIC.amount(85.0) == "85"
    assert ARABIC.percent(None) == "–"


def test_dates_are_long_and_buddhist_and_hold_together() -> None:
    day = date(2020, 4, 10)
    assert THAI.date(day) == f"๑๐{NBSP}เมษายน{NBSP}๒๕๖๓"
    assert ENGLISH.date(day) == f"10{NBSP}April{NBSP}B.E.{NBSP}2563"


def test_blank_lines_part_paragraphs_and_line_ends_part_lines() -> None:
    assert paragraphs("\nก\nข\n\n  \nค\n") == ("ก ข", "ค")
    assert lines(" ก \n\nข\n") == ("ก", "ข")
