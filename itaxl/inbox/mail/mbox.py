"""Mailboxes in one file (RFC 4155), letter after letter, each begun by a line "From … 2020"."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from itaxl.inbox.mail import message
from itaxl.inbox.mail.limits import CONTAINER_SIZE, LETTERS, MAILBOX_SIZE, BeyondLimitsError, Budget

_LINE = 1 << 20
_LINES = 1_000  # between two looks at the clock
_BEGIN = re.compile(rb"From \S.*\d\d:\d\d")


def is_mailbox(head: bytes) -> bool:
    """Tell whether the first line is that of a mailbox and a letter follows."""
    first, _, rest = head.lstrip(b"\r\n").partition(b"\n")
    return _BEGIN.match(first) is not None and message.is_message(rest)


def letters(stream: BinaryIO, budget: Budget | None = None) -> Iterator[bytes | None]:
    """Yield the letters one by one, None for one that is larger than is read. Raises BeyondLimitsError."""
    budget = budget or Budget()
    read = number = lines = 0
    current = bytearray()
    blank, large = True, False
    while line := stream.readline(_LINE):
        read, lines = read + len(line), lines + 1
        if lines % _LINES == 0:
            budget.look()
        if blank and _BEGIN.match(line):
            if number:
                yield None if large else bytes(current)
            number, large = number + 1, False
            current.clear()
            if number > LETTERS:
                raise BeyondLimitsError("letters", LETTERS)
        elif number and not large:
            current += line
            large = len(current) > CONTAINER_SIZE
        if read > MAILBOX_SIZE:
            raise BeyondLimitsError("size", MAILBOX_SIZE)
        blank = not line.strip()
    if number:
        yield None if large else bytes(current)
