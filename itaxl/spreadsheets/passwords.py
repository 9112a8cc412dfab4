"""Passwords to try on a workbook that has one: from the environment, the system's keyring, or a person."""

import os
from collections.abc import Callable, Iterator

SERVICE = "itaxl"


def kept(name: str) -> str:
    """Return the secret under this name; blank where there is none, no keyring, or one that stays shut."""
    try:
        import keyring  # noqa: PLC0415 - an extra
    except ImportError:
        return ""
    try:
        return keyring.get_password(SERVICE, name) or ""
    except Exception:  # each kind of keyring fails in its own way
        return ""


VARIABLE = "ITAXL_PASSWORD"  # one password, or several, one a line
USER = "workbooks"  # of the keyring: `keyring set itaxl workbooks`; one or several as well
LOCKED = "F103"  # finding about a file that no password opened yet
MOST = 20  # each costs a tenth of a second and more

Ask = Callable[[str], str]  # from the name of a file to what a person types, blank for nothing


class Passwords:
    """Passwords to try; nothing is looked up before a file needs it, and a person is asked once for each file."""

    def __init__(self, ask: Ask = lambda _: "") -> None:
        self._ask = ask
        self._known: list[str] | None = None

    def __call__(self, file: str) -> Iterator[str]:
        """Yield the passwords to try on this file. One that a person types comes last, and is tried on the next too."""
        yield from self._looked_up()[:MOST]
        typed = self._ask(file)
        if typed and self.add(typed):
            yield typed

    def add(self, typed: str) -> bool:
        """Try a password that a person typed first from now on; return whether it is new. It is stored nowhere."""
        known = self._looked_up()
        if typed in known:
            return False
        known.insert(0, typed)
        return True

    def _looked_up(self) -> list[str]:
        if self._known is None:
            self._known = list(dict.fromkeys([*_lines(os.environ.get(VARIABLE)), *_lines(kept(USER))]))
        return self._known


def _lines(text: str | None) -> list[str]:
    return [line for line in (text or "").splitlines() if line]
