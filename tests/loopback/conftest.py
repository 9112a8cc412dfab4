"""The guard is looked at as it stands in front of the workbench."""

from tests.workbench.conftest import browser, desk, folder, keys, post, stranger

__all__ = ["browser", "desk", "folder", "keys", "post", "stranger"]
