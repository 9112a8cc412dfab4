"""Lines end between words, and not inside what belongs together."""

import ctypes.util
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.files import shipped
from itaxl.report.pdf import weasyprint
from itaxl.report.pdf.text_layer import plain
from itaxl.report.views.line_breaks import no_break
from tests.report.pdfs import tool

NARROW = """<html lang=th><style>
  @page { size: 20000px } p { width: 1px; font: 16pt "Itaxl Sarabun" } .whole { white-space: nowrap }
</style><p>"""

WHOLE = """
หน่วยงาน ดำเนินงาน ดำเนินการ การดำเนินงาน ผลการดำเนินงาน การประเมิน ผลการประเมิน คุณธรรม
ความโปร่งใส ตัวชี้วัด ข้อบกพร่อง จุดอ่อน ผู้มีส่วนได้ส่วนเสีย เทศบาลตำบล นายกเทศมนตรี
ปลัดเทศบาล สำนักปลัดเทศบาล กองคลัง ปีงบประมาณ ประจำปีงบประมาณ การทุจริต ป้องกันการทุจริต
การใช้งบประมาณ การใช้ทรัพย์สิน การปฏิบัติหน้าที่ ทรัพยากรบุคคล เว็บไซต์ การจัดซื้อจัดจ้าง
เรื่องร้องเรียน เจ้าหน้าที่ บุคลากร ประชาชน ความก้าวหน้า ผู้รับผิดชอบ ผลการวิเคราะห์ ข้อเสนอแนะ
การขับเคลื่อน การมีส่วนร่วม การเปิดเผยข้อมูล บันทึกข้อความ องค์กรปกครองส่วนท้องถิ่น มาตรการ
ภาครัฐ ตามส่วนงาน ทุกปีงบประมาณ ที่ต่ำสุด ทุกรายการ เป็นแนวทาง เปิดช่องทาง คำขออนุญาต สอดรับ
เฝ้าระวัง ผู้แจ้งเบาะแส พ้นกำหนด ผ่านดี ผ่านดีเยี่ยม
จังหวัด องค์การบริหารส่วนจังหวัด ผู้ว่าราชการจังหวัด นายอำเภอ ส่วนงาน ถ่วงน้ำหนัก ธรรมาภิบาล ยุทธศาสตร์ ผลประโยชน์ทับซ้อน
"""


def lines(html: str) -> list[str]:
    """Where the engine ends lines if it must end one wherever it may."""
    page = weasyprint.load().HTML(string=NARROW + str(html)).render().pages[0]
    return [line for box in page._page_box.descendants() if (line := "".join(_texts(box)))]


def _texts(box: Any) -> Iterator[str]:
    if type(box).__name__ == "LineBox":
        yield from (
            descendant.text for descendant in box.descendants() if type(descendant).__name__ == "TextBox"
        )


@pytest.mark.parametrize("word", WHOLE.split())
def test_a_word_of_this_work_stays_whole(word: str) -> None:
    assert lines(f"และ{word}ของ") == ["และ", word, "ของ"]


def test_a_sentence_is_broken_at_its_words() -> None:
    text = "หน่วยงานต้องให้ความสำคัญกับการเปิดโอกาสให้ประชาชนเข้ามามีส่วนร่วม"
    assert "|".join(lines(text)) == ("หน่วยงาน|ต้อง|ให้ความสำคัญ|กับ|การ|เปิดโอกาส|ให้|ประชาชน|เข้ามา|มีส่วนร่วม")


@pytest.mark.parametrize(
    "whole",
    [
        "พ.ศ. ๒๕๖๒",
        "พ.ศ.๒๕๖๒",
        "๑๕ มกราคม ๒๕๖๓",
        "วันที่ ๑ ต.ค. ๒๕๖๒",
        "ณ วันที่ ๑๐ เมษายน ๒๕๖๓",
        "ตัวชี้วัดที่ ๔",
        "หน้า ๑๒",
        "ร้อยละ ๗๙.๘๓",
        "ร้อยละ 79.83",
        "๑๐,๐๐๐ บาท",
        "๓ มาตรการ",
        "มาตรา ๑๒",
        "ระดับ C",
        "นายสมชาย ใจดี",
        "นางสาวสมหญิง รักดี",
        "ฯลฯ",
        "ต่าง ๆ",
        "E-SERVICE",
        "2562-EIT-07-01",
        "๒๕๖๑-๒๕๖๔",
        "ข้อ O42",
        "หน่วยงาน ๑๒",
        "ส่วนงาน 3",
        "หมู่ ๔",
        "10 April B.E. 2563",
        "indicator 9",
        "Grade C",
    ],
)
def test_what_belongs_together_stays_together(whole: str) -> None:
    assert [line.replace("\u00a0", " ").strip(" \u200b") for line in lines(no_break(f"และ {whole} ใน"))] == [
        "และ",
        whole,
        "ใน",
    ]


@pytest.mark.parametrize("width", range(20, 120, 3))
def test_a_line_of_any_width_ends_between_words(width: int) -> None:
    """However much of the text the engine looks at, the words are those of the whole text."""
    text = "อยู่ระหว่างดำเนินการตามมาตรการป้องกันการทุจริตของหน่วยงาน"
    words = lines(text)
    ends = {sum(map(len, words[:number])) for number in range(len(words) + 1)}
    drawn = lines(f"<span style='display: block; width: {width}pt'>{text}</span>")
    places = [sum(map(len, drawn[:number])) for number in range(len(drawn) + 1)]
    assert set(places) <= ends


def test_a_line_may_end_before_it() -> None:
    assert [plain(line) for line in lines(no_break("ในตัวชี้วัดที่ ๔"))] == ["ใน", "ตัวชี้วัดที่๔"]


def test_what_is_too_long_for_its_column_comes_apart_between_words() -> None:
    date = no_break("30\u00a0September\u00a0B.E.\u00a02563")
    assert lines(date) == ["30 September B.E. 2563"]
    assert lines(f"<style>.long {{ white-space: normal !important }}</style>{date}") == [
        *("30", "September", "B.E.", "2563"),
    ]


def test_names_stay_whole() -> None:
    name = "เทศบาลตำบลบ้านใหม่ไชยพจน์"
    assert [line.strip(" \u200b") for line in lines(no_break(f"ของ {name} ที่", [name, ""]))] == [
        "ของ",
        name,
        "ที่",
    ]


@pytest.mark.parametrize("text", ["นายกเทศมนตรีตำบล บ้านใหม่", "นางานของ เขา", "๓ ปีแห่ง"])
def test_other_words_are_left_alone(text: str) -> None:
    assert no_break(text).count("span") == (0 if "นางา" not in text else 2)


def test_a_cell_cannot_bring_markup() -> None:
    assert no_break("<b>ที่ ๑</b>&", ["<b>"]).striptags() == "<b>ที่ ๑</b>&"
    assert "<b>" not in no_break("<b>ที่ ๑</b>&", ["<b>"])


@given(st.text(alphabet="กขนายาง ๆฯล.พศ๑๒1<&>\u00a0"))
def test_the_text_stays_as_it_was(text: str) -> None:
    assert plain(no_break(text).striptags()) == plain(text)


@pytest.mark.skipif(ctypes.util.find_library("datrie") is None, reason="libdatrie is not installed")
def test_the_dictionary_is_what_its_words_make() -> None:
    make = tool("make_dictionary")
    words = sorted({*make.lines("words.txt"), *make.lines("terms.txt")})
    assert (shipped("html_templates") / "thai" / "thbrk.tri").read_bytes() == make.compiled(words)


def test_words_that_would_break_others_are_left_out() -> None:
    words = tool("make_dictionary").taken(
        ["การขับ", "ขับ", "ขับเคลื่อน", "การเมือง", "เมือง", "ก.พ.", "ก", "สอง คำ", "๑๒"]
    )
    assert words == ["การเมือง", "ขับ", "ขับเคลื่อน", "เมือง"]
