"""winmail.dat gives back what was attached."""

import struct

import pytest

from itaxl.inbox.mail import tnef
from itaxl.inbox.mail.headers import Part
from tests.inbox.mail.letters import WORKBOOK
from tests.inbox.mail.winmail import attribute, winmail

NAME = "แบบ 2562.xlsx"


@pytest.mark.parametrize("unicode_names", [True, False])
def test_attachments(unicode_names: bool) -> None:
    data = winmail({NAME: WORKBOOK, "ข.pdf": b"%PDF"}, unicode_names)
    assert tnef.is_tnef(data)
    assert list(tnef.parts(data)) == [Part(NAME, WORKBOOK), Part("ข.pdf", b"%PDF")]


def test_letter_within() -> None:
    """It is a winmail.dat again, behind the 16 bytes that say so."""
    inside = bytes(16) + winmail({"a.xlsx": WORKBOOK})
    property = struct.pack("<IHHII", 1, 0x000D, 0x3701, 1, len(inside)) + inside + bytes(-len(inside) % 4)
    data = winmail({}) + attribute(2, 0x00069002, bytes(14)) + attribute(2, 0x00069005, property)
    (part,) = tnef.parts(data)
    assert list(tnef.parts(part.data)) == [Part("a.xlsx", WORKBOOK)]


def test_without_attachments() -> None:
    assert list(tnef.parts(winmail({}))) == []
