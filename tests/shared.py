"""Folders that several tests look at, made once in a run by whichever of pytest's workers needs one first."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE = 300  # seconds that a worker waits for another one

_BEGUN, _DONE, _FAILED = ".begun", ".done", ".failed"


class Shared:
    """Folders below `root` by name. Who changes anything in one takes a `copy`."""

    def __init__(self, root: Path) -> None:
        self._root = root
        root.mkdir(parents=True, exist_ok=True)

    def folder(self, name: str, make: Callable[[Path], object]) -> Path:
        """The folder that `make` fills, or has filled already."""
        folder = self._root / name
        try:
            self._mark(name, _BEGUN).mkdir()
        except FileExistsError:
            self._wait(name)
            return folder
        try:
            folder.mkdir()
            make(folder)
        except BaseException:
            self._mark(name, _FAILED).touch()
            raise
        self._mark(name, _DONE).touch()
        return folder

    def copy(self, name: str, make: Callable[[Path], object], target: Path) -> Path:
        """A copy of the folder as `target`."""
        return shutil.copytree(self.folder(name, make), target, dirs_exist_ok=True)

    def _wait(self, name: str) -> None:
        end = time.monotonic() + PATIENCE
        while not self._mark(name, _DONE).exists():
            if self._mark(name, _FAILED).exists() or time.monotonic() > end:
                raise RuntimeError(f"{name} was not made; the test that began it says why")
            time.sleep(0.05)

    def _mark(self, name: str, state: str) -> Path:
        return self._root / f"{name}{state}"
