"""Work that goes on in a thread of this process, whose progress others look at."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Outcome = TypeVar("Outcome")
# Called with the step (a key of the catalogue `terminal`), how many are done, how many there are.
Progress = Callable[[str, int, int], None]


class CancelledError(Exception):
    """End of a work that a person no longer wants."""


class Work(Generic[Outcome]):
    """Work in a thread. `step`: key of the catalogue `terminal`, how many are done, how many there are."""

    def __init__(self, run: Callable[[Progress], Outcome]) -> None:
        self.step: tuple[str, int, int] = ("", 0, 0)
        self.outcome: Outcome | None = None
        self.error: Exception | None = None
        self._run = run
        self._cancelled = threading.Event()
        self._thread = threading.Thread(target=self._work, name="workbench", daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        return self._thread.is_alive()

    def cancel(self) -> None:
        """Ask for the end, which comes at the next step."""
        self._cancelled.set()

    def wait(self, seconds: float) -> bool:
        """Wait for the end; return whether it has come."""
        self._thread.join(seconds)
        return not self.running

    def _work(self) -> None:
        try:
            self.outcome = self._run(self._progress)
        except Exception as error:
            self.error = error

    def _progress(self, key: str, done: int, count: int) -> None:
        if self._cancelled.is_set():
            raise CancelledError
        self.step = (key, done, count)
