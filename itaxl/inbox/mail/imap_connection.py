"""Connection to a mail server that is trusted with nothing: every answer has bounds, and so have all together.

Over imaplib, which itself waits for as long as bytes drip in and keeps whatever it is sent.
"""

import imaplib
import io
import socket
import ssl
from contextlib import suppress
from time import monotonic

from itaxl.inbox.mail.limits import CONTAINER_SIZE, MAILBOX_SIZE
from itaxl.spreadsheets.package import MEGABYTE

TIME_LIMIT = 30  # seconds for an answer, and as many more as its bytes need at the lowest pace
LOWEST_PACE = 32 * 1024  # bytes a second
LETTER = CONTAINER_SIZE  # bytes of the largest letter that is taken
LINE = MEGABYTE
LINES = 10_000  # in one answer
KEPT = LETTER + LINE  # bytes of an answer that are kept
ANSWER = 4 * LETTER  # bytes of an answer, with those that are passed over
ALL_SECONDS = 3600
ALL_BYTES = MAILBOX_SIZE
_BLOCK = 64 * 1024


class SpentError(Exception):
    """Time or bytes of one call are used up."""

    def __init__(self) -> None:
        super().__init__(f"more than {ALL_SECONDS} seconds or {ALL_BYTES:,} bytes in all")


class Allowance:
    """Time and bytes that a server may still use up, in all and for the answer to the last command."""

    def __init__(self) -> None:
        self._end = monotonic() + ALL_SECONDS
        self._bytes = ALL_BYTES
        self.begin()

    def begin(self) -> None:
        """Count anew for the next answer."""
        self._began = monotonic()
        self._answer = self._lines = self._kept = 0

    def seconds(self) -> float:
        """Tell how long the next bytes may take. Raises SpentError, TimeoutError."""
        now = monotonic()
        if now >= self._end:
            raise SpentError
        left = self._began + TIME_LIMIT + self._answer / LOWEST_PACE - now
        if left <= 0:
            raise TimeoutError("timed out")
        return min(left, self._end - now)

    def take(self, size: int) -> None:
        """Count bytes that came. Raises SpentError, IMAP4.abort."""
        self._answer += size
        self._bytes -= size
        if self._bytes < 0:
            raise SpentError
        if self._answer > ANSWER:
            raise imaplib.IMAP4.abort(f"an answer of more than {ANSWER:,} bytes")

    def keep_line(self, size: int) -> None:
        """Count a line. Raises IMAP4.abort."""
        self._lines += 1
        self._kept += size
        if self._lines > LINES or size > LINE or self._kept > KEPT:
            raise imaplib.IMAP4.abort(f"an answer of more than {LINES:,} lines, or lines that are too long")

    def keeps(self, size: int) -> bool:
        """Count the bytes of a literal if there is room for it, and tell whether there is."""
        fits = size <= LETTER and self._kept + size <= KEPT
        self._kept += size if fits else 0
        return fits


class Connection(imaplib.IMAP4):
    """Connection within limits; `tls` None: without. A literal that is too large is passed over and comes out empty.

    Raises SpentError besides what imaplib raises.
    """

    def __init__(self, host: str, port: int, tls: ssl.SSLContext | None, allowance: Allowance) -> None:
        self._tls, self._allowance = tls, allowance
        allowance.begin()
        super().__init__(host, port, TIME_LIMIT)

    def open(self, host: str = "", port: int = 0, timeout: float | None = None) -> None:
        super().open(host, port, timeout)
        self._incoming = io.BufferedReader(_Incoming(self.sock, self._allowance), _BLOCK)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        """Connect; imaplib's own leaves the connection open where the certificate is not accepted."""
        plain: socket.socket = super()._create_socket(timeout)  # type: ignore[misc]
        if self._tls is None:
            return plain
        try:
            return self._tls.wrap_socket(plain, server_hostname=self.host)
        except BaseException:
            plain.close()
            raise

    def send(self, data: bytes) -> None:  # type: ignore[override]
        """Send a command; of the answers to earlier ones nothing is kept."""
        self._allowance.begin()
        self.untagged_responses.clear()
        self.sock.settimeout(self._allowance.seconds())
        super().send(data)

    def readline(self) -> bytes:
        line = self._incoming.readline(LINE + 1)
        self._allowance.keep_line(len(line))
        return line

    def read(self, size: int) -> bytes:
        if self._allowance.keeps(size):
            return self._incoming.read(size)
        while size > 0 and (part := self._incoming.read(min(size, _BLOCK))):
            size -= len(part)
        return b""

    def leave(self) -> None:
        """Say goodbye; if that fails, nothing is lost by it."""
        with suppress(OSError, imaplib.IMAP4.error, SpentError):
            self.logout()
        self.drop()

    def drop(self) -> None:
        """End the connection without a word."""
        with suppress(OSError):
            self.shutdown()


class _Incoming(io.RawIOBase):
    """Incoming bytes, counted."""

    def __init__(self, connection: socket.socket, allowance: Allowance) -> None:
        self._connection, self._allowance = connection, allowance

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._connection.settimeout(self._allowance.seconds())
        try:
            size = self._connection.recv_into(buffer)
        except TimeoutError:
            self._allowance.seconds()  # tells which of the two times is up
            raise
        self._allowance.take(size)
        return size
