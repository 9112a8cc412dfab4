"""The steps as functions: the figures of the samples through `import itaxl`, and the script that shows them."""

import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

import itaxl
from itaxl.api import RECORD_COLUMNS
from itaxl.instrument.scoring import rounded
from samples import notebook

REFERENCE = Path(__file__).parent.parent / "samples" / "reference"


@pytest.fixture(scope="module")
def agency(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("agency") / "reference"
    shutil.copytree(REFERENCE, folder)
    return folder


@pytest.mark.slow
def test_reading_gives_each_value_with_its_cell(agency: Path) -> None:
    frame = itaxl.records(itaxl.read(agency / "inbox" / "2562" / "2562-announced.xlsx"))
    assert tuple(frame.columns) == RECORD_COLUMNS
    total = frame[(frame["cell"] == "C19") & (frame["field"] == "score")].iloc[0]
    assert (total["sheet"], total["value"]) == ("ผลคะแนน", 79.83)


@pytest.mark.slow
def test_checking_tells_what_is_wrong(agency: Path) -> None:
    (arrived,) = itaxl.check([agency / "inbox" / "2562" / "2562-IIT-finance.xlsx"], agency)
    assert arrived.submission is not None
    assert arrived.findings == ()


@pytest.mark.slow
def test_merging_and_analysing_give_the_reference(agency: Path) -> None:
    year_data = itaxl.merge(agency, year=2562)
    analysis = itaxl.analyse(year_data)
    assert analysis.assessment.total is not None
    assert rounded(analysis.assessment.total) == Decimal("79.83")
    assert [dimension.weakest for dimension in analysis.assessment.dimensions] == [(4,), (7,), (9,)]
    assert [finding.code for finding in year_data.findings] == ["X409", "X428"]
    assert set(year_data.merged.measures["round"]) == {"plan", "followup-12"}
    assert not (agency / "reports").exists()


@pytest.mark.slow
def test_what_the_figures_say_is_worded_as_in_the_documents(agency: Path) -> None:
    year_data = itaxl.merge(agency, year=2562)
    said = itaxl.sentences(year_data, "en")
    assert len(said) == len(itaxl.analyse(year_data).insights)
    assert said[0].startswith("20.17 points are missing in all")
    assert "๒๐.๑๗" in itaxl.sentences(year_data)[0]


@pytest.mark.slow
def test_the_script_runs_to_its_documents(
    agency: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notebook.main(agency, tmp_path / "documents")
    said = capsys.readouterr().out
    assert "analysis.pdf" in said
    assert "points are missing in all" in said


@pytest.mark.slow
def test_importing_costs_nothing_until_a_step_is_asked_for() -> None:
    code = "import sys, itaxl; sys.exit(bool({'itaxl.api', 'pandas'} & set(sys.modules)))"
    subprocess.run([sys.executable, "-c", code], check=True)
    assert {"itaxl.api", "pandas"} <= set(sys.modules)  # a step was asked for here


def test_no_submodule_bears_the_name_of_a_step() -> None:
    package = Path(itaxl.__file__).parent
    for name in ("read", "check", "merge", "analyse", "render"):
        assert not (package / f"{name}.py").exists()
        assert not (package / name).exists()


def test_other_names_are_no_attributes() -> None:
    with pytest.raises(AttributeError):
        itaxl.unknown  # noqa: B018
