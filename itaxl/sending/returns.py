"""Returns to senders with something to mend: marked copies of their workbooks, and one draft of a mail for each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from itaxl.agency.settings import Agency
from itaxl.assessment import Measure
from itaxl.findings import Finding, Severity, has_errors, in_order
from itaxl.forms.identity import ANNOUNCED, PLAN, ROUNDS, Identity
from itaxl.gather import Gathered
from itaxl.inbox.arrivals import Arrived
from itaxl.instrument.bank import Bank
from itaxl.sending import outbox
from itaxl.sending.collection import about, in_force, of_several, to_mend, whose
from itaxl.sending.mail_draft import Draft, eml
from itaxl.sending.marked_copy import Marked, marked
from itaxl.sending.mending_items import Item, shorten
from itaxl.texts import Lang, Texts, both

FOLDER = "office/returns"
MOST_IN_MAIL = 30  # things to mend; the workbook lists all


@dataclass(frozen=True)
class _Returned:
    """Workbook that goes back to its sender: as it came, and its marked copy by name."""

    arrived: Arrived
    copy: Marked
    name: str


def files(known: Gathered, findings: Sequence[Finding]) -> dict[str, bytes]:
    """Return marked copies, and one draft of a mail for each sender, by their path below the folder of the year."""
    made: dict[str, bytes] = {}
    mails: dict[str, list[_Returned]] = {}
    offered = outbox.offered(known.agency, known.context.instrument, known.outcome.assessment.earlier)
    for name, arrived, own in _named(_of_newest_rounds(known, _wanting(known, findings))):
        returned = _Returned(arrived, _copy(known, arrived, own, offered), f"{name}.xlsx")
        made[f"{FOLDER}/{returned.name}"] = returned.copy.workbook
        mails.setdefault(_sender(arrived), []).append(returned)
    for several in mails.values():
        made[f"{FOLDER}/{_mail_name(several)}.eml"] = eml(_draft(known.agency, several))
    return made


def _wanting(known: Gathered, findings: Sequence[Finding]) -> Iterator[tuple[Arrived, tuple[Finding, ...]]]:
    """Yield the workbooks in force with something to mend, and all findings of each."""
    several = of_several(findings)
    for arrived in in_force(known):
        own = tuple(about(arrived, several))
        if any(to_mend(finding) for finding in own):
            yield arrived, in_order(own)


def _of_newest_rounds(
    known: Gathered, wanting: Iterable[tuple[Arrived, tuple[Finding, ...]]]
) -> Iterator[tuple[Arrived, tuple[Finding, ...]]]:
    """Yield those of the newest round that the sender has sent, and plans with errors, which still make drafts."""
    newest: dict[str, int] = {}
    for arrived in in_force(known):
        sender = _sender(arrived)
        newest[sender] = max(newest.get(sender, 0), ROUNDS.index(whose(arrived).round))
    for arrived, own in wanting:
        round = whose(arrived).round
        if round == ROUNDS[newest[_sender(arrived)]] or (round == PLAN and has_errors(own)):
            yield arrived, own


def _sender(arrived: Arrived) -> str:
    """Return the division, else the name that was typed; the announced results have a sender of their own."""
    who = whose(arrived)
    return ANNOUNCED if who.announced else who.division or f"“{arrived.reading.who}”"


def _mail_name(several: Sequence[_Returned]) -> str:
    """Return the name of the one workbook, else of the division with the newest round."""
    if len(several) == 1:
        return several[0].name.removesuffix(".xlsx")
    who = _newest(several)
    return replace(who, dimension=who.division or who.dimension, division="").file_name.removesuffix(".xlsx")


def _newest(several: Sequence[_Returned]) -> Identity:
    return max((whose(one.arrived) for one in several), key=lambda who: ROUNDS.index(who.round))


def _named(
    wanting: Iterable[tuple[Arrived, tuple[Finding, ...]]],
) -> Iterator[tuple[str, Arrived, tuple[Finding, ...]]]:
    """Yield each with its name in the outbox, without the ending; numbered where several have one name."""
    count: dict[str, int] = {}
    in_sequence = sorted(wanting, key=lambda each: (whose(each[0]).file_name, each[0].reading.sha256))
    for arrived, own in in_sequence:
        name = whose(arrived).file_name.removesuffix(".xlsx")
        count[name] = count.get(name, 0) + 1
        yield (name if count[name] == 1 else f"{name}-{count[name]}"), arrived, own


def _copy(known: Gathered, arrived: Arrived, findings: Iterable[Finding], offered: Bank) -> Marked:
    who = whose(arrived)
    measures: list[Measure] = [
        measure
        for measure in known.outcome.assessment.measures
        if measure.dimension == who.dimension and who.division in measure.responsible
    ]
    reading = arrived.reading
    if reading.agency:  # where the code was lost, the division is known by its name alone
        reading = replace(reading, identity=who)
    return marked(reading, findings, known.context.instrument, known.agency, measures, offered)


def _draft(agency: Agency, several: Sequence[_Returned]) -> Draft:
    who = _newest(several)
    division = agency.division(who.division)
    thai = Texts("marks", "th")
    kind = "subject_announced" if who.announced else "subject"
    to_whom = division.name if division else several[0].arrived.reading.who or thai("mail.colleagues")
    round = both("terms", f"round.{who.round}").th
    dimensions = ", ".join(dict.fromkeys(whose(one.arrived).dimension for one in several))
    subject = thai(f"mail.{kind}", dimension=dimensions, year=who.year, round=round, division=to_whom)
    langs: tuple[Lang, ...] = ("th", "en") if agency.lang == "en" else ("th",)
    text = "\n\n".join(_body(agency, several, to_whom, lang) for lang in langs)
    to = division.email if division else ""
    attached = tuple((one.name, one.copy.workbook) for one in several)
    return Draft(to, agency.email, subject, text, attached)


def _body(agency: Agency, several: Sequence[_Returned], to_whom: str, lang: Lang) -> str:
    texts = Texts("marks", lang)
    items = [item for one in several for item in _to_tell(one)]
    send = texts("mail.send_to", email=agency.email) if agency.email else texts("mail.send_back")
    marks = texts("mail.marked") if any(item.slot for item in items) else ""
    return texts(
        "mail.body",
        division=to_whom,
        form=", ".join(_form(one, texts) for one in several),
        year=whose(several[0].arrived).year,
        file=", ".join(shorten(one.arrived.file, 120) for one in several),
        name=", ".join(one.name for one in several),
        files=len(several),
        count=len(items),
        items="\n\n".join(_listed(one, texts, headed=len(several) > 1) for one in several),
        marks=marks,
        send=send,
        agency=agency.name,
    ).strip() + "\n"  # fmt: skip


def _form(one: _Returned, texts: Texts) -> str:
    who = whose(one.arrived)
    kind = "announced" if who.announced else "form"
    round = both("terms", f"round.{who.round}")[texts.lang]
    return texts(f"mail.{kind}", dimension=who.dimension, round=round)


def _to_tell(one: _Returned) -> list[Item]:
    return [item for item in one.copy.items if item.severity is not Severity.NOTE]


def _listed(one: _Returned, texts: Texts, *, headed: bool) -> str:
    """Return what is to be mended in a workbook, a line each; `headed` with the workbook's name above."""
    items = _to_tell(one)
    lines = [texts("mail.workbook", form=_form(one, texts), name=one.name)] if headed else []
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
