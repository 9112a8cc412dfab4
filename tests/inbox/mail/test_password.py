"""Where the password of a mailbox is looked for, and in which order."""

import sys
from types import ModuleType

import pytest

from itaxl.errors import WrongUseError
from itaxl.inbox.mail import password


class Keyring(ModuleType):
    """Stands in for the package `keyring`, which need not be installed."""

    def __init__(self, kept: dict[tuple[str, str], str], broken: bool = False) -> None:
        super().__init__("keyring")
        self.kept, self.broken = kept, broken

    def get_password(self, service: str, name: str) -> str | None:
        if self.broken:
            raise RuntimeError("no keyring here")
        return self.kept.get((service, name))


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(password.VARIABLE, raising=False)
    monkeypatch.setitem(sys.modules, "keyring", None)


def find(ask: str = "") -> str:
    return password.find("ita", "mail.example.go.th", lambda: ask)


def keep(monkeypatch: pytest.MonkeyPatch, broken: bool = False) -> None:
    kept = {("itaxl", "ita@mail.example.go.th"): "of the keyring"}
    monkeypatch.setitem(sys.modules, "keyring", Keyring(kept, broken))


def test_environment_first(monkeypatch: pytest.MonkeyPatch) -> None:
    keep(monkeypatch)
    monkeypatch.setenv(password.VARIABLE, "of the environment")
    assert find("typed") == "of the environment"


def test_then_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    keep(monkeypatch)
    assert find("typed") == "of the keyring"


def test_then_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    assert find("typed") == "typed"
    keep(monkeypatch, broken=True)
    assert find("typed") == "typed"


def test_nobody_to_ask() -> None:
    with pytest.raises(WrongUseError) as refused:
        password.find("ita", "mail.example.go.th", None)
    assert refused.value.key == "fetch.password"
    assert refused.value.values["name"] == "ita@mail.example.go.th"
