"""Issued documents are read as they were written; what was altered, lost or made up is no issue of that day."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itaxl.agency import issued
from itaxl.agency.issued import RECORD, Signed
from itaxl.agency.signatories import Signatory
from tests import issues

SIGNED = Signed(None, "ตย ๑/๒๕๖๓", (Signatory("chief", "นายกเทศมนตรี", "", "approve"),))
FILES = {"analysis.pdf": b"pdf", "data.json": b"{}"}


def put(home: Path, name: str = "analysis-1", **changed: Any) -> Path:
    return issues.put(home, name, FILES, SIGNED, changed)


def test_editions_come_in_their_order_and_the_newest_counts(tmp_path: Path) -> None:
    for name in ("followup-6-1", "analysis-10", "analysis-2", "analysis-1", "followup-12-1"):
        put(tmp_path, name)
    issues = issued.load(tmp_path, 2562)
    assert [issue.name for issue in issues] == [
        "analysis-1", "analysis-2", "analysis-10", "followup-6-1", "followup-12-1",
    ]  # fmt: skip
    assert issued.newest(issues)["analysis"].edition == 10
    assert issues[0].signed == SIGNED
    assert issued.load(tmp_path, 2563) == ()


@pytest.mark.parametrize(
    "name", ["analysis", "analysis-0", "analysis-1 (copy)", ".analysis-1.new", "memo-1", "followup-1"]
)
def test_other_folders_are_no_issues(tmp_path: Path, name: str) -> None:
    put(tmp_path, name)
    assert issued.load(tmp_path, 2562) == ()


@pytest.mark.parametrize(
    "changed",
    [
        {"schema": 2},
        {"year": 2561},
        {"document": "followup-6"},
        {"files": None},
        {"files": [{"file": "../../itaxl.toml", "sha256": ""}]},
        {"files": [{"file": "/etc/passwd", "sha256": ""}]},
        {"signatories": [1]},
        {"date": "tomorrow"},
    ],
)
def test_a_record_that_cannot_be_is_damage(tmp_path: Path, changed: dict[str, Any]) -> None:
    put(tmp_path, **changed)
    (issue,) = issued.load(tmp_path, 2562)
    assert issue.damaged(issue.read()) == (RECORD,)


def test_a_record_that_was_changed_by_hand_is_damage_and_the_files_are_still_known(tmp_path: Path) -> None:
    put(tmp_path, number="ตย ๒/๒๕๖๓")
    (issue,) = issued.load(tmp_path, 2562)
    whole = issue.read()
    assert issue.damaged(whole) == (RECORD,)
    assert whole == FILES


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b"[" * 5000])
def test_a_record_that_cannot_be_read_is_damage(tmp_path: Path, content: bytes) -> None:
    (put(tmp_path) / RECORD).write_bytes(content)
    (issue,) = issued.load(tmp_path, 2562)
    assert issue.damaged(issue.read()) == (RECORD,)


@pytest.mark.slow
@given(st.dictionaries(st.sampled_from(sorted(FILES)), st.one_of(st.none(), st.binary(max_size=4))))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_exactly_what_is_not_as_it_was_is_damage(tmp_path: Path, altered: dict[str, bytes | None]) -> None:
    folder = tmp_path / "issued/2562/analysis-1"
    if not folder.exists():
        put(tmp_path)
    for file, content in FILES.items():
        now = altered.get(file, content)
        (folder / file).unlink(missing_ok=True)
        if now is not None:
            (folder / file).write_bytes(now)
    (issue,) = issued.load(tmp_path, 2562)
    whole = issue.read()
    assert set(issue.damaged(whole)) == {file for file in altered if altered[file] != FILES[file]}
    assert all(whole[file] == FILES[file] for file in whole)


def test_a_scan_that_was_put_beside_is_nobodys_business(tmp_path: Path) -> None:
    (put(tmp_path) / "scan of the signed paper.pdf").write_bytes(b"scan")
    (issue,) = issued.load(tmp_path, 2562)
    assert sorted(issue.read()) == sorted(FILES)


def test_what_a_killed_run_left_is_no_open_data(tmp_path: Path) -> None:
    put(tmp_path, ".analysis-2.new")
    kept = put(tmp_path)
    assert issued.data_files(tmp_path, 2562) == [kept / "data.json"]
