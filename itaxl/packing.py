"""ZIP files whose bytes depend on nothing but what is in them."""

import io
import zipfile
from collections.abc import Callable
from typing import BinaryIO

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can state


def repacked(raw: BinaryIO, change: Callable[[str, bytes], bytes] = lambda _, content: content) -> bytes:
    """The same entries without the time of day and the system's mark; `change` takes name and content of each."""
    packed = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3  # the same on every system
            target.writestr(entry, change(name, source.read(name)), compresslevel=9)
    return packed.getvalue()
