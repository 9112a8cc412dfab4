"""Files of an agency's folder that no command overwrites at a path that the user gave."""

import os
import re
from collections.abc import Iterable
from pathlib import Path

from itaxl.errors import WrongUseError
from itaxl.files import is_special

SETTINGS = "itaxl.toml"
_FILES = re.compile(r"itaxl\.toml|measures-.*\.(?:csv|toml)|use-.*\.json|\.itaxl\.lock")
_FOLDERS = frozenset({"inbox", "issued", "reports"})
_PAGE, _BEGINNING = b"<html", 4096  # what a page has in its first bytes, an agency's own template too


def check_page(file: Path, inboxes: Iterable[Path] = ()) -> None:
    """Raise WrongUseError where a page would become part of an agency's data or replace a file that is no page."""
    place = Path(os.path.realpath(file))
    in_inbox = any(place.is_relative_to(Path(os.path.realpath(inbox))) for inbox in inboxes)
    if is_special(place):
        raise WrongUseError("file.special", path=file)
    if in_inbox or is_own(place) or (place.is_file() and not _is_page(place)):
        raise WrongUseError("output.kept", path=file)


def check_workbook(file: Path) -> None:
    """Raise WrongUseError where a blank workbook would replace one of an agency's data."""
    if is_special(file):
        raise WrongUseError("file.special", path=file)
    if file.exists() and is_own(file):
        raise WrongUseError("output.kept", path=file)


def is_own(file: Path) -> bool:
    """Return whether a file, there or not, is settings, a register, or in the inbox or the documents of an agency."""
    place = Path(os.path.realpath(file))
    for folder in place.parents:
        if (folder / SETTINGS).is_file():
            first, *others = place.relative_to(folder).parts
            if first.lower() in _FOLDERS if others else _FILES.fullmatch(first.lower()):
                return True
    return False


def _is_page(file: Path) -> bool:
    with file.open("rb") as stream:
        return _PAGE in stream.read(_BEGINNING).lower()
