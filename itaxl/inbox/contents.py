"""Open one file, however deep its contents lie: bytes in, plain data out, so that it can be done anywhere.

What comes out are tuples of texts, numbers and bytes. `opening` makes items and findings of them.
"""

from collections.abc import Iterator
from dataclasses import astuple, dataclass, replace

from itaxl.inbox import archive, foreign, kinds
from itaxl.inbox.containers import Content, Remark, Values, beyond, contents_of, numbered_letter, remark_on
from itaxl.inbox.foreign import Foreign
from itaxl.inbox.kinds import Container
from itaxl.inbox.mail.limits import (
    BeyondLimitsError,
    Budget,
    Item,
    Limits,
)

Plain = tuple[str, bytes, str, str, str, Values]  # the fields of `PlainContent`
Left = tuple[float, int, int, int, int, int]  # the fields of `Limits`


@dataclass(frozen=True)
class PlainContent:
    """Workbook, or with `code` what is to be said of something; `sent` in ISO 8601.

    A value that begins with "terms:" names a text of that catalogue, and after another ":" what fills it.
    """

    name: str
    data: bytes = b""
    sender: str = ""
    sent: str = ""
    code: str = ""
    values: Values = ()


def take_apart(data: bytes, name: str, limits: Left, number: int = 0) -> tuple[str, list[Plain], Left]:
    """Return the kind of a file, blank for what holds no others; what is in it; and what is left of the limits.

    Of a file that holds no others nothing is found, unless something is to be said of it. `number`: `data` is the
    letter of that number in the mailbox `name`. Never raises for what the file holds.
    """
    budget, item = Budget(Limits(*limits)), Item(name, data)
    if number:
        kind: Container | None = Container.LETTER
        entries = numbered_letter(replace(item, data=b""), data, number, 1, budget)
    else:
        said = foreign.before(name, data)
        kind = None if said else kinds.container(data)
        entries = contents_of(item, kind, 1, budget) if kind else iter(_alone(item, said))
    things = [astuple(_plain(entry)) for entry in _counted(item, entries, Limits(*limits))]
    return kind.value if kind else "", things, astuple(budget.left())


def _plain(entry: Content) -> PlainContent:
    item = entry.item if isinstance(entry, Remark) else entry
    sent = item.sent.isoformat() if item.sent else ""
    if isinstance(entry, Remark):
        return PlainContent(item.name, b"", item.sender, sent, entry.code, entry.values)
    return PlainContent(item.name, item.data, item.sender, sent)


def _alone(item: Item, said: Foreign | None) -> list[Content]:
    kind = None if item.data.startswith(archive.STARTS) else kinds.of_workbook(item.data)
    said = said or foreign.after(item.name, item.data, kind)
    return [remark_on(item, said)] if said else []


def _counted(item: Item, entries: Iterator[Content], limits: Limits) -> Iterator[Content]:
    """Yield entries up to the limits of their numbers, then a remark that there are more."""
    items = findings = 0
    for entry in entries:
        items += isinstance(entry, Item)
        findings += isinstance(entry, Remark)
        for which, count, allowed in (
            ("items", items, limits.items),
            ("findings", findings, limits.findings),
        ):
            if count > allowed:
                yield beyond(item, BeyondLimitsError(which, allowed))
                return
        yield entry
