"""Reading a workbook of any format that is read: .xlsx, .xlsm, .ods, .xls, and those with a password."""

from typing import Protocol

from itaxl.spreadsheets import encrypted, gate, ods, xls, xlsx
from itaxl.spreadsheets.book import Book
from itaxl.spreadsheets.gate import FileKind
from itaxl.spreadsheets.package import UnreadableError


class Reader(Protocol):
    """Opener of the workbooks of an inbox; `waited` are the seconds that it spent waiting for a person."""

    waited: float

    def read_book(self, data: bytes, file: str) -> Book:
        """Return all that a workbook holds; `file` is what a person knows it by. Raises UnreadableError."""
        ...


class Here:
    """Reader that opens workbooks in this process, without passwords: for files of our own."""

    waited = 0.0

    def read_book(self, data: bytes, file: str) -> Book:  # noqa: ARG002 - as the protocol has it
        return read_book(data)


HERE = Here()


def read_book(data: bytes, password: str = "") -> Book:
    """Return all that a workbook holds.

    Raises UnreadableError, whose `code` tells why: F101–F109 and F114 another kind of file, F103 a password
    (`password`: "needed", "wrong"), F157 one that nothing opens here, F110 broken, F111 and F113 beyond the limits,
    F112 dangerous.
    """
    kind, package = gate.examine(data)
    if kind is FileKind.XLS and gate.is_compound(data):
        return _old(data, password)
    if kind is FileKind.ENCRYPTED:
        kind, package = gate.examine(encrypted.decrypted(data, password))
        if kind is FileKind.ODS:
            raise gate.refusal(kind)  # Excel's way to encrypt, which is for its own files
    if package is not None and kind in {FileKind.XLSX, FileKind.XLSM}:
        return xlsx.read_package(package)
    if package is not None and kind is FileKind.ODS:
        return ods.read_package(package)
    raise gate.refusal(kind)


def _old(data: bytes, password: str) -> Book:
    """Read an .xls. If its password opens it and no workbook appears, it was locked in a way that is not undone."""
    kind = encrypted.kind_of_old(data)
    if not kind:
        return xls.read_book(data)
    opened = encrypted.decrypted(data, password)
    try:
        return xls.read_book(opened)
    except UnreadableError as fault:
        raise (encrypted.unopenable(kind) if fault.code == "F110" else fault) from fault
