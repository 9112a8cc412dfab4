"""The samples made, and merged, as commands do it: what `tests.shared` keeps for all tests of a run."""

import pickle
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from itaxl import pipeline
from itaxl.inbox.request import Request
from itaxl.overview import write
from itaxl.pipeline import Result, run
from samples import make_province, make_reference, make_samples, make_units, make_years
from tests import drawing
from tests.command import ROOT, exit_code, process
from tests.press import Press
from tests.shared import Shared

COMMAND = "python -m samples.make_samples"
AGENCY = "agency"
SHOWN, RESULT = "shown.txt", "result.pickle"
# The years whose PDFs are drawn: the one between them looks like the last, so its Word files and pages are enough.
DRAWN = (make_years.YEARS[0], make_years.YEARS[-1])


def reference_copy(folder: Path) -> Path:
    """The sample as it is committed, without what runs of the command may have left in it."""
    return shutil.copytree(make_reference.FOLDER, folder, ignore=shutil.ignore_patterns("reports*", "outbox"))


def draw_few_pages(agency: Path) -> None:
    """Leave the memo and the results of its documents, where whole ones are not the question."""
    settings = agency / "itaxl.toml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("[report]\n", '[report]\nsections = ["memo", "results"]\n', 1), "utf-8")


def draw_scores_alone(agency: Path) -> None:
    """Leave what tells scores: the tables of measures take most of the time."""
    settings = agency / "itaxl.toml"
    text = settings.read_text("utf-8")
    scores = '["memo", "first-page", "summary", "results", "indicators", "insights"]'
    settings.write_text(text.replace("[report]\n", f"[report]\nsections = {scores}\n", 1), "utf-8")


def reference(folder: Path) -> None:
    """Merge samples/reference by the command, as in Thailand; its exit code and what it said are the lines of SHOWN."""
    agency = reference_copy(folder / AGENCY)
    done = process("-C", str(agency), "merge", module="tests.drawing", TZ="Asia/Bangkok", PYTHONHASHSEED="1")
    said = f"{done.returncode}\n{done.stdout.decode()}{done.stderr.decode()}"
    (folder / SHOWN).write_text(said, "utf-8")


def units(folder: Path) -> None:
    """Merge samples/units in this process; what `run` gave back is pickled as RESULT."""
    agency = folder / AGENCY
    agency.mkdir()
    make_units.make(agency)
    (folder / RESULT).write_bytes(pickle.dumps(run(Request(agency))))


def result_of_units(folder: Path) -> Result:
    result = pickle.loads((folder / RESULT).read_bytes())
    assert isinstance(result, Result)
    return result


def years(folder: Path) -> None:
    """Make the workbooks of samples/years by the command."""
    command = [sys.executable, *COMMAND.split()[1:], "years", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True)


def merged_years(shared: Shared) -> Path:
    """Return a folder with samples/years merged, one after the other."""
    return shared.folder("merged_years", lambda folder: _merge(shared.folder("years", years), folder))


def _merge(workbooks: Path, folder: Path) -> None:
    """Merge the years; what `run` gave back, by year, is pickled as RESULT."""
    agency = shutil.copytree(workbooks, folder / AGENCY)
    results = {}
    for year in make_years.YEARS:
        with pytest.MonkeyPatch.context() as patch:
            if year not in DRAWN:
                patch.setattr(pipeline, drawing.RENDERER, Press)
            results[year] = run(Request(agency, year))
    (folder / RESULT).write_bytes(pickle.dumps(results))


def results_of_years(folder: Path) -> dict[int, Result]:
    results: dict[int, Result] = pickle.loads((folder / RESULT).read_bytes())
    return results


def province(folder: Path) -> None:
    """Make the overview of samples/province as tests draw: each page once in a run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(write, drawing.RENDERER, drawing.OnceRenderer)
        overview(folder)


def overview(folder: Path) -> None:
    """Make the overview of samples/province by its command; each agency that posted anything has a site."""
    top = shutil.copytree(make_province.FOLDER, folder / AGENCY, ignore=shutil.ignore_patterns("source"))
    for file in top.glob(f"{make_province.AGENCIES}/*/reports/*/data.json"):
        (file.parent / "site").mkdir()
        (file.parent / "site" / "index.html").write_text("<p>", "utf-8")
    assert exit_code("-C", str(top), "province", "report") == 0


def broken(folder: Path) -> None:
    """Make the agencies of samples/broken as the command does, in this process."""
    assert make_samples.main(["broken", str(folder)]) == 0
