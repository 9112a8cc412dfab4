"""Check of a workbook's file name against the division whose workbook it is: a copy of another division's."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from itaxl import thai
from itaxl.agency.settings import Division
from itaxl.checks.context import Check, Context
from itaxl.findings import Finding, Place, finding, innermost
from itaxl.submissions.submission import Submission

_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def named_for_another(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find a workbook of one division in a file that bears another's name: whose answers are they?"""
    own = context.agency.division(submission.division)
    if own is None:
        return
    others = [division for division in _named(submission.file, context.agency.divisions) if division != own]
    if others and own not in _named(submission.file, context.agency.divisions):
        names = ", ".join(division.name for division in others)
        yield finding("X472", Place(submission.file), names, division=own.name)


def _named(file: str, divisions: Iterable[Division]) -> list[Division]:
    """Return the divisions that a file names: by their names, else by their ids, else by the folder it lies in."""
    path = PurePosixPath(file)
    stem = PurePosixPath(innermost(file)).stem
    return (
        _by_names(thai.key(stem), divisions)
        or [division for division in divisions if _has_id(stem, division.id)]
        or _by_folder(thai.key(path.parent.name), divisions)
    )


def _by_names(text: str, divisions: Iterable[Division]) -> list[Division]:
    """Return the divisions whose names are in a text, the longest first: a name may hold a shorter one."""
    names = sorted(
        ((thai.key(name), division) for division in divisions for name in division.names),
        key=lambda pair: -len(pair[0]),
    )
    there = []
    for name, division in names:
        if name and name in text:
            text = text.replace(name, " ")
            there.append(division)
    return there


def _has_id(stem: str, id: str) -> bool:
    return any(f"-{id}-" in f"-{word}-" for word in _WORD.findall(stem.lower()))


def _by_folder(folder: str, divisions: Iterable[Division]) -> list[Division]:
    return [division for division in divisions if folder in {thai.key(name) for name in division.spellings}]


CHECKS: tuple[Check, ...] = (named_for_another,)
