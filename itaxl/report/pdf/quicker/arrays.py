"""Arrays of C: cffi parses a type for each length that stands in it anew, which takes longer than to cut a font."""

import re
from typing import Any

_LENGTH = re.compile(r"\[\d+\]$")


def fit() -> None:
    """Have WeasyPrint's arrays take their length from what they are filled with."""
    from weasyprint.text.ffi import ffi  # noqa: PLC0415

    if "new" in vars(ffi):
        return
    original = ffi.new

    def new(kind: str, content: Any = None) -> Any:
        return original(_LENGTH.sub("[]", kind) if isinstance(content, list | tuple) else kind, content)

    ffi.new = new
