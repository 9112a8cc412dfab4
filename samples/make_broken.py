"""Make the inboxes of samples/broken: one good agency, and for each common fault a copy with that fault alone.

The findings of each are kept in `samples/broken/<fault>/findings.json`.
"""

import io
import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import PIL.Image
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from itaxl.agency import register
from itaxl.agency.settings import Division
from itaxl.agency.settings import load as settings
from itaxl.findings import in_order
from itaxl.forms import build
from itaxl.forms.identity import Identity
from itaxl.forms.layout import (
    CODE_ROW,
    DONE,
    FIRST_ROW,
    GUIDE,
    MEASURES,
    META,
    NOT_DONE,
    RESULTS,
    SCORES,
    TITLE_ROW,
    UNDER_WAY,
    WHO_ROW,
)
from itaxl.forms.save import save
from itaxl.gather import gather
from itaxl.inbox.request import Request
from itaxl.instrument import load
from itaxl.report.documents import findings_about_documents
from itaxl.report.drafts import drafts, note
from itaxl.report.files import recorded
from itaxl.sending import outbox
from samples.sending import Filled, send
from tests import sheets
from tests.inbox.files import deflate64, packed

FOLDER = Path(__file__).parent / "broken"
GOLDEN = "findings.json"
GOOD = "good"
YEAR = 2562
INBOX = f"inbox/{YEAR}"
SAVED = datetime(2019, 12, 2, 8, 30)  # noqa: DTZ001 - UTC, as in the file
LATER = SAVED + timedelta(days=120)

ANNOUNCED, IIT, IIT_FINANCE, EIT, OIT = (
    *("2562-announced.xlsx", "2562-IIT-office.xlsx", "2562-IIT-finance.xlsx"),
    *("2562-EIT-office.xlsx", "2562-OIT-office.xlsx"),
)
FOLLOWUP = "2562-IIT-office-followup-12.xlsx"


# ── The good agency ──────────────────────────────────────────────────────────────────────────────────────────────────

_ANNOUNCED_RESULTS = """
| รหัส | คะแนน (0–100) |
|---|---|
| 1 | 84.62 |
| 2 | 79.15 |
| 3 | 81.47 |
| 4 | 73.80 |
| 5 | 80.16 |
| 6 | 82.35 |
| 7 | 74.02 |
| 8 | 78.41 |
| 9 | 74.48 |
| 10 | 87.50 |
| IIT | 79.84 |
| EIT | 78.26 |
| OIT | 80.99 |
| TOTAL | 79.83 |
| GRADE | B |
"""

_IIT_SCORES = """
| รหัส | จำนวนผู้ตอบ | คะแนน (0–100) |
|---|---|---|
| 1 | 12 | 84.62 |
| 2 | 12 | 79.15 |
| 3 | 12 | 81.47 |
| 4 | 12 | 73.80 |
| 5 | 12 | 80.16 |
"""


def _measure(indicator: int, weakness: str, measure: str) -> str:
    return f"""
| ตัวชี้วัด | ประเด็นที่เป็นข้อบกพร่อง/จุดอ่อน | มาตรการ | วันที่เริ่ม | วันที่สิ้นสุด | งบประมาณ (บาท) |
|---|---|---|---|---|---|
| {indicator} | {weakness} | {measure} | 2019-10-01 | 2020-09-30 | ไม่ใช้งบประมาณ |
"""


_PLANS: dict[str, Filled] = {
    ANNOUNCED: {RESULTS: _ANNOUNCED_RESULTS},
    IIT: {SCORES: _IIT_SCORES, MEASURES: _measure(4, "ไม่มีระเบียบการยืมทรัพย์สิน", "จัดทำทะเบียนคุมการยืมทรัพย์สิน")},
    IIT_FINANCE: {SCORES: _IIT_SCORES},
    EIT: {MEASURES: _measure(7, "ประชาชนไม่รู้จักเว็บไซต์", "เผยแพร่ข้อมูลหลายช่องทาง")},
    OIT: {MEASURES: _measure(9, "ข้อมูลบนเว็บไซต์ไม่ครบ", "ตรวจข้อมูลบนเว็บไซต์ทุกเดือน")},
}

_REPORT = f"""
| มาตรการ | สถานะ | ร้อยละความก้าวหน้า | วันที่ดำเนินการแล้วเสร็จ | ผลการดำเนินงาน | ลิงก์หลักฐาน |
|---|---|---|---|---|---|
| {{measure}} | {DONE} | 100 | 2020-03-02 | ทำแล้ว | https://www.example.go.th/evidence |
"""

_REPORTS: dict[str, Filled] = {
    f"2562-{dimension}-office-followup-12.xlsx": {MEASURES: _REPORT.format(measure=measure)}
    for dimension, measure in (
        ("IIT", "จัดทำทะเบียนคุมการยืมทรัพย์สิน"),
        ("EIT", "เผยแพร่ข้อมูลหลายช่องทาง"),
        ("OIT", "ตรวจข้อมูลบนเว็บไซต์ทุกเดือน"),
    )
}


def good(target: Path) -> None:
    """The agency without a fault, plan and follow-up."""
    target.mkdir(parents=True, exist_ok=True)
    shutil.copy(FOLDER / "itaxl.toml", target)
    send(target, YEAR, "plan", _PLANS, SAVED)
    send(target, YEAR, "followup-12", _REPORTS, LATER)


# ── The faults ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Fault:
    """`code` is the finding that the fault must give; `do` puts it into a good inbox."""

    name: str
    code: str
    do: Callable[[Path], object]


def _typed(file: str, sheet: str, cell: str, value: str) -> Callable[[Path], object]:
    """Return one cell typed over."""
    return _typed_all(file, sheet, {cell: value})


def _typed_all(file: str, sheet: str, values: Mapping[str, str]) -> Callable[[Path], object]:
    """Return cells typed over, by their addresses."""
    rows = [{"แผ่นงาน": sheet, "ช่อง": cell, "ค่า": value} for cell, value in values.items()]

    def do(inbox: Path) -> None:
        path = inbox / file
        path.write_bytes(sheets.change(path.read_bytes(), rows, LATER if file == FOLLOWUP else SAVED))

    return do


def _all(*steps: Callable[[Path], object]) -> Callable[[Path], object]:
    return lambda inbox: [step(inbox) for step in steps]


def _added(name: str, content: bytes) -> Callable[[Path], object]:
    return lambda inbox: (inbox / name).write_bytes(content)


def _taken(*names: str) -> Callable[[Path], object]:
    def do(inbox: Path) -> None:
        for name in names:
            (inbox / name).unlink()

    return do


def _own_table(inbox: Path) -> None:
    """A division's own list, made in Excel."""
    book = Workbook()
    book.worksheets[0].append(["ตัวชี้วัด", "คะแนน"])
    book.worksheets[0].append(["การใช้งบประมาณ", 79.15])
    (inbox / "คะแนนกองคลัง.xlsx").write_bytes(save(book, SAVED))


def _made(identity: Identity) -> Callable[[Path], object]:
    """Return a workbook that the agency would not have sent out."""

    def do(inbox: Path) -> None:
        agency = settings(inbox.parents[1])
        larger = replace(agency, divisions=(*agency.divisions, Division("legal", "กองนิติการ")))
        (inbox / identity.file_name).write_bytes(build.build(load(identity.year), identity, larger))

    return do


def _other_agency(inbox: Path) -> None:
    agency = replace(settings(inbox.parents[1]), name="เทศบาลตำบลใกล้เคียง")
    content = build.build(load(YEAR), Identity(YEAR, "IIT", "office"), agency)
    (inbox / "2562-IIT-office (1).xlsx").write_bytes(content)


def _locked(inbox: Path) -> None:
    """A copy with a password, which nobody has said."""
    content = io.BytesIO()
    OOXMLFile(io.BytesIO((inbox / IIT).read_bytes())).encrypt("1234", content)
    (inbox / "2562-IIT-office (1).xlsx").write_bytes(content.getvalue())


def _without_sheet(inbox: Path) -> None:
    book = sheets.opened((inbox / IIT).read_bytes())
    book.remove(book[MEASURES])
    (inbox / IIT).write_bytes(save(book, SAVED))


def _without_codes(inbox: Path) -> None:
    """Every code deleted, with the hidden sheet; titles and headings are left."""
    book = sheets.opened((inbox / IIT).read_bytes())
    for sheet in book.worksheets:
        sheet.cell(CODE_ROW, 1).value = None
    del book[META]
    book.properties.identifier = ""
    (inbox / IIT).write_bytes(save(book, SAVED))


def _without_titles(inbox: Path) -> None:
    """The tables copied into a workbook of one's own."""
    _without_codes(inbox)
    book = sheets.opened((inbox / IIT).read_bytes())
    book.remove(book[GUIDE])
    for sheet in book.worksheets:
        sheet.cell(TITLE_ROW, 1).value = sheet.cell(WHO_ROW, 1).value = None
    (inbox / IIT).write_bytes(save(book, SAVED))


def _merged_budget(inbox: Path) -> None:
    """One amount in a cell over two measures."""
    book = sheets.opened((inbox / IIT).read_bytes())
    sheet = book[MEASURES]
    for cell, value in {"B7": "4", "E7": "ตรวจนับทรัพย์สินทุกเดือน", "I6": 15000}.items():
        sheet[cell].value = value
    sheet.merge_cells("I6:I7")
    (inbox / IIT).write_bytes(save(book, SAVED))


def _two_versions(inbox: Path) -> None:
    """Two files of one workbook that differ and were saved in the same second."""
    shutil.copy(inbox / IIT, inbox / "2562-IIT-office (แก้ไข).xlsx")
    _typed("2562-IIT-office (แก้ไข).xlsx", SCORES, "D6", "84.63")(inbox)


def _mailed(file: str, name: str, sender: str) -> Callable[[Path], object]:
    """Return a file taken out of the inbox and mailed by somebody."""

    def do(inbox: Path) -> None:
        mail = EmailMessage()
        mail["From"], mail["Date"], mail["Subject"] = sender, "Thu, 12 Dec 2019 09:00:00 +0700", "ส่งแบบ ITA"
        mail.set_content("ส่งแบบตามไฟล์แนบ")
        mail.add_attachment((inbox / file).read_bytes(), "application", "octet-stream", filename=file)
        mail.set_boundary("=_sample")
        (inbox / file).unlink()
        (inbox / name).write_bytes(mail.as_bytes())

    return do


def _other_hands(inbox: Path) -> None:
    """The finance division's copy of the office's workbook, saved and mailed later."""
    mine = (inbox / IIT).read_bytes()
    row = {"แผ่นงาน": SCORES, "ช่อง": "D6", "ค่า": "94.62"}
    (inbox / IIT).write_bytes(sheets.change(mine, [row], SAVED + timedelta(days=1)))
    _mailed(IIT, "ส่งแบบ.eml", "กองคลัง <finance@tambon.example.go.th>")(inbox)
    (inbox / IIT).write_bytes(mine)


def _lost_thai(inbox: Path) -> None:
    """One more workbook, saved by a program without Thai."""
    agency = replace(settings(inbox.parents[1]), name="?" * 18)
    content = build.build(load(YEAR), Identity(YEAR, "IIT", "office"), agency)
    (inbox / "2562-IIT-office (1).xlsx").write_bytes(content)


def _without_hidden_code(inbox: Path) -> None:
    """The code taken out of the hidden sheet."""
    book = sheets.opened((inbox / IIT).read_bytes())
    (row,) = (row for row in book[META].iter_rows(max_col=2) if row[0].value == "identity")
    row[1].value = None
    (inbox / IIT).write_bytes(save(book, SAVED))


def _same_measure(inbox: Path) -> None:
    """One division plans a measure in two rows, each with another weakness."""
    _taken(*_REPORTS)(inbox)
    path = inbox / IIT
    table = _measure(4, "ไม่มีผู้รับผิดชอบ", "จัดทำทะเบียนคุมการยืมทรัพย์สิน")
    path.write_bytes(sheets.fill(path.read_bytes(), {MEASURES: table}, SAVED))


def _reworded(inbox: Path) -> None:
    """The plan sent again with other words, after its code went out."""
    measure = "จัดทำทะเบียนคุมการยืมทรัพย์สิน"
    codes = register.extend({}, YEAR, [("IIT", 4, register.key(4, measure))])
    register.keep(inbox.parents[1], YEAR, codes)
    _typed(IIT, MEASURES, "E6", f"{measure}และการคืน")(inbox)


def _no_measure(inbox: Path) -> None:
    """The division plans nothing for the weakest indicator of EIT."""
    _taken(*_REPORTS)(inbox)
    _cleared(inbox, EIT, MEASURES, *"BCEGHI")


def _repeated_item(inbox: Path) -> None:
    """An item that stands in the table twice."""
    _typed_all(IIT, SCORES, {"A11": "'4", "C11": "12", "D11": "70"})(inbox)


def _very_many(inbox: Path) -> None:
    """The measures of two hundred villages and one more, each in a row of its own."""
    book = sheets.opened((inbox / IIT).read_bytes())
    for number in range(1, 201):
        row = FIRST_ROW + number
        book[MEASURES].cell(row, 2).value = 4
        book[MEASURES].cell(row, 5).value = f"จัดทำทะเบียนคุมการยืมทรัพย์สินของหมู่บ้านที่ {number}"
    (inbox / IIT).write_bytes(save(book, SAVED))


def _changed(file: str, sheet: str, change: Callable[[Worksheet], object]) -> Callable[[Path], object]:
    """Return one sheet changed as no table can say it."""

    def do(inbox: Path) -> None:
        book = sheets.opened((inbox / file).read_bytes())
        change(book[sheet])
        (inbox / file).write_bytes(save(book, LATER if file == FOLLOWUP else SAVED))

    return do


def _linked(cell: str, link: str) -> Callable[[Worksheet], object]:
    def change(sheet: Worksheet) -> None:
        sheet[cell].hyperlink = link

    return change


def _commented(sheet: Worksheet) -> None:
    sheet["I6"].comment = Comment("งบที่ถูกต้องคือ 25,000", "กองคลัง")


def _crossed_out(*cells: str) -> Callable[[Worksheet], object]:
    def change(sheet: Worksheet) -> None:
        for cell in cells:
            sheet[cell].font = Font(strike=True)

    return change


def _own_sheet(inbox: Path) -> None:
    """More measures, in a sheet of one's own."""
    book = sheets.opened((inbox / IIT).read_bytes())
    book.create_sheet("มาตรการเพิ่มเติม").append([4, "ตรวจนับทรัพย์สินทุกเดือน", 15000])
    (inbox / IIT).write_bytes(save(book, SAVED))


def _picture(inbox: Path) -> None:
    """A photo of a table, laid over the measures."""
    photo = io.BytesIO()
    PIL.Image.new("RGB", (200, 100), "white").save(photo, "PNG")
    _changed(IIT, MEASURES, lambda sheet: sheet.add_image(Image(photo), "C8"))(inbox)


def _beside(sheet: Worksheet) -> None:
    sheet["R6"].value = "งบที่ถูกต้องคือ 25,000"


def _in_the_guide(sheet: Worksheet) -> None:
    sheet["E6"].value = "ขอแก้คะแนนตัวชี้วัดที่ 4 เป็น 83.80"


def _picture_sheet(inbox: Path) -> None:
    """A sheet of the sender's own, with nothing but a photo."""
    photo = io.BytesIO()
    PIL.Image.new("RGB", (200, 100), "white").save(photo, "PNG")
    book = sheets.opened((inbox / IIT).read_bytes())
    book.create_sheet("ภาพถ่าย").add_image(Image(photo), "B2")
    (inbox / IIT).write_bytes(save(book, SAVED))


def _earlier_report(inbox: Path) -> None:
    """A report that was made before the answers of three people came."""
    (inbox / ANNOUNCED).unlink()
    own = enumerate(("64.62", "59.15", "61.47", "53.80", "60.16"), start=FIRST_ROW)
    typed = {cell: value for row, score in own for cell, value in ((f"C{row}", "3"), (f"D{row}", score))}
    _typed_all(IIT_FINANCE, SCORES, typed)(inbox)
    scores = (84.62, 79.15, 81.47, 73.80, 80.16)
    shown = {
        "source": "divisions",
        "indicators": [{"no": no, "score": score} for no, score in enumerate(scores, start=1)],
        "divisions": [],
    }
    reports = inbox.parents[1] / "reports" / str(YEAR)
    reports.mkdir(parents=True)
    (reports / "data.json").write_text(json.dumps(shown), "utf-8")


def _few_in_all(inbox: Path) -> None:
    (inbox / ANNOUNCED).unlink()
    for file in (IIT, IIT_FINANCE):
        _typed_all(file, SCORES, {f"C{row}": "2" for row in range(FIRST_ROW, FIRST_ROW + 5)})(inbox)


def _total_alone(inbox: Path) -> None:
    """Only the dimensions and the total announced, and they do not fit."""
    _cleared(inbox, ANNOUNCED, RESULTS, *(f"C{row}" for row in range(FIRST_ROW, FIRST_ROW + 10)))
    _typed(ANNOUNCED, RESULTS, "C19", "82.60")(inbox)


def _taken_back(inbox: Path) -> None:
    """Done after six months, and no longer after twelve."""
    half_year = {name.replace("followup-12", "followup-6"): filled for name, filled in _REPORTS.items()}
    send(inbox.parents[1], YEAR, "followup-6", half_year, LATER)
    _typed_all(FOLLOWUP, MEASURES, {"K6": UNDER_WAY, "L6": "90"})(inbox)
    _cleared(inbox, FOLLOWUP, MEASURES, "M6")


def _of_others(inbox: Path) -> None:
    """The finance division reports on a measure of the office."""
    identity = Identity(YEAR, "IIT", "finance", "followup-12")
    content = build.build(load(YEAR), identity, settings(inbox.parents[1]))
    measure = "จัดทำทะเบียนคุมการยืมทรัพย์สิน"
    row = f"| ตัวชี้วัด | มาตรการ | สถานะ |\n|---|---|---|\n| 4 | {measure} | {UNDER_WAY} |"
    (inbox / identity.file_name).write_bytes(sheets.fill(content, {MEASURES: row}, LATER))


def _nowhere_any_more(inbox: Path) -> None:
    """A measure whose follow-up went out is taken out of the plan and of the follow-up."""
    outbox.write(inbox.parents[1], YEAR, "followup-12", None, overwrite=False)
    _cleared(inbox, IIT, MEASURES, *"BCEGHI")
    _cleared(inbox, FOLLOWUP, MEASURES, *"ABCDEFGHIJKLMNOP")


def _locked_ods() -> bytes:
    """A spreadsheet of LibreOffice with a password, as far as it can be looked at without one."""
    manifest = (
        '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<file-entry full-path="content.xml"><encryption-data/></file-entry></manifest>'
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return packed({"mimetype": kind, "content.xml": b"\x93", "META-INF/manifest.xml": manifest.encode()})


FAULTS = (
    Fault("not-a-spreadsheet", "F101", _added("ข้อความจากกองคลัง.txt", "ส่งแบบให้แล้วค่ะ".encode())),
    Fault("empty-file", "F102", _added("2562-IIT-finance (1).xlsx", b"")),
    Fault("with-password", "F103", _locked),
    Fault("broken-file", "F110", lambda inbox: (inbox / IIT).write_bytes((inbox / IIT).read_bytes()[:4000])),
    Fault("may-be-ours", "F140", _added("2562-IIT-finance (ส่งใหม่).xlsx", "ส่งแบบให้แล้วค่ะ".encode())),
    Fault("half-download", "F141", _added("2562-IIT-finance.xlsx.crdownload", b"PK\x03\x04")),
    Fault("other-program", "F142", _added("คะแนน.numbers", packed({"Index/Document.iwa": b"\0"}))),
    Fault("archive-in-pieces", "F143", _added("แบบทั้งหมด.zip.001", packed({"แบบ.xlsx": b"PK"})[:40])),
    Fault("unpacks-itself", "F144", _added("แบบทั้งหมด.exe", b"MZ\x90\0" + packed({"แบบ.xlsx": b"PK"}))),
    Fault("other-packing", "F145", _added("เอกสาร.zip", deflate64(packed({"หนังสือนำส่ง.pdf": b"%PDF"})))),
    Fault("shortcut", "F147", _added("คะแนน.gsheet", b'{"url": "https://docs.google.com/open?id=1"}')),
    Fault("photo-of-a-form", "F148", _added("IMG_0142.jpg", b"\xff\xd8\xff\xe0" + bytes(100))),
    Fault("encrypted-mail", "F149", _added("smime.p7m", bytes.fromhex("308006092a864886f70d010703a080"))),
    Fault("locked-for-good", "F157", _added("ตารางงบประมาณ.ods", _locked_ods())),
    Fault(
        "bytes-before-the-workbook", "F158", _added("ข้อมูล.dat", b"\r\n" + packed({"xl/workbook.xml": b""}))
    ),
    Fault("hidden-file", "F151", _added(".ข้อมูล.xlsx", b"PK\x03\x04")),
    Fault("not-our-workbook", "W201", _own_table),
    Fault("other-version", "W202", _made(Identity(YEAR, "IIT", "office", schema=2))),
    Fault("wrong-year", "W203", _made(Identity(2563, "IIT", "office"))),
    Fault("mixed-up-codes", "W204", _typed(IIT, SCORES, "A3", Identity(YEAR, "IIT", "finance").code)),
    Fault("code-typed-over", "W205", _typed(IIT, SCORES, "A3", "ITAXL-1-2562-IIT-office-plan-0")),
    Fault("unknown-division", "W206", _made(Identity(YEAR, "IIT", "legal"))),
    Fault("sheet-missing", "W207", _without_sheet),
    Fault("heading-missing", "W208", _typed(IIT, SCORES, "D5", "ได้")),
    Fault("other-agency", "W209", _other_agency),
    Fault(
        "total-below-the-table",
        "W217",
        _typed_all(IIT, SCORES, {"B11": "'คะแนนเฉลี่ย", "D11": "79.84"}),
    ),
    Fault("code-lost", "W218", _without_codes),
    Fault("code-and-titles-lost", "W219", _without_titles),
    Fault(
        "heading-twice",
        "W220",
        _typed_all(IIT, SCORES, {"F5": "คะแนน (0–100)", "F6": "94.62"}),
    ),
    Fault("more-than-can-be-printed", "W270", _very_many),
    Fault("thai-lost", "W241", _lost_thai),
    Fault("hidden-code-missing", "W242", _without_hidden_code),
    Fault("own-sheet", "W250", _own_sheet),
    Fault("picture-over-the-table", "W251", _picture),
    Fault("typed-beside-the-table", "W271", _changed(IIT, MEASURES, _beside)),
    Fault("sheet-of-a-picture", "W272", _picture_sheet),
    Fault("typed-into-the-guide", "W273", _changed(IIT, GUIDE, _in_the_guide)),
    Fault("value-missing", "C301", lambda inbox: _cleared(inbox, IIT, SCORES, "D8")),
    Fault("measure-without-indicator", "C302", lambda inbox: _cleared(inbox, EIT, MEASURES, "B6")),
    Fault("letters-lost", "C350", _typed(IIT, MEASURES, "C6", "ยังไม่ดาเนินการตามระเบียบ")),
    Fault("not-a-number", "C304", _typed(IIT, SCORES, "D6", "ดีมาก")),
    Fault("outside-0-100", "C305", _typed(IIT, SCORES, "D6", "8462")),
    Fault("out-of-ten", "C395", _typed(IIT, SCORES, "D6", "8.46")),
    Fault("formula-without-value", "C306", _typed(IIT, SCORES, "D6", "=AVERAGE(D7:D10)")),
    Fault("excel-error-value", "C307", _typed(IIT, SCORES, "D6", "#REF!")),
    Fault("unknown-code", "C308", _typed(IIT, SCORES, "A6", "'I99")),
    Fault("unknown-indicator", "C309", _typed(EIT, MEASURES, "B6", "'4")),
    Fault("unknown-responsible", "C310", _typed(IIT, MEASURES, "F6", "สำนักปลัด<br>งานพัสดุ")),
    Fault("position-as-responsible", "C380", _typed(IIT, MEASURES, "F6", "หัวหน้าสำนักปลัด")),
    Fault("thai-lost-in-a-cell", "C381", _typed(IIT, MEASURES, "C6", "?????? ????????? ?????")),
    Fault("share-as-progress", "C340", _typed(FOLLOWUP, MEASURES, "L6", "0.6")),
    Fault("unknown-status", "C311", _typed(FOLLOWUP, MEASURES, "K6", "เรียบร้อย")),
    Fault("all-done-but-not-done", "C312", _typed(FOLLOWUP, MEASURES, "K6", NOT_DONE)),
    Fault("done-but-not-all", "C313", _typed(FOLLOWUP, MEASURES, "L6", "60")),
    Fault("done-without-evidence", "C314", lambda inbox: _cleared(inbox, FOLLOWUP, MEASURES, "P6")),
    Fault("done-without-date", "C315", lambda inbox: _cleared(inbox, FOLLOWUP, MEASURES, "M6")),
    Fault("date-outside-the-year", "C316", _typed(IIT, MEASURES, "H6", "2021-03-31")),
    Fault("unclear-date", "C317", _typed(IIT, MEASURES, "H6", "สิ้นปีงบประมาณ")),
    Fault(
        "end-before-start",
        "C318",
        _typed_all(IIT, MEASURES, {"G6": "2019-12-01", "H6": "2019-11-30"}),
    ),
    Fault("unclear-budget", "C319", _typed(IIT, MEASURES, "I6", "ตามข้อบัญญัติ")),
    Fault("respondents-missing", "C320", lambda inbox: _cleared(inbox, IIT, SCORES, "C6")),
    Fault(
        "repaired-values",
        "C322",
        _all(
            _typed_all(IIT, SCORES, {"D6": "๘๔.๖๒", "D7": "79.15%", "D8": "81,47", "D9": "'73.80 "}),
            _typed_all(IIT, MEASURES, {"I6": "1,500 บาท", "H6": "30 ก.ย. 2563"}),
        ),
    ),
    Fault("two-answers-for-one-item", "C323", _repeated_item),
    Fault("status-missing", "C324", lambda inbox: _cleared(inbox, FOLLOWUP, MEASURES, *"KLMNP")),
    Fault("done-outside-the-year", "C329", _typed(FOLLOWUP, MEASURES, "M6", "2020-10-15")),
    Fault("done-before-the-start", "C330", _typed(FOLLOWUP, MEASURES, "G6", "2020-04-01")),
    Fault("done-after-saving", "C396", _typed(FOLLOWUP, MEASURES, "M6", "2020-08-31")),
    Fault("plan-changed-in-a-report", "C374", _typed(FOLLOWUP, MEASURES, "J6", "ครบทุกรายการ")),
    Fault("number-in-two-readings", "C333", _typed(IIT, SCORES, "D6", "'84,6")),
    Fault("date-in-two-readings", "C334", _typed(IIT, MEASURES, "H6", "'30/9/20")),
    Fault("month-before-day", "C375", _typed(IIT, MEASURES, "H6", "'9/30/2563")),
    Fault("number-over-several-rows", "C335", _merged_budget),
    Fault("reported-without-status", "C360", lambda inbox: _cleared(inbox, FOLLOWUP, MEASURES, "K")),
    Fault(
        "link-to-another-address",
        "C365",
        _changed(FOLLOWUP, MEASURES, _linked("P6", "https://www.example.go.th/another")),
    ),
    Fault("comment-on-a-cell", "C366", _changed(IIT, MEASURES, _commented)),
    Fault("value-crossed-out", "C368", _changed(IIT, MEASURES, _crossed_out("H6"))),
    Fault("row-crossed-out", "C369", _changed(IIT, MEASURES, _crossed_out(*(f"{key}6" for key in "BCEGHI")))),
    Fault("link-behind-words", "C371", _changed(IIT, MEASURES, _linked("E6", "https://www.example.go.th/a"))),
    Fault("division-missing", "X401", _taken(IIT_FINANCE)),
    Fault("workbook-missing", "X402", _taken("2562-EIT-office-followup-12.xlsx")),
    Fault("two-versions-of-one-time", "X403", _two_versions),
    Fault("weakest-without-measure", "X406", _no_measure),
    Fault("no-score-from-anyone", "X407", lambda inbox: _cleared(inbox, ANNOUNCED, RESULTS, "C11")),
    Fault("total-against-weights", "X408", _typed(ANNOUNCED, RESULTS, "C19", "79.38")),
    Fault("grade-against-band", "X409", _typed(ANNOUNCED, RESULTS, "C20", "C")),
    Fault("dimension-against-indicators", "X410", _typed(ANNOUNCED, RESULTS, "C16", "78.94")),
    Fault("divisions-against-announced", "X411", _typed(IIT, SCORES, "D6", "94.62")),
    Fault("nothing-announced", "X412", _taken(ANNOUNCED)),
    Fault("one-measure-twice", "X413", _same_measure),
    Fault("small-group", "X416", _typed(IIT_FINANCE, SCORES, "C6", "3")),
    Fault("total-against-dimensions", "X460", _total_alone),
    Fault("few-people-in-all", "X461", _few_in_all),
    Fault("given-away-by-an-earlier-report", "X462", _earlier_report),
    Fault("by-other-hands", "X430", _other_hands),
    Fault("announced-by-mail", "X431", _mailed(ANNOUNCED, "ผลคะแนน.eml", "stranger@example.com")),
    Fault("unknown-sender", "X432", _mailed(EIT, "ส่งแบบ.eml", "stranger@example.com")),
    Fault("row-deleted", "X445", lambda inbox: _cleared(inbox, FOLLOWUP, MEASURES, *"ABCDEFGHIJKLMNOP")),
    Fault("measure-reworded", "X446", _reworded),
    Fault("report-taken-back", "X470", _taken_back),
    Fault("report-on-a-measure-of-others", "X471", _of_others),
    Fault(
        "file-named-for-another", "X472", lambda inbox: (inbox / IIT_FINANCE).rename(inbox / "สำนักปลัด.xlsx")
    ),
    Fault("measure-in-no-plan", "X476", lambda inbox: _cleared(inbox, IIT, MEASURES, *"BCEGHI")),
    Fault("measure-nowhere-any-more", "X477", _nowhere_any_more),
)


def _cleared(inbox: Path, file: str, sheet: str, *cells: str) -> None:
    """Cells emptied; a column's letter alone means its first row."""
    places = [cell if cell[-1].isdigit() else f"{cell}6" for cell in cells]
    saved = LATER if file == FOLLOWUP else SAVED
    (inbox / file).write_bytes(sheets.clear((inbox / file).read_bytes(), sheet, places, saved))


def make(target: Path) -> None:
    """One agency for each fault below `target`, and the good one."""
    good(target / GOOD)
    for fault in FAULTS:
        shutil.copytree(target / GOOD, target / fault.name)
        fault.do(target / fault.name / INBOX)


def findings_of(agency: Path) -> str:
    """Return what merging finds, as `findings.json` has it, without making the documents."""
    whole = gather(Request(agency))
    findings = (*whole.findings, *findings_about_documents(whole.context))
    return recorded.written(in_order((*findings, *note(drafts(findings, whole.arrived), findings))))


def keep_findings() -> None:
    """Write the golden files anew; read their difference before it is committed."""
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder))
        for fault in FAULTS:
            golden = FOLDER / fault.name / GOLDEN
            golden.parent.mkdir(exist_ok=True)
            golden.write_text(findings_of(Path(folder) / fault.name), "utf-8")
