"""Password of a mailbox: from the environment, the keyring, or a person at a terminal; never out of a file."""

import os
from collections.abc import Callable

from itaxl.errors import WrongUseError
from itaxl.spreadsheets import passwords

VARIABLE = "ITAXL_IMAP_PASSWORD"


def find(user: str, host: str, ask: Callable[[], str] | None) -> str:
    """Return the password of a user of a server; `ask` None where nobody can be asked.

    In the keyring it lies under the service `itaxl` and the name `user@host`. Raises WrongUseError if there is none.
    """
    name = f"{user}@{host}"
    secret = os.environ.get(VARIABLE) or passwords.kept(name) or (ask() if ask else "")
    if not secret:
        raise WrongUseError("fetch.password", variable=VARIABLE, service=passwords.SERVICE, name=name)
    return secret
