"""Writes winmail.dat ([MS-OXTNEF]) with attachments, as Outlook sends them in its own format."""

import struct
from collections.abc import Mapping


def winmail(files: Mapping[str, bytes], unicode_names: bool = True) -> bytes:
    """Each name in Thai Windows' code page, and in Unicode among the properties if asked for."""
    data = struct.pack("<IH", 0x223E9F78, 1) + attribute(1, 0x00089006, bytes(4))
    for name, content in files.items():
        data += attribute(2, 0x00069002, bytes(14))
        data += attribute(2, 0x00018010, name.encode("cp874", "replace") + b"\0")
        data += attribute(2, 0x0006800F, content)
        if unicode_names:
            data += attribute(2, 0x00069005, properties(name))
    return data


def attribute(level: int, number: int, value: bytes) -> bytes:
    return struct.pack("<BII", level, number, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)


def properties(name: str) -> bytes:
    """A number, one with a name of its own, several numbers at once, and the long name of the file."""
    wide = name.encode("utf-16-le") + b"\0\0"
    own = "X".encode("utf-16-le") + b"\0\0"
    return (
        struct.pack("<I", 4)
        + struct.pack("<HHI", 0x0003, 0x3705, 1)
        + struct.pack("<HH16sII", 0x000B, 0x8000, bytes(16), 1, len(own)) + own + struct.pack("<I", 1)
        + struct.pack("<HHI2Q", 0x1014, 0x3000, 2, 7, 8)
        + struct.pack("<HHII", 0x001F, 0x3707, 1, len(wide)) + wide + bytes(-len(wide) % 4)
    )  # fmt: skip
