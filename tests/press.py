"""A renderer that draws nothing, for tests that do not look at PDFs: each is the page that would be drawn."""

from concurrent.futures import Future
from typing import Self

from itaxl.report.pdf.render import Document, Rendered


class Press:
    def __init__(self, *_: object, **__: object) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def submit(self, document: Document) -> Future[Rendered]:
        done: Future[Rendered] = Future()
        done.set_result(Rendered(document.html.encode(), 1, (), ()))
        return done
