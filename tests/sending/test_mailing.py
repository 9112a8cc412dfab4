"""What goes out to the divisions: a ZIP and a draft of the covering mail for each, equal for equal workbooks."""

import zipfile
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest

from itaxl.agency import settings
from itaxl.agency.settings import Agency
from itaxl.errors import WrongUseError
from itaxl.sending import mailing, outbox
from itaxl.sending.mailing import Parcel, parcels
from itaxl.sending.outbox import Made
from tests import agencies
from tests.command import exit_code
from tests.filled import AGENCY

DEADLINE = date(2020, 1, 31)
NAMES = ("2562-IIT-finance.xlsx", "2562-EIT-finance.xlsx")


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """An outbox as `itaxl templates` leaves it, of files that stand for workbooks."""
    for name in (*NAMES, "2562-IIT-clerk.xlsx", "2562-announced.xlsx"):
        (tmp_path / name).write_bytes(name.encode())
    return Made(tmp_path, ("2562-IIT-clerk.xlsx", "2562-announced.xlsx"), NAMES, year=2562)


def agency(**changed: object) -> Agency:
    loaded = Agency(Path("/nowhere"), name="เทศบาลตำบลตัวอย่าง", divisions=AGENCY.divisions)
    return replace(loaded, **changed)  # type: ignore[arg-type]


def message(parcel: Parcel) -> EmailMessage:
    read = message_from_bytes(parcel.mail, policy=policy.default)
    assert isinstance(read, EmailMessage)
    return read


def text(parcel: Parcel) -> str:
    body = message(parcel).get_body()
    assert body
    return str(body.get_content())


def test_each_division_gets_its_own_workbooks_as_they_lie_in_the_outbox(made: Made) -> None:
    several = parcels(agency(), made, "plan", DEADLINE)
    assert [parcel.division.id for parcel in several] == ["clerk", "finance"]
    with zipfile.ZipFile(BytesIO(several[1].archive)) as archive:
        assert {name: archive.read(name).decode() for name in archive.namelist()} == {n: n for n in NAMES}
    attached = [part.get_filename() for part in message(several[1]).iter_attachments()]
    assert attached == list(NAMES)


def test_the_mail_names_the_workbooks_and_the_last_day(made: Made) -> None:
    thai = text(parcels(agency(email="ita@a.go.th"), made, "plan", DEADLINE)[1])
    assert "ภายในวันที่ 31 มกราคม 2563" in thai
    assert all(part in thai for part in (*NAMES, "กองคลัง", "ita@a.go.th"))
    both = text(parcels(agency(lang="en"), made, "plan", DEADLINE)[1])
    assert "by 31 January 2020" in both
    assert "31 มกราคม 2563" in both
    assert "{" not in thai + both


def test_without_a_last_day_the_draft_leaves_room_for_it(made: Made) -> None:
    assert "ภายในวันที่ ...." in text(parcels(agency(), made, "plan")[0])


def test_a_follow_up_asks_for_what_became_of_the_measures(tmp_path: Path) -> None:
    (tmp_path / "2562-IIT-finance-followup-6.xlsx").write_bytes(b"it")
    made = Made(tmp_path, ("2562-IIT-finance-followup-6.xlsx",), year=2562)
    (parcel,) = parcels(agency(), made, "followup-6", DEADLINE)
    assert "ติดตามรอบ 6 เดือน" in str(message(parcel)["Subject"])
    assert parcels(agency(), made, "plan", DEADLINE) == ()


def test_equal_workbooks_give_equal_bytes(made: Made) -> None:
    assert parcels(agency(), made, "plan", DEADLINE) == parcels(agency(), made, "plan", DEADLINE)


def test_workbooks_that_could_not_be_merged_are_not_sent(made: Made) -> None:
    other = replace(made, former=("เทศบาลเมืองอื่น",))
    with pytest.raises(WrongUseError) as refusal:
        parcels(agency(), other, "plan")
    assert refusal.value.key == "mails.renamed"
    assert parcels(agency(former_names=("เทศบาลเมืองอื่น",)), other, "plan")


def test_parcels_of_divisions_that_have_none_any_more_are_taken_away(made: Made, tmp_path: Path) -> None:
    folder = mailing.folder_of(tmp_path, "plan")
    mailing.write(folder, parcels(agency(), made, "plan"), agency())
    assert sorted(path.name for path in folder.iterdir()) == [
        *("clerk.eml", "clerk.zip", "finance.eml", "finance.zip")
    ]
    mailing.write(folder, parcels(agency(), replace(made, kept=()), "plan"), agency())
    assert sorted(path.name for path in folder.iterdir()) == ["clerk.eml", "clerk.zip"]


@pytest.mark.slow
def test_the_command_writes_them_beside_the_workbooks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = agencies.agency(tmp_path, {})
    args = ("-C", str(folder), "--lang", "en", "templates", "--year", "2562", "--mails")
    assert exit_code(*args, "--deadline", "31 มกราคม 2563") == 0
    said = capsys.readouterr().out
    assert "for 2 divisions" in said
    assert "no mail address for finance" in said
    mails = mailing.folder_of(folder / "outbox" / "2562", "plan")
    made = outbox.write(folder, 2562, "plan", None, overwrite=False)
    expected = parcels(settings.load(folder), made, "plan", DEADLINE)
    assert {path.name: path.read_bytes() for path in mails.iterdir()} == {
        name: content for parcel in expected for name, content in parcel.files.items()
    }


@pytest.mark.parametrize("args", [("--mails", "--blank"), ("--deadline", "2020-01-31")])
def test_options_that_do_not_go_together_are_refused(args: tuple[str, ...], tmp_path: Path) -> None:
    assert exit_code("-C", str(tmp_path), "templates", *args) == 2
    assert list(tmp_path.iterdir()) == []
