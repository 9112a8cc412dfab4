"""The container: what its file says always, and the image itself where `ITAXL_CONTAINER` asks for it.

`ITAXL_CONTAINER` holds what to add to `buildah build`, such as `--build-arg BASE=localhost/debian:trixie-slim` where
no registry can be reached, or a blank. It takes minutes; buildah's own variables (STORAGE_DRIVER, BUILDAH_ISOLATION)
say how to build where there is no Docker.
"""

import os
import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command import ROOT
from tests.outputs import posted
from tools import system

ASKED = "ITAXL_CONTAINER"
LINES = (ROOT / "Containerfile").read_text("utf-8").replace("\\\n", "").splitlines()
STEPS = [tuple(line.split(maxsplit=1)) for line in LINES if re.match("[A-Z]+ ", line)]
LAST = STEPS[max(number for number, step in enumerate(STEPS) if step[0] == "FROM") :]
SYSTEM = tomllib.loads(system.DECLARED.read_text("utf-8"))


def test_it_does_not_run_as_root() -> None:
    ((_, user),) = [step for step in LAST if step[0] == "USER"]
    assert re.fullmatch("[1-9][0-9]*:[1-9][0-9]*", user)


def test_it_runs_the_program_on_the_folder_that_is_mounted_and_watches_over_no_service() -> None:
    assert ("ENTRYPOINT", '["itaxl"]') in LAST
    assert ("WORKDIR", "/work") in LAST
    assert not [step for step in STEPS if step[0] in ("HEALTHCHECK", "EXPOSE", "ADD")]


def test_it_installs_the_libraries_that_the_program_names() -> None:
    libraries = {package["name"] for package in SYSTEM["package"] if "library" in package}
    (installed,) = [what for kind, what in LAST if kind == "RUN"]
    assert libraries <= set(installed.split())


def test_all_that_the_wheel_is_built_from_reaches_the_builder_and_nothing_else() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {*wheel["packages"], *wheel["force-include"], "pyproject.toml", project["project"]["readme"]}
    needed |= {path.split("/")[0] for path in project["project"]["license-files"]} | {"constraints.txt"}
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert "*" in lines
    assert {line[1:] for line in lines if line.startswith("!")} == needed


@pytest.fixture(scope="module")
def container() -> Iterator[str]:
    """A container of the image, which is built from the checkout."""
    added = os.environ.get(ASKED)
    if added is None or not shutil.which("buildah"):
        pytest.skip(f"built only with buildah and where {ASKED} says so: it takes minutes")
    build = ["buildah", "build", "--quiet", "--tag", "itaxl-tested", "--file", "Containerfile"]
    subprocess.run([*build, *shlex.split(added), "."], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    done = subprocess.run(
        ["buildah", "from", "localhost/itaxl-tested"], check=True, capture_output=True, text=True
    )
    yield done.stdout.strip()
    subprocess.run(["buildah", "rm", done.stdout.strip()], check=True, capture_output=True)


def run(container: str, folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """A command in the container, with a folder at /work."""
    mounted = ["buildah", "run", "--volume", f"{folder}:/work", container, "--", *command]
    return subprocess.run(mounted, check=False, capture_output=True, encoding="utf-8", timeout=600)


@pytest.mark.slow
def test_in_it_an_agencys_folder_becomes_its_documents(container: str, tmp_path: Path) -> None:
    agency = tmp_path / "agency"
    shutil.copytree(ROOT / "samples" / "reference", agency)
    for path in (tmp_path, *agency.rglob("*"), agency):
        path.chmod(0o777 if path.is_dir() else 0o666)
    healthy = run(container, agency, "itaxl", "doctor")
    assert (healthy.returncode, healthy.stderr) == (0, "")
    assert run(container, agency, "id", "-u").stdout.strip() != "0"
    merged = run(container, agency, "itaxl", "merge")
    assert (merged.returncode, merged.stderr) == (0, "")
    made = agency / "reports" / "2562"
    assert {*posted(), "site", "office"} <= {path.name for path in made.iterdir()}


@pytest.mark.slow
def test_in_it_a_folder_of_another_user_is_named(container: str, tmp_path: Path) -> None:
    agency = tmp_path / "agency"
    shutil.copytree(ROOT / "samples" / "reference", agency)
    tmp_path.chmod(0o755)
    agency.chmod(0o755)
    done = run(container, agency, "itaxl", "--lang", "en", "doctor")
    assert done.returncode == 1
    assert "The folder /work cannot be written to (Permission denied)" in done.stdout
