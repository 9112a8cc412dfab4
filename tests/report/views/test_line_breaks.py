"""Lines end between words, and not inside what belongs together."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.report.pdf import weasyprint, word_breaks
from itaxl.report.pdf.text_layer import plain
from itaxl.report.views.line_breaks import no_break
from tests.report.pdfs import tool

NARROW = """<html lang=th><style>
  @page { size: 20000px } p { width: 1px; font: 16pt "Itaxl Sarabun" } .whole { white-space: nowrap }
</style><p>"""

WORDS = """
หน่วยงาน ดำเนินงาน ดำเนินการ การดำเนินงาน ผลการดำเนินงาน การประเมิน ผลการประเมิน คุณธรรม
ความโปร่งใส ตัวชี้วัด ข้อบกพร่อง จุดอ่อน ผู้มีส่วนได้ส่วนเสีย เทศบาลตำบล นายกเทศมนตรี
ปลัดเทศบาล สำนักปลัด|เทศบาล กองคลัง ปีงบประมาณ ประจำ|ปีงบประมาณ การทุจริต ป้องกัน|การทุจริต
การใช้|งบประมาณ การใช้ทรัพย์สิน การปฏิบัติหน้าที่ ทรัพยากรบุคคล เว็บไซต์ การจัดซื้อ|จัดจ้าง
เรื่องร้องเรียน เจ้าหน้าที่ บุคลากร ประชาชน ความก้าวหน้า ผู้รับผิดชอบ ผลการวิเคราะห์ ข้อเสนอแนะ
การขับเคลื่อน การมีส่วนร่วม การเปิดเผย|ข้อมูล บันทึกข้อความ องค์กร|ปกครอง|ส่วนท้องถิ่น มาตรการ
ภาครัฐ ตามส่วนงาน ทุกปีงบประมาณ ที่ต่ำสุด ทุกรายการ เป็นแนวทาง เปิดช่องทาง คำขออนุญาต สอดรับ
เฝ้าระวัง ผู้แจ้งเบาะแส พ้นกำหนด ผ่านดี ผ่านดีเยี่ยม หน่วยงาน|ภาครัฐ มาตรการ|ป้องกัน
จังหวัด องค์การ|บริหารส่วนจังหวัด ผู้ว่าราชการ|จังหวัด นายอำเภอ ส่วนงาน ถ่วงน้ำหนัก ธรรมาภิบาล ยุทธศาสตร์ ผลประโยชน์|ทับซ้อน
"""


def lines(html: str) -> list[str]:
    """Where the engine ends lines if it must end one wherever it may."""
    page = weasyprint.load().HTML(string=NARROW + str(html))
    word_breaks.put_in(page.etree_element)
    texts = ("".join(_texts(box)) for box in page.render().pages[0]._page_box.descendants())
    return [line for text in texts if (line := word_breaks.visible(text).strip(" "))]


def _texts(box: Any) -> Iterator[str]:
    if type(box).__name__ == "LineBox":
        yield from (
            descendant.text for descendant in box.descendants() if type(descendant).__name__ == "TextBox"
        )


def test_a_word_of_this_work_stays_whole_or_comes_apart_between_its_own() -> None:
    words = WORDS.split()
    page = lines("<p>".join(f"และ{word.replace('|', '')}ของ" for word in words))
    assert page == [line for word in words for line in ("และ", *word.split("|"), "ของ")]


def test_a_sentence_is_broken_at_its_words() -> None:
    text = "หน่วยงานต้องให้ความสำคัญกับการเปิดโอกาสให้ประชาชนเข้ามามีส่วนร่วม"
    assert "|".join(lines(text)) == ("หน่วยงาน|ต้อง|ให้ความสำคัญ|กับ|การ|เปิดโอกาส|ให้|ประชาชน|เข้ามา|มีส่วนร่วม")


@pytest.mark.parametrize(
    "whole",
    [
        "พ.ศ. ๒๕๖๒",
        "พ.ศ.๒๕๖๒",
        "๑๕ ม.ค. ๒๕๖๓",
        "วันที่ ๑ ต.ค. ๒๕๖๒",
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
        "10 May 2563",
        "“การ",
        "๖๕.๐๐–๗๔.๙๙",
        "indicator 9",
        "Grade C",
    ],
)
def test_what_belongs_together_stays_together(whole: str) -> None:
    results = lines(no_break(f"และ {whole} ใน"))
    assert [line.replace("\u00a0", " ") for line in results] == ["และ", whole, "ใน"]


@pytest.mark.parametrize("date", ["ณ วันที่|๑๐ เมษายน|๒๕๖๓", "๑๐ เมษายน|พ.ศ. ๒๕๖๓", "10 April|B.E. 2563"])
def test_a_long_date_comes_apart_around_its_day_and_month(date: str) -> None:
    assert lines(no_break(f"ใน {date.replace('|', ' ')}")) == ["ใน", *date.split("|")]


@pytest.mark.parametrize("width", range(20, 120, 3))
def test_a_line_of_any_width_ends_between_words(width: int) -> None:
    text = "อยู่ระหว่างดำเนินการตามมาตรการป้องกันการทุจริตของหน่วยงาน"
    words = lines(text)
    ends = {sum(map(len, words[:number])) for number in range(len(words) + 1)}
    drawn = lines(f"<div style='width: {width}pt'>{text}</div>")
    places = [sum(map(len, drawn[:number])) for number in range(len(drawn) + 1)]
    assert set(places) <= ends


def test_a_line_may_end_before_it() -> None:
    assert [plain(line) for line in lines(no_break("ในตัวชี้วัดที่ ๔"))] == ["ใน", "ตัวชี้วัดที่๔"]


def test_what_is_too_long_for_its_column_comes_apart_between_words() -> None:
    date = no_break("30\u00a0September\u00a0B.E.\u00a02563")
    assert lines(f"<table><td style='display: block; width: 1px'>{date}</table>") == [
        "30",
        "September",
        "B.E.",
        "2563",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "เทศบาลตำบล|บ้านใหม่ไชยพจน์",
        "สำนักงาน|ปลัดกระทรวง|สาธารณสุข",
        "โรงเรียนวัดบ้านนา|อำเภอเมือง",
        "กองช่างสุขา",  # short
    ],
)
def test_a_long_name_comes_apart_between_its_words(name: str) -> None:
    text = name.replace("|อำ", " อำ").replace("|", "")
    assert lines(no_break(f"ของ {text} ที่", [text, ""])) == ["ของ", *name.split("|"), "ที่"]


def test_the_name_of_a_person_stays_whole() -> None:
    name = "ดร.สมหญิงสมศักดิ์ ประจำปีงบประมาณ"
    assert lines(no_break(f"ของ {name} ที่", [], [name])) == ["ของ", name, "ที่"]


@pytest.mark.parametrize("text", ["นายกเทศมนตรีตำบล บ้านใหม่", "นางานของ เขา", "๓ ปีแห่ง"])
def test_other_words_are_left_alone(text: str) -> None:
    assert no_break(text).count("span") == (0 if "นางา" not in text else 2)


def test_a_cell_cannot_bring_markup() -> None:
    assert no_break("<b>ที่ ๑</b>&", ["<b>"]).striptags() == "<b>ที่ ๑</b>&"
    assert "<b>" not in no_break("<b>ที่ ๑</b>&", ["<b>"])


@given(st.text(alphabet="กขนายาง ๆฯล.พศ๑๒1<&>\u00a0"))
def test_the_text_stays_as_it_was(text: str) -> None:
    assert plain(no_break(text).striptags()) == plain(text)


def test_words_that_would_break_others_are_left_out() -> None:
    words = tool("make_dictionary").taken(
        ["การขับ", "ขับ", "ขับเคลื่อน", "การเมือง", "เมือง", "ก.พ.", "ก", "สอง คำ", "๑๒"]
    )
    assert words == ["การเมือง", "ขับ", "ขับเคลื่อน", "เมือง"]
