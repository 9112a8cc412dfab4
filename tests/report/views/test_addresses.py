"""Web addresses of a cell: links that a line breaks after a slash alone."""

import re

import pytest

from itaxl.report.pdf.render import Document, render
from itaxl.report.views.addresses import linked
from tests.report import pdfs
from tests.report.pdfs import PAGE


def links(text: str) -> list[str]:
    return re.findall('href="(.*?)"', linked(text))


@pytest.mark.parametrize(
    "text, result",
    [
        ("https://www.example.go.th/ita", ["https://www.example.go.th/ita"]),
        (
            "ดู http://example.go.th/a, https://b.example/c?x=1.",
            ["http://example.go.th/a", "https://b.example/c?x=1"],
        ),
        ("(https://b.example/ก/ข)", ["https://b.example/ก/ข"]),
        ("javascript:alert(1) ftp://b.example file:///etc/passwd //b.example", []),
        ("httpsx://b.example HTTP://B.EXAMPLE", []),
        ("หนังสือที่ ตย ๑๒/๒๕๖๓", []),
    ],
)
def test_addresses_of_the_web_are_links_and_nothing_else_is(text: str, result: list[str]) -> None:
    assert links(text) == result


def test_nothing_is_added_to_the_text() -> None:
    text = "ดู https://www.example.go.th/ita/2563/?a=1&b=2 แล้ว"
    assert linked(text).striptags().replace("\u200b", "") == text
    assert 'a=1&amp;b=2"' in linked(text)


def test_a_link_holds_no_markup() -> None:
    assert links('https://b.example/"onclick="x') == ["https://b.example/"]
    assert "<script" not in linked("https://b.example/<script>")


def test_a_line_ends_only_after_a_slash() -> None:
    steps = ["https://", "www.example.go.th/", "ita/", "2563/", "property-manual-of-all/", "012345.pdf?a=1"]
    page = f"{PAGE}<style>p {{ width: 4.6cm }} .step {{ display: inline-block }}</style><p>{linked(''.join(steps))}</p>"
    lines = pdfs.with_pdftotext(render(Document(page, "x")).pdf).split()
    assert "".join(lines) == "".join(steps)
    assert len(lines) > 3
    assert all(line.endswith("/") for line in lines[:-1])
