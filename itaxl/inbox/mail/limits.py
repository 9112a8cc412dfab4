"""One file as it arrived, by itself or inside something, and the limits within which things are opened."""

import re
from dataclasses import dataclass
from datetime import datetime

from itaxl import thai
from itaxl.spreadsheets.package import FILE_SIZE, MEGABYTE

CONTAINER_SIZE = 2 * FILE_SIZE  # a letter is a third larger than what is attached to it
MAILBOX_SIZE = 1024 * MEGABYTE  # read letter by letter
LETTERS = 20_000  # in one mailbox
DEPTH = 5  # a ZIP in a ZIP in a letter in a letter …
ITEMS = 2_000  # from one file of the inbox
OPENED = 2_000  # containers inside one file
INFLATED = 128 * MEGABYTE  # out of the ZIP files inside one file
MAILBOX_TIMES = 10  # a mailbox may hold so many times what another file may

SEPARATOR = " › "
_NAME_LENGTH = 150
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Item:
    """`name` as a person finds it: the file in the inbox, then what is inside what, with " › " between.

    `sender` and `sent` (UTC) are those of the innermost letter; blank and None where it came without one.
    """

    name: str
    data: bytes
    sender: str = ""
    sent: datetime | None = None


class BeyondLimitsError(Exception):
    """Something is not opened further.

    `which` is a key `limit.*` of the catalogue `terms`, `limit` the number as people read it.
    """

    def __init__(self, which: str, limit: int) -> None:
        super().__init__(which, limit)
        self.which = which
        in_megabytes = limit >= MEGABYTE and limit % MEGABYTE == 0
        self.limit = f"{limit // MEGABYTE} MB" if in_megabytes else f"{limit:,}"


class Budget:
    """How much may still be opened and inflated inside one file; `spent`: nothing more is."""

    def __init__(self, times: int = 1) -> None:
        self._opened, self._inflated = 0, 0
        self._may_open, self._may_inflate = OPENED * times, INFLATED * times
        self.spent = False

    def open_one(self) -> None:
        """Raises BeyondLimitsError."""
        self._opened += 1
        self._check("containers", self._opened, self._may_open)

    def inflate(self, size: int) -> None:
        """Raises BeyondLimitsError."""
        self._inflated += size
        self._check("total", self._inflated, self._may_inflate)

    def _check(self, which: str, count: int, allowed: int) -> None:
        if count > allowed:
            self.spent = True
            raise BeyondLimitsError(which, allowed)


def inside(outer: str, name: str) -> str:
    """The name of something inside `outer`."""
    return f"{outer}{SEPARATOR}{name}"


def innermost(name: str) -> str:
    """The last part of a name: that of the thing itself."""
    return name.rpartition(SEPARATOR)[2]


def safe_name(name: str) -> str:
    """A name from a letter or an archive, made fit to be shown: one line, no way up or out, not endless.

    Folders stay, with "/" between. Blank if nothing is left.
    """
    line = _SPACES.sub(" ", thai.clean(name.replace("\\", "/"))).replace("›", ">")
    steps = [step.strip() for step in line.split("/")]
    return "/".join(_shortened(step) for step in steps if step not in ("", ".", ".."))


def _shortened(step: str) -> str:
    """The beginning and the end, which says what kind of file it is."""
    return step if len(step) <= _NAME_LENGTH else f"{step[: _NAME_LENGTH - 21]}…{step[-20:]}"
