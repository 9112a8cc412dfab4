"""Folders that the program writes to, and the room on their disks."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from itaxl.doctor.line import Line, missing, remedy, there

WRITTEN = ("inbox", "outbox", "reports", "issued")  # inside an agency's folder
MEGABYTE = 1 << 20
LEAST = 200  # megabytes; a merge of forty workbooks writes three, and a large agency thirty


def folders(agency: Path) -> Iterator[Line]:
    """Yield whether the agency's folder, and those in it that commands write to, can be written to."""
    for path in (agency, *(agency / name for name in WRITTEN if (agency / name).is_dir())):
        yield _writable("folder", path)


def scratch() -> Iterator[Line]:
    """Yield whether the system has a folder for files that are needed for a moment."""
    try:
        path = Path(tempfile.gettempdir())
    except FileNotFoundError:
        yield missing("scratch.missing", remedy("scratch"))
        return
    yield _writable("scratch", path)
    yield from disk(path)


def disk(folder: Path) -> Iterator[Line]:
    """Yield how much room the disk of a folder has."""
    try:
        free = shutil.disk_usage(folder).free // MEGABYTE
    except OSError as error:
        yield missing("disk.unknown", remedy("folder"), path=folder, reason=error.strerror or error)
        return
    if free < LEAST:
        yield missing("disk.full", remedy("disk", least=LEAST), path=folder, free=free)
    else:
        yield there("disk.there", path=folder, free=free)


def _writable(key: str, path: Path) -> Line:
    """Write a file that has no name where the system knows such files, and goes away by itself in any case."""
    try:
        with tempfile.TemporaryFile(prefix=".itaxl-", dir=path) as file:
            file.write(b"-")
            file.flush()
    except OSError as error:
        return missing(f"{key}.closed", remedy("folder"), path=path, reason=error.strerror or error)
    return there(f"{key}.there", path=path)
