"""Lines end where the page says it: libthai has nothing to decide, and the signs for it go nowhere else."""

import ctypes
import io
import os
import sys
from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring, tostring

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.report.outputs import ANALYSIS
from itaxl.report.pdf import weasyprint, word_breaks
from itaxl.report.pdf.line_ends import MOST_HELD
from itaxl.report.pdf.render import Document, render
from itaxl.report.web.html import Medium
from itaxl.texts import LANGS, Lang
from tests.report import cases
from tests.report.pages import html_of
from tests.report.pdfs import PAGE

TYPED = ("การ", "น้ำ", "ที่", "ๆ", "ฯ", *".,:;/%()[]“”\"'–-−…๑๒12AZ", " ", "\u00a0")
ODD = (
    "พ.ศ.\u00a0๒๕๖๒",
    "“การ”ของ",
    "๑.การ",
    "ของ(อบต.)",
    "ต่างๆที่",
    "๒๕๖๒ของ",
    "−๑๒",
    "๑๐%ของ",
    "ก/ข",
    "๑๐/๑๒",
    "กรุงเทพฯเป็น",
)


def put_in(html: str) -> str:
    page = fromstring(html)
    word_breaks.put_in(page)
    return tostring(page, encoding="unicode").replace(word_breaks.ROOM, "|")


@pytest.mark.parametrize(
    "before, after",
    [
        ("<p>การดำเนินงานของหน่วยงาน</p>", "<p>การดำเนินงาน|ของ|หน่วยงาน</p>"),
        ("<p>การ<b>ดำเนิน</b>งานของ</p>", "<p>การ<b>ดำเนิน</b>งาน|ของ</p>"),  # across markup
        ("<p>งานของ<b>หน่วยงาน</b></p>", "<p>งาน|ของ|<b>หน่วยงาน</b></p>"),
        ("<p>งาน <b>ของ</b> เรา</p>", "<p>งาน |<b>ของ</b> เรา</p>"),
        ("<p><b>งาน</b> <b>ของ</b>เรา</p>", "<p><b>งาน</b> <b>ของ|</b>เรา</p>"),
        ("<div>ดำเนิน<p>งาน</p>ของ</div>", "<div>ดำเนิน<p>งาน</p>ของ</div>"),  # a paragraph begins
        ("<p>ใน<span class='whole'>ข้อ ๒</span>ของ</p>", '<p>ใน|<span class="whole">ข้อ ๒|</span>ของ</p>'),
        (
            "<p><i class='whole loose'>เทศบาลตำบลบ้านใหม่</i></p>",
            '<p><i class="loose"><span class="whole">เทศบาลตำบล|</span><span class="whole">บ้านใหม่</span></i></p>',
        ),
        ("<p><i class='whole loose'>กองคลัง</i></p>", '<p><i class="whole loose">กองคลัง</i></p>'),
        ("<p>ว่า “การ”นี้</p>", '<p>ว่า |<span class="whole">“การ”|</span>นี้</p>'),
        ("<p><title>งานของ</title><!--งานของ--><svg>งานของ</svg></p>", None),
        ("<p title='งานของ'>งาน</p>", '<p title="งานของ">งาน</p>'),
    ],
)
def test_signs_and_markup_are_put_in(before: str, after: str | None) -> None:
    assert put_in(before) == (after or put_in(before).replace("|", ""))


def texts(element: Element, whole: bool = False) -> Iterator[str]:
    """The texts of a page inside of which lines may end."""
    whole = whole or "whole" in element.get("class", "").split()
    if element.tag not in {"head", "style", "svg"}:
        inside = [element.text, *(child.tail for child in element)]
        yield from (text for text in inside if text and not whole)
        for child in element:
            yield from texts(child, whole)


def with_libthai(text: str) -> list[bool]:
    """After which letters the engine ends lines, where Pango has libthai."""
    from weasyprint.text.line_break import get_log_attrs  # noqa: PLC0415

    return [bool(letter.is_line_break) for letter in get_log_attrs(text, "th")][1:-1]


def without_libthai(text: str) -> list[bool]:
    """After which letters Pango itself ends lines: as everywhere where it has no libthai."""
    pango = ctypes.CDLL("libpango-1.0.so.0")
    encoded, number = text.encode(), len(text) + 1
    letters = (ctypes.c_uint32 * number)()
    pango.pango_default_break(encoded, len(encoded), None, letters, number)
    return [bool(letter & 1) for letter in letters][1:-1]


def test_a_text_of_signs_alone_is_not_wrapped_sign_by_sign() -> None:
    assert put_in(f"<p>{'“ก ' * MOST_HELD}</p>").count("<span") == MOST_HELD
    assert put_in(f"<p>{'“ก ' * (MOST_HELD + 1)}</p>").count("<span") == 0


on_linux = pytest.mark.skipif(sys.platform != "linux", reason="libraries have other names off Linux")


@pytest.mark.slow
@on_linux
@pytest.mark.parametrize("lang", LANGS)
def test_libthai_decides_nothing_in_a_document(lang: Lang) -> None:
    html = html_of(ANALYSIS, cases.material(cases.with_previous(cases.assessment()), lang=lang))
    page = weasyprint.load().HTML(string=html).etree_element
    word_breaks.put_in(page)
    passages = list(texts(page))
    assert any(word_breaks.ROOM in text for text in passages)
    assert [text for text in passages if with_libthai(text) != without_libthai(text)] == []


@on_linux
@given(st.one_of(st.sampled_from(ODD), st.lists(st.sampled_from(TYPED), min_size=1, max_size=8).map("".join)))
def test_libthai_decides_nothing_whatever_was_typed(text: str) -> None:
    weasyprint.load()
    page = Element("p")
    page.text = text
    word_breaks.put_in(page)
    assert "".join(page.itertext()).replace(word_breaks.ROOM, "") == text
    assert [part for part in texts(page) if with_libthai(part) != without_libthai(part)] == []


@on_linux
def test_libthai_has_no_dictionary_whatever_the_system_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIBTHAI_DICTDIR", "/usr/share/libthai")
    weasyprint.load()
    assert os.environ["LIBTHAI_DICTDIR"] != "/usr/share/libthai"
    assert not any(with_libthai("การดำเนินงานด้วยคุณธรรม"))


@pytest.mark.parametrize("medium", ["print", "screen"])
def test_a_page_has_no_signs_before_it_is_laid_out(medium: Medium) -> None:
    assert word_breaks.ROOM not in html_of(ANALYSIS, cases.material(), medium=medium)


def test_what_is_no_text_of_a_page_has_no_signs() -> None:
    html = f"""{PAGE.replace("<style>", "<title>การดำเนินงานของหน่วยงาน</title><style>")}
    <h1 id=a>การดำเนินงานของหน่วยงาน</h1><a href=#a>การดำเนินงานของหน่วยงาน</a>
    <div role=img aria-label="การดำเนินงานของหน่วยงาน">การดำเนินงานของหน่วยงาน</div>"""
    pdf = pypdf.PdfReader(io.BytesIO(render(Document(html, "การดำเนินงานของหน่วยงาน")).pdf))
    (bookmark,) = pdf.outline
    assert bookmark.title == "การดำเนินงานของหน่วยงาน"
    objects = (repr(pdf.get_object(number)) for number in range(1, int(pdf.trailer["/Size"])))
    assert not [entry for entry in objects if word_breaks.ROOM in entry or "u200b" in entry]
