"""All agencies of a province on a scheduler with two workers, each a process: whatever happens to one is its row."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import Client, LocalCluster

from itaxl.errors import WrongUseError
from itaxl.province import cluster, run
from itaxl.province.one import Job
from itaxl.province.run import Progress
from itaxl.texts import both

pytestmark = [pytest.mark.slow, pytest.mark.together]


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    """A client of two workers that are as `itaxl province merge` starts them, but make nothing."""
    with (
        LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            memory_limit=0,
            dashboard_address=None,
            silence_logs=logging.CRITICAL,
            scheduler_kwargs={"allowed_failures": 0},
            preload=[str(Path(__file__).with_name("deadly.py"))],
        ) as made,
        Client(made) as client,
    ):
        yield client


def jobs(folder: Path, *names: str) -> list[Job]:
    for name in names:
        (folder / name).mkdir()
    return [Job(folder / name, name, 2562) for name in names]


def test_every_agency_has_a_row_whatever_happens_to_the_workers(client: Client, tmp_path: Path) -> None:
    told: list[Progress] = []
    names = ("a", "deadly", "b", "once", "wrong", "c")
    states = {state.folder: state for state in run.states(client, jobs(tmp_path, *names), told.append)}
    assert {name: state.state for name, state in states.items()} == {
        **dict.fromkeys(("a", "b", "once", "c"), "made"),
        **dict.fromkeys(("deadly", "wrong"), "failed"),
    }
    assert states["deadly"].reason == both("errors", "province.killed").th
    assert states["wrong"].reason == both("errors", "settings.none").th
    assert {states[name].exit_code for name in ("deadly", "wrong")} == {2}
    assert (told[-1].count, told[-1].done) == (6, 5)
    assert told[-1].seconds is not None


def test_scheduler_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECTING", 0.2)
    with pytest.raises(WrongUseError) as refusal, cluster.connected("tcp://127.0.0.1:9"):
        pass
    assert refusal.value.key == "province.scheduler"


def test_without_the_extra_its_installation_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "find_spec", lambda _: None)
    with pytest.raises(WrongUseError) as refusal:
        cluster.check_installed()
    assert "itaxl[province]" in str(refusal.value)
