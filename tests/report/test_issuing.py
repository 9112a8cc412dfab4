"""A signed document is kept as it was, whole or not at all; every reason against it is said at once."""

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path, PureWindowsPath
from typing import Any

import pytest

from itaxl.agency import issued, leftovers, lock, published, settings
from itaxl.agency.issued import RECORD, Issue
from itaxl.errors import RefusedError, WrongUseError
from itaxl.files import digest
from itaxl.report import issuing
from itaxl.report.files import drawn, folder
from itaxl.report.files.drawn import Drawn
from itaxl.texts import LANGS
from tests.command import ROOT

SETTINGS = """
[agency]
name = "เทศบาลตำบลดอกคูน"
kind = "เทศบาลตำบล"

[[divisions]]
id = "clerk"
name = "สำนักปลัดเทศบาล"
email = "clerk@dokkhun.go.th"

[[signatories]]
role = "chief"
position = "นายกเทศมนตรีตำบลดอกคูน"
opinion = "approve"

[report]
date = 2020-04-10
number = "ดค ๕๕๐๐๑/๑"
place = "สำนักปลัดเทศบาล"

[report.2562.followup-6]
date = 2020-04-20
number = "ดค ๕๕๐๐๑/๒"
"""
DATA = {"data.json": b'{"measures": []}', "scores.csv": b"scores", "measures.csv": b"measures"}
NAMES = ("analysis.pdf", "analysis.docx", "analysis.html", "memo.pdf", "memo.docx")
ANALYSIS = {name: name.encode() for name in NAMES}
FOLLOWUP = {f"followup.{ending}": ending.encode() for ending in ("pdf", "docx", "html")}


def agency(tmp_path: Path, text: str = SETTINGS) -> Path:
    (tmp_path / "inbox/2562").mkdir(parents=True, exist_ok=True)
    (tmp_path / "itaxl.toml").write_text(text, "utf-8")
    return tmp_path


def merged(
    home: Path, followup: str = "followup-6", revised: int = 0, findings: str = "[]", **changed: Any
) -> Path:
    """The reports as a merge makes them, without a renderer; `changed` are fields of the analysis as it was drawn."""
    own = settings.load(home)
    files = {**ANALYSIS, **FOLLOWUP, **DATA, "office/findings.xlsx": b"findings"}
    files["office/findings.json"] = findings.encode()
    documents = [_drawn(own, "analysis", ANALYSIS, **changed), _drawn(own, followup, FOLLOWUP)]
    if revised:
        names = {f"office/revised/{name}": content + b" again" for name, content in ANALYSIS.items()}
        files |= names
        documents = [
            _drawn(own, "analysis", ANALYSIS, edition=revised - 1, issued=True),
            _drawn(own, "analysis", names, edition=revised, **changed),
        ]
    outputs = [{"file": name, "sha256": digest(content)} for name, content in files.items()]
    manifest = {"outputs": outputs, drawn.KEY: drawn.records(documents)}
    reports = home / "reports/2562"
    folder.replace(reports, files | {folder.MANIFEST: json.dumps(manifest).encode()})
    return reports


def _drawn(own: settings.Agency, document: str, files: Mapping[str, bytes], **changed: Any) -> Drawn:
    of_document = own.for_document(2562, document)
    values: dict[str, Any] = {
        "edition": 1,
        "signed": drawn.signed(of_document),
        "settings": drawn.settings_digest(of_document),
    }
    return Drawn(document, files=(*files, *DATA), **(values | changed))


def issue(home: Path, document: str = "analysis", **options: Any) -> Issue:
    return issuing.issue(home, document, 2562, **options)


def refused(home: Path, document: str = "analysis", **options: Any) -> list[str]:
    """The keys of all reasons; nothing is written."""
    before = listing(home)
    with pytest.raises(RefusedError) as error:
        issue(home, document, **options)
    assert listing(home) == before
    for lang in LANGS:
        assert len(error.value.what(lang).splitlines()) == 1 + len(error.value.reasons)
        assert "{" not in error.value.what(lang)
    return [reason.key.removeprefix("issue.") for reason in error.value.reasons]


def listing(home: Path) -> dict[str, bytes]:
    return {
        path.relative_to(home).as_posix(): path.read_bytes() for path in home.rglob("*") if path.is_file()
    }


@pytest.fixture
def home(tmp_path: Path) -> Path:
    merged(agency(tmp_path))
    return tmp_path


def test_a_document_is_kept_with_the_open_data_and_a_record(home: Path) -> None:
    before = listing(home)
    made = issue(home)
    kept = {path.name: path.read_bytes() for path in made.folder.iterdir()}
    record = json.loads(kept.pop(RECORD))
    assert made.folder == home / "issued/2562/analysis-1"
    assert kept == {**ANALYSIS, **DATA}
    assert {
        name: content for name, content in listing(home).items() if not name.startswith("issued/")
    } == before
    assert record["files"] == [{"file": name, "sha256": digest(kept[name])} for name in sorted(kept)]
    assert record["manifest"] == {"sha256": digest(before["reports/2562/office/manifest.json"])}
    assert (record["schema"], record["document"], record["date"]) == (1, "analysis", "2020-04-10")
    assert record["number"] == "ดค ๕๕๐๐๑/๑"
    assert record["signatories"] == [
        {"role": "chief", "position": "นายกเทศมนตรีตำบลดอกคูน", "name": "", "opinion": "approve"}
    ]


def test_what_is_kept_is_read_back_as_it_was(home: Path) -> None:
    made = issue(home)
    (read,) = issued.load(home, 2562)
    assert read == made
    assert read.signed.date == date(2020, 4, 10)
    assert read.damaged(read.read()) == ()


def test_each_document_is_issued_by_itself(home: Path) -> None:
    assert issue(home, "followup-6").signed.date == date(2020, 4, 20)
    issue(home)
    assert [item.name for item in issued.load(home, 2562)] == ["analysis-1", "followup-6-1"]


def test_codes_of_issued_measures_are_read_from_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    measure = {"code": "2562-IIT-04-01", "indicator": 4, "measure": "ประกาศนโยบาย"}
    grade = {"announced": None, "computed": None}
    data = {"schema": 2, "year": 2562, "total": None, "grade": grade, "measures": [measure]}
    blank: dict[str, list[object]] = {"indicators": [], "dimensions": []}
    monkeypatch.setitem(DATA, "data.json", json.dumps(data | blank).encode())
    merged(home)
    issue(home)
    shutil.rmtree(home / "reports")
    assert list(published.codes(home, 2562).values()) == ["2562-IIT-04-01"]


def test_a_document_is_issued_once(home: Path) -> None:
    issue(home)
    assert refused(home) == ["already"]


def test_nothing_can_be_revised_before_it_is_issued(home: Path) -> None:
    assert refused(home, again=True) == ["never"]


def test_without_reports_there_is_nothing_to_issue(tmp_path: Path) -> None:
    assert refused(agency(tmp_path)) == ["no_reports"]


def test_a_round_that_is_not_that_of_the_reports(home: Path) -> None:
    assert refused(home, "followup-12") == ["round"]


def test_a_follow_up_that_was_not_made(tmp_path: Path) -> None:
    reports = merged(agency(tmp_path))
    manifest = json.loads((reports / folder.MANIFEST).read_bytes())
    del manifest[drawn.KEY][1]
    (reports / folder.MANIFEST).write_text(json.dumps(manifest), "utf-8")
    assert refused(tmp_path, "followup-6") == ["not_made"]


def test_a_draft(tmp_path: Path) -> None:
    merged(agency(tmp_path), draft=True)
    assert refused(tmp_path) == ["draft"]


def test_a_document_without_a_date(tmp_path: Path) -> None:
    merged(agency(tmp_path, SETTINGS.replace("date = 2020-04-10", "")))
    assert refused(tmp_path) == ["date"]


def change(reports: Path) -> None:
    (reports / "analysis.pdf").write_bytes(b"edited")


def remove(reports: Path) -> None:
    (reports / "memo.docx").unlink()


def add(reports: Path) -> None:
    (reports / "scan.pdf").write_bytes(b"signed")


@pytest.mark.parametrize("by_hand", [change, remove, add])
def test_reports_that_are_not_what_merge_made(home: Path, by_hand: Callable[[Path], None]) -> None:
    by_hand(home / "reports/2562")
    assert refused(home) == ["changed"]


def test_a_manifest_that_names_a_file_outside_is_no_way_to_read_it(home: Path) -> None:
    manifest = home / "reports/2562" / folder.MANIFEST
    data = json.loads(manifest.read_bytes())
    data[drawn.KEY][0]["files"] = ["../../itaxl.toml"]
    manifest.write_text(json.dumps(data), "utf-8")
    assert refused(home) == ["changed"]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("2020-04-10", "2020-05-01", "other_date"),
        ("๕๕๐๐๑/๑", "๕๕๐๐๑/๙", "other_date"),
        ('opinion = "approve"', 'opinion = "note"', "other_date"),
        ('kind = "เทศบาลตำบล"', 'kind = "เทศบาลตำบล"\nprovince = "เลย"', "settings"),
    ],
)
def test_settings_that_were_changed_since(home: Path, old: str, new: str, reason: str) -> None:
    agency(home, SETTINGS.replace(old, new))
    assert refused(home) == [reason]


def test_settings_of_another_document_do_not_count(home: Path) -> None:
    agency(home, SETTINGS.replace("2020-04-20", "2020-04-25"))
    issue(home)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("clerk@dokkhun.go.th", "office@dokkhun.go.th"),
        ("[report]", '[site]\ncontact = "0 4280 0000"\n\n[report]'),
    ],
)
def test_what_no_document_shows_may_be_changed_since(home: Path, old: str, new: str) -> None:
    agency(home, SETTINGS.replace(old, new, 1))
    issue(home)


def test_a_document_in_another_language_is_not_the_one_of_the_settings(home: Path) -> None:
    agency(home, SETTINGS.replace("[agency]", '[agency]\nlang = "en"'))
    assert refused(home) == ["settings"]


def test_the_refusal_names_both_dates(home: Path) -> None:
    agency(home, SETTINGS.replace("2020-04-10", "2020-05-01"))
    with pytest.raises(RefusedError, match="10 Apr 2020 → 1 May 2020"):
        issue(home)


def test_sample_values_that_nobody_changed(tmp_path: Path) -> None:
    merged(agency(tmp_path, SETTINGS.replace("clerk@dokkhun.go.th", "clerk@example.go.th")))
    assert refused(tmp_path) == ["samples"]


def test_a_title_of_another_kind_of_body(tmp_path: Path) -> None:
    text = SETTINGS.replace("นายกเทศมนตรีตำบลดอกคูน", "นายกองค์การบริหารส่วนตำบลดอกคูน")
    merged(agency(tmp_path, text))
    assert refused(tmp_path) == ["kind"]


def test_every_reason_is_said_at_once(tmp_path: Path) -> None:
    text = SETTINGS.replace("clerk@dokkhun.go.th", "clerk@example.go.th").replace("date = 2020-04-10", "")
    reports = merged(agency(tmp_path, text.replace("นายกเทศมนตรี", "นายก อบต.")), draft=True)
    change(reports)
    (tmp_path / "itaxl.toml").write_text(text.replace("ดค ๕๕๐๐๑/๑", ""), "utf-8")
    assert refused(tmp_path) == ["changed", "draft", "date", "other_date", "samples"]


# A revised edition


def test_a_revised_edition_stands_beside_the_first(home: Path) -> None:
    first = issue(home)
    kept = listing(first.folder)
    agency(home, SETTINGS.replace("2020-04-10", "2020-05-01"))
    merged(home, revised=2)
    second = issue(home, again=True)
    assert (second.name, second.signed.date) == ("analysis-2", date(2020, 5, 1))
    assert (second.folder / "analysis.pdf").read_bytes() == b"analysis.pdf again"
    assert listing(first.folder) == kept
    assert issued.newest(issued.load(home, 2562)) == {"analysis": second}
    assert refused(home) == ["already"]


def test_a_revised_edition_needs_a_merge_first(home: Path) -> None:
    issue(home)
    assert refused(home, again=True) == ["unchanged"]


def test_a_revised_edition_needs_a_date_or_number_of_its_own(home: Path) -> None:
    issue(home)
    merged(home, revised=2)
    assert refused(home, again=True) == ["same"]


# Whole or not at all


class KilledError(BaseException):
    pass


STEPS = [(Path, "chmod"), (Path, "rename"), (folder, "write")]


@pytest.mark.parametrize(("owner", "name"), STEPS, ids=lambda step: getattr(step, "__name__", step))
def test_killed_in_the_middle_nothing_is_issued(
    home: Path, monkeypatch: pytest.MonkeyPatch, owner: object, name: str
) -> None:
    own = getattr(owner, name)

    def killed(*given: Any, **options: Any) -> None:
        if name == "write":
            own(given[0], dict(list(given[1].items())[:3]))
        raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, killed)
        with pytest.raises(KilledError):
            issue(home)
    assert issued.load(home, 2562) == ()
    assert issued.data_files(home, 2562) == []
    assert [path.name for path in (home / "issued/2562").iterdir()] == [".analysis-1.new"]
    made = issue(home)
    assert [path.name for path in (home / "issued/2562").iterdir()] == ["analysis-1"]
    assert made.damaged(made.read()) == ()


def test_a_full_disk_leaves_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(OSError, match="No space"):
        issue(home)
    assert list((home / "issued/2562").iterdir()) == []


@pytest.mark.slow
def test_a_process_that_is_killed_leaves_nothing_issued(home: Path) -> None:
    program = (
        "import os, sys\nfrom pathlib import Path\nfrom itaxl.report import issuing\n"
        "Path.rename = lambda *_: os._exit(9)\nissuing.issue(Path(sys.argv[1]), 'analysis', 2562)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(home)], check=False, cwd=ROOT)
    assert done.returncode == 9
    assert issued.load(home, 2562) == ()
    leftovers.discard_issues(home / "issued")
    assert list((home / "issued/2562").iterdir()) == []


def test_an_issue_waits_for_whoever_else_writes(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "SECONDS", 0)
    with lock.held(home), pytest.raises(WrongUseError) as error:
        issue(home)
    assert error.value.key == "lock.held"


def test_a_folder_of_that_name_is_never_written_over(home: Path) -> None:
    strange = home / "issued/2562/analysis-1"
    strange.mkdir(parents=True)
    (strange / "scan.pdf").write_bytes(b"scan")
    assert refused(home) == ["already"]
    assert [path.name for path in strange.iterdir()] == ["scan.pdf"]


def test_files_of_an_issue_cannot_be_overwritten_by_mistake(home: Path) -> None:
    made = issue(home)
    assert {path.stat().st_mode & 0o222 for path in made.folder.iterdir()} == {0}


def test_settings_are_the_same_ones_on_every_system(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class WindowsPath(PureWindowsPath):
        """Path whose printed form is that of Windows."""

    own = settings.load(home)
    expected = drawn.settings_digest(own)
    monkeypatch.setattr(drawn, "Path", WindowsPath)
    assert drawn.settings_digest(own) == expected
