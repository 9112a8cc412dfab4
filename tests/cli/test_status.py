"""`itaxl status`: a matrix that stands in line, and the same as a page."""

import hashlib
import json
import re
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.cli.matrix import matrix
from itaxl.report.web.status_page import count, status_html
from itaxl.sending.collection import State, Status
from itaxl.texts import LANGS, Lang, Texts
from tests.cli.conftest import YEAR
from tests.cli.test_check import listing
from tests.command import exit_code
from tests.filled import AGENCY
from tests.sheets import change

DAY = datetime(2020, 3, 31, 20, tzinfo=UTC)
STATES = (
    State("", "announced", "plan", Status.COMPLETE, saved=DAY),
    State("clerk", "IIT", "plan", Status.ERRORS, 12, 3, 2, DAY, "สมหญิง <x>"),
    State("clerk", "EIT", "plan", Status.MISSING),
    State("finance", "EIT", "plan", Status.RECEIVED, 0, 4, 0, DAY, "fin@example.go.th"),
    State("works", "OIT", "followup-6", Status.COMPLETE, saved=DAY, by="fin@example.go.th"),
)


def lines(states: tuple[State, ...] = STATES, lang: Lang = "th") -> list[str]:
    return [click.unstyle(line) for line in matrix(states, AGENCY, Texts("status", lang))]


def test_cells_say_state_day_of_thailand_and_numbers() -> None:
    clerk = next(line for line in lines() if "สำนักปลัด" in line)
    assert clerk.split() == ["!", "01/04/2563", "12", "+2", "-", "สำนักปลัดเทศบาล", "·", "จาก", "สมหญิง", "<x>"]


@pytest.mark.parametrize(("lang", "said"), [("th", "ส่งทางอีเมลเมื่อ 1 พ.ค. 2563"), ("en", "mailed 1 May 2020")])
def test_the_time_of_a_mail_goes_before_that_of_saving(lang: Lang, said: str) -> None:
    mailed = replace(STATES[1], sent=datetime(2020, 5, 1, 3, tzinfo=UTC))
    assert any("01/05/" in line for line in lines((mailed,)))
    assert said in status_html((mailed,), AGENCY, 2562, lang)


def test_english_days_have_a_whole_common_year() -> None:
    clerk = next(line for line in lines(lang="en") if "สำนักปลัด" in line)
    assert clerk.split()[:4] == ["!", "01", "Apr", "2020"]


def test_what_waits_for_a_decision_is_not_counted_as_usable() -> None:
    waiting = (STATES[0], replace(STATES[1], usable=False))
    assert count(waiting, Texts("status", "en")).endswith("1 of 2")


def test_columns_stand_in_line_whatever_a_terminal_makes_of_thai() -> None:
    for line in lines()[3:6]:
        before = re.split("[ก-๛]", line, maxsplit=1)[0]
        assert all(unicodedata.east_asian_width(char) in "NaA" or char in "✓" for char in before)
    starts = {re.search("[ก-๛]", line).start() for line in lines()[3:6]}  # type: ignore[union-attr]
    assert len(starts) == 1


def test_every_round_has_its_block_and_every_mark_its_meaning() -> None:
    said = "\n".join(lines())
    assert said.index("รอบแผน") < said.index("ติดตามรอบ 6 เดือน")
    for status in Status:
        assert Texts("status", "th")(f"status.{status.value}") in said


@pytest.mark.slow
@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_large_numbers_break_nothing(errors: int, older: int) -> None:
    item = replace(STATES[1], errors=errors, superseded=older)
    assert any("สำนักปลัด" in line for line in lines((item,)))


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_is_a_table_that_readers_can_follow(lang: Lang) -> None:
    page = status_html(STATES, AGENCY, 2562, lang)
    assert f'<html lang="{lang}">' in page
    assert page.count("<th ") == page.count("<th scope=")
    assert "<th>" not in page
    rounds = ["รอบแผน", "ติดตามรอบ 6 เดือน"] if lang == "th" else ["plan round", "follow-up after 6 months"]
    assert re.findall("<caption>(.*?)</caption>", page) == rounds
    assert page.count('<td class="errors">') == 1
    assert page.count("<tr>") == page.count("</tr>")
    assert not re.search("<script|<link|<img|src=|url", page)


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_says_that_no_round_has_begun(lang: Lang) -> None:
    said = Texts("status", lang)("not_begun")
    assert said in status_html(STATES, AGENCY, 2562, lang, begun=False)
    assert said not in status_html(STATES, AGENCY, 2562, lang)


def test_the_page_escapes_what_senders_write() -> None:
    page = status_html(STATES, AGENCY, 2562, "th")
    assert "สมหญิง &lt;x&gt;" in page
    assert "<x>" not in page


@pytest.mark.slow
def test_the_command_writes_nothing_but_the_page(returned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = listing(returned)
    assert exit_code("status") == 0
    assert listing(returned) == before
    said = capsys.readouterr().out
    assert Texts("status", "th")("not_begun") in said
    assert "-" not in {line.split()[0] for line in said.splitlines() if "กอง" in line}
    assert exit_code("--lang", "en", "status", "-o", "pages/status.html") == 0
    after = listing(returned)
    assert set(after) - set(before) == {"pages/status.html"}
    assert 'lang="en"' in (returned / "pages/status.html").read_text("utf-8")


@pytest.mark.slow
def test_before_anything_has_come_all_is_missing(agency: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code("status", "--year", YEAR) == 0
    assert "ได้รับแบบที่ใช้ได้ 0 จาก" in capsys.readouterr().out


@pytest.mark.slow
def test_what_is_wrong_and_what_is_nobodys_is_counted(
    returned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inbox = returned / "inbox" / YEAR
    file = next(inbox.glob("2562-IIT-*.xlsx"))
    cells = "| แผ่นงาน | ช่อง | ค่า |\n|---|---|---|\n| คะแนน | C6 | 20 |\n| คะแนน | D6 | แปดสิบ |\n"
    file.write_bytes(change(file.read_bytes(), cells, datetime(2020, 3, 1)))  # noqa: DTZ001 - UTC, as in the file
    (inbox / "ว่าง.xlsx").write_bytes(b"")
    assert exit_code("status", "-o", "status.html") == 0
    said = capsys.readouterr().out
    assert re.search(r"! 01/03/2563 \d", said)
    unplaced = Texts("status", "th")("unplaced", count=1)
    assert unplaced in said
    assert unplaced in (returned / "status.html").read_text("utf-8")


@pytest.mark.slow
@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("command, options", [("status", ()), ("merge", ("--year", YEAR)), ("remind", ())])
def test_what_came_and_cannot_be_read_is_not_said_not_to_have_come(
    returned: Path, command: str, options: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    next((returned / "inbox" / YEAR).glob("2562-IIT-*.xlsx")).write_bytes(b"PK\x03\x04")
    exit_code(command, *options)
    said = capsys.readouterr().out
    assert "ใช้ได้" in said
    assert "ยังไม่ได้รับ" not in said


@pytest.mark.slow
def test_reports_that_a_killed_run_left_aside_are_put_back(returned: Path) -> None:
    aside = returned / "reports" / ".2561.old"
    data = b"{}"
    (aside / "office").mkdir(parents=True)
    (aside / "data.json").write_bytes(data)
    outputs = [{"file": "data.json", "sha256": hashlib.sha256(data).hexdigest()}]
    (aside / "office/manifest.json").write_text(json.dumps({"outputs": outputs}), "utf-8")
    assert exit_code("status") == 0
    assert [path.name for path in (returned / "reports").iterdir()] == ["2561"]
    assert not (returned / ".itaxl.lock").exists()


@pytest.mark.parametrize("name", ["itaxl.toml", "measures-2562.csv", "inbox/2562/2562-announced.xlsx"])
def test_page_overwrites_nothing_of_the_agency(
    returned: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = listing(returned)
    assert exit_code("--lang", "en", "status", "-o", name) == 2
    assert capsys.readouterr().err == Texts("errors", "en")("output.kept", path=name) + "\n"
    assert listing(returned) == before
