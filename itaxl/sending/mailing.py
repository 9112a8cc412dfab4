"""Parcel for each division: a ZIP of its workbooks, and a draft of the covering mail. Nothing is sent here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from itaxl import thai
from itaxl.agency import settings
from itaxl.agency.settings import Agency, Division
from itaxl.errors import WrongUseError
from itaxl.files import write_whole
from itaxl.forms.identity import PLAN, named
from itaxl.instrument import load
from itaxl.instrument.model import DIMENSIONS, Instrument
from itaxl.reproducible import zipped
from itaxl.sending import outbox
from itaxl.sending.mail_draft import Draft, address, eml
from itaxl.sending.outbox import Made
from itaxl.texts import Lang, Texts, both

FOLDER = "mails"


@dataclass(frozen=True)
class Parcel:
    """Workbooks of a division by name, as `archive` and attached to `mail`; `addressed`: it knows where to go."""

    division: Division
    workbooks: Mapping[str, bytes]
    archive: bytes
    mail: bytes
    addressed: bool

    @property
    def files(self) -> dict[str, bytes]:
        return {f"{self.division.stem}.zip": self.archive, f"{self.division.stem}.eml": self.mail}


def folder_of(outbox: Path, round: str) -> Path:
    """Return the folder of a round's mails in an outbox."""
    return outbox / FOLDER / round


def parcels(agency: Agency, made: Made, round: str, deadline: date | None = None) -> tuple[Parcel, ...]:
    """Return a parcel for each division that has workbooks of a round, in the agency's order.

    They hold the workbooks that lie in the outbox, as they are. Without a `deadline` the mail leaves room for it.
    Raises WrongUseError where some of them bear a name under which they could not be merged.
    """
    strange = [name for name in made.former if not agency.is_named(name)]
    if strange:
        raise WrongUseError("mails.renamed", path=made.folder, names=", ".join(strange))
    instrument = load(made.year, agency.instrument)
    listed = [(who, name) for name in (*made.written, *made.kept) if (who := named(name))]
    made_parcels = []
    for division in agency.divisions:
        own = sorted(
            (DIMENSIONS.index(who.dimension), name)
            for who, name in listed
            if (who.division, who.round, who.year) == (division.id, round, made.year)
        )
        workbooks = {name: (made.folder / name).read_bytes() for _, name in own}
        if workbooks:
            mail = _CoveringMail(agency, division, instrument, round, workbooks, deadline)
            addressed = address(division.email) is not None
            made_parcels.append(Parcel(division, workbooks, zipped(workbooks), eml(mail.draft()), addressed))
    return tuple(made_parcels)


def send_out(
    folder: Path, year: int | None, round: str, deadline: date | None = None, *, overwrite: bool = False
) -> tuple[Made, int]:
    """Make the workbooks of a round and the parcels of them; return what was made, and the number of parcels.

    Raises what `outbox.write` and `parcels` raise.
    """
    made, agency = outbox.write(folder, year, round, None, overwrite=overwrite), settings.load(folder)
    made_parcels = parcels(agency, made, round, deadline)
    write(folder_of(made.folder, round), made_parcels, agency)
    return made, len(made_parcels)


def write(folder: Path, made_parcels: Sequence[Parcel], agency: Agency) -> None:
    """Write the parcels, and take away those of divisions that have none any more."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {name: content for parcel in made_parcels for name, content in parcel.files.items()}
    for name, content in files.items():
        write_whole(folder / name, content)
    for division in agency.divisions:
        for name in (f"{division.stem}.zip", f"{division.stem}.eml"):
            if name not in files:
                (folder / name).unlink(missing_ok=True)


@dataclass(frozen=True)
class _CoveringMail:
    """Mail to a division with its workbooks of a round; without a `deadline` it leaves room for it."""

    agency: Agency
    division: Division
    instrument: Instrument
    round: str
    workbooks: Mapping[str, bytes]
    deadline: date | None

    def draft(self) -> Draft:
        langs: tuple[Lang, ...] = ("th", "en") if self.agency.lang == "en" else ("th",)
        texts = Texts("covering", "th")
        places = _places(self.instrument, self.round, "th")
        subject = texts(f"subject_{_kind(self.round)}", division=self.division.name, **places)
        body = "\n\n".join(map(self._body, langs))
        return Draft(self.division.email, self.agency.email, subject, body, tuple(self.workbooks.items()))

    def _body(self, lang: Lang) -> str:
        texts, kind, email = Texts("covering", lang), _kind(self.round), self.agency.email
        until = texts("until", day=thai.long_date(self.deadline, lang)) if self.deadline else ""
        body = texts(
            "body",
            division=self.division.name,
            agency=self.agency.name,
            purpose=texts(f"purpose_{kind}", **_places(self.instrument, self.round, lang)),
            items="\n".join(_items(self.instrument, self.workbooks, texts)),
            fill_in=texts(f"fill_in_{kind}"),
            until=until or texts("until_blank"),
            send=texts("send_to", email=email) if email else texts("send_back"),
        )
        return body.strip() + "\n"


def _items(instrument: Instrument, workbooks: Mapping[str, bytes], texts: Texts) -> Iterator[str]:
    for name in workbooks:
        who = named(name)
        assert who
        dimension = instrument.dimension(who.dimension)
        yield texts("item", dimension=who.dimension, name=dimension.name[texts.lang], file=name)


def _kind(round: str) -> str:
    return "plan" if round == PLAN else "followup"


def _places(instrument: Instrument, round: str, lang: Lang) -> dict[str, object]:
    return {"year": instrument.year, "round": both("terms", f"round.{round}")[lang]}
