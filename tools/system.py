"""Install what pip cannot: `python3 tools/system.py run [test]`. Silent and quick where all is there.

It uses only the standard library, since it runs before anything else. Where it may not install, one line says what
to install, and it exits with 1.
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

DECLARED = Path(__file__).with_name("system.toml")
APT = ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet=2")


def main(needs: Iterable[str]) -> int:
    """0 when everything is there, perhaps because it was installed just now."""
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
        print(declared["text"]["missing"].format(names=" ".join(names)), file=sys.stderr)
    return 1 if names else 0


def missing(packages: Iterable[dict[str, str]], needs: set[str]) -> list[str]:
    """The names of packages that are needed and not there."""
    return [
        package["name"] for package in packages if package["needed_by"] in needs and not is_there(package)
    ]


def is_there(package: dict[str, str]) -> bool:
    """Whether the package's command (and the file beside it), module or library can be found.

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
    """What to put before a command so that it runs as root without asking for a password; None if nothing does."""
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
    """With apt, and without what those packages only recommend; what apt says is shown if it fails."""
    for task in (("update",), ("install", "--yes", "--no-install-recommends", *names)):
        command = [*root, *APT, *task]
        done = subprocess.run(command, check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode:
            print(done.stdout + done.stderr, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
