"""HTML to PDF, in this process. The same document gives the same bytes wherever the same libraries are."""

import contextlib
import datetime as dt
import logging
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from itaxl.errors import ItaxlError
from itaxl.report.pdf import accessibility, text_layer
from itaxl.report.pdf import weasyprint as engine
from itaxl.report.pdf.text_layer import Difference

VARIANT = "pdf/a-3a"  # tagged, with an archive's metadata and colours


class RenderError(ItaxlError):
    """A document could not be made into a PDF: `render.failed`, `render.late`, `render.memory` or `render.crashed`."""

    exit_code = 3


@dataclass(frozen=True)
class Attachment:
    """A file that goes inside the PDF as the source of its figures."""

    name: str
    data: bytes
    description: str = ""


@dataclass(frozen=True)
class Document:
    """What is to be made into a PDF.

    `date` is the only one in the PDF's metadata (none: no date at all). `folders`: html_templates of the agency, whose
    fonts are known too.
    """

    html: str
    title: str
    lang: str = "th"
    date: dt.date | None = None
    attachments: tuple[Attachment, ...] = ()
    folders: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Rendered:
    """A PDF and the number of its pages.

    `warnings`: what the engine complained of (missing glyphs, ignored CSS, refused URLs). `differences`: text
    that went in and cannot be found in the PDF as it was; none in a sound one. `anchors`: the page, from 0,
    of each element that has an id.
    """

    pdf: bytes
    pages: int
    warnings: tuple[str, ...]
    differences: tuple[Difference, ...]
    anchors: Mapping[str, int] = field(default_factory=dict)


def render(document: Document) -> Rendered:
    """The PDF of a document. Raises RenderError for whatever stops the engine, PangoMissingError."""
    weasyprint = engine.load(document.folders)
    from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415

    with _collected_messages() as messages:
        try:
            laid_out = _lay_out(weasyprint, document)
            pdf = _written(laid_out, _attachments(weasyprint, document))
        except (Exception, FatalURLFetchingError) as error:
            raise RenderError(
                "render.failed", title=document.title, details=f"{type(error).__name__}: {error}"
            ) from error
        differences = text_layer.verify(pdf, laid_out)
    anchors = {name: number for number, page in enumerate(laid_out.pages) for name in page.anchors}
    return Rendered(pdf, len(laid_out.pages), tuple(dict.fromkeys(messages)), differences, anchors)


def fetcher() -> Any:
    """Return the only door to other files: what a `data:` URL holds, no file of the machine and no network."""
    from weasyprint.urls import URLFetcher  # noqa: PLC0415

    return URLFetcher(allowed_protocols=("data",), allow_redirects=False)


def _lay_out(weasyprint: Any, document: Document) -> Any:
    laid_out = weasyprint.HTML(string=document.html, url_fetcher=fetcher()).render(pdf_variant=VARIANT)
    metadata = laid_out.metadata
    metadata.title, metadata.lang, metadata.generator = document.title, document.lang, "itaxl"
    metadata.created = metadata.modified = document.date.isoformat() if document.date else None
    metadata.attachments = []  # only those that the caller gives, never a link of the page
    return laid_out


def _written(laid_out: Any, attachments: list[Any]) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # the engine leaves its colour profile open
        return bytes(
            laid_out.write_pdf(pdf_variant=VARIANT, attachments=attachments, finisher=accessibility.finish)
        )


def _attachments(weasyprint: Any, document: Document) -> list[Any]:
    moment = dt.datetime.combine(document.date or dt.date(2000, 1, 1), dt.time(), dt.UTC)
    return [
        weasyprint.Attachment(
            string=attachment.data,
            name=attachment.name,
            description=attachment.description,
            relationship="Source",
            created=moment,
            modified=moment,
        )
        for attachment in document.attachments
    ]


class _Collector(logging.Handler):
    def __init__(self, messages: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        self._messages.append(record.getMessage())


@contextlib.contextmanager
def _collected_messages() -> Iterator[list[str]]:
    messages: list[str] = []
    handlers = [(logging.getLogger(name), _Collector(messages)) for name in ("weasyprint", "fontTools")]
    for logger, handler in handlers:
        logger.addHandler(handler)
    try:
        yield messages
    finally:
        for logger, handler in handlers:
            logger.removeHandler(handler)
