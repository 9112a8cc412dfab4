"""Choices between versions that nothing else decides between, made with `--use` and kept in `use-<year>.json`.

A version is known by the SHA-256 of its file, so that it may be renamed; its name is there for people to read.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from itaxl import files
from itaxl.errors import WrongUseError
from itaxl.findings import Finding

# Findings that say that a choice was used: of the other one, of the chosen one.
_NOT_CHOSEN, _CHOSEN = "X417", "X434"


@dataclass(frozen=True)
class Choice:
    """Version that was chosen. `file`: its name at that time; `over`: SHA-256 of the other versions of that time.

    In a file of an earlier version of the program `over` is not known, and blank.
    """

    sha256: str
    file: str
    over: tuple[str, ...] = ()


def path(folder: Path, year: int) -> Path:
    return folder / f"use-{year}.json"


def load(file: Path) -> tuple[Choice, ...]:
    """Return the choices in the order in which they were made. Raises WrongUseError for a broken file."""
    if not (files.is_there(file) or file.exists()):
        return ()
    try:
        return tuple(
            Choice(str(entry["sha256"]), str(entry["file"]), tuple(map(str, entry.get("over", ()))))
            for entry in json.loads(files.content(file))
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise WrongUseError("use.broken", path=file) from error


def made(
    names: Iterable[str], checksums: Mapping[str, str], rivals: Mapping[str, tuple[str, ...]]
) -> tuple[Choice, ...]:
    """Return the choices that names make, each once, however many ways it is named in; the last one stands last.

    `checksums`: SHA-256 by the name that findings give; `rivals`: those of the other versions, by SHA-256. Raises
    WrongUseError for a name that is none of these.
    """
    named: dict[str, Choice] = {}
    for typed in names:
        name = next((file for file in checksums if typed == file or typed.endswith(f"/{file}")), None)
        if name is None:
            raise WrongUseError("use.file", name=typed)
        checksum = checksums[name]
        named.pop(checksum, None)
        named[checksum] = Choice(checksum, name, rivals.get(checksum, ()))
    return tuple(named.values())


def added(earlier: Iterable[Choice], newer: Iterable[Choice]) -> tuple[Choice, ...]:
    """Return earlier choices with newer ones after them: of two that contradict each other the later counts."""
    kept = {choice.sha256: choice for choice in newer}
    return (*(choice for choice in earlier if choice.sha256 not in kept), *kept.values())


def check_needed(newer: Iterable[Choice], findings: Iterable[Finding]) -> None:
    """Refuse, with WrongUseError, a choice that decides nothing: no version beside it waits for one."""
    deciding = {_used(finding) for finding in findings}
    for choice in newer:
        if choice.file not in deciding:
            raise WrongUseError("use.unneeded", name=choice.file)


def _used(finding: Finding) -> object:
    """Return the file that a finding says was chosen; None for any other finding."""
    if finding.code == _NOT_CHOSEN:
        return dict(finding.values)["other"]
    return finding.place.file if finding.code == _CHOSEN else None


def text(choices: Iterable[Choice]) -> str:
    data = [{"sha256": choice.sha256, "file": choice.file, "over": choice.over} for choice in choices]
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
