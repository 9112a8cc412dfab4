"""Things that are not read and are named for what they are: unfinished, cut in pieces, of other programs, mere links.

`before` looks at what would else be opened as something that it is not, `after` at what is no container.
"""

import re
import struct
from dataclasses import dataclass

from itaxl.findings import innermost
from itaxl.inbox import archive, leftovers
from itaxl.inbox.mail import smime
from itaxl.spreadsheets.gate import FileKind, is_compound

HALF, OTHER_PROGRAM, SPLIT, PREFIXED, METHOD, SHORTCUT, PICTURE, LOCKED_MAIL, BINARY, BEFORE = (
    *("F141", "F142", "F143", "F144", "F145", "F147", "F148", "F149"),
    *("F106", "F158"),
)
OWN_NAME = re.compile(r"(?<!\d)2[45]\d\d[ _-]{0,3}(IIT|EIT|OIT|announced)(?![a-z])", re.IGNORECASE)
SPREADSHEETS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".xltx")

_HEAD = 1_024
_END_RECORD, _END_REACH = b"PK\x05\x06", 22 + 0xFFFF
_PIECES = (b"PK\x07\x08PK", b"PK00PK")  # how the first of several pieces begins
_METHODS = {1: "Shrink", 6: "Implode", 9: "Deflate64", 93: "Zstandard", 95: "XZ", 98: "PPMd"}
_PARTS = ("[content_types].xml", "_rels/", "docprops/", "xl/", "word/", "ppt/", "mimetype", "meta-inf/")
_APPLE = {".numbers": "Apple Numbers", ".pages": "Apple Pages", ".key": "Apple Keynote"}
_APPLE_PARTS = ("index.zip", "index.apxl", "index.apxl.gz", "index.xml.gz")
_APPLE_FOLDER = re.compile(r"(?:^|/)([^/]+(?:\.numbers|\.pages|\.key))/", re.IGNORECASE)
_BY_START = (
    (b"\x00\x00\x02\x00\x04\x04\x06\x04\x08\x00", "Lotus 1-2-3"),
    (b"\x00\x00\x02\x00\x06\x04\x06\x00\x08\x00", "Lotus 1-2-3"),
    (b"\x00\x00\x1a\x00", "Lotus 1-2-3"),
    (b"\x00\x01\x00\x00Standard Jet DB", "Microsoft Access"),
    (b"\x00\x01\x00\x00Standard ACE DB", "Microsoft Access"),
    (b"SQLite format 3\x00", "SQLite"),
)
_BY_NAME = {".gnumeric": "Gnumeric", ".123": "Lotus 1-2-3", ".qpw": "Quattro Pro", ".wb3": "Quattro Pro"}
_GOOGLE = {
    ".gsheet": "Google Sheets",
    ".gdoc": "Google Docs",
    ".gslides": "Google Slides",
    ".gform": "Google Forms",
}
_LINKS = (  # how they begin, in lower case
    (b"l\x00\x00\x00\x01\x14\x02\x00", ".lnk"),
    (b"[internetshortcut]", ".url"),
    (b"[desktop entry]", ".desktop"),
)
_PICTURES = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"II*\x00",
    b"MM\x00*",
    b"\x00\x00\x01\x00",
    b"8BPS",
    b"AT&TFORM",
)
_BOXED_PICTURES = (b"heic", b"heix", b"mif1", b"avif", b"hevc")


@dataclass(frozen=True)
class Foreign:
    """File that is no workbook: `code` of its finding, `values` of its texts; `quiet`: it comes along, unsaid."""

    code: str
    values: tuple[tuple[str, str], ...] = ()
    quiet: bool = False


def before(name: str, data: bytes) -> Foreign | None:
    """Return what it is by its name, or as a ZIP of another kind than workbooks and folders are."""
    name = innermost(name)
    if leftovers.half_download(name):
        return Foreign(HALF)
    if leftovers.split(name) or data.startswith(_PIECES):
        return Foreign(SPLIT)
    ending = _ending(name)
    if ending in _BY_NAME and not data.startswith(archive.STARTS):
        return Foreign(OTHER_PROGRAM, (("kind", _BY_NAME[ending]),))
    return _zipped(name, data) if data.startswith(archive.STARTS) else None


def after(name: str, data: bytes, kind: FileKind | None) -> Foreign | None:
    """Return what it is by its content; `kind` is what the gate takes it for, None for what must not be opened."""
    name = innermost(name)
    if data.startswith(archive.STARTS):
        return Foreign(HALF) if _cut_short(name, data) else None
    if smime.is_locked(data):
        return Foreign(LOCKED_MAIL, (("kind", "PGP" if data.lstrip().startswith(b"-") else "S/MIME"),))
    recognised = _shortcut(name, data) or _other_program(data) or _picture(name, data)
    if recognised:
        return recognised
    if kind is FileKind.PDF and OWN_NAME.search(name):
        return Foreign(PICTURE, (("kind", "PDF"),))
    unknown = kind in (FileKind.OTHER, FileKind.CSV, FileKind.HTML) and not is_compound(data)
    return _with_end_record(data) if unknown else None


def is_binary(data: bytes) -> bool:
    """Tell whether it is an .xlsb, with macros or without."""
    if not data.startswith(archive.STARTS):
        return False
    try:
        with archive.opened(data) as package:
            names = {name.replace("\\", "/").casefold() for name in package.namelist()}
    except archive.FAULTS:
        return False
    return "xl/workbook.bin" in names and "xl/workbook.xml" not in names


def package_folder(name: str) -> str:
    """Return the name of a Mac's document that is a folder, up to its end; blank for a file in no such folder."""
    match = _APPLE_FOLDER.search(name)
    return name[: match.end(1)] if match else ""


def of_apple(name: str) -> Foreign:
    return Foreign(OTHER_PROGRAM, (("kind", _APPLE.get(_ending(name), "Apple iWork")),))


def method(number: int) -> Foreign:
    """Return what a file is that is packed in a way not undone here."""
    return Foreign(METHOD, (("method", _METHODS.get(number, f"#{number}")),))


def _ending(name: str) -> str:
    return f".{name.rpartition('.')[2].casefold()}" if "." in name else ""


def _zipped(name: str, data: bytes) -> Foreign | None:
    try:
        infos = archive.opened(data).infolist()
    except archive.FAULTS:
        return None
    if _is_split(data):
        return Foreign(SPLIT)
    if min((info.header_offset for info in infos), default=0) and not _first_name(data).startswith(_PARTS):
        return Foreign(HALF)  # the directory is that of the last workbook in it
    names = [info.filename.replace("\\", "/").casefold() for info in infos]
    if any(name.endswith(".iwa") or name in _APPLE_PARTS for name in names):
        return of_apple(name)
    is_document = any(name.startswith(_PARTS) for name in names)
    odd = [info.compress_type for info in infos if info.compress_type not in archive.METHODS]
    return method(odd[0]) if is_document and odd else None


def _is_split(data: bytes) -> bool:
    """Tell whether the last record says that other pieces go before."""
    at = data.rfind(_END_RECORD, max(len(data) - _END_REACH, 0))
    if at < 0 or at + 12 > len(data):
        return False
    number, first, here, in_all = struct.unpack_from("<4H", data, at + 4)
    several = number not in (0, 0xFFFF) or first not in (0, 0xFFFF)
    return several or (here != in_all and 0xFFFF not in (here, in_all))


def _cut_short(name: str, data: bytes) -> bool:
    """Tell whether a ZIP of files ends before its directory; of a workbook that says no more than that it is broken."""
    if _ending(name) in SPREADSHEETS or ends_as_zip(data):
        return False
    first = _first_name(data)
    return bool(first) and len(data) > 30 + len(first) and not first.startswith(_PARTS)


def _first_name(data: bytes) -> str:
    """Return the name of the first file of a ZIP."""
    if len(data) < 30:
        return ""
    (length,) = struct.unpack_from("<H", data, 26)
    return data[30 : 30 + length].decode("utf-8", "replace").replace("\\", "/").casefold()


def _with_end_record(data: bytes) -> Foreign | None:
    """Return the last piece of a ZIP that was cut, or one with something before it."""
    if not ends_as_zip(data):
        return None
    if _is_split(data):
        return Foreign(SPLIT)
    try:
        names = archive.opened(data).namelist()
    except archive.FAULTS:
        return None
    is_workbook = any(name.casefold().startswith(_PARTS) for name in names)
    return Foreign(BEFORE if is_workbook else PREFIXED)


def ends_as_zip(data: bytes) -> bool:
    """Tell whether a ZIP's directory stands at the end, whatever stands before it."""
    return data.rfind(_END_RECORD, max(len(data) - _END_REACH, 0)) >= 0


def _shortcut(name: str, data: bytes) -> Foreign | None:
    head, ending = data[:_HEAD].lstrip(b"\xef\xbb\xbf\r\n\t ").lower(), _ending(name)
    kind = next((kind for start, kind in _LINKS if head.startswith(start)), "")
    if not kind and ending in _GOOGLE and head.startswith(b"{"):
        kind = _GOOGLE[ending]
    if not kind and ending == ".webloc" and (b"<plist" in head or head.startswith(b"bplist")):
        kind = ending
    return Foreign(SHORTCUT, (("kind", kind),)) if kind else None


def _other_program(data: bytes) -> Foreign | None:
    kind = next((kind for start, kind in _BY_START if data.startswith(start)), "")
    return Foreign(OTHER_PROGRAM, (("kind", kind),)) if kind else None


def _picture(name: str, data: bytes) -> Foreign | None:
    boxed = (data[4:8] == b"ftyp" and data[8:12] in _BOXED_PICTURES) or (
        data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    )
    bitmap = data.startswith(b"BM") and data[6:10] == bytes(4)
    if not (boxed or bitmap or data.startswith(_PICTURES)):
        return None
    return Foreign(PICTURE, (("kind", "terms:kind.picture"),), quiet=not OWN_NAME.search(name))
