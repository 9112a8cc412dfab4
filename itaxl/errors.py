"""Errors that stop a command. Any other exception is a fault of the program itself (exit code 3)."""

import errno
import sys
import tempfile
import traceback

from itaxl.system import disk
from itaxl.texts import Lang, Text, both, fill
from itaxl.version import VERSION

FAULT = 3  # exit code
REPORT_TO = "https://github.com/itaxl/itaxl/issues"


class ItaxlError(Exception):
    """Error that the user can mend. `key` and `values` give its text from the catalogue `errors`."""

    exit_code = 2

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values

    def what(self, lang: Lang) -> str:
        """Return what to mend, in one language, as the command line says it."""
        from itaxl.thai import printable  # noqa: PLC0415 - tables and expressions, which no help needs

        values = {
            name: printable(value[lang] if isinstance(value, Text) else str(value))
            for name, value in self.values.items()
        }
        return fill(both("errors", self.key)[lang], values)

    def __str__(self) -> str:
        """Return the English text with the key, for scripts and tracebacks."""
        return f"{self.what('en')} [{self.key}]"


class WrongUseError(ItaxlError):
    """Fault in the command, the settings or the folder."""


class RefusedError(WrongUseError):
    """Refusal of a request, with every reason against it and what to do about each."""

    def __init__(self, key: str, /, reasons: tuple[WrongUseError, ...], **values: object) -> None:
        super().__init__(key, **values)
        self.reasons = reasons

    def what(self, lang: Lang) -> str:
        """Return the refusal in one language, each reason on a line of its own."""
        return "\n".join((super().what(lang), *(f"- {reason.what(lang)}" for reason in self.reasons)))


class UnknownYearError(ItaxlError):
    """Lack of an instrument for the year of the request."""


class UnscoredYearError(UnknownYearError):
    """Lack of knowledge of the year's instrument: too little for scores, workbooks and reports."""


_OF_DISKS = {
    errno.ENOSPC: "disk.full",
    errno.EDQUOT: "disk.full",
    errno.EFBIG: "disk.limit",
    errno.EROFS: "disk.readonly",
}


def of_system(error: OSError) -> ItaxlError | None:
    """Return what the user can mend about an error of the system; None where it names no file and no full disk."""
    path = error.filename or "?"
    key = _OF_DISKS.get(error.errno or 0)
    if isinstance(error, disk.HeldError):
        key = "file.held"
    if disk.is_too_long(error):
        return ItaxlError("file.long", path=path, most=disk.LONGEST)
    if key:
        return ItaxlError(key, path=path)
    return ItaxlError("file.unreadable", path=path, reason=error.strerror) if error.filename else None


def fault(error: Exception) -> ItaxlError:
    """Write the details of a fault of the program to a file, never to the screen; return what to tell of it."""
    details = f"itaxl {VERSION}, Python {sys.version}\n{''.join(traceback.format_exception(error))}"
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="itaxl-", suffix=".txt", delete=False
        ) as file:
            file.write(details)
    except OSError as full:  # of the disk, say
        return ItaxlError("fault", path=f"{tempfile.gettempdir()} ({full.strerror})", report=REPORT_TO)
    return ItaxlError("fault", path=file.name, report=REPORT_TO)
