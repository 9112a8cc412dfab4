"""What is a container, and which of the things inside one may be a workbook. By content, never by name."""

import io
import re
import zipfile
from enum import StrEnum

from itaxl.inbox.mail import mbox, message, outlook, tnef
from itaxl.spreadsheets import gate
from itaxl.spreadsheets.gate import FileKind, UnreadableError

HEAD = 16 * 1024
ARCHIVE_ENTRIES = 20_000


class Container(StrEnum):
    LETTER = "letter"
    MAILBOX = "mailbox"
    OUTLOOK = "outlook"
    TNEF = "tnef"  # winmail.dat, which Outlook makes of a letter's attachments
    ARCHIVE = "archive"
    PACKED = "packed"  # by another program than ZIP; it stays shut


_PACKED = (
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b\x08",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"MSCF\x00\x00\x00\x00",
)
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_NOT_PLAIN = frozenset(
    ("[content_types].xml", "mimetype", "xl/workbook.xml", "xl/workbook.bin", "meta-inf/manifest.xml")
)
_WORKBOOKS = frozenset(
    (FileKind.XLSX, FileKind.XLSM, FileKind.XLSB, FileKind.XLS, FileKind.ODS, FileKind.ENCRYPTED)
)
_SPREADSHEET_NAMES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".xltx")
_CONTAINER_NAMES = (".zip", ".eml", ".msg", ".mbox", ".rar", ".7z")
_LEFTOVER = re.compile(
    r"(^|/)(__MACOSX/|\._|~\$|\.~lock\.|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE
)
_STAMP = "ITAXL-"


def container(data: bytes) -> Container | None:
    """None for anything that is not opened to look inside, a workbook above all."""
    if data.startswith(_ZIP_STARTS):
        return Container.ARCHIVE if _is_plain(data) else None
    if data.startswith(_PACKED):
        return Container.PACKED
    if tnef.is_tnef(data):
        return Container.TNEF
    if outlook.is_message(data):
        return Container.OUTLOOK
    return container_of_text(data[:HEAD])


def container_of_text(head: bytes) -> Container | None:
    """By the first bytes alone, for what may be too large to be read at once."""
    if mbox.is_mailbox(head):
        return Container.MAILBOX
    return Container.LETTER if message.is_message(head) else None


def _is_plain(data: bytes) -> bool:
    """Whether a ZIP is files in a folder, and not a document made of parts."""
    if data.count(b"PK\x01\x02") > ARCHIVE_ENTRIES:
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = {name.replace("\\", "/").casefold() for name in package.namelist()}
    except (zipfile.BadZipFile, EOFError, RuntimeError, ValueError, OverflowError, OSError):
        return False
    return not names & _NOT_PLAIN


def leftover(name: str) -> bool:
    """Files that systems and programs leave beside others."""
    return _LEFTOVER.search(name) is not None


def sounds_wanted(name: str) -> bool:
    """For what cannot be opened: whether its name is that of a workbook or of something that holds some."""
    return name.casefold().endswith(_SPREADSHEET_NAMES + _CONTAINER_NAMES)


def may_be_workbook(name: str, data: bytes, attached: bool) -> bool:
    """Whether something from inside a container is to be read, or its fault reported.

    Covering letters, pictures and scanned pages come along with workbooks and are nothing to report. Plain text and
    web pages are read where they bear the code of a workbook and are no text of the letter itself. `name` decides
    only where the content cannot.
    """
    if leftover(name):
        return False
    try:
        kind = gate.inspect(data)
    except UnreadableError:
        nameless = "." not in name.rpartition("/")[2]
        return sounds_wanted(name) or (nameless and (attached or data.startswith(_ZIP_STARTS)))
    if kind is FileKind.ENCRYPTED:
        return not name.casefold().endswith((".docx", ".doc", ".pptx", ".ppt"))
    if kind in _WORKBOOKS:
        return True
    if kind in (FileKind.CSV, FileKind.HTML):
        stamped = _STAMP.encode() in data or _STAMP.encode("utf-16-le") in data
        return attached and (stamped or name.casefold().endswith(_SPREADSHEET_NAMES))
    return name.casefold().endswith(_SPREADSHEET_NAMES)
