"""Addresses of mail, in the form in which they are compared."""

import re
from collections.abc import Iterable

from itaxl import thai

_ADDRESS = re.compile(r"[^\s<>@,;]+@[^\s<>@,;]+")


def parsed(sender: str) -> str:
    """Return the address in `name <address>` or in a bare address, in lower case; blank where there is none.

    A name may hold an address too, and anyone may choose a name: the last bracket is that of the address itself.
    """
    line = thai.clean(sender)
    address = line.rpartition("<")[2].partition(">")[0].strip() if "<" in line else line.strip()
    return address.casefold() if _ADDRESS.fullmatch(address) else ""


def parsed_all(senders: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(None, map(parsed, senders)))


def shown(sender: str) -> str:
    """Return a sender for people to read, on one line, without what a terminal obeys: the address if there is one."""
    return parsed(sender) or " ".join(thai.printable(sender).split())
