"""Render documents side by side, each in a process that was started in advance.

Two threads would be slower than one (0.78 times as fast), two processes are faster (1.93 times).
"""

import os
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

from itaxl import files
from itaxl.processes.pool import Pool
from itaxl.processes.worker import MEGABYTE, CrashError, LateError, OutOfMemoryError, Worker
from itaxl.report.pdf.render import Document, Rendered, RenderError
from itaxl.report.pdf.weasyprint import FONTS, PangoMissingError

TIME_LIMIT = 600.0  # seconds per document; the longest takes 30, and 200 where ten other programs work
MEMORY_LIMIT = 4096 * MEGABYTE  # bytes per document
SOURCE = "itaxl.report.pdf.render:render"
# The first document is slow, so a small one is made in advance: it loads fonts, dictionary and style sheets.
WARM_UP = "<html lang=th><p style='font: 16pt serif'>ดำเนินงาน <b>ที่</b> <i>น้ำ</i> ☑<table><tr><td>๑</table>"


class Renderer(Pool[Rendered]):
    """Processes that make PDFs. Entering it starts them, so enter it early; leaving it ends them.

    with Renderer(folders) as renderer:
        ...
        analysis = renderer.submit(Document(html, title="…"))
        analysis.result().pdf

    `folders`: the agency's html_templates, whose fonts are loaded in advance; raises WrongUseError for a pipe or a
    device among them. `late`: start all but one only when there is a document for them. An error inside the `with`
    ends all work at once; otherwise leaving it waits for the documents that were submitted.
    """

    def __init__(
        self,
        folders: Sequence[Path] = (),
        *,
        processes: int | None = None,
        late: bool = False,
        time_limit: float = TIME_LIMIT,
        memory: int = MEMORY_LIMIT,
    ) -> None:
        for font in (path for folder in folders for path in (folder / FONTS).rglob("*")):
            files.is_there(font)  # Fontconfig opens all that lies there

        def worker(number: int) -> Worker[Rendered]:
            return Worker(
                SOURCE,
                Rendered,
                memory=memory,
                seconds=time_limit,
                raises=[RenderError, PangoMissingError],
                warm_up=[Document(WARM_UP, "", folders=tuple(folders))],
                late=late and number > 0,
            )

        super().__init__([worker(number) for number in range(processes or min(2, os.cpu_count() or 1))])

    def submit(self, document: Document) -> Future[Rendered]:
        """Make a document as soon as a process is free.

        The result raises RenderError if it fails, takes too long or its process dies, or PangoMissingError.
        """
        return self.run(_render, document)


def _render(worker: Worker[Rendered], document: Document) -> Rendered:
    title = document.title
    try:
        return worker(document)
    except LateError as error:
        raise RenderError("render.late", title=title, seconds=round(worker.seconds)) from error
    except OutOfMemoryError as error:
        raise RenderError("render.memory", title=title, megabytes=worker.memory // MEGABYTE) from error
    except CrashError as error:
        raise RenderError("render.crashed", title=title, details=error.details) from error
