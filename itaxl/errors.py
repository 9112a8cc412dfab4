"""What stops a command. Anything else that escapes is a fault of the program itself (exit code 3)."""

from itaxl.texts import Lang, both, fill
from itaxl.thai import printable


class ItaxlError(Exception):
    """A reason to stop that the user can mend; `key` and `values` name its text in the catalogue `errors`."""

    exit_code = 2

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values

    def what(self, lang: Lang) -> str:
        """What to mend, in one language, as the command line says it."""
        values = {name: printable(str(value)) for name, value in self.values.items()}
        return fill(both("errors", self.key)[lang], values)

    def __str__(self) -> str:
        """In English with the key, for scripts and tracebacks."""
        return f"{self.what('en')} [{self.key}]"


class WrongUseError(ItaxlError):
    """The command, the settings or the folder are not as they must be."""


class UnknownYearError(ItaxlError):
    """There is no instrument for the year that was asked for."""


class UnscoredYearError(UnknownYearError):
    """Too little is known of the year's instrument for scores, workbooks and reports."""
