"""Commands of a page as they are typed: where they run, and that one which fails is named."""

from pathlib import Path

import pytest

from tests.docs.typed import run_all


def test_a_command_that_ends_otherwise_than_it_should_is_named(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="itaxl no-such-command"):
        run_all(["itaxl --version", "itaxl no-such-command", "itaxl --help"], tmp_path)


def test_each_runs_where_the_one_before_has_gone_with_its_own_variables(tmp_path: Path) -> None:
    run_all(["mkdir 'a b'", "cd 'a b'", "A=1 touch made", "itaxl init here", "false"], tmp_path, {"false": 1})
    assert (tmp_path / "a b/made").exists()
    assert (tmp_path / "a b/here/itaxl.toml").exists()
