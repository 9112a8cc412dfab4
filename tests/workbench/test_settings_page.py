"""Settings as a form: what is saved is what was typed, and nothing else of the file changes."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

from starlette.testclient import TestClient

from itaxl.agency import settings

Post = Callable[[str], str]


def controls(page: str) -> dict[str, list[str]]:
    """The values of a form as a browser would send them."""
    form = page[page.index('<form method="post" action="/settings') :]
    values: dict[str, list[str]] = {}
    for tag in re.findall(r"<(?:input[^>]*>|textarea.*?</textarea>|select.*?</select>)", form, re.DOTALL):
        name = re.search(r'name="([^"]+)"', tag)
        assert name
        if tag.startswith("<select"):
            chosen = re.search(r'<option value="([^"]*)" selected', tag)
            values.setdefault(name[1], []).append(unescape(chosen[1] if chosen else ""))
        elif tag.startswith("<textarea"):
            values.setdefault(name[1], []).append(unescape(tag.split(">", 1)[1].rsplit("<", 1)[0]))
        elif "checkbox" not in tag or " checked" in tag:
            value = re.search(r'value="([^"]*)"', tag)
            values.setdefault(name[1], []).append(unescape(value[1] if value else ""))
    return values


def shown(browser: TestClient) -> dict[str, list[str]]:
    return controls(browser.get("/settings").text)


def test_a_form_that_nobody_touched_changes_nothing(folder: Path, browser: TestClient, post: Post) -> None:
    file = folder / "itaxl.toml"
    text = "# ของเรา\n" + file.read_text("utf-8") + "\n[report]\ndate = 2020-04-10\nthreshold = 85.0\n"
    file.write_text(text, "utf-8")
    assert browser.post(post("/settings"), data=shown(browser)).status_code == 200
    assert file.read_text("utf-8") == text


def test_what_was_typed_is_saved_and_the_rest_stays(folder: Path, browser: TestClient, post: Post) -> None:
    file = folder / "itaxl.toml"
    file.write_text("# ของเรา\n" + file.read_text("utf-8"), "utf-8")
    form = shown(browser)
    form["report.number"] = ["ตย 1/2563"]
    form["report.threshold"] = ["80"]
    form["divisions.0.aliases"] = ["สำนักปลัด\r\nปลัด"]
    form["divisions.0.dimensions"] = ["OIT"]
    form["divisions.2.id"], form["divisions.2.name"] = ["works"], ["กองช่าง"]
    assert browser.post(post("/settings"), data=form).status_code == 200
    agency = settings.load(folder)
    assert (agency.report_number, agency.threshold) == ("ตย 1/2563", 80)
    assert [division.id for division in agency.divisions] == ["clerk", "finance", "works"]
    assert agency.divisions[0].aliases == ("สำนักปลัด", "ปลัด")
    assert agency.divisions[0].dimensions == ("OIT",)
    assert file.read_text("utf-8").startswith("# ของเรา\n")


def test_a_division_can_be_taken_out(folder: Path, browser: TestClient, post: Post) -> None:
    form = shown(browser) | {"divisions.0.remove": ["1"]}
    browser.post(post("/settings"), data=form)
    assert [division.id for division in settings.load(folder).divisions] == ["finance"]


def test_what_is_wrong_is_said_beside_what_was_typed(folder: Path, browser: TestClient, post: Post) -> None:
    before = (folder / "itaxl.toml").read_text("utf-8")
    form = shown(browser) | {"report.date": ["32 มกราคม"], "report.number": ["<b>1</b>"]}
    answer = browser.post(post("/settings"), data=form)
    assert answer.status_code == 409
    assert "report.date" in answer.text
    assert 'value="32 มกราคม"' in answer.text
    assert "&lt;b&gt;1&lt;/b&gt;" in answer.text
    assert (folder / "itaxl.toml").read_text("utf-8") == before
    assert controls(answer.text)["seen"] == form["seen"]


def test_a_change_elsewhere_is_never_overwritten(folder: Path, browser: TestClient, post: Post) -> None:
    form = shown(browser) | {"report.number": ["ตย 1"]}
    changed = (folder / "itaxl.toml").read_text("utf-8") + "# มือ\n"
    (folder / "itaxl.toml").write_text(changed, "utf-8")
    assert browser.post(post("/settings"), data=form).status_code == 409
    assert (folder / "itaxl.toml").read_text("utf-8") == changed


def test_settings_that_cannot_be_read_are_named(folder: Path, browser: TestClient) -> None:
    (folder / "itaxl.toml").write_text("[agency\n", "utf-8")
    assert browser.get("/settings").status_code == 409
    (folder / "itaxl.toml").write_text('agency = 3\ndivisions = ["x"]\n', "utf-8")
    assert browser.get("/settings").status_code == 200
