"""Word files of the known cases, for tests."""

import struct
import zlib
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from itaxl.assessment import Assessment
from itaxl.report.views.document import View
from itaxl.report.word.document import Face, docx
from itaxl.texts import Lang
from tests.report import cases
from tests.report.pages import DOCUMENTS

DAY = date(2020, 4, 10)
FACE = Face.of(cases.AGENCY, draft=False)


@cache
def outcome(case: str) -> Assessment:
    """`known` with last year's figures and the scores of divisions, `empty`, or `long`."""
    if case == "known":
        return cases.with_previous(cases.assessment(divisions=cases.divisions(3)))
    return cases.empty() if case == "empty" else cases.long()


def view(document: str = "analysis", case: str = "known", lang: Lang = "th") -> View:
    return _view(document, case, lang)


@cache
def _view(document: str, case: str, lang: Lang) -> View:
    return DOCUMENTS[document].view(cases.material(outcome(case), lang=lang))


def made(document: str = "analysis", case: str = "known", lang: Lang = "th") -> bytes:
    return _made(document, case, lang)


@cache
def _made(document: str, case: str, lang: Lang) -> bytes:
    return docx(view(document, case, lang), FACE, DAY)


def of_blocks(*blocks: Any, wide: bool = False, **changes: Any) -> bytes:
    """A report with one section of these blocks and nothing else."""
    whole = view()
    section = replace(whole.sections[0], blocks=blocks, wide=wide)
    alone: dict[str, Any] = dict.fromkeys(("memo", "cover", "first", "preface", "contents"))
    return docx(replace(whole, sections=(section,), **(alone | changes)), FACE, DAY)


def png(width: int, height: int) -> bytes:
    """A black picture."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    lines = zlib.compress(bytes(width + 1) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")
