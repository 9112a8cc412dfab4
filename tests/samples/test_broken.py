"""samples/broken: for each common fault, an inbox with that fault alone gives the findings that are kept."""

import json
import shutil
from pathlib import Path

import pytest

from itaxl.findings import Severity, catalogue
from itaxl.inbox.request import Request
from itaxl.pipeline import run
from samples import make_broken
from samples.make_broken import FAULTS, FOLDER, GOLDEN, GOOD, Fault
from tests.samples import made, reading
from tests.shared import Shared

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ITAXL_PASSWORD", raising=False)


@pytest.fixture(scope="module")
def agencies(shared: Shared) -> Path:
    return shared.folder("broken", made.broken)


def test_nothing_is_found_in_the_good_agency_but_that_it_has_no_image_of_the_garuda(agencies: Path) -> None:
    assert [finding["code"] for finding in json.loads(make_broken.findings_of(agencies / GOOD))] == ["D536"]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_gives_the_findings_that_are_kept(fault: Fault, agencies: Path) -> None:
    findings = make_broken.findings_of(agencies / fault.name)
    assert fault.code in {load["code"] for load in json.loads(findings)}
    golden = FOLDER / fault.name / GOLDEN
    assert findings == golden.read_text("utf-8"), (
        "run `python -m samples.make_samples findings` and read what changed"
    )


def test_each_fault_has_its_folder_and_its_line_in_the_readme() -> None:
    names = [fault.name for fault in FAULTS]
    assert sorted(names) == sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
    rows = [line.split("|") for line in (FOLDER / "README.md").read_text("utf-8").splitlines()]
    listed = [
        (row[1].strip(" `"), row[2].strip(), row[3].strip()) for row in rows if len(row) > 4 and "`" in row[1]
    ]
    assert listed == [(fault.name, fault.code, catalogue()[fault.code].severity.value) for fault in FAULTS]


def test_a_message_says_what_to_do_without_an_open_place() -> None:
    for golden in FOLDER.glob(f"*/{GOLDEN}"):
        for load in json.loads(golden.read_text("utf-8")):
            for text in (*load["th"].values(), *load["en"].values()):
                assert text
                assert "{" not in text, golden


@pytest.mark.parametrize("name", ["outside-0-100", "grade-against-band"])
def test_errors_alone_make_a_draft(name: str, agencies: Path, tmp_path: Path) -> None:
    """The whole command: exit code, mark on the pages, and the same findings as without documents."""
    agency = shutil.copytree(agencies / name, tmp_path / name)
    made.draw_few_pages(agency)
    result = run(Request(agency))
    fault = next(fault for fault in FAULTS if fault.name == name)
    error = catalogue()[fault.code].severity is Severity.ERROR
    assert result.exit_code == int(error)
    assert result.target
    assert ("ร่าง" in reading.text(result.target / "analysis.pdf")) == error
    assert "ร่าง" not in reading.text(result.target / "followup.pdf")  # which has no scores
    assert (result.target / "office" / GOLDEN).read_text("utf-8") == (FOLDER / name / GOLDEN).read_text(
        "utf-8"
    )
