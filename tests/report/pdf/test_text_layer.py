"""A PDF whose text cannot be found is noticed; one that is only laid out is not."""

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pymupdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.report.outputs import ANALYSIS
from itaxl.report.pdf.render import Document, render
from itaxl.report.pdf.text_layer import Difference, compare, plain
from itaxl.report.pdf.word_breaks import ROOM
from tests.report import cases, pdfs
from tests.report.pages import html_of

THAI = st.text(alphabet="กดนมยรว่้าิีำะเแ๑๒", min_size=1, max_size=12)

LAYOUT = (
    """<html lang=th>
<style>
  @page { size: A5; @top-center { content: "รายงาน" string(chapter) } @bottom-right { content: "หน้า " counter(page) } }
  body { font: 16pt "Itaxl Sarabun", "Itaxl Ticks" }
  h1 { string-set: chapter content() }
  .screen { display: none } .ghost { visibility: hidden } .note { float: right; width: 30% }
  .row { display: flex } .draft { position: fixed; top: 30%; font-size: 90pt; transform: rotate(-45deg); opacity: .1 }
  ul { list-style-type: "☑ " } b::before { content: "«" } .up { text-transform: uppercase } a { letter-spacing: 2pt }
  p { text-align: justify; hyphens: auto }
</style>
<div class=draft>ร่าง</div><h1>การดำเนินงาน</h1><p class=screen>บนจอเท่านั้น</p><p class=ghost>มองไม่เห็น</p>
<p class=note>หมายเหตุอยู่ข้าง ๆ</p><div class=row><span>ซ้าย</span><span>ขวา <b>หนา</b> ต่อ</span></div>
<ul><li>อนุมัติ<li>ไม่อนุมัติ</ul><p class=up>iit-oit</p><p>ก่อน<br>หลัง <a href="https://example.go.th/ก-ข">ลิงก์</a></p>
"""
    + f"<p>{'ผู้มีส่วนได้ส่วนเสียภายนอก (External) ให้คะแนนร้อยละ ๗๔.๐๒ - น้ำที่ใส ' * 40}</p>"
    + (
        "<table><thead><tr><th>รหัส<th>มาตรการ</thead>"
        + "<tr><td>2562-EIT-07-01<td>จัดทำแผนน้ำ" * 60
        + "</table>"
    )
)


@pytest.mark.slow
def test_layout_raises_no_alarm() -> None:
    rendered = render(Document(LAYOUT, ""))
    assert rendered.pages > 5
    assert rendered.differences == ()


@pytest.fixture(scope="module")
def named() -> bytes:
    """The preface and the background of an agency whose name ends in a mark and goes on without a space."""
    own = {"preface.text": "{agency}จึงวิเคราะห์ผลการประเมิน"}
    sections = ("preface", "background", "results")
    agency = replace(cases.AGENCY, name="เทศบาลตำบลบ้านใหม่", sections=sections, text=own)
    rendered = render(Document(html_of(ANALYSIS, cases.material(agency=agency)), ""))
    assert rendered.differences == ()
    return rendered.pdf


@pytest.mark.slow
@pytest.mark.parametrize("reader", pdfs.READERS)
def test_a_mark_before_what_stays_whole_is_read_where_it_stands(
    named: bytes, reader: Callable[[bytes], str]
) -> None:
    assert "เทศบาลตำบลบ้านใหม่จึงวิเคราะห์" in plain(reader(named))


def with_raw_pdfium(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_range() for page in document)


def with_pymupdf(pdf: bytes) -> str:
    with pymupdf.open(stream=pdf) as document:
        return "".join(page.get_text() for page in document)


@pytest.mark.slow
@pytest.mark.parametrize("reader", [*pdfs.READERS[:-1], with_raw_pdfium, with_pymupdf])
def test_no_reader_finds_the_places_where_lines_may_end(named: bytes, reader: Callable[[bytes], str]) -> None:
    text = reader(named)
    assert "การดำเนินงาน" in plain(text)
    assert ROOM not in text


@pytest.mark.slow
def test_a_font_that_corrupts_the_text_is_found_out(tmp_path: Path) -> None:
    """The plain Sarabun: were this to fail, the changed one would no longer be needed."""
    html = "<html lang=th><p style='font-family: Sarabun'>รายงาน<p style='font-family: Sarabun'>ดำเนินงาน"
    (difference,) = render(Document(html, "", folders=(pdfs.with_sarabun(tmp_path),))).differences
    assert (difference.page, difference.expected) == (1, "ดำเนินงาน")


def test_the_page_and_the_words_are_told() -> None:
    drawn = [["หน้าแรก"], ["การดำเนินงาน", "น้ำ"]]
    assert compare(drawn, ["หน้าแรก", "การดาเนินงานน้ำ"]) == (Difference(2, "การดำเนินงาน", "การดาเนินงาน"),)


@pytest.mark.parametrize("result, difference", [("กก", ("", "ก")), ("ก", None), ("", ("ก", ""))])
def test_doubled_and_missing_text_is_told(result: str, difference: tuple[str, str] | None) -> None:
    assert compare([["ก"]], [result]) == ((Difference(1, *difference),) if difference else ())


@pytest.mark.slow
@given(st.lists(THAI, max_size=20), st.randoms())
def test_the_order_of_pieces_does_not_matter(pieces: list[str], chance: random.Random) -> None:
    assert compare([pieces], ["".join(chance.sample(pieces, len(pieces)))]) == ()


@pytest.mark.slow
@given(st.lists(THAI, min_size=1, max_size=20), st.data())
def test_any_other_letter_is_a_difference(pieces: list[str], data: st.DataObject) -> None:
    text = "".join(pieces)
    place = data.draw(st.integers(0, len(text) - 1))
    assert compare([pieces], [text[:place] + "ฮ" + text[place + 1 :]])


@pytest.mark.slow
@given(st.text())
def test_plain_text_has_no_space(text: str) -> None:
    assert not any(letter.isspace() for letter in plain(text))


def test_plain_text_keeps_marks_and_digits() -> None:
    assert plain("น้ำ\u00a0ที่\u200b ๗๙.๘๓ พ.ศ.\n๒๕๖๒") == "น้ำที่๗๙.๘๓พ.ศ.๒๕๖๒"
