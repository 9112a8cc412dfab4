"""Headers of letters: text in old encodings, names of attachments, addresses, dates. Nothing here raises.

A header is taken as a text of Latin-1 characters, each of which stands for one byte.
"""

import binascii
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_tz
from urllib.parse import unquote_to_bytes

from itaxl import thai


@dataclass(frozen=True)
class Part:
    """Something in a letter. `attached` False: it is, or may be, text of the letter itself; `name` may be blank."""

    name: str
    data: bytes
    attached: bool = True


@dataclass(frozen=True)
class Letter:
    """Letter with its parts, which are made once, when they are asked for; one that was forwarded whole is a part.

    `name` is the one under which it is attached, `sent` in UTC.
    """

    name: str
    subject: str
    sender: str
    sent: datetime | None
    parts: "Iterable[Part | Letter]"


_LENGTH = 4_000  # of a header that is read; longer ones are cut
_ADDRESS_LENGTH = 500
_COMMENTS = 20  # in an address; the parser calls itself for each
_PARAMETERS = 100  # of a header; the parser takes time that grows with their square
_THAI = "cp874"  # windows-874, which holds TIS-620 and ISO 8859-11
_THAI_CHARSETS = frozenset(
    ("tis-620", "tis620", "windows-874", "x-windows-874", "cp874", "cp-874", "ms874", "ibm874", "dos-874",
     "iso-8859-11", "iso8859-11", "iso_8859-11", "thai")
)  # fmt: skip
_FOLD = re.compile(r"\r?\n(?=[ \t])")
_LOST_SPACE = re.compile(r"(?<=\?=)  (?==\?)")
_PERCENT_THAI = re.compile(r"%E0%B[89]%", re.IGNORECASE)


def decode(data: bytes, charset: str = "") -> str:
    """Decode bytes: in the charset that was named if it can be, else UTF-8 or the Thai of old Windows."""
    if charset:
        with suppress(LookupError, ValueError):
            return data.decode(codec_of(charset))
    return _guessed(data)


def _guessed(data: bytes) -> str:
    """Guess the charset: short Thai words in the old code page can be UTF-8 too (แบบ would be Ẻ)."""
    thai_text = data.decode(_THAI, "replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return thai_text
    if any(_is_thai(char) for char in text):
        return text
    return thai_text if all(char.isascii() or _is_thai(char) for char in thai_text) else text


def _is_thai(char: str) -> bool:
    return "\u0e01" <= char <= "\u0e5b"


def codec_of(charset: str) -> str:
    """Return Python's name of a charset; it does not know the Thai ones by all of their names."""
    name = charset.strip().casefold()
    return _THAI if name in _THAI_CHARSETS else name


def header(message: "Message[str, str]", name: str) -> str:
    """Return a header as it was sent, unfolded, each byte one character; blank if there is none."""
    for key, value in message.raw_items():
        if key.casefold() == name.casefold():
            raw = _bytes(str(value))
            return _FOLD.sub("", raw.decode("latin-1"))[:_LENGTH]
    return ""


def _bytes(value: str) -> bytes:
    try:
        return value.encode("ascii", "surrogateescape")
    except UnicodeEncodeError:  # a header that was kept as text, as Outlook does
        return value.encode("utf-8", "replace")


def one_line(value: str) -> str:
    """Return a text that is decoded already, in its normal form."""
    return thai.clean(value).replace("\n", " ")


def text(value: str) -> str:
    """Return a header's text with its encoded words (RFC 2047) and raw bytes decoded.

    Space between two encoded words is none of the text. Python's own library, and what is made with it, writes one of
    the text there all the same, beside that of the fold (cpython#92081): two are taken for one.
    """
    try:
        words = decode_header(_LOST_SPACE.sub(" =?us-ascii?q?_?= ", value))
    except (HeaderParseError, binascii.Error, ValueError):
        words = [(value, None)]
    return one_line("".join(_word(word, charset) for word, charset in words))


def _word(word: bytes | str, charset: str | None) -> str:
    raw = word.encode("latin-1", "replace") if isinstance(word, str) else word
    return decode(raw, charset or "")


def file_name(part: "Message[str, str]") -> str:
    """Return the name of an attachment, by whichever of the many ways it is given; blank if it has none."""
    for name, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        value = _parameter(header(part, name), parameter)
        if value:
            return value
    return ""


def _parameter(value: str, parameter: str) -> str:
    """Return a parameter with its continuations and charset (RFC 2231), encoded words, or plain bytes."""
    carrier: Message[str, str] = Message()
    carrier["x-header"] = ";".join(value.split(";", _PARAMETERS)[:_PARAMETERS])
    try:
        parsed = carrier.get_param(parameter, "", "x-header")
    except (ValueError, TypeError, IndexError, KeyError):
        return ""
    if isinstance(parsed, tuple):
        charset, _, content = parsed
        return one_line(decode(content.encode("latin-1", "replace"), charset or ""))
    plain = str(parsed)
    if _PERCENT_THAI.search(plain):
        return one_line(decode(unquote_to_bytes(plain)))
    return text(plain)


def sender(value: str) -> str:
    """Return `name <address>` of the first sender; whatever stands there if it is no address."""
    value = value[:_ADDRESS_LENGTH]
    name, address = parseaddr(value) if value.count("(") < _COMMENTS else ("", "")
    if "@" not in address:
        return text(value)
    name, address = text(name), one_line(_word(address, None))  # in an address stand no encoded words
    return f"{name} <{address}>" if name else address


def moment(value: str) -> datetime | None:
    """Return the date of a letter in UTC; a Buddhist year, which some programs write, is brought to the common era."""
    try:
        parts = parsedate_tz(value)
        if parts is None:
            return None
        year, month, day, hour, minute, second = parts[:6]
        local = datetime(thai.common_year(year), month, day, hour, minute, min(second, 59), tzinfo=UTC)
        return local - timedelta(seconds=parts[9] or 0)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def sent(message: "Message[str, str]") -> datetime | None:
    """Return when a letter was sent; without a date of its own, when the last server received it."""
    return moment(header(message, "date")) or moment(header(message, "received").rpartition(";")[2])
