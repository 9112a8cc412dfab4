"""winmail.dat ([MS-OXTNEF]): what Outlook makes of the attachments of a letter in its own format."""

import struct
from collections.abc import Iterator

from itaxl.inbox.mail import headers
from itaxl.inbox.mail.headers import Part
from itaxl.inbox.mail.limits import BeyondLimitsError, Budget

ATTACHMENTS = 500

_SIGNATURE = b"\x78\x9f\x3e\x22"
_NEW_ATTACHMENT, _TITLE, _DATA, _PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
_LONG_NAME, _CONTENT = 0x3707, 0x3701
_MANY = 0x1000
_FIXED = {0x02: 4, 0x03: 4, 0x04: 4, 0x0A: 4, 0x0B: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x14: 8, 0x40: 8, 0x48: 16}
_UNICODE, _OBJECT = 0x1F, 0x0D
_GUID = 16
_NAME_LENGTH = 2_000  # bytes of a name that are read


def is_tnef(data: bytes) -> bool:
    return data.startswith(_SIGNATURE)


def parts(data: bytes, budget: Budget | None = None) -> Iterator[Part]:
    """Yield the attachments. Raises struct.error where the file ends too soon, and BeyondLimitsError."""
    budget = budget or Budget()
    name, content, count = "", b"", 0
    for attribute, value in _attributes(data, budget):
        if attribute == _NEW_ATTACHMENT:
            if count:
                yield Part(name, content)
            name, content, count = "", b"", count + 1
            if count > ATTACHMENTS:
                raise BeyondLimitsError("letter", ATTACHMENTS)
        elif attribute == _TITLE:
            name = name or headers.one_line(headers.decode(value[:_NAME_LENGTH]))
        elif attribute == _DATA:
            content = value
        elif attribute == _PROPERTIES:
            properties = dict(_properties(value, budget))
            long_name = properties.get(_LONG_NAME, b"")[:_NAME_LENGTH]
            name = headers.one_line(long_name.decode("utf-16-le", "replace")) or name
            content = content or properties.get(_CONTENT, b"")[_GUID:]
    if count:
        yield Part(name, content)


def _attributes(data: bytes, budget: Budget) -> Iterator[tuple[int, bytes]]:
    """Number and value of each: a byte of level, the number, the length, the value, a checksum (2.1.3.1)."""
    at = 6
    while at + 9 <= len(data):
        budget.step()
        attribute, length = struct.unpack_from("<xII", data, at)
        yield attribute & 0xFFFF, data[at + 9 : at + 9 + length]
        at += 9 + length + 2


def _properties(data: bytes, budget: Budget) -> Iterator[tuple[int, bytes]]:
    """Tag and value of the properties that are wanted here (2.1.3.4)."""
    (count,) = struct.unpack_from("<I", data)
    at = 4
    for _ in range(count):
        budget.step()
        kind, tag = struct.unpack_from("<HH", data, at)
        at = _after_name(data, at + 4) if tag >= 0x8000 else at + 4
        values, at = _values(data, at, kind, budget)
        used = (_LONG_NAME, _UNICODE), (_CONTENT, _OBJECT)
        if (tag, kind) in used and values:
            yield tag, values[0]


def _after_name(data: bytes, at: int) -> int:
    """Return the place behind the name of a property that has one: a GUID, then a number or a text."""
    kind, length = struct.unpack_from("<II", data, at + _GUID)
    return at + _GUID + 8 + (_padded(length) if kind else 0)


def _values(data: bytes, at: int, kind: int, budget: Budget) -> tuple[list[bytes], int]:
    """Return the values of one property and where the next begins."""
    size = _FIXED.get(kind & ~_MANY)
    count = 1
    if size is None or kind & _MANY:
        (count,) = struct.unpack_from("<I", data, at)
        at += 4
    if size is not None:
        return [], at + count * size
    values = []
    for _ in range(count):
        budget.step()
        (length,) = struct.unpack_from("<I", data, at)
        values.append(data[at + 4 : at + 4 + length])
        at += 4 + _padded(length)
    return values, at


def _padded(length: int) -> int:
    return (length + 3) // 4 * 4
