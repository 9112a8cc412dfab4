"""An agency's folder and its `itaxl.toml`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from itaxl import files, texts, thai
from itaxl.agency import palette
from itaxl.errors import WrongUseError
from itaxl.instrument import bank
from itaxl.instrument.bank import Bank
from itaxl.instrument.model import DIMENSIONS
from itaxl.texts import LANGS, Lang

NARROWED = re.compile(r"(?P<key>(?:memo|results|section)\.finding)\.\d+|(?P<route>memo\.route\.\w+)\.\w+")


def unknown_keys(own: Mapping[str, str]) -> tuple[str, ...]:
    """Keys of own sentences that replace nothing: most likely typed wrongly."""
    known = texts.catalogue("document")
    general = {key: NARROWED.fullmatch(key) for key in own}
    names = {key: found["key"] or found["route"] if found else key for key, found in general.items()}
    return tuple(key for key, name in names.items() if name not in known)


SETTINGS = "itaxl.toml"
ROLES = ("author", "head", "clerk", "chief")
OPINIONS = ("none", "note", "support", "approve")
DIGITS = ("thai", "arabic")
_ID = re.compile(r"[a-z0-9-]+")


@dataclass(frozen=True)
class Division:
    """`id` of a–z, 0–9 and -; `dimensions` are those that it answers for.

    `email` is the address that it is written to, `emails` are others from which its mails come.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    email: str = ""
    dimensions: tuple[str, ...] = DIMENSIONS
    emails: tuple[str, ...] = ()


@dataclass(frozen=True)
class Signatory:
    role: str
    position: str
    name: str = ""
    opinion: str = "none"


@dataclass(frozen=True)
class Agency:
    """All of `itaxl.toml`, with defaults for what it leaves out, and the agency's own measures bank.

    `senders` are the addresses from which the analyst's own mails come.
    """

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
    colours: Mapping[str, str] = field(default_factory=dict)
    instrument_file: str = ""
    bank: Bank = field(default_factory=dict)
    senders: tuple[str, ...] = ()

    @property
    def addresses(self) -> frozenset[str]:
        """All addresses from which workbooks are expected, in lower case."""
        of_divisions = (address for each in self.divisions for address in (each.email, *each.emails))
        return frozenset(address.casefold() for address in (*of_divisions, *self.senders) if address)

    @property
    def instrument(self) -> Path | None:
        """The agency's own scheme, if it has one."""
        return self.folder / self.instrument_file if self.instrument_file else None

    def division(self, id: str) -> Division | None:
        return next((division for division in self.divisions if division.id == id), None)


def load(folder: Path) -> Agency:
    """Read `itaxl.toml` of an agency's folder, and its measures bank if it has one.

    Raises WrongUseError that names the key where the file is missing, no TOML, or holds what it may not.
    """
    path = folder / SETTINGS
    if not path.is_file():
        raise WrongUseError("settings.missing", path=path)
    return _agency(folder, _Section(files.read(path), ""))


class _Section:
    """A table of the settings that checks the type of what is taken out, and names the key if it does not fit."""

    def __init__(self, table: Mapping[str, Any], name: str) -> None:
        self.table, self.name, self.taken = table, name, set[str]()

    def take(self, key: str, default: Any, *types: type) -> Any:
        self.taken.add(key)
        value = self.table.get(key, default)
        if isinstance(value, bool) or not isinstance(value, types or (type(default),)):
            raise WrongUseError("settings.type", key=self.path(key), value=value)
        return value

    def text(self, key: str, default: str = "") -> str:
        return str(self.take(key, default)).strip()

    def choice(self, key: str, default: str, choices: tuple[str, ...]) -> Any:
        value = self.text(key, default)
        if value not in choices:
            raise WrongUseError(
                "settings.choice", key=self.path(key), value=value, choices=", ".join(choices)
            )
        return value

    def texts(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        values = self.take(key, list(default))
        if not all(isinstance(value, str) for value in values):
            raise WrongUseError("settings.type", key=self.path(key), value=values)
        return tuple(value.strip() for value in values if value.strip())

    def number(self, key: str, default: float, low: float, high: float) -> Any:
        value = self.take(key, default, int, float)
        if not low <= value <= high:
            raise WrongUseError("settings.range", key=self.path(key), value=value, low=low, high=high)
        return value

    def whole(self, key: str, default: int, low: int, high: int) -> int:
        self.take(key, default, int)
        return int(self.number(key, default, low, high))

    def day(self, key: str) -> date | None:
        value = self.take(key, "", str, date)
        try:
            return thai.common_day(str(value)[:10]) if value else None
        except ValueError as error:
            raise WrongUseError("settings.date", key=self.path(key), value=value) from error

    def colour(self, key: str) -> str:
        """As `#1d3557`; blank where the key is not there."""
        value = self.take(key, None, object)
        found = palette.plain(str(value).strip())
        if value is not None and not found:
            raise WrongUseError("settings.colour", key=self.path(key), value=value)
        return found

    def section(self, key: str) -> "_Section":
        return _Section(self.take(key, {}), self.path(key))

    def sections(self, key: str) -> list["_Section"]:
        tables = self.take(key, [])
        if not all(isinstance(table, dict) for table in tables):
            raise WrongUseError("settings.type", key=self.path(key), value=tables)
        return [
            _Section(table, f"{self.path(key)}[{number}]") for number, table in enumerate(tables, start=1)
        ]

    def path(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key

    def close(self) -> None:
        """Raises for a key that nothing took: it is a typing mistake."""
        for key in self.table:
            if key not in self.taken:
                raise WrongUseError(
                    "settings.unknown", key=self.path(key), known=", ".join(sorted(self.taken))
                )


def _agency(folder: Path, top: _Section) -> Agency:
    agency, report = top.section("agency"), top.section("report")
    text, instrument, face = top.section("text"), top.section("instrument"), top.section("colours")
    loaded = Agency(
        folder,
        name=agency.text("name"),
        kind=agency.text("kind"),
        district=agency.text("district"),
        province=agency.text("province"),
        website=agency.text("website"),
        email=agency.text("email"),
        lang=agency.choice("lang", "th", LANGS),
        digits=agency.choice("digits", "thai", DIGITS),
        emblem=agency.text("emblem"),
        logo=agency.text("logo"),
        divisions=_divisions(top.sections("divisions")),
        signatories=tuple(_signatory(each) for each in top.sections("signatories")),
        report_date=report.day("date"),
        report_number=report.text("number"),
        place=report.text("place"),
        threshold=report.number("threshold", 85, 0, 100),
        detail=report.choice("detail", "indicators", ("indicators", "items")),
        small_group=report.whole("small_group", 5, 0, 1000),
        sections=report.texts("sections"),
        text=_own_sentences(text),
        colours={name: colour for name in palette.READ_WITH if (colour := face.colour(name))},
        instrument_file=instrument.text("file"),
        bank=bank.read(folder),
        senders=agency.texts("senders"),
    )
    if not loaded.name:
        raise WrongUseError("settings.required", key="agency.name")
    for section in (agency, report, text, instrument, face, top):
        section.close()
    return loaded


def _divisions(sections: list[_Section]) -> tuple[Division, ...]:
    """Raises where two divisions share an id or a name, so that one could pass for the other."""
    divisions = tuple(_division(section) for section in sections)
    names: dict[str, str] = {}
    for division in divisions:
        for name in (division.id, division.name, *division.aliases):
            if names.setdefault(thai.key(name), division.id) != division.id:
                raise WrongUseError("settings.twice", key="divisions", value=name)
    if len({division.id for division in divisions}) < len(divisions):
        ids = [division.id for division in divisions]
        raise WrongUseError("settings.twice", key="divisions.id", value=max(ids, key=ids.count))
    return divisions


def _division(section: _Section) -> Division:
    division = Division(
        section.text("id"),
        section.text("name"),
        section.texts("aliases"),
        section.text("email"),
        tuple(code for code in DIMENSIONS if code in section.texts("dimensions", DIMENSIONS)),
        section.texts("emails"),
    )
    section.close()
    if not _ID.fullmatch(division.id):
        raise WrongUseError("settings.id", key=section.path("id"), value=division.id)
    if not division.name:
        raise WrongUseError("settings.required", key=section.path("name"))
    for code in section.texts("dimensions", DIMENSIONS):
        if code not in DIMENSIONS:
            raise WrongUseError(
                "settings.choice", key=section.path("dimensions"), value=code, choices=", ".join(DIMENSIONS)
            )
    return division


def _signatory(section: _Section) -> Signatory:
    signatory = Signatory(
        section.choice("role", "", ROLES),
        section.text("position"),
        section.text("name"),
        section.choice("opinion", "none", OPINIONS),
    )
    section.close()
    return signatory


def _own_sentences(section: _Section) -> dict[str, str]:
    """By key; `memo.finding.9` may stand quoted or as tables in tables."""
    sentences: dict[str, str] = {}
    for key, value in section.table.items():
        if isinstance(value, dict):
            inner = _own_sentences(section.section(key))
            sentences |= {f"{key}.{rest}": sentence for rest, sentence in inner.items()}
        else:
            sentences[key] = section.text(key)
    return sentences


def newest_year(folder: Path) -> int:
    """The newest year that has an inbox. Raises WrongUseError where there is none."""
    inbox = folder / "inbox"
    years = [int(path.name) for path in inbox.glob("[0-9][0-9][0-9][0-9]") if path.is_dir()]
    if not years:
        raise WrongUseError("year.none")
    return max(years)
