"""Save a workbook so that equal content gives equal bytes."""

import errno
import io
import os
import re
import tempfile
import traceback
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from zipfile import ZipFile

from lxml import etree
from openpyxl import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.functions import tostring

from itaxl.reproducible import repacked

_CORE, _APP = "docProps/core.xml", "docProps/app.xml"
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PROGRAM = re.compile(rb"<Application>[^<]*</Application>|<AppVersion>[^<]*</AppVersion>")


def save(workbook: Workbook, modified: datetime) -> bytes:
    """Return the workbook as .xlsx, created and last modified at `modified` (UTC, without a zone).

    openpyxl writes the time of day into the core properties and into the zip; both are replaced here. Raises OSError
    that names the folder of temporary files where they cannot be written.
    """
    workbook.properties.created = modified
    raw = io.BytesIO()
    try:
        ExcelWriter(workbook, ZipFile(raw, "w")).save()  # not compressed, unlike by `Workbook.save`
    except Exception as error:  # lxml, where openpyxl writes through it, has one of its own
        refusal = _of_temporary_files(error)
        if refusal is None:
            raise
        raise refusal from None
    workbook.properties.modified = modified
    return repacked(raw, lambda name, content: _part(name, content, workbook))


def _of_temporary_files(error: Exception) -> OSError | None:
    """Return what the system said about a sheet's temporary file; None for another fault.

    libxml2 says it by a name (IO_ENOSPC). What is half written is closed here; otherwise that would fail again, on the
    screen, when it is forgotten.
    """
    for frame, _ in traceback.walk_tb(error.__traceback__):
        writer = frame.f_locals.get("self")
        with suppress(Exception):
            if isinstance(writer, WorksheetWriter):
                writer.xf.close()
            elif isinstance(writer, ExcelWriter):
                writer._archive.close()  # type: ignore[attr-defined]
    if isinstance(error, OSError):
        number: int | None = error.errno
    else:
        number = getattr(errno, str(error).removeprefix("IO_"), None)
    return OSError(number, os.strerror(number), tempfile.gettempdir()) if number else None


def _part(name: str, content: bytes, workbook: Workbook) -> bytes:
    if name == _CORE:
        content = tostring(workbook.properties.to_tree())
    if name == _APP:  # openpyxl claims to be Excel, in a version of its own
        content = _PROGRAM.sub(b"", content)
    if not name.endswith((".xml", ".rels")):
        return content
    return _canonical(content)


@lru_cache(maxsize=32)
def _canonical(content: bytes) -> bytes:
    """Return a part in the one way of writing it; most parts are the same in all workbooks of a round."""
    canonical: bytes = etree.tostring(
        etree.fromstring(content), method="c14n", exclusive=True, with_comments=False
    )
    return _DECLARATION + canonical
