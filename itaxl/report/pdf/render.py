"""Render HTML to PDF, in this process. Equal documents and equal versions of libraries give equal bytes."""

import contextlib
import datetime as dt
import logging
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from itaxl.errors import ItaxlError
from itaxl.report.pdf import accessibility, text_layer, word_breaks
from itaxl.report.pdf import weasyprint as engine
from itaxl.report.pdf.text_layer import Difference

VARIANT = "pdf/a-3a"  # tagged, with an archive's metadata and colours


class RenderError(ItaxlError):
    """Failure to make a document into a PDF: `render.failed`, `render.late`, `render.memory` or `render.crashed`."""

    exit_code = 3


@dataclass(frozen=True)
class Attachment:
    """File that goes inside the PDF as the source of its figures."""

    name: str
    data: bytes
    description: str = ""


@dataclass(frozen=True)
class Document:
    """Page to be made into a PDF.

    `date`: the only date in the PDF's metadata (None: no date at all). `folders`: the agency's html_templates, whose
    fonts may be used too.
    """

    html: str
    title: str
    lang: str = "th"
    date: dt.date | None = None
    attachments: tuple[Attachment, ...] = ()
    folders: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Rendered:
    """PDF with the number of its pages.

    `warnings`: complaints of WeasyPrint (missing glyphs, ignored CSS, refused URLs). `differences`: text of the
    document that cannot be found unchanged in the PDF; none in a sound one. `anchors`: page, from 0, of each element
    that has an id.
    """

    pdf: bytes
    pages: int
    warnings: tuple[str, ...]
    differences: tuple[Difference, ...]
    anchors: Mapping[str, int] = field(default_factory=dict)


def render(document: Document) -> Rendered:
    """Return the PDF of a document. Raises RenderError for whatever stops WeasyPrint, PangoMissingError."""
    weasyprint = engine.load(document.folders)
    from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415

    with _collect_messages() as messages:
        try:
            laid_out, numbers = _lay_out(weasyprint, document)
            pdf = _pdf(laid_out, _attachments(weasyprint, document), numbers)
        except (Exception, FatalURLFetchingError) as error:
            raise RenderError(
                "render.failed", title=document.title, details=f"{type(error).__name__}: {error}"
            ) from error
        differences = text_layer.verify(pdf, laid_out)
    anchors = {name: number for number, page in enumerate(laid_out.pages) for name in page.anchors}
    return Rendered(pdf, len(laid_out.pages), tuple(dict.fromkeys(messages)), differences, anchors)


def fetcher() -> Any:
    """Return a fetcher that reads `data:` URLs only: no file of the machine, nothing from the network."""
    from weasyprint.urls import URLFetcher  # noqa: PLC0415

    return URLFetcher(allowed_protocols=("data",), allow_redirects=False)


def _lay_out(weasyprint: Any, document: Document) -> tuple[Any, Any]:
    """Return the pages, and the counter styles that number them."""
    from weasyprint.css.counters import CounterStyle  # noqa: PLC0415

    numbers = CounterStyle()
    html = weasyprint.HTML(string=document.html, url_fetcher=fetcher())
    word_breaks.put_in(html.etree_element)
    laid_out = html.render(pdf_variant=VARIANT, counter_style=numbers)
    for page in laid_out.pages:
        page.bookmarks = [
            (level, word_breaks.visible(label), *rest) for level, label, *rest in page.bookmarks
        ]
    metadata = laid_out.metadata
    metadata.title, metadata.lang, metadata.generator = document.title, document.lang, "itaxl"
    metadata.created = metadata.modified = document.date.isoformat() if document.date else None
    metadata.attachments = []  # only those of the document, never a link of the page
    return laid_out, numbers


def _pdf(laid_out: Any, attachments: list[Any], numbers: Any) -> bytes:
    finish = partial(accessibility.finish, numbers=numbers)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves its colour profile open
        return bytes(laid_out.write_pdf(pdf_variant=VARIANT, attachments=attachments, finisher=finish))


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
def _collect_messages() -> Iterator[list[str]]:
    messages: list[str] = []
    handlers = [(logging.getLogger(name), _Collector(messages)) for name in ("weasyprint", "fontTools")]
    for logger, handler in handlers:
        logger.addHandler(handler)
    try:
        yield messages
    finally:
        for logger, handler in handlers:
            logger.removeHandler(handler)
