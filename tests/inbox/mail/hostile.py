"""A mail server on this machine that answers as a test says: well, unless it is told otherwise."""

import re
import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from itaxl.inbox.mail.imap_folder import Account

LETTERS = {
    1: b"Subject: one\r\n\r\n1\r\n",
    2: b"Subject: two\r\n\r\n2\r\n",
    3: b"Subject: three\r\n\r\n3\r\n",
}
MOST = 64 * 1024 * 1024  # bytes for one answer: no test may run away
_WORDS = re.compile(rb"(\S+) (?:UID )?(\S+) ?(.*)\r\n")

Chunks = Iterable[bytes]
Answer = Callable[[bytes], Chunks]  # to the words after the command; TAG stands for the command's tag


def size(uid: int, size: int) -> bytes:
    """A line that tells the size of a letter."""
    return b"* %d FETCH (UID %d RFC822.SIZE %d)\r\n" % (uid, uid, size)


def body(uid: int, letter: bytes, announced: int | None = None) -> bytes:
    """A letter, with another size than its own where one is announced."""
    return b"* %d FETCH (UID %d BODY[] {%d}\r\n%s)\r\n" % (
        uid, uid, len(letter) if announced is None else announced, letter,
    )  # fmt: skip


OK = b"TAG OK done\r\n"


def _fetch(words: bytes) -> Chunks:
    uids = [int(word) for word in words.split()[0].split(b",")]
    if b"SIZE" in words:
        yield from (size(uid, len(LETTERS[uid])) for uid in uids)
    else:
        yield body(uids[0], LETTERS[uids[0]])
    yield OK


def _search(words: bytes) -> Chunks:
    return (b"* SEARCH " + b" ".join(b"%d" % uid for uid in LETTERS) + b"\r\n", OK)


USUAL: Mapping[bytes, Answer] = {
    b"GREETING": lambda _: (b"* OK ready\r\n",),
    b"CAPABILITY": lambda _: (b"* CAPABILITY IMAP4rev1\r\n", OK),
    b"LOGIN": lambda _: (OK,),
    b"EXAMINE": lambda _: (b"* OK [UIDVALIDITY 7] so\r\n", OK),
    b"LIST": lambda _: (b'* LIST () "/" INBOX\r\n', OK),
    b"SEARCH": _search,
    b"FETCH": _fetch,
    b"LOGOUT": lambda _: (b"* BYE\r\n", OK),
}


@dataclass
class Hostile:
    """`commands` are those that came, with their words."""

    port: int
    commands: list[bytes] = field(default_factory=list)

    @property
    def account(self) -> Account:
        return Account("127.0.0.1", "ita@example.go.th", port=self.port, plain=True)


@contextmanager
def hostile(**answers: Answer) -> Iterator[Hostile]:
    """Serve letters 1 to 3, with other answers to some commands (`SEARCH=…`); GREETING is the first line.

    CONTINUED is what comes after a line that begins with "+".
    """
    told = dict(USUAL) | {name.encode(): answer for name, answer in answers.items()}
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = Hostile(listening.getsockname()[1])
        listening.settimeout(0.05)
        ended = threading.Event()
        thread = threading.Thread(target=_serve, args=(listening, told, server, ended))
        thread.start()
        try:
            yield server
        finally:
            ended.set()
            thread.join(timeout=20)
            assert not thread.is_alive()


def _serve(
    listening: socket.socket, told: Mapping[bytes, Answer], server: Hostile, ended: threading.Event
) -> None:
    """One connection after the other, as long as the test lasts."""
    while not ended.is_set():
        with suppress(TimeoutError):
            connection, _ = listening.accept()
            connection.settimeout(10)
            with connection, suppress(OSError):
                _talk(connection, told, server, ended)


def _talk(
    connection: socket.socket, told: Mapping[bytes, Answer], server: Hostile, ended: threading.Event
) -> None:
    _send(connection, told[b"GREETING"](b""), b"", ended)
    with connection.makefile("rb") as lines:
        tag = b""
        while line := lines.readline(100_000):
            words = _WORDS.fullmatch(line)
            tag, command, rest = words.groups() if words else (tag, b"CONTINUED", line.strip())
            server.commands.append(command + b" " + rest)
            _send(connection, told[command](rest), tag, ended)


def _send(connection: socket.socket, chunks: Chunks, tag: bytes, ended: threading.Event) -> None:
    sent = 0
    for chunk in chunks:
        if ended.is_set() or sent > MOST:
            return
        connection.sendall(chunk.replace(b"TAG", tag))
        sent += len(chunk)
