"""The same inbox gives the same bytes: in two processes, two time zones, two languages of the system."""

from pathlib import Path

import pypdf
import pytest

from itaxl.inbox.request import Request
from itaxl.pipeline import run
from tests.command import process
from tests.samples import made
from tests.shared import Shared

pytestmark = pytest.mark.slow

EPOCH = "1586476800"  # 10 April 2020
ELSEWHERE = {"TZ": "America/Los_Angeles", "LC_ALL": "C", "PYTHONHASHSEED": "2", "PYTHONUTF8": "1"}


def reports(agency: Path) -> dict[str, bytes]:
    """Every file of the reports."""
    folder = agency / "reports/2562"
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_every_file_has_the_same_bytes(shared: Shared, tmp_path: Path) -> None:
    one = reports(shared.folder("reference", made.reference) / made.AGENCY)
    agency = made.reference_copy(tmp_path / "agency")
    assert process("-C", str(agency), "merge", folder=agency, **ELSEWHERE).returncode == 0
    other = reports(agency)
    assert sorted(one) == sorted(other)
    assert [name for name in one if one[name] != other[name]] == []


def undated(folder: Path) -> Path:
    """The sample without a date of the report, so that the metadata's comes from the environment: its memo alone."""
    settings = made.reference_copy(folder) / "itaxl.toml"
    lines = [line for line in settings.read_text("utf-8").splitlines() if not line.startswith("date =")]
    lines.insert(lines.index("[report]") + 1, 'sections = ["memo"]')
    settings.write_text("\n".join(lines), "utf-8")
    return folder


def test_the_metadata_have_the_date_of_the_environment_and_the_pages_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    run(Request(undated(tmp_path / "agency")))
    reader = pypdf.PdfReader(tmp_path / "agency/reports/2562/analysis.pdf")
    assert reader.metadata is not None
    assert reader.metadata["/CreationDate"] == "D:20200410"
    text = reader.pages[0].extract_text().replace("\u00a0", " ")
    assert "บันทึกข้อความ" in text
    assert "เมษายน ๒๕๖๓" not in text
