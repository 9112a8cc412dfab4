"""Mails that a person looks over and sends: `.eml` files that open as drafts. Nothing is sent here."""

import hashlib
from dataclasses import dataclass
from email.errors import MessageError
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from itaxl import thai
from itaxl.agency import addresses

_FOLD = 65  # characters of a line of the subject
_XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


@dataclass(frozen=True)
class Draft:
    """Mail to be sent: `to` and `sender` are addresses, blank where unknown; attachments are workbooks by name."""

    to: str
    sender: str
    subject: str
    text: str
    attachments: tuple[tuple[str, bytes], ...] = ()


def eml(draft: Draft) -> bytes:
    """Return the draft as a file; equal drafts give equal bytes.

    It has no date and no id: the program that sends it gives both, and a reminder that is sent twice must not be taken
    for one that has come already.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"  # Outlook opens it for writing
    message.set_raw("Subject", _subject(draft.subject))
    message["To"] = str(address(draft.to) or "")
    sender = address(draft.sender)
    if sender:
        message["From"] = sender
    message.set_content(thai.storable(draft.text), cte="base64")
    for name, content in draft.attachments:
        message.add_attachment(content, *_XLSX, filename=name)
    if message.is_multipart():
        message.set_boundary(f"=_itaxl_{_fingerprint(draft)}")
    return message.as_bytes()


def address(text: str) -> Address | None:
    """Read an address, bare or `name <address>`; None for what is none.

    The name is left out: programs split long Thai ones inside a letter.
    """
    try:
        bare = addresses.parsed(text) if "<" in text else text.strip()
        parsed = Address(addr_spec=bare)
    except (ValueError, MessageError, IndexError):
        return None
    return parsed if parsed.username and parsed.domain else None


def _subject(text: str) -> str:
    """Encode a subject as a whole, folded: where the library folds plain text between encoded words, it may lose the
    space there (cpython#92081).
    """
    line = _one_line(text)
    looks_encoded = "=?" in line  # as the beginning of an encoded word
    if line.isascii() and len(line) < _FOLD and not looks_encoded:
        return line
    return Header(line, "utf-8", header_name="Subject", maxlinelen=_FOLD).encode(linesep="\r\n")


def _one_line(text: str) -> str:
    return thai.storable(" ".join(text.split()))


def _fingerprint(draft: Draft) -> str:
    texts = (_one_line(draft.subject).encode(), thai.storable(draft.text).encode())
    return hashlib.sha256(b"\0".join((*texts, *(content for _, content in draft.attachments)))).hexdigest()[
        :24
    ]
