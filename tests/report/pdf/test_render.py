"""PDFs: nothing foreign gets in, the same bytes come out, and a document that goes wrong is an error."""

import base64
import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pypdf
import pytest

from itaxl.files import TEMPLATES, shipped
from itaxl.report.pdf import weasyprint
from itaxl.report.pdf.attachments import Attachment
from itaxl.report.pdf.render import Document, Excerpt, RenderError, fetcher, render
from itaxl.report.pdf.weasyprint import PangoMissingError
from tests.report.pdfs import PAGE, fonts_of

DATA = Attachment("data.json", b'{"total": 79.83}', "ข้อมูลของรายงาน")


def read(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "http://127.0.0.1/x",
        "https://127.0.0.1/x",
        "ftp://127.0.0.1/x",
        "itaxl:css/print.css",
    ],
)
def test_a_foreign_url_is_refused(url: str) -> None:
    weasyprint.load()
    assert fetcher().fetch("data:text/plain,abc").read() == b"abc"
    with pytest.raises(ValueError, match="disallowed"):
        fetcher().fetch(url)


class TestHostileDocument:
    @pytest.mark.parametrize(
        "html",
        [
            "<link rel=attachment href='file:///etc/passwd'>",
            "<link rel=attachment href='data:text/plain,abc'>",
            "<a rel=attachment href='file:///etc/passwd'>x</a>",
            "<base href='file:///etc/'><a rel=attachment href=passwd>x</a>",
        ],
    )
    def test_nothing_is_attached(self, html: str) -> None:
        assert not read(render(Document(PAGE + html, "")).pdf).attachments

    @pytest.mark.slow
    @pytest.mark.parametrize(
        "html",
        [
            "<img src='file:///etc/hostname'>",
            "<img src='http://127.0.0.1:9/x.png'>",
            "<style>@import url(http://127.0.0.1:9/x.css)</style>",
            "<link rel=stylesheet href='file:///etc/hostname'>",
            "<p style='background: url(file:///etc/hostname)'>x",
        ],
    )
    def test_what_was_refused_is_told(self, html: str) -> None:
        assert any("disallowed" in warning for warning in render(Document(PAGE + html, "")).warnings)


def test_ignored_css_and_missing_glyphs_are_told() -> None:
    first, second = render(Document(f"{PAGE}<p style='no-such: 1'>漢", "")).warnings
    assert "no-such" in first
    assert "U+6F22" in second


def test_title_language_and_dates_are_the_given_ones() -> None:
    pdf = read(render(Document(f"{PAGE}<title>x</title>ก", "รายงาน", "th", date(2020, 1, 15))).pdf)
    assert pdf.metadata is not None
    assert pdf.metadata.title == "รายงาน"
    assert pdf.trailer["/Root"]["/Lang"] == "th"
    assert {pdf.metadata["/CreationDate"], pdf.metadata["/ModDate"]} == {"D:20200115"}


def test_without_a_date_the_metadata_have_none() -> None:
    assert "/CreationDate" not in (read(render(Document(PAGE, "x")).pdf).metadata or {})


def test_what_the_caller_attaches_is_inside() -> None:
    pdf = read(render(Document(PAGE, "x", attachments=(DATA,))).pdf)
    assert pdf.attachments == {"data.json": [DATA.data]}


def test_the_pdf_is_tagged_and_an_archive() -> None:
    pdf = read(render(Document(f"{PAGE}<h1>ก</h1>", "x")).pdf)
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert b'pdfaid:part="3"' in pdf.trailer["/Root"]["/Metadata"].get_data()


FACE = "<style>@font-face {{ font-family: Own; src: url(data:font/ttf;base64,{}) }}</style>"


def test_documents_share_fonts_unless_an_agency_may_bring_its_own(tmp_path: Path) -> None:
    weasyprint.load()
    assert weasyprint.fonts_for() is weasyprint.fonts_for()
    assert weasyprint.fonts_for([tmp_path]) not in (weasyprint.fonts_for(), weasyprint.fonts_for([tmp_path]))


def test_a_font_that_a_template_brings_is_that_of_its_document_alone(tmp_path: Path) -> None:
    font = base64.b64encode((shipped(TEMPLATES) / "fonts/ItaxlSarabun-Bold.ttf").read_bytes()).decode()
    other = "<p style='font-family: Own'>ก"
    own = FACE.format(font) + other
    drawn = [render(Document(PAGE + html, "", folders=(tmp_path,))).pdf for html in (own, other)]
    drawn.append(render(Document(PAGE + other, "")).pdf)
    assert [fonts_of(pdf) for pdf in drawn] == [{"Own-Bold"}, {"Itaxl-Sarabun"}, {"Itaxl-Sarabun"}]


def test_our_templates_bring_no_fonts_into_a_page() -> None:
    files = [path for path in shipped(TEMPLATES).rglob("*") if path.suffix in (".html", ".css")]
    assert files
    assert not [path for path in files if "font-face" in path.read_text("utf-8")]


SAME = """
import datetime, hashlib, sys
from itaxl.report.pdf.attachments import Attachment
from itaxl.report.pdf.render import Document, render
html = "<html lang=th><h1 id=a>ดำเนินงาน</h1><p style='font: 16pt serif'>น้ำ <b>ที่</b> ☑ <a href=#a>๑</a>"
data = (Attachment("a.json", b"{}"),)
pdf = render(Document(html, "x", date=datetime.date(2020, 1, 15), attachments=data)).pdf
print(hashlib.sha256(pdf).hexdigest())
"""


@pytest.mark.slow
def test_the_same_bytes_in_two_processes_and_time_zones(tmp_path: Path) -> None:
    result = set()
    for zone, seed in (("Asia/Bangkok", "1"), ("America/Los_Angeles", "2")):
        environment = os.environ | {
            "TZ": zone,
            "PYTHONHASHSEED": seed,
            "HOME": str(tmp_path / seed),
            "LC_ALL": "C",
        }
        environment["PYTHONPATH"] = str(Path(__file__).parents[3])
        command = [sys.executable, "-c", SAME]
        result.add(subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE).stdout)
    assert len(result) == 1


@pytest.mark.slow
def test_too_deep_a_document_is_an_error_with_its_title() -> None:
    with pytest.raises(RenderError) as caught:
        render(Document(PAGE + "<div>" * 3000, "ลึก"))
    assert caught.value.key == "render.failed"
    assert caught.value.values["title"] == "ลึก"
    assert "RecursionError" in json.dumps(caught.value.values)


def test_missing_libraries_are_said_to_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OSError("cannot load library 'libpango-1.0.so.0'")

    monkeypatch.setattr(weasyprint, "_import_quietly", fail)
    with pytest.raises(PangoMissingError, match=r"pango\.missing"):
        weasyprint._first_import()


KINDS = "<style>@page { size: A6 } .memo { page: memo } .report { page: report }</style>"
MEMO_FIRST = f"<html lang=th>{KINDS}<div class=memo><h1>บันทึก</h1><p>ดำเนินงาน</div><h1 class=report>รายงาน"


def test_an_excerpt_is_the_first_pages_of_their_kind_with_a_title_of_their_own() -> None:
    made = render(Document(MEMO_FIRST, "รายงาน", attachments=(DATA,), excerpt=Excerpt("memo", "บันทึก")))
    assert made.excerpt is not None
    assert (made.pages, made.excerpt.pages, made.excerpt.differences) == (2, 1, ())
    part = read(made.excerpt.pdf)
    assert "".join(part.pages[0].extract_text().split()) == "บันทึกดำเนินงาน"
    assert part.metadata is not None
    assert part.metadata.title == "บันทึก"
    assert not part.attachments
    assert made.pdf == render(Document(MEMO_FIRST, "รายงาน", attachments=(DATA,))).pdf


def test_pages_that_are_not_the_first_are_no_excerpt() -> None:
    last = f"<html lang=th>{KINDS}<p class=report>รายงาน<div class=memo><p>บันทึก</div>"
    assert render(Document(last, "", excerpt=Excerpt("memo", ""))).excerpt is None
