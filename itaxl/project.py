"""An agency's folder and its `itaxl.toml`."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from itaxl.errors import WrongUseError
from itaxl.instrument.model import DIMENSIONS
from itaxl.texts import LANGS, Lang

SETTINGS = "itaxl.toml"
ROLES = ("author", "head", "clerk", "chief")
OPINIONS = ("none", "note", "support", "approve")
DIGITS = ("thai", "arabic")
_ID = re.compile(r"[a-z0-9-]+")


@dataclass(frozen=True)
class Division:
    """`id` of a–z, 0–9 and -; `dimensions` are those that it answers for."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    email: str = ""
    dimensions: tuple[str, ...] = DIMENSIONS


@dataclass(frozen=True)
class Signatory:
    role: str
    position: str
    name: str = ""
    opinion: str = "none"


@dataclass(frozen=True)
class Agency:
    """All of `itaxl.toml`, with defaults for what it leaves out."""

    folder: Path
    name: str = ""
    kind: str = ""
    district: str = ""
    province: str = ""
    website: str = ""
    email: str = ""
    lang: Lang = "th"
    digits: Literal["thai", "arabic"] = "thai"
    emblem: str = ""
    logo: str = ""
    divisions: tuple[Division, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    report_date: date | None = None
    report_number: str = ""
    place: str = ""
    threshold: float = 85
    detail: Literal["indicators", "items"] = "indicators"
    small_group: int = 5
    sections: tuple[str, ...] = ()
    text: Mapping[str, str] = field(default_factory=dict)
    instrument_file: str = ""

    def division(self, id: str) -> Division | None:
        return next((division for division in self.divisions if division.id == id), None)
