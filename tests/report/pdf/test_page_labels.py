"""Labels of pages: what is printed on them."""

import io
from dataclasses import replace

import pikepdf
import pytest

from itaxl.report.outputs import ANALYSIS, MEMO
from itaxl.report.pdf.render import Document, render
from itaxl.report.run import Document as Report
from itaxl.texts import Lang
from tests.report import cases
from tests.report.pages import html_of

TITLES = {"th": ("บันทึกข้อความ", "ปก"), "en": ("Memorandum", "Cover")}
NUMBERS = {"th": ("ก", "ข", "๑", "๒"), "en": ("i", "ii", "1", "2")}


def labels(html: str) -> list[str]:
    with pikepdf.open(io.BytesIO(render(Document(html, "x")).pdf)) as pdf:
        if "/PageLabels" not in pdf.Root:
            return []
        numbers = list(pdf.Root.PageLabels.Nums)
        assert numbers[::2] == list(range(len(pdf.pages)))
        return [str(label.P) for label in numbers[1::2]]


def report(document: Report, lang: Lang) -> list[str]:
    """The labels of a document without its longest part."""
    sections = ("memo", "cover", "first-page", "contents", "background", "results", "indicators")
    agency = replace(cases.AGENCY, sections=sections)
    return labels(html_of(document, cases.material(cases.assessment(), agency, lang=lang)))


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["th", "en"])
def test_a_page_is_called_what_is_printed_on_it(lang: Lang) -> None:
    results = report(ANALYSIS, lang)
    memo, cover = TITLES[lang]
    first, second, one, two = NUMBERS[lang]
    start = results.index(cover)
    assert results[:start] == [f"{memo} {number}" for number in (one, two)]
    assert results[start + 1 : start + 5] == [first, second, one, two]
    assert len(set(results)) == len(results)


@pytest.mark.slow
def test_a_memo_by_itself_has_its_numbers() -> None:
    assert report(MEMO, "th") == ["๑", "๒"]


@pytest.mark.slow
def test_arabic_digits_are_printed_and_named() -> None:
    html = html_of(MEMO, cases.material(cases.assessment(), replace(cases.AGENCY, digits="arabic")))
    assert labels(html) == ["1", "2"]


def test_a_page_without_kinds_has_no_labels() -> None:
    assert labels("<html lang=th><p>ก</html>") == []
