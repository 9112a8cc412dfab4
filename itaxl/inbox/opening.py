"""Every workbook in a file of the inbox, however deep it lies, as an item of its own."""

import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path
from typing import BinaryIO, ParamSpec

from itaxl.findings import Finding, Place, finding
from itaxl.inbox import archive, kinds
from itaxl.inbox.archive import Fault
from itaxl.inbox.kinds import Container
from itaxl.inbox.mail import mbox, message, outlook, tnef
from itaxl.inbox.mail.headers import Letter, Part
from itaxl.inbox.mail.limits import (
    CONTAINER_SIZE,
    DEPTH,
    ITEMS,
    MAILBOX_TIMES,
    BeyondLimitsError,
    Budget,
    Item,
    innermost,
    inside,
    safe_name,
)
from itaxl.spreadsheets.package import FILE_SIZE, too_large
from itaxl.submissions.tables import refused
from itaxl.texts import both

Opened = Item | Finding
Arguments = ParamSpec("Arguments")

_TOO_MUCH, _NO_WORKBOOK, _NONE_INSIDE, _BROKEN, _LOCKED, _PACKED = (
    "F120",
    "F121",
    "F122",
    "F123",
    "F124",
    "F125",
)
_LETTERS = (Container.LETTER, Container.OUTLOOK, Container.TNEF)
_THAI_TIME = timezone(timedelta(hours=7))


def opened(name: str, path: Path) -> Iterator[Opened]:
    """The file itself where it is no container, else each workbook in it, and what is to be said of the rest.

    `name` is that of the file in the inbox. Items come one at a time and are not kept. Never raises for what the
    file holds.
    """
    try:
        with path.open("rb") as stream:
            yield from _file(name, stream)
    except OSError as error:
        yield finding("F115", Place(name), reason=error.strerror or error)


def _file(name: str, stream: BinaryIO) -> Iterator[Opened]:
    head = stream.read(kinds.HEAD)
    kind = kinds.container_of_text(head)
    if kind is Container.MAILBOX:
        stream.seek(0)
        yield from _counted(
            name, kind, _guarded(name, _mailbox, Item(name, b""), stream, 1, Budget(MAILBOX_TIMES))
        )
        return
    data = head + stream.read(CONTAINER_SIZE + 1 - len(head))
    if len(data) > CONTAINER_SIZE:
        if kind is Container.LETTER:
            yield _beyond(name, BeyondLimitsError("size", CONTAINER_SIZE))
        else:
            yield from refused(too_large("size", FILE_SIZE), name).findings
        return
    yield from _whole(Item(name, data))


def _whole(item: Item) -> Iterator[Opened]:
    kind = kinds.container(item.data)
    if kind is None:
        yield item
    else:
        yield from _counted(item.name, kind, _contents(item, kind, 1, Budget()))


def _counted(name: str, kind: Container, found: Iterator[Opened]) -> Iterator[Opened]:
    """What was found, each under a name of its own, and a word where it was nothing or too much."""
    names: Counter[str] = Counter()
    count = 0
    for each in found:
        count += 1
        if count > ITEMS:
            yield _beyond(name, BeyondLimitsError("items", ITEMS))
            return
        if isinstance(each, Item):
            names[each.name] += 1
            again = names[each.name]
            yield replace(each, name=f"{each.name} ({again})") if again > 1 else each
        else:
            yield each
    if not count:
        yield finding(_NO_WORKBOOK if kind in _LETTERS else _NONE_INSIDE, Place(name))


def _contents(item: Item, kind: Container, depth: int, budget: Budget) -> Iterator[Opened]:
    """All that is in one container, which lies `depth` - 1 containers deep."""
    return _guarded(item.name, _OPENERS[kind], item, depth, budget)


def _guarded(
    name: str,
    opener: Callable[Arguments, Iterator[Opened]],
    *args: Arguments.args,
    **kwargs: Arguments.kwargs,
) -> Iterator[Opened]:
    """The libraries that open letters, ZIP and compound files raise anything on broken bytes: here it ends."""
    try:
        yield from opener(*args, **kwargs)
    except BeyondLimitsError as beyond:
        yield _beyond(name, beyond)
    except Exception:
        yield finding(_BROKEN, Place(name))


def _beyond(name: str, error: BeyondLimitsError) -> Finding:
    return finding(_TOO_MUCH, Place(name), which=both("terms", f"limit.{error.which}"), limit=error.limit)


def _within(item: Item, attached: bool, depth: int, budget: Budget) -> Iterator[Opened]:
    """One thing out of a container: a container again, a workbook, or nothing of interest."""
    name = innermost(item.name)
    if kinds.leftover(name):
        return
    kind = kinds.container(item.data)
    if kind is None:
        if kinds.may_be_workbook(name, item.data, attached):
            yield item
    elif depth >= DEPTH:
        yield _beyond(item.name, BeyondLimitsError("depth", DEPTH))
    else:
        budget.open_one()
        yield from _contents(item, kind, depth + 1, budget)


def _archive(item: Item, depth: int, budget: Budget) -> Iterator[Opened]:
    locked = False
    for number, entry in enumerate(archive.entries(item.data, budget), start=1):
        name = inside(item.name, safe_name(entry.name) or f"#{number}")
        if entry.fault is None:
            yield from _within(replace(item, name=name, data=entry.data), True, depth, budget)
        elif entry.fault is Fault.LOCKED:
            locked = True
        elif kinds.sounds_wanted(name) and not kinds.leftover(innermost(name)):
            too_much = BeyondLimitsError("part", FILE_SIZE)
            yield _beyond(name, too_much) if entry.fault is Fault.LARGE else finding(_BROKEN, Place(name))
    if locked:
        yield finding(_LOCKED, Place(item.name))


def _packed(item: Item, *_: object) -> Iterator[Opened]:
    yield finding(_PACKED, Place(item.name))


def _message(item: Item, depth: int, budget: Budget) -> Iterator[Opened]:
    return _letter(message.parse(item.data), item, depth, budget)


def _outlook(item: Item, depth: int, budget: Budget) -> Iterator[Opened]:
    return _letter(outlook.parse(item.data), item, depth, budget)


def _tnef(item: Item, depth: int, budget: Budget) -> Iterator[Opened]:
    return _all_parts(tnef.parts(item.data), item, depth, budget)


def _letter(letter: Letter, item: Item, depth: int, budget: Budget) -> Iterator[Opened]:
    """`item` names the letter, and has the sender and the date of the one around it."""
    known = replace(item, data=b"", sender=letter.sender or item.sender, sent=letter.sent or item.sent)
    return _all_parts(letter.parts, known, depth, budget)


def _all_parts(parts: Iterable[Part | Letter], item: Item, depth: int, budget: Budget) -> Iterator[Opened]:
    for number, part in enumerate(parts, start=1):
        if budget.spent:
            return
        if isinstance(part, Part):
            named = replace(item, name=inside(item.name, _label(part.name, number)), data=part.data)
            yield from _within(named, part.attached, depth, budget)
            continue
        name = inside(item.name, _label(part.name or part.subject, number))
        if depth >= DEPTH:
            yield _beyond(name, BeyondLimitsError("depth", DEPTH))
        else:
            budget.open_one()
            yield from _guarded(name, _letter, part, replace(item, name=name), depth + 1, budget)


def _label(name: str, number: int) -> str:
    """Without folders: the name of an attachment has none."""
    return safe_name(name).replace("/", "_") or f"#{number}"


def _mailbox(item: Item, stream: BinaryIO, depth: int, budget: Budget) -> Iterator[Opened]:
    for number, data in enumerate(mbox.letters(stream), start=1):
        name = inside(item.name, f"#{number}")
        if budget.spent:
            return
        if data is None:
            yield _beyond(name, BeyondLimitsError("size", CONTAINER_SIZE))
        else:
            yield from _guarded(name, _one_of_many, item, data, number, depth, budget)


def _one_of_many(item: Item, data: bytes, number: int, depth: int, budget: Budget) -> Iterator[Opened]:
    """A letter of a mailbox by the date and subject under which a mail program lists it."""
    letter = message.parse(data)
    day = f"{letter.sent.astimezone(_THAI_TIME):%Y-%m-%d %H:%M} " if letter.sent else ""
    name = inside(item.name, day + _label(letter.subject or letter.sender, number))
    return _letter(letter, replace(item, name=name), depth + 1, budget)


def _mailbox_within(item: Item, depth: int, budget: Budget) -> Iterator[Opened]:
    return _mailbox(replace(item, data=b""), io.BytesIO(item.data), depth, budget)


_OPENERS: dict[Container, Callable[[Item, int, Budget], Iterator[Opened]]] = {
    Container.ARCHIVE: _archive,
    Container.LETTER: _message,
    Container.MAILBOX: _mailbox_within,
    Container.OUTLOOK: _outlook,
    Container.TNEF: _tnef,
    Container.PACKED: _packed,
}
