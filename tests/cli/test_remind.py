"""`itaxl remind`: drafts to those who have not sent everything, and to nobody else."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from itaxl.agency.settings import load
from itaxl.spreadsheets.read import read_book
from itaxl.submissions import stamps
from itaxl.texts import Texts
from tests.cli.conftest import YEAR
from tests.command import exit_code

pytestmark = pytest.mark.slow

DRAFTS = f"outbox/{YEAR}/reminders"


def mail(file: Path) -> EmailMessage:
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def text(message: EmailMessage) -> str:
    part = message.get_body()
    assert part
    return str(part.get_content())


@pytest.fixture
def lacking(returned: Path) -> tuple[Path, str]:
    """All has come but the workbooks EIT and OIT of one division, whose id this is."""
    division = load(returned).divisions[0].id
    for dimension in ("EIT", "OIT"):
        (returned / "inbox" / YEAR / f"{YEAR}-{dimension}-{division}.xlsx").unlink()
    return returned, division


def test_a_draft_asks_for_what_is_missing_with_the_blank_workbooks(lacking: tuple[Path, str]) -> None:
    folder, division = lacking
    assert exit_code("remind") == 0
    assert [path.name for path in (folder / DRAFTS).iterdir()] == [f"{division}.eml"]
    message = mail(folder / DRAFTS / f"{division}.eml")
    assert message["X-Unsent"] == "1"
    names = [f"{YEAR}-{dimension}-{division}.xlsx" for dimension in ("EIT", "OIT")]
    assert [iter_attachment.get_filename() for iter_attachment in message.iter_attachments()] == names
    said = text(message)
    assert load(folder).divisions[0].name in said
    assert all(name in said for name in names)
    assert "{" not in said


def test_workbooks_of_the_outbox_are_attached_as_they_are_and_made_where_there_are_none(
    lacking: tuple[Path, str],
) -> None:
    folder, division = lacking
    exit_code("remind")
    made = [
        iter_attachment.get_content()
        for iter_attachment in mail(folder / DRAFTS / f"{division}.eml").iter_attachments()
    ]
    assert exit_code("templates", "--year", YEAR) == 0
    own = folder / "outbox" / YEAR / f"{YEAR}-EIT-{division}.xlsx"
    assert own.read_bytes() == made[0]
    own.write_bytes(b"as it is")
    exit_code("remind")
    attached = [
        iter_attachment.get_content()
        for iter_attachment in mail(folder / DRAFTS / f"{division}.eml").iter_attachments()
    ]
    assert attached == [b"as it is", made[1]]


@pytest.mark.parametrize("kept", [True, False])
def test_a_workbook_under_a_former_name_is_attached_if_it_can_still_be_merged(
    kept: bool, lacking: tuple[Path, str]
) -> None:
    folder, division = lacking
    assert exit_code("templates", "--year", YEAR) == 0
    settings, former = folder / "itaxl.toml", "เทศบาลตำบลตัวอย่าง"
    text = settings.read_text("utf-8").replace(f'name = "{former}"', 'name = "เทศบาลเมืองตัวอย่าง"', 1)
    settings.write_text(
        text.replace("former_names = []", f'former_names = ["{former}"]') if kept else text, "utf-8"
    )
    exit_code("remind")
    draft = mail(folder / DRAFTS / f"{division}.eml")
    names = [stamps.agency(read_book(part.get_content())) for part in draft.iter_attachments()]
    assert set(names) == {former if kept else "เทศบาลเมืองตัวอย่าง"}


def test_equal_inboxes_give_equal_drafts(lacking: tuple[Path, str]) -> None:
    folder, division = lacking
    exit_code("remind")
    exit_code("remind", "-o", "elsewhere")
    name = f"{division}.eml"
    assert (folder / DRAFTS / name).read_bytes() == (folder / "elsewhere" / name).read_bytes()


def test_a_division_without_an_address_is_named(
    lacking: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, division = lacking
    settings = folder / "itaxl.toml"
    lines = [line for line in settings.read_text("utf-8").splitlines() if not line.startswith("email")]
    settings.write_text("\n".join(lines), "utf-8")
    exit_code("remind")
    assert Texts("terminal", "th")("remind.nowhere", id=division) in capsys.readouterr().out
    assert not mail(folder / DRAFTS / f"{division}.eml")["To"]


def test_a_draft_goes_once_all_has_come(
    lacking: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, division = lacking
    exit_code("remind")
    exit_code("templates", "--year", YEAR)
    for file in (folder / "outbox" / YEAR).glob(f"*-{division}.xlsx"):
        (folder / "inbox" / YEAR / file.name).write_bytes(file.read_bytes())
    (folder / DRAFTS / "mine.txt").write_text("keep me", "utf-8")
    capsys.readouterr()
    assert exit_code("remind") == 0
    said = capsys.readouterr().out
    assert load(folder).divisions[0].name in said
    assert Texts("terminal", "th")("remind.none") in said
    assert [path.name for path in (folder / DRAFTS).iterdir()] == ["mine.txt"]


def test_nobody_is_reminded_of_what_has_come(returned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code("remind") == 0
    assert capsys.readouterr().out.strip() == Texts("terminal", "th")("remind.none")
    assert not (returned / DRAFTS).exists()


def test_in_english_the_thai_text_comes_first(lacking: tuple[Path, str]) -> None:
    folder, division = lacking
    exit_code("--lang", "en", "remind")
    said = text(mail(folder / DRAFTS / f"{division}.eml"))
    assert said.index("เรียน") < said.index("Dear colleagues")
