"""Fetching from a real mail server, which is the same afterwards as before."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from itaxl.errors import WrongUseError
from itaxl.inbox.mail import imap_connection, imap_folder
from itaxl.inbox.mail.imap import Fetched, fetch
from itaxl.inbox.mail.imap_folder import Account, Folder
from itaxl.inbox.mail.limits import Item
from itaxl.inbox.opening import opened
from tests.inbox.mail.dovecot import PASSWORD, PLAIN_PASSWORD, PLAIN_USER, USER, Server, running
from tests.inbox.mail.letters import PLAIN, WORKBOOK, letter

pytestmark = pytest.mark.imap

LETTER = letter(PLAIN)
OTHER = b"From: b@example.com\r\nSubject: other\r\n\r\nhello\r\n"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running() as item:
        yield item


def account(server: Server, folder: str = "INBOX") -> Account:
    return Account("127.0.0.1", USER, folder, server.plain, plain=True)


def saved(folder: Path) -> list[bytes]:
    return sorted(path.read_bytes() for path in folder.iterdir())


def refusal(*args: object, **more: object) -> WrongUseError:
    with pytest.raises(WrongUseError) as refused:
        fetch(*args, **more)  # type: ignore[arg-type]
    return refused.value


def test_letters_are_saved_and_the_mailbox_stays_as_it_is(server: Server, tmp_path: Path) -> None:
    server.deliver(LETTER, "1.a")
    server.deliver(OTHER, "2.a")
    before = server.letters()
    assert fetch(account(server), PASSWORD, tmp_path / "mail", ()) == Fetched(2, 0, ())
    assert saved(tmp_path / "mail") == sorted([LETTER, OTHER])
    assert server.letters() == before
    assert all("new" in name for name in before)


def test_what_was_fetched_is_read(server: Server, tmp_path: Path) -> None:
    server.deliver(LETTER, "1.r", "read")
    fetch(account(server, "read"), PASSWORD, tmp_path, ())
    (path,) = tmp_path.iterdir()
    (item,) = opened(path.name, path)
    assert isinstance(item, Item)
    assert (item.data, item.sender) == (WORKBOOK, "กองคลัง <finance@example.go.th>")


def test_nothing_is_fetched_twice(server: Server, tmp_path: Path) -> None:
    server.deliver(LETTER, "1.t", "twice")
    fetch(account(server, "twice"), PASSWORD, tmp_path, ())
    names = {path.name for path in tmp_path.iterdir()}
    server.deliver(OTHER, "2.t", "twice")
    assert fetch(account(server, "twice"), PASSWORD, tmp_path, names) == Fetched(1, 1, ())
    assert saved(tmp_path) == sorted([LETTER, OTHER])


def test_equal_numbers_in_two_folders_are_two_letters(server: Server, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        server.deliver(LETTER, f"1.{folder}", folder)
        fetch(account(server, folder), PASSWORD, tmp_path, ())
    assert len(saved(tmp_path)) == 2


def test_folder_with_a_thai_name(server: Server, tmp_path: Path) -> None:
    server.deliver(LETTER, "1.th", "&DkEOGg4a- ITA")
    assert fetch(account(server, "แบบ ITA"), PASSWORD, tmp_path, ()).new == 1


def test_since(server: Server, tmp_path: Path) -> None:
    for day in (9, 10, 11):
        came = datetime(2020, 4, day, 12, tzinfo=UTC).timestamp()
        server.deliver(LETTER + b"%d\r\n" % day, f"{day}.s", "since", came)
    assert fetch(account(server, "since"), PASSWORD, tmp_path, (), date(2020, 4, 10)).new == 2


def test_empty_folder(server: Server, tmp_path: Path) -> None:
    server.deliver(OTHER, "1.e", "empty/inner")
    (server.folder / "mail" / "empty" / "inner" / "new" / "1.e").unlink()
    assert fetch(account(server, "empty/inner"), PASSWORD, tmp_path, ()) == Fetched(0, 0, ())


def test_letter_that_is_too_large_is_left_and_said(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.deliver(LETTER, "1.l", "large")
    server.deliver(OTHER, "2.l", "large")
    monkeypatch.setattr(imap_connection, "LETTER", len(OTHER))
    assert fetch(account(server, "large"), PASSWORD, tmp_path, ()) == Fetched(1, 0, (len(LETTER),))
    assert saved(tmp_path) == [OTHER]


def test_server_that_does_not_tell_the_size(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.deliver(LETTER, "1.u", "untold")
    monkeypatch.setattr(imap_connection, "LETTER", len(OTHER))
    monkeypatch.setattr(Folder, "sizes", lambda *_: {})
    assert fetch(account(server, "untold"), PASSWORD, tmp_path, ()) == Fetched(0, 0, (len(LETTER),))
    assert saved(tmp_path) == []


def test_connection_that_breaks_off_leaves_whole_letters(tmp_path: Path) -> None:
    with running() as server:
        for number in range(3):
            server.deliver(LETTER, f"{number}.b")

        def stop(done: int, count: int) -> None:
            if done == 2:
                server.stop()

        refused = refusal(account(server), PASSWORD, tmp_path, (), None, stop)
    assert refused.key == "fetch.lost"
    assert saved(tmp_path) == [LETTER]


def test_wrong_password(server: Server, tmp_path: Path) -> None:
    refused = refusal(account(server), "wrong", tmp_path, ())
    assert (refused.key, refused.values["user"]) == ("fetch.login", USER)


def test_unknown_folder_names_those_that_there_are(server: Server, tmp_path: Path) -> None:
    server.deliver(LETTER, "1.k", "&DkEOGg4a-")
    refused = refusal(account(server, "ไม่มี"), PASSWORD, tmp_path, ())
    assert refused.key == "fetch.folder"
    assert {"INBOX", "แบบ"} <= set(str(refused.values["known"]).split(", "))


def test_no_server(tmp_path: Path, server: Server) -> None:
    nowhere = Account("127.0.0.1", USER, port=1, plain=True)
    assert refusal(nowhere, PASSWORD, tmp_path, ()).key == "fetch.connection"
    assert (
        refusal(Account("127.0.0.1", USER, port=99999, plain=True), PASSWORD, tmp_path, ()).key
        == "fetch.connection"
    )
    assert (
        refusal(Account("127.0.0.1", USER, port=server.plain), PASSWORD, tmp_path, ()).key
        == "fetch.connection"
    )


@pytest.mark.parametrize("host", ["mail.example.go.th", "192.0.2.1", "localhost.example.go.th"])
def test_without_encryption_only_to_this_machine(tmp_path: Path, host: str) -> None:
    assert refusal(Account(host, USER, plain=True), PASSWORD, tmp_path, ()).key == "fetch.plain"


def test_certificate_that_nobody_vouches_for(server: Server, tmp_path: Path) -> None:
    refused = refusal(Account("localhost", USER, port=server.secure), PASSWORD, tmp_path, ())
    assert refused.key == "fetch.certificate"


def test_certificate_that_is_trusted(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server.deliver(LETTER, "1.c", "secure")
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
    assert fetch(Account("localhost", USER, "secure", server.secure), PASSWORD, tmp_path, ()).new == 1


def test_certificate_of_another_host(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
    refused = refusal(Account("127.0.0.2", USER, port=server.secure), PASSWORD, tmp_path, ())
    assert refused.key in {"fetch.certificate", "fetch.connection"}


def test_server_that_knows_only_the_old_login(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap_folder, "_AUTHENTICATE", "AUTH=NONE")
    server.deliver(LETTER, "1.o", "old")
    old = Account("127.0.0.1", PLAIN_USER, "old", server.plain, plain=True)
    assert fetch(old, PLAIN_PASSWORD, tmp_path, ()).new == 1
    assert refusal(old, "รหัส", tmp_path, ()).key == "fetch.login"
