"""Letters that are signed or locked as one block, in the encodings that mail programs write."""

import base64
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.inbox.mail import smime
from itaxl.inbox.mail.limits import BeyondLimitsError, Budget
from itaxl.inbox.mail.smime import BrokenBlockError
from tests.inbox.files import names, opening
from tests.inbox.mail.letters import PLAIN, WORKBOOK, letter

SEQUENCE, NUMBER, SET, INNER, OCTETS, PIECES = 0x30, 0x02, 0x31, 0xA0, 0x04, 0x24
SIGNED, LOCKED, DATA = (bytes.fromhex(f"06092a864886f70d0107{kind:02x}") for kind in (2, 3, 1))


def element(tag: int, *parts: bytes, endless: bool = False) -> bytes:
    """One element, with its length before it or two zeros behind it."""
    inside = b"".join(parts)
    if endless:
        return bytes([tag, 0x80]) + inside + b"\0\0"
    if len(inside) < 0x80:
        return bytes([tag, len(inside)]) + inside
    return bytes([tag, 0x84]) + len(inside).to_bytes(4, "big") + inside


def signed(content: bytes | None, *, endless: bool = False, pieces: int = 0, kind: bytes = SIGNED) -> bytes:
    """A block with certificates as every program writes them; content None: the signature alone."""
    wrapped = []
    if content is not None:
        octets = element(OCTETS, content)
        if pieces:
            parts = (content[at : at + pieces] for at in range(0, len(content), pieces))
            octets = element(PIECES, *(element(OCTETS, part) for part in parts), endless=endless)
        wrapped = [element(INNER, octets, endless=endless)]
    info = element(SEQUENCE, DATA, *wrapped, endless=endless)
    certificates = element(INNER, element(SEQUENCE, bytes(200)))
    block = element(
        SEQUENCE, element(NUMBER, b"\1"), element(SET), info, certificates, element(SET), endless=endless
    )
    return element(SEQUENCE, kind, element(INNER, block, endless=endless), endless=endless)


@pytest.mark.parametrize("endless", [False, True])
@pytest.mark.parametrize("pieces", [0, 1000])
def test_what_was_signed_comes_out(endless: bool, pieces: int) -> None:
    block = signed(letter(PLAIN), endless=endless, pieces=pieces)
    assert smime.is_signed(block)
    assert smime.content(block, Budget()) == letter(PLAIN)


@pytest.mark.parametrize("endless", [False, True])
def test_a_signature_alone_holds_nothing_though_its_certificates_follow(endless: bool) -> None:
    assert smime.content(signed(None, endless=endless), Budget()) == b""


def test_a_letter_with_its_signature_beside_it_gives_its_workbook_and_no_finding(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"] = "finance@example.go.th"
    mail.add_attachment(WORKBOOK, "application", "octet-stream", filename="2562-IIT-finance.xlsx")
    mail.add_attachment(signed(None), "application", "pkcs7-signature", filename="smime.p7s")
    assert names(opening(tmp_path, "a.eml", mail.as_bytes())) == ["a.eml › 2562-IIT-finance.xlsx"]


def test_a_block_saved_as_text_is_opened(tmp_path: Path) -> None:
    text = b"-----BEGIN PKCS7-----\n" + base64.encodebytes(signed(letter(PLAIN))) + b"-----END PKCS7-----\n"
    assert names(opening(tmp_path, "smime.p7m", text)) == ["smime.p7m › 2562-IIT-finance.xlsx"]


def test_a_block_in_a_block_is_opened(tmp_path: Path) -> None:
    assert names(opening(tmp_path, "a.p7m", signed(signed(letter(PLAIN))))) == [
        "a.p7m › 2562-IIT-finance.xlsx"
    ]


@pytest.mark.parametrize("name", ["2562-IIT-finance.xlsx.p7m", "2562-IIT-finance.xlsx"])
def test_a_workbook_that_was_signed_as_a_file_is_read_under_its_own_name(tmp_path: Path, name: str) -> None:
    assert names(opening(tmp_path, name, signed(WORKBOOK))) == [f"{name} › 2562-IIT-finance.xlsx"]


def test_a_locked_block_is_named_for_what_it_is(tmp_path: Path) -> None:
    assert names(opening(tmp_path, "smime.p7m", signed(b"x", kind=LOCKED))) == ["F149 smime.p7m"]


@pytest.mark.parametrize("cut", [5, 30, 60, 500])
def test_a_block_that_was_cut_off_is_broken(cut: int) -> None:
    with pytest.raises(BrokenBlockError):
        smime.content(signed(letter(PLAIN))[:cut], Budget())


@pytest.mark.slow
@given(st.data())
def test_mutated_blocks_end_in_one_of_two_exceptions_at_worst(data: st.DataObject) -> None:
    block = bytearray(signed(b"content", endless=data.draw(st.booleans())))
    for _ in range(data.draw(st.integers(1, 6))):
        block[data.draw(st.integers(0, len(block) - 1))] = data.draw(st.integers(0, 255))
    with suppress(BrokenBlockError, BeyondLimitsError):
        smime.content(bytes(block), Budget())
