"""Documents made side by side, each in a process of its own that was started before there was work for it.

Two threads would be slower than one (0.78 times as fast), two processes are faster (1.93 times).
"""

import os
import tempfile
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Self, cast

from itaxl.processes import Child, DeadError, LateError
from itaxl.report.pdf.render import Document, Rendered, RenderError

TIME_LIMIT = 120.0  # seconds a document: far more than a thousand pages


class Renderer:
    """Starts its processes at once, so enter it early; leave it to end them.

    with Renderer(folders) as renderer:
        ...
        analysis = renderer.submit(Document(html, title="…"))
        analysis.result().pdf

    `folders`: html_templates of the agency, whose fonts are loaded in advance. An error inside the `with`
    ends all work at once; else leaving it waits for what was submitted.
    """

    def __init__(
        self, folders: Sequence[Path] = (), *, processes: int | None = None, time_limit: float = TIME_LIMIT
    ) -> None:
        self._folders = tuple(folders)
        self._time_limit = time_limit
        self._closed = False
        self._scratch = tempfile.TemporaryDirectory(prefix="itaxl-", ignore_cleanup_errors=True)
        count = processes or min(2, os.cpu_count() or 1)
        self._workers = [self._started() for _ in range(count)]
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="render")

    def submit(self, document: Document) -> Future[Rendered]:
        """Make this document as soon as a process is free.

        Its result raises RenderError if it fails, takes too long or its process dies, or PangoMissingError.
        """
        return self._threads.submit(self._render, document)

    def _render(self, document: Document) -> Rendered:
        worker = self._idle.get()
        try:
            return worker.render(document, self._time_limit)
        finally:
            if not (worker.usable or self._closed):
                worker = self._started()
                self._workers.append(worker)
            self._idle.put(worker)

    def _started(self) -> "_Worker":
        return _Worker(self._time_limit, self._folders, self._scratch.name)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._closed = True
            for worker in self._workers:
                worker.kill()
        self._threads.shutdown(wait=True, cancel_futures=kind is not None)
        for worker in self._workers:
            worker.close()
        self._scratch.cleanup()


class _Worker(Child):
    """One child process that makes documents."""

    def __init__(self, time_limit: float, folders: Sequence[Path], scratch: str) -> None:
        super().__init__(
            "itaxl.report.pdf.worker", str(time_limit), *map(str, folders), environment={"TMPDIR": scratch}
        )

    def render(self, document: Document, time_limit: float) -> Rendered:
        """Blocks for at most `time_limit` seconds. Raises RenderError, PangoMissingError."""
        try:
            answer = self.ask(document, time_limit)
        except LateError as error:
            raise RenderError("render.late", title=document.title, seconds=round(time_limit)) from error
        except DeadError as error:
            raise RenderError("render.crashed", title=document.title, details=error.details) from error
        if isinstance(answer, Rendered):
            return answer
        kind, key, values = cast(tuple[type[RenderError], str, dict[str, object]], answer)
        raise kind(key, **values)
