"""Writes compound files ([MS-CFB], version 3), and with them Outlook's .msg and Windows' own kinds of container."""

import struct
from collections.abc import Mapping
from datetime import UTC, datetime

SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_ROOT, _STORAGE, _STREAM = 5, 1, 2


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with these streams, by path ("folder/stream")."""
    sectors: list[bytes] = []
    fat: list[int] = []

    def put(data: bytes) -> int:
        """Store data as a chain of sectors; the number of the first."""
        count = -(-len(data) // SECTOR)
        first = len(sectors)
        for number in range(count):
            sectors.append(data[number * SECTOR : (number + 1) * SECTOR].ljust(SECTOR, b"\0"))
            fat.append(first + number + 1 if number < count - 1 else END)
        return first if count else END

    mini = b""
    mini_fat: list[int] = []
    starts: dict[str, int] = {}
    for path, data in streams.items():
        if len(data) >= CUTOFF:
            starts[path] = put(data)
            continue
        count = -(-len(data) // MINI)
        starts[path] = len(mini_fat) if count else END
        mini_fat += [len(mini_fat) + number + 1 for number in range(count - 1)] + [END] * bool(count)
        mini += data.ljust(count * MINI, b"\0")
    mini_start = put(mini)
    mini_fat_start = put(struct.pack(f"<{len(mini_fat)}I", *mini_fat).ljust(SECTOR, b"\xff"))
    directory_start = put(_directory(streams, starts, mini_start, len(mini)))
    fat_start = len(sectors)
    fat_sectors = -(-(len(fat) + 1) // (SECTOR // 4 - 1))
    table = fat + [FAT] * fat_sectors
    table += [FREE] * (fat_sectors * SECTOR // 4 - len(table))
    mini_fat_sectors = -(-len(mini_fat) * 4 // SECTOR) or 1
    difat = list(range(fat_start, fat_start + fat_sectors))
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, 0, fat_sectors,
        directory_start, 0, CUTOFF, mini_fat_start, mini_fat_sectors, END, 0,
    )  # fmt: skip
    header += struct.pack("<109I", *difat, *[FREE] * (109 - fat_sectors))
    return header + b"".join(sectors) + struct.pack(f"<{len(table)}I", *table)


def _directory(
    streams: Mapping[str, bytes], starts: Mapping[str, int], mini_start: int, mini_size: int
) -> bytes:
    folders = {path.rsplit("/", depth)[0] for path in streams for depth in range(1, path.count("/") + 1)}
    paths = ["", *sorted(folders | set(streams))]
    numbers = {path: number for number, path in enumerate(paths)}

    def entry(path: str) -> bytes:
        children = sorted(
            child for child in paths[1:] if (child.rpartition("/")[0] if "/" in child else "") == path
        )
        beside = sorted(
            sibling
            for sibling in paths[1:]
            if path and sibling.rpartition("/")[0] == path.rpartition("/")[0] and sibling > path
        )
        kind = _STREAM if path in streams else _STORAGE if path else _ROOT
        start = starts.get(path, mini_start if not path else 0)
        size = len(streams[path]) if path in streams else mini_size if not path else 0
        name = (path.rpartition("/")[2] or "Root Entry").encode("utf-16-le")
        return struct.pack(
            "<64sHBBIII16x4x16xIQ", name, len(name) + 2, kind, 1, FREE, numbers[beside[0]] if beside else FREE,
            numbers[children[0]] if children and path not in streams else FREE, start, size,
        )  # fmt: skip

    return b"".join(map(entry, paths))


def message(
    subject: str = "",
    sender: str = "",
    address: str = "",
    sent: datetime | None = None,
    attachments: Mapping[str, "bytes | Mapping[str, bytes]"] | None = None,
    codepage: int = 0,
    header: int = 32,
) -> dict[str, bytes]:
    """The streams of a .msg; an attachment may be the streams of another. `codepage`: texts in it, not in Unicode."""
    fixed = [(0x3FFD, 0x0003, codepage)] if codepage else []
    if sent:
        ticks = int((sent - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
        fixed.append((0x0039, 0x0040, ticks))
    streams = {"__properties_version1.0": _properties(fixed, header)}
    for tag, text in ((0x0037, subject), (0x0C1A, sender), (0x5D01, address)):
        streams |= _text(tag, text, codepage)
    for number, (name, content) in enumerate((attachments or {}).items()):
        folder = f"__attach_version1.0_#{number:08X}"
        inside = {"__properties_version1.0": _properties([(0x3705, 0x0003, 1)], 8)} | _text(
            0x3707, name, codepage
        )
        if isinstance(content, bytes):
            inside["__substg1.0_37010102"] = content
        else:
            inside |= {f"__substg1.0_3701000D/{path}": data for path, data in content.items()}
        streams |= {f"{folder}/{path}": data for path, data in inside.items()}
    return streams


def _text(tag: int, text: str, codepage: int) -> dict[str, bytes]:
    if not text:
        return {}
    if codepage:
        return {f"__substg1.0_{tag:04X}001E": text.encode(f"cp{codepage}")}
    return {f"__substg1.0_{tag:04X}001F": text.encode("utf-16-le")}


def _properties(entries: list[tuple[int, int, int]], header: int) -> bytes:
    return bytes(header) + b"".join(struct.pack("<HHIQ", kind, tag, 6, value) for tag, kind, value in entries)
