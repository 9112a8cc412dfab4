"""Settings for mail: whole, in part or none; the password is in no line."""

from pathlib import Path

import pytest

from itaxl.agency.settings import Agency, Division
from itaxl.doctor import mail
from itaxl.doctor.line import State
from itaxl.inbox.mail import password
from itaxl.spreadsheets import passwords
from tests.doctor.lines import missing, said

SECRET = "ลับมาก-s3cret"


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable is set, and the keyring is empty."""
    for name in (password.HOST, password.USER, password.VARIABLE):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(passwords, "kept", lambda _: "")


def test_without_a_mailbox_that_is_said_and_nothing_is_missing() -> None:
    assert said(mail.mailbox(), State.NOTE) == ["No mailbox is set up; only itaxl fetch needs one"]


@pytest.mark.parametrize(
    ("given", "lacking"), [(password.HOST, password.USER), (password.USER, password.HOST)]
)
def test_half_of_a_mailbox_is_named(given: str, lacking: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(given, "ita")
    (line,) = missing(mail.mailbox())
    assert line.startswith(
        f"The mailbox is set up by half: {lacking} is missing | set the variable {lacking}"
    )


@pytest.mark.parametrize("place", ["environment", "keyring"])
def test_a_mailbox_with_its_password_is_there_and_the_password_is_not_shown(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(password.HOST, "imap.example.go.th")
    monkeypatch.setenv(password.USER, "ita@example.go.th")
    if place == "environment":
        monkeypatch.setenv(password.VARIABLE, SECRET)
    else:
        kept = {"ita@example.go.th@imap.example.go.th": SECRET}
        monkeypatch.setattr(passwords, "kept", kept.__getitem__)
    (line,) = mail.mailbox()
    assert line.state is State.THERE
    assert "ita@example.go.th at imap.example.go.th" in line.what.en
    assert SECRET not in repr(line)


def test_a_password_that_is_nowhere_will_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(password.HOST, "imap.example.go.th")
    monkeypatch.setenv(password.USER, "ita")
    (line,) = said(mail.mailbox(), State.NOTE)
    assert "itaxl fetch will ask for it" in line


def test_divisions_and_an_agency_without_addresses_are_named() -> None:
    finance, works = Division("finance", "กองคลัง", email="f@example.go.th"), Division("works", "กองช่าง")
    agency = Agency(Path(), divisions=(finance, works))
    sender, recipients = said(mail.addresses(agency), State.NOTE)
    assert "no email of the agency" in sender
    assert "1 division, so drafts to works have" in recipients
    whole = Agency(Path(), email="ita@example.go.th", divisions=(finance,))
    assert said(mail.addresses(whole), State.THERE) == ["Every division has a mail address (1)"]


@pytest.mark.parametrize("typed", ["a@example.go.th, b@example.go.th", "ไม่มี"])
def test_what_is_no_address_that_a_draft_could_go_to_is_as_good_as_none(typed: str) -> None:
    agency = Agency(Path(), email="ita@example.go.th", divisions=(Division("works", "กองช่าง", email=typed),))
    assert "drafts to works have" in said(mail.addresses(agency), State.NOTE)[0]
