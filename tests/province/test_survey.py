"""States of all agencies, looked at anew only where something has changed."""

from pathlib import Path

import pytest

from itaxl.province import status
from itaxl.province.one import Job
from itaxl.province.state import State
from itaxl.province.survey import Survey, kind, needing_first


def test_those_that_need_somebody_come_first() -> None:
    states = [
        State("a", "ก", "unchanged"),
        State("b", "ข", "unchanged", exit_code=1),
        State("c", "ค", "due"),
        State("e", "จ", "failed", "x", 2),
        State("d", "ง", "failed", "x", 2),
        State("f", "ฉ", "made"),
    ]
    ordered = [(state.folder, kind(state)) for state in needing_first(states)]
    assert ordered == [
        *(("d", "failed"), ("e", "failed"), ("b", "errors")),
        *(("c", "due"), ("a", "current"), ("f", "current")),
    ]


def test_an_agency_is_looked_at_again_once_a_file_of_its_year_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []

    def state(job: Job) -> State:
        looked.append(job.name)
        return State(job.name, job.name, "due")

    monkeypatch.setattr(status, "state", state)
    jobs = [Job(tmp_path / name, name, 2562) for name in ("a", "b")]
    for job in jobs:
        (job.folder / "inbox/2562").mkdir(parents=True)
    survey = Survey()
    told: list[tuple[str, int, int]] = []
    survey.states(jobs, lambda *step: told.append(step))
    assert told == [("", 0, 2), ("", 1, 2)]
    survey.states(jobs)
    assert looked == ["a", "b"]
    (jobs[1].folder / "inbox/2562/x.xlsx").touch()
    assert [state.folder for state in survey.states(jobs)] == ["a", "b"]
    assert looked == ["a", "b", "b"]
