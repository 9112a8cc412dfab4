"""Streams of a compound file (OLE2), as .xls and everything with a password are."""

import io


def stream(data: bytes, name: str, most: int = -1) -> bytes:
    """Return the first bytes of a stream; none where the file has no such stream or is broken."""
    import olefile  # noqa: PLC0415 - only for these formats

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            return bytes(file.openstream(name).read(most)) if file.exists(name) else b""
    except MemoryError:
        raise
    except Exception:  # a broken file breaks in many ways
        return b""
