"""Open containers, however deep they lie in each other: letters, mailboxes, archives, single packed files."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from io import BytesIO
from typing import ParamSpec

from itaxl.findings import innermost
from itaxl.inbox import archive, foreign, kinds
from itaxl.inbox.archive import Fault
from itaxl.inbox.foreign import Foreign
from itaxl.inbox.kinds import Container
from itaxl.inbox.mail import apple, mbox, message, outlook, smime, tnef, uuencoded
from itaxl.inbox.mail.headers import Letter, Part
from itaxl.inbox.mail.limits import (
    CONTAINER_SIZE,
    DEPTH,
    UNNAMED,
    BeyondLimitsError,
    Budget,
    Item,
    inside,
    safe_name,
)
from itaxl.spreadsheets.package import FILE_SIZE

Arguments = ParamSpec("Arguments")
Values = tuple[tuple[str, str], ...]

TOO_MUCH, BROKEN, LOCKED, PACKED = "F120", "F123", "F124", "F125"
_THAI_TIME = timezone(timedelta(hours=7))


@dataclass(frozen=True)
class Remark:
    """Code of a finding about something that is not opened; `item` is that, or what holds it."""

    code: str
    item: Item
    values: Values = ()


Content = Item | Remark


def contents_of(item: Item, kind: Container, depth: int, budget: Budget) -> Iterator[Content]:
    """Return all that is in one container, which lies `depth` - 1 containers deep."""
    return _guarded(item, _OPENERS[kind], item, depth, budget)


def _guarded(
    item: Item,
    opener: Callable[Arguments, Iterator[Content]],
    *args: Arguments.args,
    **kwargs: Arguments.kwargs,
) -> Iterator[Content]:
    """Yield what an opener yields, and a remark in place of whatever its library raises on broken bytes."""
    try:
        yield from opener(*args, **kwargs)
    except BeyondLimitsError as error:
        yield beyond(item, error)
    except Exception:
        yield Remark(BROKEN, item)


def too_much(error: BeyondLimitsError) -> Values:
    """Return which limit it is, and the limit as people read it."""
    limit = f"terms:limit.seconds:{error.limit}" if error.which == "time" else error.limit
    return ("which", f"terms:limit.{error.which}"), ("limit", limit)


def beyond(item: Item, error: BeyondLimitsError) -> Remark:
    return Remark(TOO_MUCH, item, too_much(error))


def _within(item: Item, attached: bool, depth: int, budget: Budget) -> Iterator[Content]:
    """Yield one thing out of a container: a container again, a workbook, or nothing of interest."""
    name = innermost(item.name)
    if kinds.leftover(name, item.data):
        return
    budget.step(archive.pieces(item.data))
    said = foreign.before(name, item.data)
    kind = None if said else kinds.container(item.data)
    if kind and depth >= DEPTH:
        yield beyond(item, BeyondLimitsError("depth", DEPTH))
    elif kind:
        budget.open_one()
        yield from contents_of(item, kind, depth + 1, budget)
    else:
        yield from _workbook_within(item, attached, said)


def _workbook_within(item: Item, attached: bool, said: Foreign | None) -> Iterator[Content]:
    name = innermost(item.name)
    kind = kinds.of_workbook(item.data)
    said = said or foreign.after(name, item.data, kind)
    if said and not said.quiet:
        yield remark_on(item, said)
    elif kinds.may_be_workbook(name, item.data, kind, attached):
        yield item


def _archive(item: Item, depth: int, budget: Budget) -> Iterator[Content]:
    locked, methods, packages = False, set[int](), set[str]()
    for number, entry in enumerate(archive.entries(item.data, budget), start=1):
        inner = replace(item, name=inside(item.name, safe_name(entry.name) or f"#{number}"), data=entry.data)
        package = foreign.package_folder(inner.name)
        if package:
            packages.add(package)
        elif entry.fault is None:
            yield from _within(inner, True, depth, budget)
        elif entry.fault is Fault.LOCKED:
            locked = True
        elif kinds.sounds_wanted(inner.name) and not kinds.leftover(innermost(inner.name)):
            yield _faulty(inner, entry)
        elif entry.fault is Fault.METHOD:
            methods.add(entry.method)
    for package in sorted(packages):
        yield remark_on(replace(item, name=package), foreign.of_apple(package))
    for method in sorted(methods):
        yield remark_on(item, foreign.method(method))
    if locked:
        yield Remark(LOCKED, item)


def _faulty(item: Item, entry: archive.Entry) -> Remark:
    """Return the remark on an entry of an archive that by its name should have been read."""
    if entry.fault is Fault.LARGE:
        return beyond(item, BeyondLimitsError("part", FILE_SIZE))
    return (
        remark_on(item, foreign.method(entry.method)) if entry.fault is Fault.METHOD else Remark(BROKEN, item)
    )


def remark_on(item: Item, said: Foreign) -> Remark:
    return Remark(said.code, item, said.values)


def _packed(item: Item, *_: object) -> Iterator[Content]:
    yield Remark(PACKED, item)


def _single(item: Item, depth: int, budget: Budget) -> Iterator[Content]:
    return _within(replace(item, data=apple.content(item.data)), True, depth, budget)


def _message(item: Item, depth: int, budget: Budget) -> Iterator[Content]:
    return _letter(message.parse(item.data, "", budget), item, depth, budget)


def _outlook(item: Item, depth: int, budget: Budget) -> Iterator[Content]:
    return _letter(outlook.parse(item.data, "", budget), item, depth, budget)


def _signed(item: Item, depth: int, budget: Budget) -> Iterator[Content]:
    content = smime.content(item.data, budget)
    if kinds.is_file(content):  # signed as a file, not as a part of a letter
        return _all_parts((Part(smime.bare_name(innermost(item.name)), content),), item, depth, budget)
    letter = message.parse(content, "", budget) if content else None
    if letter is None or letter.sender:
        return _letter(letter, item, depth, budget) if letter else iter(())
    return _all_parts(letter.parts, item, depth, budget)  # an attachment that was saved by hand is no letter


def _tnef(item: Item, depth: int, budget: Budget) -> Iterator[Content]:
    return _all_parts(tnef.parts(item.data, budget), item, depth, budget)


def _uuencoded(item: Item, depth: int, budget: Budget) -> Iterator[Content]:
    return _all_parts(uuencoded.parts(item.data, budget), item, depth, budget)


def _letter(letter: Letter, item: Item, depth: int, budget: Budget) -> Iterator[Content]:
    """Yield what is in a letter; `item` names it, and has the sender and the date of the one around it.

    The outermost letter counts: it is what a mail server brought. A letter within it is its sender's text, which may
    name anybody.
    """
    envelope = replace(item, data=b"")
    if not item.sender:
        envelope = replace(envelope, sender=letter.sender or UNNAMED, sent=letter.sent)
    return _all_parts(letter.parts, envelope, depth, budget)


def _all_parts(parts: Iterable[Part | Letter], item: Item, depth: int, budget: Budget) -> Iterator[Content]:
    for number, part in enumerate(parts, start=1):
        if budget.spent:
            return
        if isinstance(part, Part):
            budget.take(len(part.data))
            named = replace(item, name=inside(item.name, _label(part.name, number)), data=part.data)
            yield from _within(named, part.attached, depth, budget)
            continue
        inner = replace(item, name=inside(item.name, _label(part.name or part.subject, number)))
        if depth >= DEPTH:
            yield beyond(inner, BeyondLimitsError("depth", DEPTH))
        else:
            budget.open_one()
            yield from _guarded(inner, _letter, part, inner, depth + 1, budget)


def _label(name: str, number: int) -> str:
    """Return a name without folders: that of an attachment has none."""
    return safe_name(name).replace("/", "_") or f"#{number}"


def _mailbox(item: Item, depth: int, budget: Budget) -> Iterator[Content]:
    outer = replace(item, data=b"")
    for number, data in enumerate(mbox.letters(BytesIO(item.data), budget), start=1):
        if budget.spent:
            return
        inner = _numbered(outer, number)
        if data is None:
            yield beyond(inner, BeyondLimitsError("size", CONTAINER_SIZE))
        else:
            yield from numbered_letter(outer, data, number, depth, budget)


def _numbered(mailbox: Item, number: int) -> Item:
    return replace(mailbox, name=inside(mailbox.name, f"#{number}"))


def numbered_letter(mailbox: Item, data: bytes, number: int, depth: int, budget: Budget) -> Iterator[Content]:
    """Return what is in the letter of a number in a mailbox."""
    return _guarded(_numbered(mailbox, number), _one_of_many, mailbox, data, number, depth, budget)


def _one_of_many(item: Item, data: bytes, number: int, depth: int, budget: Budget) -> Iterator[Content]:
    """Return a letter of a mailbox by the date and subject under which a mail program lists it."""
    letter = message.parse(data, "", budget)
    name = inside(item.name, _day(letter.sent) + _label(letter.subject or letter.sender, number))
    return _letter(letter, replace(item, name=name), depth + 1, budget)


def _day(sent: datetime | None) -> str:
    return f"{sent.astimezone(_THAI_TIME):%Y-%m-%d %H:%M} " if sent else ""


_OPENERS: dict[Container, Callable[[Item, int, Budget], Iterator[Content]]] = {
    Container.ARCHIVE: _archive,
    Container.LETTER: _message,
    Container.MAILBOX: _mailbox,
    Container.OUTLOOK: _outlook,
    Container.TNEF: _tnef,
    Container.SIGNED: _signed,
    Container.UUENCODED: _uuencoded,
    Container.SINGLE: _single,
    Container.PACKED: _packed,
}
