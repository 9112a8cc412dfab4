"""Other systems than this one: what is pinned can be installed there without a compiler, and the types fit there."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from uv import find_uv_bin

from tests.command import ROOT

pytestmark = pytest.mark.slow

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
# As uv calls them; manylinux_2_28 is Debian 10 and later.
SYSTEMS = (
    "x86_64-pc-windows-msvc",
    "aarch64-apple-darwin",
    "x86_64-manylinux_2_28",
    "aarch64-manylinux_2_28",
)
OLDEST_MACOS = {"MACOSX_DEPLOYMENT_TARGET": "13.0"}
UNREACHABLE = ("Failed to fetch", "error sending request", "Network connectivity is disabled")


def resolved(system: str, python: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Resolve what the program needs there to wheels of the pinned versions, from their metadata alone."""
    index = os.environ.get("PIP_INDEX_URL")  # where pip is told to look, uv looks too
    wanted = ("--python-platform", system, "--python-version", python, "--only-binary", ":all:")
    given = (
        "--constraint",
        str(ROOT / "constraints.txt"),
        "--extra",
        "keyring",
        str(ROOT / "pyproject.toml"),
    )
    return subprocess.run(
        [find_uv_bin(), "pip", "compile", "--no-config", "--no-annotate", "--no-header", *wanted, *given],
        check=False,
        cwd=folder,
        capture_output=True,
        text=True,
        env=os.environ
        | OLDEST_MACOS
        | {"UV_PYTHON_DOWNLOADS": "never", "UV_PYTHON": sys.executable}
        | ({"UV_DEFAULT_INDEX": index} if index else {}),
    )


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_pin_has_a_wheel_for_each_system_and_python(system: str, tmp_path: Path) -> None:
    with ThreadPoolExecutor(len(PYTHONS)) as pool:
        runs = list(pool.map(lambda python: resolved(system, python, tmp_path), PYTHONS))
    for python, run in zip(PYTHONS, runs, strict=True):
        if any(text in run.stderr for text in UNREACHABLE):
            pytest.skip("no index of packages can be reached")
        assert run.returncode == 0, f"Python {python}: {run.stderr}"
        brought = {line.partition("==")[0] for line in run.stdout.splitlines()}
        assert "weasyprint" in brought
        assert ("gstreamer-libs" in brought) == ("linux" not in system)


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_types_fit_on_other_systems(platform: str) -> None:
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--platform",
        platform,
        "--cache-dir",
        str(ROOT / ".mypy_cache" / platform),
        "-p",
        "itaxl",
    ]
    run = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout
