"""Other systems than this one: what is pinned can be installed there without a compiler, and the types fit there."""

import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import Any

import pytest
from packaging import tags
from packaging.markers import Marker
from packaging.tags import Tag
from packaging.utils import parse_wheel_filename
from uv import find_uv_bin

from tests.command import ROOT

pytestmark = pytest.mark.slow

PYTHONS = ((3, 11), (3, 12), (3, 13), (3, 14))
GLIBC = range(5, 29)  # manylinux_2_28 is Debian 10 and later
OLDEST_MACOS = (13, 0)
# What markers ask of each system: sys.platform, platform.system(), platform.machine().
SYSTEMS = {
    "windows": ("win32", "Windows", "AMD64"),
    "macos": ("darwin", "Darwin", "arm64"),
    "linux on x86": ("linux", "Linux", "x86_64"),
    "linux on arm": ("linux", "Linux", "aarch64"),
}
UNREACHABLE = ("Failed to fetch", "error sending request", "Network connectivity is disabled")
Python = tuple[int, int]


@pytest.fixture(scope="module")
def resolved(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Resolve what the program needs anywhere to wheels of the pinned versions, from their metadata alone."""
    index = os.environ.get("PIP_INDEX_URL")  # where pip is told to look, uv looks too
    command = ["pip", "compile", "--no-config", "--no-annotate", "--no-header", "--format", "pylock.toml"]
    wanted = ["--universal", "--python-version", "3.11", "--only-binary", ":all:"]
    given = [
        "--constraint",
        str(ROOT / "constraints.txt"),
        "--extra",
        "keyring",
        str(ROOT / "pyproject.toml"),
    ]
    run = subprocess.run(
        [find_uv_bin(), *command, *wanted, *given],
        check=False,
        cwd=tmp_path_factory.mktemp("resolved"),
        capture_output=True,
        text=True,
        env=os.environ
        | {"UV_PYTHON_DOWNLOADS": "never", "UV_PYTHON": sys.executable}
        | ({"UV_DEFAULT_INDEX": index} if index else {}),
    )
    if any(text in run.stderr for text in UNREACHABLE):
        pytest.skip("no index of packages can be reached")
    assert run.returncode == 0, run.stderr
    packages: list[dict[str, Any]] = tomllib.loads(run.stdout)["packages"]
    return packages


def platforms(machine: str) -> Iterator[str]:
    """Yield the platforms whose wheels run there."""
    if machine == "AMD64":
        yield "win_amd64"
    elif machine == "arm64":
        yield from tags.mac_platforms(OLDEST_MACOS, machine)
    else:
        yield from (f"manylinux_2_{minor}_{machine}" for minor in GLIBC)
        yield from (f"{former}_{machine}" for former in ("manylinux1", "manylinux2010", "manylinux2014"))


@cache
def installable(machine: str, python: Python) -> frozenset[Tag]:
    """The tags of wheels that can be installed there."""
    names = list(platforms(machine))
    own = tags.cpython_tags(python, platforms=names)
    return frozenset(chain(own, tags.compatible_tags(python, f"cp{python[0]}{python[1]}", names)))


def needed(package: dict[str, Any], system: str, python: Python) -> bool:
    """Whether a package is one of those that are installed there."""
    name, family, machine = SYSTEMS[system]
    version = ".".join(map(str, python))
    there: dict[str, str] = {"sys_platform": name, "platform_system": family, "platform_machine": machine}
    there |= {"os_name": "nt" if name == "win32" else "posix", "python_version": version}
    there |= {"python_full_version": f"{version}.0", "implementation_name": "cpython"}
    marker = package.get("marker")
    return marker is None or Marker(marker).evaluate(there)


def has_wheel(package: dict[str, Any], machine: str, python: Python) -> bool:
    names = (wheel.get("name") or wheel["url"].rpartition("/")[2] for wheel in package.get("wheels", ()))
    return any(parse_wheel_filename(name)[3] & installable(machine, python) for name in names)


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("python", PYTHONS, ids=str)
def test_every_pin_has_a_wheel_for_each_system_and_python(
    system: str, python: Python, resolved: list[dict[str, Any]]
) -> None:
    brought = {package["name"]: package for package in resolved if needed(package, system, python)}
    machine = SYSTEMS[system][-1]
    assert [name for name, package in brought.items() if not has_wheel(package, machine, python)] == []
    assert "weasyprint" in brought
    assert ("gstreamer-libs" in brought) == ("linux" not in system)


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_types_fit_on_other_systems(platform: str) -> None:
    """What the standard library lacks there is not used there; types of other libraries are for `make check`."""
    command = [sys.executable, "-m", "mypy", "--platform", platform, "--package", "itaxl"]
    alone = [
        "--config-file=",
        "--no-site-packages",
        "--ignore-missing-imports",
        "--disable-error-code=call-arg",
    ]
    cache = ["--cache-dir", str(ROOT / ".mypy_cache" / platform)]
    run = subprocess.run([*command, *alone, *cache], check=False, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout
