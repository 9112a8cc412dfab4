"""Settings of all tests: which are slow, and what they share.

The process that only hands tests out needs nothing of the program, so the fixtures import it.
"""

import gc
import importlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import settings

from tests.shared import Shared

# No test is about time: a busy machine must not fail one. A change is judged by the same examples each time;
# `make search` looks for new ones, and what it finds becomes an @example.
settings.register_profile("searching", deadline=None, print_blob=True)
settings.register_profile("steady", deadline=None, derandomize=True, max_examples=25)
settings.load_profile("steady")

gc.disable()  # until all tests are collected: what is made meanwhile stays

# The longest modules by the clock: the last one to begin must not be one of them, for the other workers would wait.
LONGEST = (
    "report/web/test_browser.py",
    "docs/test_guide.py",
    "samples/test_years.py",
    "samples/test_documents_of_samples.py",
    "workbench/test_journey.py",
    "samples/test_broken.py",
    "cli/test_province.py",
    "samples/test_reference.py",
    "report/pdf/test_pages.py",
    "province/test_faults.py",
)
WORKER = "PYTEST_XDIST_WORKER" in os.environ
PROGRAMS = ("browser", "imap", "node", "office", "windows")  # marks of tests that start another program


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """Mark what is slow, and begin with the longest modules, then with those that have slow tests."""
    for item in items:
        if any(item.get_closest_marker(program) for program in PROGRAMS):
            item.add_marker("slow")
        if item.get_closest_marker("windows") and config.option.markexpr != "windows":
            item.add_marker(pytest.mark.skip(reason="`make test-windows` tries this, which takes minutes"))
    yield
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    longest = {config.rootpath / "tests" / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: (longest.get(item.path, len(LONGEST)), item.path not in slow))


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: many tests wait for a program that they have started."""
    return (os.cpu_count() or 1) + 1


def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Report a test that passed once, not its setting up and its end too: each report costs two processes time."""
    if not WORKER or item.config.option.durations is not None:
        return None
    for report in runtestprotocol(item, log=False, nextitem=nextitem):
        if report.when == "call" or not report.passed:
            item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def pytest_collection_finish() -> None:
    """Leave thousands of tests out of each search for garbage from now on, and search less often."""
    gc.enable()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    """Folders of this run, the same for all its workers."""
    return Shared(_common(tmp_path_factory) / "shared")


def _common(factory: pytest.TempPathFactory) -> Path:
    """The folder of this run, which all its workers see."""
    own = factory.getbasetemp()
    return own.parent if WORKER else own


@pytest.fixture(scope="session", autouse=True)
def _read_by_one_process() -> Iterator[None]:
    """Start one process for reading: see tests/readers.py."""
    readers = importlib.import_module("tests.readers")
    with pytest.MonkeyPatch.context() as patch:
        for module in ("api", "gather", "spreadsheets.sandbox"):
            patch.setattr(f"itaxl.{module}.SandboxedReader", readers.WarmReader)
        yield
    readers.end()


@pytest.fixture(scope="session", autouse=True)
def _drawn_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Draw equal pages once in a run: see tests/drawing.py. Equal workbooks too: see tests/building.py."""
    drawing, building = (importlib.import_module(f"tests.{name}") for name in ("drawing", "building"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(drawing.DRAWN, str(_common(tmp_path_factory) / "drawn"))
        patch.setenv(building.BUILT, str(_common(tmp_path_factory) / "built"))
        patch.setattr(f"itaxl.pipeline.{drawing.RENDERER}", drawing.OnceRenderer)
        yield
    drawing.end()
