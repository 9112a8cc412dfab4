"""Settings for mail: the mailbox that `itaxl fetch` reads, and addresses for drafts. A password is never shown."""

import os
from collections.abc import Iterator

from itaxl.agency.addresses import parsed
from itaxl.agency.settings import Agency
from itaxl.doctor.line import Line, missing, note, remedy, there
from itaxl.inbox.mail import password


def mailbox() -> Iterator[Line]:
    """Yield whether server, user and password are there."""
    given = {name: os.environ.get(name, "").strip() for name in (password.HOST, password.USER)}
    host, user = given.values()
    lacking = [name for name, value in given.items() if not value]
    if len(lacking) == len(given):
        yield note("mailbox.none")
    elif lacking:
        yield missing("mailbox.half", remedy("variable", name=lacking[0]), name=lacking[0])
    elif password.kept(user, host):
        yield there("mailbox.there", user=user, host=host)
    else:
        yield note("mailbox.asked", user=user, host=host)


def addresses(agency: Agency) -> Iterator[Line]:
    """Yield whether drafts of mails can have a sender, and each division's its recipient."""
    if not parsed(agency.email):
        yield note("addresses.sender")
    without = [division.id for division in agency.divisions if not parsed(division.email)]
    if without:
        yield note("addresses.missing", count=len(without), names=", ".join(without))
    elif agency.divisions:
        yield there("addresses.there", count=len(agency.divisions))
