"""Whole years of invented agencies: what divisions and the analyst send, in the ways in which it arrives.

A year is drawn as people make it: plans first, then follow-ups that are prefilled with the measures of these plans,
then what happens to any of them on the way: sent twice, sent again with a change, with the clock unchanged, or from an
address that is not the division's. It becomes workbooks as the reader sees them, or files in an inbox on disk.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from itaxl.agency.settings import Agency, Division
from itaxl.assessment import Measure
from itaxl.forms import layout, prefill
from itaxl.forms.identity import PLAN, Identity
from itaxl.forms.layout import DONE, FIRST_ROW, MEASURES, NO_BUDGET, RESULTS, SCORES, STATUSES, Part
from itaxl.gather import Gathered
from tests import agencies
from tests.filled import INSTRUMENT, SAVED, book, who
from tests.gathered import gathered

ANALYST, STRANGER = "analyst@example.go.th", "stranger@example.com"
FOLLOWUPS = ("followup-6", "followup-12")
DIMENSIONS = {dimension.code: dimension for dimension in INSTRUMENT.dimensions}
COLUMNS = {column.key: column.heading for column in layout.MEASURES_LAYOUT.columns}
OWN = tuple(column.key for column in layout.own_columns())
REPORTED = tuple(column.key for column in layout.MEASURES_LAYOUT.of(Part.FOLLOWUP))
DIVISIONS = (
    Division("clerk", "สำนักปลัดเทศบาล", ("สำนักปลัด",)),
    Division("finance", "กองคลัง"),
    Division("education", "กองการศึกษา ศาสนาและวัฒนธรรม", ("กองการศึกษา",)),
    Division("welfare", "กองสวัสดิการและสังคม"),
)
MEASURE_TEXTS = (
    "ประกาศเจตนารมณ์ของผู้บริหาร",
    "จัดทำคู่มือการให้บริการและเผยแพร่ 2 ช่องทาง",
    "อบรมเจ้าหน้าที่เรื่องจริยธรรมให้ครบทุกคน",
    "เปิดช่องทางรับเรื่องร้องเรียน<br>และติดตามผลทุกเดือน",
)
TYPED = {
    "weakness": ("", "ผู้รับบริการไม่ทราบขั้นตอน", "ขาดการประชาสัมพันธ์"),
    "approach": ("", "ชี้แจงขั้นตอนให้ทราบทั่วกัน", "เพิ่มช่องทางประชาสัมพันธ์"),
    "start": ("", "2019-10-01", "2020-01-15"),
    "end": ("", "2020-02-28", "2020-03-31", "2020-09-30"),
    "budget": ("", NO_BUDGET, "12000", "7350.50", "481234"),
    "target": ("", "ผู้รับบริการพึงพอใจไม่น้อยกว่าร้อยละ 80", "เผยแพร่ครบถ้วน"),
}
REPORTS = {
    "status": ("", *STATUSES, DONE),
    "percent": ("", "0", "35", "62.5", "100"),
    "done": ("", "2020-02-14", "2020-08-20"),
    "result": ("", "แจ้งเวียนทุกส่วนงานแล้ว", "จัดกิจกรรมครบทุกครั้ง"),
    "obstacle": ("", "เจ้าหน้าที่ไม่เพียงพอ"),
    "evidence": ("", "https://example.go.th/report"),
}

Row = Mapping[str, str]  # a measure's row as it is typed, by the columns' keys


@dataclass(frozen=True)
class Sent:
    """Workbook that was put into the inbox, or mailed by `sender`.

    `more` are its other tables; a follow-up was made for the measures `planned`.
    """

    name: str
    identity: Identity
    more: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    saved: datetime = SAVED
    sender: str = ""
    planned: tuple[Measure, ...] = ()

    @property
    def file(self) -> str:
        """Return its name in findings."""
        return f"{self.name}.eml › {self.name}.xlsx" if self.sender else f"{self.name}.xlsx"

    @property
    def sent(self) -> datetime:
        return self.saved + timedelta(hours=1)

    @property
    def tables(self) -> dict[str, str]:
        return dict(self.more) | ({MEASURES: typed_table(self.rows)} if self.rows else {})

    def row_number(self, row: Row) -> int:
        return FIRST_ROW + [id(own) for own in self.rows].index(id(row))


@dataclass(frozen=True)
class AgencyYear:
    agency: Agency
    workbooks: tuple[Sent, ...]

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        """Print what tells one year from another at a glance; hypothesis refuses to print all tables."""
        divisions = ", ".join(division.id for division in self.agency.divisions)
        printer.text(f"<year of {divisions}: {', '.join(sent.file for sent in self.workbooks)}>")

    def gathered(self) -> Gathered:
        """Return all that is known of the year, without a file between."""
        books = {
            sent.file: book(sent.identity, sent.tables, agency=self.agency.name, saved=sent.saved)
            for sent in self.workbooks
        }
        mails = {sent.file: (sent.sender, sent.sent) for sent in self.workbooks if sent.sender}
        return gathered(books, self.agency, mails=mails)

    def on_disk(self, folder: Path) -> Path:
        """Return the agency's folder, with real workbooks and mails in its inbox."""
        inbox = dict(self._delivered(sent) for sent in self.workbooks)
        return agencies.agency(folder, inbox, settings(self.agency))

    def _delivered(self, sent: Sent) -> tuple[str, bytes]:
        saved = sent.saved.replace(tzinfo=None)
        workbook = agencies.workbook(sent.identity, sent.tables, saved, self.agency, sent.planned)
        if sent.sender:
            return f"{sent.name}.eml", letter(sent.sender, sent.sent, f"{sent.name}.xlsx", workbook)
        return f"{sent.name}.xlsx", workbook


def typed_table(rows: Sequence[Row]) -> str:
    """Return rows as the tables of tests write them; a column that every row fills in comes first."""
    first = "code" if all(row.get("code") for row in rows) else "measure"
    keys = [first, *(key for key in COLUMNS if key != first and any(row.get(key) for row in rows))]
    lines = [[row.get(key, "") for key in keys] for row in rows]
    table = ([COLUMNS[key] for key in keys], ["---"] * len(keys), *lines)
    return "\n".join(f"| {' | '.join(line)} |" for line in table)


def letter(sender: str, sent: datetime, name: str, workbook: bytes) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = sender, "ส่งแบบ"
    mail["Date"] = format_datetime(sent)
    mail.set_content("ตามแนบ")
    mail.add_attachment(workbook, maintype="application", subtype="octet-stream", filename=name)
    return bytes(mail)


def settings(agency: Agency) -> str:
    """Return `itaxl.toml` of an agency."""
    head = f'[agency]\nname = "{agency.name}"\nlang = "{agency.lang}"\ndigits = "{agency.digits}"\n'
    parts = [f"{head}senders = {_listed(agency.senders)}\n"]
    for division in agency.divisions:
        own = {"aliases": division.aliases, "dimensions": division.dimensions, "emails": division.emails}
        lines = [f'id = "{division.id}"', f'name = "{division.name}"']
        lines += [f"{key} = {_listed(values)}" for key, values in own.items()]
        parts.append("[[divisions]]\n" + "\n".join(lines) + "\n")
    return "\n".join(parts)


def _listed(values: Sequence[str]) -> str:
    return "[" + ", ".join(f'"{value}"' for value in values) + "]"


# ── Drawn ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@st.composite
def agency_years(draw: st.DrawFn) -> AgencyYear:
    agency = draw(_agencies())
    plans = [
        draw(_plans(agency, division, dimension))
        for division in agency.divisions
        for dimension in division.dimensions
        if draw(_mostly())
    ]
    whole = AgencyYear(agency, tuple(plans))
    followups: list[Sent] = []
    for round in draw(st.sampled_from(((), FOLLOWUPS[:1], FOLLOWUPS[1:], FOLLOWUPS))):
        planned = AgencyYear(agency, (*plans, *followups)).gathered().outcome.assessment.measures
        followups += draw(_followups(agency, round, planned))
    lost = draw(st.sampled_from((None, None, None, *range(len(plans)))))
    kept = [plan for number, plan in enumerate(whole.workbooks) if number != lost or not followups]
    sent = [*kept, *followups, *draw(st.one_of(st.just(()), st.tuples(_announced())))]
    if not sent:
        sent = [draw(_announced())]
    delivered = tuple(copy for item in sent for copy in draw(_deliveries(agency, item)))
    return AgencyYear(agency, delivered)


def _mostly() -> st.SearchStrategy[bool]:
    return st.sampled_from((True, True, True, False))


@st.composite
def _agencies(draw: st.DrawFn) -> Agency:
    """An agency of one to four divisions, each with or without an address, and some of the dimensions."""
    divisions = draw(st.lists(st.sampled_from(DIVISIONS), min_size=1, max_size=4, unique=True))
    dimensions = st.sampled_from((("IIT", "EIT", "OIT"), ("IIT", "EIT", "OIT"), ("IIT",), ("EIT", "OIT")))
    settled = (
        replace(
            division,
            dimensions=draw(dimensions),
            emails=(address(division),) if draw(st.booleans()) else (),
        )
        for division in divisions
    )
    return Agency(
        folder=Path("/nowhere"),
        name="เทศบาลตำบลตัวอย่าง",
        divisions=tuple(settled),
        digits=draw(st.sampled_from(("thai", "arabic"))),
        senders=(ANALYST,),
    )


def address(division: Division) -> str:
    return f"{division.id}@example.go.th"


def _scores() -> st.SearchStrategy[str]:
    return st.integers(3000, 10000).map(lambda hundredths: f"{hundredths / 100:.2f}")


@st.composite
def _plans(draw: st.DrawFn, agency: Agency, division: Division, dimension: str) -> Sent:
    numbers = [indicator.no for indicator in DIMENSIONS[dimension].indicators]
    rows = [
        draw(_planned(agency, numbers))
        for _ in range(draw(st.sampled_from((0, 1, 1, 2, 3))))
    ]  # fmt: skip
    scored = draw(st.sampled_from((numbers, numbers, numbers[:1], ())))
    people = "" if dimension == "OIT" else draw(st.sampled_from(("20", "20", "7", "3", "")))
    head = ["รหัส", "คะแนน (0–100)", *(["จำนวนผู้ตอบ"] if people else [])]
    lines = [[str(no), draw(_scores()), *([people] if people else [])] for no in scored]
    table = "\n".join(f"| {' | '.join(line)} |" for line in (head, ["---"] * len(head), *lines))
    name = f"{division.id}-{dimension}-plan"
    more = {SCORES: table} if lines else {}
    return Sent(name, who(dimension, division.id), more, tuple(rows))


@st.composite
def _planned(draw: st.DrawFn, agency: Agency, numbers: Sequence[int]) -> Row:
    """A row of a plan: often one that others plan too, sometimes without its indicator or its measure."""
    row = {key: draw(st.sampled_from(values)) for key, values in TYPED.items()}
    names = [name for division in agency.divisions for name in (division.name, *division.aliases)]
    responsible = draw(st.lists(st.sampled_from(names), max_size=2, unique=True))
    row["responsible"] = draw(st.sampled_from((", ", "<br>", "และ"))).join(responsible)
    row["indicator"] = draw(
        st.sampled_from((*map(str, numbers[:2]), str(numbers[-1]), *map(str, numbers), ""))
    )
    row["measure"] = draw(st.sampled_from((*MEASURE_TEXTS, *MEASURE_TEXTS, "-")))
    return row


@st.composite
def _followups(draw: st.DrawFn, agency: Agency, round: str, planned: Sequence[Measure]) -> list[Sent]:
    """Workbooks that come back: prefilled as they were sent out, some rows of them filled in."""
    sent = []
    for division in agency.divisions:
        for dimension in DIMENSIONS:
            identity = who(dimension, division.id, round)
            own = tuple(
                item for item in planned if item.dimension == dimension and division.id in item.responsible
            )
            if draw(_mostly()) and own:
                rows = tuple({**_prefilled(item, identity, agency), **draw(_reports())} for item in own)
                saved = SAVED + timedelta(days=30 if round == FOLLOWUPS[0] else 210)
                sent.append(
                    Sent(f"{division.id}-{dimension}-{round}", identity, {}, rows, saved, planned=own)
                )
    return sent


def _prefilled(measure: Measure, identity: Identity, agency: Agency) -> Row:
    values = prefill.values(measure, identity, agency)
    return {key: _typed(value) for key, value in values.items() if value is not None}


def _typed(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:.2f}" if isinstance(value, float) else str(value).replace("\n", "<br>")


@st.composite
def _reports(draw: st.DrawFn) -> Row:
    """What is typed into a prefilled row; what is left blank stays as it was prefilled."""
    row = {key: draw(st.sampled_from(values)) for key, values in REPORTS.items()}
    return row if draw(_mostly()) else {}


@st.composite
def _announced(draw: st.DrawFn) -> Sent:
    """Announced results: all of them, some, or only the total; they need not agree with each other."""
    codes = draw(
        st.sampled_from(
            ((*map(str, range(1, 11)), "TOTAL"), tuple(map(str, range(1, 11))), ("TOTAL",), ("4", "7"))
        )
    )
    lines = [f"| {code} | {draw(_scores())} |" for code in codes]
    lines += draw(st.sampled_from(([], ["| GRADE | A |"], ["| GRADE | B |"])))
    table = "\n".join(("| รหัส | คะแนน (0–100) |", "|---|---|", *lines))
    return Sent("announced", who("announced"), {RESULTS: table})


@st.composite
def _deliveries(draw: st.DrawFn, agency: Agency, workbook: Sent) -> tuple[Sent, ...]:
    """One workbook as it arrives: by hand or by mail, once, twice, or again with a change."""
    division = agency.division(workbook.identity.division)
    own = address(division) if division else ANALYST
    first = replace(workbook, sender=draw(st.sampled_from(("", "", own))))
    again = replace(first, name=f"{first.name}-again")
    day = timedelta(days=1)
    match draw(st.sampled_from(("once",) * 6 + ("copy", "later", "tied", "stranger"))):
        case "copy":
            return first, replace(again, saved=first.saved + draw(st.sampled_from((day, timedelta()))))
        case "later":
            return first, replace(_changed(again), saved=first.saved + day)
        case "tied":
            return first, _changed(again)
        case "stranger":
            others = [address(other) for other in agency.divisions if other is not division]
            sender = draw(st.sampled_from((STRANGER, *others)))
            return first, replace(_changed(again), saved=first.saved + day, sender=sender)
    return (first,)


def _changed(workbook: Sent) -> Sent:
    """The same with one answer changed; as it is where there is none to change."""
    if not workbook.rows:
        return workbook
    key = "target" if workbook.identity.round == PLAN else "result"
    first, *others = workbook.rows
    return replace(workbook, rows=({**first, key: "ปรับปรุงข้อมูลใหม่"}, *others))
