"""Reproducible files: ZIP files whose bytes depend only on their content, and dates from SOURCE_DATE_EPOCH."""

import io
import os
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import BinaryIO

VARIABLE = "SOURCE_DATE_EPOCH"


def stamped(day: date | None, environment: Mapping[str, str] = os.environ) -> date | None:
    """Return `day`, or else the day (UTC) of the seconds in SOURCE_DATE_EPOCH, or None.

    None also if SOURCE_DATE_EPOCH is not a number. Only metadata take their date from here. A date in the text of a
    document comes from `[report] date` or `--date` alone.
    """
    seconds = environment.get(VARIABLE, "")
    if day or not (seconds.isascii() and seconds.isdigit()) or len(seconds) > 11:
        return day
    return datetime.fromtimestamp(int(seconds), UTC).date()


_ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can state


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP of files by their names, without times and the mark of the system."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3  # the same on every system
            target.writestr(entry, content, compresslevel=9)
    return packed.getvalue()


def repacked(raw: BinaryIO, change: Callable[[str, bytes], bytes] = lambda _, content: content) -> bytes:
    """Return a ZIP with the same entries, without times and the mark of the system.

    `change`: takes name and content of an entry, returns its new content.
    """
    with zipfile.ZipFile(raw) as source:
        return zipped({name: change(name, source.read(name)) for name in source.namelist()})
