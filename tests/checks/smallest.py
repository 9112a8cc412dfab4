"""For each code of the catalogue the smallest inbox that raises it: a sound one with one thing changed.

`WORKBOOKS` changes books as the reader sees them, `FILES` holds the bytes of one file, `LATER` needs a year whose
items are known or whose grades are not certain.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache

from itaxl.agency.choices import Choice
from itaxl.agency.settings import Division
from itaxl.analysis.assess import assess
from itaxl.checks import all_workbooks
from itaxl.checks.context import Context, Whole
from itaxl.findings import Finding
from itaxl.forms import instrument_sheets
from itaxl.forms.layout import (
    CODE_ROW,
    DONE,
    GUIDE,
    MEASURES,
    META,
    NOT_DONE,
    SCORES,
    TITLE_ROW,
    UNDER_WAY,
    WHO_ROW,
)
from itaxl.instrument import load
from itaxl.spreadsheets.book import Aside, Book, Cell, Kind, Sheet
from tests import detailed
from tests.cases import ANNOUNCED, WEAKEST, announced, division
from tests.filled import AGENCY, SAVED, book, cell, change, merged, reading, text, who
from tests.gathered import gathered
from tests.inbox.files import deflate64, packed
from tests.inbox.files import locked as locked_zip
from tests.inbox.mail.compound import compound, message
from tests.spreadsheets.broken import BROKEN

Inbox = dict[str, Book]
Cells = Mapping[tuple[int, int], Cell | None]

# As the indicators have it: their means, the weighted total and its grade.
ALL_ANNOUNCED = {"IIT": "83.36", "EIT": "78.92", "OIT": "77.87", "TOTAL": "79.83", "GRADE": "B"}
# One division answers for everything, another for IIT alone.
SMALL = replace(
    AGENCY,
    divisions=(Division("finance", "กองคลัง"), Division("works", "กองช่าง", dimensions=("IIT", "EIT"))),
    threshold=50,  # under which no indicator of the sound inbox is
)
ITEMS = [item.code for item in detailed.instrument().items]


def results(scores: Mapping[int, str] = ANNOUNCED, **changed: str) -> Book:
    """Announced results without a blank row."""
    return announced(scores, **(ALL_ANNOUNCED | changed))


@cache
def _sound() -> tuple[tuple[str, Book], ...]:
    inbox = {f"{code}.xlsx": division("finance", code, measures=WEAKEST[code]) for code in WEAKEST}
    works = {f"works-{code}.xlsx": division("works", code) for code in ("IIT", "EIT")}
    return tuple((inbox | works | {"announced.xlsx": results()}).items())


@cache
def _reported() -> tuple[tuple[str, Book], ...]:
    """A sound inbox with all reports after twelve months."""
    reports = {f"{code}-12.xlsx": _report(code, no) for code, (no, *_) in WEAKEST.items()}
    return (*_sound(), *reports.items())


def _report(dimension: str, no: int, round: str = "followup-12", division: str = "finance") -> Book:
    row = f"| {no} | มาตรการของ {no} | {DONE} | 100 | 2020-02-28 | https://example.go.th |"
    heading = "| ตัวชี้วัด | มาตรการ | สถานะ | ร้อยละความก้าวหน้า | วันที่ดำเนินการแล้วเสร็จ | ลิงก์หลักฐาน |"
    return book(who(dimension, division, round), {MEASURES: f"{heading}\n|{'---|' * 6}\n{row}"})


def sound(**changed: Book | None) -> Inbox:
    """The sound inbox with workbooks added, put in another's place, or (None) taken away; `_` for "-"."""
    return _with(dict(_sound()), changed)


def reported(cells: Cells) -> Inbox:
    """All reports, with cells of the first measure of IIT changed."""
    inbox = dict(_reported())
    return inbox | {"IIT-12.xlsx": change(inbox["IIT-12.xlsx"], MEASURES, cells)}


def _renamed(before: str, after: str) -> Inbox:
    return {after if name == before else name: workbook for name, workbook in _sound()}


def half_year(cells: Cells) -> Inbox:
    """All reports after six and twelve months, with cells of the first measure of IIT after six changed."""
    reports = {f"{code}-6.xlsx": _report(code, no, "followup-6") for code, (no, *_) in WEAKEST.items()}
    return dict(_reported()) | reports | {"IIT-6.xlsx": change(reports["IIT-6.xlsx"], MEASURES, cells)}


def taken_back() -> Inbox:
    """A report that says less than the earlier one."""
    changed = reported({(6, 11): text(UNDER_WAY), (6, 12): cell("90"), (6, 13): None})
    return {"IIT-12.xlsx": changed["IIT-12.xlsx"]}


def _with(inbox: Inbox, changed: Mapping[str, Book | None]) -> Inbox:
    named = {f"{name.replace('_', '-')}.xlsx": workbook for name, workbook in changed.items()}
    return {name: workbook for name, workbook in (inbox | named).items() if workbook is not None}


WORKS = dict(_sound())["works-IIT.xlsx"]


def works(sheet: str, cells: Cells) -> Inbox:
    return sound(works_IIT=change(WORKS, sheet, cells))


def scored(**typed: str) -> Inbox:
    """Scores of one more division as they were announced, with cells typed over by their addresses."""
    given = division("works", "IIT", ANNOUNCED)
    places = {
        (int(where[1:]), ord(where[0]) - 64): cell(value) if value else None for where, value in typed.items()
    }
    return sound(works_IIT=change(given, SCORES, places))


def _with_measure(text_of_it: str) -> Book:
    return change(division("works", "IIT", measures=(4,)), MEASURES, {(6, 5): text(text_of_it)})


def planned(**typed: str) -> Inbox:
    """A measure of one more division, with cells of its row typed by their columns' letters; E is the measure."""
    row = {"B": "'4", "E": "'ประกาศนโยบาย"} | typed
    return works(MEASURES, {(6, ord(letter) - 64): cell(value) for letter, value in row.items() if value})


def again(changed: Book) -> Inbox:
    """One more workbook, of which nothing is expected."""
    return sound(again=changed)


def _other_stamp(name: str, code: str) -> Book:
    return change(WORKS, name, {(CODE_ROW, 1): text(code)})


def _without_stamps(title: str, owner: str) -> Book:
    bare = replace(WORKS, identifier="", sheets=tuple(sheet for sheet in WORKS.sheets if sheet.name != META))
    for name in (GUIDE, SCORES, MEASURES):
        bare = change(bare, name, {(CODE_ROW, 1): None})
    return change(bare, MEASURES, {(TITLE_ROW, 1): text(title), (WHO_ROW, 1): text(owner)})


def _only_property() -> Book:
    return replace(_without_stamps(_PLAN_TITLE, "กองช่าง"), identifier=who("IIT", "works").code)


def _twice() -> Book:
    copy = next(sheet for sheet in WORKS.sheets if sheet.name == MEASURES)
    return replace(WORKS, sheets=(*WORKS.sheets, replace(copy, name="มาตรการ (2)")))


def _hidden() -> Book:
    remarked = change(WORKS, SCORES, {(6, 5): text("ไม่มีผู้ตอบ")})
    return replace(
        remarked, sheets=tuple(replace(sheet, hidden_rows=frozenset({6})) for sheet in remarked.sheets)
    )


def _merged_budget() -> Book:
    rows: Cells = {(row, 2): text("4") for row in (6, 7)} | {
        (row, 5): text(f"มาตรการ {row}") for row in (6, 7)
    }
    planned = change(WORKS, MEASURES, {**rows, (6, 9): cell("500")})
    return replace(planned, sheets=tuple(replace(sheet, merges=((6, 9, 7, 9),)) for sheet in planned.sheets))


def _twice_planned(*targets: str) -> Cells:
    """One measure in several rows, each with its target."""
    columns = {2: "4", 5: "ประกาศนโยบาย"}
    rows = enumerate(targets, start=6)
    return {
        (row, column): text(value)
        for row, target in rows
        for column, value in (columns | {10: target}).items()
    }


def _formula(text_: str) -> Cell:
    return Cell(Kind.NUMBER, float(ANNOUNCED[1]), formula=True, formula_text=text_)


def _with_aside(workbook: Book, cells: Iterable[tuple[int, int]], aside: Aside) -> Book:
    """A workbook with the same thing beside some cells of its measures."""
    sheets = (
        replace(sheet, asides=dict.fromkeys(cells, aside)) if sheet.name == MEASURES else sheet
        for sheet in workbook.sheets
    )
    return replace(workbook, sheets=tuple(sheets))


def beside(
    target: str = "ครบทุกคน", *, row: bool = False, partial: bool = False, **aside: str | bool
) -> Inbox:
    """A measure of one more division, with something beside its target, or beside all cells of its row."""
    workbook = planned(J=target)["works-IIT.xlsx"]
    cells = [(6, column) for column in ((2, 5, 10) if row else (10,))]
    return sound(works_IIT=replace(_with_aside(workbook, cells, Aside(**aside)), partial=partial))  # type: ignore[arg-type]


def linked(shown: str, link: str) -> Inbox:
    """A report whose evidence shows one thing and links to another."""
    inbox = reported({(6, 16): text(shown)})
    return {
        name: _with_aside(workbook, [(6, 16)], Aside(link)) if name == "IIT-12.xlsx" else workbook
        for name, workbook in inbox.items()
    }


def computed_link() -> Inbox:
    formula = Cell(Kind.TEXT, "หลักฐาน", formula=True, formula_text='HYPERLINK(A1&"1","หลักฐาน")')
    return reported({(6, 16): formula})


def _pictured(pictures: tuple[tuple[int, int, int, int], ...] = (), objects: int = 0) -> Book:
    """A workbook with something over its measures."""
    sheets = (
        replace(sheet, pictures=pictures, objects=objects) if sheet.name == MEASURES else sheet
        for sheet in WORKS.sheets
    )
    return replace(WORKS, sheets=tuple(sheets))


def _without(*taken: str) -> Inbox:
    return {name: workbook for name, workbook in _sound() if name.removesuffix(".xlsx") not in taken}


def _unannounced() -> Inbox:
    """The scores come from one division."""
    scores = {f"{code}.xlsx": division("finance", code, ANNOUNCED, WEAKEST[code]) for code in WEAKEST}
    return _without("announced") | scores


_LOST = "กองช่าง · IIT ก · ปีงบประมาณ พ.ศ. 2562"
_PLAN_TITLE = "มาตรการด้าน IIT ที่จะดำเนินการในปีงบประมาณ พ.ศ. 2563"
_OWN_TABLE = Book((Sheet("แผ่น1", {(1, 1): text("ตัวชี้วัด"), (2, 1): text("1")}),))

WORKBOOKS: dict[str, Callable[[], Inbox]] = {
    "W201": lambda: again(_OWN_TABLE),
    "W202": lambda: again(book(replace(who(), schema=9))),
    "W203": lambda: again(book(replace(who(), year=2570))),
    "W204": lambda: again(_other_stamp(SCORES, who("EIT", "works").code)),
    "W205": lambda: again(_other_stamp(SCORES, "ITAXL-1-2562-IIT-works-plan-0")),
    "W206": lambda: again(book(who(division="legal"))),
    "W207": lambda: sound(works_IIT=replace(WORKS, sheets=WORKS.sheets[:2])),
    "W208": lambda: works(SCORES, {(5, 4): text("ได้")}),
    "W209": lambda: again(book(who(), agency="เทศบาลเมืองอื่น")),
    "W211": lambda: again(book(who("OIT", "works"))),
    "W212": lambda: sound(works_IIT=_hidden()),
    "W213": lambda: sound(works_IIT=replace(WORKS, macros=True)),
    "W214": lambda: again(book(who(division=""), agency="")),
    "W215": lambda: sound(works_IIT=_twice()),
    "W216": lambda: sound(works_IIT=replace(WORKS, partial=True)),
    "W217": lambda: works(SCORES, {(12, 2): text("รวม"), (12, 4): cell("0")}),
    "W218": lambda: sound(works_IIT=_without_stamps(_PLAN_TITLE, f"{AGENCY.name} · {_LOST}")),
    "W219": lambda: again(_without_stamps(_PLAN_TITLE, "กองช่าง")),
    "W250": lambda: sound(works_IIT=replace(WORKS, sheets=(*WORKS.sheets, *_OWN_TABLE.sheets))),
    "W251": lambda: sound(works_IIT=_pictured(pictures=((7, 4, 12, 6),))),
    "W252": lambda: sound(works_IIT=_pictured(objects=1)),
    "W271": lambda: works(SCORES, {(6, 9): text("สอบถามแล้ว")}),
    "W272": lambda: sound(
        works_IIT=replace(WORKS, sheets=(*WORKS.sheets, Sheet("ภาพ", {}, pictures=((1, 1, 9, 9),))))
    ),
    "W273": lambda: works(GUIDE, {(40, 5): text("งบที่ถูกต้องคือ 25,000")}),
    "W274": lambda: sound(works_IIT=replace(WORKS, bare=True)),
    "W220": lambda: works(SCORES, {(5, 9): text("หมายเหตุ"), (6, 9): text("สอบถามแล้ว")}),
    "W270": lambda: planned(E=f"'{'มาตรการ ' * 30_000}"),
    "W240": lambda: again(book(who(), agency="")),
    "W241": lambda: again(book(who(), agency="??????????")),
    "W242": lambda: again(change(WORKS, META, {(2, 2): None})),
    "W243": lambda: again(_only_property()),
    "C301": lambda: scored(C6="", D6=""),
    "C302": lambda: planned(B=""),
    "C303": lambda: planned(E=""),
    "C304": lambda: scored(D6="ดี"),
    "C305": lambda: scored(D6="8910"),
    "C306": lambda: scored(D6="=AVERAGE(D7:D8)"),
    "C307": lambda: scored(D6="#REF!"),
    "C308": lambda: scored(A11="I9", C11="20", D11="80"),
    "C309": lambda: planned(B="'9"),
    "C310": lambda: planned(F="กองสวน"),
    "C311": lambda: reported({(6, 11): text("เรียบร้อย")}),
    "C312": lambda: reported({(6, 11): text(NOT_DONE)}),
    "C313": lambda: reported({(6, 12): cell("60")}),
    "C314": lambda: reported({(6, 16): None}),
    "C315": lambda: reported({(6, 13): None}),
    "C316": lambda: planned(H="2021-03-31"),
    "C317": lambda: planned(H="สิ้นปี"),
    "C318": lambda: planned(G="2020-03-02", H="2020-03-01"),
    "C319": lambda: planned(I="ตามข้อบัญญัติ"),
    "C320": lambda: scored(C6=""),
    "C398": lambda: scored(C6="0"),
    "C321": lambda: scored(C6="1.5"),
    "C322": lambda: planned(B="'๔"),
    "C323": lambda: scored(A11="'1", C11="20", D11="80"),
    "C324": lambda: reported(dict.fromkeys((6, column) for column in range(11, 17))),
    "C325": lambda: planned(L="50"),
    "C329": lambda: reported({(6, 13): cell("2020-10-01")}),
    "C330": lambda: reported({(6, 7): cell("2020-04-01")}),
    "C331": lambda: planned(D=f"'{'ก' * 2001}"),
    "C350": lambda: planned(D="'ประกาศของส านักปลัด"),
    "C351": lambda: planned(D="'ประกาศ 😀"),
    "C332": lambda: sound(
        works_IIT=change(division("works", "IIT", ANNOUNCED), SCORES, {(6, 4): _formula("RAND()")})
    ),
    "C333": lambda: scored(D6="'89,1"),
    "C365": lambda: linked("https://example.go.th/1", "https://example.go.th/2"),
    "C366": lambda: beside(comment="งบที่ถูกต้องคือ 25,000"),
    "C367": lambda: beside("#VALUE!", picture=True),
    "C368": lambda: beside(crossed_out=True),
    "C369": lambda: beside(crossed_out=True, row=True),
    "C370": lambda: beside(left_out="ร่าง"),
    "C371": lambda: beside(link="https://example.go.th/1"),
    "C372": lambda: beside("ก" * 255, partial=True),
    "C373": computed_link,
    "C374": lambda: reported({(6, 10): text("เป้าหมายใหม่")}),
    "C334": lambda: planned(H="'30/9/20"),
    "C335": lambda: sound(works_IIT=_merged_budget()),
    "C340": lambda: reported({(6, 11): text(UNDER_WAY), (6, 12): cell("0.5"), (6, 13): None}),
    "C352": lambda: scored(D6="0.8910"),
    "C353": lambda: scored(D6="0"),
    "C395": lambda: scored(D6="8.55"),
    "C396": lambda: half_year({(6, 13): cell("2020-04-01")}),
    "X472": lambda: _renamed("works-IIT.xlsx", "กองคลัง.xlsx"),
    "X471": lambda: reported({}) | {"works.xlsx": _report("IIT", 4, division="works")},
    "X476": lambda: dict(_reported()) | {"IIT.xlsx": division("finance", "IIT")},
    "X490": lambda: sound(works_IIT=_with_measure("- มาตรการของ 4")),
    "X470": lambda: half_year({}) | taken_back(),
    "C354": lambda: reported({(6, 11): text(NOT_DONE), (6, 12): cell("40")}),
    "C355": lambda: planned(H="2020-12-03"),
    "C356": lambda: reported({(6, 16): text("C:\\Users\\a\\b.pdf")}),
    "C397": lambda: reported({(6, 16): text("คำสั่งที่ 12/2563")}),
    "C375": lambda: planned(H="'9/30/2563"),
    "C380": lambda: planned(F="ผอ.กองช่าง"),
    "C381": lambda: planned(C="?????? ????????"),
    "C360": lambda: reported({(6, 11): None}),
    "X401": lambda: _without("works-IIT", "works-EIT"),
    "X402": lambda: _without("works-EIT"),
    "X403": lambda: again(change(WORKS, SCORES, {(6, 5): text("ฉบับแก้ไข")})),
    "X404": lambda: again(replace(planned()["works-IIT.xlsx"], modified=SAVED - timedelta(days=1))),
    "X405": lambda: again(WORKS),
    "X406": lambda: sound(IIT=division("finance", "IIT")),
    "X407": lambda: sound(announced=results({no: score for no, score in ANNOUNCED.items() if no != 10})),
    "X408": lambda: sound(announced=results(TOTAL="79.90")),
    "X409": lambda: sound(announced=results(GRADE="F")),
    "X410": lambda: sound(announced=results(IIT="50")),
    "X411": lambda: scored(D6="50"),
    "X412": _unannounced,
    "X413": lambda: works(MEASURES, _twice_planned("หนึ่ง", "สอง")),
    "X414": lambda: _unannounced() | {"works-IIT.xlsx": scored(C6="")["works-IIT.xlsx"]},
    "X415": lambda: _unannounced() | {"again.xlsx": division("works", "OIT", ANNOUNCED)},
    "X416": lambda: scored(C6="3"),
    "X461": lambda: (
        _unannounced() | {"IIT.xlsx": division("finance", "IIT", ANNOUNCED, WEAKEST["IIT"], respondents="3")}
    ),
    "X426": lambda: sound(announced=results(GRADE="Z")),
    "X427": lambda: sound(announced=results(IIT="25.01")),
    "X428": lambda: sound(announced=announced(dict(ANNOUNCED) | {1: "45", 4: "40"})),
    "X445": lambda: reported(dict.fromkeys((6, column) for column in range(1, 17))),
    "X460": lambda: sound(announced=results({}, TOTAL="79.90")),
    "X425": lambda: reported({(6, 1): text("2562-IIT-04-09")}),
}
# What cannot come alone: the cause is a finding too.
BESIDES = {
    "C330": {"C374"},  # the date that was typed over is one of the plan
    "C372": {"W216"},  # an .xls hides things
    "C395": {"X411"},
    "C353": {"X411"},  # the mean of the divisions goes down with it
    "X407": {"C301"},  # an item of the announced results is blank
    # It matters only while nothing is announced; respondents are missing, so that the division is not shown by name.
    "X414": {"X412", "C320", "X424"},
    "C398": {"X416"},  # nobody is a small group too
    "X461": {"X412", "X416"},  # the small group itself
    "X415": {"X412", "W211"},  # only one division is asked for the scores of the website
    "X460": {"C301", "X407"},  # no indicator tells which figure is wrong
    "X428": {"C301"},  # the announced total and grade are blank
    "X424": {"X416"},  # the small group itself
    "X431": {"X407", "X412"},  # nothing else was announced
    "X433": {"X404"},  # the older version
    "X435": {"X404"},
    "X420": {"C328"},  # the workbook that leaves the item out says so too
}


def found_in(inbox: Inbox) -> list[str]:
    return [finding.code for finding in gathered(inbox, SMALL).findings]


def found_when_chosen(inbox: Inbox) -> list[str]:
    """With `--use` for the second of two."""
    choice = Choice(reading(inbox["again.xlsx"], "again.xlsx").sha256, "again.xlsx")
    return [finding.code for finding in gathered(inbox, SMALL, [choice]).findings]


# Senders. The one workbook or announcement that came by mail is changed, and saved a day after the other.

_FINANCE, _STRANGER = "finance@example.go.th", "stranger@example.com"
_CHANGED = replace(change(WORKS, SCORES, {(6, 5): text("ฉบับแก้ไข")}), modified=SAVED + timedelta(days=1))
_MAILED = SAVED + timedelta(days=2)


def _mailed(
    inbox: Inbox,
    sender: str,
    file: str = "again.xlsx",
    address: str = "works@example.go.th",
    *,
    chosen: bool = False,
) -> list[str]:
    """What is found where one file came by mail; `address`: the one that the settings have of its division."""
    finance, works = SMALL.divisions
    agency = replace(
        SMALL,
        divisions=(replace(finance, email=_FINANCE), replace(works, email=address)),
        senders=("ita@example.go.th",),
    )
    choices = [Choice(reading(inbox[file], file).sha256, file)] if chosen else []
    mails = {file: (sender, _MAILED)}
    return [finding.code for finding in gathered(inbox, agency, choices, mails).findings]


SENT: dict[str, Callable[[], list[str]]] = {
    "X430": lambda: _mailed(again(_CHANGED), _FINANCE),
    "X431": lambda: _mailed(sound(), _STRANGER, "announced.xlsx"),
    "X432": lambda: _mailed(sound(), _STRANGER, "works-IIT.xlsx"),
    "X433": lambda: _mailed(again(_CHANGED), _STRANGER, address=""),
    "X434": lambda: _mailed(sound(), _STRANGER, "announced.xlsx", chosen=True),
    "X435": lambda: _mailed(
        again(replace(_CHANGED, modified=_MAILED + timedelta(days=1))), "works@example.go.th"
    ),
}


# Files


def _letter(rest: bytes = b"\r\nITAXL-1-2562-IIT-finance-plan-7\r\n") -> bytes:
    return b"From: a@example.com\r\nSubject: x\r\n" + rest


_CODE = b"ITAXL-1-2562-IIT-finance-plan-7"


def _of_ours(code: str) -> Callable[[], bytes]:
    """One of the broken files, with our code in it."""
    return lambda: _OF_BROKEN[code]() + _CODE


_OF_BROKEN = {fault.code: fault.make for fault in reversed(BROKEN)}
_NAMED = "2562-IIT-finance.xlsx"
FILES: dict[str, Callable[[], bytes]] = _OF_BROKEN | {
    "F101": lambda: b"see you on Monday",
    "F104": _of_ours("F104"),
    "F105": _of_ours("F105"),
    "F106": lambda: packed({"xl/workbook.bin": _CODE}),
    "F107": lambda: b"a,b\nITAXL-1-2562-IIT-finance-plan-7,1",
    "F108": lambda: b"<html><body>ITAXL-1-2562</body></html>",
    "F116": lambda: b"crash " + _CODE,
    "F117": lambda: b"hang " + _CODE,
    "F118": lambda: b"memory " + _CODE,
    "F120": lambda: packed({"a.xlsx": bytes(30 << 20)}),
    "F121": _letter,
    "F122": lambda: packed({"a.pdf": b"%PDF-1.7\n"}),
    "F123": lambda: compound(message("x", "a", "a@example.com", None, {"a.xlsx": bytes(5000)}))[:-600],
    "F124": lambda: locked_zip(packed({"a.xlsx": b"PK"})),
    "F125": lambda: b"Rar!\x1a\x07\x01\x00",
    "F140": lambda: packed({_NAMED: b"see you on Monday"}),
    "F141": lambda: packed({"in.zip": packed({"a.pdf": bytes(90)})[:60]}),
    "F142": lambda: packed({"Index/Document.iwa": b""}),
    "F143": lambda: b"PK\x07\x08" + packed({"a.xlsx": b""}),
    "F144": lambda: b"MZ\x90\0" + packed({"a.xlsx": b""}),
    "F145": lambda: deflate64(packed({"a.zip": b"12"})),
    "F147": lambda: b"[InternetShortcut]\r\nURL=https://docs.google.com/spreadsheets/d/1",
    "F148": lambda: b"\x89PNG\r\n\x1a\n" + bytes(100),
    "F158": lambda: packed({"a.dat": b"\r\n" + packed({"xl/workbook.xml": b""})}),
    "F149": lambda: b"-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n",
}
BAD_READER = frozenset({"F116", "F117", "F118"})  # need a parser that does what the bytes say


# Items, and years whose rules are not all known


def _everything(year: int = detailed.YEAR) -> dict[str, str]:
    return {item.code: "มี" for item in detailed.instrument(year).items}


def by_item(year: int = detailed.YEAR, /, **workbooks: Book) -> list[str]:
    """What is found of workbooks by item."""
    alone = (detailed.findings(workbook, year=year) for workbook in workbooks.values())
    return _all_of(detailed.whole(workbooks, year), alone)


def _all_of(whole: Whole, alone: Iterable[Iterable[Finding]]) -> list[str]:
    results = (
        *all_workbooks.check(whole),
        *whole.outcome.findings,
        *(finding for group in alone for finding in group),
    )
    return [finding.code for finding in results]


def _one_wrong(code: str, answer: str, link: str = "https://example.go.th") -> Book:
    rows = dict.fromkeys(ITEMS, ("มี", "https://example.go.th")) | {code: (answer, link)}
    return detailed.sheet("OIT", {code: row for code, row in rows.items() if any(row)})


def in_year(year: int, workbook: Book) -> list[str]:
    """What is found of announced results under the instrument of another year."""
    together, here = merged({"a": workbook}), load(year)
    outcome = assess(together, AGENCY, here, None)
    return _all_of(Whole(Context(AGENCY, year, here), together, outcome), ())


_SCORE_OF_OIT = detailed.sheet("OIT", {"9": ("100",), "10": ("100",)}, "works", "indicators")
_ALL_THERE = {"a": detailed.oit(_everything())}
_ALL_HIGH = dict.fromkeys(range(1, 11), "98")
_LOW_EIT = dict.fromkeys(range(1, 11), "98") | {6: "84", 7: "84", 8: "84"}
# Each with what is found in the same inbox without the one thing.
LATER: dict[str, Callable[[], tuple[list[str], list[str]]]] = {
    "C326": lambda: (
        by_item(a=_one_wrong("O1", "บางส่วน"), b=detailed.oit({"O1": "มี"}, "works")),
        _two_by_item(),
    ),
    "C327": lambda: (by_item(a=_one_wrong("O1", "มี", "")), by_item(**_ALL_THERE)),
    "C328": lambda: (by_item(**_ALL_THERE, b=detailed.oit({"O1": "มี"}, "works")), by_item(**_ALL_THERE)),
    "C336": lambda: (_counted(changed={"I7": ("1", "1", "1", "1", "5")}), _counted()),
    "C337": lambda: (_counted(changed={"I1.2": ()}), _counted()),
    "C338": lambda: (_counted({"I7": ("4", "99")}), _counted({"I7": ("4", "50")})),
    "C339": lambda: (_counted({"I7": ("3", "50")}), _counted({"I7": ("4", "50")})),
    "C341": lambda: (
        _counted(changed={"I7": ("9", "0", "0", "0")}),
        _counted(changed={"I7": ("8", "0", "0", "0")}),
    ),
    "X446": lambda: (_reworded("มาตรการของ 4 ฉบับใหม่"), _reworded("มาตรการของ 4")),
    "X447": lambda: (_reworded("ประกาศนโยบาย"), _reworded("มาตรการของ 4")),
    "X418": lambda: (in_year(2566, announced(_LOW_EIT)), in_year(2566, announced(_ALL_HIGH))),
    "X419": lambda: (in_year(2564, announced({9: "72.73"})), in_year(2564, announced({9: "74.48"}))),
    "X420": lambda: (by_item(a=_one_wrong("O1", "", "")), by_item(**_ALL_THERE)),
    "X421": lambda: (_contradicting("ไม่มี"), _contradicting("มี")),
    "X422": lambda: (by_item(**_ALL_THERE, b=_SCORE_OF_OIT), by_item(**_ALL_THERE)),
    "X423": lambda: (by_item(2568, a=detailed.oit(_everything(2568), year=2568)), by_item(**_ALL_THERE)),
    "X424": lambda: (_two_groups("4"), _two_groups("5")),
}


def _reworded(measure: str) -> list[str]:
    """What is found of a plan that was sent again with this measure, after its report."""
    again = change(dict(_sound())["IIT.xlsx"], MEASURES, {(6, 5): text(measure)})
    inbox = dict(_reported()) | {"IIT.xlsx": again}
    return [item.code for item in merged(inbox, SMALL, {"4|มาตรการของ4": "2562-IIT-04-01"}).findings]


def _two_groups(respondents: str) -> list[str]:
    """What is found of two divisions' answers to the survey, of the one with so many people."""

    def answered(people: str, division: str) -> Book:
        scores = {str(no): (people, "80") for no in range(1, 6)}
        return detailed.sheet("IIT", scores, division, "indicators")

    return by_item(a=answered("20", "works"), b=answered(respondents, "finance"))


def _counted(scores: detailed.Answers | None = None, changed: detailed.Answers | None = None) -> list[str]:
    """What is found of all answers of the survey, two people each half content."""
    form = instrument_sheets.counts_layout(detailed.instrument(), "IIT")
    assert form is not None
    yes_no = {code for code, key in form.closed if key == "level1"}
    counts = {
        code: ("", "", "", "", "2", "2") if code in yes_no else ("1", "1", "1", "1") for code, _ in form.rows
    }
    return by_item(a=detailed.survey(counts | dict(changed or {}), scores))


def _two_by_item() -> list[str]:
    return by_item(**_ALL_THERE, b=detailed.oit({"O1": "มี"}, "works"))


def _contradicting(said: str) -> list[str]:
    return by_item(**_ALL_THERE, b=detailed.oit(_everything() | {"O1": said}, "works"))
