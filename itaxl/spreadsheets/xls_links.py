"""Links of an .xls: the record of one, and the formula HYPERLINK."""

import struct

_URL = bytes.fromhex("E0C9EA79F9BACE118C8200AA004BA90B")
_FILE = bytes.fromhex("0303000000000000C000000000000046")
_MONIKER, _LOCATION, _DISPLAY, _FRAME, _AS_TEXT = 0x01, 0x08, 0x10, 0x80, 0x100
_START = 24  # bytes of the area and of the class
_TEXT, _REFERENCE = 0x17, frozenset({0x24, 0x44, 0x64})
_FUNCTIONS = frozenset({0x22, 0x42, 0x62})
_HYPERLINK = struct.pack("<H", 359)
_LEAD, _REFERENCE_SIZE = 22, 5  # bytes before the tokens of a formula, and of a reference to a cell


class _Cursor:
    def __init__(self, content: bytes, at: int) -> None:
        self._content, self._at = content, at

    def number(self, code: str) -> int:
        value = int(struct.unpack_from(f"<{code}", self._content, self._at)[0])
        self._at += struct.calcsize(f"<{code}")
        return value

    def take(self, size: int) -> bytes:
        taken = self._content[self._at : self._at + size]
        if len(taken) < size:
            raise struct.error
        self._at += size
        return taken

    def words(self) -> str:
        """Text with the number of its characters before it, and a zero at its end."""
        return _until_zero(self.take(2 * self.number("I")))


def target(record: bytes) -> str:
    """Return the target of a link, with its place inside of that; blank where it has none."""
    cursor = _Cursor(record, _START)
    cursor.number("I")
    flags = cursor.number("I")
    for flag in (_DISPLAY, _FRAME):
        if flags & flag:
            cursor.words()
    address = ""
    if flags & _MONIKER:
        address = cursor.words() if flags & _AS_TEXT else _moniker(cursor)
    location = cursor.words() if flags & _LOCATION else ""
    return f"{address}#{location}" if location else address


def _moniker(cursor: _Cursor) -> str:
    kind = cursor.take(16)
    if kind == _URL:
        return _until_zero(cursor.take(cursor.number("I")))
    if kind != _FILE:
        return ""
    cursor.number("H")
    path = cursor.take(cursor.number("I")).rstrip(b"\0").decode("cp874", "replace")
    cursor.take(24)
    size = cursor.number("I")
    if size:
        length = cursor.number("I")
        cursor.number("H")
        path = cursor.take(length).decode("utf-16-le", "replace")
    return f"file:{path}"


def _until_zero(raw: bytes) -> str:
    return raw.decode("utf-16-le", "replace").partition("\0")[0]


def literal(record: bytes) -> str:
    """Return the address that a formula HYPERLINK has written out; blank for any other formula.

    Its tokens are then a text, perhaps a second one or a cell, and the function.
    """
    tokens = record[_LEAD : _LEAD + struct.unpack_from("<H", record, _LEAD - 2)[0]]
    if len(tokens) < 8 or tokens[0] != _TEXT or tokens[-4] not in _FUNCTIONS or tokens[-2:] != _HYPERLINK:
        return ""
    first, rest = _text(tokens)
    rest = rest[:-4]
    if rest and rest[0] == _TEXT:
        rest = _text(rest)[1]
    elif rest and rest[0] in _REFERENCE:
        rest = rest[_REFERENCE_SIZE:]
    return "" if rest else first


def _text(tokens: bytes) -> tuple[str, bytes]:
    """Return the text that tokens begin with, and the tokens after it."""
    wide = tokens[2] & 1
    end = 3 + tokens[1] * (1 + wide)
    return tokens[3:end].decode("utf-16-le" if wide else "latin-1"), tokens[end:]
