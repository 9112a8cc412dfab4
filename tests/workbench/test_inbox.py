"""Files that are dropped: each is a row that says what it is; none is taken that should not be."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from starlette.testclient import TestClient

from itaxl.agency import lock
from itaxl.loopback.face import Visit
from itaxl.loopback.guard import Keys
from itaxl.spreadsheets.package import FILE_SIZE
from itaxl.spreadsheets.passwords import VARIABLE, Passwords
from itaxl.spreadsheets.sandbox import SandboxedReader
from itaxl.workbench import inbox
from itaxl.workbench.app import application
from itaxl.workbench.desk import Desk
from itaxl.workbench.inbox import DROP
from tests import agencies
from tests.filled import who
from tests.report.webpages import Web
from tests.spreadsheets.broken import GOOD, packed
from tests.spreadsheets.broken import locked as encrypted
from tests.workbench.conftest import BASE

Post = Callable[[str], str]
MARKUP = '"><img src=x onerror=alert(1)>.txt'


def drop(browser: TestClient, post: Post, **files: bytes) -> str:
    sent = [("files", (name, BytesIO(data))) for name, data in files.items()]
    return browser.post(post(DROP), files=sent).text


def names(desk: Desk) -> set[str]:
    return {path.name for path in desk.inbox.iterdir()}


def test_every_dropped_file_is_a_row(browser: TestClient, post: Post, desk: Desk) -> None:
    text = drop(browser, post, **{"บันทึก.txt": b"x", "ว่าง.xlsx": b""})
    page = Web(text)
    assert names(desk) == {"บันทึก.txt", "ว่าง.xlsx"}
    assert len(page.tables) == 1
    assert "Just taken in (2)" in text
    assert "F102" in text
    drop(browser, post, **{"ว่าง.xlsx": b""})
    assert "ว่าง (2).xlsx" in names(desk)


def test_without_a_file_that_is_said(browser: TestClient, post: Post) -> None:
    answer = browser.post(post(DROP), files=[("files", ("", b"")), ("folder", ("", b""))])
    assert "No file was chosen" in answer.text


def test_25_megabytes_are_refused_while_the_rest_is_taken(
    browser: TestClient, post: Post, desk: Desk
) -> None:
    large = BytesIO(b"x" * (FILE_SIZE + 5_000_000))
    answer = browser.post(post(DROP), files=[("files", ("big.xlsx", large))])
    assert answer.status_code == 413
    assert "20 MB" in answer.text
    assert names(desk) == set()
    text = drop(browser, post, **{"a.txt": b"x", "b.xlsx": b"x" * (FILE_SIZE + 1)})
    assert names(desk) == {"a.txt"}
    assert "b.xlsx was not taken" in text


def test_a_form_beyond_all_bounds_is_cut_off(
    browser: TestClient, post: Post, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("itaxl.loopback.uploads.TOTAL", 1000)
    assert browser.post(post(DROP), files=[("files", ("a.txt", b"x" * 2000))]).status_code == 413
    assert names(desk) == set()


@pytest.mark.parametrize("body", [b"", b"--x\r\nnonsense", b"--x\r\nContent-Disposition: form-data\r\n\r\n"])
def test_what_is_no_form_is_refused(browser: TestClient, post: Post, desk: Desk, body: bytes) -> None:
    for kind in ("multipart/form-data; boundary=x", "multipart/form-data", "text/plain"):
        browser.post(post(DROP), content=body, headers={"Content-Type": kind})
    assert names(desk) == set()


def test_a_file_named_as_markup_is_text(browser: TestClient, post: Post, desk: Desk) -> None:
    (desk.inbox / "<b>ก.txt").write_bytes(b"x")
    text = drop(browser, post, **{MARKUP: b"x"})
    assert "<img" not in text
    assert "<b>" not in text
    assert "&lt;img src=x onerror=alert(1)&gt;.txt" in text


def test_a_file_is_taken_out_listed_and_put_back(browser: TestClient, post: Post, desk: Desk) -> None:
    drop(browser, post, **{"a.txt": b"x"})
    text = browser.post(post("/inbox/take-out"), data={"name": "a.txt"}).text
    assert "Taken out, not merged" in text
    assert desk.year_data().arrived == ()
    browser.post(post("/inbox/put-back"), data={"name": "a.txt"})
    assert names(desk) >= {"a.txt"}
    assert len(desk.year_data().arrived) == 1


def test_nothing_is_moved_while_somebody_merges(
    browser: TestClient, post: Post, folder: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "LOCK_PATIENCE", 0)
    drop(browser, post, **{"a.txt": b"x"})
    with lock.held(folder):
        answer = browser.post(post("/inbox/take-out"), data={"name": "a.txt"})
    assert answer.status_code == 409
    assert names(desk) == {"a.txt"}


def test_what_came_in_one_file_is_taken_out_together(browser: TestClient, post: Post, desk: Desk) -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as package:
        package.writestr("a.xlsx", agencies.workbook(who("IIT", "clerk"), {}))
        package.writestr("b.xlsx", agencies.workbook(who("EIT", "clerk"), {}))
    text = drop(browser, post, **{"สองแบบ.zip": packed.getvalue()})
    assert text.count("สองแบบ.zip › ") >= 2
    assert text.count("Take สองแบบ.zip out of the inbox") == 1
    browser.post(post("/inbox/take-out"), data={"name": "สองแบบ.zip"})
    assert names(desk) == {".taken-out"}


@pytest.fixture
def locked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A workbook with a password in the inbox."""
    monkeypatch.delenv(VARIABLE, raising=False)
    (folder / "inbox/2562/กองคลัง.xlsx").write_bytes(encrypted(packed(GOOD, ZIP_STORED), "ลับมาก"))
    passwords = Passwords()
    with SandboxedReader(passwords) as reader:
        desk = Desk(folder, Visit(), reader, passwords)
        desk.patience = 300
        yield desk
        desk.close()


@pytest.mark.slow
def test_password_of_a_locked_workbook_is_typed_beside_its_finding(
    locked: Desk, keys: Keys, post: Post, capfd: pytest.CaptureFixture[str]
) -> None:
    browser = TestClient(application(locked, keys), BASE, cookies={keys.cookie_name: keys.cookie})
    for path in ("/inbox", "/findings"):
        text = browser.get(path).text
        assert 'type="password"' in text
        assert "Password of กองคลัง.xlsx" in text
    assert "No password was typed" in browser.post(post("/inbox/password"), data={"password": ""}).text
    wrong = browser.post(post("/inbox/password"), data={"password": "ผิดแน่"})
    assert "a file is still locked" in wrong.text
    right = browser.post(post("/inbox/password"), data={"password": "ลับมาก"})
    assert "The protected file was opened" in right.text
    assert "F103" not in right.text
    told = wrong.text + right.text + browser.get("/findings").text + "".join(capfd.readouterr())
    kept = b"".join(path.read_bytes() for path in locked.folder.rglob("*") if path.is_file())
    for password in ("ผิดแน่", "ลับมาก"):
        assert password not in told
        assert password.encode() not in kept


def test_files_of_a_folder_that_was_chosen_arrive_under_their_own_names(
    browser: TestClient, post: Post, desk: Desk
) -> None:
    sent = [("folder", (f"จากกอง/ย่อย/{name}", BytesIO(b"x"))) for name in ("ก.txt", "ข.txt")]
    browser.post(post(DROP), files=sent)
    assert names(desk) == {"ก.txt", "ข.txt"}
