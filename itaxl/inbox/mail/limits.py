"""Files as they arrive, by themselves or inside something, and the limits for opening them."""

import re
import time
from dataclasses import dataclass, replace
from datetime import datetime

from itaxl import thai
from itaxl.findings import SEPARATOR, Finding, shortened
from itaxl.spreadsheets.package import FILE_SIZE, MEGABYTE

CONTAINER_SIZE = 2 * FILE_SIZE  # a letter is a third larger than what is attached to it
MAILBOX_SIZE = 1024 * MEGABYTE  # read letter by letter
LETTERS = 20_000  # in one mailbox
DEPTH = 5  # a ZIP in a ZIP in a letter in a letter …

UNNAMED = "?"  # sender of a letter that names none
_NAME_LENGTH = 150
_PATH_LENGTH = 300
_RAW_LENGTH = 2_000  # of a name before it is cleaned, which costs a microsecond a character
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Item:
    """File that arrived, or that is inside one.

    `name` as a person finds it: the file in the inbox, then what is inside what, with " › " between. `sender`
    and `sent` (UTC) are those of the outermost letter; blank and None where it came without one.
    """

    name: str
    data: bytes
    sender: str = ""
    sent: datetime | None = None


@dataclass(frozen=True)
class Refused:
    """Finding about something that is not opened; `sender` and `sent` as of an item."""

    finding: Finding
    sender: str = ""
    sent: datetime | None = None


class BeyondLimitsError(Exception):
    """Limit reached: something is not opened further.

    `which` is a key `limit.*` of the catalogue `terms`, `limit` the number as people read it.
    """

    def __init__(self, which: str, limit: float) -> None:
        super().__init__(which, limit)
        self.which = which
        in_megabytes = limit >= MEGABYTE and limit % MEGABYTE == 0
        self.limit = f"{limit / MEGABYTE:.0f} MB" if in_megabytes else f"{limit:,.0f}"


@dataclass(frozen=True)
class Limits:
    """Limits of the work for one file that arrives, whatever is nested in it.

    `seconds` count from the first byte to the last workbook that is read; `content` are bytes taken out of whatever
    holds them, counted again at each level; `steps` small pieces of about ten microseconds: entries of archives,
    properties of Outlook's letters, tens of lines.
    """

    seconds: float = 8
    content: int = 128 * MEGABYTE
    containers: int = 2_000
    items: int = 2_000
    findings: int = 200
    steps: int = 300_000

    @property
    def any_left(self) -> bool:
        return min(self.content, self.containers, self.steps) > 0 and self.seconds > 0

    def times(self, count: int) -> "Limits":
        """Return the same for what may hold so many times as much, in the same time and with no more workbooks."""
        return replace(
            self,
            content=self.content * count,
            containers=self.containers * count,
            steps=self.steps * count,
        )


class Budget:
    """Rest of the limits of one file. Each method but `left` raises BeyondLimitsError.

    `spent`: nothing more is opened.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._content = self._containers = self._steps = 0
        self._until = time.monotonic() + self._limits.seconds
        self.spent = False

    def open_one(self) -> None:
        """Count one more container."""
        self._containers += 1
        self._check("containers", self._containers, self._limits.containers)
        self.look()

    def take(self, size: int) -> None:
        """Count so many bytes."""
        self._content += size
        self._check("total", self._content, self._limits.content)
        self.look()

    def step(self, count: int = 1) -> None:
        """Count so many small pieces."""
        self._steps += count
        self._check("pieces", self._steps, self._limits.steps)
        self.look()

    def look(self) -> None:
        """Check the clock."""
        self._check("time", time.monotonic(), self._until)

    def left(self) -> Limits:
        """Return what is left for the next letters of a mailbox; time, workbooks, findings are counted elsewhere."""
        return replace(
            self._limits,
            content=max(self._limits.content - self._content, 0),
            containers=max(self._limits.containers - self._containers, 0),
            steps=max(self._limits.steps - self._steps, 0),
        )

    def _check(self, which: str, count: float, allowed: float) -> None:
        if count > allowed:
            self.spent = True
            raise BeyondLimitsError(which, self._limits.seconds if which == "time" else allowed)


def inside(outer: str, name: str) -> str:
    """Return the name of something inside `outer`."""
    return f"{outer}{SEPARATOR}{name}"


def safe_name(name: str) -> str:
    """Return a name from a letter or an archive, made fit to be shown: one line, no way up or out, not endless.

    Folders stay, with "/" between. Blank if nothing is left.
    """
    raw = shortened(name.replace("\\", "/"), _RAW_LENGTH)
    line = _SPACES.sub(" ", thai.clean(raw)).replace("›", ">")
    steps = [step.strip() for step in line.split("/")]
    path = "/".join(shortened(step, _NAME_LENGTH) for step in steps if step not in ("", ".", ".."))
    return shortened(path, _PATH_LENGTH)
