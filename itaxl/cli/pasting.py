"""Commands that the program prints for people to paste into a terminal."""

import os
import re
import shlex
from pathlib import PurePath

_NEEDS_NO_QUOTES = re.compile("[\\w\u0e00-\u0e7f./:@+=,\\\\-]+")
_READ_BY_SH = re.compile(r'["$`\\!]')  # what a shell acts upon between double quotes


def for_shell(path: PurePath, windows: bool = os.name == "nt") -> str:
    """Write a path so that it is one word: in double quotes, as every shell knows them, where these are enough."""
    text = str(path)
    if text.startswith(("-", "~")):
        text = f".{os.sep}{text}"
    if _NEEDS_NO_QUOTES.fullmatch(text) and (windows or "\\" not in text):
        return text
    return f'"{text}"' if windows or not _READ_BY_SH.search(text) else shlex.quote(text)
