"""Documents made side by side, each in a process of its own that was started before there was work for it.

Two threads would be slower than one (0.78 times as fast), two processes are faster (1.93 times). Plain child processes
with pipes rather than `multiprocessing`, which would import the caller's main module again.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import BinaryIO, Self, cast

import itaxl
from itaxl.report.rendering import Document, Rendered, RenderError
from itaxl.report.worker import receive, send

TIME_LIMIT = 120.0  # seconds a document: far more than a thousand pages
_START = "import sys; sys.path.append(sys.argv[1]); from itaxl.report.worker import main; main(*sys.argv[2:])"


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


class _Worker:
    """One child process. `usable` until it was killed or died."""

    def __init__(self, time_limit: float, folders: Sequence[Path], scratch: str) -> None:
        self.usable = True
        self._expired = False
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `close`
        root = Path(itaxl.__file__).parent.parent
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _START, str(root), str(time_limit), *map(str, folders)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            env=os.environ | {"TMPDIR": scratch},
        )
        self._input, self._output = cast(BinaryIO, self._process.stdin), cast(BinaryIO, self._process.stdout)

    def render(self, document: Document, time_limit: float) -> Rendered:
        """Blocks for at most `time_limit` seconds. Raises RenderError, PangoMissingError."""
        timer = threading.Timer(time_limit, self._expire)
        timer.start()
        try:
            send(self._input, document)
            answer = receive(self._output)
        except (EOFError, OSError) as error:
            self.kill()
            if self._expired:
                raise RenderError("render.late", title=document.title, seconds=round(time_limit)) from error
            raise RenderError("render.crashed", title=document.title, details=self._last_words()) from error
        finally:
            timer.cancel()
        if isinstance(answer, Rendered):
            return answer
        kind, key, values = cast(tuple[type[RenderError], str, dict[str, object]], answer)
        raise kind(key, **values)

    def kill(self) -> None:
        """At once, whatever it does."""
        self.usable = False
        self._process.kill()

    def _expire(self) -> None:
        self._expired = True
        self.kill()

    def close(self) -> None:
        """Let it go: it ends when its input does."""
        with contextlib.suppress(BrokenPipeError):
            self._input.close()
        self._output.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._complaints.close()

    def _last_words(self) -> str:
        self._process.wait()
        self._complaints.seek(0)
        return self._complaints.read()[-2000:].decode("utf-8", "replace").strip()
