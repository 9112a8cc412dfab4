"""Words whose ำ lost its ring or got a space behind it."""

import re

import pytest

from itaxl import thai
from itaxl.thai import sara_am

WORDS = (
    *("ดำเนินการ", "สำนัก", "กำกับ", "จำนวน", "ประจำ", "สำหรับ", "คำสั่ง", "นำเสนอ"),
    *("อำนาจ", "กำหนด", "ตำบล", "อำเภอ", "สำคัญ", "จำเป็น", "ชำระเงิน", "บำรุง"),
    *("ตำแหน่ง", "สำเร็จ", "สำรวจ", "สำเนา", "ตำรวจ", "กำลัง", "กำจัด", "ลำดับที่"),
    *("แนะนำ", "คำนวณ", "คำนึง", "คำร้อง", "คำถาม", "ทำงาน", "ทำให้", "จัดทำ"),
    *("อำนวย", "จำหน่าย", "จำกัด", "ดำรง", "บำบัด", "บำนาญ", "ชำรุด", "ทำลาย"),
)


@pytest.mark.parametrize("word", WORDS)
def test_a_word_without_the_ring_of_its_vowel_looks_damaged(word: str) -> None:
    assert re.search(sara_am.DAMAGED, word.replace("ำ", "า", 1))
    assert not re.search(sara_am.DAMAGED, word)


@pytest.mark.parametrize(
    "right",
    [
        *("วิชาระดับสูง", "เวลาดับเพลิง", "พัฒนาเสนอแผน", "อาสานักเรียน", "เจรจาเป็นธรรม", "ราคาสั่งซื้อ", "วารสารองค์กร"),
        *("๑๐ นาฬิกากับ", "ประจานผู้อื่น", "จัดทางลาด", "ค่าตอบแทน", "หน้าเสีย", "แนะนายก", "การเมืองอเมริกากับเรา"),
    ],
)
def test_words_that_hold_the_same_letters_are_right(right: str) -> None:
    assert not re.search(sara_am.DAMAGED, right)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ดำ เนินการแล้ว", "ดำเนินการแล้ว"),
        ("สำ  นักปลัด", "สำนักปลัด"),
        ("ตำ บล อำ เภอ", "ตำบล อำเภอ"),
        ("ตามอำ\nนาจหน้าที่", "ตามอำนาจหน้าที่"),
        ("สํา นัก", "สำนัก"),
    ],
)
def test_a_space_within_a_word_is_taken_out_and_noted(typed: str, meant: str) -> None:
    mended = thai.repair(typed)
    assert mended.text == meant
    assert "am_space" in mended.repairs


@pytest.mark.parametrize("right", ["สีดำ เนินสูง", "ส้มตำ ราคา", "จัดทำ งานพัสดุ", "ประจำ ณ ตำบล", "แนะนำ เสนอ"])
def test_a_space_after_a_whole_word_stays(right: str) -> None:
    assert thai.repair(right).repairs == ()
    assert not re.search(sara_am.DAMAGED, right)
