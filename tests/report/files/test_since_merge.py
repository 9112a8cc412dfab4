"""Changes since the last merge: figures, measures and findings, each with both values."""

import json
from pathlib import Path
from typing import Any

import pytest

from itaxl.findings import Finding, Place, finding
from itaxl.report.files.recorded import written
from itaxl.report.files.since_merge import Snapshot, of_folder, of_now, since
from tests.report.files.test_changed_figures import current

WRONG = finding("C304", Place("a.xlsx", "คะแนน", "D6"), "120")
DRAFT = finding("X449", value="1", documents="", count=1)


def snapshot(data: dict[str, Any] | None = None, *findings: Finding) -> Snapshot:
    return of_now(json.dumps(data or current()), findings)


def test_equal_merges_differ_in_nothing() -> None:
    assert not since(snapshot(None, WRONG), snapshot(None, WRONG))


def test_figures_measures_and_findings_are_told_apart() -> None:
    data = current()
    data["indicators"][0]["score"] = 12.5
    data["measures"][0]["measure"] = "อบรมทุกไตรมาส"
    data["measures"][0]["followup"][0]["percent"] = 90
    changed = since(snapshot(None, WRONG), snapshot(data, finding("X406", value="4")))
    assert [change.new.en for change in changed.figures] == ["12.50"]
    code = current()["measures"][0]["code"]
    assert {change.name.en.split()[0] for change in changed.measures} == {code}
    assert [change.new.en for change in changed.measures][-1] == "90.00"
    assert [item.code for item in changed.appeared] == ["X406"]
    assert [(item.place.file, item.place.cell) for item in changed.gone] == [("a.xlsx", "D6")]
    assert changed.gone[0].what("th") == WRONG.what("th")


def test_what_only_the_drawing_tells_is_no_change() -> None:
    assert not since(snapshot(None, DRAFT), snapshot())


def test_the_folder_of_the_last_merge_says_the_same(tmp_path: Path) -> None:
    (tmp_path / "office").mkdir()
    (tmp_path / "data.json").write_text(json.dumps(current()), "utf-8")
    (tmp_path / "office" / "findings.json").write_text(written([WRONG]), "utf-8")
    assert of_folder(tmp_path) == snapshot(None, WRONG)


@pytest.mark.parametrize("data", ["", "{}", "[]", '{"schema": 1}', "[" * 100_000])
def test_a_folder_that_cannot_be_read_is_none(data: str, tmp_path: Path) -> None:
    assert of_folder(tmp_path) is None
    (tmp_path / "office").mkdir()
    (tmp_path / "data.json").write_text(data, "utf-8")
    (tmp_path / "office" / "findings.json").write_text("[]", "utf-8")
    assert of_folder(tmp_path) is None
