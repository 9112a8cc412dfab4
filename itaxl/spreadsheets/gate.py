"""Gate in front of every parser: tells the kind of a file by its content, and whether it may be opened at all."""

import re
from enum import StrEnum

from itaxl.spreadsheets.package import FILE_SIZE, MEGABYTE, Package, UnreadableError, as_utf8, too_large

__all__ = ["FileKind", "UnreadableError", "examine", "inspect", "is_compound", "refusal"]


class FileKind(StrEnum):
    XLSX = "xlsx"
    XLSM = "xlsm"
    XLSB = "xlsb"
    XLS = "xls"  # every format of Excel before 2007, its XML of 2003 too
    ODS = "ods"
    ENCRYPTED = "encrypted"
    CSV = "csv"  # any plain text
    HTML = "html"
    DOCX = "docx"  # any text document: .docx, .doc, .odt, .rtf
    PPTX = "pptx"  # any presentation
    PDF = "pdf"
    ZIP = "zip"
    PICTURE = "picture"
    LOCK = "lock"
    EMPTY = "empty"
    OTHER = "other"


_REFUSED = {
    FileKind.EMPTY: "F102",
    FileKind.ENCRYPTED: "F103",
    FileKind.XLS: "F104",
    FileKind.ODS: "F105",
    FileKind.XLSB: "F106",
    FileKind.CSV: "F107",
    FileKind.HTML: "F108",
    FileKind.DOCX: "F109",
    FileKind.PPTX: "F109",
    FileKind.PDF: "F109",
    FileKind.LOCK: "F114",
}
_NOT_A_SPREADSHEET = "F101"

_HEAD = 4096
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STARTS = (
    (b"%PDF-", FileKind.PDF),
    (b"{\\rtf", FileKind.DOCX),
    (b"\x09\x08", FileKind.XLS),  # the records that begin a workbook of Excel 2 to 5
    (b"\x09\x04\x06\x00", FileKind.XLS),
    (b"\x09\x02\x06\x00", FileKind.XLS),
    (b"\x09\x00\x04\x00", FileKind.XLS),
    (b"\x89PNG", FileKind.PICTURE),
    (b"\xff\xd8\xff", FileKind.PICTURE),
    (b"GIF8", FileKind.PICTURE),
)
_IN_TEXT = (
    (b"urn:schemas-microsoft-com:office:spreadsheet", FileKind.XLS),
    (b"opendocument.spreadsheet", FileKind.ODS),
    (b"<!doctype html", FileKind.HTML),
    (b"<html", FileKind.HTML),
    (b"<table", FileKind.HTML),
    (b"multipart/related", FileKind.HTML),  # a web page as one file
)
_IN_COMPOUND = (  # streams of a compound file, in the order in which they decide
    ("EncryptedPackage", FileKind.ENCRYPTED),
    ("EncryptionInfo", FileKind.ENCRYPTED),
    ("Workbook", FileKind.XLS),
    ("Book", FileKind.XLS),
    ("WordDocument", FileKind.DOCX),
    ("PowerPoint Document", FileKind.PPTX),
)
_IN_CONTENT_TYPES = (
    (b"wordprocessingml.document.main+xml", FileKind.DOCX),
    (b"ms-word.document.macroenabled.main+xml", FileKind.DOCX),
    (b"presentationml.presentation.main+xml", FileKind.PPTX),
    (b"ms-powerpoint.presentation.macroenabled.main+xml", FileKind.PPTX),
    (b"macroenabled.main+xml", FileKind.XLSM),
    (b"ms-office.vbaproject", FileKind.XLSM),
    (b"spreadsheetml.sheet.main+xml", FileKind.XLSX),
    (b"spreadsheetml.template.main+xml", FileKind.XLSX),
    (b"ms-excel.sheet.binary.macroenabled.main", FileKind.XLSB),  # SheetJS names it in every .xlsx as well
)
_MAIN_PARTS = (("xl/workbook.bin", FileKind.XLSB), ("xl/workbook.xml", FileKind.XLSX))
_OPEN_DOCUMENTS = (
    (b"opendocument.spreadsheet", FileKind.ODS),
    (b"opendocument.text", FileKind.DOCX),
    (b"opendocument.presentation", FileKind.PPTX),
)
_OFFICE_BODY = re.compile(rb"<office:body\b[^>]*>\s*<office:(spreadsheet|text|presentation)\b")
_BODIES = {
    b"spreadsheet": FileKind.ODS,
    b"text": FileKind.DOCX,
    b"presentation": FileKind.PPTX,
}
# Of these a ZIP in disguise would not pass as what it says, and they need not be opened to know it.
_KNOWN_PARTS = (".xml", ".rels", ".vml")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LIBREOFFICE_LOCK = re.compile(rb"[^\n]*,[^\n]*,[^\n]*,\d\d\.\d\d\.\d{4} \d\d:\d\d,[^\n]*;\s*")


def inspect(data: bytes) -> FileKind:
    """Return the kind of a file, by its content; a ZIP is opened within the limits.

    Raises UnreadableError (F110, F111, F112, F157) for what must not be opened, whatever its kind.
    """
    return examine(data)[0]


def refusal(kind: FileKind) -> UnreadableError:
    """Return the error that says what a file is instead of a workbook that is read."""
    return UnreadableError(_REFUSED.get(kind, _NOT_A_SPREADSHEET), kind=str(kind))


def is_compound(data: bytes) -> bool:
    """Tell whether this is an OLE2 file, as .xls from Excel 5 on and everything with a password are."""
    return data.startswith(_COMPOUND)


def examine(data: bytes) -> tuple[FileKind, Package | None]:
    """Return the kind and, of a ZIP, the opened package. Raises UnreadableError like `inspect`."""
    if len(data) > FILE_SIZE:
        raise too_large("size", FILE_SIZE)
    if not data.startswith(_ZIP_STARTS):
        return _kind_of_plain(data), None
    package = Package(data)
    kind = _kind_of_package(package)
    if kind in {FileKind.XLSX, FileKind.XLSM, FileKind.ODS}:
        _check_nested(package)
    return kind, package


def _kind_of_plain(data: bytes) -> FileKind:
    if not data:
        return FileKind.EMPTY
    if is_compound(data):
        return _kind_of_compound(data)
    if _is_lock(data):
        return FileKind.LOCK
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind
    return _kind_of_text(data[:_HEAD])


def _kind_of_text(head: bytes) -> FileKind:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode()
    if _CONTROL.search(head):
        return FileKind.OTHER
    lower = head.lower()
    return next((kind for needle, kind in _IN_TEXT if needle in lower), FileKind.CSV)


def _is_lock(data: bytes) -> bool:
    """Recognise Excel's `~$name.xlsx` (length and name of the user, twice: 165 bytes) or LibreOffice's `.~lock…#`."""
    if len(data) == 165:
        return 0 < data[0] <= 54 and data[0] == data[55]
    return len(data) < 1000 and _LIBREOFFICE_LOCK.fullmatch(data) is not None


def _kind_of_compound(data: bytes) -> FileKind:
    for name, kind in _IN_COMPOUND:
        if _has_stream(data, name):
            return kind
    if _directory(data) >= len(data):  # cut off before its end, where most programs write the directory
        raise UnreadableError("F110")
    return FileKind.OTHER


def _directory(data: bytes) -> int:
    """Return the offset at which a compound file's directory begins ([MS-CFB] 2.2)."""
    shift, sector = int.from_bytes(data[30:32], "little"), int.from_bytes(data[48:52], "little")
    return (sector + 1) << min(shift, 12)


def _has_stream(data: bytes, name: str) -> bool:
    """Tell whether a compound file's directory names a stream.

    Entries have 128 bytes, the name first, its length at 64 ([MS-CFB] 2.6.1). The directory is not followed
    sector by sector: a broken chain would hide what is there.
    """
    encoded = name.encode("utf-16-le") + b"\0\0"
    for match in re.finditer(re.escape(encoded), data, re.IGNORECASE):  # WORKBOOK is the same name
        at = match.start()
        length = int.from_bytes(data[at + 64 : at + 66], "little")
        if at % 128 == 0 and length == len(encoded):
            return True
    return False


def _kind_of_package(package: Package) -> FileKind:
    types = as_utf8(package.read("[Content_Types].xml", MEGABYTE) or b"").lower()
    for needle, kind in _IN_CONTENT_TYPES:
        if needle in types:
            return kind
    for name, kind in _MAIN_PARTS:
        if name in package:
            return kind
    for part in ("mimetype", "META-INF/manifest.xml"):  # some programs leave the first out
        content = as_utf8(package.read(part, MEGABYTE) or b"")
        for needle, kind in _OPEN_DOCUMENTS:
            if needle in content:
                return kind
    return _kind_by_body(package)


def _kind_by_body(package: Package) -> FileKind:
    """Recognise an OpenDocument file of which only the content says what it is."""
    body = _OFFICE_BODY.search(as_utf8(package.read("content.xml") or b""))
    return _BODIES[body[1]] if body else FileKind.ZIP


def _check_nested(package: Package) -> None:
    """Refuse a ZIP inside a workbook, but for the embedded objects, which have a folder and stay shut."""
    for name in package.names:
        if name.endswith(_KNOWN_PARTS) or "/embeddings/" in name:
            continue
        if package.head(name, 4) in _ZIP_STARTS:
            raise UnreadableError("F112", danger="nested")
