"""Letters that are signed or locked as one block (smime.p7m): CMS, RFC 5652, in the encodings of X.690."""

import binascii
import re

from itaxl.inbox.mail.limits import Budget

_SIGNED = bytes.fromhex("06092a864886f70d010702")
_LOCKED = (
    bytes.fromhex("06092a864886f70d010703"),  # enveloped
    bytes.fromhex("060b2a864886f70d0109100117"),  # enveloped, with a checksum
)
_HEAD = 64
_PEM = re.compile(rb"\s*-----BEGIN (?:PKCS ?#?7|CMS|PKCS #7 SIGNED DATA)-----\s")
_ENDING = re.compile(r"\.(?:p7m|p7s|p7b|p7)$", re.IGNORECASE)
_PGP = b"-----BEGIN PGP MESSAGE-----"
_SEQUENCE, _WHOLE_NUMBER, _SET, _NAME, _INNER = 0x30, 0x02, 0x31, 0x06, 0xA0
_OCTETS, _OCTETS_IN_PIECES = 0x04, 0x24
_ENDLESS = -1  # length of an element that ends with two zeros


class BrokenBlockError(Exception):
    """Block that ends too soon or is no such block."""


def is_signed(data: bytes) -> bool:
    """Tell whether the first bytes are those of something signed."""
    return _SIGNED in _head(data)


def is_locked(data: bytes) -> bool:
    """Tell whether only the receiver's own key opens it."""
    return any(kind in _head(data) for kind in _LOCKED) or data.lstrip()[: len(_PGP)] == _PGP


def content(data: bytes, budget: Budget) -> bytes:
    """Return what was signed: a part of a letter with its headers; blank where the signature alone is in there.

    Raises BrokenBlockError and BeyondLimitsError.
    """
    block = _Block(_binary(data), budget)
    for tag in (_SEQUENCE, _NAME, _INNER, _SEQUENCE, _WHOLE_NUMBER, _SET):
        if tag in (_SEQUENCE, _INNER):
            block.enter(tag)
        else:
            block.skip(tag)
    end = block.enter_until(_SEQUENCE)
    block.skip(_NAME)
    if block.at == end or not block.at_tag(_INNER):  # what follows are the certificates, under the same tag
        return b""
    block.enter(_INNER)
    return block.octets()


def bare_name(name: str) -> str:
    """Return the name of the file that was signed, as signing programs name what they make of it."""
    return _ENDING.sub("", name.rpartition("/")[2])


def _head(data: bytes) -> bytes:
    head = _binary(data[: 2 * _HEAD])[:_HEAD]
    return head if head[:1] == bytes([_SEQUENCE]) else b""


def _binary(data: bytes) -> bytes:
    """Return the block as bytes; some programs save it as text."""
    head = _PEM.match(data)
    if not head and not data.startswith(b"MI"):
        return data
    letters = b"".join(data[head.end() if head else 0 :].partition(b"-----END")[0].split())
    try:
        return binascii.a2b_base64(letters[: len(letters) // 4 * 4])
    except binascii.Error:
        return data


class _Block:
    """Reader of one element after the other."""

    def __init__(self, data: bytes, budget: Budget) -> None:
        self._data, self._budget, self.at = data, budget, 0

    def at_tag(self, tag: int) -> bool:
        return self._data[self.at : self.at + 1] == bytes([tag])

    def enter(self, tag: int) -> int:
        """Enter an element, and return the length of its contents."""
        actual, length = self._head()
        if actual != tag:
            raise BrokenBlockError
        return length

    def enter_until(self, tag: int) -> int:
        """Enter an element, and return where it ends; _ENDLESS if that is not known."""
        length = self.enter(tag)
        return length if length == _ENDLESS else self.at + length

    def skip(self, tag: int) -> None:
        """Skip an element with all that is in it."""
        length = self.enter(tag)
        if length != _ENDLESS:
            self.at += length
            return
        depth = 1
        while depth:
            inner, length = self._head()
            if length == _ENDLESS:
                depth += 1
            elif not inner and not length:
                depth -= 1
            else:
                self.at += length

    def octets(self) -> bytes:
        """Return the bytes of an element of bytes, whole or in pieces."""
        tag, length = self._head()
        if tag == _OCTETS:
            return self._taken(length)
        if tag != _OCTETS_IN_PIECES:
            raise BrokenBlockError
        pieces = []
        end = len(self._data) if length == _ENDLESS else self.at + length
        while self.at < end:
            tag, length = self._head()
            if tag != _OCTETS:
                break
            pieces.append(self._taken(length))
        return b"".join(pieces)

    def _head(self) -> tuple[int, int]:
        self._budget.step()
        if self.at + 2 > len(self._data):
            raise BrokenBlockError
        tag, length = self._data[self.at], self._data[self.at + 1]
        self.at += 2
        if length == 0x80:
            return tag, _ENDLESS
        if length > 0x80:
            count = length - 0x80
            length = int.from_bytes(self._taken(count), "big")
        return tag, length

    def _taken(self, length: int) -> bytes:
        taken = self._data[self.at : self.at + length]
        if length < 0 or len(taken) < length:
            raise BrokenBlockError
        self.at += length
        return taken
