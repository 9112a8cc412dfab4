"""Commands that bring what is missing, for the system and the way of installing at hand."""

import importlib.util
import platform
import sys
from pathlib import Path

from itaxl.doctor.line import remedy
from itaxl.files import for_shell
from itaxl.texts import Text

# Libraries that set text, by the system's name or the family that it says it belongs to (os-release).
TYPESETTING = {
    "debian": "sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "fedora": "sudo dnf install pango harfbuzz",
    "rhel": "sudo dnf install pango harfbuzz",
    "suse": "sudo zypper install libpango-1_0-0 libharfbuzz-subset0",
    "arch": "sudo pacman -S pango harfbuzz",
    "alpine": "sudo apk add pango harfbuzz-subset fontconfig",
}
# Python packages that bring them along where no system has them.
BROUGHT = {"win32": ("gstreamer-libs", "gstreamer-ext-runtime"), "darwin": ("gstreamer-libs",)}


def of_typesetting() -> Text:
    """Return how to get the libraries that set text on this system."""
    if sys.platform in BROUGHT:
        return of_packages(*BROUGHT[sys.platform])
    command = next((TYPESETTING[name] for name in systems() if name in TYPESETTING), None)
    return remedy("command", command=command) if command else remedy("typesetting")


def systems() -> list[str]:
    """Return the names of this system: its own first, then those that it is like."""
    if sys.platform != "linux":
        return [sys.platform]
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return []
    return [release.get("ID", ""), *release.get("ID_LIKE", "").split()]


def of_packages(*names: str) -> Text:
    """Return how to get Python packages into the environment that the program runs in."""
    if (Path(sys.prefix) / "uv-receipt.toml").is_file():
        return remedy("command", command="uv tool upgrade --reinstall itaxl")
    if (Path(sys.prefix) / "pipx_metadata.json").is_file():
        return remedy("command", command="pipx reinstall itaxl")
    return remedy("command", command=_pip(*names))


def _pip(*names: str) -> str:
    python, quoted = for_shell(Path(sys.executable)), " ".join(f'"{name}"' for name in names)
    if importlib.util.find_spec("pip") is None:
        return f"uv pip install --python {python} {quoted}"
    return f"{python} -m pip install {quoted}"
