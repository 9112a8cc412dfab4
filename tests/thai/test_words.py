"""Words are found in Thai text, with a dictionary as small as the case needs."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.thai.words import EIGHTH, Dictionary, width

WORDS = [
    *(
        "การ",
        "ขับ",
        "ขับเคลื่อน",
        "เคลื่อน",
        "ตา",
        "ตาก",
        "กลม",
        "ลม",
        "หน่วยงาน",
        "ภาค",
        "รัฐ",
        "ภาครัฐ",
        "หน่วยงานภาครัฐ",
    ),
    *("ป้องกัน", "ส่วน", "ตำบล", "บ้าน", "ใหม่", "มา"),
]
DICTIONARY = Dictionary(WORDS, ("เทศบาล", "ประจำ|ปีงบประมาณ"))
LETTERS = st.text(alphabet="กขตลมภรัิ่์าำเแไ", max_size=30)


def cut(text: str) -> str:
    return "|".join(DICTIONARY.cut(text))


@pytest.mark.parametrize(
    "text",
    [
        "การ|ขับเคลื่อน|ส่วน",
        "ตาก|ลม",  # as many words as ตา|กลม: the longer one first
        "หน่วยงานภาครัฐ|ป้องกัน",
        "ตำบล|บางกระสอบ",  # no word at the end
        "วีระศักดิ์|มา",  # or at the beginning
        "ตา|พจน์|มา",  # a silent letter begins nothing
        "การม",  # a single letter is no piece
        "ก",
        "",
    ],
)
def test_words_are_found(text: str) -> None:
    assert cut(text.replace("|", "")) == text


@pytest.mark.parametrize(
    "text, parts",
    [
        ("หน่วยงานภาครัฐ", "หน่วยงาน|ภาครัฐ"),
        ("ประจำปีงบประมาณ", "ประจำ|ปีงบประมาณ"),  # as the list says
        ("ขับเคลื่อน", "ขับเคลื่อน"),  # short enough
        ("เทศบาลตำบลบ้านใหม่", "เทศบาล|ตำบลบ้านใหม่"),  # at a term, not among small words
        ("ภาครัฐภาครัฐภาครัฐ", "ภาครัฐ|ภาครัฐ|ภาครัฐ"),
        ("มาหน่วยงานภาครัฐ", "มาหน่วยงาน|ภาครัฐ"),  # nothing of two letters alone
        ("ณบางกระสอบพระประแดง", "ณบางกระสอบพระประแดง"),
    ],
)
def test_a_long_word_comes_apart(text: str, parts: str) -> None:
    places = [0, *DICTIONARY.joints(text), len(text)]
    assert "|".join(text[start:end] for start, end in pairwise(places)) == parts


def test_lines_end_after_words_and_at_their_joints() -> None:
    text = "การหน่วยงานภาครัฐมา"
    assert [text[:end] for end in DICTIONARY.ends(text)] == ["การ", "การหน่วยงาน", "การหน่วยงานภาครัฐ"]


@given(LETTERS)
def test_no_letter_is_lost_and_none_is_parted_from_its_marks(text: str) -> None:
    words = DICTIONARY.cut(text)
    assert "".join(words) == text
    assert not [word for word in words[1:] if word[0] in "ะัาำิ่์"]
    assert not [word for word in words[:-1] if word[-1] in "เแไ"]


@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_a_text_of_words_is_cut_into_no_more_than_them(words: list[str]) -> None:
    assert len(DICTIONARY.cut("".join(words))) <= len(words)


def test_a_long_text_without_any_word_takes_no_long_time() -> None:
    letters = random.Random(1).choices("กขคงจ", k=20_000)
    assert len(DICTIONARY.cut("".join(letters))) == 1


def test_marks_take_no_room() -> None:
    assert width("น้ำที่นี่") == 4
    assert width("ก\u200bข") == 2
    assert EIGHTH == 11
