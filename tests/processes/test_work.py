"""Work in a thread: its progress can be seen, and its end asked for."""

import threading

from itaxl.processes.work import CancelledError, Progress, Work


def test_progress_and_outcome_are_there_for_others() -> None:
    go = threading.Event()

    def run(progress: Progress) -> str:
        progress("progress.read", 1, 2)
        go.wait(10)
        return "done"

    work = Work(run)
    assert not work.wait(0.05)
    assert work.step == ("progress.read", 1, 2)
    go.set()
    assert work.wait(10)
    assert (work.outcome, work.error, work.running) == ("done", None, False)


def test_it_ends_at_the_next_step_once_that_is_asked_for() -> None:
    begun, go = threading.Event(), threading.Event()

    def run(progress: Progress) -> None:
        begun.set()
        go.wait(10)
        progress("progress.read", 1, 1)
        raise AssertionError

    work = Work(run)
    assert begun.wait(10)
    work.cancel()
    go.set()
    assert work.wait(10)
    assert isinstance(work.error, CancelledError)


def test_an_error_is_kept_for_whoever_looks() -> None:
    work = Work(lambda _: 1 / 0)
    assert work.wait(10)
    assert isinstance(work.error, ZeroDivisionError)
