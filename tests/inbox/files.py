"""Files to open, and what came out of them, as short as a test can say it."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from itaxl.inbox.mail.limits import Item, Limits
from itaxl.inbox.opening import Opened, opened


def opening(folder: Path, name: str, data: bytes, limits: Limits | None = None) -> list[Opened]:
    path = folder / name
    path.write_bytes(data)
    return list(opened(name, path, limits))


def names(items: Iterable[Opened]) -> list[str]:
    """Names of the workbooks, and `CODE name` of the findings."""
    return [
        entry.name if isinstance(entry, Item) else f"{entry.finding.code} {entry.finding.place.file}"
        for entry in items
    ]


def items(items: Iterable[Opened]) -> list[Item]:
    return [entry for entry in items if isinstance(entry, Item)]


def packed(files: Mapping[str, bytes]) -> bytes:
    """A ZIP as a file manager makes it."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def packed_as(raw_name: bytes, content: bytes) -> bytes:
    """A ZIP of one file whose name is these bytes, and nothing says in which encoding, as Windows makes it."""
    stand_in = "x" * len(raw_name)
    return packed({stand_in: content}).replace(stand_in.encode(), raw_name)


def locked(archive: bytes) -> bytes:
    """The flag of each entry says that it is encrypted."""
    data = bytearray(archive)
    for signature, flag in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(signature)
        while at >= 0:
            data[at + flag] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)


def deflate64(archive: bytes) -> bytes:
    """Each entry says that it is packed by Deflate64."""
    data = bytearray(archive)
    for signature, method in ((b"PK\x01\x02", 10), (b"PK\x03\x04", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + method] = 9
            at = data.find(signature, at + 4)
    return bytes(data)
