"""`itaxl merge --use FILE`: a person decides between two versions, once."""

import json
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import pytest

from itaxl.report import outputs
from itaxl.texts import Texts
from tests.cli.conftest import YEAR
from tests.command import exit_code
from tests.sheets import change

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("undrawn")]

SAVED = datetime(2020, 3, 1, 9)  # noqa: DTZ001 - UTC, as in the file


@pytest.fixture(autouse=True)
def _figures_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No document is made, nor the site: what counts is seen in the open data and the findings."""
    made = tuple(output for output in outputs.OUTPUTS if output.document is None and output.path != "site/")
    monkeypatch.setattr(outputs, "OUTPUTS", made)


@pytest.fixture
def tied(returned: Path) -> Path:
    """Two versions of one workbook that say different things and were saved at the same time."""
    inbox = returned / "inbox" / YEAR
    blank = inbox / f"{YEAR}-IIT-finance.xlsx"
    for name, score in (("ก.xlsx", "80"), ("ข.xlsx", "81")):
        cells = f"| แผ่นงาน | ช่อง | ค่า |\n|---|---|---|\n| คะแนน | C6 | 20 |\n| คะแนน | D6 | {score} |\n"
        (inbox / name).write_bytes(change(blank.read_bytes(), cells, SAVED))
    return returned


def codes(folder: Path, *wanted: str) -> list[tuple[str, str]]:
    result = json.loads((folder / "reports" / YEAR / "office" / "findings.json").read_text("utf-8"))
    return [(entry["code"], entry["file"]) for entry in result if entry["code"] in wanted]


def score(folder: Path) -> str:
    """The score of the first indicator that was merged."""
    lines = (folder / "reports" / YEAR / "scores.csv").read_text("utf-8-sig").splitlines()
    return next(line.rpartition(",")[2] for line in lines if line.startswith(f"{YEAR},IIT,1,"))


def test_the_choice_counts_is_told_and_is_kept_whatever_the_file_is_called(tied: Path) -> None:
    exit_code("merge")
    assert codes(tied, "X403", "X417") == [("X403", "ก.xlsx")]
    exit_code("merge", "--use", "ก.xlsx")
    assert codes(tied, "X403", "X417") == [("X417", "ข.xlsx")]
    assert float(score(tied)) == 80
    inbox = tied / "inbox" / YEAR
    (inbox / "ก.xlsx").rename(inbox / "อีกชื่อ.xlsx")
    exit_code("merge")
    assert codes(tied, "X403", "X417") == [("X417", "ข.xlsx")]
    assert float(score(tied)) == 80


def test_a_choice_can_be_changed(tied: Path) -> None:
    exit_code("merge", "--use", "ก.xlsx")
    exit_code("merge", "--use", f"inbox/{YEAR}/ข.xlsx")
    assert codes(tied, "X403", "X417") == [("X417", "ก.xlsx")]
    assert float(score(tied)) == 81


def test_a_later_version_counts_whatever_was_chosen(tied: Path) -> None:
    exit_code("merge", "--use", "ก.xlsx")
    inbox = tied / "inbox" / YEAR
    cells = "| แผ่นงาน | ช่อง | ค่า |\n|---|---|---|\n| คะแนน | D6 | 90 |\n"
    later = change((inbox / "ข.xlsx").read_bytes(), cells, datetime(2020, 3, 2))  # noqa: DTZ001
    (inbox / "ค.xlsx").write_bytes(later)
    exit_code("merge")
    assert float(score(tied)) == 90


def test_what_is_wrong_in_an_older_version_is_settled_once_it_came_back_mended(returned: Path) -> None:
    inbox = returned / "inbox" / YEAR
    file = next(inbox.glob("2562-IIT-*.xlsx"))
    others = "".join(f"| คะแนน | C{row} | 20 |\n| คะแนน | D{row} | 90 |\n" for row in range(7, 11))
    cells = "| แผ่นงาน | ช่อง | ค่า |\n|---|---|---|\n| คะแนน | C6 | 20 |\n| คะแนน | D6 | {} |\n" + others
    file.write_bytes(change(file.read_bytes(), cells.format("แปดสิบ"), SAVED))
    exit_code("merge")
    assert codes(returned, "C304") == [("C304", file.name)]
    copy = returned / "reports" / YEAR / "office" / "returns" / file.name
    mended = change(copy.read_bytes(), cells.format("80"), datetime(2020, 3, 2))  # noqa: DTZ001
    (inbox / "แก้ไขแล้ว.xlsx").write_bytes(mended)
    exit_code("merge")
    assert codes(returned, "C304", "X404") == [("X404", file.name)]
    assert not copy.exists()
    assert float(score(returned)) == 80


@pytest.mark.parametrize("name, key", [("ไม่มี.xlsx", "use.file"), ("2562-announced.xlsx", "use.unneeded")])
def test_a_name_that_decides_nothing_is_refused_and_nothing_is_kept(
    name: str, key: str, tied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code("--lang", "en", "merge", "--use", name) == 2
    assert capsys.readouterr().err.strip() == Texts("errors", "en")(key, name=name)
    assert not (tied / f"use-{YEAR}.json").exists()
    assert not (tied / "reports").exists()


def test_strict_keeps_no_choice_where_it_writes_nothing(tied: Path) -> None:
    assert exit_code("merge", "--strict", "--use", "ก.xlsx") == 1
    assert not (tied / f"use-{YEAR}.json").exists()


def letter(sender: str, sent: datetime, name: str, workbook: bytes) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = sender, "ส่งแบบ", format_datetime(sent)
    mail.set_content("ตามแนบ")
    mail.add_attachment(workbook, "application", "octet-stream", filename=name)
    return mail.as_bytes()


@pytest.fixture
def contested(tied: Path) -> Path:
    """The true version, and a later one that the other division mailed from its own address."""
    settings = tied / "itaxl.toml"
    text = settings.read_text("utf-8").replace('email = ""', 'email = "{}@example.go.th"')
    settings.write_text(text.replace("{}", "office", 1).replace("{}", "finance", 1), "utf-8")
    inbox = tied / "inbox" / YEAR
    later = change((inbox / "ข.xlsx").read_bytes(), NINETY, datetime(2020, 3, 2))  # noqa: DTZ001
    (inbox / "ข.xlsx").unlink()
    sent = datetime(2020, 3, 3, tzinfo=UTC)
    (inbox / "ค.eml").write_bytes(
        letter('"finance@example.go.th" <office@example.go.th>', sent, "ค.xlsx", later)
    )
    return tied


NINETY = "| แผ่นงาน | ช่อง | ค่า |\n|---|---|---|\n| คะแนน | D6 | 90 |\n"
COPY = "ค.eml › ค.xlsx"


def test_another_divisions_copy_waits_until_a_person_decides(contested: Path) -> None:
    assert exit_code("merge") == 1
    assert codes(contested, "X430") == [("X430", COPY)]
    assert float(score(contested)) == 80


@pytest.mark.parametrize(
    ("file", "counting", "said"), [("ก.xlsx", 80, ["X417"]), (COPY, 90, ["X417", "X434"])]
)
def test_either_may_be_chosen_and_stays_chosen(
    file: str, counting: float, said: list[str], contested: Path
) -> None:
    exit_code("merge", "--use", file)
    for _ in range(2):
        assert sorted({code for code, _ in codes(contested, "X417", "X430", "X434")}) == said
        assert float(score(contested)) == counting
        exit_code("merge")


def test_announced_results_by_a_strangers_mail_are_not_used_until_chosen(returned: Path) -> None:
    inbox = returned / "inbox" / YEAR
    blank = inbox / f"{YEAR}-announced.xlsx"
    rows = "".join(f"| ผลคะแนน | C{row} | 99.99 |\n" for row in range(6, 16))
    forged = change(blank.read_bytes(), "| แผ่นงาน | ช่อง | ค่า |\n|---|---|---|\n" + rows, SAVED)
    (inbox / "r.eml").write_bytes(
        letter("stranger@example.com", datetime(2020, 3, 3, tzinfo=UTC), blank.name, forged)
    )
    blank.unlink()
    assert exit_code("merge") == 1
    assert codes(returned, "X431") == [("X431", f"r.eml › {blank.name}")]
    assert "99.99" not in (returned / "reports" / YEAR / "data.json").read_text("utf-8")
    exit_code("merge", "--use", f"r.eml › {blank.name}")
    assert codes(returned, "X431", "X434") == [("X434", f"r.eml › {blank.name}")]
    assert "99.99" in (returned / "reports" / YEAR / "data.json").read_text("utf-8")
