"""Settings of all tests: which are slow, which one worker runs together, and what they share."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.shared import Shared

# No test is about time: a busy machine must not fail one. A change is judged by the same examples each time;
# `make search` looks for new ones, and what it finds becomes an @example.
settings.register_profile("searching", deadline=None, print_blob=True)
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")

PROGRAMS = ("browser", "imap", "node", "office", "windows")  # marks of tests that start another program


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """Mark what is slow, keep together what one worker runs, and begin with the slow tests."""
    for item in items:
        if any(item.get_closest_marker(program) for program in PROGRAMS):
            item.add_marker("slow")
        if item.get_closest_marker("windows") and config.option.markexpr != "windows":
            item.add_marker(pytest.mark.skip(reason="`make test-windows` tries this, which takes minutes"))
        if item.get_closest_marker("together"):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
    yield
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    """Folders of this run, the same for all its workers."""
    own = tmp_path_factory.getbasetemp()
    return Shared((own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shared")
