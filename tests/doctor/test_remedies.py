"""Remedies in the words of the system, and of the way in which the program was installed."""

import platform
import sys
from pathlib import Path

import pytest

from itaxl.doctor import remedies


@pytest.mark.parametrize(
    ("release", "command"),
    [
        ({"ID": "debian"}, "sudo apt install libpango-1.0-0"),
        ({"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, "sudo apt install libpango-1.0-0"),
        ({"ID": "rocky", "ID_LIKE": "rhel centos fedora"}, "sudo dnf install pango"),
        ({"ID": "alpine"}, "sudo apk add pango"),
        ({"ID": "nobody-knows"}, "with the system's package manager"),
    ],
)
def test_libraries_that_set_text_by_the_systems_own_command(
    release: dict[str, str], command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(platform, "freedesktop_os_release", lambda: release)
    assert command in remedies.of_typesetting().en
    assert (command in remedies.of_typesetting().th) == ("system's" not in command)


def test_a_linux_that_does_not_say_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> dict[str, str]:
        raise OSError

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(platform, "freedesktop_os_release", nameless)
    assert "package manager" in remedies.of_typesetting().en


@pytest.mark.parametrize(
    ("system", "command"),
    [
        ("darwin", '-m pip install "gstreamer-libs"'),
        ("win32", '-m pip install "gstreamer-libs" "gstreamer-ext-runtime"'),
    ],
)
def test_systems_to_which_python_packages_bring_them(
    system: str, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    assert remedies.of_typesetting().en.endswith(command)


@pytest.mark.parametrize(
    ("receipt", "command"),
    [
        ("uv-receipt.toml", "run: uv tool upgrade --reinstall itaxl"),
        ("pipx_metadata.json", "run: pipx reinstall itaxl"),
        ("nothing", f'run: {sys.executable} -m pip install "click>=8"'),
    ],
)
def test_packages_by_the_tool_that_installed_the_program(
    receipt: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / receipt).touch()
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert remedies.of_packages("click>=8").en == command


def test_an_environment_without_pip_is_one_of_uv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    command = f'uv pip install --python {sys.executable} "click>=8"'
    assert remedies.of_packages("click>=8").en == f"run: {command}"
