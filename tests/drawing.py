"""Draw each PDF once in a run of the tests: equal pages are taken from the folder `DRAWN`, whoever drew them.

New ones are drawn by one process that stays for all merges of this one, since starting it takes longer than most pages.

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
from typing import Any, Self

from itaxl import pipeline
from itaxl.processes.messages import decoder, encode
from itaxl.report.pdf.render import Document, Rendered
from itaxl.report.pdf.renderer import Renderer
from itaxl.report.pdf.weasyprint import FONTS

DRAWN = "TESTS_DRAWN"  # variable of the environment that names the folder
RENDERER = "Renderer"  # its name in the pipeline


_warm: list[Any] = []
_ending = ExitStack()


class OnceRenderer:
    """A renderer that starts processes of its own only where the agency has fonts of its own."""

    def __init__(self, folders: Sequence[Path] = (), **_: object) -> None:
        self._folders = folders
        self._ending = ExitStack()
        self._own: Renderer | None = None

    def __enter__(self) -> Self:
        if _with_fonts(self._folders):  # they are checked on entering
            self._own = self._ending.enter_context(Renderer(self._folders))
        return self

    def __exit__(self, *error: object) -> None:
        self._ending.__exit__(*error)  # type: ignore[arg-type]

    def submit(self, document: Document) -> Future[Rendered]:
        if self._own:  # its fonts may be others the next time
            return self._own.submit(document)
        kept = Path(os.environ[DRAWN]) / digest(document)
        if kept.exists():
            done: Future[Rendered] = Future()
            done.set_result(decoder(Rendered).decode(kept.read_bytes()))
            return done
        drawn: Future[Rendered] = _started().submit(replace(document, folders=()))
        drawn.add_done_callback(partial(_keep, kept))
        return drawn


def _with_fonts(folders: Sequence[Path]) -> bool:
    return any((folder / FONTS).exists() for folder in folders)


def _started() -> Any:
    if not _warm:
        _warm.append(_ending.enter_context(Renderer(processes=1)))
    return _warm[0]


def end() -> None:
    """End the process that draws, if it was started."""
    _warm.clear()
    _ending.close()


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
    with _ending:
        main(sys.argv[1:])
