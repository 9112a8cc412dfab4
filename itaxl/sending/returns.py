"""Returns to senders with something to mend: marked copies of their workbooks, and one draft of a mail for each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from itaxl.agency.leftovers import RETURNS
from itaxl.agency.settings import Agency
from itaxl.assessment import of_division
from itaxl.findings import Finding, Severity, has_errors, in_order
from itaxl.forms.identity import PLAN, ROUNDS, Identity
from itaxl.gather import Gathered
from itaxl.inbox.arrivals import Arrived
from itaxl.instrument.bank import Bank
from itaxl.sending import outbox
from itaxl.sending.by_sender import sender_of
from itaxl.sending.collection import cross_findings, findings_about, identity_of, in_force, to_mend
from itaxl.sending.mail_draft import Draft, eml
from itaxl.sending.marked_copy import Marked, marked
from itaxl.sending.mending_items import Item, shorten
from itaxl.texts import Lang, Texts, both

MOST_IN_MAIL = 30  # things to mend; the workbook lists all


@dataclass(frozen=True)
class _Returned:
    """Workbook that goes back to its sender: as it came, and its marked copy by name."""

    arrived: Arrived
    copy: Marked
    name: str


def files(year_data: Gathered, findings: Sequence[Finding], sender: str | None = None) -> dict[str, bytes]:
    """Return marked copies, and one draft of a mail for each sender, by their path below the folder of the year.

    `sender`: for this one alone, by its key of `by_sender`.
    """
    made: dict[str, bytes] = {}
    mails: dict[str, list[_Returned]] = {}
    offered = outbox.offered(
        year_data.agency, year_data.context.instrument, year_data.outcome.assessment.earlier
    )
    for name, arrived, own in _named(_of_newest_rounds(year_data, _wanting(year_data, findings))):
        if sender not in (None, sender_of(arrived)):
            continue
        returned = _Returned(arrived, _copy(year_data, arrived, own, offered), f"{name}.xlsx")
        made[f"{RETURNS}/{returned.name}"] = returned.copy.workbook
        mails.setdefault(sender_of(arrived), []).append(returned)
    names: set[str] = set()
    for workbooks in mails.values():
        made[f"{RETURNS}/{_free(_mail_name(workbooks), names)}.eml"] = eml(
            _draft(year_data.agency, workbooks)
        )
    return made


def _wanting(
    year_data: Gathered, findings: Sequence[Finding]
) -> Iterator[tuple[Arrived, tuple[Finding, ...]]]:
    """Yield the workbooks in force with something to mend, and all findings of each."""
    across = cross_findings(findings)
    for arrived in in_force(year_data):
        own = tuple(findings_about(arrived, across))
        if any(to_mend(finding) for finding in own):
            yield arrived, in_order(own)


def _of_newest_rounds(
    year_data: Gathered, wanting: Iterable[tuple[Arrived, tuple[Finding, ...]]]
) -> Iterator[tuple[Arrived, tuple[Finding, ...]]]:
    """Yield those of the newest round that the sender has sent, and plans with errors, which still make drafts."""
    newest: dict[str, int] = {}
    for arrived in in_force(year_data):
        sender = sender_of(arrived)
        newest[sender] = max(newest.get(sender, 0), ROUNDS.index(identity_of(arrived).round))
    for arrived, own in wanting:
        round = identity_of(arrived).round
        if round == ROUNDS[newest[sender_of(arrived)]] or (round == PLAN and has_errors(own)):
            yield arrived, own


def _mail_name(workbooks: Sequence[_Returned]) -> str:
    """Return the name of the one workbook, else of the division with the newest round."""
    if len(workbooks) == 1:
        return workbooks[0].name.removesuffix(".xlsx")
    who = _newest(workbooks)
    return replace(who, dimension=who.division or who.dimension, division="").file_name.removesuffix(".xlsx")


def _newest(workbooks: Sequence[_Returned]) -> Identity:
    return max(
        (identity_of(returned.arrived) for returned in workbooks), key=lambda who: ROUNDS.index(who.round)
    )


def _named(
    wanting: Iterable[tuple[Arrived, tuple[Finding, ...]]],
) -> Iterator[tuple[str, Arrived, tuple[Finding, ...]]]:
    """Yield each with its name in the outbox, without the ending; numbered where several have one name."""
    names: set[str] = set()
    in_sequence = sorted(wanting, key=lambda pair: (identity_of(pair[0]).file_name, pair[0].reading.sha256))
    for arrived, own in in_sequence:
        yield _free(identity_of(arrived).file_name.removesuffix(".xlsx"), names), arrived, own


def _free(name: str, taken: set[str]) -> str:
    """Return a name, numbered where another has it, and take it.

    A division may be called `finance-2`, and some disks do not tell capitals.
    """
    numbered = (name if number == 1 else f"{name}-{number}" for number in count(1))
    free = next(candidate for candidate in numbered if candidate.casefold() not in taken)
    taken.add(free.casefold())
    return free


def _copy(year_data: Gathered, arrived: Arrived, findings: Iterable[Finding], offered: Bank) -> Marked:
    who = identity_of(arrived)
    measures = of_division(year_data.outcome.assessment.measures, who.division, who.dimension)
    reading = arrived.reading
    if reading.agency:  # where the code was lost, the division is known by its name alone
        reading = replace(reading, identity=who)
    return marked(reading, findings, year_data.context.instrument, year_data.agency, measures, offered)


def _draft(agency: Agency, workbooks: Sequence[_Returned]) -> Draft:
    who = _newest(workbooks)
    division = agency.division(who.division)
    thai = Texts("marks", "th")
    kind = "subject_announced" if who.announced else "subject"
    to_whom = division.name if division else workbooks[0].arrived.reading.who or thai("mail.colleagues")
    round = both("terms", f"round.{who.round}").th
    dimensions = ", ".join(dict.fromkeys(identity_of(returned.arrived).dimension for returned in workbooks))
    subject = thai(f"mail.{kind}", dimension=dimensions, year=who.year, round=round, division=to_whom)
    langs: tuple[Lang, ...] = ("th", "en") if agency.lang == "en" else ("th",)
    text = "\n\n".join(_body(agency, workbooks, to_whom, lang) for lang in langs)
    to = division.email if division else ""
    attached = tuple((returned.name, returned.copy.workbook) for returned in workbooks)
    return Draft(to, agency.email, subject, text, attached)


def _body(agency: Agency, workbooks: Sequence[_Returned], to_whom: str, lang: Lang) -> str:
    texts = Texts("marks", lang)
    items = [item for returned in workbooks for item in _to_tell(returned)]
    send = texts("mail.send_to", email=agency.email) if agency.email else texts("mail.send_back")
    marks = texts("mail.marked") if any(item.slot for item in items) else ""
    return texts(
        "mail.body",
        division=to_whom,
        form=", ".join(_form(returned, texts) for returned in workbooks),
        year=identity_of(workbooks[0].arrived).year,
        file=", ".join(shorten(returned.arrived.file, 120) for returned in workbooks),
        name=", ".join(returned.name for returned in workbooks),
        files=len(workbooks),
        count=len(items),
        items="\n\n".join(_listed(returned, texts, headed=len(workbooks) > 1) for returned in workbooks),
        marks=marks,
        send=send,
        agency=agency.name,
    ).strip() + "\n"  # fmt: skip


def _form(returned: _Returned, texts: Texts) -> str:
    who = identity_of(returned.arrived)
    kind = "announced" if who.announced else "form"
    round = both("terms", f"round.{who.round}")[texts.lang]
    return texts(f"mail.{kind}", dimension=who.dimension, round=round)


def _to_tell(returned: _Returned) -> list[Item]:
    return [item for item in returned.copy.items if item.severity is not Severity.NOTE]


def _listed(returned: _Returned, texts: Texts, *, headed: bool) -> str:
    """Return what is to be mended in a workbook, a line each; `headed` with the workbook's name above."""
    items = _to_tell(returned)
    lines = [texts("mail.workbook", form=_form(returned, texts), name=returned.name)] if headed else []
    lines += [_line(item, texts, texts.lang) for item in items[:MOST_IN_MAIL]]
    if len(items) > MOST_IN_MAIL:
        lines.append(texts("mail.more", count=len(items) - MOST_IN_MAIL))
    return "\n".join(lines)


def _line(item: Item, texts: Texts, lang: Lang) -> str:
    where = ""
    if item.sheet:
        where = texts("mail.where" if item.cell else "mail.sheet", sheet=item.sheet, cell=item.cell)
    level = texts(f"level.{item.severity.value}")
    return texts(
        "mail.item", number=item.number, level=level, where=where, what=item.what(lang), fix=item.fix(lang)
    )
