"""The Word files as a whole: they say what the pages say, are sound, editable by styles, and the same each time."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from itaxl.report.blocks.figures import Figures
from itaxl.report.blocks.items import Items
from itaxl.report.blocks.prose import Prose
from itaxl.report.views.analysis import analysis_view
from itaxl.report.views.document import Section
from itaxl.report.views.followup import followup_view
from itaxl.report.word.document import Face, docx
from itaxl.texts import Lang
from tests.report import cases
from tests.report.pages import DOCUMENTS, html_of
from tests.report.word import validity
from tests.report.word.making import DAY, FACE, made, of_blocks, outcome, png, view
from tests.report.word.reading import W, headers, opened, part, squeezed, text_of, text_of_page

pytestmark = pytest.mark.slow

SAME = "from tests.report.word.making import made; import sys; sys.stdout.buffer.write(made('followup'))"


def complaints(data: bytes, folder: Path) -> list[str]:
    file = folder / "file.docx"
    file.write_bytes(data)
    return validity.complaints(file)


# ── The same words ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("case", ["known", "empty", "long"])
@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_text_is_that_of_the_page(document: str, case: str, lang: Lang) -> None:
    shown = html_of(DOCUMENTS[document], cases.material(outcome(case), lang=lang), draft=True)
    assert text_of(made(document, case, lang)) == text_of_page(shown)


def test_the_memo_alone_is_that_of_the_analysis() -> None:
    alone = text_of(made("memo"))
    assert alone
    assert text_of(made("analysis")).startswith(alone)


# ── Sound ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("case", ["known", "empty", "long"])
def test_the_file_is_sound(document: str, case: str, tmp_path: Path) -> None:
    assert complaints(made(document, case), tmp_path) == []


def test_a_draft_with_pictures_is_sound(tmp_path: Path) -> None:
    (tmp_path / "black.png").write_bytes(png(300, 300))
    face = replace(FACE, draft=True, emblem=tmp_path / "black.png", logo=tmp_path / "black.png")
    assert complaints(docx(view(), face, DAY), tmp_path) == []


@pytest.mark.parametrize("missing", ["memo", "cover", "first", "preface", "contents", "sections"])
def test_any_part_may_be_left_out(missing: str, tmp_path: Path) -> None:
    preface = Section("preface", "คำนำ", (Prose(("ข้อความ",)),))
    whole = replace(view(), preface=preface, sections=view().sections[:2])
    left: dict[str, Any] = {missing: () if missing == "sections" else None}
    data = docx(replace(whole, **left), FACE, DAY)
    assert complaints(data, tmp_path) == []
    assert len(text_of(data)) < len(text_of(docx(whole, FACE, DAY)))


def test_nothing_at_all_is_a_file_too(tmp_path: Path) -> None:
    empty = replace(view(), memo=None, cover=None, first=None, preface=None, contents=None, sections=())
    data = docx(empty, FACE, DAY)
    assert complaints(data, tmp_path) == []
    assert text_of(data) == ""


# ── The same bytes ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_same_input_gives_the_same_bytes_in_any_process_and_time_zone() -> None:
    environment = {**os.environ, "TZ": "Asia/Bangkok", "PYTHONHASHSEED": "1"}
    done = subprocess.run([sys.executable, "-c", SAME], capture_output=True, check=True, env=environment)
    assert done.stdout == made("followup")


def test_properties_name_the_agency_and_the_day_of_the_report() -> None:
    properties = opened(made()).core_properties
    assert properties.title == view().title
    assert properties.author == properties.last_modified_by == view().agency
    assert properties.language == "th-TH"
    assert opened(made(lang="en")).core_properties.language == "en-US"
    assert properties.created == properties.modified == datetime.fromisoformat(f"{DAY}T00:00:00+00:00")
    assert docx(view(), FACE, date(2021, 1, 2)) != made()


def test_very_long_names_fit_into_the_properties() -> None:
    long = docx(replace(view("memo"), title="ก" * 400, agency="ข" * 400), FACE, DAY)
    assert opened(long).core_properties.title == "ก" * 255


# ── Styles and pages ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_thai_is_drawn_by_the_same_font_and_size_as_latin() -> None:
    styles = part(made(), "word/styles.xml")
    defaults = styles.partition("</w:docDefaults>")[0]
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        assert f'w:{kind}="TH Sarabun New"' in defaults
    assert '<w:sz w:val="32"/><w:szCs w:val="32"/>' in defaults
    assert 'w:bidi="th-TH"' in defaults
    assert len(re.findall("<w:b/>", styles)) == len(re.findall("<w:bCs/>", styles))
    assert re.findall(r'<w:sz w:val="(\d+)"', styles) == re.findall(r'<w:szCs w:val="(\d+)"', styles)


def test_headings_are_headings() -> None:
    paragraphs = opened(made()).paragraphs
    by_style = {
        name: [
            paragraph.text
            for paragraph in paragraphs
            if paragraph.style is not None and paragraph.style.name == name
        ]
        for name in ("Heading 1", "Heading 2", "Title")
    }
    sections = view().sections
    assert by_style["Heading 1"] == [section.title for section in sections if section.level == 2]
    assert by_style["Heading 2"] == [section.title for section in sections if section.level == 3]
    assert [squeezed(paragraph) for paragraph in by_style["Title"]] == [squeezed("".join(view().cover.title))]  # type: ignore[union-attr]


def test_the_memo_has_the_sizes_of_the_regulation() -> None:
    styles = {style.style_id: style for style in opened(made()).styles}
    title: Any = styles["MemoTitle"]
    label: Any = styles["MemoLabel"]
    assert (title.font.size.pt, title.font.bold, title.paragraph_format.line_spacing.pt) == (29, True, 35)
    assert (label.font.size.pt, label.font.bold) == (20, True)


def test_opinions_stand_in_pairs_and_the_author_on_the_right_comes_first() -> None:
    memo = opened(made("memo"))
    pairs = [
        [next(p.text for p in reversed(cell.paragraphs) if p.text) for cell in table.row_cells(0)]
        for table in memo.tables
    ]
    author, *rest = [signatory.position for signatory in cases.AGENCY.signatories]
    assert pairs == [[author, rest[0]], rest[1:]]
    assert [table._tbl.tblPr.find(f"{W}bidiVisual") is not None for table in memo.tables] == [True, False]


def test_wide_parts_lie_across_and_page_numbers_begin_with_the_report() -> None:
    sections = opened(made()).sections
    kinds = [
        "memo",
        "cover",
        "front",
        *("wide" if group.sections[0].wide else "main" for group in view().groups),
    ]
    assert [section.orientation == 1 for section in sections] == [kind == "wide" for kind in kinds]
    assert all(
        (section.page_width or 0) > (section.page_height or 0)
        for section in sections
        if section.orientation == 1
    )
    assert {round(section.left_margin.cm, 1) for section in sections if section.left_margin} == {3.0}
    numbers = [section._sectPr.find(f"{W}pgNumType") for section in sections]
    results = [
        (number.get(f"{W}fmt"), number.get(f"{W}start")) if number is not None else None for number in numbers
    ]
    assert results[:4] == [("thaiNumbers", "1"), None, ("thaiLetters", "1"), ("thaiNumbers", "1")]
    assert set(results[4:]) == {("thaiNumbers", None)}


def test_arabic_digits_and_english_number_pages_their_own_way() -> None:
    arabic = part(docx(replace(view(), thai_digits=False), FACE, DAY), "word/document.xml")
    assert 'w:fmt="decimal"' in arabic
    assert "thaiNumbers" not in arabic
    assert 'w:fmt="lowerRoman"' in part(made(lang="en"), "word/document.xml")


def test_heads_and_feet_of_the_report() -> None:
    section = opened(made()).sections[3]
    head, foot = section.header.paragraphs[0].text, section.footer.paragraphs[0]
    assert head.split("\t") == [view().words.running_head, view().agency]
    assert foot.text.startswith(view().words.page)
    assert re.findall(r"<w:instrText[^>]*> (\w+)", foot._p.xml) == ["PAGE", "PAGEREF"]


def test_the_mark_of_a_draft_is_on_each_kind_of_page_and_only_then() -> None:
    draft = docx(view(), replace(FACE, draft=True), DAY)
    assert all('string="ร่าง"' in header for header in headers(draft))
    assert (
        len(headers(draft)) == 4
    )  # of the memo, of pages without a head, of the report, of the report across
    assert not any("ร่าง" in header for header in headers(made()))


def test_the_contents_are_fields_that_name_a_heading_and_its_page() -> None:
    """An edited heading goes into them with its page when the fields are updated; until then no page is named."""
    document = part(made(), "word/document.xml")
    contents = view().contents
    assert contents
    entries = re.findall(r'<w:pStyle w:val="TOC[12]"/>.*?</w:p>', document)
    assert len(entries) == len(contents.entries)
    assert ">ก</w:t>" in entries[0]  # the first page before the report needs no counting
    assert "PAGEREF" not in entries[0]
    for entry, xml in list(zip(contents.entries, entries, strict=True))[1:]:
        name, number = re.findall(r" PAGEREF (\w+) \\h </w:instrText>.*?<w:t [^>]*>([^<]*)</w:t>", xml)[0]
        assert number == "\u00a0"
        assert (f" REF {name} \\h " in xml) is (name != "report")  # a title of several lines
        assert f'<w:hyperlink w:anchor="{name}"' in xml
        assert document.count(f'w:name="{name}"') == 1
        assert entry.label in "".join(re.findall("<w:t [^>]*>([^<]*)</w:t>", xml))


@pytest.mark.parametrize("document, lang, word", [("analysis", "th", "หน้า"), ("followup", "en", "Page")])
def test_the_list_of_required_elements_names_the_pages_by_fields(
    document: str, lang: Lang, word: str
) -> None:
    table = opened(made(document, "known", lang)).tables[-1]
    places = [row.cells[2]._element.xml for row in table.rows[1:]]
    assert places
    for place in places:
        (anchor,) = re.findall(r'<w:hyperlink w:anchor="(\w+)"', place)
        assert f" PAGEREF {anchor} \\h </w:instrText>" in place
        assert re.findall("<w:t [^>]*>([^<]*)</w:t>", place)[1:] == [f" ({word}\u00a0", "\u00a0", ")"]


def test_word_updates_the_fields_when_it_opens_a_file_that_has_some() -> None:
    assert 'w:updateFields w:val="true"' in part(made("followup"), "word/settings.xml")  # it has no contents
    assert '<w:updateFields w:val="true"/><w:compat>' in part(made(), "word/settings.xml")
    assert "updateFields" not in part(made("memo"), "word/settings.xml")
    begun = re.findall('<w:fldChar w:fldCharType="begin"[^>]*>', part(made(), "word/document.xml"))
    assert {*begun} == {'<w:fldChar w:fldCharType="begin" w:dirty="true"/>'}


def test_the_foot_has_the_pages_of_the_pdf_until_word_has_counted_its_own() -> None:
    pages = {"report": 4, "end": 15}
    assert any("๑๒" in footer for footer in footers_of(docx(view(), FACE, DAY, pages)))


def footers_of(data: bytes) -> list[str]:
    return [section.footer._element.xml for section in opened(data).sections]


# ── Pictures and colours ─────────────────────────────────────────────────────────────────────────────────────────────


def test_emblem_and_logo_have_their_sizes(tmp_path: Path) -> None:
    (tmp_path / "black.png").write_bytes(png(300, 300))
    face = replace(FACE, emblem=tmp_path / "black.png", logo=tmp_path / "black.png")
    document = part(docx(view(), face, DAY), "word/document.xml")
    emblem, logo = re.findall(r'<wp:(anchor|inline).*?<wp:extent cx="(\d+)" cy="(\d+)"', document)
    assert emblem == ("anchor", "540000", "540000")  # 1.5 cm
    assert logo == ("inline", "1440000", "1440000")  # at most 4 cm high


@pytest.mark.parametrize(
    "content", [b"", b"no picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>", png(9, 9)[:30]]
)
def test_a_picture_that_word_cannot_show_is_left_out(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "emblem.png").write_bytes(content)
    face = replace(FACE, emblem=tmp_path / "emblem.png", logo=tmp_path / "missing.png")
    assert docx(view(), face, DAY) == made()


def test_the_agencys_own_colours_are_used(tmp_path: Path) -> None:
    file = tmp_path / "html_templates/css/colours.css"
    file.parent.mkdir(parents=True)
    file.write_text(":root { --accent: #0a0; --fair: url(x); --middling: #12345 }", "utf-8")
    face = Face.of(replace(cases.AGENCY, folder=tmp_path), draft=False)
    assert face.colours == {**FACE.colours, "accent": "00AA00"}
    styles = part(docx(view(), face, DAY), "word/styles.xml")
    assert "00AA00" in styles
    assert FACE.colours["accent"] not in styles


def test_colours_of_the_settings_are_used() -> None:
    face = Face.of(replace(cases.AGENCY, colours={"accent": "#5b2a86", "head": "#aabbcc"}), draft=False)
    assert face.colours == {**FACE.colours, "accent": "5B2A86", "head": "AABBCC"}
    file = docx(view(), face, DAY)
    styles, body = part(file, "word/styles.xml"), part(file, "word/document.xml")
    assert 'w:color w:val="5B2A86"' in styles
    assert 'w:fill="AABBCC"' in styles
    assert 'w:fill="5B2A86"' in body
    assert FACE.colours["accent"] not in styles + body


# ── Typed text stays text ────────────────────────────────────────────────────────────────────────────────────────────

HOSTILE = (
    '</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/> & "quoted" <b> { INCLUDETEXT "c:/x" } ]]>'
    " \x00\x07\x1b\ufffe\ud800 \u202e ก\tข\nค =1+1 https://example.go.th/?a=1&b=2 " + "ย" * 300
)
KEPT = (
    '</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/> & "quoted" <b> { INCLUDETEXT "c:/x" } ]]>'
    "  \u202e ก ข ค =1+1 https://example.go.th/?a=1&b=2 " + "ย" * 300
)


def test_whatever_a_cell_holds_is_plain_text(tmp_path: Path) -> None:
    data = of_blocks(Prose((HOSTILE, "ก" * 32_767)), Items((HOSTILE,)), agency=HOSTILE)
    assert complaints(data, tmp_path) == []
    texts = [paragraph.text for paragraph in opened(data).paragraphs]
    assert texts.count(KEPT) == 2
    assert "ก" * 32_767 in texts
    document = part(data, "word/document.xml")
    assert "<w:fldChar" not in document
    assert "<w:hyperlink" not in document


def test_a_hostile_agency_changes_nothing_but_text(tmp_path: Path) -> None:
    hostile = replace(cases.AGENCY, name=HOSTILE, district=HOSTILE, text={"preface.text": HOSTILE})
    written = replace(cases.AGENCY, text={"preface.text": "ก"})
    for make in (analysis_view, followup_view):
        data = docx(make(cases.material(outcome("known"), hostile)), FACE, DAY)
        assert complaints(data, tmp_path) == []
        instructions = re.findall(r"<w:instrText[^>]*> (\w+)", part(data, "word/document.xml"))
        plain = docx(make(cases.material(outcome("known"), written)), FACE, DAY)
        assert instructions == re.findall(r"<w:instrText[^>]*> (\w+)", part(plain, "word/document.xml"))


def test_figures_beside_each_other_need_no_remark(tmp_path: Path) -> None:
    first = view().first
    assert first
    figures = next(block for block in first.blocks if isinstance(block, Figures))
    bare = replace(figures, figures=tuple(replace(figure, remark="") for figure in figures.figures))
    data = of_blocks(bare, Prose(("ต่อ",)))
    assert complaints(data, tmp_path) == []
    assert [cell.text for cell in opened(data).tables[0].rows[0].cells] == [
        f"{figure.label}\n{figure.value}" for figure in bare.figures
    ]
