"""Drafts of mails to the divisions whose workbooks have not come. Nothing is sent here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from itaxl.agency.settings import Agency, Division
from itaxl.assessment import of_division
from itaxl.files import write_whole
from itaxl.forms.build import build
from itaxl.forms.identity import PLAN, ROUNDS, Identity
from itaxl.gather import Gathered
from itaxl.sending.collection import State, Status, states
from itaxl.sending.mail_draft import Draft, address, eml
from itaxl.sending.outbox import offered, stated_agency
from itaxl.texts import Lang, Texts, both


@dataclass(frozen=True)
class Reminder:
    """Reminder of a division: `mail` asks for the `missing` workbooks; `addressed`: it knows where to go."""

    division: Division
    missing: tuple[State, ...]
    addressed: bool
    mail: bytes

    @property
    def file_name(self) -> str:
        return f"{self.division.stem}.eml"


def reminders(year_data: Gathered, outbox: Path, rounds: Iterable[str] = ()) -> tuple[Reminder, ...]:
    """Return a reminder for each division that lacks a workbook, in the agency's order, blank ones attached.

    Those that lie in `outbox` are attached as they are, unless they bear another agency's name; others are made.
    `rounds`: follow-ups that nobody has answered yet, and that are asked for all the same.
    """
    missing = [state for state in states(year_data, rounds) if state.status is Status.MISSING]
    drafts = []
    for division in year_data.agency.divisions:
        own = tuple(identity for identity in missing if identity.division == division.id)
        if own:
            mail = eml(_draft(year_data, division, own, outbox))
            drafts.append(Reminder(division, own, address(division.email) is not None, mail))
    return tuple(drafts)


def write(folder: Path, drafts: Sequence[Reminder], agency: Agency) -> tuple[str, ...]:
    """Write the drafts, and take away those of divisions that have sent everything since; returns whose these were."""
    folder.mkdir(parents=True, exist_ok=True)
    for draft in drafts:
        write_whole(folder / draft.file_name, draft.mail)
    reminded = {draft.division.id for draft in drafts}
    settled = [
        division
        for division in agency.divisions
        if division.id not in reminded and (folder / f"{division.stem}.eml").is_file()
    ]
    for division in settled:
        (folder / f"{division.stem}.eml").unlink()
    return tuple(division.name for division in settled)


def _draft(year_data: Gathered, division: Division, missing: Sequence[State], outbox: Path) -> Draft:
    agency, year = year_data.agency, year_data.context.year
    langs: tuple[Lang, ...] = ("th", "en") if agency.lang == "en" else ("th",)
    subject = Texts("reminder", "th")("subject", year=year, division=division.name)
    text = "\n\n".join(_body(year_data, division, missing, lang) for lang in langs)
    attached = tuple(_workbook(year_data, _identity(workbook, year), outbox) for workbook in missing)
    return Draft(division.email, agency.email, subject, text, attached)


def _body(year_data: Gathered, division: Division, missing: Iterable[State], lang: Lang) -> str:
    texts, agency = Texts("reminder", lang), year_data.agency
    email = agency.email
    return (
        texts(
            "body",
            division=division.name,
            agency=agency.name,
            year=year_data.context.year,
            items="\n".join(_items(year_data, missing, texts)),
            send=texts("send_to", email=email) if email else texts("send_back"),
        ).strip()
        + "\n"
    )


def _items(year_data: Gathered, missing: Iterable[State], texts: Texts) -> Iterator[str]:
    for state in sorted(missing, key=lambda state: ROUNDS.index(state.round)):
        yield texts(
            "item",
            dimension=state.dimension,
            name=year_data.context.instrument.dimension(state.dimension).name[texts.lang],
            round=both("terms", f"round.{state.round}")[texts.lang],
            file=_identity(state, year_data.context.year).file_name,
        )


def _identity(state: State, year: int) -> Identity:
    return Identity(year, state.dimension, state.division, state.round)


def _workbook(year_data: Gathered, who: Identity, outbox: Path) -> tuple[str, bytes]:
    """Return the workbook in the outbox, unless it bears a name under which it could not be merged, else a new one."""
    made = outbox / who.file_name
    if made.is_file() and year_data.agency.is_named(stated_agency(made) or year_data.agency.name):
        return who.file_name, made.read_bytes()
    assessment, instrument = year_data.outcome.assessment, year_data.context.instrument
    measures = () if who.round == PLAN else of_division(assessment.measures, who.division, who.dimension)
    suggested = offered(year_data.agency, instrument, assessment.earlier)
    return who.file_name, build(instrument, who, year_data.agency, measures, suggested)
