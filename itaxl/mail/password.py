"""The password of a mailbox: from the environment, the keyring, or a person at a terminal; never out of a file."""

import os
from collections.abc import Callable

from itaxl.errors import WrongUseError

VARIABLE = "ITAXL_IMAP_PASSWORD"
SERVICE = "itaxl"


def find(user: str, host: str, ask: Callable[[], str] | None) -> str:
    """The password of a user of a server; `ask` None where nobody can be asked.

    In the keyring it lies under the service `itaxl` and the name `user@host`. Raises WrongUseError if there is none.
    """
    found = os.environ.get(VARIABLE) or _in_keyring(f"{user}@{host}") or (ask() if ask else "")
    if not found:
        raise WrongUseError("fetch.password", variable=VARIABLE, service=SERVICE, name=f"{user}@{host}")
    return found


def _in_keyring(name: str) -> str:
    """Blank where there is no keyring, or none that can be opened."""
    try:
        import keyring  # noqa: PLC0415 - not everywhere
        from keyring.errors import KeyringError  # noqa: PLC0415
    except ImportError:
        return ""
    try:
        return keyring.get_password(SERVICE, name) or ""
    except KeyringError:
        return ""
