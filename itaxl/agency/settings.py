"""Settings of an agency: its folder and its `itaxl.toml`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal

from itaxl import files, texts, thai
from itaxl.agency import addresses, folders, means, own_documents, palette, public, signatories
from itaxl.agency.means import Mean
from itaxl.agency.own_documents import ANALYSIS, FOLLOWUPS, SIGNED_APART, Values
from itaxl.agency.public import Public
from itaxl.agency.section import Section
from itaxl.agency.signatories import Signatory
from itaxl.errors import WrongUseError
from itaxl.instrument import bank, is_known, known_years
from itaxl.instrument.bank import Bank
from itaxl.instrument.model import DIMENSIONS
from itaxl.system import disk
from itaxl.texts import LANGS, Lang

SETTINGS = "itaxl.toml"
DIGITS = ("thai", "arabic")
ID_LENGTH, NAME_LENGTH = 40, 200  # of a division; the id is part of the names of files
_ID = re.compile(r"[a-z0-9-]+")
_NARROWED = re.compile(r"(?P<key>(?:memo|results|section)\.finding)\.\d+|(?P<route>memo\.route\.\w+)\.\w+")


@dataclass(frozen=True)
class Division:
    """Division of an agency: `id` of a–z, 0–9 and -; `dimensions` are those that it answers for.

    `email` is the address that it is written to, `emails` are others from which its mails come.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    email: str = ""
    dimensions: tuple[str, ...] = DIMENSIONS
    emails: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Return its name and its aliases."""
        return (self.name, *self.aliases)

    @property
    def stem(self) -> str:
        """Return the name of its own files, without the ending: its id, where that is no device's name."""
        return disk.stem(self.id)

    @property
    def spellings(self) -> tuple[str, ...]:
        """Return all ways in which it may be written: id, name and aliases."""
        return (self.id, *self.names)

    @property
    def addresses(self) -> frozenset[str]:
        """Return all addresses from which its mails come, in the form for comparing."""
        return addresses.parsed_all((self.email, *self.emails))


@dataclass(frozen=True)
class Agency:
    """Contents of `itaxl.toml`, with defaults for what it leaves out, and the agency's own measures bank.

    `senders` are the addresses from which the analyst's own mails come; workbooks made under one of the `former_names`
    are still this agency's. `own_documents`: what a document of a year has of its own, by year and name; ask
    `for_document`. `day`: the date of every document, where one was given for all.
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
    former_names: tuple[str, ...] = ()
    means: Mapping[int, tuple[Mean, ...]] = field(default_factory=dict)
    public: Public = field(default_factory=Public)
    own_documents: Mapping[tuple[int, str], Values] = field(default_factory=dict)
    day: date | None = None

    def for_document(self, year: int, name: str) -> "Agency":
        """Return the agency with a document's own date, number, signatories and so on in place of the defaults."""
        own = dict(self.own_documents.get((year, name), {}))
        if name != ANALYSIS:
            own = {**{key: getattr(_BLANK, key) for key in SIGNED_APART}, **own}
        if self.day:
            own["report_date"] = self.day
        return replace(self, **own)

    def for_figures(self, year: int) -> "Agency":
        """Return the agency with the settings for a year's figures: the analysis', as the follow-ups hold them too.

        The largest small group of all these documents counts.
        """
        analysis = self.for_document(year, ANALYSIS)
        followups = [self.own_documents.get((year, name), {}) for name in FOLLOWUPS]
        limits = [own["small_group"] for own in followups if "small_group" in own]
        return replace(analysis, small_group=max(analysis.small_group, *limits, 0))

    @property
    def own_addresses(self) -> frozenset[str]:
        """Return the analyst's own addresses, in the form for comparing."""
        return addresses.parsed_all(self.senders)

    @property
    def addresses(self) -> frozenset[str]:
        """Return all addresses from which workbooks are expected, in the form for comparing."""
        return self.own_addresses.union(*(division.addresses for division in self.divisions))

    def is_named(self, name: str) -> bool:
        """Tell whether this is the agency's name, or a former one, however it is spaced."""
        return thai.key(name) in {thai.key(own) for own in (self.name, *self.former_names)}

    @property
    def instrument(self) -> Path | None:
        """Agency's own scheme, if it has one."""
        return self.folder / self.instrument_file if self.instrument_file else None

    @property
    def templates(self) -> Path | None:
        """Agency's own html_templates, whose files win over the bundled ones."""
        own = self.folder / files.TEMPLATES
        return own if own.is_dir() else None

    @property
    def template_folders(self) -> tuple[Path, ...]:
        """Templates of the agency as a list of folders, to be looked through in order."""
        return (self.templates,) if self.templates else ()

    def division(self, id: str) -> Division | None:
        return next((division for division in self.divisions if division.id == id), None)


_BLANK = Agency(Path())


def load(folder: Path) -> Agency:
    """Read `itaxl.toml` of an agency's folder, and its measures bank if it has one.

    Raises WrongUseError that names the key where the file is missing, no TOML, or holds what it may not.
    """
    path = folder / SETTINGS
    if not files.is_there(path):
        raise WrongUseError("settings.missing", path=path)
    return checked(folder, files.content(path))


def checked(folder: Path, data: bytes) -> Agency:
    """Return the agency for a text of `itaxl.toml`, whether it stands in its folder or not. Raises as `load` does."""
    return _agency(folder, Section(files.toml(data, folder / SETTINGS), ""))


def _agency(folder: Path, top: Section) -> Agency:
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
        signatories=signatories.read(top.sections("signatories")),
        text=_own_sentences(text),
        colours={name: colour for name in palette.READ_WITH if (colour := face.colour(name))},
        instrument_file=instrument.text("file"),
        bank=bank.read(folder),
        senders=agency.addresses("senders"),
        former_names=agency.texts("former_names"),
        means=means.read(top.section("means")),
        public=public.read(top.section("site")),
        **own_documents.values(report),
    )
    if not loaded.name:
        raise WrongUseError("settings.required", key="agency.name")
    own = own_documents.own_values(
        report, lambda year: is_known(year, loaded.instrument), lambda: known_years(loaded.instrument)
    )
    for section in (agency, report, instrument, face, top):
        section.close()
    return replace(loaded, own_documents=own)


def _divisions(sections: list[Section]) -> tuple[Division, ...]:
    """Read the divisions; refuse two with one id or name, of which one could pass for the other."""
    divisions = tuple(_division(section) for section in sections)
    names: dict[str, str] = {}
    for division in divisions:
        for name in division.spellings:
            if names.setdefault(thai.key(name), division.id) != division.id:
                raise WrongUseError("settings.twice", key="divisions", value=name)
    if len({division.id for division in divisions}) < len(divisions):
        ids = [division.id for division in divisions]
        raise WrongUseError("settings.twice", key="divisions.id", value=max(ids, key=ids.count))
    return divisions


def _division(section: Section) -> Division:
    division = Division(
        section.text("id", most=ID_LENGTH),
        section.text("name", most=NAME_LENGTH),
        section.texts("aliases", most=NAME_LENGTH),
        section.text("email"),
        section.choices("dimensions", DIMENSIONS),
        section.addresses("emails"),
    )
    section.close()
    if not _ID.fullmatch(division.id):
        raise WrongUseError("settings.id", key=section.path("id"), value=division.id)
    ending = next((f"-{name}" for name in FOLLOWUPS if division.id.endswith(f"-{name}")), "")
    if ending:  # its plan's file would have the name of another division's follow-up
        raise WrongUseError("settings.id_round", key=section.path("id"), value=division.id, ending=ending)
    if not division.name:
        raise WrongUseError("settings.required", key=section.path("name"))
    return division


def _own_sentences(section: Section) -> dict[str, str]:
    """Return the own sentences by key; `memo.finding.9` may stand quoted or as tables in tables."""
    sentences: dict[str, str] = {}
    for key, value in section.table.items():
        if isinstance(value, dict):
            inner = _own_sentences(section.section(key))
            sentences |= {f"{key}.{rest}": sentence for rest, sentence in inner.items()}
        else:
            sentences[key] = section.text(key)
    return sentences


def newest_year(folder: Path) -> int:
    """Return the newest year that has an inbox. Raises WrongUseError where there is none or no way in."""
    inbox = folder / "inbox"
    try:
        paths = list(inbox.iterdir()) if inbox.is_dir() else []
        years = [int(path.name) for path in paths if folders.is_year(path.name) and path.is_dir()]
    except OSError as error:
        raise WrongUseError("inbox.unreadable", path=inbox, reason=error.strerror or error) from error
    if not years:
        raise WrongUseError("year.none")
    return max(years)


def unknown_keys(own: Mapping[str, str]) -> tuple[str, ...]:
    """Return keys of own sentences that replace nothing: most likely typed wrongly."""
    sentences = texts.catalogue("document")
    general = {key: _NARROWED.fullmatch(key) for key in own}
    names = {key: match["key"] or match["route"] if match else key for key, match in general.items()}
    return tuple(key for key, name in names.items() if name not in sentences)
