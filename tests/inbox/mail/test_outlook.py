"""Outlook's .msg, in Unicode and in the code page of old Thai Windows."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.inbox.mail import outlook
from itaxl.inbox.mail.headers import Letter, Part
from itaxl.inbox.mail.limits import BeyondLimitsError
from tests.inbox.mail.compound import compound, message
from tests.inbox.mail.letters import WORKBOOK
from tests.spreadsheets.broken import compound as compound_of

SENT = datetime(2020, 4, 10, 2, 30, tzinfo=UTC)


@pytest.mark.parametrize("codepage", [0, 874])
def test_letter(codepage: int) -> None:
    streams = message(
        "ส่งแบบ", "กองคลัง", "f@example.go.th", SENT, {"แบบ.xlsx": WORKBOOK, "ข.pdf": b"%PDF"}, codepage
    )
    found = outlook.parse(compound(streams))
    assert (found.subject, found.sender, found.sent) == ("ส่งแบบ", "กองคลัง <f@example.go.th>", SENT)
    assert list(found.parts) == [Part("แบบ.xlsx", WORKBOOK), Part("ข.pdf", b"%PDF")]


def test_large_attachment() -> None:
    """Large streams lie elsewhere in a compound file than small ones."""
    large = bytes(range(256)) * 100
    (part,) = outlook.parse(compound(message(attachments={"a": large}))).parts
    assert part == Part("a", large)


def test_letter_in_a_letter() -> None:
    inner = message("ข้างใน", "กองช่าง", "w@example.go.th", SENT, {"a.xlsx": WORKBOOK}, header=24)
    (found,) = outlook.parse(compound(message("FW", attachments={"ต่อ": inner}))).parts
    assert isinstance(found, Letter)
    assert (found.name, found.subject, found.sender, found.sent) == (
        "ต่อ",
        "ข้างใน",
        "กองช่าง <w@example.go.th>",
        SENT,
    )
    assert list(found.parts) == [Part("a.xlsx", WORKBOOK)]


def test_address_within_exchange_is_no_address() -> None:
    streams = message("x", "กองคลัง", "/O=OFFICE/OU=FIRST/CN=FINANCE")
    assert outlook.parse(compound(streams)).sender == "กองคลัง"


def test_date_of_the_headers_where_there_is_no_other() -> None:
    headers = "Received: x\r\nDate: Fri, 10 Apr 2020 09:30:00 +0700\r\n"
    streams = message("x") | {"__substg1.0_007D001F": headers.encode("utf-16-le")}
    assert outlook.parse(compound(streams)).sent == SENT


def test_known_by_what_its_root_holds() -> None:
    assert outlook.is_message(compound(message("x")))
    assert not outlook.is_message(compound({"Workbook": b"x", "MBD1/__properties_version1.0": bytes(32)}))
    assert not outlook.is_message(compound_of("Workbook"))
    assert not outlook.is_message(compound(message("x"))[:600])


def test_more_attachments_than_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlook, "ATTACHMENTS", 3)
    streams = compound(message(attachments={str(number): b"" for number in range(4)}))
    with pytest.raises(BeyondLimitsError):
        list(outlook.parse(streams).parts)
    monkeypatch.setattr(outlook, "ATTACHMENTS", 4)
    assert len(list(outlook.parse(streams).parts)) == 4


@pytest.mark.slow
@given(st.data())
def test_mutated_files_end_in_an_exception_at_worst(data: st.DataObject) -> None:
    """No hang and no endless reading; `opening` makes a finding of whatever is raised."""
    plain = bytearray(compound(message("x", "a", "a@example.com", SENT, {"a.xlsx": WORKBOOK})))
    for _ in range(data.draw(st.integers(1, 6))):
        plain[data.draw(st.integers(0, len(plain) - 1))] = data.draw(st.integers(0, 255))
    read = 0
    with suppress(Exception):
        for part in outlook.parse(bytes(plain)).parts:
            read += len(part.data) if isinstance(part, Part) else 0
    assert read <= 2 * len(plain)
