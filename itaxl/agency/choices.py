"""Choices between versions that cannot be ordered, made with `--use` and kept in `use-<year>.json`.

A version is known by the SHA-256 of its file, so that it may be renamed; its name is there for people to read.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from itaxl import files
from itaxl.errors import WrongUseError
from itaxl.findings import Finding

USED = "X417"  # says that a choice was used


@dataclass(frozen=True)
class Choice:
    """`file` is the name that it had when it was chosen."""

    sha256: str
    file: str


def path(folder: Path, year: int) -> Path:
    return folder / f"use-{year}.json"


def load(file: Path) -> tuple[Choice, ...]:
    """Return the choices in the order in which they were made. Raises WrongUseError for a broken file."""
    if not (files.is_there(file) or file.exists()):
        return ()
    try:
        return tuple(
            Choice(str(entry["sha256"]), str(entry["file"])) for entry in json.loads(files.content(file))
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise WrongUseError("use.broken", path=file) from error


def add(choices: Iterable[Choice], wanted: Iterable[str], checksums: Mapping[str, str]) -> tuple[Choice, ...]:
    """Return the choices with `wanted` after them: of two that contradict each other the later counts.

    `checksums`: SHA-256 by the name that findings give. Raises WrongUseError for a name that is none of these.
    """
    made = list(choices)
    for typed in wanted:
        name = next((file for file in checksums if typed == file or typed.endswith(f"/{file}")), None)
        if name is None:
            raise WrongUseError("use.file", name=typed)
        made = [choice for choice in made if choice.sha256 != checksums[name]]
        made.append(Choice(checksums[name], name))
    return tuple(made)


def check_needed(added: Iterable[Choice], findings: Iterable[Finding]) -> None:
    """Raises WrongUseError for a choice that decides nothing: there is no version that cannot be ordered beside it."""
    deciding = {value for finding in findings if finding.code == USED for _, value in finding.values}
    for choice in added:
        if choice.file not in deciding:
            raise WrongUseError("use.unneeded", name=choice.file)


def text(choices: Iterable[Choice]) -> str:
    data = [{"sha256": choice.sha256, "file": choice.file} for choice in choices]
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
