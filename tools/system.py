"""Install what pip cannot: `python3 tools/system.py run [test]`. It is silent and quick if nothing is missing.

It uses only the standard library, since it runs before anything else. If it may not install, it prints a line that says
what to install, and exits with 1.
"""

import ctypes
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

DECLARED = Path(__file__).with_name("system.toml")
APT = ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet=2")


def main(needs: Iterable[str]) -> int:
    """Install what is missing; return 0 if everything is there in the end, else 1."""
    declared = tomllib.loads(DECLARED.read_text("utf-8"))
    names = missing(declared["package"], set(needs))
    if not names:
        return 0
    if shutil.which("apt-get") and (root := as_root()) is not None:
        print(declared["text"]["installing"].format(names=" ".join(names)), flush=True)
        install(names, root)
        importlib.invalidate_caches()
        names = missing(declared["package"], set(needs))
    if names:
        print(advice(declared, names), file=sys.stderr)
    return 1 if names else 0


def advice(declared: dict[str, Any], names: list[str]) -> str:
    """Return the line that says what to install: Debian's packages, or elsewhere the things that were looked for."""
    if shutil.which("apt-get"):
        return str(declared["text"]["missing"].format(names=" ".join(names)))
    things = [sought(package) for package in declared["package"] if package["name"] in names]
    return str(declared["text"]["elsewhere"].format(things=" ".join(things), names=" ".join(names)))


def sought(package: dict[str, str]) -> str:
    """Return the library, command or module that shows that a package is there."""
    return next(package[kind] for kind in ("library", "command", "module") if kind in package)


def missing(packages: Iterable[dict[str, str]], needs: set[str]) -> list[str]:
    """Return the names of packages that are needed and missing."""
    return [
        package["name"] for package in packages if package["needed_by"] in needs and not is_there(package)
    ]


def is_there(package: dict[str, str]) -> bool:
    """Return whether the package's command (and the file beside it), module or library can be found.

    Libraries have other names off Linux.
    """
    if "command" in package:
        command = shutil.which(package["command"])
        return command is not None and (Path(command).resolve().parent / package.get("beside", "")).exists()
    if "module" in package:
        return importlib.util.find_spec(package["module"]) is not None
    if sys.platform != "linux":
        return True
    try:
        ctypes.CDLL(package["library"])
    except OSError:
        return False
    return True


def as_root() -> tuple[str, ...] | None:
    """Return the words before a command that run it as root without a password; None if that is impossible."""
    if os.geteuid() == 0:
        return ()
    sudo = ("sudo", "--non-interactive")
    if (
        shutil.which("sudo")
        and subprocess.run([*sudo, "true"], check=False, capture_output=True).returncode == 0
    ):
        return sudo
    return None


def install(names: list[str], root: tuple[str, ...]) -> None:
    """Install packages with apt, without those that they only recommend; show what apt says if it fails."""
    for task in (("update",), ("install", "--yes", "--no-install-recommends", *names)):
        command = [*root, *APT, *task]
        done = subprocess.run(command, check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode:
            print(done.stdout + done.stderr, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
