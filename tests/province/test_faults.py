"""A province on a scheduler with two workers while much goes wrong: each fault is a row, and all others are whole."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from itaxl import pipeline
from itaxl.inbox.request import Request
from itaxl.province import run
from itaxl.province.one import Job
from itaxl.province.run import Progress
from itaxl.province.state import State
from itaxl.texts import both
from tests import agencies
from tests.cli.test_check import listing
from tests.inbox.files import packed
from tests.press import Press
from tests.province import schedulers, undrawn
from tests.province.schedulers import Cluster

pytestmark = pytest.mark.slow

SOUND = ("a", "b", "held-once")
LOST = both("errors", "province.lost").th


@dataclass(frozen=True)
class Outcome:
    """What came of a run with faults, of another one at the same time, and of one whose scheduler went away."""

    folder: Path
    first: dict[str, State]
    told: list[Progress]
    second: dict[str, State]
    lost: dict[str, State]


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What `itaxl merge` makes by itself of the sound agency, and of that with a bomb; no page is drawn."""
    folder = tmp_path_factory.mktemp("alone")
    sound = agencies.sound()
    agencies.agency(folder / "a", sound)
    agencies.agency(folder / "bomb", sound | bomb())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "Renderer", Press)
        for agency in folder.iterdir():
            pipeline.run(Request(agency, 2562))
        yield folder


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    folder = tmp_path_factory.mktemp("province")
    sound = agencies.sound()
    for name in (*SOUND, "broken", "shut", undrawn.DEADLY, "held-1", "held-2", "later"):
        agencies.agency(folder / name, sound)
    agencies.agency(folder / "bomb", sound | bomb())
    (folder / "broken/itaxl.toml").write_text("[", "utf-8")
    (folder / "shut/reports").touch()  # nothing can be written there, by whomever
    with schedulers.cluster(undrawn.__name__) as cluster, ThreadPoolExecutor() as pool:
        second = pool.submit(states, cluster, folder, "b", "a")
        names = ("broken", undrawn.DEADLY, *SOUND, "shut", "bomb")
        told: list[Progress] = []
        first = states(cluster, folder, *names, told=killing(folder / "held-once", told))
        lost = states(cluster, folder, "held-1", "held-2", "later", told=leaving(cluster, folder))
        return Outcome(folder, first, told, second.result(), lost)


def bomb() -> dict[str, bytes]:
    """A workbook of a few kilobytes that would be 30 MB."""
    return {"2562-OIT-finance.xlsx": packed({"[Content_Types].xml": b"", "xl/workbook.xml": bytes(30 << 20)})}


def states(cluster: Cluster, folder: Path, *names: str, told: run.Tell = lambda _: None) -> dict[str, State]:
    jobs = [Job(folder / name, name, 2562) for name in names]
    return {state.folder: state for state in run.run(jobs, told, scheduler=cluster.address)}


def killing(agency: Path, heard: list[Progress]) -> run.Tell:
    """Kill the process that is in the middle of an agency, once."""
    killed: list[int] = []

    def told(progress: Progress) -> None:
        heard.append(progress)
        if (agency / undrawn.HELD).exists() and not killed:
            killed.append(int((agency / undrawn.HELD).read_text()))
            os.kill(killed[0], signal.SIGKILL)

    return told


def leaving(cluster: Cluster, folder: Path) -> run.Tell:
    """Kill the scheduler while both workers are in the middle of an agency."""

    def told(_: Progress) -> None:
        if all((folder / name / undrawn.HELD).exists() for name in ("held-1", "held-2")):
            schedulers.kill(cluster.scheduler)

    return told


@pytest.mark.parametrize("name", SOUND)
def test_the_others_are_whole(name: str, outcome: Outcome, alone: Path) -> None:
    assert outcome.first[name].state in ("made", "unchanged")
    assert listing(outcome.folder / name / "reports") == listing(alone / "a/reports")


def test_worker_killed_in_the_middle_costs_one_try(outcome: Outcome) -> None:
    assert (outcome.folder / "held-once" / undrawn.HELD).exists()
    assert outcome.first["held-once"].state == "made"


def test_agency_that_kills_two_workers_is_a_row_with_that_reason(outcome: Outcome) -> None:
    state = outcome.first[undrawn.DEADLY]
    assert (state.state, state.exit_code) == ("failed", 2)
    assert state.reason == both("errors", "province.killed").th


def test_progress_counts_what_is_done_and_what_has_failed(outcome: Outcome) -> None:
    last = outcome.told[-1]
    assert (last.count, last.done) == (len(outcome.first), len(outcome.first) - 1)
    assert last.failed >= 2
    assert last.seconds is not None


def test_two_runs_at_once_both_end_with_every_agency(outcome: Outcome) -> None:
    assert {state.state for state in outcome.second.values()} <= {"made", "unchanged"}
    assert outcome.second.keys() == {"a", "b"}


def test_bomb_is_the_reason_in_its_row(outcome: Outcome, alone: Path) -> None:
    state = outcome.first["bomb"]
    assert (state.state, state.exit_code) == ("made", 1)
    assert "2562-OIT-finance.xlsx" in state.reason
    assert listing(outcome.folder / "bomb/reports") == listing(alone / "bomb/reports")


@pytest.mark.parametrize(("name", "named"), [("broken", "itaxl.toml"), ("shut", "reports")])
def test_what_cannot_be_read_or_written_is_the_reason(name: str, named: str, outcome: Outcome) -> None:
    state = outcome.first[name]
    assert (state.state, state.exit_code) == ("failed", 2)
    assert named in state.reason


def test_without_the_scheduler_what_was_not_done_says_so_and_is_done_later(
    outcome: Outcome, alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert {state.reason for state in outcome.lost.values()} == {LOST}
    assert {state.exit_code for state in outcome.lost.values()} == {2}
    assert len(outcome.lost) == 3
    monkeypatch.setattr(pipeline, "Renderer", Press)
    agency = outcome.folder / "held-1"
    assert not (agency / "reports/2562").exists()
    pipeline.run(Request(agency, 2562))
    assert listing(agency / "reports") == listing(alone / "a/reports")
