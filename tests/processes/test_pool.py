"""Workers side by side: whether any is still at work."""

from concurrent.futures import wait
from contextlib import nullcontext
from threading import Event
from typing import cast

from itaxl.processes.pool import Pool
from itaxl.processes.worker import Worker


def test_pool_is_idle_once_all_that_it_was_asked_for_is_done() -> None:
    begun, may_end = Event(), Event()

    def work(_: object) -> None:
        begun.set()
        may_end.wait(20)

    with Pool([cast("Worker[None]", nullcontext())]) as pool:
        assert pool.idle
        done = [pool.run(work), pool.run(work)]
        begun.wait(20)
        assert not pool.idle
        may_end.set()
        wait(done)
        assert pool.idle
