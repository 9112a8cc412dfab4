"""What a stranger meets first: versions that are pinned, system packages that are named, one truth in each place."""

import re
import subprocess
import tomllib
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet
from packaging.version import Version

import itaxl
from itaxl.doctor.remedies import TYPESETTING
from itaxl.texts import catalogue
from tests.command import ROOT
from tools import system

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PIN = re.compile(r"([A-Za-z0-9._-]+)==[0-9A-Za-z.+!]+")
NAME = re.compile(r"[A-Za-z0-9._-]+")
DEBIAN_12 = "3.11.2"  # a version for 3.11.5 and later cannot be installed there
SYSTEM = tomllib.loads(system.DECLARED.read_text("utf-8"))


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins() -> list[str]:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def test_constraints_are_pins_and_nothing_else() -> None:
    assert [line for line in pins() if not PIN.fullmatch(line)] == []


def test_every_requirement_is_pinned() -> None:
    project = PROJECT["project"]
    wanted = [
        *PROJECT["build-system"]["requires"], *project["dependencies"], *project["optional-dependencies"]["dev"]
    ]  # fmt: skip
    names = {normal(NAME.match(line)[0]) for line in wanted}  # type: ignore[index]
    assert names <= {normal(line.split("==")[0]) for line in pins()}


def test_what_make_installs_by_name_is_pinned() -> None:
    (names,) = re.findall(r"^CHECKER = (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert set(names.split()) <= {line.split("==")[0] for line in pins()}


@pytest.mark.parametrize("pin", pins())
def test_each_pinned_version_runs_on_the_python_of_debian_12(pin: str) -> None:
    name, version = pin.split("==")
    try:
        result = distribution(name)
    except PackageNotFoundError:  # of another system, or it was made for building alone
        return
    assert Version(result.version) == Version(version)
    wanted = str(result.metadata.json.get("requires_python", ""))
    assert SpecifierSet(wanted).contains(DEBIAN_12)


def test_one_version() -> None:
    assert version("itaxl") == itaxl.__version__
    assert f"## {itaxl.__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_oldest_python_is_the_same_everywhere() -> None:
    oldest = PROJECT["project"]["requires-python"].removeprefix(">=")
    assert oldest == "3.11"
    assert "(3, 11)" in (ROOT / "Makefile").read_text("utf-8")
    for name in ("Makefile", "README.md", "README.th.md"):
        assert f"Python {oldest}" in (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("target", ["demo", "test", "check", "docs", "bench", "wheel", "container", "clean"])
def test_make_knows_the_target(target: str) -> None:
    subprocess.run(["make", "--dry-run", target], cwd=ROOT, check=True, capture_output=True)


def test_libraries_that_are_missing_are_called_the_same_by_the_program() -> None:
    libraries = [package["name"] for package in SYSTEM["package"] if "library" in package]
    assert libraries
    for said in (*catalogue("errors")["pango.missing"].values(), TYPESETTING["debian"]):
        assert " ".join(libraries) in said
    for name in ("README.md", "README.th.md"):
        text = " ".join((ROOT / name).read_text("utf-8").split())
        assert " ".join(libraries) in text


def test_all_that_the_tests_need_is_here() -> None:
    assert system.missing(SYSTEM["package"], {"run", "test"}) == []


NOT_THERE = [
    {"name": "a", "command": "no-such-command", "needed_by": "run"},
    {"name": "b", "module": "no_such_module", "needed_by": "run"},
    {"name": "c", "library": "libno-such.so.0", "needed_by": "run"},
    {"name": "d", "command": "no-such-command", "needed_by": "test"},
]


def test_what_is_missing_is_found_out() -> None:
    assert system.missing(NOT_THERE, {"run"}) == ["a", "b", "c"]
    assert system.missing(NOT_THERE, {"run", "test"}) == ["a", "b", "c", "d"]


@pytest.fixture
def declared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A declaration of one package that is never there."""
    file = tmp_path / "system.toml"
    package = '[[package]]\nname = "libno-such"\nlibrary = "libno-such.so.0"\nneeded_by = "run"\n'
    file.write_text(
        package
        + '[text]\nmissing = "missing: {names}"\ninstalling = "installing: {names}"\n'
        + 'elsewhere = "elsewhere: {things}, {names}"\n',
        "utf-8",
    )
    monkeypatch.setattr(system, "DECLARED", file)
    return file


def test_one_line_says_what_to_install_where_we_may_not(
    declared: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(system, "as_root", lambda: None)
    assert system.main(["run"]) == 1
    assert capsys.readouterr().err == "missing: libno-such\n"


def test_where_there_is_no_apt_the_line_names_the_libraries_themselves(
    declared: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert system.main(["run"]) == 1
    assert capsys.readouterr().err == "elsewhere: libno-such.so.0, libno-such\n"


def test_make_prints_no_command_of_its_own() -> None:
    """What stands in a recipe without @ is shown, and is noise to whoever only wants the documents."""
    lines = (ROOT / "Makefile").read_text("utf-8").replace("\\\n", "").splitlines()
    recipes: dict[str, list[str]] = {
        target: [] for target in ("demo", "test", "check", "wheel", ".venv/.run", ".venv/.test")
    }
    target = ""
    for line in lines:
        if not line.startswith("\t"):
            target = line.partition(":")[0]
        elif target in recipes:
            recipes[target].append(line)
    assert all(recipes.values())
    assert [line for part in recipes.values() for line in part if not line.startswith("\t@")] == []


def test_it_installs_where_we_may_and_looks_again(
    declared: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    requests: list[object] = []
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(system, "as_root", lambda: ("sudo",))
    monkeypatch.setattr(system, "install", lambda *how: requests.append(how))
    assert system.main(["run"]) == 1
    assert requests == [(["libno-such"], ("sudo",))]
    said = capsys.readouterr()
    assert said.out == "installing: libno-such\n"
    assert said.err == "missing: libno-such\n"


def test_nothing_is_said_where_all_is_there(declared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert system.main(["test"]) == 0
    assert capsys.readouterr() == ("", "")
