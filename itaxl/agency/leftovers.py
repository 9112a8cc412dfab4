"""Leftovers of a run that was killed while it put a folder of documents in its place, and how they are mended.

A folder `2562` is written as `.2562.new`; the one before it is `.2562.old` until the new one is there. Where an old
folder cannot be deleted, the next one is `.2562.old.1`, and so on.
"""

import json
import re
from contextlib import suppress
from pathlib import Path

from itaxl.agency import issued, lock
from itaxl.errors import WrongUseError
from itaxl.files import content, digest
from itaxl.system import disk

MANIFEST = "office/manifest.json"
RETURNS = "office/returns"  # workbooks that go back to their senders, with the mails for them
_LEFT = re.compile(r"\.([0-9]{4})\.(?:new|old(?:\.[0-9]+)?)")


def new(target: Path) -> Path:
    """Return the folder in which the documents of `target` are written."""
    return target.with_name(f".{target.name}.new")


def free_old(target: Path) -> Path:
    """Return a name that is free for the documents that `target` holds now."""
    numbers = [_number(path) for path in _olds(target)]
    return target.with_name(f".{target.name}.old" + (f".{max(numbers) + 1}" if numbers else ""))


def recover(target: Path) -> None:
    """Put back the last whole folder where none is in its place, and delete all other leftovers that can be."""
    for left in (*sorted(_olds(target), key=_number, reverse=True), new(target)):
        if not target.exists() and _whole(left):
            disk.rename(left, target)
        else:
            disk.remove(left)


def mend(reports: Path) -> None:
    """Put back the folders of years that are missing, unless a merge that is running does so itself.

    For commands that read reports and do not hold the lock. Does nothing in a folder that cannot be written to.
    """
    missing = missing_years(reports)
    if missing:
        with suppress(WrongUseError, OSError), lock.held(reports.parent, seconds=0):
            for target in missing_years(reports):
                recover(target)


def missing_years(reports: Path) -> list[Path]:
    """Return the folders of years of which only leftovers are there."""
    names = [path.name for path in reports.iterdir()] if reports.is_dir() else []
    years = {match[1] for name in names if (match := _LEFT.fullmatch(name))}
    return [reports / year for year in sorted(years) if not (reports / year).exists()]


def discard_issues(folder: Path) -> None:
    """Delete what a killed run left of a document that it was about to issue."""
    for left in folder.glob("*/.*.new"):
        if issued.NAME.fullmatch(left.name.removeprefix(".").removesuffix(".new")):
            disk.remove(left)


def listed(target: Path) -> dict[str, str]:
    """Return SHA-256 by path of what was made; empty where the folder has no manifest that can be read."""
    try:
        data = json.loads(content(target / MANIFEST))
        return {str(output["file"]): str(output["sha256"]) for output in data["outputs"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _whole(folder: Path) -> bool:
    """Return whether every file that its manifest lists is there as it was made."""
    names = listed(folder)
    try:
        return bool(names) and all(digest(content(folder / name)) == sha256 for name, sha256 in names.items())
    except OSError:
        return False


def _olds(target: Path) -> list[Path]:
    pattern = re.compile(rf"\.{re.escape(target.name)}\.old(\.[0-9]+)?")
    if not target.parent.is_dir():
        return []
    return [path for path in target.parent.iterdir() if pattern.fullmatch(path.name)]


def _number(old: Path) -> int:
    return int(old.suffix[1:]) if old.suffix != ".old" else 0
