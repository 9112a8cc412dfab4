"""The pages: escaped, self-contained, in order, and open to an agency's own templates."""

import io
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from itaxl.errors import WrongUseError
from itaxl.report.outputs import ANALYSIS, FOLLOWUP, MEMO
from itaxl.report.pictures.usable import url
from itaxl.report.run import Document
from itaxl.report.web import html
from itaxl.report.web.html import Medium, names
from itaxl.texts import Lang
from tests.report import cases
from tests.report.pages import html_of

VOID = {"meta", "col", "img", "br", "link"}
PIXEL = io.BytesIO()
Image.new("RGB", (1, 1), "red").save(PIXEL, "PNG")


class Page(HTMLParser):
    """Tags, ids and headings of a page; raises where tags are not closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def values(self, name: str) -> list[str]:
        return [attrs[name] or "" for _, attrs in self.tags if name in attrs]

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def make(
    document: Document = ANALYSIS,
    outcome: Any = None,
    agency: Any = cases.AGENCY,
    lang: Lang = "th",
    medium: Medium = "screen",
    *,
    draft: bool = False,
    published: Any = cases.PUBLICATION,
) -> str:
    case = cases.material(outcome, agency, published=published, lang=lang)
    return html_of(document, case, draft=draft, medium=medium)


@pytest.mark.slow
@pytest.mark.parametrize("document", [ANALYSIS, FOLLOWUP], ids=lambda document: document.name)
@pytest.mark.parametrize("medium", ["print", "screen"])
@pytest.mark.parametrize("case", ["known", "empty", "long"])
def test_pages_are_well_formed_in_every_case(document: Document, medium: Medium, case: str) -> None:
    outcome = {"known": cases.assessment, "empty": cases.empty, "long": cases.long}[case]()
    published = None if case == "empty" else cases.PUBLICATION
    page = Page(make(document, outcome, medium=medium, published=published))
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in page.values("href") if href.startswith("#")} <= set(ids)
    assert {name for value in page.values("aria-labelledby") for name in value.split()} <= set(ids)


@pytest.mark.slow
def test_the_same_input_gives_the_same_page() -> None:
    assert make() == make()


@pytest.mark.slow
def test_what_stands_in_a_cell_never_becomes_markup() -> None:
    evil = '<script>alert("x")</script><img src=x onerror=1> & {{ 7*7 }} "quote\' </style>'
    measure = cases.measure(
        *("OIT", 9, 1),
        weakness=evil,
        approach=evil,
        measure=evil,
        target=evil,
        followup=(
            cases.progress("clerk", result=evil, obstacle=evil, evidence=f'https://x/"onclick="{"a" * 9}'),
        ),
    )
    outcome = cases.assessment(measures=(measure,))
    evil_agency = replace(cases.AGENCY, name=evil, text={"preface.text": evil, "results.title": evil})
    for document in (ANALYSIS, FOLLOWUP):
        html = make(document, outcome, evil_agency)
        page = Page(html)
        assert not page.named("script")
        assert not page.named("img")
        assert not page.values("onclick")
        assert html.count("</style>") == 1
        assert "&lt;script&gt;" in html
        assert "{{ ๗*๗ }}" in html


def test_a_value_that_looks_like_a_place_is_not_filled() -> None:
    measure = cases.measure("OIT", 9, 1, measure="ใช้ {total} และ {agency}")
    html = make(outcome=cases.assessment(measures=(measure,)))
    assert "ใช้ {total} และ {agency}" in html


@pytest.mark.slow
def test_pages_need_no_other_file_and_run_nothing() -> None:
    for medium in ("print", "screen"):
        page = Page(make(medium=medium))
        assert not page.named("script")
        assert not page.named("link")
        assert not page.values("src")
        assert "url(" not in make(medium=medium)
        assert "@import" not in make(medium=medium)


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_screen_page_can_be_read_by_everyone(lang: Lang) -> None:
    html = make(lang=lang)
    page = Page(html)
    assert page.named("html")[0]["lang"] == lang
    assert page.named("a")[0] == {"class": "skip", "href": "#main"}
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert len(page.named("caption")) == len(page.named("table"))
    assert all(attrs.get("scope") for attrs in page.named("th"))


@pytest.mark.slow
def test_print_has_page_numbers_in_the_contents_and_no_skip_link() -> None:
    html = make(medium="print")
    assert "target-counter" in html
    assert 'class="skip"' not in html
    assert "extends thai" in html
    arabic = make(medium="print", agency=replace(cases.AGENCY, digits="arabic"))
    assert "extends decimal" in arabic


@pytest.mark.slow
def test_a_draft_says_so_on_every_page() -> None:
    assert '<div class="draft-mark">ร่าง</div>' in make(
        draft=True, medium="print"
    )  # which says no more than that
    assert '<div class="draft-mark" aria-hidden="true">ร่าง</div>' in make(draft=True)
    assert "ฉบับร่าง" in make(draft=True)
    assert "draft-mark" not in make(medium="print").partition("<body")[2]


@pytest.mark.slow
def test_numbers_stay_with_their_units_and_names_in_one_piece() -> None:
    html = make()
    assert '<span class="whole">๗๙.๘๓\u00a0คะแนน</span>' in html
    assert re.search('<span class="whole.*?">เทศบาลตำบลตัวอย่าง</span> ได้คะแนนรวม', html)


def test_names_of_the_settings_are_kept_whole_with_either_digits() -> None:
    agency = replace(cases.AGENCY, name="โรงเรียนที่ 2", signatories=(), divisions=(), place="")
    assert names(agency) == ("โรงเรียนที่ 2", "โรงเรียนที่ ๒")


@pytest.mark.slow
def test_an_agency_may_replace_one_template_or_style_and_keep_the_rest(tmp_path: Path) -> None:
    own = tmp_path / "html_templates"
    (own / "css").mkdir(parents=True)
    (own / "cover.html").write_text(
        "<header class='cover'><h1>ปกของเรา {{ doc.agency }}</h1></header>", "utf-8"
    )
    (own / "css" / "screen.css").write_text("body { color: navy; }", "utf-8")
    html = make(agency=replace(cases.AGENCY, folder=tmp_path))
    assert "ปกของเรา เทศบาลตำบลตัวอย่าง" in html
    assert "color: navy" in html
    assert "บันทึกข้อความ" in html


def in_style(html: str, name: str) -> str:
    """The last that the page's style says of a colour, which is what counts."""
    return str(re.findall(rf"--{name}: ([^;]+);", html)[-1])


@pytest.mark.slow
@pytest.mark.parametrize("medium", ["print", "screen"])
@pytest.mark.parametrize("document", [ANALYSIS, FOLLOWUP, MEMO], ids=lambda document: document.name)
def test_colours_of_the_settings_win_over_all_others(
    tmp_path: Path, document: Document, medium: Medium
) -> None:
    own = tmp_path / "html_templates" / "css" / "colours.css"
    own.parent.mkdir(parents=True)
    own.write_text("\ufeff:root { --accent: #006400; --fair: #abcdef; } .ours { color: teal; }", "utf-8")
    agency = replace(cases.AGENCY, folder=tmp_path, colours={"accent": "#5b2a86"})
    html = make(document, agency=agency, medium=medium)
    assert in_style(html, "accent") == "#5b2a86"
    assert in_style(html, "fair") == "#abcdef"
    assert in_style(html, "head") == "#e7ebf0"  # which the agency's file leaves out
    assert ".ours { color: teal; }" in html
    assert "\ufeff" not in html


@pytest.mark.slow
def test_shapes_of_pictures_have_the_colours_in_force() -> None:
    def drawn(**settings: Any) -> set[str]:
        agency = replace(cases.AGENCY, sections=("results", "radar"), **settings)
        page = Page(make(outcome=cases.with_previous(cases.assessment()), agency=agency))
        return {color for color in page.values("fill") + page.values("stroke") if len(color) == 7}

    assert drawn() == {"#1d3557"}
    assert drawn(colours={"accent": "#5b2a86"}) == {"#5b2a86"}
    assert drawn() == {"#1d3557"}


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["{% if %}", "{{ doc.nothing }}", "{% include 'missing.html' %}"])
def test_a_fault_in_an_own_template_is_named(tmp_path: Path, fault: str) -> None:
    (tmp_path / "html_templates").mkdir()
    (tmp_path / "html_templates" / "cover.html").write_text(fault, "utf-8")
    with pytest.raises(WrongUseError) as caught:
        make(agency=replace(cases.AGENCY, folder=tmp_path))
    assert caught.value.key == "template.broken"


@pytest.mark.slow
def test_emblem_and_logo_are_put_into_the_page(tmp_path: Path) -> None:
    (tmp_path / "emblem.png").write_bytes(PIXEL.getvalue())
    agency = replace(cases.AGENCY, folder=tmp_path, emblem="emblem.png", logo="missing.png")
    page = Page(make(agency=agency))
    assert [attrs["src"] for attrs in page.named("img")] == [url(tmp_path / "emblem.png")]
    (tmp_path / "notes.txt").write_text("secret", "utf-8")
    assert url(tmp_path / "notes.txt") == ""


def test_names_and_colours_are_in_the_pages_of_their_own_agency_alone(tmp_path: Path) -> None:
    """Though the templates are compiled once for both, those with a name in them too."""
    file = tmp_path / "html_templates" / "page.html"
    file.parent.mkdir()
    file.write_text("{{ 'สำนัก งาน หนึ่ง'|bind }} {{ colour('accent') }} {{ dark_colours }}", "utf-8")
    other = replace(cases.AGENCY, folder=tmp_path, name="สำนัก อื่น")
    named = replace(other, name="สำนัก งาน หนึ่ง", colours={"accent": "#5b2a86"})
    before = html.environment.cache_info().misses
    pages = [html.rendered("page.html", agency) for agency in (other, named, other)]
    assert ["whole" in page for page in pages] == [False, True, False]
    assert ["#5b2a86" in page for page in pages] == [False, True, False]
    assert pages[0] == pages[2]
    assert pages[0].partition("--accent:")[2] != pages[1].partition("--accent:")[2]
    assert html.environment.cache_info().misses == before + 1
