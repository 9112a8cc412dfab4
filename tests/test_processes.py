import gc

import pytest

from itaxl.processes import unsearched


@pytest.mark.parametrize("on", [True, False])
def test_the_search_is_off_inside_and_as_it_was_afterwards(on: bool) -> None:
    was_on = gc.isenabled()
    try:
        (gc.enable if on else gc.disable)()
        with unsearched():
            assert not gc.isenabled()
        assert gc.isenabled() is on
    finally:
        (gc.enable if was_on else gc.disable)()
