"""Names of mail folders in modified UTF-7, as a mail server has them (RFC 3501, 5.1.3)."""

import binascii
import re

_RUN = re.compile(r"[\x20-\x7e]+|[^\x20-\x7e]+")
_SHIFTED = re.compile(r"&([^&-]*)-")


def encode(name: str) -> str:
    """Return a name as the server wants it."""
    return "".join(_encoded(run) for run in _RUN.findall(name))


def _encoded(run: str) -> str:
    if run[0].isascii() and run.isprintable():
        return run.replace("&", "&-")
    packed = binascii.b2a_base64(run.encode("utf-16-be"), newline=False).decode()
    return f"&{packed.rstrip('=').replace('/', ',')}-"


def decode(name: str) -> str:
    """Return a name as people read it; what cannot be decoded stays as it is."""
    return _SHIFTED.sub(lambda run: _decoded(run[1]) if run[1] else "&", name)


def _decoded(packed: str) -> str:
    try:
        raw = binascii.a2b_base64(packed.replace(",", "/") + "=" * (-len(packed) % 4))
        return raw.decode("utf-16-be")
    except ValueError:
        return f"&{packed}-"
