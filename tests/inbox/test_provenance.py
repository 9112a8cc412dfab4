"""Who sent a workbook, and when, is known in the office and nowhere else."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

from openpyxl import load_workbook

from itaxl.forms.layout import SCORES
from itaxl.inbox.arrivals import take
from itaxl.inbox.mail.limits import Item
from itaxl.merging.merge import Merged, merge
from itaxl.report.files.office import merged_xlsx
from itaxl.spreadsheets.read import HERE
from tests.filled import AGENCY, CONTEXT, INSTRUMENT, book, submission, who
from tests.inbox.mail.letters import WORKBOOK

SENT = datetime(2020, 4, 10, 2, 30, tzinfo=UTC)
SENDER = "กองคลัง <finance@example.go.th>"
ROWS = "| รหัส | จำนวนผู้ตอบ | คะแนน (0–100) |\n|---|---|---|\n| 1 | 20 | 80 |"


def merged(sender: str, sent: datetime | None) -> Merged:
    result = submission(book(who("IIT", "finance"), {SCORES: ROWS}))
    return merge(
        [replace(result, reading=replace(result.reading, sender=sender, sent=sent))], AGENCY, INSTRUMENT, {}
    )


def cells(merged_year: Merged) -> list[object]:
    """Sender and time of the first row of scores."""
    sheet = load_workbook(BytesIO(merged_xlsx(merged_year, "en", date(2020, 5, 1))))["Scores"]
    headings = [cell.value for cell in sheet[1]]
    return [sheet.cell(2, headings.index(name) + 1).value for name in ("Mail from", "Sent (Thai time)")]


def test_reading_knows_its_mail() -> None:
    arrived = take(Item("a.eml › b.xlsx", WORKBOOK, SENDER, SENT), CONTEXT, HERE)
    assert (arrived.file, arrived.reading.sender, arrived.reading.sent) == ("a.eml › b.xlsx", SENDER, SENT)


def test_merged_workbook_has_sender_and_thai_time() -> None:
    assert cells(merged(SENDER, SENT)) == [SENDER, datetime.fromisoformat("2020-04-10T09:30:00")]


def test_blank_where_it_came_without_a_mail() -> None:
    assert cells(merged("", None)) == [None, None]
