"""The table of agencies: those that need somebody first, filtered and in pages without a script."""

import threading
from collections.abc import Sequence
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from itaxl.processes.work import Progress
from itaxl.province.one import Job
from itaxl.province.state import State
from itaxl.province.survey import Survey
from itaxl.province_workbench import agencies
from itaxl.province_workbench.desk import ProvinceDesk


def shown(text: str) -> list[str]:
    body = text.partition("<tbody>")[2]
    return [part.partition('"')[0] for part in body.split('href="/agency/')[1:]]


def test_those_that_need_somebody_come_first_each_with_its_reason(browser: TestClient) -> None:
    text = browser.get("/agencies").text
    assert shown(text) == ["agencies/broken/", "agencies/empty/", f"agencies/{quote('ก ข')}/"]
    assert "Cannot be merged (2)" in text
    assert "To be merged (1)" in text
    assert "Up to date (" not in text


def test_filters_are_links_and_a_form(browser: TestClient) -> None:
    assert shown(browser.get("/agencies?state=due").text) == [f"agencies/{quote('ก ข')}/"]
    assert shown(browser.get("/agencies?name=BROKEN").text) == ["agencies/broken/"]
    assert "No agency matches" in browser.get("/agencies?name=none&state=due").text
    assert len(shown(browser.get("/agencies?state=%27&page=99999999").text)) == 3


def test_many_agencies_are_in_pages_that_keep_the_filter(
    browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agencies, "ROWS", 1)
    text = browser.get("/agencies?state=failed&page=2").text
    assert shown(text) == ["agencies/empty/"]
    assert 'href="/agencies?state=failed"' in text
    assert 'aria-current="page">2<' in text


def test_names_are_never_markup(browser: TestClient, desk: ProvinceDesk) -> None:
    (desk.folder / "agencies/<b>x").mkdir()
    text = browser.get("/agencies?name=<b>").text
    assert "<b>" not in text
    assert "&lt;b&gt;x" in text


def test_first_look_that_takes_long_is_shown_as_it_goes(
    browser: TestClient, desk: ProvinceDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = threading.Event()

    def slow(self: Survey, jobs: Sequence[Job], progress: Progress) -> tuple[State, ...]:
        progress("", 1, len(jobs))
        go.wait(60)
        return ()

    monkeypatch.setattr(Survey, "states", slow)
    desk.patience = 0.2
    text = browser.get("/agencies?state=due").text
    assert "Looking at agency 1 of 3" in text
    assert 'data-progress="/progress/looking" data-then="/agencies?state=due"' in text
    go.set()
    desk.patience = 60
    assert "No agency matches" in browser.get("/agencies").text
