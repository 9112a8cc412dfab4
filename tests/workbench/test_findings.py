"""Findings by sender and file, with the sheet around the cell, and what goes back to a sender."""

from email import message_from_bytes
from functools import cache
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from itaxl.findings import catalogue
from itaxl.forms.layout import SCORES
from itaxl.workbench.desk import Desk
from tests import agencies
from tests.agencies import SCORED
from tests.filled import who

BAD = SCORED.replace("| 4 | 20 | 84 |", "| 4 | 20 | <i>แปดสิบ</i> |").replace("| 20 | 85 |", "| 20 | 185 |")
NAME = "จากกองคลัง/<b>a&b</b>.xlsx"
FILE = f"/findings/file?file={quote(NAME)}"


@cache
def workbook() -> bytes:
    return agencies.workbook(who("IIT", "finance"), {SCORES: BAD})


@pytest.fixture
def wrong(folder: Path, desk: Desk) -> Path:
    """An inbox with a workbook in which two scores have to be mended."""
    file = folder / "inbox" / "2562" / NAME
    file.parent.mkdir(parents=True)
    file.write_bytes(workbook())
    desk.year_data(60)
    return folder


def test_an_inbox_without_files_has_nothing_to_show_of_any(browser: TestClient) -> None:
    assert browser.get("/findings").status_code == 200
    assert browser.get(FILE).status_code == 404


def test_findings_stand_by_sender_and_file_as_text(wrong: Path, browser: TestClient) -> None:
    page = browser.get("/findings").text
    assert "กองคลัง" in page
    assert "&lt;b&gt;a&amp;b&lt;/b&gt;.xlsx" in page
    assert "<b>" not in page
    assert "<i>" not in page


def test_each_finding_is_shown_in_its_sheet_with_ways_to_the_others(wrong: Path, browser: TestClient) -> None:
    first = browser.get(f"{FILE}&item=1").text
    assert "<mark>&lt;i&gt;แปดสิบ&lt;/i&gt;</mark>" in first
    assert 'rel="next"' in first
    assert 'rel="prev"' not in first
    second = browser.get(f"{FILE}&item=2").text
    assert "<mark>185</mark>" in second
    assert 'rel="prev"' in second
    assert all(heading in second for heading in ("รหัส", "คะแนน (0–100)"))


def test_a_number_that_is_none_shows_the_first(wrong: Path, browser: TestClient) -> None:
    first = browser.get(f"{FILE}&item=1").text.partition("<main")[2]
    for typed in ("0", "999", "-1", "x", "²", "1" * 9000):
        assert browser.get(f"{FILE}&item={quote(typed)}").text.partition("<main")[2] == first


def test_a_file_that_went_away_meanwhile_has_no_page(wrong: Path, browser: TestClient, desk: Desk) -> None:
    (wrong / "inbox" / "2562" / NAME).unlink()
    desk.year_data(60)
    assert browser.get(FILE).status_code == 404


def test_the_marked_workbook_and_the_mail_can_be_kept(wrong: Path, browser: TestClient) -> None:
    page = browser.get("/findings/give-back?sender=finance")
    assert page.status_code == 200
    path = "office/returns/2562-IIT-finance"
    mail = browser.get(f"/findings/give-back/file?sender=finance&name={path}.eml")
    assert "attachment" in mail.headers["content-disposition"]
    assert message_from_bytes(mail.content)["X-Unsent"] == "1"
    assert browser.get(f"/findings/give-back/file?sender=finance&name={path}.xlsx").content[:2] == b"PK"
    for name in ("../itaxl.toml", "office/findings.json", ""):
        assert browser.get(f"/findings/give-back/file?sender=finance&name={name}").status_code == 404
    assert browser.get("/findings/give-back?sender=clerk").status_code == 404


def test_every_code_is_explained(browser: TestClient) -> None:
    page = browser.get("/findings/codes").text
    assert all(f'id="{code}"' in page for code in catalogue())
