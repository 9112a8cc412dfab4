"""Merge all agencies from the browser: once at a time, with an end that a person may ask for."""

import threading
from collections.abc import Callable, Sequence

import pytest
from starlette.testclient import TestClient

from itaxl.province import run
from itaxl.province.one import Job
from itaxl.province.run import Progress
from itaxl.province.state import State
from itaxl.province_workbench.desk import ProvinceDesk

Post = Callable[[str], str]


class Cluster:
    """Stands in for `run.run`: tells of progress until it may end."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.jobs: Sequence[Job] = ()

    def __call__(self, jobs: Sequence[Job], told: Callable[[Progress], None]) -> tuple[State, ...]:
        self.jobs = jobs
        while not self.go.wait(0.05):
            told(Progress(1, 1, len(jobs), 61))
        return tuple(State(job.name, f"<i>{job.name}", "failed", "ไม่มีไฟล์", 2) for job in jobs)


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Cluster:
    made = Cluster()
    monkeypatch.setattr(run, "run", made)
    return made


@pytest.mark.slow
def test_all_are_merged_once_and_each_that_failed_is_told(
    browser: TestClient, post: Post, desk: ProvinceDesk, cluster: Cluster, undrawn: None
) -> None:
    browser.post(post("/merge"), data={"year": "2562", "anew": "on"})
    first = desk.making
    assert first
    while not first.step[2]:
        first.wait(0.05)
    text = browser.get("/merge").text
    assert "1/3 agencies done, 1 failed, about 1:01 min left" in text
    assert 'data-progress="/progress/merging" data-then="/merge"' in text
    assert desk.busy
    again = browser.post(post("/merge"), data={"year": "2562"}).text
    assert desk.making is first
    assert "A merge is under way already" in again
    cluster.go.set()
    assert first.wait(60)
    assert all(job.anew and job.year == 2562 for job in cluster.jobs)
    text = browser.get("/merge").text
    assert "3 failed" in text
    assert "&lt;i&gt;agencies/broken" in text
    assert 'href="/agency/agencies/broken/"' in text
    assert (desk.reports / "office/state.csv").is_file()


def test_a_person_may_end_it(browser: TestClient, post: Post, desk: ProvinceDesk, cluster: Cluster) -> None:
    browser.post(post("/merge"), data={"year": "2562"})
    browser.post(post("/merge/cancel"))
    assert desk.making
    assert desk.making.wait(20)
    assert "Cancelled" in browser.get("/merge").text
    assert not desk.reports.exists()
