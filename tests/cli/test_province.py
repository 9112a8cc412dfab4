"""`itaxl province` as a command: the bytes of `itaxl merge`, a row for each agency, and what is said."""

import csv
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from itaxl.agency import lock
from tests import agencies
from tests.cli.test_check import listing
from tests.command import ROOT, exit_code, process
from tests.province import schedulers

AGENCIES = ("a", "b")
SHORT = agencies.SETTINGS + '[report]\nsections = ["memo", "results"]\n'
IN_ENGLISH = SHORT.replace("[[divisions]]", 'lang = "en"\ndigits = "arabic"\n[[divisions]]', 1)
STATES = "office/state.csv"  # with how long each took


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two agencies, each merged by itself."""
    folder = tmp_path_factory.mktemp("alone")
    sound = agencies.sound()
    agencies.agency(folder / "a", sound, SHORT)
    agencies.agency(folder / "b", {name: sound[name] for name in ("a.xlsx", "clerk.xlsx")}, IN_ENGLISH)
    for name in AGENCIES:
        assert exit_code("-C", str(folder / name), "merge") == 1
    return folder


def province(folder: Path, alone: Path) -> Path:
    """A province of both agencies and a broken one, of which nothing is made yet."""
    for name in AGENCIES:
        made = shutil.ignore_patterns("reports", "measures-*")
        shutil.copytree(alone / name, folder / "agencies" / name, ignore=made)
    agencies.agency(folder / "agencies/c", {"a.xlsx": b""}, "[")
    (folder / "province.toml").write_text('[province]\nname = "จังหวัดตัวอย่าง"\nlang = "en"\n', "utf-8")
    return folder


def merged(folder: Path, *options: str) -> subprocess.CompletedProcess[bytes]:
    done = process("-C", str(folder), "province", "merge", *options)
    assert (done.returncode, done.stderr) == (1, b"")
    return done


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory, alone: Path) -> Path:
    """The province after a run on this machine."""
    folder = province(tmp_path_factory.mktemp("here"), alone)
    merged(folder)
    return folder


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory, alone: Path) -> Path:
    """The province after a run by a scheduler with two workers, which say where their pages are."""
    folder = province(tmp_path_factory.mktemp("there"), alone)
    with schedulers.cluster() as cluster:
        said = merged(folder, "--scheduler", cluster.address, "--dashboard").stdout.decode()
    assert "Dask's own dashboard: http://127.0.0.1:" in said
    return folder


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


@pytest.mark.slow
@pytest.mark.parametrize("run", ["here", "there"])
@pytest.mark.parametrize("name", AGENCIES)
def test_each_agency_gets_the_bytes_that_it_gets_alone(
    name: str, run: str, alone: Path, request: pytest.FixtureRequest
) -> None:
    folder: Path = request.getfixturevalue(run)
    made, expected = listing(folder / "agencies" / name / "reports"), listing(alone / name / "reports")
    assert sorted(made) == sorted(expected)
    assert [file for file in made if made[file] != expected[file]] == []


@pytest.mark.slow
def test_overview_has_the_same_bytes_wherever_it_was_made(here: Path, there: Path) -> None:
    one, other = listing(here / "reports/2562"), listing(there / "reports/2562")
    assert sorted(one) == sorted(other)
    assert {file for file in one if one[file] != other[file]} <= {STATES, "office/manifest.json"}


@pytest.mark.slow
def test_broken_agency_is_a_row_and_missing_in_the_overview(here: Path) -> None:
    states = {row["folder"]: (row["state"], row["exit_code"]) for row in rows(here / "reports/2562" / STATES)}
    assert states == {
        "agencies/a": ("made", "1"),
        "agencies/b": ("made", "1"),
        "agencies/c": ("failed", "2"),
    }
    totals = [(row["agency"], bool(row["total"])) for row in rows(here / "reports/2562/agencies.csv")]
    assert [total for name, total in totals if name == "agencies/c"] == [False]
    assert len(totals) == 3


@pytest.mark.slow
def test_overview_alone_is_the_same_and_the_states_are_as_they_were(here: Path) -> None:
    overview = here / "reports/2562"
    made = {"overview.pdf", "overview.html", "overview.docx", "agencies.csv", "agencies.parquet", "data.json"}
    assert {path.name for path in overview.iterdir()} == {*made, "site", "office"}
    before = listing(overview)
    assert exit_code("-C", str(here), "province", "report") == 0
    assert listing(overview) == before


@pytest.mark.slow
def test_state_of_each_is_said(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code("-C", str(here), "province", "status") == 0
    said = capsys.readouterr().out
    assert all(text in said for text in ("2 up to date", "1 failed", "agencies/c", "itaxl.toml", "X406"))


def test_nothing_published_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "agencies/a").mkdir(parents=True)
    (tmp_path / "province.toml").write_text('[province]\nname = "จังหวัดตัวอย่าง"\nlang = "en"\n', "utf-8")
    assert exit_code("-C", str(tmp_path), "--lang", "en", "province", "report") == 2
    assert "data.json" in capsys.readouterr().err


def test_folder_without_province_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code("-C", str(tmp_path), "--lang", "en", "province", "status") == 2
    assert "province.toml" in capsys.readouterr().err


# A run in the background has it ignored.
INTERRUPTED = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
if __name__ == "__main__":
    from itaxl.cli import main
    main(sys.argv[1:])
"""


@pytest.mark.slow
def test_interrupt_leaves_no_process_behind(tmp_path: Path) -> None:
    agencies.agency(tmp_path / "agencies/a", agencies.sound())
    (tmp_path / "province.toml").write_text('[province]\nname = "จังหวัดตัวอย่าง"\n', "utf-8")
    script = tmp_path / "interrupted.py"
    script.write_text(INTERRUPTED, "utf-8")
    program = subprocess.Popen(
        [sys.executable, str(script), "-C", str(tmp_path), "province", "merge"],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    while not (tmp_path / "agencies/a" / lock.NAME).exists():  # in the middle of a merge
        assert program.poll() is None
        time.sleep(0.05)
    os.killpg(program.pid, signal.SIGINT)  # as a terminal does
    said, _ = program.communicate(timeout=60)
    assert (program.returncode, said.strip()) == (130, b"")
    assert ended(program.pid)
    assert not (tmp_path / "agencies/a/reports").exists()


def ended(session: int) -> bool:
    """Whether no process is left of a session; Python's own watcher of resources takes a moment."""
    for _ in range(200):
        try:
            os.killpg(session, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False
