"""Workbooks that go out are built once in a run."""

from tests.building import built_once

__all__ = ["built_once"]
