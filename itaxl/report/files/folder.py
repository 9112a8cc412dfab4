"""Folder of a year's documents: it appears whole or not at all, and nothing that a person changed is lost."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from itaxl.errors import WrongUseError
from itaxl.report.files.office import digest

MANIFEST = "office/manifest.json"
_LEFTOVERS = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})  # of programs that only show a folder


def check_ours(target: Path) -> None:
    """Raises WrongUseError for a folder that the user named and that holds what itaxl never made."""
    if (target.exists() and not target.is_dir()) or (
        target.is_dir() and any(target.iterdir()) and not _manifest(target)
    ):
        raise WrongUseError("output.outside", path=target)


def replace(target: Path, files: Mapping[str, bytes]) -> Path | None:
    """Put `files` (path below the folder: content) in the place of what `target` holds.

    Everything is written beside it first, then come two renames; killed in between, the next call mends it. If
    anything in the folder was changed or added since it was made, it is moved to `<name>.<n>`, which is returned.
    """
    target = target.resolve()  # "." and a link have no name of their own to be renamed
    target.parent.mkdir(parents=True, exist_ok=True)
    recover(target)
    untouched = not target.exists() or _untouched(target)
    new, old = _beside(target, "new"), _beside(target, "old")
    _write(new, files)
    moved = None
    if target.exists() and not untouched:
        moved = _free_name(target)
        target.rename(moved)
    elif target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)
    return moved


def recover(target: Path) -> None:
    """Undo what a run that was killed left behind."""
    new, old = _beside(target, "new"), _beside(target, "old")
    if old.exists() and not target.exists():
        old.rename(target)
    shutil.rmtree(old, ignore_errors=True)
    shutil.rmtree(new, ignore_errors=True)


def _beside(target: Path, role: str) -> Path:
    return target.with_name(f".{target.name}.{role}")


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def _manifest(target: Path) -> dict[str, str]:
    """SHA-256 by path of what was made; empty where the folder has no manifest that can be read."""
    try:
        data = json.loads((target / MANIFEST).read_text("utf-8"))
        return {str(output["file"]): str(output["sha256"]) for output in data["outputs"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _untouched(target: Path) -> bool:
    made = _manifest(target)
    found = {path.relative_to(target).as_posix(): path for path in target.rglob("*") if not path.is_dir()}
    found = {name: path for name, path in found.items() if path.name.lower() not in _LEFTOVERS}
    if not found:
        return True
    if set(found) != {*made, MANIFEST}:
        return False
    return all(digest(found[name].read_bytes()) == made[name] for name in made)


def _free_name(target: Path) -> Path:
    number = 1
    while (free := target.with_name(f"{target.name}.{number}")).exists():
        number += 1
    return free
