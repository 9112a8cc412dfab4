"""The way into each agency's own workbench and back, and nowhere else."""

import re
import threading
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from itaxl.cli import open
from itaxl.processes.work import Work
from itaxl.province_workbench.desk import DESKS, ProvinceDesk
from tests.province_workbench.conftest import NAME

Post = Callable[[str], str]
HOME = "/agency/agencies/" + quote("ก ข")
_ADDRESS = re.compile(r'(?:href|action|src|data-progress|data-then)="([^"#]*)')


def test_every_link_of_an_agency_stays_with_it_or_leads_back(browser: TestClient) -> None:
    for path in ("/", "/inbox", "/merge", "/documents", "/findings", "/settings", "/workbooks"):
        answer = browser.get(HOME + path)
        assert answer.status_code == 200, path
        elsewhere = {address for address in _ADDRESS.findall(answer.text) if not address.startswith(HOME)}
        assert elsewhere <= {"", "/", "data:,"}, path
        assert f'<a href="/">← {NAME}</a>' in answer.text


def test_the_address_of_an_agency_needs_no_slash(browser: TestClient) -> None:
    assert 'aria-current="page">The year' in browser.get(HOME).text


def test_a_form_of_an_agency_changes_that_agency(browser: TestClient, post: Post, folder: Path) -> None:
    files = {"files": ("2562.txt", b"x")}
    answer = browser.post(post(f"{HOME}/inbox/drop"), files=files)
    assert answer.status_code == 200
    assert str(answer.url).endswith(f"{HOME}/inbox")
    assert (folder / "agencies/ก ข/inbox/2562/2562.txt").read_bytes() == b"x"


def test_a_choice_of_language_holds_for_the_province_and_all_agencies(
    browser: TestClient, post: Post
) -> None:
    browser.post(post(f"{HOME}/choose"), data={"lang": "th", "here": "/inbox"})
    assert 'lang="th"' in browser.get("/").text
    assert 'lang="th"' in browser.get(f"{HOME}/").text


def test_a_folder_without_settings_leads_to_its_first_form(browser: TestClient) -> None:
    answer = browser.get("/agency/agencies/empty/", follow_redirects=False)
    assert answer.headers["location"] == "/agency/agencies/empty/first"


def test_broken_settings_are_told_where_they_are(browser: TestClient) -> None:
    answer = browser.get("/agency/agencies/broken/")
    assert answer.status_code == 409
    assert "itaxl.toml" in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/agency",
        "/agency/",
        "/agency/agencies",
        "/agency/agencies/none/",
        "/agency/agencies/%2e%2e/",
        "/agency/agencies/..%5c..%5c/",
        "/agency/%2e%2e/%2e%2e/",
        "/agency/agencies/.hidden/",
        "/agency/agencies%2f..%2f../",
        "/agency//etc/",
        "/made/reports/2562/office/../../../province.toml",
        "/made/province.toml",
        "/made/agencies/broken/itaxl.toml",
        "/made/agencies/%2e%2e/reports/2562/data.json",
    ],
)
def test_what_leads_out_of_the_province_is_not_there(browser: TestClient, folder: Path, path: str) -> None:
    (folder / "agencies/.hidden").mkdir()
    (folder.parent / "itaxl.toml").write_text("", "utf-8")
    assert browser.get(path).status_code == 404


def test_without_the_address_no_agency_is_reached(stranger: TestClient, post: Post) -> None:
    assert stranger.get(f"{HOME}/").status_code == 403
    assert stranger.post(post(f"{HOME}/stop")).status_code == 403
    assert stranger.get("/agencies").status_code == 403


def test_a_form_without_its_token_is_refused_below_an_agency_too(browser: TestClient) -> None:
    assert browser.post(f"{HOME}/choose", data={"theme": "dark"}).status_code == 403


def test_the_button_of_an_agency_ends_the_whole_and_its_merge_keeps_it_going(
    browser: TestClient, desk: ProvinceDesk, post: Post
) -> None:
    agency = desk.desk("agencies/ก ข")
    assert agency
    assert not desk.busy
    go = threading.Event()
    agency.merging = Work(lambda _: go.wait(60))  # type: ignore[arg-type,return-value]
    assert desk.busy
    go.set()
    assert "You may close this page" in browser.post(post(f"{HOME}/stop")).text
    assert desk.visit.stop_at is not None


def test_a_folder_is_opened_as_what_its_settings_say(folder: Path) -> None:
    assert open._serve_of(folder).__module__ == "itaxl.province_workbench.app"
    assert open._serve_of(folder / "agencies/ก ข").__module__ == "itaxl.workbench.app"


def test_few_desks_are_kept_but_those_at_work_are(desk: ProvinceDesk, folder: Path) -> None:
    for number in range(DESKS + 5):
        (folder / f"agencies/{number}").mkdir()
    first = desk.desk("agencies/0")
    assert first
    first.chosen_year = 2555
    for number in range(1, DESKS + 5):
        desk.desk(f"agencies/{number}")
    assert len(desk._desks) == DESKS
    assert desk.desk("agencies/0") is not first


def test_broken_settings_of_the_province_are_told(browser: TestClient, folder: Path) -> None:
    (folder / "province.toml").write_text("[province]", "utf-8")
    answer = browser.get("/")
    assert answer.status_code == 409
    assert "province.toml" in answer.text
