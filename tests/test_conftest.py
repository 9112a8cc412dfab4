"""What the settings of all tests rest on: the modules that begin are there, and no failure goes unreported."""

from types import SimpleNamespace
from typing import Any

import pytest

from tests import conftest
from tests.command import ROOT
from tests.conftest import LONGEST


def test_each_module_that_begins_is_there_and_named_once() -> None:
    assert [name for name in LONGEST if not (ROOT / "tests" / name).is_file()] == []
    assert len(set(LONGEST)) == len(LONGEST)


@pytest.mark.parametrize(
    ("outcomes", "reported"),
    [
        ({"setup": "passed", "call": "passed", "teardown": "passed"}, ["call"]),
        ({"setup": "passed", "call": "failed", "teardown": "passed"}, ["call"]),
        ({"setup": "failed", "teardown": "passed"}, ["setup"]),
        ({"setup": "skipped", "teardown": "passed"}, ["setup"]),
        ({"setup": "passed", "call": "passed", "teardown": "failed"}, ["call", "teardown"]),
    ],
)
def test_a_worker_reports_a_test_once_and_whatever_did_not_pass(
    outcomes: dict[str, str], reported: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = [
        SimpleNamespace(when=when, passed=outcome == "passed", outcome=outcome)
        for when, outcome in outcomes.items()
    ]
    told: list[str] = []
    hook = SimpleNamespace(
        pytest_runtest_logreport=lambda report: told.append(report.when),
        pytest_runtest_logfinish=lambda **end: told.append(end["nodeid"]),
    )
    options = SimpleNamespace(option=SimpleNamespace(durations=None))
    item: Any = SimpleNamespace(ihook=hook, config=options, nodeid="end", location=("a", 1, "b"))
    monkeypatch.setattr(conftest, "WORKER", True)
    monkeypatch.setattr(conftest, "runtestprotocol", lambda *_, **__: reports)
    assert conftest.pytest_runtest_protocol(item, None) is True
    assert told == [*reported, "end"]
