"""Unwrap what a Mac sends beside a file's bytes (RFC 1740): AppleDouble, which has none of them, and AppleSingle."""

import struct

_SINGLE, _DOUBLE = b"\x00\x05\x16\x00", b"\x00\x05\x16\x07"
_DATA_FORK = 1
_MOST = 64  # entries


def is_double(data: bytes) -> bool:
    """Tell whether it is the other half of a file: how a Mac shows it, and nothing of what is in it."""
    return data.startswith(_DOUBLE)


def is_single(data: bytes) -> bool:
    return data.startswith(_SINGLE)


def content(data: bytes) -> bytes:
    """Return the file itself in AppleSingle. Raises struct.error where it is cut short."""
    (count,) = struct.unpack_from(">H", data, 24)
    for number in range(min(count, _MOST)):
        kind, start, length = struct.unpack_from(">III", data, 26 + 12 * number)
        if kind == _DATA_FORK:
            return data[start : start + length]
    return b""
