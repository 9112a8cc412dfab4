"""Render HTML to PDF, in this process. Equal documents and equal versions of libraries give equal bytes."""

import contextlib
import datetime as dt
import logging
import warnings
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path
from typing import Any

from itaxl.errors import ItaxlError
from itaxl.report.pdf import accessibility, attachments, text_layer, word_breaks
from itaxl.report.pdf import weasyprint as engine
from itaxl.report.pdf.attachments import Attachment
from itaxl.report.pdf.quicker import styles
from itaxl.report.pdf.text_layer import Difference

VARIANT = "pdf/a-3a"  # tagged, with an archive's metadata and colours


class RenderError(ItaxlError):
    """Failure to make a document into a PDF: `render.failed`, `render.late`, `render.memory` or `render.crashed`."""

    exit_code = 3


@dataclass(frozen=True)
class Excerpt:
    """First pages of a document as a PDF of their own: those of the kind that style sheets name `page`."""

    page: str
    title: str


@dataclass(frozen=True)
class Document:
    """Page to be made into a PDF.

    `date`: the only date in the PDF's metadata (None: no date at all). `folders`: the agency's html_templates, whose
    fonts may be used too. `excerpt`: pages of it that are wanted by themselves too.
    """

    html: str
    title: str
    lang: str = "th"
    date: dt.date | None = None
    attachments: tuple[Attachment, ...] = ()
    folders: tuple[Path, ...] = ()
    excerpt: Excerpt | None = None


@dataclass(frozen=True)
class Rendered:
    """PDF with the number of its pages.

    `warnings`: complaints of WeasyPrint (missing glyphs, ignored CSS, refused URLs). `differences`: text of the
    document that cannot be found unchanged in the PDF; none in a sound one. `anchors`: page, from 0, of each element
    that has an id. `excerpt`: that of the document, without anchors, if it has one.
    """

    pdf: bytes
    pages: int
    warnings: tuple[str, ...]
    differences: tuple[Difference, ...]
    anchors: Mapping[str, int] = field(default_factory=dict)
    excerpt: "Rendered | None" = None


def render(document: Document) -> Rendered:
    """Return the PDF of a document. Raises RenderError for whatever stops WeasyPrint, PangoMissingError."""
    weasyprint = engine.load(document.folders)
    from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415

    with _collect_messages() as messages:
        try:
            laid_out, numbers = _lay_out(weasyprint, document)
            pdf = _pdf(laid_out, numbers, document)
            excerpt = _excerpt(laid_out, numbers, document)
        except (Exception, FatalURLFetchingError) as error:
            raise RenderError(
                "render.failed", title=document.title, details=f"{type(error).__name__}: {error}"
            ) from error
        differences = text_layer.verify(pdf, laid_out)
    anchors = {name: number for number, page in enumerate(laid_out.pages) for name in page.anchors}
    complaints = tuple(dict.fromkeys(messages))
    return Rendered(pdf, len(laid_out.pages), complaints, differences, anchors, excerpt)


def fetcher() -> Any:
    """Return a fetcher that reads `data:` URLs only: no file of the machine, nothing from the network."""
    from weasyprint.urls import URLFetcher  # noqa: PLC0415

    return URLFetcher(allowed_protocols=("data",), allow_redirects=False)


def _lay_out(weasyprint: Any, document: Document) -> tuple[Any, Any]:
    """Return the pages, and the counter styles that number them."""
    from weasyprint.css.counters import CounterStyle  # noqa: PLC0415

    numbers = CounterStyle()
    html = weasyprint.HTML(string=document.html, url_fetcher=fetcher())
    styles.leave_out_notes(html, document.html)
    word_breaks.put_in(html.etree_element)
    fonts = engine.fonts_for(document.folders)
    laid_out = html.render(font_config=fonts, pdf_variant=VARIANT, counter_style=numbers)
    for page in laid_out.pages:
        page.bookmarks = [
            (level, word_breaks.visible(label), *rest) for level, label, *rest in page.bookmarks
        ]
    metadata = laid_out.metadata
    metadata.title, metadata.lang, metadata.generator = document.title, document.lang, "itaxl"
    metadata.created = metadata.modified = document.date.isoformat() if document.date else None
    metadata.attachments = []  # only those of the document, never a link of the page
    return laid_out, numbers


def _excerpt(laid_out: Any, numbers: Any, document: Document) -> Rendered | None:
    """Return the first pages by themselves; None where none are wanted, or none are of that kind."""
    wanted = document.excerpt
    if wanted is None:
        return None
    pages = list(takewhile(lambda page: page._page_box.page_type.name == wanted.page, laid_out.pages))
    if not pages:
        return None
    part = laid_out.copy(pages)
    part.metadata = copy(laid_out.metadata)
    part.metadata.title = wanted.title
    pdf = _pdf(part, numbers, replace(document, attachments=()))
    return Rendered(pdf, len(pages), (), text_layer.verify(pdf, part))


def _pdf(laid_out: Any, numbers: Any, document: Document) -> bytes:
    def finish(laid_out: Any, pdf: Any) -> None:
        accessibility.finish(laid_out, pdf, numbers)
        attachments.declare(pdf, document.attachments)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves its colour profile open
        pdf = laid_out.write_pdf(pdf_variant=VARIANT, pdf_identifier=False, finisher=finish)
    return attachments.filled(pdf, document.attachments, document.date)


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
