"""Folder on a mail server, opened for reading only (EXAMINE) and read with BODY.PEEK[]."""

import binascii
import hashlib
import imaplib
import ipaddress
import re
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from types import TracebackType
from typing import Self

from itaxl import thai
from itaxl.errors import WrongUseError
from itaxl.inbox.mail import folder_names
from itaxl.inbox.mail.imap_connection import Allowance, Connection, SpentError

TLS_PORT, PLAIN_PORT = 993, 143
RECONNECTIONS = 3

_AUTHENTICATE = "AUTH=PLAIN"
_TOGETHER = 200  # letters whose sizes are asked for at once
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NUMBER = 10  # digits; RFC 3501 has numbers of 32 bits
_UID = re.compile(rb"\bUID ([0-9]{1,10})\b")
_SIZE = re.compile(rb"\bRFC822\.SIZE ([0-9]{1,20})")
_LITERAL = re.compile(rb"BODY\[\] ?\{([0-9]+)\}$")
_NEXT = re.compile(rb"[0-9]+ \(")
_LISTED = re.compile(rb"\) (?:\"(?:[^\"\\]|\\.)*\"|NIL) (.+)$")
_SHOWN_FOLDERS = 20
_LENGTH = 200  # of what a server says, where it is shown
# Raised by imaplib and the socket where a server does not keep to the rules.
_BREAKS = (imaplib.IMAP4.error, OSError, ValueError, LookupError)


class LargeLetterError(Exception):
    """Letter that is larger than one may be."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size


class BrokenLetterError(Exception):
    """Answer of a server that is nothing, something else, or cannot be read."""


@dataclass(frozen=True)
class Account:
    """Account on a mail server. `plain`: without TLS, for a server on this machine."""

    host: str
    user: str
    folder: str = "INBOX"
    port: int = 0
    plain: bool = False


class Folder:
    """Folder of mails on a server: `with Folder(account, password) as folder`.

    Raises WrongUseError where the conversation cannot go on.
    """

    def __init__(self, account: Account, password: str) -> None:
        self._account, self._password = account, password
        self._allowance = Allowance()
        self._reconnections = 0

    def __enter__(self) -> Self:
        self._server, self._validity = self._entered()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error:
            self._server.drop()
        else:
            self._server.leave()

    def uids(self, since: date | None) -> list[int]:
        """Return the numbers of all letters, or of those that came on that day or later."""
        day = f"SINCE {since.day}-{_MONTHS[since.month - 1]}-{since.year}" if since else "ALL"
        with self._talking():
            lines = self._answer("SEARCH", day)
        words = [word for line in lines if isinstance(line, bytes) for word in line.split()]
        return list(dict.fromkeys(int(word) for word in words if word.isdigit() and len(word) <= _NUMBER))

    def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """Sizes in bytes, as far as the server tells them."""
        sizes = {}
        for start in range(0, len(uids), _TOGETHER):
            together = ",".join(map(str, uids[start : start + _TOGETHER]))
            with self._talking():
                lines = self._answer("FETCH", together, "(UID RFC822.SIZE)")
            for line in lines:
                uid, size = (part.search(line) if isinstance(line, bytes) else None for part in (_UID, _SIZE))
                if uid and size:
                    sizes[int(uid[1])] = int(size[1])
        return sizes

    def letter(self, uid: int) -> bytes:
        """Return a letter, which stays unread. Raises LargeLetterError, BrokenLetterError, SpentError, WrongUseError.

        After a broken one the next letter can be read.
        """
        try:
            answer = self._answer("FETCH", str(uid), "(UID BODY.PEEK[])")
        except _BREAKS as error:
            if type(error) is not imaplib.IMAP4.error:  # a plain refusal leaves the connection as it is
                self._reconnect(error)
            raise BrokenLetterError from error
        size, content = _of_uid(answer, uid)
        if len(content) < size:
            raise LargeLetterError(size)
        return content

    def _answer(self, *words: str) -> list[object]:
        """Return what the server answers to a command about UIDs. Raises imaplib's error for a refusal."""
        answer, lines = self._server.uid(*words)
        if answer != "OK":
            raise imaplib.IMAP4.error(lines[-1])
        return list(lines)

    def file_name(self, uid: int) -> str:
        """Return a file name: UIDs are of one folder of one account, which the last eight letters stand for."""
        account = self._account
        place = f"{account.user}@{account.host}/{account.folder}"
        return f"{self._validity}-{uid}-{hashlib.sha256(place.encode()).hexdigest()[:8]}.eml"

    def _entered(self) -> tuple[Connection, str]:
        """Return a connection to the opened folder, and its UIDVALIDITY, which changes if the folder was made anew."""
        server = _connected(self._account, self._allowance, self._reason)
        try:
            with self._talking():
                self._log_in(server)
                return server, self._opened(server)
        except BaseException:
            server.drop()
            raise

    def _log_in(self, server: Connection) -> None:
        """Log in by AUTHENTICATE where the server knows it: LOGIN takes no Thai letters."""
        user = self._account.user
        try:
            if _AUTHENTICATE in server.capabilities:
                server.authenticate("PLAIN", _once(f"\0{user}\0{self._password}".encode()))
            else:
                server.login(_quoted(user), self._password)
        except imaplib.IMAP4.abort:
            raise
        except (imaplib.IMAP4.error, UnicodeError) as error:
            raise WrongUseError(
                "fetch.login", host=self._account.host, user=user, reason=self._reason(error)
            ) from error

    def _opened(self, server: Connection) -> str:
        name = self._account.folder
        answer, _ = server.select(_quoted(folder_names.encode(name)), readonly=True)
        if answer != "OK":
            folders = [self._shown(other) for other in _folders(server)]
            raise WrongUseError("fetch.folder", folder=name, known=", ".join(folders))
        _, values = server.response("UIDVALIDITY")
        stated = values[0] if values else None
        if isinstance(stated, bytes) and stated.isdigit() and len(stated) <= _NUMBER:
            return stated.decode("ascii")
        return "0"

    def _reconnect(self, broken: Exception) -> None:
        """Enter the folder again. Raises WrongUseError where that fails, or has been done too often."""
        self._server.drop()
        self._reconnections += 1
        if self._reconnections > RECONNECTIONS:
            raise self._lost(broken)
        try:
            self._server, validity = self._entered()
        except WrongUseError as error:
            raise self._lost(broken) from error
        if validity != self._validity:
            raise self._lost(broken)

    @contextmanager
    def _talking(self) -> Iterator[None]:
        try:
            yield
        except (*_BREAKS, SpentError) as error:
            raise self._lost(error) from error

    def _lost(self, error: Exception) -> WrongUseError:
        return WrongUseError("fetch.lost", host=self._account.host, reason=self._reason(error))

    def _reason(self, error: Exception) -> str:
        if isinstance(error, OSError) and error.strerror:
            return error.strerror
        said = error.args[0] if error.args else error
        return self._shown(said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said))

    def _shown(self, said: str) -> str:
        """Return what a server says, made fit to be shown; nothing where it repeats the password in whatever form."""
        if any(_bare(form) in _bare(said) for form in _forms(self._account.user, self._password)):
            return "…"
        return " ".join(thai.printable(said[:_LENGTH]).split())


def _connected(account: Account, allowance: Allowance, reason: Callable[[Exception], str]) -> Connection:
    if account.plain:
        _check_loopback(account.host)
    try:
        tls = None if account.plain else ssl.create_default_context()
        port = account.port or (PLAIN_PORT if account.plain else TLS_PORT)
        return Connection(account.host, port, tls, allowance)
    except ssl.SSLCertVerificationError as error:
        raise WrongUseError("fetch.certificate", host=account.host, reason=error.verify_message) from error
    except (*_BREAKS, OverflowError, SpentError) as error:
        raise WrongUseError("fetch.connection", host=account.host, reason=reason(error)) from error


def _check_loopback(host: str) -> None:
    """Refuse to send a password without TLS to another machine."""
    try:
        local = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = False
    if not local:
        raise WrongUseError("fetch.plain", host=host)


def _once(token: bytes) -> Callable[[bytes], bytes]:
    """Give the password to the first question, never to a second one."""
    tokens = [token]

    def answer(_: bytes) -> bytes:
        if not tokens:
            raise imaplib.IMAP4.abort("the password was asked for again")
        return tokens.pop()

    return answer


def _quoted(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _folders(server: Connection) -> list[str]:
    _, lines = server.list()
    listed = (_LISTED.search(line) for line in lines if isinstance(line, bytes) and len(line) <= 10 * _LENGTH)
    names = [match[1].decode("ascii", "replace").strip('"') for match in listed if match]
    return [folder_names.decode(name) for name in names[:_SHOWN_FOLDERS]]


def _of_uid(answer: Sequence[object], uid: int) -> tuple[int, bytes]:
    """Announced size and content of the letter with that UID out of a FETCH. Raises BrokenLetterError.

    imaplib gives a literal as a pair with what stands before it; what stands after it is the next element. An answer
    that states no UID is taken for the one that was asked for.
    """
    for part, after in zip(answer, (*answer[1:], None), strict=True):
        literal = _LITERAL.search(part[0]) if isinstance(part, tuple) else None
        if not isinstance(part, tuple) or literal is None:
            continue
        rest = after[0] if isinstance(after, tuple) else after
        around = part[0] + (rest if isinstance(rest, bytes) and not _NEXT.match(rest) else b"")
        stated = _UID.search(around)
        if stated is None or int(stated[1]) == uid:
            return int(literal[1]), bytes(part[1])
    raise BrokenLetterError


def _forms(user: str, password: str) -> Iterator[str]:
    """Yield what a password may look like in an answer."""
    yield password
    yield repr(password.encode())[2:-1]
    for token in (password, f"\0{user}\0{password}"):
        yield binascii.b2a_base64(token.encode(), newline=False).decode()


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
