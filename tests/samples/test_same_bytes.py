"""The same inbox gives the same bytes: in two processes, two time zones, two languages of the system."""

import os
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest

from tests.samples.made import reference_copy

pytestmark = [pytest.mark.slow, pytest.mark.together]
ROOT = Path(__file__).parents[2]
EPOCH = "1586476800"  # 10 April 2020
PLACES = (
    {"TZ": "Asia/Bangkok", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "America/Los_Angeles", "LC_ALL": "C", "PYTHONHASHSEED": "2", "PYTHONUTF8": "1"},
)


def undated(folder: Path) -> Path:
    """The sample without a date of the report, so that the metadata's comes from the environment."""
    reference_copy(folder)
    settings = folder / "itaxl.toml"
    lines = [line for line in settings.read_text("utf-8").splitlines() if not line.startswith("date =")]
    settings.write_text("\n".join(lines), "utf-8")
    return folder


def made(folder: Path, place: dict[str, str]) -> dict[str, bytes]:
    """Every file of the reports."""
    environment = os.environ | place | {"SOURCE_DATE_EPOCH": EPOCH, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "itaxl", "-C", str(undated(folder)), "merge"]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    reports = folder / "reports/2562"
    files = (path for path in reports.rglob("*") if path.is_file())
    return {path.relative_to(reports).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, bytes]]:
    scratch = tmp_path_factory.mktemp("same")
    return [made(scratch / f"place-{number}" / "agency", place) for number, place in enumerate(PLACES)]


def test_every_file_has_the_same_bytes(runs: list[dict[str, bytes]]) -> None:
    one, other = runs
    assert sorted(one) == sorted(other)
    assert [name for name in one if one[name] != other[name]] == []


def test_the_metadata_have_the_date_of_the_environment_and_the_pages_none(
    runs: list[dict[str, bytes]], tmp_path: Path
) -> None:
    file = tmp_path / "analysis.pdf"
    file.write_bytes(runs[0]["analysis.pdf"])
    reader = pypdf.PdfReader(file)
    assert reader.metadata is not None
    assert reader.metadata["/CreationDate"] == "D:20200410"
    assert "เมษายน ๒๕๖๓" not in reader.pages[0].extract_text().replace("\u00a0", " ")
