"""Plain ZIP files: folders that somebody packed to send them in one. Nothing is ever written by a path in them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from itaxl.inbox.mail.headers import decode
from itaxl.inbox.mail.limits import BeyondLimitsError, Budget
from itaxl.spreadsheets.package import FILE_SIZE, MEGABYTE, RATIO, RATIO_FROM

ENTRIES = 5_000
STARTS = (b"PK\x03\x04", b"PK\x05\x06")
# Ways to pack that can be undone here.
METHODS = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    RuntimeError,
    ValueError,
    OverflowError,
    OSError,
    NotImplementedError,
    struct.error,
)
_LISTED = 20_000  # entries of a directory that is looked at
_EXTRA = 4_096  # bytes of an entry's extra fields, which zipfile reads in time that grows with their square
_DIRECTORY_ENTRY = b"PK\x01\x02"
_UTF8_FLAG = 0x800
_UNICODE_PATH = 0x7075


class Fault(StrEnum):
    LOCKED = "locked"
    BROKEN = "broken"
    LARGE = "large"
    METHOD = "method"


@dataclass(frozen=True)
class Entry:
    """Entry of an archive. `fault` None: `data` is its whole content, else blank. `method`: how it is packed."""

    name: str
    data: bytes
    fault: Fault | None = None
    method: int = zipfile.ZIP_STORED


def opened(data: bytes) -> zipfile.ZipFile:
    """Return a ZIP file whose directory is small enough to be looked at. Raises one of FAULTS."""
    count, at = 0, data.find(_DIRECTORY_ENTRY)
    while at >= 0:
        count += 1
        (extra,) = struct.unpack_from("<H", data, at + 30) if at + 32 <= len(data) else (0,)
        if count > _LISTED or extra > _EXTRA:
            raise zipfile.BadZipFile
        at = data.find(_DIRECTORY_ENTRY, at + 4)
    return zipfile.ZipFile(io.BytesIO(data))


def pieces(data: bytes) -> int:
    """Tell how many entries a ZIP has at most."""
    return data.count(_DIRECTORY_ENTRY) if data.startswith(STARTS) else 0


def entries(data: bytes, budget: Budget) -> Iterator[Entry]:
    """Yield the files of a ZIP in the order of its directory, folders left out.

    Raises BeyondLimitsError, and one of FAULTS where the directory itself is broken.
    """
    with opened(data) as package:
        infos = [info for info in package.infolist() if not info.is_dir()]
        if len(infos) > ENTRIES:
            raise BeyondLimitsError("entries", ENTRIES)
        for info in infos:
            if budget.spent:
                return
            budget.step()
            yield _entry(package, info, budget)


def _entry(package: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> Entry:
    name = _name(info)
    if info.flag_bits & 1:
        return Entry(name, b"", Fault.LOCKED)
    if info.compress_type not in METHODS:
        return Entry(name, b"", Fault.METHOD, info.compress_type)
    bomb = info.file_size > RATIO_FROM and info.file_size > RATIO * info.compress_size
    if info.file_size > FILE_SIZE or bomb:
        return Entry(name, b"", Fault.LARGE)
    try:
        content = _inflated(package, info, budget)
    except FAULTS:
        return Entry(name, b"", Fault.BROKEN)
    return Entry(name, content) if len(content) <= FILE_SIZE else Entry(name, b"", Fault.LARGE)


def _inflated(package: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> bytes:
    """Return the content; each piece counts as soon as it is there, whether the rest is sound or not."""
    content: list[bytes] = []
    size = 0
    with package.open(info) as stream:
        while size <= FILE_SIZE and (piece := stream.read(MEGABYTE)):
            budget.take(len(piece))
            size += len(piece)
            content.append(piece)
    return b"".join(content)


def _name(info: zipfile.ZipInfo) -> str:
    """Return the name as the sender saw it.

    Without the flag for UTF-8, which Windows' own packer leaves out, zipfile takes every name for code page 437.
    """
    if info.flag_bits & _UTF8_FLAG:
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    return _unicode_path(info.extra) or decode(raw)


def _unicode_path(extra: bytes) -> str:
    """Return the name in Info-ZIP's extra field (APPNOTE 4.6.9), which WinZip and others write; blank without."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == _UNICODE_PATH and length > 5:
            return extra[at + 9 : at + 4 + length].decode("utf-8", "replace")
        at += 4 + length
    return ""
