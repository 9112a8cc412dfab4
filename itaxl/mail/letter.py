"""A letter, whatever format it was kept in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Part:
    """Something in a letter. `attached` False: it is, or may be, text of the letter itself; `name` may be blank."""

    name: str
    data: bytes
    attached: bool = True


@dataclass(frozen=True)
class Letter:
    """`parts` are made as they are asked for, once; a letter that was forwarded whole is one of them.

    `name` is the one under which it is attached, `sent` in UTC.
    """

    name: str
    subject: str
    sender: str
    sent: datetime | None
    parts: "Iterable[Part | Letter]"
