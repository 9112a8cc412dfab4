"""Versions side by side, and a choice that is kept."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from itaxl.forms.layout import SCORES
from itaxl.workbench.desk import Desk
from tests import agencies
from tests.agencies import SCORED
from tests.filled import who


@cache
def workbook(score: str) -> bytes:
    return agencies.workbook(who("IIT", "clerk"), {SCORES: SCORED.replace("| 81 |", f"| {score} |")})


@pytest.fixture
def tied(folder: Path, desk: Desk) -> Path:
    for name, score in (("a.xlsx", "81"), ("b.xlsx", "91")):
        (folder / "inbox" / "2562" / name).write_bytes(workbook(score))
    desk.year_data(60)
    return folder


def test_the_differing_cells_are_marked_and_a_choice_settles_it(
    tied: Path, browser: TestClient, post: Callable[[str], str], desk: Desk
) -> None:
    page = browser.get("/versions").text
    assert "<mark>81</mark>" in page
    assert "<mark>91</mark>" in page
    assert "<mark>82</mark>" not in page
    answer = browser.post(post("/versions"), data={"file": "b.xlsx"})
    assert answer.status_code == 200
    assert "b.xlsx" in (tied / "use-2562.json").read_text("utf-8")
    desk.year_data(60)
    assert "<mark>" not in browser.get("/versions").text
    assert not (tied / "reports").exists()


def test_whoever_sees_that_a_choice_is_to_be_made_is_led_to_it(tied: Path, browser: TestClient) -> None:
    for path in ("/", "/inbox", "/findings", "/findings/file?file=a.xlsx"):
        assert "Choose between them here" in browser.get(path).text, path


def test_a_file_that_is_none_of_the_versions_is_refused(
    tied: Path, browser: TestClient, post: Callable[[str], str]
) -> None:
    assert browser.post(post("/versions"), data={"file": "itaxl.toml"}).status_code == 409
    assert browser.post(post("/versions")).status_code == 409
    assert not (tied / "use-2562.json").exists()
