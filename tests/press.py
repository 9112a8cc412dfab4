"""A renderer that draws nothing, for tests that do not look at PDFs: each is the page that would be drawn.

`python -m tests.press ARGS` is `itaxl ARGS` with it.
"""

import json
import sys
from concurrent.futures import Future
from typing import Self

from itaxl.agency import shown_before
from itaxl.files import digest
from itaxl.findings import Finding, in_order
from itaxl.gather import Gathered
from itaxl.report.documents import Made
from itaxl.report.files import open_data
from itaxl.report.files.folder import MANIFEST
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


def make(year_data: Gathered, *_: object, more: tuple[Finding, ...] = ()) -> Made:
    """Make the open data, and one page, in place of all documents."""
    files = {
        "data.json": open_data.data_json(
            year_data.outcome.assessment, year_data.agency, year_data.context.instrument
        ).encode(),
        "analysis.pdf": repr(year_data.agency.report_date).encode(),
    }
    listed: dict[str, object] = {
        "outputs": [{"file": name, "sha256": digest(content)} for name, content in files.items()]
    }
    listed |= {shown_before.KEY: shown_before.record(year_data.outcome.hidden.figures)}
    return Made(files | {MANIFEST: json.dumps(listed).encode()}, in_order((*year_data.findings, *more)))


if __name__ == "__main__":
    from itaxl import pipeline
    from itaxl.cli import main

    vars(pipeline)["Renderer"] = Press
    main(sys.argv[1:])
