"""Folder of a year's documents: it appears whole or not at all, and nothing that a person changed is lost."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from itaxl import files as disk
from itaxl.agency import leftovers
from itaxl.agency.leftovers import listed
from itaxl.errors import WrongUseError
from itaxl.system import disk as system

MANIFEST = leftovers.MANIFEST
OFFICE = PurePosixPath(MANIFEST).parts[0]
_FOR_OWNER = 0o700, 0o600  # folders and files of the office: others on the same machine cannot read them
_LEFTOVERS = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})  # of programs that only show a folder


def check_ours(target: Path) -> None:
    """Refuse, with WrongUseError, a folder that the user named and that holds what itaxl never made."""
    if (target.exists() and not target.is_dir()) or (
        target.is_dir() and any(target.iterdir()) and not listed(target)
    ):
        raise WrongUseError("output.outside", path=target)


def replace(target: Path, files: Mapping[str, bytes]) -> Path | None:
    """Put `files` (path below the folder: content) in the place of what `target` holds.

    Everything is written beside it first, then come two renames; killed in between, the next call mends it. If
    anything in the folder was changed or added since it was made, it is moved to `<name>.<n>`, which is returned.
    """
    target = target.resolve()  # "." and a link have no name of their own to be renamed
    target.parent.mkdir(parents=True, exist_ok=True)
    leftovers.recover(target)
    untouched = not target.exists() or _untouched(target)
    new, old = leftovers.new(target), leftovers.free_old(target)
    moved = _free_name(target) if target.exists() and not untouched else None
    aside = moved or old
    try:
        write(new, files)
        if target.exists():
            system.rename(target, aside)
        _put(new, target, aside)
    except OSError:
        system.remove(new)
        raise
    disk.flush(target.parent)
    system.remove(old)
    return moved


def _put(new: Path, target: Path, aside: Path) -> None:
    """Rename the new folder; if that fails, put the old one back."""
    try:
        system.rename(new, target)
    except OSError:
        if aside.exists():
            system.rename(aside, target)
        raise


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files by their paths below a folder, and flush all to the disk. Raises OSError."""
    for name, content in files.items():
        file = folder / name
        _make(file.parent, folder)
        disk.write(file, content)
        if _is_office(file, folder):
            file.chmod(_FOR_OWNER[1])
    for path in (folder, *folder.rglob("*")):
        if path.is_dir():
            disk.flush(path)


def _make(folder: Path, top: Path) -> None:
    """Make a folder and those above it, with those of the office closed to others."""
    if folder.is_dir():
        return
    if folder != top:
        _make(folder.parent, top)
    folder.mkdir(mode=_FOR_OWNER[0] if _is_office(folder, top) else 0o777, parents=folder == top)


def _is_office(path: Path, top: Path) -> bool:
    return path.relative_to(top).parts[:1] == (OFFICE,)


def _untouched(target: Path) -> bool:
    return not _present(target) or not differences(target)


def differences(target: Path) -> tuple[str, ...]:
    """Return the files of a year's folder that were changed, taken out or added since it was made."""
    made, present = listed(target), _present(target)
    expected = {*made, MANIFEST} if made else set()
    strange = expected.symmetric_difference(present)
    return tuple(
        sorted(strange | {name for name in made if name in present and not _is(present[name], made[name])})
    )


def _present(target: Path) -> dict[str, Path]:
    paths = (path for path in target.rglob("*") if not path.is_dir() and path.name.lower() not in _LEFTOVERS)
    return {path.relative_to(target).as_posix(): path for path in paths}


def _is(file: Path, sha256: str) -> bool:
    try:
        return disk.digest(disk.content(file)) == sha256
    except OSError:
        return False


def _free_name(target: Path) -> Path:
    number = 1
    while (free := target.with_name(f"{target.name}.{number}")).exists():
        number += 1
    return free
