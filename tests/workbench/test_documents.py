"""What merge made is shown where it can do nothing, and issued as `itaxl issue` does it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from itaxl.findings import NOWHERE, finding
from itaxl.report.files import recorded
from itaxl.texts import Text
from itaxl.workbench.desk import Desk
from tests.workbench.conftest import YEAR

Post = Callable[[str], str]
FORM = {"document": "analysis", "signed": "1"}
pytestmark = pytest.mark.usefixtures("merged")


def test_documents_are_shown_in_a_sandbox_and_saved(browser: TestClient) -> None:
    listed = browser.get("/documents").text
    assert 'href="/documents/made/analysis.pdf"' in listed
    page = browser.get("/documents/made/site/index.html")
    assert page.headers["content-security-policy"].startswith("sandbox ")
    assert "allow-scripts" not in page.headers["content-security-policy"]
    assert page.headers["content-disposition"].startswith("inline")
    assert browser.get("/documents/made/site/style.css").headers["content-type"].startswith("text/css")
    pdf = browser.get("/documents/made/analysis.pdf").headers
    assert (pdf["content-type"], pdf["content-disposition"][:6]) == ("application/pdf", "inline")
    saved = browser.get("/documents/made/analysis.pdf?save").headers
    assert saved["content-disposition"].startswith("attachment")
    workbook = browser.get("/documents/made/office/merged.xlsx").headers
    assert workbook["content-type"] == "application/octet-stream"
    assert json.loads(browser.get("/documents/made/data.json").text)["year"] == YEAR


def test_nothing_but_what_merge_made_is_shown(browser: TestClient, desk: Desk) -> None:
    (desk.reports / "link.pdf").symlink_to(Path("/etc/passwd"))
    for path in (
        *(
            "../../itaxl.toml",
            "%2e%2e/%2e%2e/itaxl.toml",
            "..%2f..%2fitaxl.toml",
            "/etc/passwd",
            "%2fetc/passwd",
        ),
        *("office", "nothing.pdf", "link.pdf", ""),
    ):
        assert browser.get(f"/documents/made/{path}").status_code == 404
        assert browser.get(f"/documents/issued/analysis-1/{path}").status_code == 404


def test_a_file_that_is_now_a_link_to_elsewhere_is_not_shown(browser: TestClient, desk: Desk) -> None:
    (desk.reports / "data.json").unlink()
    (desk.reports / "data.json").symlink_to(Path("/etc/passwd"))
    assert browser.get("/documents/made/data.json").status_code == 404
    assert "data.json" in browser.get("/documents").text


def test_a_document_is_issued_once_it_is_signed(browser: TestClient, post: Post, desk: Desk) -> None:
    assert "Confirm first" in browser.post(post("/issue"), data={"document": "analysis"}).text
    assert "Confirm first" in browser.post(post("/issue"), data={"document": "../x", "signed": "1"}).text
    assert not (desk.folder / "issued").exists()
    assert browser.post(post("/issue"), data=FORM).status_code == 200
    assert (desk.folder / "issued/2562/analysis-1/analysis.pdf").is_file()
    assert "analysis-1" in browser.get("/issue").text
    assert "/documents/issued/analysis-1/analysis.pdf" in browser.get("/documents").text
    assert browser.get("/documents/issued/analysis-1/analysis.pdf").status_code == 200
    assert desk.year_state().unposted
    browser.post(post("/merge"), data={"year": YEAR})
    assert desk.merging
    desk.merging.wait(60)
    assert not desk.year_state().unposted


def test_a_disputed_grade_is_shown_above_the_document_that_is_to_be_signed(
    browser: TestClient, desk: Desk
) -> None:
    grade = finding("X409", NOWHERE, "C", computed="B", total="79.83", reason=Text("", ""))
    record = desk.reports / recorded.FINDINGS
    record.chmod(0o644)
    record.write_text(recorded.written([grade]), "utf-8")
    page = browser.get("/issue").text
    assert page.count(grade.what("en")) == 1
    assert page.index('id="analysis"') < page.index("X409")


def test_every_reason_against_issuing_is_shown(browser: TestClient, post: Post, desk: Desk) -> None:
    file = desk.folder / "itaxl.toml"
    file.write_text(file.read_text("utf-8").replace("2020-04-10", "2020-04-11"), "utf-8")
    (desk.reports / "data.json").write_text("{}", "utf-8")
    answer = browser.post(post("/issue"), data=FORM)
    assert answer.status_code == 409
    assert "data.json" in answer.text
    assert "10 Apr 2020 → 11 Apr 2020" in answer.text
    assert not (desk.folder / "issued").exists()


def test_what_a_document_bears_is_asked_for_and_the_documents_are_made_with_it(
    browser: TestClient, post: Post, desk: Desk
) -> None:
    form = {"document": "analysis", "seen": seen(browser), "date": "20/4/2563", "number": "ตย ๒"}
    assert browser.post(post("/issue/bear"), data=form).status_code == 200
    assert desk.merging
    assert desk.merging.wait(60)
    text = browser.get("/issue").text
    assert "number ตย ๒, dated 20 Apr 2020" in text
    assert browser.post(post("/issue"), data=FORM).status_code == 200
    assert (desk.folder / "issued/2562/analysis-1").is_dir()


def seen(browser: TestClient) -> str:
    return browser.get("/issue").text.partition('name="seen" value="')[2][:64]


@pytest.mark.parametrize(
    "changed", [{"date": "31/2/2563"}, {"seen": "0" * 64, "number": "2"}, {"document": "x"}]
)
def test_what_a_document_cannot_bear_is_told(
    browser: TestClient, post: Post, desk: Desk, changed: dict[str, str]
) -> None:
    before = (desk.folder / "itaxl.toml").read_bytes()
    form = {"document": "analysis", "seen": seen(browser), "date": "20/4/2563", "number": "1"} | changed
    assert browser.post(post("/issue/bear"), data=form).status_code == 409
    assert (desk.folder / "itaxl.toml").read_bytes() == before
    assert desk.merging is None
