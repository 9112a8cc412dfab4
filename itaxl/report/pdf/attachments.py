"""Files inside a PDF, the last things in it: so others are put in their place without drawing the pages again.

A PDF is written as pydyf does it: streams (pages, fonts), then one stream with all other objects, then the table of
places. What describes the attached files is among the other objects; their contents are the last streams before these.
"""

import datetime as dt
import hashlib
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from mimetypes import MimeTypes
from typing import Any

UNDATED = dt.date(2000, 1, 1)
_TYPES = MimeTypes()  # those of Python itself, the same on every machine
_KEPT = re.compile(rb"/Root \d+ \d+ R|/Info \d+ \d+ R")  # of the table
_WIDTHS = re.compile(rb"/W \[(\d+) (\d+) (\d+)\]")
_IN_PLACE = 1  # kind of an object that is not inside another one


@dataclass(frozen=True)
class Attachment:
    """File that goes inside the PDF as the source of its figures."""

    name: str
    data: bytes
    description: str = ""


def declare(pdf: Any, attachments: Sequence[Attachment]) -> None:
    """Describe the files in a PDF that is about to be written; `filled` puts their contents in."""
    import pydyf  # noqa: PLC0415 - only where a PDF is drawn

    names, references = pydyf.Array(), pydyf.Array()
    first = len(pdf.objects) + len(attachments) + 1  # after what describes them
    for number, attachment in enumerate(_sorted(attachments), start=first):
        described = pydyf.Dictionary(
            {
                "Type": "/Filespec",
                "F": pydyf.String(attachment.name),
                "UF": pydyf.String(attachment.name),
                "EF": pydyf.Dictionary({"F": f"{number} 0 R"}),
                "Desc": pydyf.String(attachment.description),
                "AFRelationship": "/Source",
            }
        )
        pdf.add_object(described)
        names.extend((described["F"], described.reference))
        references.append(described.reference)
    if attachments:
        tree = pydyf.Dictionary({"Names": names})
        pdf.add_object(tree)
        pdf.catalog.setdefault("Names", pydyf.Dictionary())["EmbeddedFiles"] = tree.reference
        pdf.catalog["AF"] = references
    for attachment in _sorted(attachments):
        pdf.add_object(pydyf.Stream([attachment.name]))


def filled(pdf: bytes, attachments: Sequence[Attachment], day: dt.date | None) -> bytes:
    """Return a PDF with these contents in the files that it describes, and an identifier that follows from all of it.

    `attachments`: as many as it has, under the same names. The outcome depends on nothing that was in it before. Raises
    ValueError for a PDF that was not made here.
    """
    table = _Table.of(pdf)
    places = sorted(
        (offset, number) for number, (kind, offset, _) in enumerate(table.rows) if kind == _IN_PLACE
    )
    objects, own = places[-2:]
    streams = places[-2 - len(attachments) : -2]
    data = pdf[: (streams or [objects])[0][0]]
    contents = [
        (number, _embedded(number, attachment, day))
        for (_, number), attachment in zip(streams, _sorted(attachments), strict=True)
    ]
    for number, content in (*contents, (objects[1], pdf[objects[0] : own[0]])):
        table.rows[number] = (_IN_PLACE, len(data), 0)
        data += content
    return data + table.written(own[1], len(data), hashlib.md5(data, usedforsecurity=False).hexdigest())


@dataclass
class _Table:
    """Table of places: for each object its kind, its offset, and a third number; `rest` of its description."""

    rows: list[tuple[int, int, int]]
    last_width: int
    rest: bytes

    @classmethod
    def of(cls, pdf: bytes) -> "_Table":
        place = int(pdf[pdf.rindex(b"startxref") :].split()[1])
        described, _, rest = pdf[place:].partition(b"stream\n")
        widths = _WIDTHS.search(described)
        if widths is None:
            raise ValueError(place)
        first, second, last = map(int, widths.groups())
        try:
            packed = zlib.decompress(rest[: rest.rindex(b"\nendstream")])
        except zlib.error as error:
            raise ValueError(place) from error
        step = first + second + last
        rows = [
            (
                int.from_bytes(packed[start : start + first]),
                int.from_bytes(packed[start + first : start + first + second]),
                int.from_bytes(packed[start + first + second : start + step]),
            )
            for start in range(0, len(packed), step)
        ]
        return cls(rows, last, b"".join(_KEPT.findall(described)))

    def written(self, number: int, place: int, identifier: str) -> bytes:
        """Return the end of the file: the table itself, as object `number` at `place`."""
        self.rows[number] = (_IN_PLACE, place, 0)
        width = (place.bit_length() + 7) // 8
        packed = zlib.compress(
            b"".join(
                kind.to_bytes(1) + second.to_bytes(width) + last.to_bytes(self.last_width)
                for kind, second, last in self.rows
            ),
            9,
        )
        count = len(self.rows)
        described = b"/Type /XRef/Index [0 %d]/W [1 %d %d]/Size %d" % (count, width, self.last_width, count)
        both = b"/ID [(%s) (%s)]" % ((identifier.encode(),) * 2)
        return _stream(number, described + self.rest + both, packed) + b"startxref\n%d\n%%%%EOF\n" % place


def _sorted(attachments: Sequence[Attachment]) -> list[Attachment]:
    """Return the files by their names, as a PDF must list them."""
    return sorted(attachments, key=lambda attachment: attachment.name)


def _embedded(number: int, attachment: Attachment, day: dt.date | None) -> bytes:
    kind = _TYPES.guess_type(attachment.name)[0] or "application/octet-stream"
    moment = f"(D:{day or UNDATED:%Y%m%d}000000Z)"
    checksum = hashlib.md5(attachment.data, usedforsecurity=False).hexdigest()
    described = (
        f"/Type /EmbeddedFile/Subtype /{kind.replace('/', '#2f')}/Params <</CheckSum <{checksum}>"
        f"/Size {len(attachment.data)}/CreationDate {moment}/ModDate {moment}>>"
    )
    return _stream(number, described.encode(), zlib.compress(attachment.data, 9))


def _stream(number: int, described: bytes, packed: bytes) -> bytes:
    return b"%d 0 obj\n<<%s/Filter /FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (
        number,
        described,
        len(packed),
        packed,
    )
