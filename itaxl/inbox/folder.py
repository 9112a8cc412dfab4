"""List the files of an inbox, with a finding for those that are not opened."""

import os
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import NamedTuple

from itaxl.errors import WrongUseError
from itaxl.files import is_special
from itaxl.findings import Finding, Place, finding
from itaxl.inbox import foreign, leftovers
from itaxl.texts import both

_NO_FOLDER, _PASSED_OVER, _NO_FILE = "F150", "F151", "F152"
_TURNS = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_LETTERS, _HALF_LETTERS = ("cur", "new"), "tmp"  # of a Maildir


class Waiting(NamedTuple):
    """File by the name under which it is reported: its path below the inbox. `told`: it is not opened, and why."""

    name: str
    path: Path
    told: Finding | None = None


def files(inboxes: Iterable[Path]) -> Iterator[Waiting]:
    """Yield every file once, in the order of the names.

    Where two inboxes hold the same name, the second is reported by its whole path, so that no name stands for two.
    Raises WrongUseError for an inbox that is not there or cannot be looked into.
    """
    names: set[str] = set()
    real_paths: set[str] = set()
    for inbox in inboxes:
        for name, path, told in _below(inbox):
            if os.path.realpath(path) not in real_paths:
                real_paths.add(os.path.realpath(path))
                unique = next(shown for shown in _names(name, path) if shown not in names)
                names.add(unique)
                yield Waiting(
                    unique, path, finding(told.code, Place(unique), **dict(told.values)) if told else None
                )


def _below(inbox: Path) -> list[Waiting]:
    """Return what lies in an inbox, sorted; a file that was named itself is never a leftover."""
    if not inbox.exists():
        raise WrongUseError("inbox.missing", path=inbox)
    if not inbox.is_dir():
        return [Waiting(inbox.name, inbox, finding(_NO_FILE) if is_special(inbox) else None)]
    try:
        os.scandir(inbox).close()
    except OSError as error:
        raise WrongUseError("inbox.unreadable", path=inbox, reason=error.strerror or error) from error
    return sorted(_walk(inbox), key=lambda waiting: waiting.name)


def _walk(inbox: Path) -> Iterator[Waiting]:
    folders = [inbox]
    while folders:
        folder = folders.pop()
        try:
            paths = sorted(folder.iterdir())
        except OSError as error:
            yield _told(inbox, folder, finding(_NO_FOLDER, reason=error.strerror or error))
            continue
        names = {path.name for path in paths}
        is_mailbox = all(name in names and _is_folder(folder / name) for name in _LETTERS)
        for path in paths:
            if _left_behind(inbox, path, names) or (is_mailbox and _of_mailbox(path)):
                continue
            told = _half_letters(path) if is_mailbox and path.name == _HALF_LETTERS else _reason(path)
            if told or not _is_folder(path):
                yield _told(inbox, path, told)
            else:
                folders.append(path)


def _told(inbox: Path, path: Path, told: Finding | None) -> Waiting:
    return Waiting(path.relative_to(inbox).as_posix(), path, told)


def _reason(path: Path) -> Finding | None:
    """Return why something is not opened and not looked into; None where it is."""
    if leftovers.half_download(path.name) and path.name.startswith("."):
        return finding(foreign.HALF)
    if path.name.startswith("."):
        return finding(_PASSED_OVER, why=both("terms", "passed.hidden"))
    if _is_folder(path):
        apple = foreign.package_folder(f"{path.name}/")
        if apple:
            bundle = foreign.of_apple(apple)
            return finding(bundle.code, **dict(bundle.values))
        return finding(_PASSED_OVER, why=both("terms", "passed.link")) if path.is_symlink() else None
    return finding(_NO_FILE) if is_special(path) else None


def _left_behind(inbox: Path, path: Path, beside: set[str]) -> bool:
    """Tell whether nobody need hear of it; a file without a byte that a browser puts beside its half download too."""
    if leftovers.left_behind(path.relative_to(inbox).as_posix()):
        return True
    try:
        size = path.stat().st_size if path.is_file() else None
    except OSError:
        return False
    if leftovers.lock(path.name):
        return size is not None and size <= leftovers.LOCK_SIZE
    return size == 0 and any(f"{path.name}{ending}" in beside for ending in (".part", ".crdownload"))


def _of_mailbox(path: Path) -> bool:
    """Tell whether a mail server keeps this in a Maildir beside the letters: its own files, an empty folder."""
    if _is_folder(path):
        return path.name == _HALF_LETTERS and not _half_letters(path)
    return leftovers.of_mail_server(path.name) and not path.name.casefold().endswith(foreign.SPREADSHEETS)


def _half_letters(path: Path) -> Finding | None:
    """Say that letters may be half written, where there are any."""
    try:
        with os.scandir(path) as entries:
            empty = next(entries, None) is None
    except OSError as error:
        return finding(_NO_FOLDER, reason=error.strerror or error)
    return None if empty else finding(_PASSED_OVER, why=both("terms", "passed.half"))


def _is_folder(path: Path) -> bool:
    """Return whether this is a folder; False where the system does not tell, as in one that may only be listed."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _names(name: str, path: Path) -> Iterator[str]:
    """Yield names to report a file by, until one is free; what cannot be shown in a name is a replacement character."""
    for shown in (name, path.as_posix()):
        yield "".join("\ufffd" if _unshowable(char) else char for char in shown)
    yield from (f"{path.as_posix()} ({number})".encode(errors="replace").decode() for number in count(2))


def _unshowable(char: str) -> bool:
    """Tell whether a terminal obeys a character, it is none, or it turns the direction in which a name is read."""
    return unicodedata.category(char) in ("Cc", "Cs") or unicodedata.bidirectional(char) in _TURNS
