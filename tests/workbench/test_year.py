"""The year at a glance, and what every page has."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from itaxl.gather import gather
from itaxl.inbox.request import Request
from itaxl.processes.work import Work
from itaxl.texts import LANGS, Lang, Texts
from itaxl.workbench.desk import Desk, StillReadingError
from tests.command import ROOT
from tests.report.webpages import Web


def test_who_has_sent_what_is_a_table_of_divisions_and_dimensions(browser: TestClient) -> None:
    text = browser.get("/").text
    page = Web(text)
    assert page.lang == "en"
    assert len(page.tables) == 2  # announced results, then the round of plans
    assert text.count('<td class="state missing"') == 1 + 2 * 3
    assert "Usable workbooks received: 0 of 7" in text
    assert "Make the workbooks and send them to 2 divisions" in text


@pytest.mark.parametrize("lang", LANGS)
def test_pages_speak_the_chosen_language(browser: TestClient, post: Callable[[str], str], lang: Lang) -> None:
    browser.post(post("/choose"), data={"lang": lang})
    text = browser.get("/").text
    assert f'<html lang="{lang}">' in text
    assert Texts("workbench", lang)("year.title") in text


def test_broken_settings_are_told_and_not_a_fault(browser: TestClient, folder: Path) -> None:
    (folder / "itaxl.toml").write_text('[agency]\nname = "<b>ก</b>"\ncolour = 1\n', "utf-8")
    answer = browser.get("/")
    assert answer.status_code == 409
    assert "colour" in answer.text
    assert "<b>" not in answer.text


def test_a_fault_of_the_program_shows_no_traceback(
    browser: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("itaxl.workbench.year.next_step.next_step", lambda _: 1 / 0)
    answer = browser.get("/")
    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    (details,) = tmp_path.glob("itaxl-*.txt")
    assert "ZeroDivisionError" in details.read_text("utf-8")
    assert details.name in answer.text


def test_scripts_and_styles_stand_in_files_alone() -> None:
    for file in (ROOT / "html_templates/workbench").glob("*.html"):
        text = file.read_text("utf-8")
        assert not re.search(r"<script(?! src=)|<style| on\w+=|style=|\|\s*safe", text), file


def test_the_inbox_is_read_anew_once_something_came(desk: Desk, browser: TestClient) -> None:
    before = desk.year_data()
    assert desk.year_data() is before
    (desk.inbox / "จดหมาย.txt").write_text("x", "utf-8")
    assert desk.year_data() is not before


def test_files_that_are_nobodys_are_told_without_a_word_of_the_terminal(
    desk: Desk, browser: TestClient
) -> None:
    (desk.inbox / "2562-IIT-finance.xlsx").write_bytes(b"PK")
    desk.year_data(60)
    page = browser.get("/").text
    assert "1 file that cannot be used" in page
    assert "itaxl check" not in page


def test_the_workbench_stays_small() -> None:
    modules = (ROOT / "itaxl/workbench").glob("*.py")
    assert sum(len(module.read_text("utf-8").splitlines()) for module in modules) < 1500


def test_where_only_a_form_leads_a_reload_goes_to_the_page_with_the_form(browser: TestClient) -> None:
    for path, home in {
        "/issue/bear": "/issue",
        "/inbox/take-out": "/inbox",
        "/first/create": "/first",
        "/stop": "/",
    }.items():
        assert browser.get(path, follow_redirects=False).headers["location"] == home


def test_a_page_that_a_form_led_to_offers_no_choice_by_which_what_was_typed_is_lost(
    browser: TestClient, post: Callable[[str], str]
) -> None:
    answer = browser.post(post("/settings"), data={"seen": "x", "agency.name": ""})
    assert answer.status_code == 409
    assert 'action="/choose' not in answer.text
    assert post("/settings").partition("=")[2] in answer.text


def test_a_choice_and_a_wait_lead_back_to_what_was_looked_at(
    browser: TestClient, post: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Desk, "year_data", still_reading)
    assert (
        'data-then="/findings/file?file=a%20b&amp;item=2"'
        in browser.get("/findings/file?file=a%20b&item=2").text
    )
    assert 'data-then="/issue"' in browser.post(post("/issue/bear"), data={"document": "x"}).text


def still_reading(desk: Desk) -> None:
    desk.reading = Work(lambda _: gather(Request(desk.folder)))
    raise StillReadingError
