"""The worked examples of own files: what itaxl can do with each, and what it cannot."""

from pathlib import Path

import pytest

from itaxl.agency.settings import load as settings
from itaxl.checks.context import Context
from itaxl.errors import UnscoredYearError
from itaxl.instrument import items, load, publication, scheme
from itaxl.report.documents import findings_about_documents
from itaxl.sending import outbox
from tests.command import ROOT

SAMPLES = ROOT / "samples" / "instruments"
SETTINGS = """[agency]
name = "วิทยาลัยตัวอย่าง"
[[divisions]]
id = "academic"
name = "ฝ่ายวิชาการ"
[instrument]
file = "{file}"
"""


def agency(folder: Path, sample: str) -> Path:
    """An agency's folder with one of the examples as its own file."""
    (folder / sample).write_bytes((SAMPLES / sample).read_bytes())
    (folder / "itaxl.toml").write_text(SETTINGS.replace("{file}", sample), "utf-8")
    return folder


def test_a_college_has_its_own_items_and_reports() -> None:
    here = load(2569, SAMPLES / "vocational-2569.toml")
    assert [item.code for item in here.items] == [f"O{number}" for number in range(1, 24)]
    assert sum(items.gain(item.code, here) or 0 for item in here.items) == 40
    assert here.dimensions == load(2568).dimensions


def test_a_college_publishes_under_its_own_items(tmp_path: Path) -> None:
    college = settings(agency(tmp_path, "vocational-2569.toml"))
    here = publication(2568, college.instrument)
    assert here is not None
    assert here.analysis_item is not None
    assert here.followup_item is not None
    assert (here.analysis_item.code, here.followup_item.code) == ("O22", "O23")
    codes = [
        finding.code
        for finding in findings_about_documents(Context(college, 2568, load(2568, college.instrument)))
    ]
    assert "D501" not in codes


@pytest.mark.slow
def test_workbooks_are_made_for_a_college(tmp_path: Path) -> None:
    made = outbox.write(agency(tmp_path, "vocational-2569.toml"), 2569, "plan", None, overwrite=False)
    assert "2569-OIT-academic.xlsx" in made.written


def test_a_hospitals_list_can_be_shown_but_not_worked_on(tmp_path: Path) -> None:
    folder = agency(tmp_path, "hospital-2569.toml")
    file = settings(folder).instrument
    here = scheme(2569, file)
    assert [item.code for item in here.items] == [f"MOIT{number}" for number in range(1, 23)]
    assert all(item.quarters for item in here.items)
    with pytest.raises(UnscoredYearError) as caught:
        outbox.write(folder, 2569, "plan", None, overwrite=False)
    assert caught.value.key == "year.unscored"
    assert load(2568, file) is load(2568)


@pytest.mark.parametrize("file", sorted(SAMPLES.glob("*.toml")), ids=lambda file: file.stem)
def test_an_example_says_that_it_is_one(file: Path) -> None:
    here = scheme(2569, file)
    facts = [fact for fact, source in here.sources.items() if source.status == "source"]
    assert set(facts) <= {"recommendations", "common_measures"}
    assert "MADE UP" in file.read_text("utf-8")
