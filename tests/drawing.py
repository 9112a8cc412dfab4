"""Draw each PDF once in a run of the tests: equal pages are taken from the folder `DRAWN`, whoever drew them.

`python -m tests.drawing ARGS` is `itaxl ARGS` that does so too. What is skipped is laying out the same HTML again, not
making it; `tests/samples/test_same_bytes.py` runs the command as it is.
"""

import hashlib
import os
import sys
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Self

from itaxl import pipeline
from itaxl.processes.messages import decoder, encode
from itaxl.report.pdf.render import Document, Rendered
from itaxl.report.pdf.renderer import Renderer

DRAWN = "TESTS_DRAWN"  # variable of the environment that names the folder
RENDERER = "Renderer"  # its name in the pipeline


class OnceRenderer:
    """A renderer that starts its processes when the first page comes that has not been drawn yet."""

    def __init__(self, folders: Sequence[Path] = (), **_: object) -> None:
        self._folders = folders
        self._ending = ExitStack()
        self._renderer: Renderer | None = None

    def __enter__(self) -> Self:
        if any(folder.exists() for folder in self._folders):  # they are checked on entering
            self._start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ending.__exit__(*error)  # type: ignore[arg-type]

    def submit(self, document: Document) -> Future[Rendered]:
        if any(folder.exists() for folder in document.folders):  # its fonts may be others the next time
            return self._draw(document)
        kept = Path(os.environ[DRAWN]) / digest(document)
        if kept.exists():
            done: Future[Rendered] = Future()
            done.set_result(decoder(Rendered).decode(kept.read_bytes()))
            return done
        drawn = self._draw(document)
        drawn.add_done_callback(partial(_keep, kept))
        return drawn

    def _draw(self, document: Document) -> Future[Rendered]:
        return (self._renderer or self._start()).submit(document)

    def _start(self) -> Renderer:
        self._renderer = self._ending.enter_context(Renderer(self._folders))
        return self._renderer


def digest(document: Document) -> str:
    """Of all that the PDF is made of; where fonts would lie if there were any is not in it."""
    return hashlib.sha256(encode(replace(document, folders=()))).hexdigest()


def _keep(kept: Path, drawn: Future[Rendered]) -> None:
    if not drawn.cancelled() and drawn.exception() is None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        half = kept.with_suffix(f".{os.getpid()}")  # two processes may draw the same page at once
        half.write_bytes(encode(drawn.result()))
        half.replace(kept)


def install() -> None:
    """Let every merge of this process draw so."""
    vars(pipeline)[RENDERER] = OnceRenderer


if __name__ == "__main__":
    from itaxl.cli import main

    install()
    main(sys.argv[1:])
