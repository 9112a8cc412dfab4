"""Names, senders and dates as programs of thirty years have written them."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.inbox.mail import headers

NAME = "แบบ IIT กองคลัง.xlsx"
TIS = NAME.encode("tis-620")
FILE_NAMES = {
    "UTF-8 in base64 words": b'filename="=?UTF-8?B?4LmB4Lia4LiaIElJVCDguIHguK3guIfguITguKXguLHguIcueGxzeA==?="',
    "windows-874 in quoted words": b"filename==?windows-874?Q?=E1=BA=BA_IIT_=A1=CD=A7=A4=C5=D1=A7=2Exlsx?=",
    "RFC 2231 in UTF-8": b"filename*=UTF-8''%E0%B9%81%E0%B8%9A%E0%B8%9A%20IIT%20"
    b"%E0%B8%81%E0%B8%AD%E0%B8%87%E0%B8%84%E0%B8%A5%E0%B8%B1%E0%B8%87.xlsx",
    "RFC 2231 in TIS-620": b"filename*=TIS-620''%E1%BA%BA%20IIT%20%A1%CD%A7%A4%C5%D1%A7.xlsx",
    "RFC 2231 in pieces": b"filename*0*=windows-874''%E1%BA%BA%20IIT%20;\r\n filename*1*=%A1%CD%A7%A4%C5%D1%A7;"
    b"\r\n filename*2=.xlsx",
    "raw TIS-620": b'filename="' + TIS + b'"',
    "raw UTF-8": b'filename="' + NAME.encode() + b'"',
    "percent signs": b"filename=%E0%B9%81%E0%B8%9A%E0%B8%9A%20IIT%20%E0%B8%81%E0%B8%AD%E0%B8%87%E0%B8%84%E0%B8%A5"
    b"%E0%B8%B1%E0%B8%87.xlsx",
    "a charset that nobody knows": b"filename*=x-none''%E1%BA%BA%20IIT%20%A1%CD%A7%A4%C5%D1%A7.xlsx",
}


def part(disposition: bytes) -> Message:
    return message_from_bytes(b"Content-Disposition: attachment; " + disposition + b"\r\n\r\n")


@pytest.mark.parametrize("way", FILE_NAMES)
def test_name_of_an_attachment(way: str) -> None:
    assert headers.file_name(part(FILE_NAMES[way])) == NAME


@pytest.mark.parametrize(
    "charset", ["tis-620", "TIS620", "windows-874", "iso-8859-11", "x-windows-874", "us-ascii", ""]
)
def test_every_name_of_the_thai_charset(charset: str) -> None:
    assert headers.decode("น้ำมัน".encode("cp874"), charset) == "น้ำมัน"


@pytest.mark.parametrize("word", ["แบบ", "ง", "é", "日本", "น้ำ"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp874"])
def test_without_a_charset(word: str, encoding: str) -> None:
    """แบบ in the old code page is Ẻ in UTF-8, which no Thai office writes; é in UTF-8 could be Thai and is taken so."""
    try:
        raw = word.encode(encoding)
    except UnicodeEncodeError:
        return
    assert headers.decode(raw) == ("รฉ" if word == "é" else word)


def test_name_of_the_content_type_where_there_is_no_other() -> None:
    plain = message_from_bytes(b'Content-Type: application/vnd.ms-excel; name="' + TIS + b'"\r\n\r\n')
    assert headers.file_name(plain) == NAME


def test_no_name() -> None:
    assert headers.file_name(message_from_bytes(b"Content-Type: text/plain\r\n\r\n")) == ""


SENDERS = {
    b'"\xa1\xcd\xa7\xa4\xc5\xd1\xa7" <f@example.go.th>': "กองคลัง <f@example.go.th>",
    b"=?TIS-620?B?oc2npMXRpw==?= <f@example.go.th>": "กองคลัง <f@example.go.th>",
    b"=?UTF-8?Q?Smith=2C_A=2E?= <a@example.com>": "Smith, A. <a@example.com>",
    b"f@example.go.th": "f@example.go.th",
    b"x <=?us-ascii?q?f=40example.go.th=3E_?=@example.com>": "x <=?us-ascii?q?f=40example.go.th=3E_?=@example.com>",
    "คลัง <คลัง@example.go.th>".encode(): "คลัง <คลัง@example.go.th>",
    b"<>": "<>",
    b"nobody at all": "nobody at all",
    b"": "",
}


@pytest.mark.parametrize("raw", SENDERS)
def test_sender(raw: bytes) -> None:
    assert headers.sender(raw.decode("latin-1")) == SENDERS[raw]


DATES = {
    "Fri, 10 Apr 2020 09:30:00 +0700": datetime(2020, 4, 10, 2, 30, tzinfo=UTC),
    "Fri, 10 Apr 2563 09:30:00 +0700": datetime(2020, 4, 10, 2, 30, tzinfo=UTC),
    "29 Feb 2563 23:59:60 +0700 (ICT)": datetime(2020, 2, 29, 16, 59, 59, tzinfo=UTC),
    "Fri, 10 Apr 2020 02:30:00 -0000": datetime(2020, 4, 10, 2, 30, tzinfo=UTC),
    "31 Feb 2020 00:00:00 +0700": None,
    "yesterday": None,
    "": None,
}


@pytest.mark.parametrize("raw", DATES)
def test_date(raw: str) -> None:
    assert headers.moment(raw) == DATES[raw]


def test_letter_without_a_date_was_sent_when_it_was_received() -> None:
    plain = message_from_bytes(b"Received: from a by b;\r\n\tFri, 10 Apr 2020 09:30:00 +0700\r\n\r\n")
    assert headers.sent(plain) == datetime(2020, 4, 10, 2, 30, tzinfo=UTC)


@given(st.binary(max_size=300))
def test_nothing_raises(raw: bytes) -> None:
    carrier = message_from_bytes(
        b"\r\n".join(name + b": " + raw for name in (b"From", b"Date", b"Subject", b"Content-Disposition"))
        + b"\r\n\r\n"
    )
    latin = raw.decode("latin-1")
    assert isinstance(headers.sender(latin) + headers.text(latin) + headers.file_name(carrier), str)
    headers.sent(carrier)
    headers.moment(latin)


@pytest.mark.slow
@given(
    st.text(st.characters(codec="cp874", exclude_categories=["Cc", "Cf"]), min_size=1, max_size=60), st.data()
)
def test_a_name_comes_out_alike_however_it_was_encoded(name: str, data: st.DataObject) -> None:
    from urllib.parse import quote  # noqa: PLC0415

    encoding = data.draw(st.sampled_from(["utf-8", "cp874"]))
    charset = {"utf-8": "UTF-8", "cp874": "TIS-620"}[encoding]
    extended = f"filename*={charset}''{quote(name.encode(encoding), safe='')}"
    assert headers.file_name(part(extended.encode())) == headers.one_line(name)
