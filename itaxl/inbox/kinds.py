"""Recognise containers, and what inside one may be a workbook. By content, never by name."""

from enum import StrEnum

from itaxl.inbox import archive, leftovers
from itaxl.inbox.foreign import OWN_NAME, SPREADSHEETS
from itaxl.inbox.mail import apple, mbox, message, outlook, smime, tnef, uuencoded
from itaxl.spreadsheets import gate
from itaxl.spreadsheets.gate import FileKind, UnreadableError
from itaxl.spreadsheets.package import root

HEAD = 16 * 1024


class Container(StrEnum):
    LETTER = "letter"
    MAILBOX = "mailbox"
    OUTLOOK = "outlook"
    TNEF = "tnef"  # winmail.dat, which Outlook makes of a letter's attachments
    SIGNED = "signed"  # smime.p7m, a letter signed as one block
    UUENCODED = "uuencoded"
    SINGLE = "single"  # a file as a Mac packs it
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
_TAR, _TAR_AT = b"ustar", 257
_NOT_PLAIN = frozenset(
    ("[content_types].xml", "mimetype", "xl/workbook.xml", "xl/workbook.bin", "meta-inf/manifest.xml")
)
_WORKBOOKS = frozenset(
    (FileKind.XLSX, FileKind.XLSM, FileKind.XLSB, FileKind.XLS, FileKind.ODS, FileKind.ENCRYPTED)
)
CONTAINER_NAMES = (".zip", ".eml", ".msg", ".mbox", ".rar", ".7z")
_STAMP = "ITAXL-"


def container(data: bytes) -> Container | None:
    """Return the kind of a container; None for anything that is not opened to look inside, above all a workbook."""
    if data.startswith(archive.STARTS):
        return Container.ARCHIVE if _is_plain(data) else None
    if data.startswith(_PACKED) or data[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR:
        return Container.PACKED
    for kind, is_it in _BY_CONTENT:
        if is_it(data):
            return kind
    return container_of_text(data[:HEAD])


def container_of_text(head: bytes) -> Container | None:
    """Recognise a container of text by its first bytes, for what may be too large to be read at once."""
    if mbox.is_mailbox(head):
        return Container.MAILBOX
    if uuencoded.is_uuencoded(head):
        return Container.UUENCODED
    return Container.LETTER if message.is_message(head) else None


_BY_CONTENT = (
    (Container.TNEF, tnef.is_tnef),
    (Container.OUTLOOK, outlook.is_message),
    (Container.SIGNED, smime.is_signed),
    (Container.SINGLE, apple.is_single),
)


def _is_plain(data: bytes) -> bool:
    """Tell whether a ZIP is files in a folder, and not a document made of parts."""
    try:
        with archive.opened(data) as package:
            names = {name.replace("\\", "/").casefold() for name in package.namelist()}
    except archive.FAULTS:
        return False
    folder = root(names)
    names = {name.removeprefix(folder) for name in names}
    return not (names & _NOT_PLAIN or ("content.xml" in names and of_workbook(data) is FileKind.ODS))


def is_file(data: bytes) -> bool:
    """Tell whether these bytes are a workbook or an archive, and no part of a letter."""
    return data.startswith(archive.STARTS) or gate.is_compound(data)


def leftover(name: str, data: bytes = b"") -> bool:
    """Recognise files that systems and programs leave beside others, by their name or as nothing else can be."""
    return leftovers.left_behind(name) or leftovers.lock(name) or apple.is_double(data)


def sounds_wanted(name: str) -> bool:
    """Tell whether the name of something that cannot be opened is that of a workbook or of its container."""
    return name.casefold().endswith(SPREADSHEETS + CONTAINER_NAMES)


def of_workbook(data: bytes) -> FileKind | None:
    """Return the kind of file that the gate sees in these bytes; None for what must not be opened."""
    if data.startswith(archive.STARTS):
        try:
            archive.opened(data).close()
        except archive.FAULTS:
            return None
    try:
        return gate.inspect(data)
    except UnreadableError:
        return None


def may_be_workbook(name: str, data: bytes, kind: FileKind | None, attached: bool) -> bool:
    """Tell whether something from inside a container is to be read, or its fault reported.

    Covering letters, pictures and scanned pages come along with workbooks and are nothing to report. Plain text and
    web pages are read where they bear the code of a workbook and are no text of the letter itself. `name` decides
    only where the content cannot; `kind` is what the gate takes it for.
    """
    if kind is None:
        nameless = "." not in name.rpartition("/")[2]
        return sounds_wanted(name) or (nameless and (attached or data.startswith(archive.STARTS)))
    if kind is FileKind.ENCRYPTED:
        return not name.casefold().endswith((".docx", ".doc", ".pptx", ".ppt"))
    if kind in _WORKBOOKS:
        return True
    if kind in (FileKind.CSV, FileKind.HTML):
        stamped = _STAMP.encode() in data or _STAMP.encode("utf-16-le") in data
        return attached and (stamped or name.casefold().endswith(SPREADSHEETS))
    return name.casefold().endswith(SPREADSHEETS) or (attached and bool(OWN_NAME.search(name)))
