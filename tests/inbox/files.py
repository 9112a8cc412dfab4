"""Files to open, and what came out of them, as short as a test can say it."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from itaxl.findings import Finding
from itaxl.inbox.mail.limits import Item
from itaxl.inbox.opening import opened

Found = list[Item | Finding]


def opening(folder: Path, name: str, data: bytes) -> Found:
    path = folder / name
    path.write_bytes(data)
    return list(opened(name, path))


def names(found: Iterable[Item | Finding]) -> list[str]:
    """Names of the workbooks, and `CODE name` of the findings."""
    return [each.name if isinstance(each, Item) else f"{each.code} {each.place.file}" for each in found]


def items(found: Iterable[Item | Finding]) -> list[Item]:
    return [each for each in found if isinstance(each, Item)]


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
