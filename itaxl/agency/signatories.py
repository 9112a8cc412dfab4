"""Signatories of the documents, as `itaxl.toml` lists them."""

from collections.abc import Iterable
from dataclasses import dataclass

from itaxl.agency.section import Section

ROLES = ("author", "head", "clerk", "chief")
OPINIONS = ("none", "note", "support", "approve")


@dataclass(frozen=True)
class Signatory:
    role: str
    position: str
    name: str = ""
    opinion: str = "none"


def read(sections: Iterable[Section]) -> tuple[Signatory, ...]:
    return tuple(map(_signatory, sections))


def _signatory(section: Section) -> Signatory:
    signatory = Signatory(
        section.choice("role", "", ROLES),
        section.text("position"),
        section.text("name"),
        section.choice("opinion", "none", OPINIONS),
    )
    section.close()
    return signatory
