"""Letters out of a folder on a mail server (IMAP4rev1, RFC 3501), which stays as it is: nothing is marked or moved.

The folder is opened with EXAMINE, letters are read with BODY.PEEK[], and each is written whole or not at all under a
name that never changes, made of the folder, its UIDVALIDITY and the letter's UID.
"""

import hashlib
import imaplib
import ipaddress
import re
import socket
import ssl
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from itaxl.errors import WrongUseError
from itaxl.inbox.mail import folder_names
from itaxl.inbox.mail.limits import CONTAINER_SIZE

TIME_LIMIT = 30  # seconds in which the server must answer
TLS_PORT, PLAIN_PORT = 993, 143

Progress = Callable[[int, int], None]  # done, of how many

_AUTHENTICATE = "AUTH=PLAIN"
_TOGETHER = 200  # letters whose sizes are asked for at once
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SIZE = re.compile(rb"UID (\d+)|RFC822\.SIZE (\d+)")
_LISTED = re.compile(rb"\) (?:\"(?:[^\"\\]|\\.)*\"|NIL) (.+)$")
_SHOWN_FOLDERS = 20


@dataclass(frozen=True)
class Account:
    """Where the letters are. `plain`: without TLS, for a server on this machine."""

    host: str
    user: str
    folder: str = "INBOX"
    port: int = 0
    plain: bool = False


@dataclass(frozen=True)
class Fetched:
    """How many letters are new and how many were there; `large` are sizes in bytes of those that were left."""

    new: int
    known: int
    large: tuple[int, ...]


def fetch(
    account: Account,
    password: str,
    target: Path,
    known: Collection[str],
    since: date | None = None,
    progress: Progress = lambda *_: None,
) -> Fetched:
    """Save the letters of a folder that are not there yet as files in `target`.

    `known` are names of files that are there already, wherever; `since`: only letters that came on that day or later.
    Raises WrongUseError; what was saved until then stays, and the next call goes on from there.
    """
    server = _connected(account)
    with _talking(account):
        try:
            _log_in(server, account, password)
            prefix = _opened(server, account)
            wanted = _uids(server, since)
            new = [uid for uid in wanted if _name(prefix, uid, account) not in known]
            target.mkdir(parents=True, exist_ok=True)
            large = _save_all(server, new, lambda uid: target / _name(prefix, uid, account), progress)
        finally:
            _leave(server)
    return Fetched(len(new) - len(large), len(wanted) - len(new), large)


def _connected(account: Account) -> imaplib.IMAP4:
    if account.plain:
        _check_loopback(account.host)
    try:
        tls = None if account.plain else ssl.create_default_context()
        return _Server(account.host, account.port or (PLAIN_PORT if account.plain else TLS_PORT), tls)
    except ssl.SSLCertVerificationError as error:
        raise WrongUseError("fetch.certificate", host=account.host, reason=error.verify_message) from error
    except (OSError, imaplib.IMAP4.error, UnicodeError, OverflowError) as error:
        raise WrongUseError("fetch.connection", host=account.host, reason=_reason(error)) from error


def _leave(server: imaplib.IMAP4) -> None:
    """Say goodbye; if that fails, nothing is lost by it."""
    try:
        server.logout()
    except (OSError, imaplib.IMAP4.error):
        with suppress(OSError):
            server.shutdown()


def _check_loopback(host: str) -> None:
    """A password goes without TLS only to this machine."""
    try:
        local = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = False
    if not local:
        raise WrongUseError("fetch.plain", host=host)


class _Server(imaplib.IMAP4):
    """`tls` None: without. No letter is read that the server announces as larger than one may be."""

    def __init__(self, host: str, port: int, tls: ssl.SSLContext | None) -> None:
        self._tls = tls
        super().__init__(host, port, TIME_LIMIT)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        """imaplib's own leaves the connection open where the certificate is not accepted."""
        plain: socket.socket = super()._create_socket(timeout)  # type: ignore[misc]
        if self._tls is None:
            return plain
        try:
            return self._tls.wrap_socket(plain, server_hostname=self.host)
        except BaseException:
            plain.close()
            raise

    def read(self, size: int) -> bytes:
        if size > CONTAINER_SIZE:
            raise self.abort(f"{size} bytes")
        return super().read(size)


@contextmanager
def _talking(account: Account) -> Iterator[None]:
    """What breaks a conversation that had begun."""
    try:
        yield
    except imaplib.IMAP4.error as error:
        raise WrongUseError("fetch.lost", host=account.host, reason=_reason(error)) from error
    except OSError as error:
        if error.filename:  # our own disk
            raise
        raise WrongUseError("fetch.lost", host=account.host, reason=_reason(error)) from error


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    said = error.args[0] if error.args else error
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)


def _log_in(server: imaplib.IMAP4, account: Account, password: str) -> None:
    """By AUTHENTICATE where the server knows it: LOGIN takes no Thai letters."""
    try:
        if _AUTHENTICATE in server.capabilities:
            server.authenticate("PLAIN", lambda _: f"\0{account.user}\0{password}".encode())
        else:
            server.login(_quoted(account.user), password)
    except imaplib.IMAP4.abort:
        raise
    except (imaplib.IMAP4.error, UnicodeError) as error:
        raise WrongUseError(
            "fetch.login", host=account.host, user=account.user, reason=_reason(error)
        ) from error


def _opened(server: imaplib.IMAP4, account: Account) -> str:
    """Open the folder for reading only; its UIDVALIDITY, which changes if it was made anew."""
    answer, _ = server.select(_quoted(folder_names.encode(account.folder)), readonly=True)
    if answer != "OK":
        raise WrongUseError("fetch.folder", folder=account.folder, known=", ".join(_folders(server)))
    _, values = server.response("UIDVALIDITY")
    found = values[0] if values else None
    return found.decode("ascii", "replace") if isinstance(found, bytes) and found.isdigit() else "0"


def _folders(server: imaplib.IMAP4) -> list[str]:
    _, lines = server.list()
    found = (_LISTED.search(line) for line in lines if isinstance(line, bytes))
    names = (each[1].decode("ascii", "replace").strip('"') for each in found if each)
    return [folder_names.decode(name) for name in names][:_SHOWN_FOLDERS]


def _quoted(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _uids(server: imaplib.IMAP4, since: date | None) -> list[int]:
    day = f"SINCE {since.day}-{_MONTHS[since.month - 1]}-{since.year}" if since else "ALL"
    _, lines = server.uid("SEARCH", day)
    return [int(each) for line in lines if isinstance(line, bytes) for each in line.split() if each.isdigit()]


def _sizes(server: imaplib.IMAP4, uids: list[int]) -> dict[int, int]:
    _, lines = server.uid("FETCH", ",".join(map(str, uids)), "(UID RFC822.SIZE)")
    sizes = {}
    for line in lines:
        found = dict(enumerate(_SIZE.findall(line))) if isinstance(line, bytes) else {}
        uid = next((int(each[0]) for each in found.values() if each[0]), None)
        size = next((int(each[1]) for each in found.values() if each[1]), None)
        if uid is not None and size is not None:
            sizes[uid] = size
    return sizes


def _save_all(
    server: imaplib.IMAP4, uids: list[int], file: Callable[[int], Path], progress: Progress
) -> tuple[int, ...]:
    """Save each letter; the sizes of those that are too large and were left."""
    large = []
    done = 0
    for start in range(0, len(uids), _TOGETHER):
        together = uids[start : start + _TOGETHER]
        sizes = _sizes(server, together)
        for uid in together:
            done += 1
            progress(done, len(uids))
            if sizes.get(uid, 0) > CONTAINER_SIZE:
                large.append(sizes[uid])
            elif (content := _letter(server, uid)) is not None:
                _write(file(uid), content)
    return tuple(large)


def _letter(server: imaplib.IMAP4, uid: int) -> bytes | None:
    """The whole letter, None where it has gone since. PEEK leaves it unread."""
    _, answer = server.uid("FETCH", str(uid), "(BODY.PEEK[])")
    return next((bytes(each[1]) for each in answer if isinstance(each, tuple)), None)


def _name(prefix: str, uid: int, account: Account) -> str:
    """UIDs are of one folder of one account, which the last eight letters stand for."""
    whose = hashlib.sha256(f"{account.user}@{account.host}/{account.folder}".encode()).hexdigest()
    return f"{prefix}-{uid}-{whose[:8]}.eml"


def _write(file: Path, content: bytes) -> None:
    """Whole or not at all; a name that begins with a dot is no file of the inbox."""
    beside = file.with_name(f".{file.name}.new")
    beside.write_bytes(content)
    beside.replace(file)
