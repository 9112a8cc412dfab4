"""Passages in another language are marked: in Thai English words, in English Thai ones."""

import re

import pytest

from itaxl.report.web.languages import marked


def passages(text: str, lang: str = "th") -> list[str]:
    page = marked(f"<p>{text}</p>", "en" if lang == "en" else "th")
    other = "th" if lang == "en" else "en"
    assert re.sub(f'<span lang="{other}">|</span>', "", page) == f"<p>{text}</p>"
    return re.findall(f'<span lang="{other}">(.*?)</span>', page)


@pytest.mark.parametrize(
    "text, result",
    [
        ("การประเมิน (Integrity and Transparency Assessment) ของ", ["Integrity and Transparency Assessment"]),
        ("เช่น Website, Instagram, Facebook ฯลฯ", ["Website, Instagram, Facebook"]),
        ("ระบบE-Serviceครบ และ Open Data", ["E-Service", "Open Data"]),
        ("Q&amp;A หรือ Question &amp; Answer", ["Question &amp; Answer"]),
        ("ผล ITA ด้าน IIT ข้อ O42", []),
        ("ที่ https://www.example.go.th/ita/report.pdf?page=two", []),
        ("name@example.go.th หรือ example.go.th หรือ 2562-IIT-02 หรือ e-GP", []),
        ("ก&nbsp;ข", []),
    ],
)
def test_english_words_in_thai(text: str, result: list[str]) -> None:
    assert passages(text) == result


@pytest.mark.parametrize(
    "text, result",
    [
        ("Done: ดำเนินการ แล้ว, 3", ["ดำเนินการ แล้ว"]),
        ("indicator 9 (กองคลัง, กองช่าง)", ["กองคลัง", "กองช่าง"]),
        ("75 % of 3", []),
    ],
)
def test_thai_words_in_english(text: str, result: list[str]) -> None:
    assert passages(text, "en") == result


def test_what_is_no_text_stays_as_it_is() -> None:
    page = (
        '<a title="Open > Data" href="x">ก</a><title>Open Data</title><svg><title>Data</title></svg>'
        "<!-- Open Data --><style>p { color: red }</style>"
    )
    assert marked(page, "th") == page
    assert marked(page.replace("Open", "ก"), "en").count("<span") == 1
