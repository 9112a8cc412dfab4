"""Letters as they come: whole, forwarded, broken; each attachment with its bytes."""

import base64
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.inbox.mail import message
from itaxl.inbox.mail.headers import Letter, Part
from itaxl.inbox.mail.limits import BeyondLimitsError
from tests.inbox.mail.letters import BASE64, PLAIN, QUOTED, WORKBOOK, attached, letter

NAMED = 'Content-Disposition: attachment; filename="a.xlsx"'


def parts(data: bytes) -> list[Part | Letter]:
    return list(message.parse(data).parts)


def contents(data: bytes) -> list[bytes]:
    return [part.data for part in parts(data) if isinstance(part, Part)]


def test_letter() -> None:
    result = message.parse(letter(PLAIN))
    assert (result.subject, result.sender) == ("ส่งแบบ", "กองคลัง <finance@example.go.th>")
    assert result.sent == datetime(2020, 4, 10, 2, 30, tzinfo=UTC)
    text, workbook = result.parts
    assert isinstance(text, Part)
    assert not text.attached
    assert workbook == Part("2562-IIT-finance.xlsx", WORKBOOK)


CONTENTS = {
    "base64": (BASE64, "base64"),
    "BASE64 with a comment": (BASE64, "BASE64 (of course)"),
    "quoted-printable": (QUOTED, "quoted-printable"),
    "no word of base64": (BASE64, "7bit"),
    "an encoding that nobody knows": (BASE64, "base65"),
    "one long line": (BASE64.replace("\n", ""), "base64"),
    "without padding": (BASE64.rstrip("=\n"), "base64"),
}


@pytest.mark.parametrize("case", CONTENTS)
def test_content(case: str) -> None:
    content, encoding = CONTENTS[case]
    data = attached(NAMED, f"Content-Transfer-Encoding: {encoding}", content=content)
    assert contents(data) == [WORKBOOK]


def test_binary_content() -> None:
    data = attached(NAMED, content="here").replace(b"here", WORKBOOK)
    assert contents(data) == [WORKBOOK]


def test_cut_off_in_the_middle() -> None:
    """What is there comes out: the gate will say that it is broken."""
    data = letter(PLAIN)
    cut = contents(data[: data.index(b"UEsDB") + 901])
    assert WORKBOOK.startswith(cut[-1])
    assert len(cut[-1]) > 600


def test_letter_as_apple_mail_keeps_it() -> None:
    """An .emlx has the number of its bytes before the letter, and a list of properties after it."""
    whole = letter(PLAIN)
    kept = b"%d   \n" % len(whole) + whole + b'<?xml version="1.0"?><plist/>'
    assert message.is_message(kept)
    assert WORKBOOK in [part.data for part in message.parse(kept).parts if isinstance(part, Part)]


def test_letter_that_is_the_workbook() -> None:
    data = f"From: a@example.com\nSubject: x\nContent-Transfer-Encoding: base64\n{NAMED}\n\n{BASE64}".encode()
    assert parts(data) == [Part("a.xlsx", WORKBOOK)]


def test_forwarded_letter_in_base64() -> None:
    inner = base64.encodebytes(letter(PLAIN)).decode()
    (result,) = parts(
        attached("Content-Type: message/rfc822", "Content-Transfer-Encoding: base64", content=inner)
    )
    assert isinstance(result, Part)
    assert message.is_message(result.data)


def test_notice_that_a_letter_could_not_be_delivered_is_no_letter() -> None:
    assert (
        parts(
            attached(
                "Content-Type: message/delivery-status", content="Reporting-MTA: dns; a\n\nAction: failed"
            )
        )
        == []
    )


LETTERS = {
    "as it came": letter(PLAIN),
    "with a byte order mark": b"\xef\xbb\xbf" + letter(PLAIN),
    "with empty lines before": b"\r\n\r\n" + letter(PLAIN),
    "ends of lines of Unix": letter(PLAIN).replace(b"\r\n", b"\n"),
    "with a broken header": letter(PLAIN).replace(b"Subject:", b"no header at all\r\nSubject:"),
    "received": b"Received: from a\r\n by b\r\n" + letter(PLAIN),
}
NO_LETTERS = {
    "text": "เรียน ผู้อำนวยการ\n",
    "a table": "name,score\na,1\n",
    "one field": "From: a to b\n\n",
    "a web page": "From: <Saved by Blink>\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/related\n\n",
    "a workbook as a web page": "MIME-Version: 1.0\nX-Document-Type: Workbook\nContent-Type: multipart/related\n\n",
    "nothing": "",
}


@pytest.mark.parametrize("case", LETTERS)
def test_known_as_a_letter(case: str) -> None:
    assert message.is_message(LETTERS[case])
    assert contents(LETTERS[case])[-1] == WORKBOOK


@pytest.mark.parametrize("case", NO_LETTERS)
def test_not_taken_for_a_letter(case: str) -> None:
    assert not message.is_message(NO_LETTERS[case].encode())


def test_too_many_parts() -> None:
    many = "--b\n\nx\n" * (message.PARTS + 1)
    with pytest.raises(BeyondLimitsError):
        message.parse(
            f"From: a\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n{many}--b--".encode()
        )


def test_too_much_work() -> None:
    nest = "Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 300
    with pytest.raises(BeyondLimitsError):
        message.parse((nest + "\n" * 100_000).encode())


def test_too_many_lines() -> None:
    with pytest.raises(BeyondLimitsError):
        message.parse(b"From: a\nSubject: x\n" + b"X: y\n" * (2 * message.LINES))


def test_long_letter_is_the_same_in_pieces() -> None:
    """Ends of lines and Thai letters may be cut anywhere."""
    text = ("ก" * 30 + "\r\n") * 3000
    (part,) = parts(f"From: a\r\nSubject: x\r\nContent-Type: text/plain\r\n\r\n{text}".encode())
    assert part == Part("", text.encode(), attached=False)


def test_nested_deeper_than_any_program_nests() -> None:
    nest = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (number, number) for number in range(60)
    )
    assert contents(nest + f"{NAMED}\nContent-Transfer-Encoding: base64\n\n{BASE64}".encode()) == [WORKBOOK]


@pytest.mark.slow
@given(st.data())
def test_mutated_letters_never_raise_but_for_the_limits(data: st.DataObject) -> None:
    plain = bytearray(letter(PLAIN))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(plain) - 1))
        plain[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
    for part in parts(bytes(plain)):
        assert isinstance(part, Part | Letter)
