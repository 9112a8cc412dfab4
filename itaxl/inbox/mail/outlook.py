"""Outlook's .msg ([MS-OXMSG]): a compound file whose streams are the properties of a letter.

The libraries that read such letters do not know windows-874, in which Thai Outlook writes, or open no letter within a
letter, or are under the GPL.
"""

import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_string
from email.policy import compat32

from itaxl.inbox.mail import headers
from itaxl.inbox.mail.compound import SIGNATURE, BrokenCompoundError, Compound, Folder
from itaxl.inbox.mail.headers import Letter, Part
from itaxl.inbox.mail.limits import BeyondLimitsError, Budget

ATTACHMENTS = 500

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
_TEXT_LENGTH, _LONGEST = 8 * 1024, 64 * 1024  # bytes that are read of a text, and of headers and properties


def is_message(data: bytes) -> bool:
    """Tell whether a compound file's root holds the properties of a letter, or seems to where the file is broken."""
    if not data.startswith(SIGNATURE) or _PROPERTIES.encode("utf-16-le") not in data:
        return False
    try:
        return _PROPERTIES in Compound(data, Budget()).root
    except BeyondLimitsError:
        return True
    except (BrokenCompoundError, struct.error):
        return _WORKBOOK.encode("utf-16-le") not in data


def parse(data: bytes, name: str = "", budget: Budget | None = None) -> Letter:
    """Return a letter and all in it. Raises BeyondLimitsError, BrokenCompoundError and struct.error."""
    file = Compound(data, budget or Budget())
    return _letter(_Storage(file, file.root, "root"), name)


class _Storage:
    """Folder of the compound file."""

    def __init__(self, file: Compound, folder: Folder, kind: str) -> None:
        self._file, self._folder = file, folder
        self.fixed = dict(_entries(self.stream(_PROPERTIES, _LONGEST) or b"", _HEADERS[kind]))
        page = next((self.number(tag) for tag in _CODEPAGES if tag in self.fixed), 874)
        self._charset = {65001: "utf-8", 20127: "ascii"}.get(page, f"cp{page}")

    def stream(self, name: str, most: int | None = None) -> bytes | None:
        """Return a stream, or its first bytes; None where there is none of that name."""
        entry = self._folder.get(name.lower())
        return self._file.read(entry, most) if entry and entry.is_stream else None

    def folders(self, prefix: str) -> list[str]:
        return sorted(
            name
            for name, entry in self._folder.items()
            if name.startswith(prefix.lower()) and not entry.is_stream
        )

    def folder(self, name: str, kind: str) -> "_Storage":
        return _Storage(self._file, self._file.folder(self._folder[name.lower()]), kind)

    def letter(self, name: str) -> "_Storage | None":
        """Return the letter that is this folder, if it is one."""
        entry = self._folder.get(name.lower())
        if entry is None or entry.is_stream:
            return None
        inside = self._file.folder(entry)
        return _Storage(self._file, inside, "letter") if _PROPERTIES in inside else None

    def content(self, tag: int, kind: int, most: int | None = None) -> bytes | None:
        return self.stream(_stream(tag, kind), most)

    def text(self, *tags: int, most: int = _TEXT_LENGTH) -> str:
        """Return the first of these properties that holds any text."""
        for tag in tags:
            wide, narrow = (self.content(tag, kind, most) for kind in (_UNICODE, _EIGHT_BIT))
            text = (
                wide.decode("utf-16-le", "replace") if wide else headers.decode(narrow or b"", self._charset)
            )
            if text.strip("\0 "):
                return text.rstrip("\0")
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
    transport = message_from_string(storage.text(_TRANSPORT, most=_LONGEST).lstrip(), policy=compat32)
    sent = storage.time(_SUBMITTED) or headers.sent(transport) or storage.time(_DELIVERED)
    return Letter(name, headers.one_line(storage.text(_SUBJECT)), _sender(storage), sent, _parts(storage))


def _sender(storage: _Storage) -> str:
    """Return name and address; an address within Exchange is no address to people outside."""
    address = next(
        (candidate for candidate in (storage.text(_SMTP), storage.text(_ADDRESS)) if "@" in candidate), ""
    )
    name = storage.text(_SENDER)
    return headers.one_line(
        f"{name} <{address}>" if name and address and name != address else name or address
    )


def _parts(storage: _Storage) -> Iterator[Part | Letter]:
    attachments = storage.folders(_ATTACHMENT)
    if len(attachments) > ATTACHMENTS:
        raise BeyondLimitsError("letter", ATTACHMENTS)
    for folder in attachments:
        attachment = storage.folder(folder, "attachment")
        name = headers.one_line(attachment.text(*_NAMES))
        content = attachment.content(_CONTENT, _BINARY)
        letter = None if content is not None else attachment.letter(_stream(_CONTENT, _OBJECT))
        if content is not None:
            yield Part(name, content)
        elif letter:
            yield _letter(letter, name)
