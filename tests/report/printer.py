"""An agency with a plan, a report and announced results, and a printer that draws only the smallest PDFs."""

from concurrent.futures import Future
from functools import cache
from pathlib import Path
from typing import Any

from itaxl import pipeline
from itaxl.forms.layout import MEASURES, SCORES
from itaxl.inbox.request import Request
from itaxl.report.pdf.render import Document, Rendered
from itaxl.report.pdf.text_layer import Difference
from itaxl.spreadsheets.read import HERE
from tests import agencies
from tests.agencies import ANNOUNCED, PLANNED, SCORED
from tests.filled import who
from tests.press import Press
from tests.tiny_pdf import pdf


class Printer(Press):
    """Draws the smallest PDFs, and counts them in `drawn` by title."""

    drawn: list[str]
    unlike: tuple[Difference, ...] = ()

    def submit(self, document: Document) -> Future[Rendered]:
        self.drawn.append(document.title)
        done: Future[Rendered] = Future()
        data = pdf(document.html, document.attachments, document.date)
        part = pdf(document.excerpt.title, (), document.date) if document.excerpt else b""
        excerpt = Rendered(part, 1, (), ()) if part else None
        done.set_result(Rendered(data, 1, (), self.unlike, {}, excerpt))
        return done


@cache
def planned(measure: str = "ประกาศนโยบาย") -> bytes:
    table = PLANNED.replace("ประกาศนโยบาย", measure)
    return agencies.workbook(who("IIT", "finance"), {SCORES: SCORED, MEASURES: table})


@cache
def reported(result: str) -> bytes:
    table = (
        "| ตัวชี้วัด | มาตรการ | สถานะ | ผลการดำเนินงาน |\n|---|---|---|---|\n"
        f"| 1 | ประกาศนโยบาย | อยู่ระหว่างดำเนินการ | {result} |"
    )
    return agencies.workbook(who("IIT", "finance", "followup-6"), {MEASURES: table})


def agency(folder: Path) -> Path:
    announced = agencies.workbook(who("announced"), ANNOUNCED)
    inbox = {"a.xlsx": announced, "p.xlsx": planned(), "f.xlsx": reported("เริ่มแล้ว")}
    return agencies.agency(folder, inbox)


def merge(home: Path, **options: Any) -> list[str]:
    """Merge, and return the titles of what was drawn."""
    Printer.drawn = []
    pipeline.run(Request(home, **options), reader=HERE)
    return Printer.drawn


def put(home: Path, name: str, workbook: bytes) -> None:
    (home / "inbox/2562" / name).write_bytes(workbook)
