"""What is no workbook is named for what it is, and a division's own is never left out with a mere warning."""

import io
import struct
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from openpyxl import Workbook

from itaxl.checks.context import Context
from itaxl.findings import Finding, Severity
from itaxl.inbox.arrivals import arriving, receive, take
from itaxl.inbox.folder import files
from itaxl.inbox.mail.limits import Item
from itaxl.spreadsheets.read import HERE
from tests.filled import AGENCY, CONTEXT
from tests.inbox.files import deflate64, packed
from tests.spreadsheets.broken import good, types

NOISE = Random(1).randbytes(3_000)
ARCHIVE = packed({"คลัง.xlsx": good(), "ช่าง.xlsx": good(), "คำสั่ง.pdf": NOISE})
BINARY = types("ms-excel.sheet.binary.macroEnabled.main") + "<!-- application/vnd.ms-office.vbaProject -->"
XLSB = packed(
    {
        "[Content_Types].xml": BINARY.encode(),
        "xl/workbook.bin": b"ITAXL-1-2562",
        "xl/vbaProject.bin": b"\xd0\xcf",
    }
)
NUMBERS = packed({"Index/Document.iwa": NOISE, "preview.jpg": NOISE})


def last_piece(archive: bytes) -> bytes:
    """The last of two files into which an archive was cut."""
    end = archive.rfind(b"PK\x05\x06")
    return archive[400 : end + 4] + struct.pack("<HH", 1, 0) + archive[end + 8 :]


def with_true_offsets(before: bytes) -> bytes:
    """An archive that was packed behind other bytes and knows it, as one that unpacks itself."""
    target = io.BytesIO()
    target.write(before)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("คลัง.xlsx", good())
    return target.getvalue()


KINDS: list[tuple[str, bytes, str]] = [
    ("แผน.xlsb", XLSB, "F106"),
    ("ส่งงาน.zip", ARCHIVE[: len(ARCHIVE) // 2], "F141"),
    ("ส่งงาน.zip", ARCHIVE[:-30], "F141"),
    ("ไม่มีนามสกุล", ARCHIVE[: len(ARCHIVE) // 2], "F141"),
    ("แผน.xlsx", good()[: len(good()) // 2], "F110"),
    ("แผน.numbers", NUMBERS, "F142"),
    ("แผน.zip", NUMBERS, "F142"),
    ("แผน.numbers", packed({"index.apxl": b"<a/>"}), "F142"),
    ("แผน.z01", ARCHIVE[:500], "F143"),
    ("แผน.zip.002", ARCHIVE[500:], "F143"),
    ("แผน.zip", b"PK\x07\x08" + ARCHIVE[:500], "F143"),
    ("แผน.zip", last_piece(ARCHIVE), "F143"),
    ("แผน.exe", b"MZ" + NOISE + ARCHIVE, "F144"),
    ("แผน.exe", with_true_offsets(b"MZ" + NOISE), "F144"),
    ("แผน.dat", b"\xef\xbb\xbf" + good(), "F158"),
    ("แผน.zip", deflate64(packed({"ภาพ.zip": NOISE})), "F145"),
]


@pytest.mark.parametrize(("name", "data", "code"), KINDS, ids=[f"{code} {name}" for name, _, code in KINDS])
def test_named_for_what_it_is(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    """As it lies in the inbox, and within an archive."""
    for outer, content in ((name, data), ("ทั้งหมด.zip", packed({name: data}))):
        (tmp_path / outer).write_bytes(content)
        arrived = receive(outer, tmp_path / outer, CONTEXT, HERE)
        assert [finding.code for workbook in arrived for finding in workbook.findings] == [code]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("กองคลัง IIT.zip", ARCHIVE[: len(ARCHIVE) // 2]),
        ("กองคลัง IIT.numbers", NUMBERS),
        ("แผน.xlsx", deflate64(good())),
        ("แผน.xlsx", b"\r\n" + good()),
    ],
)
def test_error_where_it_may_be_a_divisions(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    (arrived,) = receive(name, tmp_path / name, CONTEXT, HERE)
    assert [(finding.code, finding.severity) for finding in arrived.findings] == [("F140", Severity.ERROR)]


@pytest.mark.parametrize(
    "name",
    [
        "2562-IIT-finance.xlsx.crdownload",
        "2562-IIT-finance.xlsx.download/2562-IIT-finance.xlsx",
        "2562-IIT-finance.xlsx.part",
        "2562-IIT-finance.xlsx.wkdownload",
        "Unconfirmed 61724.crdownload",
        "3F2A1B00.tmp",
        "2562-IIT-finance.xlsx.tmp",
        ".com.google.Chrome.aBcDeF",
        ".2562-IIT-finance.xlsx.icloud",
    ],
)
def test_half_a_download_is_said_to_be_one_and_is_no_error(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(good()[:600])
    (waiting,) = files([tmp_path])
    findings = [
        finding for opened in arriving(waiting, HERE) for finding in take(opened, CONTEXT, HERE).findings
    ]
    assert [(finding.code, finding.severity) for finding in findings] == [("F141", Severity.WARNING)]


ADDRESSES = Context(
    replace(
        AGENCY,
        divisions=tuple(
            replace(division, email=f"{division.id}@dokkhun.go.th") for division in AGENCY.divisions
        ),
        senders=("office@dokkhun.go.th",),
    ),
    CONTEXT.year,
    CONTEXT.instrument,
)


def own_table(change: Callable[[Workbook], object] = lambda _: None) -> bytes:
    workbook = Workbook()
    workbook.worksheets[0]["A1"] = "ตารางของส่วนงาน"
    change(workbook)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def far(workbook: Workbook) -> None:
    workbook.worksheets[0]["A5001"] = 1


def wide(workbook: Workbook) -> None:
    workbook.worksheets[0]["CX1"] = 1


def headed(workbook: Workbook) -> None:
    workbook.worksheets[0]["C5"] = "ประเด็นที่เป็นข้อบกพร่อง/จุดอ่อน"
    workbook.worksheets[0]["D5"] = "แนวทางการนำผลการวิเคราะห์ไปสู่การปฏิบัติ"


def without(part: str) -> bytes:
    """A workbook of two sheets that lacks a part."""
    source = zipfile.ZipFile(io.BytesIO(own_table(lambda workbook: workbook.create_sheet("สอง"))))
    return packed({name: source.read(name) for name in source.namelist() if name != part})


def judged(name: str, data: bytes, sender: str = "") -> tuple[Finding, ...]:
    return take(Item(name, data, sender), ADDRESSES, HERE).findings


@pytest.mark.parametrize(
    "data",
    [
        own_table(),
        own_table(far),
        own_table(wide),
        without("xl/worksheets/sheet2.xml"),
        without("xl/workbook.xml"),
    ],
    ids=["plain", "over 5,000 rows", "over 100 columns", "a sheet absent", "no workbook part"],
)
def test_foreign_workbooks_are_a_warning_however_they_fail(data: bytes) -> None:
    assert [finding.code for finding in judged("งบประมาณ.xlsx", data, "someone@example.com")] == ["W201"]


@pytest.mark.parametrize(
    ("name", "data", "sender", "sign"),
    [
        ("งบประมาณ.xlsx", own_table(), "คลัง <Finance@dokkhun.go.th>", "by its sender"),
        ("งบประมาณ.xlsx", own_table(), "office@dokkhun.go.th", "by its sender"),
        ("งบประมาณ.xlsx", own_table(headed), "", "by its text"),
        ("กองคลัง.xlsx", own_table(), "", "by its name"),
        ("กองคลัง แก้ไขแล้ว (2).xlsx", own_table(), "", "by its name"),
        ("finance.xlsx", own_table(), "", "by its name"),
        ("มาตรการ กองคลัง.xlsx", own_table(), "", "by its name"),
        ("สรุป IIT.xlsx", own_table(), "", "by its name"),
    ],
)
def test_what_may_be_a_divisions_is_an_error(name: str, data: bytes, sender: str, sign: str) -> None:
    (finding,) = judged(name, data, sender)
    assert (finding.code, finding.severity) == ("F140", Severity.ERROR)
    assert sign in finding.what("en")


@pytest.mark.parametrize("data", [own_table(far), without("xl/worksheets/sheet2.xml")])
def test_what_may_be_a_divisions_keeps_its_own_error(data: bytes) -> None:
    assert any(finding.code in ("F113", "W207") for finding in judged("กองคลัง IIT.xlsx", data))


@pytest.mark.parametrize("name", ["กองคลังจังหวัด.xlsx", "ระเบียบกองคลัง.xlsx"])
def test_a_longer_name_alone_is_no_sign(name: str) -> None:
    assert [finding.code for finding in judged(name, own_table())] == ["W201"]


def test_scanned_letters_from_a_division_come_along_with_workbooks() -> None:
    (finding,) = judged("หนังสือนำส่ง.pdf", b"%PDF-1.7\n", "finance@dokkhun.go.th")
    assert (finding.code, finding.severity) == ("F109", Severity.WARNING)


@pytest.mark.parametrize("cut", [30, 3_000])
def test_a_zip_without_its_end_is_not_taken_for_the_last_workbook_in_it(tmp_path: Path, cut: int) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in ("หนึ่ง.xlsx", "สอง.xlsx"):
            archive.writestr(name, good())
    (tmp_path / "ส่งงาน.zip").write_bytes(target.getvalue()[:-cut])
    (waiting,) = files([tmp_path])
    arrived = [take(opened, CONTEXT, HERE) for opened in arriving(waiting, HERE)]
    assert [finding.code for result in arrived for finding in result.findings] == ["F141"]
