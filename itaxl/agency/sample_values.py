"""Values of the starter's `itaxl.toml` that are still there, and words of another kind of agency: asked about early."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

from itaxl import files, thai
from itaxl.agency.kinds import KINDS, Kind, kind_of
from itaxl.agency.settings import Agency

_EXAMPLE = re.compile(
    r"(?:^|@|//)(?:www\.)?example\.(?:(?:go|or|in|mi|co)\.th|com|org|net)(?![\w.-])", re.IGNORECASE
)
_NAME = "[agency] name"
_NAMED = {_NAME, "[report] place"}
_TEXTS = ("name", "district", "province", "website", "email")


def left(agency: Agency) -> tuple[tuple[str, str], ...]:
    """Return the keys of the settings that still hold a sample value, each with the value.

    The invented agency of the samples bears the starter's name: where that and the place are all, nothing is said.
    """
    kept = tuple(_left(agency))
    keys = {key for key, _ in kept}
    return () if _NAME in keys <= _NAMED else kept


def _left(agency: Agency) -> Iterator[tuple[str, str]]:
    sample = _starter()
    for name in _TEXTS:
        value = getattr(agency, name)
        if value and (value == sample["agency"][name] or _EXAMPLE.search(value)):
            yield f"[agency] {name}", value
    if agency.place == sample["report"]["place"]:
        yield "[report] place", agency.place
    for division in agency.divisions:
        for address in (division.email, *division.emails):
            if _EXAMPLE.search(address):
                yield f"[[divisions]] {division.id}", address
    sample_divisions = [(division["id"], division["name"]) for division in sample["divisions"]]
    unchanged = sample_divisions == [(division.id, division.name) for division in agency.divisions]
    if unchanged and not any(division.email for division in agency.divisions):
        yield "[[divisions]]", ", ".join(division.name for division in agency.divisions)


def of_another_kind(agency: Agency) -> tuple[tuple[str, str, str], ...]:
    """Return titles and names of divisions that another kind of agency has: key, value, and what this kind has."""
    kind = kind_of(agency.name, agency.kind)
    return tuple(_of_another_kind(agency, kind)) if kind else ()


def _of_another_kind(agency: Agency, kind: Kind) -> Iterator[tuple[str, str, str]]:
    titles = {"chief": kind.chief, "clerk": kind.clerk, "head": f"หัวหน้า{kind.office}"}
    strange = {word for other in KINDS for word in other.words} - set(kind.words)
    named = [
        (f"[[signatories]] {person.role}", person.position, titles.get(person.role, ""))
        for person in agency.signatories
    ]
    named += [(f"[[divisions]] {division.id}", division.name, kind.office) for division in agency.divisions]
    for key, value, meant in named:
        if any(word in thai.key(value) for word in strange):
            yield key, value, meant or kind.name


@cache
def _starter() -> dict[str, Any]:
    return tomllib.loads(files.starter("th").decode())
