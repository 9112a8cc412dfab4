"""The order of the modules, which only helps while it names modules that are there."""

from tests.command import ROOT
from tests.conftest import LONGEST


def test_each_module_that_begins_is_there_and_named_once() -> None:
    assert [name for name in LONGEST if not (ROOT / "tests" / name).is_file()] == []
    assert len(set(LONGEST)) == len(LONGEST)
