"""The program itself, run by the Python of Windows: it makes the sample's documents as they are made here."""

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command import ROOT, process
from tests.windows.machine import Machine, windows_path

pytestmark = pytest.mark.windows

THAI = "เทศบาล ตัวอย่าง"  # of folders
DOCUMENTS = ("analysis.pdf", "followup.pdf", "memo.pdf")
# Their bytes come from Pango, of which each system has its own version; the manifest names them, and Python's version.
DIFFERING = {*DOCUMENTS, "office/manifest.json"}
RUN = (  # with a folder for temporary files; wineserver would take one from the environment for itself
    "import os, sys; os.environ['TMPDIR'] = sys.argv.pop(1); from itaxl.cli import main; main(sys.argv[1:])"
)
HOLD = "import sys; held = open(sys.argv[1], 'rb'); print('held', flush=True); sys.stdin.read()"


def itaxl(windows: Machine, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    temporary = folder.parent / "ชั่วคราว"
    temporary.mkdir(exist_ok=True)
    given = ("-C", windows_path(folder), "--lang", "en", *arguments)
    return windows.python("-c", RUN, windows_path(temporary), *given)


def sample(folder: Path) -> Path:
    return shutil.copytree(ROOT / "samples/reference", folder, ignore=shutil.ignore_patterns("reports"))


def contents(reports: Path) -> dict[str, bytes]:
    return {
        path.relative_to(reports).as_posix(): path.read_bytes()
        for path in reports.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def agency(windows: Machine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = sample(tmp_path_factory.mktemp("windows") / THAI)
    done = itaxl(windows, folder, "merge")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same agency, merged by the Python and the libraries of this system."""
    folder = sample(tmp_path_factory.mktemp("here") / THAI)
    assert process("-C", str(folder), "--lang", "en", "merge").returncode == 0
    return folder


def test_all_but_the_pages_is_the_same_byte_for_byte(agency: Path, here: Path) -> None:
    made, expected = contents(agency / "reports/2562"), contents(here / "reports/2562")
    assert made.keys() == expected.keys()
    differing = {name for name in made if made[name] != expected[name]}
    assert {name.removeprefix("site/files/") for name in differing} <= DIFFERING
    findings = json.loads(made["office/findings.json"])
    assert [item["code"] for item in findings if item["severity"] != "note"] == ["X409", "X428"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_pages_look_the_same_to_the_last_point(agency: Path, here: Path, name: str, tmp_path: Path) -> None:
    for agency_folder, target in ((agency, tmp_path / "there"), (here, tmp_path / "here")):
        target.mkdir()
        file = agency_folder / "reports/2562" / name
        subprocess.run(["pdftoppm", "-r", "60", file, target / "page"], check=True)
        subprocess.run(["pdftotext", "-layout", file, target / "text"], check=True)
    pages = contents(tmp_path / "there")
    assert len(pages) > 2
    assert pages == contents(tmp_path / "here")


@pytest.fixture
def held(windows: Machine, agency: Path) -> Iterator[Path]:
    """Workbook of the outbox that another program of Windows has open, as Excel does."""
    assert itaxl(windows, agency, "templates", "--year", "2562").returncode == 0
    file = agency / "outbox/2562/2562-IIT-finance.xlsx"
    command = windows.command(windows.folder / "python/python.exe", "-c", HOLD, windows_path(file))
    pipe = subprocess.PIPE  # Python starts there with pipes alone
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, env=windows.environment
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline().strip() == "held"
        yield file
        holder.communicate("")


def test_the_workbook_that_is_open_is_named_and_nothing_is_half_written(
    windows: Machine, agency: Path, held: Path
) -> None:
    before = contents(agency / "outbox")
    done = itaxl(windows, agency, "templates", "--year", "2562", "--overwrite")
    assert done.returncode == 2
    assert (
        f"{held.name} cannot be written, because another program, such as Excel, has it open" in done.stderr
    )
    assert contents(agency / "outbox") == before


def test_what_hangs_is_ended_in_time(windows: Machine, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from itaxl.processes.worker import LateError, Worker\n"
        "with Worker('tests.worker_functions:misbehave', str, memory=100 << 20, seconds=2) as worker:\n"
        "    print(worker('first'))\n"
        "    try:\n        worker('native')\n    except LateError:\n        print('late')\n"
        "    print(worker('next'))\n",
        "utf-8",
    )
    begun = time.monotonic()
    done = windows.python(windows_path(script))
    assert done.stdout.split() == ["first", "late", "next"], done.stderr
    assert time.monotonic() - begun < 200
