"""Returns to senders with something to mend: a marked copy of their workbook, and a draft of the mail."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from itaxl.agency.settings import Agency
from itaxl.assessment import Measure
from itaxl.findings import Finding, Severity, in_order
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


def files(known: Gathered, findings: Sequence[Finding]) -> dict[str, bytes]:
    """Marked copies and drafts by their path below the folder of the year."""
    made: dict[str, bytes] = {}
    offered = outbox.offered(known.agency, known.context.instrument, known.outcome.assessment.earlier)
    for name, arrived, own in _named(_wanting(known, findings)):
        copy = _copy(known, arrived, own, offered)
        made[f"{FOLDER}/{name}.xlsx"] = copy.workbook
        made[f"{FOLDER}/{name}.eml"] = eml(_draft(known.agency, arrived, copy, f"{name}.xlsx"))
    return made


def _wanting(known: Gathered, findings: Sequence[Finding]) -> Iterator[tuple[Arrived, tuple[Finding, ...]]]:
    """Yield the workbooks in force with something to mend, and all findings of each."""
    several = of_several(findings)
    for arrived in in_force(known):
        own = tuple(about(arrived, several))
        if any(to_mend(finding) for finding in own):
            yield arrived, in_order(own)


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


def _draft(agency: Agency, arrived: Arrived, copy: Marked, name: str) -> Draft:
    who = whose(arrived)
    division = agency.division(who.division)
    thai = Texts("marks", "th")
    kind = "subject_announced" if who.announced else "subject"
    to_whom = division.name if division else arrived.reading.who or thai("mail.colleagues")
    round = both("terms", f"round.{who.round}").th
    subject = thai(f"mail.{kind}", dimension=who.dimension, year=who.year, round=round, division=to_whom)
    langs: tuple[Lang, ...] = ("th", "en") if agency.lang == "en" else ("th",)
    text = "\n\n".join(_body(agency, arrived, copy, name, to_whom, lang) for lang in langs)
    to = division.email if division else ""
    return Draft(to, agency.email, subject, text, ((name, copy.workbook),))


def _body(agency: Agency, arrived: Arrived, copy: Marked, name: str, to_whom: str, lang: Lang) -> str:
    texts = Texts("marks", lang)
    who = whose(arrived)
    items = [item for item in copy.items if item.severity is not Severity.NOTE]
    lines = [_line(item, texts, lang) for item in items[:MOST_IN_MAIL]]
    if len(items) > MOST_IN_MAIL:
        lines.append(texts("mail.more", count=len(items) - MOST_IN_MAIL))
    send = texts("mail.send_to", email=agency.email) if agency.email else texts("mail.send_back")
    kind = "announced" if who.announced else "form"
    form = texts(f"mail.{kind}", dimension=who.dimension, round=both("terms", f"round.{who.round}")[lang])
    marks = texts("mail.marked") if any(item.slot for item in items) else ""
    return texts(
        "mail.body", division=to_whom, form=form, year=who.year, file=shorten(arrived.file, 120), name=name,
        count=len(items), items="\n".join(lines), marks=marks, send=send, agency=agency.name,
    ).strip() + "\n"  # fmt: skip


def _line(item: Item, texts: Texts, lang: Lang) -> str:
    where = ""
    if item.sheet:
        where = texts("mail.where" if item.cell else "mail.sheet", sheet=item.sheet, cell=item.cell)
    level = texts(f"level.{item.severity.value}")
    return texts(
        "mail.item", number=item.number, level=level, where=where, what=item.what(lang), fix=item.fix(lang)
    )
