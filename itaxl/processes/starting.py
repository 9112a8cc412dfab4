"""Start a process that serves: with its own folder for temporary files, and without this process's passwords."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

PRIVATE = "ITAXL_"  # prefix of environment variables that may hold passwords: workers do not get them

_ROOT = Path(__file__).parents[2]
_START = (
    "import sys; sys.path.append(sys.argv[1]); from {module} import serve; serve(sys.argv[2], *sys.argv[3:])"
)
_FOLDERS = "itaxl-"  # beginning of the names of temporary folders
_OLD = 3 * 24 * 3600.0  # seconds since anything changed in a temporary folder that no run uses any more


def start(module: str, folder: str, *arguments: str, **streams: Any) -> subprocess.Popen[bytes]:
    """Start a process that calls `serve(folder, *arguments)` of a module; its input is a pipe."""
    command = [sys.executable, "-P", "-c", _START.format(module=module), str(_ROOT), folder, *arguments]
    return subprocess.Popen(command, stdin=subprocess.PIPE, env=_environment(folder), **streams)


def temporary_folder() -> "tempfile.TemporaryDirectory[str]":
    """Make a folder for the temporary files of a process, and remove those that killed runs have left."""
    _remove_old_folders()
    return tempfile.TemporaryDirectory(prefix=_FOLDERS, ignore_cleanup_errors=True)


def _remove_old_folders() -> None:
    """Remove the temporary folders that this user's killed runs left behind long ago."""
    with contextlib.suppress(OSError):
        user = os.getuid() if hasattr(os, "getuid") else None
        with os.scandir(tempfile.gettempdir()) as entries:
            ours = [entry for entry in entries if entry.name.startswith(_FOLDERS)]
        for entry in ours:
            state = entry.stat(follow_symlinks=False)
            old = time.time() - state.st_mtime > _OLD
            if old and entry.is_dir(follow_symlinks=False) and user in (None, state.st_uid):
                shutil.rmtree(entry.path, ignore_errors=True)


def _environment(folder: str) -> dict[str, str]:
    """Return this process's variables without passwords; temporary files go to `folder`, which is removed later."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(PRIVATE)}
    return kept | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder) | {"RUST_BACKTRACE": "0"}
