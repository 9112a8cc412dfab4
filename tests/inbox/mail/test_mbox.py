"""Mailboxes in one file come apart where a letter begins, and nowhere else."""

import io

import pytest

from itaxl.inbox.mail import mbox
from itaxl.inbox.mail.limits import BeyondLimitsError

FROM = b"From a@example.com Fri Apr 10 09:30:00 2020\n"
LETTER = b"From: a@example.com\nSubject: x\n\n"


def letters(data: bytes) -> list[bytes | None]:
    return list(mbox.letters(io.BytesIO(data)))


def test_letters() -> None:
    data = FROM + LETTER + b"one\n\n" + FROM + LETTER + b"two\n"
    assert letters(data) == [LETTER + b"one\n\n", LETTER + b"two\n"]


def test_a_line_of_text_begins_no_letter() -> None:
    text = LETTER + b"one\nFrom here to 10:30\n\nFrom then on\n\n>From a 10:30\n"
    assert letters(FROM + text) == [text]


def test_ends_of_lines_of_windows() -> None:
    data = (FROM + LETTER + b"one\n\n" + FROM + LETTER).replace(b"\n", b"\r\n")
    assert len(letters(data)) == 2


def test_letter_that_is_too_large_keeps_no_other_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mbox, "CONTAINER_SIZE", 100)
    assert letters(FROM + LETTER + b"x" * 100 + b"\n\n" + FROM + LETTER) == [None, LETTER]


@pytest.mark.parametrize("name", ["LETTERS", "MAILBOX_SIZE"])
def test_limits(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(mbox, name, 1)
    with pytest.raises(BeyondLimitsError):
        letters((FROM + LETTER + b"\n") * 3)


def test_known_as_a_mailbox() -> None:
    assert mbox.is_mailbox(FROM + LETTER)
    assert not mbox.is_mailbox(LETTER)
    assert not mbox.is_mailbox(FROM + b"no letter\n")
    assert not mbox.is_mailbox(b"From: a 10:30\nSubject: x\n\n")
