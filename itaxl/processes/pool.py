"""Let workers stand side by side, so that several tasks run at once."""

import contextlib
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Concatenate, Generic, ParamSpec, Self, TypeVar

from itaxl.processes.forks import POSSIBLE, ForkServer
from itaxl.processes.worker import Answer, Worker

R = TypeVar("R")
P = ParamSpec("P")


class Pool(Generic[Answer]):
    """Workers side by side, each with one task at a time.

    with Pool([Worker(...), Worker(...)]) as pool:
        futures = [pool.run(work, document) for document in documents]

    They call one function in the same way: where the system can, they are forks of one process that is ready.
    Leaving it waits for all tasks; an error inside the `with` ends all work at once.
    """

    def __init__(self, workers: Sequence[Worker[Answer]]) -> None:
        self.workers = tuple(workers)
        self._idle = list(workers)  # as many as there are threads, so that each thread finds one
        self._threads = ThreadPoolExecutor(len(workers), thread_name_prefix="worker")
        self._started = contextlib.ExitStack()
        self._submitted: tuple[Future[Any], ...] = ()  # of which some may be done

    @property
    def idle(self) -> bool:
        """Return whether all that was asked for is done."""
        return all(future.done() for future in self._submitted)

    def run(
        self, work: Callable[Concatenate[Worker[Answer], P], R], *arguments: P.args, **named: P.kwargs
    ) -> Future[R]:
        """Call `work(worker, …)` in a thread as soon as a worker is idle."""

        def task() -> R:
            worker = self._idle.pop(0)  # the first ones may have been started in advance
            try:
                return work(worker, *arguments, **named)
            finally:
                self._idle.append(worker)

        future = self._threads.submit(task)
        self._submitted = (*(other for other in self._submitted if not other.done()), future)
        return future

    def __enter__(self) -> Self:
        with self._started:
            if POSSIBLE and len(self.workers) > 1:
                forks = self._started.enter_context(ForkServer(self.workers[0].setup))
                for worker in self.workers:
                    worker.forks = forks
            for worker in self.workers:
                self._started.enter_context(worker)
            self._started = self._started.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            for worker in self.workers:
                worker.kill()
        self._threads.shutdown(wait=True, cancel_futures=kind is not None)
        self._started.close()
