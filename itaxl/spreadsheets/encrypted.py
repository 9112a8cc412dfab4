"""Opening a workbook with its password ([MS-OFFCRYPTO]): .xlsx of every age, and .xls.

Some kinds of encryption no password opens here; they are named, so that the sender takes the password off.
"""

import io
import re

from itaxl.spreadsheets.compound import stream
from itaxl.spreadsheets.package import MEGABYTE, UnreadableError

# What Excel uses by itself where somebody protects a workbook's structure only; nobody is asked for it.
EXCELS_OWN = "VelvetSweatshop"
OPEN_DOCUMENT, ZIP_ENTRY = "OpenDocument", "ZIP"

_AES = range(0x660E, 0x6611)
_STANDARD = {0x6801: "RC4", 0x6602: "RC2", 0x6601: "DES", 0x6603: "3DES", 0x6609: "3DES"}
_RIGHTS = "IRM"  # the right to open it is given by a server
_WRITES = re.compile(rb'cipher(Algorithm|Chaining)="([A-Za-z0-9_]{1,40})"')
_HASHES = re.compile(rb'hashAlgorithm="([A-Za-z0-9_-]{1,40})"')
_KNOWN = {b"AES", b"ChainingModeCBC"}
_KNOWN_HASHES = {b"SHA1", b"SHA-1", b"SHA256", b"SHA384", b"SHA512"}
_OLD = {0: "XOR", 1: "RC4"}
_EXCEL_95 = "Excel 95 (XOR)"
_FILE_PASS, _NEAR_START, _RECORDS = 0x2F, 8192, 20


def unopenable(kind: str) -> UnreadableError:
    """Return the error F157 with the kind of encryption that no password opens here."""
    return UnreadableError("F157", kind=kind)


def decrypted(data: bytes, password: str = "") -> bytes:
    """Decrypt the workbook inside; without a password, by Excel's own.

    Raises UnreadableError: F103 (`password`: "needed", "wrong"), F157 a kind that is not opened, F110 broken.
    """
    from msoffcrypto import OfficeFile  # noqa: PLC0415 - cryptography, which few files need
    from msoffcrypto.exceptions import DecryptionError, InvalidKeyError  # noqa: PLC0415

    other = _not_opened(data)
    if other:
        raise unopenable(other)
    inside = io.BytesIO()
    try:
        file = OfficeFile(io.BytesIO(data))
        file.load_key(password=password or EXCELS_OWN)
        file.decrypt(inside)
    except InvalidKeyError as fault:
        raise UnreadableError("F103", password="wrong" if password else "needed") from fault
    except DecryptionError as fault:  # a kind that no password alone opens
        raise unopenable(kind_of_old(data) or "?") from fault
    except MemoryError:
        raise
    except Exception as fault:  # a broken file makes it fail in many ways
        raise UnreadableError("F110") from fault
    return inside.getvalue()


def kind_of_old(data: bytes) -> str:
    """Return the kind of lock on the cells of an .xls, from a record near the start; blank if there is none.

    [MS-XLS] 2.4.117, FilePass. Blank for what cannot be followed too.
    """
    for name in ("Workbook", "Book"):
        start = stream(data, name, _NEAR_START)
        if start:
            return _file_pass(start, name)
    return ""


def _file_pass(start: bytes, name: str) -> str:
    place = 0
    for _ in range(_RECORDS):
        kind, size, method = (
            int.from_bytes(start[at : at + 2], "little") for at in (place, place + 2, place + 4)
        )
        if kind == _FILE_PASS:
            return _EXCEL_95 if name == "Book" else _OLD.get(method, f"#{method}")
        place += 4 + size
    return ""


def _not_opened(data: bytes) -> str:
    """Return the kind of encryption of a workbook, where the library has no way for it; blank where it has."""
    info = stream(data, "EncryptionInfo", MEGABYTE)
    if not info:
        if stream(data, "EncryptedPackage", 1):
            return _RIGHTS
        return _EXCEL_95 if kind_of_old(data) == _EXCEL_95 else ""
    major, minor = (int.from_bytes(info[at : at + 2], "little") for at in (0, 2))
    if (major, minor) == (4, 4):
        return _agile(info)
    if minor == 3:
        return "Extensible Encryption"
    algorithm = int.from_bytes(
        info[20:24], "little"
    )  # 8 bytes of version and flags, the header's size, 8 of it
    return "" if minor != 2 or algorithm in _AES else _STANDARD.get(algorithm, f"#{algorithm:x}")


def _agile(info: bytes) -> str:
    ciphers = [name for _, name in _WRITES.findall(info) if name not in _KNOWN]
    hashes = [name for name in _HASHES.findall(info) if name not in _KNOWN_HASHES]
    return next((name.decode() for name in (*ciphers, *hashes)), "")
