"""Compound files ([MS-CFB]) that come from strangers: folders and streams, in time that grows with the file alone.

olefile searches lists for each entry, and takes the file's word for how large its tables are: a .msg of 100,000 entries
takes minutes, a few kilobytes can take all memory.
"""

import struct
from array import array
from dataclasses import dataclass

from itaxl.inbox.mail.limits import Budget

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFFA  # greater numbers of sectors and entries have meanings of their own
_IN_HEADER = 109  # sectors of the table of sectors that the header names
_ENTRY = 128
_STORAGE, _STREAM, _ROOT = 1, 2, 5


class BrokenCompoundError(Exception):
    """Compound file that contradicts itself or ends too soon."""


@dataclass(frozen=True)
class Entry:
    """Folder or a stream; `start` is its first sector, `child` the entry at which the folder's tree begins."""

    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int

    @property
    def is_stream(self) -> bool:
        return self.kind == _STREAM


Folder = dict[str, Entry]


class Compound:
    """Compound file opened for reading. Raises BrokenCompoundError and BeyondLimitsError, here and later."""

    def __init__(self, data: bytes, budget: Budget) -> None:
        if len(data) < 512 or not data.startswith(SIGNATURE):
            raise BrokenCompoundError
        self._data, self._budget = data, budget
        shift, small_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or small_shift != 6:
            raise BrokenCompoundError
        self._size, self._small = 1 << shift, 1 << small_shift
        self._count = len(data) // self._size
        directory, self._cutoff, small_table, _, more, _ = struct.unpack_from("<I4xIIIII", data, 48)
        self._table = self._sectors_table(more)
        self._directory = b"".join(self._chain(directory))
        self._seen: set[int] = set()
        root = self._entry(0)
        if root.kind != _ROOT:
            raise BrokenCompoundError
        self.root = self.folder(root)
        self._small_table = array("I", self._whole_numbers(b"".join(self._chain(small_table))))
        self._small_stream = b"".join(self._chain(root.start))[: root.size]

    def folder(self, entry: Entry) -> Folder:
        """Return what is in a folder, by names in lower case. Each entry is in one folder, once."""
        entries: Folder = {}
        waiting = [entry.child]
        while waiting:
            number = waiting.pop()
            if number > _LAST:
                continue
            if number in self._seen:
                raise BrokenCompoundError
            self._seen.add(number)
            self._budget.step()
            child = self._entry(number)
            waiting += [child.right, child.left]
            entries.setdefault(child.name.lower(), child)
        return entries

    def read(self, entry: Entry, most: int | None = None) -> bytes:
        """Return a stream, or its first bytes."""
        size = entry.size if most is None else min(entry.size, most)
        self._budget.take(size)
        if entry.size >= self._cutoff:
            content = b"".join(self._chain(entry.start, -(-size // self._size)))
        else:
            content = b"".join(self._small_chain(entry.start, -(-size // self._small)))
        if len(content) < size:
            raise BrokenCompoundError
        return content[:size]

    def _sectors_table(self, more: int) -> "array[int]":
        """Return which sector follows which; its own sectors stand in the header, then in a chain."""
        numbers = list(struct.unpack_from(f"<{_IN_HEADER}I", self._data, 76))
        most = self._count * 4 // self._size + 1
        while more <= _LAST and len(numbers) < most + self._size // 4:
            *named, more = self._whole_numbers(self._sector(more))
            numbers += named
        used = [number for number in numbers if number <= _LAST][:most]
        return array("I", self._whole_numbers(b"".join(map(self._sector, used))))

    def _entry(self, number: int) -> Entry:
        raw = self._directory[number * _ENTRY : (number + 1) * _ENTRY]
        if len(raw) < _ENTRY:
            raise BrokenCompoundError
        length, kind, left, right, child = struct.unpack_from("<HBxIII", raw, 64)
        start, size = struct.unpack_from("<IQ", raw, 116)
        if self._size == 512:
            size &= 0xFFFFFFFF
        name = raw[: min(max(length - 2, 0), 64)].decode("utf-16-le", "replace")
        return Entry(name, kind, left, right, child, start, size)

    def _chain(self, number: int, count: int | None = None) -> list[bytes]:
        """Return sectors in their order, all or the first `count`. No chain is longer than the file."""
        sectors: list[bytes] = []
        while number <= _LAST and len(sectors) != count:
            if len(sectors) > self._count or number >= len(self._table):
                raise BrokenCompoundError
            sectors.append(self._sector(number))
            number = self._table[number]
        return sectors

    def _small_chain(self, number: int, count: int) -> list[bytes]:
        sectors: list[bytes] = []
        while number <= _LAST and len(sectors) != count:
            if number >= len(self._small_table):
                raise BrokenCompoundError
            sectors.append(self._small_stream[number * self._small : (number + 1) * self._small])
            number = self._small_table[number]
        return sectors

    def _sector(self, number: int) -> bytes:
        """Return a sector; the last one of a file may be cut short."""
        sector = self._data[(number + 1) * self._size : (number + 2) * self._size]
        if not sector:
            raise BrokenCompoundError
        return sector.ljust(self._size, b"\0")

    @staticmethod
    def _whole_numbers(raw: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(raw) // 4}I", raw)
