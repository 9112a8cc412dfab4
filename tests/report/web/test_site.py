import json
import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from itaxl.agency import palette
from itaxl.agency.public import Public
from itaxl.agency.settings import Agency
from itaxl.assessment import Assessment, YearResult
from itaxl.report import drafts as reported
from itaxl.report import outputs
from itaxl.report.files import open_data
from itaxl.report.views.site import IssuedReport
from itaxl.report.views.site_pages import page
from itaxl.report.web import site
from itaxl.texts import LANGS, catalogue
from tests.figures import printed_text
from tests.report import cases
from tests.report.webpages import Web
from tests.report.word.reading import squeezed

MADE = {
    "analysis.pdf": b"%PDF analysis",
    "followup.pdf": b"%PDF followup",
    "memo.pdf": b"%PDF memo",
    "analysis.docx": b"word analysis",
    "followup.docx": b"word followup",
    "memo.docx": b"word memo",
    "analysis.html": b"<html>",
    "data.json": open_data.data_json(cases.assessment(), cases.AGENCY, cases.INSTRUMENT).encode(),
    "scores.csv": open_data.scores_csv(cases.assessment()).encode(),
    "measures.csv": open_data.measures_csv(cases.assessment()).encode(),
    "office/findings.json": "ลับ".encode(),
}
PAGES = [
    f"{folder}{name}.html" for folder in ("", "en/") for name in ("index", "analysis", "followup", "data")
]
YEAR = cases.with_previous(cases.assessment(divisions=cases.divisions(4)))


def make(
    outcome: Assessment = YEAR,
    agency: Agency = cases.AGENCY,
    made: Mapping[str, bytes] = MADE,
    drafts: Sequence[str] = (),
    ready: bool = True,
) -> dict[str, str]:
    """The site by path below its own folder, as text."""

    names = reported.made(outcome)
    materials = {lang: cases.material(outcome, agency, lang=lang) for lang in LANGS}
    reports = {
        lang: {report.name: report.view(case) for report in outputs.reports() if report.name in names}
        for lang, case in materials.items()
    }
    files = site.files(materials, reports, outputs.downloads(made), drafts, ready=ready)
    assert all(name.startswith("site/") for name in files)
    return {name.removeprefix("site/"): content.decode() for name, content in files.items()}


@cache
def ours() -> Mapping[str, str]:
    return make()


@cache
def ours_with_mail() -> Mapping[str, str]:
    return make(agency=replace(cases.AGENCY, email="saraban@example.go.th"))


def web(name: str, files: Mapping[str, str] | None = None) -> Web:
    return Web((files or ours())[name])


def test_pages_style_and_files() -> None:
    files = {name.removeprefix("files/") for name in ours() if name.startswith("files/")}
    assert set(ours()) == {*PAGES, "style.css", *(f"files/{name}" for name in files)}
    assert files == {
        *("analysis.pdf", "followup.pdf", "analysis.docx", "followup.docx"),
        *("data.json", "scores.csv", "measures.csv"),
    }
    assert ours()["files/analysis.pdf"] == "%PDF analysis"


@pytest.mark.parametrize("name", PAGES)
def test_no_place_is_left_unfilled(name: str) -> None:
    assert not re.findall(r"\{\w+\}", ours()[name])


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_to_something_inside_the_folder_or_to_the_web(name: str) -> None:
    page = web(name, ours_with_mail())
    for link in (*page.links, *page.alternates.values()):
        if re.match("https?://", link):
            continue
        if link == "mailto:saraban@example.go.th":
            continue
        assert ":" not in link
        path, _, anchor = link.partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
        assert target in ours(), link
        assert not anchor or anchor in web(target).ids, link


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_fetched_but_the_one_style_sheet_and_nothing_runs(name: str) -> None:
    page = web(name)
    assert page.fetched == ["../style.css" if "/" in name else "style.css"]
    assert not {"script", "iframe", "object", "embed", "form", "style"} & set(page.tags)


def test_the_style_sheet_fetches_nothing() -> None:
    assert not re.search(r"url\(|@import|https?:", ours()["style.css"])
    assert "{{" not in ours()["style.css"]
    assert "&#" not in ours()["style.css"]


@pytest.mark.parametrize("name", PAGES)
def test_each_page_in_its_language_with_the_way_to_the_other(name: str) -> None:
    page = web(name)
    here, other = ("en", "th") if name.startswith("en/") else ("th", "en")
    assert page.lang == here
    place = posixpath.normpath(posixpath.join(posixpath.dirname(name), page.alternates[other]))
    assert web(place).lang == other
    assert posixpath.basename(place) == posixpath.basename(name)


@pytest.mark.slow
def test_an_english_agency_has_its_own_pages_first() -> None:
    files = make(agency=replace(cases.AGENCY, lang="en"))
    assert web("index.html", files).lang == "en"
    assert web("th/index.html", files).lang == "th"


@pytest.mark.parametrize("name", PAGES)
def test_headings_go_down_one_level_at_a_time_from_the_only_first_one(name: str) -> None:
    levels = web(name).headings
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


@pytest.mark.parametrize("name", PAGES)
def test_landmarks_names_and_tables(name: str) -> None:
    page = web(name)
    assert [page.tags.count(tag) for tag in ("main", "header", "footer")] == [1, 1, 1]
    assert "nav" in page.tags
    assert page.links[0] == "#main"
    assert len(set(page.ids)) == len(page.ids)
    assert set(page.named_by) <= set(page.ids)
    for table in page.tables:
        assert table[0] == "caption"
        assert "th col" in table


def test_titles_say_page_and_agency() -> None:
    titles = [web(name).title for name in PAGES]
    assert len(set(titles)) == len(PAGES)
    assert all(title.endswith(cases.AGENCY.name) for title in titles)


def test_the_start_page_says_total_grade_and_where_points_are_missing() -> None:
    page = ours()["en/index.html"]
    for words in ("79.83", "<strong>C</strong>", "Where the missing points are"):
        assert words in page


@pytest.mark.slow
def test_years_side_by_side_where_there_are_several() -> None:
    assert 'id="years"' not in ours()["index.html"]
    earlier = YearResult(2561, None, "B", {}, named={4: ("IIT", "การใช้ทรัพย์สินของราชการ")})
    earlier = replace(earlier, indicators={4: cases.SCORES[4]})
    assert 'id="years"' in make(replace(YEAR, earlier=(earlier,)))["index.html"]


def facts(page: str) -> dict[str, str]:
    """The lines at the foot of a page: their text by label."""
    foot = page.partition('<dl class="facts">')[2].partition("</dl>")[0]
    lines = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", foot)
    return {label: re.sub("<[^>]*>", "", text).replace("\u00a0", " ") for label, text in lines}


@pytest.mark.slow
def test_date_contact_licence_and_accessibility_at_the_foot_of_every_page() -> None:
    public = Public(
        "Open Data Licence of the agency", "https://www.example.go.th/licence", "Tel. 0 2123 4567"
    )
    agency = replace(cases.AGENCY, email="saraban@example.go.th", public=public)
    files = make(agency=agency)
    for name in ("en/index.html", "en/data.html", "en/analysis.html"):
        assert facts(files[name]) == {
            "As of": "10 April B.E. 2563",
            "Contact": "saraban@example.go.th · Tel. 0 2123 4567 · https://www.example.go.th",
            "Licence of the open data": "Open Data Licence of the agency",
            "Accessibility": "Accessibility statement",
        }
    page = web("en/data.html", files)
    assert {"mailto:saraban@example.go.th", public.licence_url, "index.html#accessibility"} <= set(page.links)


@pytest.mark.slow
def test_pages_about_all_have_the_date_of_the_newest_report_issued_ones_too() -> None:
    case = cases.material(YEAR, lang="en")
    reports = {report.name: replace(report.view(case), day=date(2020, 4, 10)) for report in outputs.reports()}
    newer = IssuedReport("analysis", date(2020, 5, 2), "ตย 1/2563", False, b"")
    for issued, day in (((), "10 April B.E. 2563"), ((newer,), "2 May B.E. 2563")):
        (updated, *_) = page("index", case, reports, (), (), issued, own_language=True).facts
        assert " ".join(updated.parts[0].label.split()) == day


@pytest.mark.slow
def test_what_the_agency_does_not_name_is_left_out_and_no_licence_is_invented() -> None:
    silent = make(agency=replace(cases.AGENCY, email="", website=""))["en/index.html"]
    assert set(facts(silent)) == {"As of", "Accessibility"}
    assert "by the contact at the foot" not in silent
    assert "has not named a licence" in ours()["en/data.html"]
    named = make(agency=replace(cases.AGENCY, public=Public("CC-BY")))["en/data.html"]
    assert "published under CC-BY." in re.sub("<[^>]*>|\u200b", "", named)
    assert "has not named" not in named


def test_every_page_describes_itself() -> None:
    results = [re.findall(r'<meta name="description" content="([^"]+)">', ours()[name]) for name in PAGES]
    assert all(len(descriptions) == 1 for descriptions in results)
    assert len({descriptions[0] for descriptions in results}) == len(PAGES)


def test_links_to_pdf_and_word_have_names_of_their_own() -> None:
    for name in ("index.html", "en/index.html", "data.html"):
        names = re.findall(r'<a href="[^"]*files/[^"]*"[^>]*>(.*?)</a>', ours()[name])
        assert len(names) > 2
        assert len({re.sub("<[^>]*>", "", text) for text in names}) == len(names)


@pytest.mark.slow
def test_pages_are_dark_where_the_reader_wants_it_with_the_agencys_own_colours_turned_over() -> None:
    assert all('<meta name="color-scheme" content="light dark">' in ours()[name] for name in PAGES)
    style = make(agency=replace(cases.AGENCY, colours={"accent": "#5b2a86"}))["style.css"]
    dark = style.partition("@media screen and (prefers-color-scheme: dark) {")[2]
    turned = palette.dark(palette.in_force(cases.AGENCY.folder, {"accent": "#5b2a86"}))
    assert all(f"--{name}: {value};" in dark for name, value in turned.items())
    assert turned["accent"] not in style.partition("@media screen")[0]


def test_the_memo_stays_in_the_files() -> None:
    for name in PAGES:
        assert 'class="memo"' not in ours()[name]
        assert "จึงเรียนมาเพื่อโปรดพิจารณา" not in ours()[name]


def test_every_column_of_the_open_data_is_explained() -> None:
    page = re.sub('<span lang="en">(.*?)</span>', r"\1", ours()["data.html"])
    results = {path.partition(".")[2] for path in catalogue("columns")}
    assert {*open_data.SCORE_COLUMNS, *open_data.measure_columns(), *json.loads(MADE["data.json"])} <= results
    assert all(f"<p>{name}</p>" in page for name in results)


@pytest.mark.slow
def test_sizes_are_those_of_the_files() -> None:
    made = MADE | {"analysis.pdf": b"x" * 152_400}
    assert "152 KB" in make(made=made)["en/index.html"]


@pytest.mark.slow
def test_what_was_not_made_is_not_offered() -> None:
    made = {name: content for name, content in MADE.items() if not name.endswith(".docx")}
    files = make(made=made)
    assert "docx" not in "".join(files[name] for name in PAGES)


@pytest.mark.slow
def test_a_draft_says_so_on_every_page_and_is_not_to_be_indexed() -> None:
    for files, marked in ((make(drafts=("analysis", "followup")), True), (ours(), False)):
        for name in PAGES:
            assert ('class="draft-mark"' in files[name]) == marked
            assert ("noindex" in files[name]) == marked


@pytest.mark.slow
def test_the_same_again_gives_the_same() -> None:
    assert make() == ours()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["index.html", "en/index.html"])
def test_before_a_round_has_begun_the_site_has_no_followup_and_says_why(name: str) -> None:
    made = {file: content for file, content in MADE.items() if not file.startswith("followup")}
    planned = tuple(replace(measure, followup=()) for measure in cases.assessment().measures)
    files = make(cases.assessment(measures=planned, followup_round=None), made=made)
    assert not [file for file in files if "followup" in file]
    assert "followup.html" not in files[name]
    said = {"index.html": "ยังไม่มีส่วนงานใดรายงาน", "en/index.html": "No division has reported on them yet"}
    assert squeezed(said[name]) in squeezed(printed_text(files[name]))
    assert squeezed(said[name]) not in squeezed(printed_text(ours()[name]))


def test_an_empty_year_has_a_site_too() -> None:
    files = make(cases.empty())
    for name in (place for place in PAGES if "followup" not in place):
        web(name, files)


@pytest.mark.slow
def test_what_a_cell_holds_is_text_in_both_languages() -> None:
    hostile = '<script>alert("ก")</script><img src=x onerror=1> javascript:alert(1) & "ข'
    measure = cases.measure("IIT", 4, 1, measure=hostile, weakness=hostile, target=hostile)
    agency = replace(cases.AGENCY, name=hostile, website="javascript:alert(1)")
    files = make(cases.assessment(measures=(measure,)), agency)
    for name in PAGES:
        page = web(name, files)
        assert not {"script", "img"} & set(page.tags)
        assert not [link for link in page.links if link.startswith("javascript")]


@pytest.mark.slow
def test_a_logo_stands_inside_the_pages(tmp_path: Path) -> None:
    Image.new("RGB", (2, 2)).save(tmp_path / "logo.png")
    files = make(agency=replace(cases.AGENCY, folder=tmp_path, logo="logo.png"))
    assert '<img class="logo" src="data:image/png;base64,' in files["index.html"]


def test_thai_words_of_an_english_page_say_that_they_are_thai() -> None:
    english = re.sub(r"<title.*?</title>|<svg.*?</svg>", "", ours()["en/analysis.html"], flags=re.DOTALL)
    outside = re.sub(r'<span lang="th">[^<]*</span>|<a [^>]*lang="th"[^>]*>[^<]*</a>|<[^>]*>', "", english)
    assert not re.search("[ก-๛]", outside)


@pytest.mark.slow
def test_an_own_template_wins(tmp_path: Path) -> None:
    own = tmp_path / "html_templates" / "css"
    own.mkdir(parents=True)
    (own / "site.css").write_text(".own { color: teal; }", "utf-8")
    files = make(agency=replace(cases.AGENCY, folder=tmp_path))
    light = files["style.css"].partition("@media screen and (prefers-color-scheme: dark)")[0]
    assert light.rstrip().endswith(".own { color: teal; }")


@pytest.mark.slow
def test_own_colours_are_those_of_the_site(tmp_path: Path) -> None:
    agency = replace(cases.AGENCY, colours={"accent": "#5b2a86"}, sections=("results", "measures", "radar"))
    files = make(agency=agency)
    light = files["style.css"].partition("@media screen and (prefers-color-scheme: dark)")[0]
    assert re.findall(r"--accent: ([^;]+);", light)[-1] == "#5b2a86"
    named = replace(cases.AGENCY, colours={"accent": "#5b2a86"}, sections=("results", "radar"))
    assert 'fill="#5b2a86"' in make(agency=named)["analysis.html"]
    assert not any("#1d3557" in content for name, content in files.items() if name.endswith(".html"))


@pytest.mark.slow
def test_a_page_that_may_not_be_posted_yet_says_so() -> None:
    remarks = {
        name: catalogue("document")["draft.not_ready"]["en" if "/" in name else "th"] for name in PAGES
    }
    for ready, draft in ((True, False), (False, False), (False, True)):
        pages = make(drafts=[document.name for document in outputs.reports()] if draft else [], ready=ready)
        for name, remark in remarks.items():
            assert (remark in pages[name]) is (not ready and not draft)
            assert ("noindex" in pages[name]) is (not ready)
            assert ('<aside class="draft-remark">' in pages[name]) is (
                draft or not ready
            )  # a landmark of its own
