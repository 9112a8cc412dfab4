"""Attachments in the text of a letter, between "begin 644 name" and "end", as mail programs wrote them before MIME."""

import binascii
import re
from collections.abc import Iterator

from itaxl.inbox.mail import headers
from itaxl.inbox.mail.headers import Part
from itaxl.inbox.mail.limits import Budget

_BEGIN = re.compile(rb"^begin(-base64)? [0-7]{3,4} ([^\r\n]{1,2000})\r?\n", re.MULTILINE)
_LINES_IN_STEP = 10


def is_uuencoded(head: bytes) -> bool:
    """Tell whether the first bytes are the first line of such an attachment."""
    return _BEGIN.match(head) is not None


def parts(text: bytes, budget: Budget) -> Iterator[Part]:
    """Yield the attachments in a text, as far as they are whole lines. Raises BeyondLimitsError."""
    at = 0
    while match := _BEGIN.search(text, at):
        content, at = (_base64 if match[1] else _lines)(text, match.end(), budget)
        yield Part(headers.one_line(headers.decode(match[2])), content)


def _lines(text: bytes, at: int, budget: Budget) -> tuple[bytes, int]:
    """Return the content that begins at `at`, and where it ends: at "end", or at a line that is none of it."""
    content: list[bytes] = []
    while at < len(text):
        end = text.find(b"\n", at)
        line = text[at : end if end >= 0 else len(text)].rstrip(b"\r")
        if len(content) % _LINES_IN_STEP == 0:
            budget.step()
        try:
            content.append(_line(line))
        except binascii.Error:
            break
        at = end + 1 if end >= 0 else len(text)
    return b"".join(content), at


def _line(line: bytes) -> bytes:
    """Return one line; some programs leave out the blanks at its end, or write one character too many."""
    if line in (b"", b"end"):
        raise binascii.Error
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        return binascii.a2b_uu(line[: 1 + (((line[0] - 32) & 63) * 4 + 5) // 3])


def _base64(text: bytes, at: int, budget: Budget) -> tuple[bytes, int]:
    end = text.find(b"\n====", at)
    end = len(text) if end < 0 else end
    budget.step((end - at) // 700)
    try:
        return binascii.a2b_base64(text[at:end]), end
    except binascii.Error:
        return b"", end
