"""Find the agency's pictures, each decoded once: in a process apart, with limits of time and memory."""

import base64
from functools import lru_cache
from pathlib import Path

from itaxl.processes.worker import MEGABYTE, CrashError, LateError, OutOfMemoryError, Worker
from itaxl.report.pictures.decoding import Decoded, Problem

FILE_SIZE = 20 * MEGABYTE
MEMORY, SECONDS = 768 * MEGABYTE, 15.0
SOURCE = "itaxl.report.pictures.decoding:decode"
_PNG = b"\x89PNG"


def picture(file: Path) -> bytes:
    """Return a picture as PNG or JPEG; nothing where it cannot be shown."""
    return _of(file).content


def problem(file: Path) -> Problem:
    """Return why a picture cannot be shown; blank where it can."""
    return _of(file).problem


def url(file: Path) -> str:
    """Return a picture as a data URL; blank where it cannot be shown."""
    content = picture(file)
    kind = "png" if content.startswith(_PNG) else "jpeg"
    return f"data:image/{kind};base64,{base64.b64encode(content).decode('ascii')}" if content else ""


def _of(file: Path) -> Decoded:
    try:
        if not file.is_file():
            return Decoded(problem="missing")
        state = file.stat()
        if state.st_size > FILE_SIZE:
            return Decoded(problem="heavy")
        content = file.read_bytes()
    except OSError:
        return Decoded(problem="missing")
    return _decoded(content) if content else Decoded(problem="empty")


@lru_cache(maxsize=8)
def _decoded(content: bytes) -> Decoded:
    try:
        with Worker(SOURCE, Decoded, memory=MEMORY, seconds=SECONDS) as worker:
            return worker(content)
    except (LateError, OutOfMemoryError):
        return Decoded(problem="heavy")
    except CrashError:
        return Decoded(problem="broken")
