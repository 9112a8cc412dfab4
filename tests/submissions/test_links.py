"""Evidence behind the words of a link: the address counts, and two different ones are asked about."""

import pytest

from itaxl.forms.layout import Type
from itaxl.spreadsheets.book import Aside, Cell, Kind
from itaxl.submissions.mended import Mended
from itaxl.submissions.values import mend

ADDRESS = "https://www.example.go.th/1.pdf"


def evidence(words: str, link: str = "", formula: str = "") -> Mended:
    cell = Cell(Kind.TEXT, words, formula=bool(formula), formula_text=formula)
    return mend(cell, Type.LINK, aside=Aside(link))


@pytest.mark.parametrize(
    ("words", "link", "value"),
    [
        ("คลิกที่นี่", ADDRESS, ADDRESS),
        ("ตามเอกสารแนบ", ADDRESS, ADDRESS),
        ("-", ADDRESS, ADDRESS),
        ("หลักฐาน", "https://example.go.th/a b.pdf", "https://example.go.th/a%20b.pdf"),
        ("หลักฐาน", "www.example.go.th/1", "http://www.example.go.th/1"),
        ("www.example.go.th", ADDRESS, ADDRESS),
        ("https://www.example.go.th/…", ADDRESS, ADDRESS),
    ],
)
def test_the_address_behind_the_words_is_the_evidence(words: str, link: str, value: str) -> None:
    mended = evidence(words, link)
    assert (mended.value, mended.repairs, mended.problem) == (value, ("link",), "")


@pytest.mark.parametrize(
    ("words", "link"),
    [
        (ADDRESS, ADDRESS),
        ("https://www.example.go.th", "https://www.example.go.th/"),
        ("www.example.go.th/1", "http://www.example.go.th/1"),
        ("https://example.go.th/แผน", "https://example.go.th/%E0%B9%81%E0%B8%9C%E0%B8%99"),
        (f"ดู {ADDRESS}\nและ https://example.go.th/2", ADDRESS),
        (ADDRESS, "mailto:ita@example.go.th"),
        (ADDRESS, ""),
    ],
)
def test_words_that_name_the_address_themselves_stay(words: str, link: str) -> None:
    assert (evidence(words, link).value, evidence(words, link).repairs) == (words, ())


@pytest.mark.parametrize("link", ["https://example.go.th/2", "https://example.com"])
def test_two_different_addresses_are_asked_about(link: str) -> None:
    mended = evidence("https://example.go.th/1", link)
    assert (mended.value, mended.problem, mended.readings) == (None, "C365", (link,))


@pytest.mark.parametrize(
    "link",
    [
        "mailto:ita@example.go.th",
        "file:///C:/a.pdf",
        "หลักฐาน.pdf",
        "#'แผ่น 2'!A1",
        "ftp://a.go.th",
        "javascript:a",
    ],
)
def test_links_that_nobody_else_can_open_are_no_evidence(link: str) -> None:
    mended = evidence("คลิกที่นี่", link)
    assert (mended.value, mended.problem, mended.shown) == (None, "C356", link)


@pytest.mark.parametrize(
    "formula",
    [
        f'HYPERLINK("{ADDRESS}","หลักฐาน")',
        f'hyperlink( "{ADDRESS}" ; "หลักฐาน")',
        f'HYPERLINK("{ADDRESS}",A1&"1")',
        f'IFERROR(HYPERLINK("{ADDRESS}","หลักฐาน"),"")',
        f'IF(A1="","",HYPERLINK("{ADDRESS}","หลักฐาน"))',
        f'+HYPERLINK("{ADDRESS}")',
    ],
)
def test_the_literal_address_of_a_formula_counts_even_without_a_result(formula: str) -> None:
    assert evidence("หลักฐาน", formula=formula).value == ADDRESS
    without = Cell(Kind.NO_VALUE, None, formula=True, formula_text=formula)
    assert mend(without, Type.LINK).value == ADDRESS


@pytest.mark.parametrize(
    "formula",
    [
        'HYPERLINK(A1,"หลักฐาน")',
        f'HYPERLINK("{ADDRESS}"&A1,"หลักฐาน")',
        f'IF(A1,HYPERLINK("{ADDRESS}"),HYPERLINK("{ADDRESS}/2"))',
    ],
)
def test_an_address_that_a_formula_puts_together_is_not_guessed(formula: str) -> None:
    assert evidence("หลักฐาน", formula=formula).problem == "C373"
    assert evidence(ADDRESS, formula=formula).value == ADDRESS


@pytest.mark.parametrize(
    "words",
    [
        *("C:\\ita\\1.pdf", "D:/1.pdf", "Desktop\\1.pdf", "~/1.pdf", "/home/ita/1.pdf", "รายงาน.pdf", "file:///1"),
        *("http://localhost/1", "http://192.168.1.5/1", "https://10.0.0.4:8080/1"),
        *("javascript:alert(1)", "mailto:a@b.go.th", "smb://nas/1.pdf", "content://media/1", "line://ti/g/1"),
        *("http://intranet/1", "http://nas:8080/1.pdf", "http://[::1]/", "https://", "#Sheet2!A1", "มาตรการ!E6"),
        *("คลิ๊กที่นี่", "ลิ้งค์", "สแกน QR Code", "จะส่งให้ภายหลัง", "ดูรายละเอียด", "ดาวน์โหลด"),
        *("ตามเอกสารแนบ", "เอกสารแนบท้าย 1", "ดูในไฟล์แนบ", "รายละเอียดตามเอกสารที่แนบมาพร้อมนี้", "(ตามสิ่งที่ส่งมาด้วย ๒)"),
        *("ส่งทางไลน์แล้ว", "ส่งไฟล์ทางอีเมลแล้ว", "คลิกที่นี่", "ลิงก์", "see attachment", "มี"),
    ],
)  # fmt: skip
def test_what_only_its_sender_can_open_is_no_evidence(words: str) -> None:
    assert (evidence(words).value, evidence(words).problem) == (None, "C356")


@pytest.mark.parametrize(
    "words",
    [
        "คำสั่งเทศบาลที่ 12/2563",
        "10.5281/zenodo.1",
        "example.go.th/แนบ",
        "https://example.go.th/ตามเอกสารแนบ.pdf",
    ],
)
def test_what_can_be_found_stays_evidence(words: str) -> None:
    assert (evidence(words).value, evidence(words).problem) == (words, "")


def test_a_line_that_leads_nowhere_takes_no_good_link_along() -> None:
    mended = evidence(f"D:\\ita\\1.pdf\n{ADDRESS}")
    assert (mended.value, mended.problem, mended.repairs) == (ADDRESS, "", ("no_link",))
    assert evidence(f"{ADDRESS}\nตามเอกสารแนบ").value == ADDRESS
