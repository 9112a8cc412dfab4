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
from itaxl.spreadsheets.package import FILE_SIZE, RATIO, RATIO_FROM

ENTRIES = 5_000
_UTF8_FLAG = 0x800
_UNICODE_PATH = 0x7075
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    RuntimeError,
    ValueError,
    OverflowError,
    OSError,
    NotImplementedError,
)


class Fault(StrEnum):
    LOCKED = "locked"
    BROKEN = "broken"
    LARGE = "large"


@dataclass(frozen=True)
class Entry:
    """`fault` None: `data` is the whole content; else it is blank."""

    name: str
    data: bytes
    fault: Fault | None = None


def entries(data: bytes, budget: Budget) -> Iterator[Entry]:
    """The files of a ZIP in the order of its directory, folders left out.

    Raises BeyondLimitsError, and zipfile's errors where the directory itself is broken.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        infos = [info for info in package.infolist() if not info.is_dir()]
        if len(infos) > ENTRIES:
            raise BeyondLimitsError("entries", ENTRIES)
        for info in infos:
            if budget.spent:
                return
            yield _entry(package, info, budget)


def _entry(package: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> Entry:
    name = _name(info)
    if info.flag_bits & 1:
        return Entry(name, b"", Fault.LOCKED)
    bomb = info.file_size > RATIO_FROM and info.file_size > RATIO * info.compress_size
    if info.file_size > FILE_SIZE or bomb:
        return Entry(name, b"", Fault.LARGE)
    try:
        with package.open(info) as stream:
            content = stream.read(FILE_SIZE + 1)
    except _FAULTS:
        return Entry(name, b"", Fault.BROKEN)
    budget.inflate(len(content))
    return Entry(name, content) if len(content) <= FILE_SIZE else Entry(name, b"", Fault.LARGE)


def _name(info: zipfile.ZipInfo) -> str:
    """The name as the sender saw it.

    Without the flag for UTF-8, which Windows' own packer leaves out, zipfile takes every name for code page 437.
    """
    if info.flag_bits & _UTF8_FLAG:
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    return _unicode_path(info.extra) or decode(raw)


def _unicode_path(extra: bytes) -> str:
    """The name in the extra field of Info-ZIP (APPNOTE 4.6.9), which WinZip and others write; blank without one."""
    while len(extra) >= 4:
        kind, length = struct.unpack("<HH", extra[:4])
        if kind == _UNICODE_PATH and length > 5:
            return extra[9 : 4 + length].decode("utf-8", "replace")
        extra = extra[4 + length :]
    return ""
