"""Workbooks with a password: read where somebody or something knows it, else said so, and never asked for in vain."""

import getpass
import struct
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from itaxl.cli.main import Session
from itaxl.cli.options import start_reader
from itaxl.spreadsheets import passwords as keychain
from itaxl.spreadsheets.book import Book
from itaxl.spreadsheets.encrypted import EXCELS_OWN
from itaxl.spreadsheets.package import UnreadableError
from itaxl.spreadsheets.passwords import VARIABLE, Passwords
from itaxl.spreadsheets.read import read_book
from itaxl.spreadsheets.sandbox import SandboxedReader
from itaxl.submissions.reading import read
from tests.spreadsheets.broken import GOOD, good, locked, open_document, packed

PLAIN = packed(GOOD, zipfile.ZIP_STORED)
LOCKED = locked(PLAIN, "ลับ")


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(keychain, "kept", lambda _: "")


@pytest.fixture(scope="module")
def process() -> Iterator[SandboxedReader]:
    """One process for all tests: passwords are asked for on this side of it."""
    with SandboxedReader() as reader:
        yield reader


def with_passwords(reader: SandboxedReader, passwords: Passwords) -> SandboxedReader:
    """The same process, as if it had been started with these passwords."""
    reader._passwords, reader.waited = passwords, 0.0
    return reader


def tried(reader: SandboxedReader, data: bytes) -> Book | UnreadableError:
    try:
        return reader.read_book(data, "คลัง.xlsx")
    except UnreadableError as error:
        return error


def refusal(data: bytes, password: str = "") -> tuple[str, object]:
    with pytest.raises(UnreadableError) as refused:
        read_book(data, password)
    return refused.value.code, refused.value.values.get("password")


def test_with_its_password_it_is_the_same_book() -> None:
    assert read_book(LOCKED, "ลับ") == read_book(PLAIN)


def test_without_and_with_a_wrong_one() -> None:
    assert refusal(LOCKED) == ("F103", "needed")
    assert refusal(LOCKED, "ผิด") == ("F103", "wrong")


def test_what_excel_locks_by_itself_needs_no_password() -> None:
    assert read_book(locked(PLAIN, EXCELS_OWN, spins=100_000)) == read_book(PLAIN)


def test_broken_and_hostile_files_with_a_password() -> None:
    assert refusal(LOCKED[:5000], "ลับ")[0] == "F110"
    far = good({"xl/worksheets/sheet1.xml": "<!DOCTYPE a><a/>", "xl/media/a.bin": LOCKED})
    assert refusal(locked(far, "ลับ"), "ลับ")[0] == "F112"


@pytest.mark.parametrize("earlier", ["ลับ", "ผิด\nลับ", "ผิด\r\n\r\nลับ\r\n"])
def test_from_the_environment(
    process: SandboxedReader, monkeypatch: pytest.MonkeyPatch, earlier: str
) -> None:
    monkeypatch.setenv(VARIABLE, earlier)
    assert isinstance(tried(with_passwords(process, Passwords()), LOCKED), Book)


def test_from_the_keyring(process: SandboxedReader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keychain, "kept", {"workbooks": "ผิด\nลับ"}.__getitem__)
    assert isinstance(tried(with_passwords(process, Passwords()), LOCKED), Book)


def test_a_person_is_asked_once_and_what_was_typed_opens_the_next_file_too(process: SandboxedReader) -> None:
    requests: list[str] = []

    def ask(file: str) -> str:
        requests.append(file)
        return "ลับ"

    reader = with_passwords(process, Passwords(ask))
    books = [reader.read_book(LOCKED, name) for name in ("a.xlsx", "b.xlsx")]
    assert (books, requests) == ([read_book(PLAIN)] * 2, ["a.xlsx"])


def test_nobody_is_asked_for_what_needs_no_password(process: SandboxedReader) -> None:
    def ask(file: str) -> str:
        raise AssertionError(file)

    reader = with_passwords(process, Passwords(ask))
    assert isinstance(tried(reader, good()), Book)
    outcome = tried(reader, b"")
    assert isinstance(outcome, UnreadableError)
    assert outcome.code == "F102"


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "which is not known here"), ("ผิด", "those that are known here do not open it")],
)
def test_finding_says_whether_a_password_was_tried(process: SandboxedReader, typed: str, said: str) -> None:
    reader = with_passwords(process, Passwords(lambda _: typed))
    (finding,) = read(LOCKED, "คลัง.xlsx", lambda _: None, reader).findings
    assert finding.code == "F103"
    assert said in finding.what("en")
    assert typed not in finding.what("th") + finding.value or not typed


def test_a_locked_part_of_a_zip_is_beyond_any_password() -> None:
    data = bytearray(good())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert refused_kind(bytes(data)) == "ZIP"


def refused_kind(data: bytes) -> object:
    """Which kind no password opens, whether one is given or not."""
    for password in ("", "ลับ"):
        with pytest.raises(UnreadableError) as refused:
            read_book(data, password)
        assert refused.value.code == "F157"
    return refused.value.values["kind"]


AGILE = """<encryption><keyData cipherAlgorithm="%s" cipherChaining="ChainingMode%s" hashAlgorithm="%s"/>"""


@pytest.mark.parametrize(
    ("info", "kind"),
    [
        (struct.pack("<HHIIII", 3, 2, 0x24, 32, 0x24, 0) + struct.pack("<I", 0x6801) + bytes(60), "RC4"),
        (struct.pack("<HHIIII", 2, 2, 0x24, 32, 0x24, 0) + struct.pack("<I", 0x6602) + bytes(60), "RC2"),
        (struct.pack("<HHIIII", 4, 2, 0x24, 32, 0x24, 0) + struct.pack("<I", 0x6603) + bytes(60), "3DES"),
        (struct.pack("<HHI", 4, 4, 0x40) + (AGILE % ("3DES", "CBC", "SHA1")).encode(), "3DES"),
        (struct.pack("<HHI", 4, 4, 0x40) + (AGILE % ("RC2", "CBC", "SHA1")).encode(), "RC2"),
        (struct.pack("<HHI", 4, 4, 0x40) + (AGILE % ("AES", "CFB", "SHA512")).encode(), "ChainingModeCFB"),
        (struct.pack("<HHI", 4, 4, 0x40) + (AGILE % ("AES", "CBC", "RIPEMD-160")).encode(), "RIPEMD-160"),
        (struct.pack("<HHI", 4, 3, 0x10) + bytes(40), "Extensible Encryption"),
    ],
    ids=["RC4", "RC2", "3DES", "agile 3DES", "agile RC2", "agile CFB", "agile RIPEMD", "extensible"],
)
def test_kinds_of_encryption_that_nothing_opens_are_named(info: bytes, kind: str) -> None:
    assert refused_kind(compound_file("EncryptionInfo", info.ljust(4096, b" "))) == kind


def test_a_workbook_that_a_server_must_release() -> None:
    assert refused_kind(compound_file("EncryptedPackage", bytes(4096))) == "IRM"


def test_a_workbook_of_excel_95_with_a_password() -> None:
    stream = struct.pack("<HH", 0x809, 8) + bytes(8) + struct.pack("<HHHH", 0x2F, 4, 1234, 4321) + bytes(4096)
    assert refused_kind(compound_file("Book", stream)) == "Excel 95 (XOR)"


def xor_verifier(password: bytes) -> int:
    """[MS-OFFCRYPTO] 2.3.7.1."""
    verifier = 0
    for letter in reversed(bytes([len(password)]) + password):
        verifier = ((verifier >> 14 & 1) | (verifier << 1 & 0x7FFF)) ^ letter
    return verifier ^ 0xCE4B


def test_what_the_right_password_does_not_make_a_workbook_is_named_by_its_kind() -> None:
    stream = struct.pack("<HH", 0x809, 16) + bytes(16)
    stream += struct.pack("<HHHHH", 0x2F, 6, 0, 0, xor_verifier(b"abc"))
    data = compound_file("Workbook", stream + bytes(4096))
    with pytest.raises(UnreadableError) as refused:
        read_book(data, "abc")
    assert (refused.value.code, refused.value.values["kind"]) == ("F157", "XOR")


def test_excels_own_way_to_lock_is_for_excels_own_files(monkeypatch: pytest.MonkeyPatch) -> None:
    inside = open_document("spreadsheet")
    monkeypatch.setattr("itaxl.spreadsheets.encrypted.decrypted", lambda *_: inside)
    assert refusal(LOCKED, "ลับ")[0] == "F105"


def test_finding_of_a_kind_that_nothing_opens_says_how_to_send_it(process: SandboxedReader) -> None:
    data = compound_file("EncryptedPackage", bytes(4096))
    reader = with_passwords(process, Passwords(lambda _: "ลับ"))
    (finding,) = read(data, "คลัง.xlsx", lambda _: None, reader).findings
    assert "IRM" in finding.what("th")
    assert "without a password" in finding.fix("en")


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A terminal at which somebody types the password; the prompts that were shown."""
    shown: list[str] = []

    def typed(prompt: str, _stream: object) -> str:
        shown.append(prompt)
        return "ลับ"

    monkeypatch.setattr(getpass, "getpass", typed)
    return shown


@pytest.mark.parametrize(("stdin", "stderr", "count"), [(True, True, 1), (True, False, 0), (False, True, 0)])
def test_only_a_person_at_a_terminal_is_asked(
    monkeypatch: pytest.MonkeyPatch, terminal: list[str], stdin: bool, stderr: bool, count: int
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: stdin, raising=False)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: stderr, raising=False)
    with start_reader(Session(Path(), "en")) as reader:
        try:
            read = len(reader.read_book(LOCKED, "คลัง.xlsx").sheets)
        except UnreadableError:
            read = 0
    assert (read, len(terminal)) == (count, count)
    assert all("Password of คลัง.xlsx" in prompt for prompt in terminal)


def with_file_pass(xls: bytes) -> bytes:
    """An .xls whose first record after its beginning says that it is locked, by the oldest of the methods."""
    start = xls.index(struct.pack("<HH", 0x809, 16)) + 20
    record = struct.pack("<HHHHH", 0x2F, 6, 0, 1234, 4321)
    return xls[:start] + record + xls[start + len(record) :]


def test_old_workbook_with_a_password() -> None:
    stream = struct.pack("<HH", 0x809, 16) + bytes(16) + bytes(4096)
    data = with_file_pass(compound_file("Workbook", stream))
    assert refusal(data) == ("F103", "needed")
    assert refusal(data, "ผิด") == ("F103", "wrong")


def compound_file(name: str, stream: bytes) -> bytes:
    """A whole OLE2 file with one stream of 4,096 bytes or more ([MS-CFB])."""
    sectors = [stream[at : at + 512].ljust(512, b"\0") for at in range(0, len(stream), 512)]
    chain = [*range(3, 2 + len(sectors)), 0xFFFFFFFE]
    table = [0xFFFFFFFD, 0xFFFFFFFE, *chain]
    fat = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(6) + struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    directory = _entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1) + _entry(name, 2, 2, len(stream))
    return b"".join((header.ljust(512, b"\xff"), fat, directory.ljust(512, b"\0"), *sectors))


def _entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<BBIII", kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
    return (
        raw.ljust(64, b"\0")
        + struct.pack("<H", len(raw))
        + links
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def test_the_time_in_which_a_password_is_typed_counts_as_waiting(
    process: SandboxedReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    typing = 0.0
    monkeypatch.setattr(time, "monotonic", lambda clock=time.monotonic: clock() + typing)

    def ask(_: str) -> str:
        nonlocal typing
        typing += 600
        return "wrong"

    reader = with_passwords(process, Passwords(ask))
    with pytest.raises(UnreadableError):
        reader.read_book(LOCKED, "a.xlsx")
    assert 600 <= reader.waited < 660
