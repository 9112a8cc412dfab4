"""`itaxl fetch`: from a mail folder to the inbox, and from there into the merge."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from itaxl.inbox.mail.password import VARIABLE
from tests.cli.conftest import YEAR
from tests.command import exit_code, process
from tests.inbox.mail.dovecot import PASSWORD, USER, Server, running
from tests.inbox.mail.hostile import LETTERS, OK, body, hostile, size
from tests.inbox.mail.letters import PLAIN, letter

HERE = ("--host", "127.0.0.1", "--user", USER, "--plain")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running() as item:
        item.deliver(letter(PLAIN), "1.a")
        yield item


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (VARIABLE, "ITAXL_IMAP_HOST", "ITAXL_IMAP_USER"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.imap
def test_fetched_once_and_read(
    agency: Path, server: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("--port", str(server.plain), "--year", YEAR)
    first = process("fetch", *HERE, *options, folder=agency, **{VARIABLE: PASSWORD})
    assert first.returncode == 0, first.stderr.decode()
    assert "รับอีเมลใหม่ 1 ฉบับ" in first.stdout.decode()
    assert first.stderr == b""
    (saved,) = (agency / "inbox" / YEAR / "mail").iterdir()
    assert saved.read_bytes() == letter(PLAIN)
    monkeypatch.setenv(VARIABLE, PASSWORD)
    assert exit_code("--lang", "en", "fetch", *HERE, *options) == 0
    assert "Fetched 0 new mails" in capsys.readouterr().out
    exit_code("--lang", "en", "check", str(saved))
    assert f"{saved.name} › 2562-IIT-finance.xlsx" in capsys.readouterr().out


@pytest.mark.imap
def test_host_and_user_from_the_environment(agency: Path, server: Server) -> None:
    results = {"ITAXL_IMAP_HOST": "127.0.0.1", "ITAXL_IMAP_USER": USER, VARIABLE: PASSWORD}
    done = process("fetch", "--plain", "--port", str(server.plain), "--year", YEAR, folder=agency, **results)
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.imap
def test_password_is_never_shown(agency: Path, server: Server) -> None:
    secret = "not-the-one"
    done = process(
        "fetch", *HERE, "--port", str(server.plain), "--year", YEAR, folder=agency, **{VARIABLE: secret}
    )
    assert done.returncode == 2
    assert secret.encode() not in done.stdout + done.stderr
    assert USER in done.stderr.decode()
    assert not (agency / "inbox" / YEAR / "mail").exists()


def test_letters_that_are_left_are_counted(
    agency: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def answer(words: bytes) -> tuple[bytes, ...]:
        if b"SIZE" in words:
            return (size(1, 20), size(2, 20), OK)
        return (body(1, LETTERS[1]), OK) if words.startswith(b"1 ") else (OK,)

    monkeypatch.setenv(VARIABLE, "x1")
    monkeypatch.setattr("itaxl.inbox.mail.imap.LETTERS", 2)
    with hostile(FETCH=answer) as server:
        options = ("--plain", "--port", str(server.port), "--year", YEAR, "--lang", "en")
        assert exit_code("fetch", "--host", "127.0.0.1", "--user", "a", *options) == 1
    said = capsys.readouterr().out.splitlines()
    fetched, broken, waiting = said
    assert fetched.startswith("Fetched 1 new mail into ")
    assert broken.startswith("1 mail was not fetched ")
    assert waiting.startswith("1 mail is still on the server")


REFUSED = {
    "--host": ("fetch", "--user", "a"),
    "--user": ("fetch", "--host", "a"),
    "keyring set itaxl a@b": ("fetch", "--host", "b", "--user", "a", "--year", YEAR),
    "localhost": ("fetch", "--host", "mail.example.go.th", "--user", "a", "--plain", "--year", YEAR),
    "2020-04-31": ("fetch", "--host", "b", "--user", "a", "--since", "2020-04-31", "--year", YEAR),
}


@pytest.mark.parametrize("said", REFUSED)
def test_refused(
    agency: Path, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if said == "localhost":
        monkeypatch.setenv(VARIABLE, "x")
    assert exit_code(*REFUSED[said]) == 2
    assert said in capsys.readouterr().err
