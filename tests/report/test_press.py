"""Merge again: what has not changed is not drawn again, and the folder has the bytes of a full run."""

import hashlib
import shutil
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from itaxl import pipeline, program
from itaxl.report.pdf.text_layer import Difference
from itaxl.report.web import html
from tests.report.printer import Printer, agency, merge, planned, put, reported

pytestmark = pytest.mark.slow

REPORTS = "reports/2562"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(pipeline, "Renderer", Printer)
    monkeypatch.setattr(Printer, "unlike", ())
    return agency(tmp_path)


@dataclass(frozen=True)
class Merged:
    """An agency that has merged once, and the titles of what was drawn."""

    home: Path
    drawn: list[str]


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Merged:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "Renderer", Printer)
        folder = agency(tmp_path_factory.mktemp("press") / "agency")
        return Merged(folder, merge(folder))


@pytest.fixture
def merged(once: Merged, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Merged:
    monkeypatch.setattr(pipeline, "Renderer", Printer)
    return replace(once, home=shutil.copytree(once.home, tmp_path / "agency"))


def contents(home: Path) -> dict[str, str]:
    files = (path for path in (home / REPORTS).rglob("*") if path.is_file())
    return {
        path.relative_to(home).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


def test_a_correction_draws_what_it_changes_and_the_bytes_are_those_of_a_full_run(merged: Merged) -> None:
    home, (analysis, followup) = merged.home, merged.drawn
    first = contents(home)
    put(home, "f.xlsx", reported("ทำแล้วครึ่งหนึ่ง"))
    assert merge(home) == [followup]
    again = contents(home)
    assert merge(home, anew=True) == [analysis, followup]
    assert contents(home) == again
    assert again[f"{REPORTS}/analysis.pdf"] != first[f"{REPORTS}/analysis.pdf"]  # it holds the open data
    assert again[f"{REPORTS}/analysis.docx"] == first[f"{REPORTS}/analysis.docx"]
    put(home, "p.xlsx", planned("มาตรการใหม่"))
    assert merge(home) == [analysis, followup]


def test_pages_that_follow_from_the_same_are_not_filled_again(
    merged: Merged, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, filled, page = merged.home, Counter[str](), html.Source.page

    def counted(source: html.Source) -> str:
        filled[source.template] += 1
        return page(source)

    monkeypatch.setattr(html.Source, "page", counted)
    put(home, "f.xlsx", reported("ทำแล้วครึ่งหนึ่ง"))
    merge(home)
    assert filled == {"followup.html": 2, "site.html": 2}  # for the PDF and the screen; in two languages
    filled.clear()
    (home / "html_templates").mkdir()
    (home / "html_templates/more.css").write_text("p { color: black }", "utf-8")
    merge(home)
    assert filled == {"analysis.html": 3, "followup.html": 2, "site.html": 8, "style.css": 1}


def test_pages_that_someone_changed_are_filled_anew(merged: Merged) -> None:
    first = contents(merged.home)
    for name in ("analysis.html", "site/analysis.html", "site/style.css"):
        with (merged.home / REPORTS / name).open("ab") as stream:
            stream.write(b" ")
    assert merge(merged.home) == []
    assert first.items() <= contents(merged.home).items()


def test_nothing_is_drawn_where_nothing_has_changed(merged: Merged) -> None:
    first = contents(merged.home)
    assert merge(merged.home) == []
    assert contents(merged.home) == first


@pytest.mark.parametrize("name", ["analysis.docx", "memo.pdf"])
def test_a_file_that_someone_changed_is_made_anew(name: str, merged: Merged) -> None:
    home, (analysis, _) = merged.home, merged.drawn
    first = contents(home)
    with (home / REPORTS / name).open("ab") as stream:
        stream.write(b" ")
    assert merge(home) == [analysis]
    assert contents(home) == first
    assert (home / "reports/2562.1").is_dir()


def test_another_program_draws_everything(merged: Merged, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "digest", lambda: "other")
    assert merge(merged.home) == merged.drawn


def test_other_fonts_of_the_agency_draw_everything(home: Path) -> None:
    font = home / "html_templates/fonts/own.ttf"
    font.parent.mkdir(parents=True)
    font.write_bytes(b"1")
    drawn = merge(home)
    assert merge(home) == []
    font.write_bytes(b"2")
    assert merge(home) == drawn


def test_a_document_whose_text_was_lost_is_drawn_each_time(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Printer, "unlike", (Difference(1, "ดำเนินงาน", "ดาเนินงาน"),))
    merge(home)
    monkeypatch.setattr(Printer, "unlike", ())
    assert len(merge(home)) == 2


def test_the_memo_is_drawn_by_itself_where_the_agency_has_templates(home: Path) -> None:
    (home / "html_templates").mkdir()
    titles = merge(home)
    assert sorted(map(titles.count, titles)) == [1, 2, 2]
