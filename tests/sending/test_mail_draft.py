"""Mails that open as drafts, and come back out of the file as they went in."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl import thai
from itaxl.sending.mail_draft import Draft, address, eml

WORKBOOK = bytes(range(256)) * 40
DRAFT = Draft(
    "finance@example.go.th",
    "ita@example.go.th",
    "ขอให้แก้ไขแบบ ITA (กองคลัง)",
    "เรียน กองคลัง\n\nขอบคุณ\n",
    (("2562-IIT.xlsx", WORKBOOK),),
)


def parsed(draft: Draft) -> EmailMessage:
    message = message_from_bytes(eml(draft), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def body(message: EmailMessage) -> str:
    part = message.get_body()
    assert part
    return str(part.get_content()).replace("\r\n", "\n")


def test_it_opens_as_a_draft_to_the_division() -> None:
    message = parsed(DRAFT)
    assert message["X-Unsent"] == "1"
    assert (message["To"], message["From"]) == (DRAFT.to, DRAFT.sender)
    assert message["Subject"] == DRAFT.subject
    assert body(message) == DRAFT.text


def test_the_workbook_comes_out_byte_for_byte() -> None:
    (attached,) = parsed(DRAFT).iter_attachments()
    assert attached.get_filename() == "2562-IIT.xlsx"
    assert attached.get_content() == WORKBOOK
    assert attached.get_content_type().endswith("spreadsheetml.sheet")


def test_equal_drafts_give_equal_bytes_and_others_do_not() -> None:
    assert eml(DRAFT) == eml(DRAFT)
    assert eml(DRAFT) != eml(Draft(DRAFT.to, DRAFT.sender, DRAFT.subject, "อื่น", DRAFT.attachments))


def test_it_has_no_date_and_no_id_so_that_a_second_reminder_is_a_new_mail() -> None:
    message = parsed(DRAFT)
    assert message["Date"] is None
    assert message["Message-ID"] is None


@pytest.mark.parametrize("wrong", ["", "กองคลัง", "a@", "@b", "a@b\nBcc: c@d", "a b@c", "a@b, c@d"])
def test_what_is_no_address_leaves_the_receiver_empty(wrong: str) -> None:
    message = parsed(Draft(wrong, wrong, "s", "t"))
    assert address(wrong) is None
    assert not message["To"]
    assert message["From"] is None
    assert message["Bcc"] is None


def test_lines_are_no_longer_than_mail_allows() -> None:
    long = Draft(DRAFT.to, DRAFT.sender, "ก" * 500, "ข" * 5_000, DRAFT.attachments)
    assert max(map(len, eml(long).split(b"\r\n"))) <= 998
    assert parsed(long)["Subject"] == "ก" * 500


@pytest.mark.slow
@given(st.text(max_size=60), st.text(max_size=200))
def test_any_subject_and_text_come_through(subject: str, text: str) -> None:
    message = parsed(Draft("a@b.th", "", subject, text))
    assert message.keys() == parsed(Draft("a@b.th", "", "s", "t")).keys()
    assert body(message).split() == thai.storable(text).split()


@pytest.mark.slow
def test_a_subject_that_looks_like_a_code_comes_through() -> None:
    assert parsed(Draft("a@b.th", "", "=?utf-8?q?x?= y", "t"))["Subject"] == "=?utf-8?q?x?= y"


@pytest.mark.parametrize("subject", ["{} แบบ IIT รอบ 12 เดือน", "{}  IIT O42", "x{} y", "{} a {}", "a b c {}"])
def test_every_space_of_a_subject_stays_wherever_it_is_folded(subject: str) -> None:
    for length in range(1, 81):
        for letter in "กa":
            whole = subject.replace("{}", letter * length)
            assert parsed(Draft("a@b.th", "", whole, "t"))["Subject"] == " ".join(whole.split())


@given(st.text(st.characters(exclude_categories=["C"]), max_size=120))
def test_any_subject_comes_through_as_one_line(subject: str) -> None:
    assert parsed(Draft("a@b.th", "", subject, "t"))["Subject"] == " ".join(thai.storable(subject).split())


def test_address_behind_a_name_is_the_receiver() -> None:
    assert str(address("กองคลัง <finance@example.go.th>")) == "finance@example.go.th"
