"""Record of what was published of a year's scores before: whoever has both reports can subtract one from the other.

The manifest of `reports/<year>` says of every figure that a merge published which divisions' scores it is made of, and
this is carried on from merge to merge. Of older reports and of issued ones there is `data.json` alone.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from itaxl.agency import folders, issued, leftovers

KEY = "published"  # of the manifest


@dataclass(frozen=True, order=True)
class Part:
    """Division's score in a figure: its weight, how many people stand behind it (-1: unknown), and the score."""

    division: str
    weight: int
    people: int
    score: Fraction


# A weighted mean of scores, in the order of `Part`; one part alone is a division's own score.
Figure = tuple[Part, ...]


@dataclass(frozen=True)
class Seen:
    """Published figures of an indicator of which the parts are not recorded: the mean, and scores by division."""

    no: int
    mean: Fraction | None
    named: Mapping[str, Fraction]


@dataclass(frozen=True)
class Shown:
    """Record of all that was published before: recorded figures by indicator, and others."""

    figures: Mapping[int, frozenset[Figure]] = field(default_factory=dict)
    seen: tuple[Seen, ...] = ()


def load(folder: Path, year: int) -> Shown:
    """Return what an agency's reports and issued documents of a year show; nothing of what cannot be read."""
    reports = folders.reports(folder, year)
    figures = _record(reports / leftovers.MANIFEST)
    files = issued.data_files(folder, year)
    if figures is None:
        files.append(reports / "data.json")
    return Shown(figures or {}, tuple(seen for file in files for seen in _seen(file)))


def record(figures: Mapping[int, Iterable[Figure]]) -> dict[str, Any]:
    """Return figures as the manifest holds them, in a fixed order."""
    return {
        str(no): [
            [[part.division, part.weight, part.people, str(part.score)] for part in figure]
            for figure in sorted(figures[no])
        ]
        for no in sorted(figures)
    }


def _record(file: Path) -> dict[int, frozenset[Figure]] | None:
    try:
        data = json.loads(file.read_text("utf-8"))
        return {
            int(no): frozenset(tuple(_part(*part) for part in figure) for figure in figures)
            for no, figures in data[KEY].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, ZeroDivisionError):
        return None


def _part(division: str, weight: int, people: int, score: str) -> Part:
    return Part(str(division), int(weight), int(people), Fraction(score))


def _seen(file: Path) -> Iterator[Seen]:
    try:
        data: dict[str, Any] = json.loads(file.read_text("utf-8"))
        for indicator in data["indicators"]:
            no, score = int(indicator["no"]), indicator["score"]
            theirs = indicator.get("source", data["source"]) == "divisions"
            named = {
                str(division["id"]): Fraction(repr(division["indicators"][str(no)]))
                for division in data["divisions"]
                if str(no) in division["indicators"]
            }
            yield Seen(no, Fraction(repr(score)) if theirs and score is not None else None, named)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return
