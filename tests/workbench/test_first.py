"""The first time: from an empty folder to an agency with workbooks and mails to send."""

import zipfile
from collections.abc import Callable
from email import message_from_bytes
from io import BytesIO
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from itaxl.agency import settings
from itaxl.forms import build
from itaxl.sending import reminders
from itaxl.workbench.desk import Desk
from tests.agency.test_new_agency import KNOWN

Post = Callable[[str], str]
FORM = {
    "agency.name": "โรงเรียนดอกคูน",
    "agency.kind": "โรงเรียน",
    "agency.district": "",
    "agency.lang": "en",
    "agency.digits": "arabic",
    "report.place": "กลุ่มบริหารทั่วไป โรงเรียนดอกคูน",
    "divisions.0.id": "academic",
    "divisions.0.name": "กลุ่มบริหารวิชาการ",
    "divisions.0.aliases": "ฝ่ายวิชาการ",
    "divisions.1.id": "",
    "divisions.1.name": "",
    "signatories.0.role": "chief",
    "signatories.0.position": "ผู้อำนวยการโรงเรียน",
    "signatories.0.opinion": "approve",
}


@pytest.fixture
def empty(folder: Path) -> Path:
    """A folder without settings and without any year."""
    (folder / "itaxl.toml").unlink()
    (folder / "inbox" / "2562").rmdir()
    (folder / "inbox").rmdir()
    return folder


@pytest.mark.parametrize("path", ["/", "/findings", "/settings", "/workbooks", "/versions", "/analysis"])
def test_every_page_leads_to_the_first_form(path: str, empty: Path, browser: TestClient) -> None:
    answer = browser.get(path, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/first")


def test_the_kind_fills_in_what_such_bodies_have(empty: Path, browser: TestClient) -> None:
    text = browser.get("/first").text
    assert all(f'value="{body.key}"' in text for body in KNOWN)
    form = browser.get("/first", params={"body": "school", "name": "โรงเรียน<b>"}).text
    assert "กลุ่มบริหารวิชาการ" in form
    assert "ผู้อำนวยการโรงเรียน" in form
    assert 'value="โรงเรียน&lt;b&gt;"' in form


def test_nothing_is_written_before_it_was_looked_at(empty: Path, browser: TestClient, post: Post) -> None:
    preview = browser.post(post("/first/preview"), data=FORM)
    assert preview.status_code == 200
    assert "[[divisions]]" in preview.text
    assert list(empty.iterdir()) == []
    assert browser.post(post("/first/create"), data=FORM, follow_redirects=False).status_code == 303
    agency = settings.load(empty)
    assert (agency.name, agency.lang, agency.district) == ("โรงเรียนดอกคูน", "en", "")
    assert [division.id for division in agency.divisions] == ["academic"]
    assert [person.role for person in agency.signatories] == ["chief"]


def test_what_is_wrong_is_said_and_nothing_written(empty: Path, browser: TestClient, post: Post) -> None:
    answer = browser.post(post("/first/preview"), data=FORM | {"divisions.0.id": "วิชาการ"})
    assert answer.status_code == 409
    assert 'value="วิชาการ"' in answer.text
    assert list(empty.iterdir()) == []


def test_settings_that_are_there_are_never_written_over(
    folder: Path, browser: TestClient, post: Post
) -> None:
    before = (folder / "itaxl.toml").read_bytes()
    assert browser.get("/first", follow_redirects=False).headers["location"] == "/"
    assert browser.post(post("/first/create"), data=FORM).status_code == 409
    assert (folder / "itaxl.toml").read_bytes() == before


def test_workbooks_and_mails_are_made_and_can_be_kept(
    folder: Path, browser: TestClient, post: Post, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    announced = "2562-announced.xlsx"
    names = ["2562-IIT-finance.xlsx", "2562-EIT-finance.xlsx", "2562-IIT-clerk.xlsx", announced]
    monkeypatch.setattr(build, "outbox", lambda *_: ((name, name.encode()) for name in names))
    assert "/workbooks/2562/" not in browser.get("/workbooks").text
    page = browser.post(
        post("/workbooks"), data={"year": "2562", "round": "plan", "deadline": "31 ม.ค. 2563"}
    )
    assert "/workbooks/2562/plan/finance.zip" in page.text
    own = browser.get("/workbooks/2562/announced")
    assert (own.content, announced in own.headers["content-disposition"]) == (announced.encode(), True)
    assert announced in page.text
    assert browser.get("/workbooks/2561/announced").status_code == 409
    archive = zipfile.ZipFile(BytesIO(browser.get("/workbooks/2562/plan/finance.zip").content))
    assert archive.namelist() == ["2562-IIT-finance.xlsx", "2562-EIT-finance.xlsx"]
    mail = browser.get("/workbooks/2562/plan/clerk.eml")
    assert "attachment" in mail.headers["content-disposition"]
    for name in ("plan/x.eml", "plan/..%2f..%2f2562-IIT-clerk.xlsx", "other/clerk.eml"):
        assert browser.get(f"/workbooks/2562/{name}").status_code == 404
    answer = browser.post(post("/workbooks"), data={"year": "2562", "deadline": "32 มกราคม"})
    assert answer.status_code == 409


def test_those_who_have_not_sent_theirs_get_a_draft(
    folder: Path, browser: TestClient, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reminders, "build", lambda *_: b"a workbook")
    desk.year_data(60)
    page = browser.get("/workbooks/reminders").text
    assert "/workbooks/reminders/finance.eml" in page
    assert "IIT, EIT, OIT" in page
    mail = message_from_bytes(browser.get("/workbooks/reminders/finance.eml").content)
    assert [part.get_filename() for part in mail.walk() if part.get_filename()] == [
        f"2562-{dimension}-finance.xlsx" for dimension in ("IIT", "EIT", "OIT")
    ]
    assert browser.get("/workbooks/reminders/nobody.eml").status_code == 404
