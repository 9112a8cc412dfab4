"""The TOML files that an agency writes by hand."""

import tomllib
from pathlib import Path
from typing import Any

from itaxl.errors import WrongUseError


def read(path: Path) -> dict[str, Any]:
    """All that the file holds.

    Raises WrongUseError where it is no TOML, or not UTF-8: old editors of Windows save Thai in a code page of their
    own. Raises OSError where it cannot be opened.
    """
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise WrongUseError("settings.encoding", path=path) from error
    except tomllib.TOMLDecodeError as error:
        raise WrongUseError("settings.syntax", path=path, reason=error) from error
