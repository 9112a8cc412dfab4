"""A renderer that draws nothing, for tests that do not look at PDFs: each is the page that would be drawn.

`python -m tests.press ARGS` is `itaxl ARGS` with it.
"""

import sys
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


if __name__ == "__main__":
    from itaxl import pipeline
    from itaxl.cli import main

    vars(pipeline)["Renderer"] = Press
    main(sys.argv[1:])
