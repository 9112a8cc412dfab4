"""Letters as they travel (RFC 5322 and MIME): what mail programs save as .eml, and each file of a Maildir.

The standard library's parser is used with its old policy: the new one's header parser raises on many headers that
occur. Headers are decoded by `headers`.
"""

import binascii
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from email.message import Message
from email.parser import BytesFeedParser
from email.policy import compat32
from typing import TypeAlias

from itaxl.inbox.mail import headers, uuencoded
from itaxl.inbox.mail.headers import Letter, Part
from itaxl.inbox.mail.limits import BeyondLimitsError, Budget

PARTS = 2_000
LINES = 1_000_000
WORK = 10_000_000  # lines times multiparts: the parser compares each line with the boundary of each open multipart

Mime: TypeAlias = "Message[str, str]"  # a class that takes parameters for type checkers alone

_FIELD = re.compile(rb"([!-9;-~]{1,60}):")
_FIELDS = frozenset(
    (b"from", b"to", b"cc", b"subject", b"date", b"received", b"message-id", b"mime-version", b"content-type",
     b"return-path", b"delivered-to", b"reply-to", b"sender", b"x-mailer", b"dkim-signature", b"arc-seal")
)  # fmt: skip
_WEB_PAGE = re.compile(
    rb"^(x-document-type:|snapshot-content-location:|from: *<saved by)", re.IGNORECASE | re.MULTILINE
)
_COUNT = re.compile(rb"\A[0-9]{1,12} *\r?\n")
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_MULTIPART = re.compile(rb"multipart/", re.IGNORECASE)
_PIECE = 1 << 16
_LINES_IN_STEP = 10
_TOKEN = re.compile(r"[\s\"]*([A-Za-z0-9-]+)")
_IN_BASE64 = (b"UEsDB", b"0M8R4KGx")  # how a ZIP and a compound file begin


def is_message(head: bytes) -> bool:
    """Tell whether the first bytes are the headers of a letter, and not those of a web page saved as one file."""
    lines = _begun(head).splitlines()
    names = set()
    for number, line in enumerate(lines):
        if not line.strip():
            break
        field = _FIELD.match(line)
        if field:
            names.add(field[1].lower())
        elif number == 0:
            return False
    return len(names & _FIELDS) >= 2 and not _WEB_PAGE.search(head)


def parse(data: bytes, name: str = "", budget: Budget | None = None) -> Letter:
    """Return a letter and all in it. Raises BeyondLimitsError; the parser itself takes whatever comes."""
    budget = budget or Budget()
    data = _begun(data)
    _check_work(data, budget)
    made = 0

    def counted(**_: object) -> Mime:
        nonlocal made
        made += 1
        if made > PARTS:
            raise BeyondLimitsError("letter", PARTS)
        return Message(policy=compat32)

    parser = BytesFeedParser(counted, policy=compat32)
    for piece in _pieces(data):
        budget.look()
        parser.feed(piece)
    return _letter(parser.close(), name, budget)


def _begun(data: bytes) -> bytes:
    """Return a letter without what stands before it: blanks, and the number of its bytes in an .emlx of Apple Mail."""
    return _COUNT.sub(b"", data.removeprefix(BOM_UTF8).lstrip(b"\r\n\t "), count=1)


def _pieces(data: bytes) -> Iterator[bytes]:
    """Yield the headers, mended, then the rest in pieces: as one text the parser needs five times the memory."""
    end = _BLANK_LINE.search(data)
    start = end.start() if end else 0
    head = _with_whole_headers(data[:start])
    for at in range(0, len(head), _PIECE):
        yield head[at : at + _PIECE]
    for at in range(start, len(data), _PIECE):
        yield data[at : at + _PIECE]


def _with_whole_headers(head: bytes) -> bytes:
    """Join a line that is no header to the one before it: the parser would take it for the end of the headers."""
    lines = head.splitlines(keepends=True)
    if any(line.startswith(b"--") for line in lines):
        return head
    return b"".join(line if _FIELD.match(line) or line[:1] in b" \t" else b" " + line for line in lines)


def _check_work(data: bytes, budget: Budget) -> None:
    lines = data.count(b"\n") + 1
    budget.step(lines // _LINES_IN_STEP)
    if lines + data.count(b"\r") > 2 * LINES:
        raise BeyondLimitsError("letter", LINES)
    if lines * (1 + sum(1 for _ in _MULTIPART.finditer(data))) > WORK:
        raise BeyondLimitsError("letter", WORK // lines)


def _letter(message: Mime, name: str, budget: Budget) -> Letter:
    return Letter(
        name,
        headers.text(headers.header(message, "subject")),
        headers.sender(headers.header(message, "from") or headers.header(message, "sender")),
        headers.sent(message),
        _parts(message, budget),
    )


def _parts(message: Mime, budget: Budget) -> Iterator[Part | Letter]:
    """Yield the parts that are not made of parts themselves, in their order."""
    waiting = [message]
    while waiting:
        budget.step()
        part = waiting.pop()
        content = part.get_payload()
        if not isinstance(content, list):
            whole = Part(headers.file_name(part), _content(part), _is_attached(part))
            yield whole
            if not whole.attached:
                yield from uuencoded.parts(whole.data, budget)
        elif part.get_content_maintype() == "message":
            yield from _forwarded(part, content, budget)
        else:
            waiting += [inner for inner in reversed(content) if isinstance(inner, Message)]


def _forwarded(part: Mime, content: Iterable[object], budget: Budget) -> Iterator[Part | Letter]:
    """Yield a letter within: as it should be, or packed in base64, which the standard forbids and Exchange does."""
    if part.get_content_subtype() not in ("rfc822", "global", "news"):
        return
    for inner in content:
        if not isinstance(inner, Message):
            continue
        if _encoding(part) in ("base64", "quoted-printable") and not inner.keys():
            inner["content-transfer-encoding"] = _encoding(part)
            yield Part(headers.file_name(part), _content(inner))
        else:
            yield _letter(inner, headers.file_name(part), budget)


def _is_attached(part: Mime) -> bool:
    return bool(headers.file_name(part)) or headers.header(part, "content-disposition").lower().startswith(
        "attach"
    )


def _encoding(part: Mime) -> str:
    match = _TOKEN.match(headers.header(part, "content-transfer-encoding"))
    return match[1].lower() if match else ""


def _content(part: Mime) -> bytes:
    """Return the bytes of a part; also where the header that says how they are encoded is missing or wrong."""
    encoding = _encoding(part)
    if encoding:
        del part["content-transfer-encoding"]
        part["content-transfer-encoding"] = encoding
    content = part.get_payload(decode=True)
    data = content if isinstance(content, bytes) else b""
    if data.lstrip().startswith(_IN_BASE64):
        data = _from_base64(data) or data
    return data


def _from_base64(data: bytes) -> bytes:
    """Decode as much as there is, if the end was cut off."""
    letters = b"".join(data.split()).rstrip(b"=")
    try:
        return binascii.a2b_base64(letters[: len(letters) // 4 * 4] + _rest(letters))
    except binascii.Error:
        return b""


def _rest(letters: bytes) -> bytes:
    rest = letters[len(letters) // 4 * 4 :]
    return rest + b"=" * (4 - len(rest)) if len(rest) > 1 else b""
