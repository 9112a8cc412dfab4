import hashlib
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from itaxl import gather, pipeline
from itaxl.agency import register
from itaxl.errors import UnknownYearError, WrongUseError
from itaxl.findings import finding
from itaxl.forms.layout import FIRST_ROW, MEASURES, SCORES
from itaxl.forms.save import save
from itaxl.inbox.request import Request
from itaxl.pipeline import Result
from itaxl.report import documents
from itaxl.report.documents import Made
from itaxl.report.files import open_data
from itaxl.report.files.folder import MANIFEST
from itaxl.sending import outbox
from itaxl.spreadsheets.read import HERE
from tests import agencies, sheets
from tests.agencies import PLANNED, SAVED, SCORED, SETTINGS
from tests.filled import AGENCY, INSTRUMENT, who
from tests.press import Press, make

OTHERS = {
    "e.xlsx": ("EIT", "| ตัวชี้วัด | มาตรการ |\n|---|---|\n| 6 | ปรับปรุงบริการ |"),
    "o.xlsx": ("OIT", "| ตัวชี้วัด | มาตรการ |\n|---|---|\n| 9 | เผยแพร่ข้อมูล |"),
}


@cache
def whole() -> dict[str, bytes]:
    """An inbox without any error."""
    more = {
        name: agencies.workbook(who(code, "finance"), {MEASURES: table})
        for name, (code, table) in OTHERS.items()
    }
    return agencies.sound() | more


def planned_as(measure: str, code: str, days: int) -> bytes:
    table = f"| มาตรการ | ตัวชี้วัด | รหัสมาตรการ |\n|---|---|---|\n| {measure} | 1 | {code} |"
    return agencies.workbook(who("IIT", "finance"), {MEASURES: table}, SAVED + timedelta(days))


@pytest.mark.slow
def test_a_reworded_measure_that_bears_its_code_is_not_missing_in_the_register(tmp_path: Path) -> None:
    request = Request(agencies.agency(tmp_path, {"1.xlsx": planned_as("ประกาศนโยบาย", "", 0)}))
    pipeline.run(request, reader=HERE)
    kept = (tmp_path / "measures-2562.csv").read_bytes()
    again = planned_as("ติดกล้องวงจรปิด", "2562-IIT-01-01", 1)
    (tmp_path / "inbox/2562/2.xlsx").write_bytes(again)
    for _ in range(2):  # the second time the new words are published
        result = pipeline.run(request, reader=HERE)
        assert "X440" not in {item.code for item in result.findings}
        (measure,) = result.outcome.assessment.measures
        assert (measure.code, measure.measure) == ("2562-IIT-01-01", "ติดกล้องวงจรปิด")
    assert (tmp_path / "measures-2562.csv").read_bytes() == kept


@pytest.fixture(autouse=True)
def _no_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "Renderer", Press)
    monkeypatch.setattr(documents, "make", make)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return agencies.agency(tmp_path / "agency", whole())


def run(folder: Path, **request: Any) -> Result:
    return pipeline.run(Request(folder, **request), reader=HERE)


def listing(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def codes(result: Result) -> set[str]:
    return {finding.code for finding in result.findings}


def broken(folder: Path) -> Path:
    """An error: a score that is none."""
    scores = SCORED.replace("| 84 |", "| แปดสิบ |")
    open_data = agencies.workbook(who("IIT", "clerk"), {SCORES: scores, MEASURES: PLANNED})
    (folder / "inbox/2562/clerk.xlsx").write_bytes(open_data)
    return folder


def refused(folder: Path, **request: Any) -> tuple[str, dict[str, object]]:
    before = listing(folder)
    with pytest.raises(WrongUseError) as error:
        run(folder, **request)
    assert listing(folder) == before
    return error.value.key, error.value.values


@pytest.mark.slow
def test_from_the_inbox_to_the_folder_of_the_year(folder: Path) -> None:
    before = listing(folder)
    result = run(folder)
    assert result.exit_code == 0
    assert not {finding.severity for finding in result.findings if finding.severity.value == "error"}
    assert result.target == folder / "reports" / "2562"
    assert result.moved is None
    after = listing(folder)
    assert {name: after[name] for name in before} == before  # the inputs are as they were
    assert set(after) - set(before) == {
        "measures-2562.csv", "reports/2562/data.json", "reports/2562/analysis.pdf", f"reports/2562/{MANIFEST}",
    }  # fmt: skip


@pytest.mark.slow
def test_the_register_holds_a_code_for_each_measure(folder: Path) -> None:
    run(folder)
    file = register.path(folder, 2562)
    assert list(register.load(file).values()) == ["2562-IIT-01-01", "2562-EIT-06-01", "2562-OIT-09-01"]
    assert file.read_bytes().startswith(b"\xef\xbb\xbfcode,key\n")


@pytest.mark.slow
def test_a_late_workbook_changes_no_code(folder: Path) -> None:
    late = folder / "inbox/2562/clerk.xlsx"
    late.unlink()
    run(folder)
    before = register.load(register.path(folder, 2562))
    row = "| ตัวชี้วัด | มาตรการ |\n|---|---|\n| 1 | ตรวจสอบ |\n| 1 | ประกาศนโยบาย |"
    late.write_bytes(agencies.workbook(who("IIT", "clerk"), {MEASURES: row}))
    result = run(folder)
    after = register.load(register.path(folder, 2562))
    assert list(after.items())[: len(before)] == list(before.items())
    assert after["1|ตรวจสอบ"] == "2562-IIT-01-02"
    assert [measure.responsible for measure in result.outcome.assessment.measures][:2] == [
        ("clerk", "finance"),
        ("clerk",),
    ]


@pytest.mark.slow
def test_merged_twice_with_other_names_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    run(folder)
    renamed = {f"{number}/x.bin": content for number, content in enumerate(reversed(whole().values()))}
    other = agencies.agency(tmp_path / "other", renamed)
    run(other)
    assert listing(other / "reports") == listing(folder / "reports")
    run(folder)
    assert listing(other / "reports") == listing(folder / "reports")


@pytest.mark.slow
@pytest.mark.parametrize(
    "content", [None, b"", b"code,key\n", "code,key\n2562-IIT-01-01,1|จัดซื้อรถ\n".encode()]
)
def test_register_is_restored_from_the_reports(folder: Path, content: bytes | None) -> None:
    run(folder)
    file = register.path(folder, 2562)
    before = file.read_bytes()
    if content is None:
        file.unlink()
    else:
        file.write_bytes(content)
    result = run(folder)
    (told,) = [item for item in result.findings if item.code == "X440"]
    assert told.value == "measures-2562.csv"
    assert "2562-IIT-01-01" in told.what("th")
    assert "2562-IIT-01-01" in told.what("en")
    assert result.exit_code == 0
    assert file.read_bytes() == before
    assert "X440" not in codes(run(folder))


@pytest.mark.slow
def test_register_is_restored_from_the_workbooks_that_went_out(folder: Path) -> None:
    outbox.write(folder, 2562, "followup-6", None, overwrite=False)
    file = register.path(folder, 2562)
    before = file.read_bytes()
    assert "X440" not in codes(run(folder))
    shutil.rmtree(folder / "reports")  # nothing published is left to restore it from
    file.write_text("code,key\n2562-IIT-01-01,1|จัดซื้อรถ\n", "utf-8")
    result = run(folder)
    assert "X440" in codes(result)
    assert set(before.decode().split()) <= set(file.read_text("utf-8").split())


@pytest.mark.slow
def test_measure_that_went_out_and_left_plan_and_follow_up_is_named(folder: Path) -> None:
    run(folder)
    outbox.write(folder, 2562, "followup-6", None, overwrite=False)
    back = sheets.opened((folder / "outbox/2562/2562-IIT-finance-followup-6.xlsx").read_bytes())
    back[MEASURES].delete_rows(FIRST_ROW)
    (folder / "inbox/2562/f.xlsx").write_bytes(save(back, SAVED))
    assert not {"X476", "X477"} & set(codes(run(folder)))
    for name, division in (("clerk.xlsx", "clerk"), ("กองคลัง/แบบ.xlsx", "finance")):
        without = agencies.workbook(who("IIT", division), {SCORES: SCORED})
        (folder / "inbox/2562" / name).write_bytes(without)
    (told,) = [item for item in run(folder).findings if item.code == "X477"]
    assert (told.place.file, told.place.sheet, told.value) == ("f.xlsx", MEASURES, "2562-IIT-01-01")


@pytest.mark.slow
def test_link_in_the_place_of_the_register_stays_a_link(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "kept" / "measures.csv"
    elsewhere.parent.mkdir()
    register.path(folder, 2562).symlink_to(elsewhere)
    run(folder)
    assert register.path(folder, 2562).is_symlink()
    assert len(register.load(elsewhere)) == 3
    assert [path.name for path in elsewhere.parent.iterdir()] == ["measures.csv"]


# Errors and --strict


@pytest.mark.slow
def test_errors_are_exit_code_1_and_documents_all_the_same(folder: Path) -> None:
    result = run(broken(folder))
    assert (result.exit_code, result.target) == (1, folder / "reports/2562")
    assert "C304" in codes(result)


@pytest.mark.slow
def test_strict_writes_nothing_while_there_is_an_error(folder: Path) -> None:
    before = listing(broken(folder))
    result = run(folder, strict=True)
    assert (result.exit_code, result.target) == (1, None)
    assert listing(folder) == before


@pytest.mark.slow
def test_strict_heeds_the_errors_of_documents_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unlike = finding("D504", value="analysis.pdf", page=1, words="ก")
    monkeypatch.setattr(documents, "make", lambda *given: make(*given, more=(unlike,)))
    before = listing(folder)
    result = run(folder, strict=True)
    assert (result.exit_code, result.target) == (1, None)
    assert "D504" in codes(result)
    assert listing(folder) == before
    assert run(folder).exit_code == 1


def test_strict_without_an_error_writes(folder: Path) -> None:
    assert run(folder, strict=True).target == folder / "reports/2562"


def test_a_fault_while_documents_are_made_leaves_everything(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Made:
        raise RuntimeError

    monkeypatch.setattr(documents, "make", fail)
    before = listing(folder)
    with pytest.raises(RuntimeError):
        run(folder)
    assert listing(folder) == before


# What was asked for


@pytest.mark.slow
def test_another_folder_for_the_documents(folder: Path, tmp_path: Path) -> None:
    result = run(folder, out=tmp_path / "out" / "2562")
    assert result.target == tmp_path / "out" / "2562"
    assert (tmp_path / "out/2562/data.json").is_file()
    assert not (folder / "reports").exists()
    assert run(folder, out=tmp_path / "out" / "2562").moved is None


def test_a_folder_of_other_files_is_refused(folder: Path) -> None:
    assert refused(folder, out=folder) == ("output.outside", {"path": folder})
    assert refused(folder, out=folder / "inbox" / "2562")[0] == "output.outside"


@pytest.mark.slow
def test_a_changed_folder_is_moved_aside_and_that_is_said(folder: Path) -> None:
    run(folder)
    (folder / "reports/2562/analysis.pdf").write_bytes(b"signed")
    result = run(folder)
    assert result.moved == folder / "reports/2562.1"
    assert (folder / "reports/2562.1/analysis.pdf").read_bytes() == b"signed"
    (notice,) = [finding for finding in result.findings if finding.code == "D505"]
    assert notice.value == "2562.1"
    assert result.exit_code == 0


@pytest.mark.parametrize("day", [None, date(2020, 5, 1)])
def test_the_date_of_the_report(folder: Path, day: date | None) -> None:
    own = "[report.2562.followup-6]\ndate = 2020-04-30\n"
    (folder / "itaxl.toml").write_text(f"{SETTINGS}[report]\ndate = 2020-04-10\n{own}", "utf-8")
    result = run(folder, day=day)
    assert result.agency.for_document(2562, "analysis").report_date == (day or date(2020, 4, 10))
    assert result.outcome.assessment.as_of == (day or date(2020, 4, 30))


@pytest.mark.slow
def test_the_language_that_was_asked_for(folder: Path) -> None:
    assert run(folder).agency.lang == "th"
    assert run(folder, lang="en").agency.lang == "en"


def test_the_newest_year_with_an_inbox_or_the_one_asked_for(folder: Path) -> None:
    (folder / "inbox/2563").mkdir()
    assert refused(folder) == ("inbox.empty", {"path": folder / "inbox/2563"})
    assert run(folder, year=2562).context.year == 2562


def test_other_inboxes(folder: Path, tmp_path: Path) -> None:
    elsewhere = agencies.agency(tmp_path / "elsewhere", {"a.xlsx": whole()["a.xlsx"]}) / "inbox" / "2562"
    result = run(folder, inboxes=(elsewhere,))
    assert [workbook.file for workbook in result.arrived] == ["a.xlsx"]
    assert "X401" in codes(result)


@pytest.mark.slow
def test_workbooks_of_another_year_are_left_out(folder: Path) -> None:
    other = replace(who("IIT", "finance"), year=2563)
    (folder / "inbox/2562/x.xlsx").write_bytes(agencies.workbook(other, {}, SAVED + timedelta(days=1)))
    result = run(folder)
    assert "W203" in codes(result)
    assert (result.exit_code, len(result.merged.kept)) == (0, 5)


@pytest.mark.slow
@pytest.mark.parametrize("left", ["nothing of ours", "half of each", "blank ones"])
def test_good_reports_are_not_replaced_where_nothing_says_anything_any_more(folder: Path, left: str) -> None:
    run(folder)
    inbox = folder / "inbox/2562"
    for file in [file for file in inbox.rglob("*") if file.is_file()]:
        half = file.read_bytes()[:2000]
        file.unlink()
        if left == "half of each":
            file.write_bytes(half)
    if left == "nothing of ours":
        (inbox / "readme.txt").write_text("อ่านก่อน", "utf-8")
    if left == "blank ones":
        (inbox / "a.xlsx").write_bytes(agencies.workbook(who("announced"), {}))
    assert refused(folder)[0] == "inbox.nothing_used"


@pytest.mark.slow
def test_before_there_are_reports_nothing_is_refused(folder: Path) -> None:
    for file in [file for file in (folder / "inbox/2562").rglob("*") if file.is_file()]:
        file.unlink()
    (folder / "inbox/2562/a.xlsx").write_bytes(agencies.workbook(who("announced"), {}))
    assert [run(folder).exit_code, run(folder).exit_code] == [1, 1]


@pytest.mark.slow
def test_the_year_before_comes_out_of_its_reports(folder: Path) -> None:
    before = folder / "reports/2561/data.json"
    before.parent.mkdir(parents=True)
    result = run(folder)
    assert result.outcome.assessment.previous is None
    made = replace(result.outcome.assessment, year=2561)
    before.write_text(open_data.data_json(made, AGENCY, INSTRUMENT), "utf-8")
    assert run(folder).outcome.assessment.indicator(1).previous == 81


# Nothing to work on


@pytest.mark.parametrize(
    "prepare, key",
    [
        (lambda folder: (folder / "itaxl.toml").unlink(), "settings.missing"),
        (
            lambda folder: (folder / "itaxl.toml").write_text('[agency]\nname = "ก"\n', "utf-8"),
            "settings.none",
        ),
        (lambda folder: [path.unlink() for path in folder.rglob("*.xlsx")], "inbox.empty"),
        (lambda folder: (folder / "measures-2562.csv").write_text("x\n", "utf-8"), "register.broken"),
    ],
)
def test_what_stops_a_merge(folder: Path, prepare: Callable[[Path], object], key: str) -> None:
    prepare(folder)
    assert refused(folder)[0] == key


def test_an_inbox_that_is_named_and_not_there(folder: Path) -> None:
    assert refused(folder, inboxes=(folder / "nowhere",))[0] == "inbox.missing"


def test_an_unknown_year(folder: Path) -> None:
    with pytest.raises(UnknownYearError):
        run(folder, year=2400)


# Check, and the measures of a follow-up


@pytest.mark.slow
def test_checking_writes_nothing_and_takes_each_workbooks_own_year(folder: Path) -> None:
    other = replace(who("IIT", "finance"), year=2563)
    file = broken(folder) / "inbox/2562/x.xlsx"
    file.write_bytes(agencies.workbook(other, {}))
    before = listing(folder)
    workbooks = gather.check(Request(folder, inboxes=(folder / "inbox/2562",)), HERE)
    assert {workbook.file: [finding.code for finding in workbook.findings] for workbook in workbooks} == {
        "a.xlsx": ["C301", "C301", "C301", "C301", "C301"],
        "clerk.xlsx": ["C304"],
        "e.xlsx": ["W211"],
        "o.xlsx": ["W211"],
        "x.xlsx": [],
        "กองคลัง/แบบ.xlsx": [],
    }
    assert listing(folder) == before
    (workbook,) = gather.check(Request(folder, year=2562, inboxes=(file,)), HERE)
    assert [finding.code for finding in workbook.findings] == ["W203"]


def test_the_measures_to_follow_up_keep_their_codes(folder: Path) -> None:
    measures = outbox.merged_measures(Request(folder, year=2562))
    assert [measure.code for measure in measures] == list(register.load(register.path(folder, 2562)).values())
    assert not (folder / "reports").exists()


def test_without_an_inbox_there_is_nothing_to_follow_up(tmp_path: Path) -> None:
    folder = agencies.agency(tmp_path, {})
    assert outbox.merged_measures(Request(folder, year=2562)) == ()
    assert not register.path(folder, 2562).exists()


@pytest.mark.slow
def test_a_small_division_that_comes_after_a_report_is_not_given_away_by_it(folder: Path) -> None:
    inbox = folder / "inbox/2562"
    (inbox / "a.xlsx").unlink()
    small = (inbox / "clerk.xlsx").read_bytes()
    (inbox / "clerk.xlsx").unlink()
    alone = run(folder).outcome.assessment
    assert alone.indicator(1).score == 81
    scores = SCORED.replace("| 20 |", "| 3 |").replace("| 81 |", "| 21 |")
    (inbox / "clerk.xlsx").write_bytes(agencies.workbook(who("IIT", "clerk"), {SCORES: scores}))
    for _ in range(2):
        result = run(folder)
        assert "X462" in codes(result)
        assert "X407" not in {item.code for item in result.findings if item.value == "1"}
        assert result.outcome.assessment.indicator(1).score is None
    (inbox / "clerk.xlsx").write_bytes(small)
    assert run(folder).outcome.assessment.indicator(1).score == 81  # twenty people came


@pytest.mark.slow
def test_a_choice_between_versions_is_kept_without_making_documents(tmp_path: Path) -> None:
    other = agencies.workbook(who("IIT", "finance"), {SCORES: SCORED.replace("| 81 |", "| 91 |")})
    folder = agencies.agency(tmp_path, whole() | {"again.xlsx": other})
    undecided = gather.gather(Request(folder, 2562), reader=HERE)
    assert "X403" in {item.code for item in undecided.findings}
    decided = pipeline.choose(Request(folder, 2562, use=("again.xlsx",)), HERE)
    assert "X403" not in {item.code for item in decided.findings}
    assert not (folder / "reports").exists()
    again = gather.gather(Request(folder, 2562), reader=HERE)
    assert again.findings == decided.findings
    with pytest.raises(WrongUseError):
        pipeline.choose(Request(folder, 2562, use=("a.xlsx",)), HERE)
