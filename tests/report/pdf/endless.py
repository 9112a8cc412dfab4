"""`render`, but for a document that is never done and takes nothing of the processor meanwhile."""

import time

from itaxl.report.pdf import render as real
from itaxl.report.pdf.render import Document, Rendered

TITLE = "ไม่จบ"


def render(document: Document) -> Rendered:
    if document.title == TITLE:
        time.sleep(600)
    return real.render(document)
