"""The wheel holds all that the program needs: installed elsewhere, it does the main job in an empty folder."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

import pytest
from uv import find_uv_bin

from tests.command import ROOT
from tests.outputs import posted
from tests.samples import made

pytestmark = pytest.mark.slow

OTHERS = ("education", "engineering", "finance", "health", "welfare")  # divisions of the sample


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command `itaxl` of an environment that has the wheel, sees our dependencies, and not the checkout."""
    home = tmp_path_factory.mktemp("elsewhere")
    venv.create(home, symlinks=True)
    python = home / "bin" / "python"
    install = [
        find_uv_bin(),
        "pip",
        "install",
        "--no-config",
        "--offline",
        "--no-deps",
        "--python",
        str(python),
    ]
    subprocess.run([*install, str(wheel)], check=True, capture_output=True)
    (site,) = home.glob("lib/python*/site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return home / "bin" / "itaxl"


def run(command: Path, *args: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        [command, *args],
        check=False,
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )


def test_every_file_that_is_read_at_run_time_is_in_it(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for folder in ("html_templates", "word_templates", "workbook_templates"):
        ours = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file()}
        assert ours
        assert {f"itaxl/_shipped/{name}" for name in ours} <= names
    package = {
        path for path in (ROOT / "itaxl").rglob("*") if path.is_file() and "__pycache__" not in path.parts
    }
    assert {path.relative_to(ROOT).as_posix() for path in package} <= names


def test_it_holds_the_licences_and_nothing_that_is_not_ours(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = archive.namelist()
    licences = {name.rsplit("/", 1)[-1] for name in names if "/licenses/" in name}
    assert licences == {"LICENSE", "OFL.txt", "LICENSE-DejaVu.txt", "LICENSE.txt"}
    assert {name.split("/")[0].split("-")[0] for name in names} == {"itaxl"}
    assert not [name for name in names if "__pycache__" in name or "/tests/" in name]


def test_it_is_the_installed_package_that_runs(installed: Path, tmp_path: Path) -> None:
    script = (
        "import itaxl, itaxl.files as files; print(itaxl.__file__); print(files.shipped('html_templates'))"
    )
    done = run(installed.with_name("python"), "-c", script, folder=tmp_path)
    assert done.stderr == ""
    for line in done.stdout.splitlines():
        assert Path(line).is_relative_to(installed.parent.parent)


def test_the_way_from_an_empty_folder_to_the_workbooks(installed: Path, tmp_path: Path) -> None:
    assert run(installed, "init", "agency", folder=tmp_path).returncode == 0
    made = run(installed, "-C", "agency", "templates", "--year", "2562", folder=tmp_path)
    assert made.stderr.startswith("itaxl.toml ยังมีค่าตัวอย่าง")  # and nothing else
    assert made.stderr.count("\n") == 1
    assert len(list((tmp_path / "agency" / "outbox" / "2562").glob("*.xlsx"))) == 7


def test_nothing_is_missing_where_it_is_installed(installed: Path, tmp_path: Path) -> None:
    """By what the wheel itself declares."""
    done = run(installed, "--lang", "en", "doctor", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"✓ weasyprint {version('weasyprint')}" in done.stdout


def test_the_main_job(installed: Path, tmp_path: Path) -> None:
    """The workbooks of one division of the sample become every document, as in the checkout; few pages are drawn."""
    sample = ROOT / "samples" / "reference"
    others = shutil.ignore_patterns("reports*", "measures-*", *(f"*-{name}*.xlsx" for name in OTHERS))
    made.draw_few_pages(shutil.copytree(sample, tmp_path / "agency", ignore=others))
    merged = run(installed, "merge", folder=tmp_path / "agency")
    assert merged.stderr == ""
    assert merged.returncode == 0
    reports = tmp_path / "agency" / "reports" / "2562"
    assert {*posted(), "site", "office"} <= {path.name for path in reports.iterdir()}
    for name in posted(".pdf"):
        assert (reports / name).read_bytes().startswith(b"%PDF")
