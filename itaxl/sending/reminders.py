"""Drafts of mails to the divisions whose workbooks have not come. Nothing is sent here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from itaxl.agency.settings import Agency, Division
from itaxl.files import write_whole
from itaxl.forms.build import build
from itaxl.forms.identity import ROUNDS, Identity
from itaxl.gather import Gathered
from itaxl.instrument.bank import bank
from itaxl.sending.collection import State, Status, states
from itaxl.sending.mail_draft import Draft, address, eml
from itaxl.sending.outbox import stated_agency
from itaxl.texts import Lang, Texts, both


@dataclass(frozen=True)
class Reminder:
    """`missing` are the workbooks that the mail asks for; `addressed`: whether it knows where to go."""

    division: Division
    missing: tuple[State, ...]
    addressed: bool
    mail: bytes

    @property
    def file_name(self) -> str:
        return f"{self.division.id}.eml"


def reminders(known: Gathered, outbox: Path, rounds: Iterable[str] = ()) -> tuple[Reminder, ...]:
    """Return a reminder for each division that lacks a workbook, in the agency's order, blank ones attached.

    Those that lie in `outbox` are attached as they are, unless they bear another agency's name; others are made.
    `rounds`: follow-ups that nobody has answered yet, and that are asked for all the same.
    """
    missing = [state for state in states(known, rounds) if state.status is Status.MISSING]
    found = []
    for division in known.agency.divisions:
        own = tuple(identity for identity in missing if identity.division == division.id)
        if own:
            mail = eml(_draft(known, division, own, outbox))
            found.append(Reminder(division, own, address(division.email) is not None, mail))
    return tuple(found)


def write(folder: Path, found: Sequence[Reminder], agency: Agency) -> tuple[str, ...]:
    """Write the drafts, and take away those of divisions that have sent everything since; returns whose these were."""
    folder.mkdir(parents=True, exist_ok=True)
    for reminder in found:
        write_whole(folder / reminder.file_name, reminder.mail)
    asked = {reminder.division.id for reminder in found}
    settled = [
        division
        for division in agency.divisions
        if division.id not in asked and (folder / f"{division.id}.eml").is_file()
    ]
    for division in settled:
        (folder / f"{division.id}.eml").unlink()
    return tuple(division.name for division in settled)


def _draft(known: Gathered, division: Division, missing: Sequence[State], outbox: Path) -> Draft:
    agency, year = known.agency, known.context.year
    langs: tuple[Lang, ...] = ("th", "en") if agency.lang == "en" else ("th",)
    subject = Texts("reminder", "th")("subject", year=year, division=division.name)
    text = "\n\n".join(_body(known, division, missing, lang) for lang in langs)
    attached = tuple(_workbook(known, _identity(workbook, year), outbox) for workbook in missing)
    return Draft(division.email, agency.email, subject, text, attached)


def _body(known: Gathered, division: Division, missing: Iterable[State], lang: Lang) -> str:
    texts, agency = Texts("reminder", lang), known.agency
    email = agency.email
    return (
        texts(
            "body",
            division=division.name,
            agency=agency.name,
            year=known.context.year,
            items="\n".join(_items(known, missing, texts)),
            send=texts("send_to", email=email) if email else texts("send_back"),
        ).strip()
        + "\n"
    )


def _items(known: Gathered, missing: Iterable[State], texts: Texts) -> Iterator[str]:
    for workbook in sorted(missing, key=lambda one: ROUNDS.index(one.round)):
        yield texts(
            "item",
            dimension=workbook.dimension,
            name=known.context.instrument.dimension(workbook.dimension).name[texts.lang],
            round=both("terms", f"round.{workbook.round}")[texts.lang],
            file=_identity(workbook, known.context.year).file_name,
        )


def _identity(state: State, year: int) -> Identity:
    return Identity(year, state.dimension, state.division, state.round)


def _workbook(known: Gathered, who: Identity, outbox: Path) -> tuple[str, bytes]:
    """Return the workbook in the outbox, unless it bears a name under which it could not be merged, else a new one."""
    made = outbox / who.file_name
    if made.is_file() and known.agency.is_named(stated_agency(made) or known.agency.name):
        return who.file_name, made.read_bytes()
    measures = [
        measure
        for measure in known.outcome.assessment.measures
        if measure.dimension == who.dimension and who.division in measure.responsible
    ]
    if who.round == ROUNDS[0]:
        measures = []
    instrument, before = known.context.instrument, known.outcome.assessment.previous
    earlier = [(measure.indicator, measure.measure) for measure in (before.measures if before else ())]
    offered = bank(instrument, known.agency.bank, earlier)
    return who.file_name, build(instrument, who, known.agency, measures, offered)
