"""The smallest PDF, with files inside it as ours have them: no engine is asked to draw it."""

import io
from collections.abc import Sequence
from datetime import date

import pydyf

from itaxl.report.pdf import attachments
from itaxl.report.pdf.attachments import Attachment


def pdf(text: str, files: Sequence[Attachment], day: date | None) -> bytes:
    """One stream that holds the text."""
    made = pydyf.PDF()
    made.info["Producer"] = pydyf.String("")
    made.add_object(pydyf.Stream([text.encode()]))
    attachments.declare(made, files)
    written = io.BytesIO()
    made.write(written, b"1.7", identifier=False, compress=True)
    return attachments.filled(written.getvalue(), files, day)
