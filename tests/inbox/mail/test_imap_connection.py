"""Bounds on what a mail server sends: for each answer, and for all together."""

import time
import tracemalloc
from collections.abc import Iterator
from itertools import repeat
from pathlib import Path

import pytest

from itaxl.errors import WrongUseError
from itaxl.inbox.mail import imap, imap_connection
from itaxl.inbox.mail.imap import Fetched, fetch
from tests.inbox.mail.hostile import LETTERS, MOST, OK, Answer, Chunks, Hostile, body, hostile, size

PASSWORD = "secret-word"
SIZE = 64 * 1024
SECONDS = 1.0


@pytest.fixture(autouse=True)
def small_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousandth of the real ones, so that they are met soon."""
    for name, value in {
        "TIME_LIMIT": SECONDS, "LETTER": SIZE, "LINE": SIZE, "LINES": 100, "KEPT": 2 * SIZE, "ANSWER": 4 * SIZE,
    }.items():  # fmt: skip
        monkeypatch.setattr(imap_connection, name, value)


def fetched(server: Hostile, target: Path) -> Fetched:
    return fetch(server.account, PASSWORD, target, ())


def lost(server: Hostile, target: Path) -> WrongUseError:
    began = time.monotonic()
    with pytest.raises(WrongUseError) as refused:
        fetched(server, target)
    assert time.monotonic() - began < 10
    return refused.value


def saved(target: Path) -> list[bytes]:
    return sorted(path.read_bytes() for path in target.iterdir())


def but(uid: int, answer: Chunks) -> Answer:
    """Serve all letters well but one."""

    def serve(words: bytes) -> Chunks:
        uids = [int(word) for word in words.split()[0].split(b",")]
        if b"SIZE" in words:
            return (*(size(number, 20) for number in uids), OK)
        return answer if uids == [uid] else (body(uids[0], LETTERS[uids[0]]), OK)

    return serve


def test_a_server_that_behaves(tmp_path: Path) -> None:
    with hostile() as server:
        assert fetched(server, tmp_path) == Fetched(3, 0)
    assert saved(tmp_path) == sorted(LETTERS.values())
    assert server.commands[-1] == b"LOGOUT "


def drip(line: bytes) -> Iterator[bytes]:
    """A line without an end, slow enough that no wait for the next byte is ever too long."""
    yield line
    for _ in range(200):
        time.sleep(SECONDS / 8)
        yield b"x"


ENDLESS = {
    "lines": lambda _: repeat(b"* 5 EXISTS\r\n"),
    "one line": lambda _: repeat(b"* SEARCH 1 2 3 4 5 6 7 8"),
    "literals": lambda _: repeat(b"* LIST {60000}\r\n" + b"x" * 60_000),
    "a literal": lambda _: (b"* LIST {4000000000}\r\n", *repeat(b"x" * 60_000, MOST // 60_000)),
    "digits": lambda _: (b"* SEARCH {" + b"9" * 5000 + b"}\r\n", OK),
    "negative": lambda _: (b"* SEARCH {-5}\r\n", b"+ \r\n", b"\xff\r\n", OK),
}  # fmt: skip


@pytest.mark.parametrize("command", ["GREETING", "CAPABILITY", "LOGIN", "EXAMINE", "SEARCH", "FETCH"])
@pytest.mark.parametrize("kind", ENDLESS)
def test_answers_without_end(tmp_path: Path, command: str, kind: str) -> None:
    with hostile(**{command: ENDLESS[kind]}) as server:
        assert lost(server, tmp_path).key in {"fetch.lost", "fetch.connection"}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["GREETING", "SEARCH"])
@pytest.mark.parametrize("line", [b"* OK ", b""])
def test_answers_that_drip_in(tmp_path: Path, command: str, line: bytes) -> None:
    with hostile(**{command: lambda _: drip(line)}) as server:
        assert lost(server, tmp_path).values["reason"] == "timed out"


def test_goodbye_without_end_takes_nothing_back(tmp_path: Path) -> None:
    with hostile(LOGOUT=lambda _: repeat(b"* 5 EXISTS\r\n")) as server:
        assert fetched(server, tmp_path) == Fetched(3, 0)


def test_many_literals_at_once_are_not_kept(tmp_path: Path) -> None:
    literals = [b"* 1 FETCH (UID 1 BODY[] {%d}\r\n" % SIZE, b"x" * SIZE, b")\r\n"] * 60
    with hostile(FETCH=but(1, literals)) as server:
        tracemalloc.start()
        assert fetched(server, tmp_path) == Fetched(2, 0, (), 1)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert most < 30 * SIZE


BROKEN = {
    "one that takes too long": drip(b"* 2 FETCH (UID 2 BODY[] {1000}\r\n"),
    "a size of 5,000 digits": [b"* 2 FETCH (UID 2 BODY[] {" + b"1" * 5000 + b"}\r\n"],
    "the connection closed": [b"* BYE tired\r\n"],
    "another letter": [body(3, b"Subject: not yours\r\n\r\n"), OK],
    "no letter": [OK],
    "a refusal": [b"TAG NO not this one\r\n"],
    "a misunderstanding": [b"TAG BAD what\r\n"],
}


@pytest.mark.parametrize("kind", BROKEN)
def test_one_broken_letter_does_not_stop_those_behind_it(tmp_path: Path, kind: str) -> None:
    with hostile(FETCH=but(2, BROKEN[kind])) as server:
        assert fetched(server, tmp_path) == Fetched(2, 0, (), 1)
    assert saved(tmp_path) == sorted([LETTERS[1], LETTERS[3]])


def test_letter_that_is_larger_than_the_server_said(tmp_path: Path) -> None:
    with hostile(FETCH=but(2, [body(2, b"x" * (SIZE + 1)), OK])) as server:
        assert fetched(server, tmp_path) == Fetched(2, 0, (SIZE + 1,))
    assert saved(tmp_path) == sorted([LETTERS[1], LETTERS[3]])
    assert sum(command.startswith(b"LOGIN") for command in server.commands) == 1


def test_letter_that_is_larger_than_is_passed_over(tmp_path: Path) -> None:
    with hostile(FETCH=but(2, [body(2, b"x" * 8 * SIZE), OK])) as server:
        assert fetched(server, tmp_path) == Fetched(2, 0, (), 1)
    assert saved(tmp_path) == sorted([LETTERS[1], LETTERS[3]])


def test_size_of_many_digits_is_too_large(tmp_path: Path) -> None:
    def sizes(words: bytes) -> Chunks:
        if b"SIZE" in words:
            return (size(1, 20), b"* 2 FETCH (UID 2 RFC822.SIZE " + b"9" * 5000 + b")\r\n", size(3, 20), OK)
        uid = int(words.split()[0])
        return (body(uid, LETTERS[uid]), OK)

    with hostile(FETCH=sizes) as server:
        done = fetched(server, tmp_path)
    assert (done.new, len(done.large)) == (2, 1)


def test_numbers_that_are_none(tmp_path: Path) -> None:
    line = b"* SEARCH 1 " + b"9" * 5000 + b" x 1 3\r\n"
    validity = b"* OK [UIDVALIDITY " + b"7" * 5000 + b"] so\r\n"
    with hostile(SEARCH=lambda _: (line, OK), EXAMINE=lambda _: (validity, OK)) as server:
        assert fetched(server, tmp_path) == Fetched(2, 0)
    assert all(path.name.startswith("0-") for path in tmp_path.iterdir())


def test_search_that_is_refused_is_no_empty_folder(tmp_path: Path) -> None:
    with hostile(SEARCH=lambda _: (b"TAG NO error 5\r\n",)) as server:
        assert lost(server, tmp_path).values["reason"] == "error 5"


def test_folder_that_is_made_anew_in_between(tmp_path: Path) -> None:
    validities = iter((7, 8))
    answers = {
        "EXAMINE": lambda _: (b"* OK [UIDVALIDITY %d] so\r\n" % next(validities), OK),
        "FETCH": but(2, [b"* BYE tired\r\n"]),
    }
    with hostile(**answers) as server:
        assert lost(server, tmp_path).key == "fetch.lost"
    assert saved(tmp_path) == [LETTERS[1]]


def test_all_the_time_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imap_connection, "ALL_SECONDS", 2.0)

    def slow(words: bytes) -> Iterator[bytes]:
        uids = [int(word) for word in words.split()[0].split(b",")]
        if b"SIZE" in words:
            yield from (size(uid, 20) for uid in uids)
        else:
            time.sleep(SECONDS / 2)
            yield body(uids[0], LETTERS[1])
        yield OK

    search = b"* SEARCH " + b" ".join(b"%d" % uid for uid in range(1, 90)) + b"\r\n"
    with hostile(SEARCH=lambda _: (search, OK), FETCH=slow) as server:
        began = time.monotonic()
        done = fetched(server, tmp_path)
        assert time.monotonic() - began < 10
    assert 1 <= done.new <= 4
    assert done.new + done.waiting == 89


def test_all_the_bytes_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imap_connection, "ALL_BYTES", SIZE)
    answer = [body(2, b"x" * SIZE), OK]
    with hostile(FETCH=but(2, answer)) as server:
        assert fetched(server, tmp_path) == Fetched(1, 0, (), 0, 2)


def test_more_letters_than_are_fetched_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imap, "LETTERS", 2)
    with hostile() as server:
        assert fetched(server, tmp_path) == Fetched(2, 0, (), 0, 1)
        names = {path.name for path in tmp_path.iterdir()}
        assert fetch(server.account, PASSWORD, tmp_path, names) == Fetched(1, 2)
