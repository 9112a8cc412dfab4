"""LibreOffice opens the Word files, draws every page, and finds each word in them."""

import io
import re
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from itaxl.files import shipped
from itaxl.report.blocks.table import Table
from itaxl.report.views.document import View
from itaxl.report.word.document import docx
from itaxl.reproducible import repacked
from itaxl.texts import Lang
from tests.office import convert_all
from tests.report import cases, pdfs
from tests.report.pages import DOCUMENTS, html_of
from tests.report.pdf.test_pages import boxes
from tests.report.word.making import DAY, FACE, made, outcome, png, view
from tests.report.word.reading import squeezed, text_of

pytestmark = pytest.mark.office
WORDS = ("ดำเนินงาน", "สำนักงาน", "จัดทำ", "ที่", "น้ำ")


FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir>
<match target="pattern"><test name="family"><string>TH Sarabun New</string></test>
<edit name="family" mode="assign" binding="strong"><string>Itaxl Sarabun</string></edit></match></fontconfig>
"""


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The Word files as PDF, all of them drawn by one LibreOffice.

    In the place of TH Sarabun New, which may not be shipped, it has the font of the PDFs that is as wide and as high.
    """
    folder = tmp_path_factory.mktemp("office")
    settings = folder / "fonts.conf"
    settings.write_text(
        FONTS.format(fonts=shipped("html_templates") / "fonts", cache=folder / "cache"), "utf-8"
    )
    for name, data in written(folder).items():
        (folder / f"{name}.docx").write_bytes(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FONTCONFIG_FILE", str(settings))
        return {
            path.stem: path.read_bytes() for path in convert_all(sorted(folder.glob("*.docx")), "pdf", folder)
        }


def written(folder: Path) -> dict[str, bytes]:
    """The documents, each once more so that its words can be counted, one in English, and a draft with pictures."""
    plain = {document: made(document) for document in DOCUMENTS}
    counted = {f"{document}-counted": without_repeats(data) for document, data in plain.items()}
    (folder / "black.png").write_bytes(png(300, 300))
    face = replace(FACE, draft=True, emblem=folder / "black.png")
    more = {"analysis-en": made("analysis", "known", "en"), "draft": docx(view("memo"), face, DAY)}
    return plain | counted | more


@pytest.fixture(scope="module", params=["analysis", "followup", "memo"])
def document(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def without_repeats(data: bytes) -> bytes:
    """The file with heads of tables on their first page alone, so that words can be counted."""
    return repacked(io.BytesIO(data), lambda _, content: content.replace(b"<w:tblHeader/>", b""))


def test_every_word_is_found_in_what_libreoffice_draws(document: str, drawn: Mapping[str, bytes]) -> None:
    text = squeezed(pdfs.with_pdftotext_raw(drawn[f"{document}-counted"]))
    head = squeezed(view(document).words.running_head + view(document).agency)
    source = text_of(made(document))
    results = {word: text.count(word) - text.count(head) * head.count(word) for word in WORDS}
    assert results == {word: source.count(word) for word in WORDS}


def test_it_is_about_as_long_as_the_pdf(document: str, drawn: Mapping[str, bytes]) -> None:
    shown = html_of(DOCUMENTS[document], cases.material(outcome("known")))
    ours = len(boxes(shown))
    theirs = len(pdfs.with_pdftotext(drawn[document]).split("\f")) - 1
    assert theirs <= ours + 1


def test_the_memo_takes_the_pages_of_the_pdf(drawn: Mapping[str, bytes]) -> None:
    assert pdfs.with_pdftotext(drawn["memo"]).count("\f") == 2


def test_wide_pages_survive(drawn: Mapping[str, bytes]) -> None:
    shapes = subprocess.run(
        ["pdfinfo", "-l", "99", "-"], input=drawn["analysis"], capture_output=True, check=True
    ).stdout.decode()
    assert "841.89 x 595.276" in shapes or "841.89 x 595.304" in shapes
    assert "595.304 x 841.89 pts (A4)" in shapes


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_contents_name_the_pages_on_which_sections_begin(lang: Lang, drawn: Mapping[str, bytes]) -> None:
    """LibreOffice counts the pages by itself; it knows no Thai numbers of pages, and prints Arabic ones."""
    whole = view("analysis", "known", lang)
    assert whole.contents
    pages = pdfs.with_pdftotext_raw(drawn["analysis" if lang == "th" else "analysis-en"]).split("\f")
    place = next(
        place for place, page in enumerate(pages) if squeezed(whole.contents.title) in squeezed(page)
    )
    named = [int(number) for number in re.findall(r"\.{2,} *([0-9]+)$", pages[place], re.MULTILINE)]
    report = ["\n".join(map(squeezed, page.splitlines())) for page in pages[place + 1 :]]
    labels = [entry.label for entry in whole.contents.entries if not entry.front]
    begun = [1]
    for label in labels:
        begun.append(next(n for n in range(begun[-1], len(report) + 1) if _has_line(label, report[n - 1])))
    assert named == begun[1:]
    assert re.search(r"\.{2,} *(ก|i)$", pages[place], re.MULTILINE)  # as LibreOffice prints it on that page
    assert len(set(begun)) > 3
    referred = re.findall(r"\((?:หน้า|Page)\s*([0-9]+)\)", "".join(pages))
    first_pages = dict(zip(labels, begun[1:], strict=True))
    assert [int(number) for number in referred] == [first_pages[title] for title in _referred(whole)]


def _referred(whole: View) -> list[str]:
    """The sections that the list of required elements refers to, in order."""
    blocks = [block for section in whole.sections for block in section.blocks]
    (table,) = [block for block in blocks if isinstance(block, Table) and block.id == "checklist"]
    return [row.cells[2].paragraphs[0] for body in table.bodies for row in body]


def _has_line(text: str, page: str) -> bool:
    """Whether the text has a line of its own, or several."""
    letters = "\n?".join(map(re.escape, squeezed(text)))
    return re.search(f"^{letters}$", page, re.MULTILINE) is not None


def test_a_draft_with_pictures_is_drawn(drawn: Mapping[str, bytes]) -> None:
    plain, draft = drawn["memo"], drawn["draft"]
    listed = subprocess.run(["pdfimages", "-list", "-"], input=draft, capture_output=True, check=True)
    assert len(listed.stdout.splitlines()) == 3  # two lines of heads, one picture
    assert squeezed(pdfs.with_pdftotext(draft)).replace("ร่าง", "") == squeezed(pdfs.with_pdftotext(plain))
