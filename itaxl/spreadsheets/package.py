"""ZIP package that is read within limits, whatever its directory claims.

The limits stand about two hundred times above a real workbook. Everything is checked twice: by the directory,
before anything is inflated, and again while reading, because a directory may lie.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable

MEGABYTE = 1 << 20
FILE_SIZE = 20 * MEGABYTE
ENTRIES = 500
PART_SIZE = 32 * MEGABYTE
TOTAL_SIZE = 64 * MEGABYTE
RATIO, RATIO_FROM = 200, 4 * MEGABYTE  # a part of 4 MB and more may be packed to a 200th, not further
MARKUP = 4_000_000  # tags and attributes in all parts that are read
TAGS = 1_600_000  # of these, tags, each of which costs about half a microsecond
TOKEN = 256 * 1024  # bytes without "<"; a cell's text has at most 32,767 characters
NAME_LENGTH = 512

_DIRECTORY_ENTRY = b"PK\x01\x02"
_LONG_TOKEN = re.compile(rb"<[^<]{%d}" % TOKEN)
_WIDE = (
    *((b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le")),
    *((b"\0<\0", "utf-16-be"), (b"<\0?\0", "utf-16-le")),
)
_DECLARATION = re.compile(r"\A<\?xml\s[^<>?]*\?>")
_ENCODING = re.compile(
    rb"\A(?:\xef\xbb\xbf)?<\?xml\s[^<>?]*?\bencoding\s*=\s*[\"']([A-Za-z0-9._-]{1,20})[\"'][^<>?]*\?>"
)
_THAI_CODES = (b"windows-874", b"x-windows-874", b"cp874", b"tis-620", b"tis620", b"iso-8859-11")
_CODECS = {b"utf8": "utf-8", **dict.fromkeys(_THAI_CODES, "cp874")}  # by names that the parser does not know
_FIRST_PARTS = ("[content_types].xml", "meta-inf/manifest.xml")
_DRIVE = re.compile(r"[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x1f]")
_ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OverflowError, OSError)


class UnreadableError(Exception):
    """File that is not read; `code` is the finding's code and `values` fill the places of its texts."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


def too_large(which: str, allowed: int) -> UnreadableError:
    """Return the error F111 with `which` limit it is, and the limit as people read it: "20 MB", "500"."""
    in_megabytes = allowed >= MEGABYTE and allowed % MEGABYTE == 0
    limit = f"{allowed // MEGABYTE} MB" if in_megabytes else f"{allowed:,}"
    return UnreadableError("F111", which=which, limit=limit)


def as_utf8(content: bytes) -> bytes:
    """Return XML as UTF-8: of UTF-16, with a mark or without, and of a code of Thai; blanks before it are left out.

    Raises UnreadableError F110.

    What is looked for in a part, and what keeps the parser from harm, is written for one encoding.
    """
    content = content.lstrip(b" \t\r\n") if content[:1].isspace() else content
    codec = next((codec for start, codec in _WIDE if content.startswith(start)), "") or _codec(content)
    if not codec:
        return content
    try:
        text = content.decode(codec)
    except UnicodeDecodeError as fault:
        raise UnreadableError("F110") from fault
    return _DECLARATION.sub("", text.removeprefix("\ufeff"), count=1).encode()


def _codec(content: bytes) -> str:
    declared = _ENCODING.match(content)
    return _CODECS.get(declared[1].lower(), "") if declared else ""


def root(names: Iterable[str]) -> str:
    """Return the folder in which all parts of a document lie, if it was unpacked and packed again with it.

    Names in lower case, with "/". Blank for a document as programs write it, and for anything else.
    """
    files = [name for name in names if not name.startswith("__macosx/")]
    roots = [name[: -len(part)] for name in files for part in _FIRST_PARTS if name.endswith(f"/{part}")]
    return roots[0] if len(roots) == 1 and all(name.startswith(roots[0]) for name in files) else ""


class Package:
    """Parts of a ZIP file by name; names are compared without case, "\\" counts as "/".

    Raises UnreadableError: F110 broken, F111 beyond the limits, F112 dangerous names, F157 encrypted.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) > FILE_SIZE:
            raise too_large("size", FILE_SIZE)
        # zipfile builds an object for each entry before it can be asked how many there are.
        if data.count(_DIRECTORY_ENTRY) > ENTRIES:
            raise too_large("entries", ENTRIES)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _ZIP_FAULTS as fault:
            raise UnreadableError("F110") from fault
        self._parts = _by_name(self._zip.infolist())
        _check_sizes(self._parts.values())
        self._inflated = 0
        self._markup = self._tags = 0

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the parts, in lower case, folders left out."""
        return tuple(self._parts)

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._parts

    def read(self, name: str, limit: int = PART_SIZE) -> bytes | None:
        """Return the part's content; None where there is no such part. Each reading counts, also a second one."""
        info = self._parts.get(name.casefold())
        if info is None:
            return None
        content = self._inflate(info, limit + 1)
        self._inflated += len(content)
        if len(content) > limit:
            raise too_large("part", limit)
        if self._inflated > TOTAL_SIZE:
            raise too_large("total", TOTAL_SIZE)
        return content

    def read_xml(self, name: str) -> bytes | None:
        """Read as `read` does, for a part that goes to the XML parser: bounds what can make that slow."""
        content = self.read(name)
        if content is None:
            return None
        content = as_utf8(content)
        tags = content.count(b"<")
        self._tags += tags
        self._markup += tags + content.count(b"=")
        if self._tags > TAGS:
            raise too_large("markup", TAGS)
        if self._markup > MARKUP:
            raise too_large("markup", MARKUP)
        if len(content) > TOKEN and _LONG_TOKEN.search(content):
            raise too_large("token", TOKEN)
        return content

    def head(self, name: str, count: int) -> bytes:
        """Return the first bytes of a part that exists."""
        return self._inflate(self._parts[name.casefold()], count)

    def _inflate(self, info: zipfile.ZipInfo, count: int) -> bytes:
        try:
            with self._zip.open(info) as stream:
                return stream.read(count)
        except _ZIP_FAULTS as fault:
            raise UnreadableError("F110") from fault


def _by_name(entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    parts: dict[str, zipfile.ZipInfo] = {}
    names = [info.filename.replace("\\", "/").casefold() for info in entries]
    folder = root(names)
    for name, info in zip((name.removeprefix(folder) for name in names), entries, strict=True):
        _check_name(name)
        if name.endswith("/"):
            continue
        if name in parts:
            raise UnreadableError("F112", danger="twice")
        if info.flag_bits & 1:
            raise UnreadableError("F157", kind="ZIP")
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise UnreadableError("F110")
        parts[name] = info
    return parts


def _check_name(name: str) -> None:
    if name.startswith("/") or _DRIVE.match(name) or ".." in name.split("/") or len(name) > NAME_LENGTH:
        raise UnreadableError("F112", danger="name")
    if _CONTROL.search(name):
        raise UnreadableError("F112", danger="name")


def _check_sizes(parts: Iterable[zipfile.ZipInfo]) -> None:
    total = 0
    for info in parts:
        total += info.file_size
        if info.file_size > PART_SIZE:
            raise too_large("part", PART_SIZE)
        if info.file_size > RATIO_FROM and info.file_size > RATIO * info.compress_size:
            raise too_large("ratio", RATIO)
    if total > TOTAL_SIZE:
        raise too_large("total", TOTAL_SIZE)
