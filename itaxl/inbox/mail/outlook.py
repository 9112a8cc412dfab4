"""Outlook's .msg ([MS-OXMSG]): a compound file whose streams are the properties of a letter.

olefile reads the compound file. The libraries that read the letter itself do not know windows-874, in which
Thai Outlook writes, or open no letter within a letter, or are under the GPL.
"""

import io
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_string
from email.policy import compat32

import olefile

from itaxl.inbox.mail import headers
from itaxl.inbox.mail.headers import Letter, Part
from itaxl.inbox.mail.limits import INFLATED, BeyondLimitsError

ATTACHMENTS = 500

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROPERTIES = "__properties_version1.0"
_WORKBOOK = "Workbook"
_ATTACHMENT = "__attach_version1.0_#"
_HEADERS = {"root": 32, "letter": 24, "attachment": 8}  # bytes before the entries of a stream of properties
_SUBJECT, _SENDER, _ADDRESS, _SMTP, _TRANSPORT = 0x0037, 0x0C1A, 0x0C1F, 0x5D01, 0x007D
_SUBMITTED, _DELIVERED = 0x0039, 0x0E06
_CODEPAGES = (0x3FFD, 0x3FDE)
_CONTENT, _NAMES = 0x3701, (0x3707, 0x3704, 0x3001)
_UNICODE, _EIGHT_BIT, _BINARY, _OBJECT = 0x001F, 0x001E, 0x0102, 0x000D
_BEGIN = datetime(1601, 1, 1, tzinfo=UTC)


def is_message(data: bytes) -> bool:
    """Whether a compound file's root holds the properties of a letter, or seems to where the file is broken."""
    if not data.startswith(_COMPOUND) or _PROPERTIES.encode("utf-16-le") not in data:
        return False
    try:
        return olefile.OleFileIO(io.BytesIO(data)).exists(_PROPERTIES)
    except Exception:  # olefile has no exception of its own for what is broken
        return _WORKBOOK.encode("utf-16-le") not in data


def parse(data: bytes, name: str = "") -> Letter:
    """A letter and all in it. Raises BeyondLimitsError, and whatever olefile does for a broken file."""
    root = _Storage(olefile.OleFileIO(io.BytesIO(data)), (), "root", [INFLATED])
    return _letter(root, name)


class _Storage:
    """A folder of the compound file. `left` are the bytes that may still be read: streams can share their sectors."""

    def __init__(
        self, ole: "olefile.OleFileIO[str]", path: tuple[str, ...], kind: str, left: list[int]
    ) -> None:
        self._ole, self._path, self._left = ole, path, left
        self.fixed = dict(_entries(self.stream(_PROPERTIES) or b"", _HEADERS[kind]))
        page = next((self.number(each) for each in _CODEPAGES if each in self.fixed), 874)
        self._charset = {65001: "utf-8", 20127: "ascii"}.get(page, f"cp{page}")

    def stream(self, name: str) -> bytes | None:
        path = [*self._path, name]
        if not self._ole.exists(path) or self._ole.get_type(path) != olefile.STGTY_STREAM:
            return None
        self._left[0] -= self._ole.get_size(path)
        if self._left[0] < 0:
            raise BeyondLimitsError("total", INFLATED)
        return bytes(self._ole.openstream(path).read())

    def folders(self, prefix: str) -> list[str]:
        here = len(self._path)
        listed = self._ole.listdir(streams=False, storages=True)
        inside = (path for path in listed if len(path) == here + 1 and tuple(path[:here]) == self._path)
        return sorted(path[here] for path in inside if path[here].startswith(prefix))

    def folder(self, name: str, kind: str) -> "_Storage":
        return _Storage(self._ole, (*self._path, name), kind, self._left)

    def has(self, *names: str) -> bool:
        return bool(self._ole.exists([*self._path, *names]))

    def content(self, tag: int, kind: int) -> bytes | None:
        return self.stream(_stream(tag, kind))

    def text(self, *tags: int) -> str:
        """The first of these properties that holds any text."""
        for tag in tags:
            wide, narrow = self.content(tag, _UNICODE), self.content(tag, _EIGHT_BIT)
            found = (
                wide.decode("utf-16-le", "replace") if wide else headers.decode(narrow or b"", self._charset)
            )
            if found.strip("\0 "):
                return found.rstrip("\0")
        return ""

    def number(self, tag: int) -> int:
        return int(struct.unpack("<I", self.fixed[tag][:4])[0])

    def time(self, tag: int) -> datetime | None:
        """Tenths of microseconds since 1601."""
        try:
            (ticks,) = struct.unpack("<Q", self.fixed.get(tag, b""))
            return _BEGIN + timedelta(seconds=ticks // 10_000_000) if ticks else None
        except (struct.error, OverflowError):
            return None


def _stream(tag: int, kind: int) -> str:
    return f"__substg1.0_{tag:04X}{kind:04X}"


def _entries(stream: bytes, header: int) -> Iterator[tuple[int, bytes]]:
    """Tag and value of each entry of 16 bytes ([MS-OXMSG] 2.4.2)."""
    for start in range(header, len(stream) - 15, 16):
        yield int.from_bytes(stream[start + 2 : start + 4], "little"), stream[start + 8 : start + 16]


def _letter(storage: _Storage, name: str) -> Letter:
    transport = message_from_string(storage.text(_TRANSPORT).lstrip(), policy=compat32)
    sent = storage.time(_SUBMITTED) or headers.sent(transport) or storage.time(_DELIVERED)
    return Letter(name, headers.one_line(storage.text(_SUBJECT)), _sender(storage), sent, _parts(storage))


def _sender(storage: _Storage) -> str:
    """Name and address; an address within Exchange is no address to people outside."""
    address = next((each for each in (storage.text(_SMTP), storage.text(_ADDRESS)) if "@" in each), "")
    name = storage.text(_SENDER)
    return headers.one_line(
        f"{name} <{address}>" if name and address and name != address else name or address
    )


def _parts(storage: _Storage) -> Iterator[Part | Letter]:
    attachments = storage.folders(_ATTACHMENT)
    if len(attachments) > ATTACHMENTS:
        raise BeyondLimitsError("letter", ATTACHMENTS)
    for each in attachments:
        attachment = storage.folder(each, "attachment")
        name = headers.one_line(attachment.text(*_NAMES))
        content = attachment.content(_CONTENT, _BINARY)
        if content is not None:
            yield Part(name, content)
        elif attachment.has(_stream(_CONTENT, _OBJECT), _PROPERTIES):
            yield _letter(attachment.folder(_stream(_CONTENT, _OBJECT), "letter"), name)
