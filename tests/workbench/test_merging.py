"""Merging from the browser: once at a time, with an end that a person may ask for, and an outcome that stays."""

import shutil
from collections.abc import Callable
from concurrent.futures import Future

import pytest
from starlette.testclient import TestClient

from itaxl.agency import lock
from itaxl.report.pdf.render import Document, Rendered
from itaxl.workbench.desk import Desk
from tests.press import Press
from tests.workbench.conftest import YEAR

Post = Callable[[str], str]
pytestmark = pytest.mark.usefixtures("full")


class Stuck(Press):
    """Renders forever."""

    def submit(self, _: Document) -> Future[Rendered]:
        return Future()


def merge(browser: TestClient, post: Post, desk: Desk) -> str:
    browser.post(post("/merge"), data={"year": YEAR})
    assert desk.merging
    desk.merging.wait(60)
    return browser.get("/merge").text


def test_one_button_makes_the_documents_and_says_what_came_of_it(
    browser: TestClient, post: Post, desk: Desk, undrawn: None
) -> None:
    text = merge(browser, post, desk)
    assert (desk.reports / "analysis.pdf").is_file()
    assert "<dd>A</dd>" in text or "unknown" in text
    assert 'href="/documents"' in text


def test_a_second_merge_finds_the_first_one_going_on_and_a_person_may_end_it(
    browser: TestClient, post: Post, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("itaxl.pipeline.Renderer", Stuck)
    browser.post(post("/merge"), data={"year": YEAR})
    first = desk.merging
    assert "A merge is under way already" in browser.post(post("/merge"), data={"year": YEAR}).text
    assert desk.merging is first
    assert first
    browser.post(post("/merge/cancel"))
    assert first.wait(20)
    assert "Cancelled" in browser.get("/merge").text
    assert not desk.reports.exists()
    assert not (desk.folder / lock.NAME).exists()


def test_whoever_merges_meanwhile_is_named(
    browser: TestClient, post: Post, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "SECONDS", 0)
    with lock.held(desk.folder):
        text = merge(browser, post, desk)
    assert "The documents could not be made" in text
    assert not desk.reports.exists()


def test_whoever_waits_for_another_merge_is_told(browser: TestClient, post: Post, desk: Desk) -> None:
    with lock.held(desk.folder):
        browser.post(post("/merge"), data={"year": YEAR})
        assert desk.merging
        text = ""
        while "Waiting for another itaxl" not in text and desk.merging.running:
            text = browser.get("/merge").text
            assert '<p class="progress"' in text
            assert 'data-then="/merge"></p>' not in text  # never blank
        assert "Waiting for another itaxl" in text
        desk.merging.cancel()
        assert desk.merging.wait(20)


def test_an_inbox_without_a_file_is_told(browser: TestClient, post: Post, desk: Desk) -> None:
    inbox = desk.inbox
    shutil.rmtree(inbox)
    inbox.mkdir()
    assert "There is no file in" in merge(browser, post, desk)


def test_progress_is_streamed_until_the_end(browser: TestClient, post: Post, desk: Desk) -> None:
    desk.year_data()
    assert browser.get("/progress/reading").text == "event: end\ndata: {}\n\n"
    assert browser.get("/progress/reading").headers["content-type"].startswith("text/event-stream")
