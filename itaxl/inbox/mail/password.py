"""Password of a mailbox: from the environment, the keyring, or a person at a terminal; never out of a file."""

import os
from collections.abc import Callable

from itaxl.errors import WrongUseError
from itaxl.spreadsheets import passwords

HOST, USER, VARIABLE = "ITAXL_IMAP_HOST", "ITAXL_IMAP_USER", "ITAXL_IMAP_PASSWORD"


def kept(user: str, host: str) -> str:
    """Return the password that the environment or the keyring has; blank where neither has one."""
    return os.environ.get(VARIABLE) or passwords.kept(_name(user, host))


def _name(user: str, host: str) -> str:
    """Return the name under which the keyring keeps it."""
    return f"{user}@{host}"


def find(user: str, host: str, ask: Callable[[], str] | None) -> str:
    """Return the password of a user of a server; `ask` None where nobody can be asked.

    In the keyring it lies under the service `itaxl` and the name `user@host`. Raises WrongUseError if there is none.
    """
    secret = kept(user, host) or (ask() if ask else "")
    if not secret:
        name = _name(user, host)
        raise WrongUseError("fetch.password", variable=VARIABLE, service=passwords.SERVICE, name=name)
    return secret
