"""Yield the workbooks in a file of the inbox, however deep they lie."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import astuple, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from itaxl import files
from itaxl.findings import Finding, Place, finding
from itaxl.inbox import kinds
from itaxl.inbox.containers import TOO_MUCH, Values, too_much
from itaxl.inbox.contents import Plain, PlainContent, take_apart
from itaxl.inbox.kinds import Container
from itaxl.inbox.mail import mbox
from itaxl.inbox.mail.limits import (
    CONTAINER_SIZE,
    BeyondLimitsError,
    Budget,
    Item,
    Limits,
    Refused,
    inside,
)
from itaxl.spreadsheets.package import FILE_SIZE, too_large
from itaxl.submissions.reading import refused
from itaxl.texts import filled

Opened = Item | Refused
Clock = Callable[[], float]

MAILBOX_TIMES = 10  # a mailbox may hold so many times what another file may
_NO_WORKBOOK, _NONE_INSIDE, _NOT_OPENED, _NO_FILE = "F121", "F122", "F115", "F152"
_TERMS = "terms"
_LETTERS = (
    Container.LETTER,
    Container.OUTLOOK,
    Container.TNEF,
    Container.SIGNED,
    Container.UUENCODED,
)


def opened(
    name: str, path: Path, limits: Limits | None = None, clock: Clock = time.monotonic
) -> Iterator[Opened]:
    """Yield the file itself where it is no container, else each workbook in it, and what is to be said of the rest.

    `name` is that of the file in the inbox. Items come one at a time; the time that reading them takes counts too, by
    `clock`. Never raises for what the file holds.
    """
    limits = limits or Limits()
    try:
        with files.opened(path) as stream:
            yield from _file(name, stream, limits, clock)
    except files.NotAFileError:
        yield Refused(finding(_NO_FILE, Place(name)))
    except OSError as error:
        yield Refused(finding(_NOT_OPENED, Place(name), reason=error.strerror or error))


def _file(name: str, stream: BinaryIO, limits: Limits, clock: Clock) -> Iterator[Opened]:
    until = clock() + limits.seconds
    head = stream.read(kinds.HEAD)
    kind = kinds.container_of_text(head)
    if kind is Container.MAILBOX:
        stream.seek(0)
        letters = _mailbox(name, stream, limits.times(MAILBOX_TIMES), clock)
        yield from _bounded(name, kind, letters, limits, lambda: clock() > until)
        return
    data = head + stream.read(CONTAINER_SIZE + 1 - len(head))
    if len(data) > CONTAINER_SIZE:
        yield _too_large(name, kind)
        return
    within, things, _ = take_apart(data, name, astuple(limits))
    if not within and not things:
        yield Item(name, data)
        return
    inner = Container(within) if within else None
    yield from _bounded(name, inner, map(_made, things), limits, lambda: clock() > until)


def _mailbox(name: str, stream: BinaryIO, limits: Limits, clock: Clock) -> Iterator[Opened]:
    """Yield the letters of a mailbox, each within what those before it have left."""
    until = clock() + limits.seconds
    try:
        for number, data in enumerate(mbox.letters(stream, Budget(limits)), start=1):
            if data is None:
                yield _beyond(inside(name, f"#{number}"), BeyondLimitsError("size", CONTAINER_SIZE))
                continue
            limits = replace(limits, seconds=max(until - clock(), 0))
            _, things, left = take_apart(data, name, astuple(limits), number)
            yield from map(_made, things)
            limits = Limits(*left)
            if not limits.any_left:
                return
    except BeyondLimitsError as beyond:
        yield _beyond(name, beyond)


def _bounded(
    name: str, kind: Container | None, entries: Iterator[Opened], limits: Limits, is_late: Callable[[], bool]
) -> Iterator[Opened]:
    """Yield what was found, each under a name of its own, and a word where it was nothing or too much.

    The first workbook is read in any case, the others as long as there is time.
    """
    names: Counter[str] = Counter()
    items = findings = 0
    for entry in entries:
        items += isinstance(entry, Item)
        findings += isinstance(entry, Refused)
        beyond = _beyond_of(items, findings, limits, late=items > 1 and is_late())
        if beyond:
            yield _beyond(name, beyond)
            return
        yield _named(entry, names) if isinstance(entry, Item) else entry
    if not items and not findings:
        yield Refused(finding(_NO_WORKBOOK if kind in _LETTERS else _NONE_INSIDE, Place(name)))


def _beyond_of(items: int, findings: int, limits: Limits, late: bool) -> BeyondLimitsError | None:
    if items > limits.items:
        return BeyondLimitsError("items", limits.items)
    if findings > limits.findings:
        return BeyondLimitsError("findings", limits.findings)
    return BeyondLimitsError("time", limits.seconds) if late else None


def _named(item: Item, names: Counter[str]) -> Item:
    names[item.name] += 1
    again = names[item.name]
    return replace(item, name=f"{item.name} ({again})") if again > 1 else item


def _too_large(name: str, kind: Container | None) -> Refused:
    if kind is Container.LETTER:
        return _beyond(name, BeyondLimitsError("size", CONTAINER_SIZE))
    (refusal,) = refused(too_large("size", FILE_SIZE), name).findings
    return Refused(refusal)


def _beyond(name: str, error: BeyondLimitsError) -> Refused:
    return Refused(_said(name, TOO_MUCH, too_much(error)))


def _made(plain: Plain) -> Opened:
    """Return the item or the finding that plain data stand for."""
    thing = PlainContent(*plain)
    sent = datetime.fromisoformat(thing.sent) if thing.sent else None
    if not thing.code:
        return Item(thing.name, thing.data, thing.sender, sent)
    return Refused(_said(thing.name, thing.code, thing.values), thing.sender, sent)


def _said(name: str, code: str, values: Values) -> Finding:
    return finding(code, Place(name), **{key: _value(value) for key, value in values})


def _value(value: str) -> object:
    """Return a text of the catalogue, filled in, or the value itself."""
    name, _, rest = value.partition(":")
    if name != _TERMS:
        return value
    key, _, count = rest.partition(":")
    return filled(_TERMS, key, count=count)
