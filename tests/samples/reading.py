"""The text of a PDF as `pdftotext` gives it, for comparing: without white space and what repeats on each page."""

import re
from pathlib import Path

from tests.report.pdfs import pdftotext

# As drawn, which keeps cells whole; as placed on the page; as pdftotext guesses.
ORDERS = ("-raw", "-layout", "")
_UNSEEN = re.compile(r"[\s\u00a0\u200b\u2060\ufeff]+")
_FURNITURE = re.compile(
    r"- ?[๐-๙]+ ?-?|หน้า [๐-๙]+|[กขคง]"
    r"|รายงานการวิเคราะห์ผลการประเมิน ITA ปีงบประมาณ พ\.ศ\. ๒๕๖๒.*"
    r"|รายงานผลการดำเนินการตามมาตรการ ปีงบประมาณ พ\.ศ\. ๒๕๖๓.*"
)


def text(pdf: Path, order: str = "-raw") -> str:
    """All pages in one reading order, each closed by a form feed."""
    return pdftotext(pdf.read_bytes(), *([order] if order else []))


def squeezed(text: str) -> str:
    """Without white space, no-break and zero-width spaces."""
    return _UNSEEN.sub("", text)


def body(pdf: Path, order: str = "-raw") -> str:
    """The squeezed text without running heads and page numbers, so that a sentence may cross a page."""
    lines = text(pdf, order).replace("\f", "\n").splitlines()
    return squeezed("".join(line for line in lines if not _FURNITURE.fullmatch(line.strip())))


def plain(html: Path) -> str:
    """The squeezed text of a page for the screen, without its style and tags."""
    content = re.sub(r"<style>.*?</style>", "", html.read_text("utf-8"), flags=re.DOTALL)
    return squeezed(re.sub(r"<[^>]+>", "", content))
