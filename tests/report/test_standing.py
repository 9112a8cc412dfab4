"""Issued documents stay posted as they were signed, whatever comes into the inbox afterwards."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from itaxl import gather, pipeline
from itaxl.agency import issued, shown_before
from itaxl.agency.issued import Issue, Signed
from itaxl.errors import RefusedError
from itaxl.findings import Finding
from itaxl.forms.layout import MEASURES, RESULTS, SCORES
from itaxl.inbox.request import Request
from itaxl.pipeline import Result
from itaxl.report import issuing, outputs, posting, standing
from itaxl.report.run import Document, Run
from itaxl.spreadsheets.read import HERE
from itaxl.texts import LANGS
from tests import agencies, issues, test_pipeline
from tests.agencies import PLANNED, SAVED, SCORED
from tests.figures import printed_text
from tests.filled import AGENCY, who
from tests.press import Press
from tests.report.word.reading import squeezed
from tests.shared import Shared

SETTINGS = f"""{agencies.SETTINGS}
[[signatories]]
role = "chief"
position = "นายกเทศมนตรีตำบลตัวอย่าง"
opinion = "approve"

[report]
date = 2020-04-10
number = "ตย 1/2563"

[report.2562.followup-6]
date = 2020-04-20
number = "ตย 2/2563"

[report.2562.followup-12]
date = 2020-10-05
number = "ตย 3/2563"
"""
SIGNED = Signed(date(2020, 4, 10), "ตย 1/2563")
FORMS = ("analysis.pdf", "analysis.docx", "analysis.html", "memo.pdf", "memo.docx")
FOLLOWUP = ("followup.pdf", "followup.docx", "followup.html")


@pytest.fixture(autouse=True)
def _plain_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document is a line about what it is made of: its look is tested elsewhere."""

    def page(run: Run, document: Document, medium: str) -> str:
        view, draft = run.view(document), run.is_draft(document)
        total, day = run.assessment.total, run.agency_of(document).report_date
        return f'<html lang="{view.lang}"><title>{view.title}</title>{medium} {total} {day} {draft}'

    monkeypatch.setattr(Run, "page", page)
    monkeypatch.setattr(
        "itaxl.report.word.document.docx",
        lambda view, face, day, *_: f"{view.title} {view.cover} {day} {face.draft}".encode(),
    )
    monkeypatch.setattr(pipeline, "Renderer", Press)
    # Workbooks for the office take long, and nothing of them is issued.
    monkeypatch.setattr("itaxl.report.files.office.merged_xlsx", lambda *_: b"")
    monkeypatch.setattr("itaxl.report.files.office.findings_xlsx", lambda *_: b"")
    monkeypatch.setattr("itaxl.sending.returns.files", lambda *_: {})


def reported(round: str, status: str = "อยู่ระหว่างดำเนินการ", later: int = 0, percent: str = "") -> bytes:
    table = (
        "| รหัสมาตรการ | ตัวชี้วัด | มาตรการ | สถานะ | ร้อยละความก้าวหน้า |\n|---|---|---|---|---|\n"
        f"| 2562-IIT-01-01 | 1 | ประกาศนโยบาย | {status} | {percent} |"
    )
    return agencies.workbook(who("IIT", "finance", round), {MEASURES: table}, SAVED + timedelta(1 + later))


@pytest.fixture
def home(tmp_path: Path, shared: Shared) -> Path:
    """An agency whose year is merged."""

    def merged(folder: Path) -> None:
        run(agencies.agency(folder, test_pipeline.whole(), SETTINGS))

    return shared.copy("merged-to-be-issued", merged, tmp_path)


def put(home: Path, name: str, content: bytes) -> None:
    (home / "inbox/2562" / name).write_bytes(content)


def run(home: Path, **options: Any) -> Result:
    return pipeline.run(Request(home, 2562, **options))


def issue(home: Path, document: str = "analysis", **options: Any) -> Issue:
    return issuing.issue(home, document, 2562, **options)


def settle(home: Path, old: str, new: str) -> None:
    file = home / "itaxl.toml"
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


def announce(home: Path, first: str, days: int = 1) -> None:
    """Announced results with another score of the first indicator."""
    table = agencies.ANNOUNCED[RESULTS].replace("| 1 | 81 |", f"| 1 | {first} |")
    put(home, "a.xlsx", agencies.workbook(who("announced"), {RESULTS: table}, SAVED + timedelta(days)))


def spoil(home: Path) -> None:
    """An error in a workbook of the plan."""
    tables = {SCORES: SCORED.replace("| 84 |", "| แปดสิบ |"), MEASURES: PLANNED}
    put(home, "clerk.xlsx", agencies.workbook(who("IIT", "clerk"), tables, SAVED + timedelta(1)))


def findings_of(result: Result, code: str) -> list[Finding]:
    return [item for item in result.findings if item.code == code]


def reports(home: Path) -> dict[str, bytes]:
    folder = home / "reports/2562"
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def signed(home: Path, document: str = "analysis") -> dict[str, bytes]:
    """The forms of a document as they were issued, by name."""
    (folder,) = (home / "issued/2562").glob(f"{document}-*")
    return {
        path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in (".pdf", ".docx", ".html")
    }


@pytest.mark.slow
def test_an_issued_document_stays_byte_for_byte_when_the_figures_change(home: Path) -> None:
    issue(home)
    kept = signed(home)
    assert set(kept) == set(FORMS)
    announce(home, "80")
    result = run(home)
    now = reports(home)
    assert {name: now[name] for name in FORMS} == kept
    assert {name: now[f"site/files/{name}"] for name in ("analysis.pdf", "analysis.docx")} == {
        name: kept[name] for name in ("analysis.pdf", "analysis.docx")
    }
    assert now["site/analysis.html"] == kept["analysis.html"]
    assert json.loads(now["data.json"])["indicators"][0]["score"] == 80
    assert now["site/files/data.json"] == now["data.json"]
    assert result.exit_code == 0
    assert signed(home) == kept


@pytest.mark.slow
def test_changed_figures_are_named_with_old_and_new_value_and_the_way_on(home: Path) -> None:
    issue(home)
    assert not findings_of(run(home), "D522")
    announce(home, "80")
    (told,) = findings_of(run(home), "D522")
    for lang in LANGS:
        assert "81.00 → 80.00" in told.what(lang)
        assert "ตย 1/2563" in told.what(lang)
        assert "[report.2562.analysis]" in told.fix(lang)
        assert "itaxl issue analysis --again" in told.fix(lang)
        assert "{" not in told.what(lang) + told.fix(lang)


@pytest.mark.slow
def test_many_changes_are_named_by_a_handful_and_counted(home: Path) -> None:
    issue(home)
    table = {
        RESULTS: "| รหัส | คะแนน (0–100) |\n|---|---|\n"
        + "\n".join(f"| {no} | {60 + no} |" for no in range(1, 11))
    }
    put(home, "a.xlsx", agencies.workbook(who("announced"), table, SAVED + timedelta(1)))
    (told,) = findings_of(run(home), "D522")
    assert told.what("en").count("→") == 5
    assert told.what("en").rstrip().endswith("more")


@pytest.mark.slow
def test_a_report_of_a_round_is_no_change_of_the_analysis(home: Path) -> None:
    issue(home)
    put(home, "f.xlsx", reported("followup-6"))
    result = run(home)
    assert not findings_of(result, "D522")
    assert set(FOLLOWUP) <= set(reports(home))


@pytest.mark.slow
def test_an_error_stamps_nothing_that_was_issued(home: Path) -> None:
    issue(home)
    kept = signed(home)
    spoil(home)
    result = run(home)
    assert result.exit_code == 1
    now = reports(home)
    assert {name: now[name] for name in FORMS} == kept
    assert now["site/analysis.html"] == kept["analysis.html"]
    assert b'class="draft-mark"' in now["site/index.html"]
    assert "draft" in posting.wanting(result.findings)


@pytest.mark.slow
def test_a_revised_edition_can_be_a_draft_and_is_named_as_one(home: Path) -> None:
    issue(home)
    announce(home, "80")
    spoil(home)
    (note,) = findings_of(run(home), "X449")
    assert note.what("en").startswith("Drafts: the revised edition of the analysis, for")
    assert b"True" in reports(home)["office/revised/analysis.pdf"]
    assert b"True" not in reports(home)["analysis.pdf"]


@pytest.mark.slow
def test_an_error_of_a_follow_up_stamps_the_follow_up_alone(home: Path) -> None:
    put(home, "f.xlsx", reported("followup-6"))
    run(home)
    issue(home, "followup-6")
    kept = signed(home, "followup-6")
    put(home, "g.xlsx", reported("followup-12", percent="มาก"))
    result = run(home)
    now = reports(home)
    assert result.exit_code == 1
    assert {name.replace("followup", "followup-6"): kept[name] for name in FOLLOWUP}.items() <= now.items()
    assert b"False" in now["analysis.pdf"]


@pytest.mark.slow
def test_both_follow_ups_are_posted_side_by_side(home: Path) -> None:
    put(home, "f.xlsx", reported("followup-6"))
    run(home)
    issue(home, "followup-6")
    first = signed(home, "followup-6")
    assert {name: reports(home)[name] for name in FOLLOWUP} == first
    put(home, "g.xlsx", reported("followup-12", "ดำเนินการแล้ว"))
    run(home)
    now = reports(home)
    for name in FOLLOWUP:
        assert now[name.replace("followup", "followup-6")] == first[name]
        assert now[name] != first[name]
    issue(home, "followup-12")
    result = run(home)
    second, now = signed(home, "followup-12"), reports(home)
    for name in FOLLOWUP:
        assert now[name.replace("followup", "followup-6")] == first[name]
        assert now[name] == second[name]
    assert now["site/followup.html"] == second["followup.html"]
    assert now["site/followup-6.html"] == first["followup.html"]
    assert now["site/files/followup-6.pdf"] == first["followup.pdf"]
    assert not findings_of(result, "D522")
    with pytest.raises(RefusedError):
        issue(home, "followup-6")


@pytest.mark.slow
def test_an_issued_round_stays_when_its_workbooks_are_gone(home: Path) -> None:
    put(home, "f.xlsx", reported("followup-6"))
    run(home)
    issue(home, "followup-6")
    (home / "inbox/2562/f.xlsx").unlink()
    result = run(home)
    assert {name: reports(home)[name] for name in FOLLOWUP} == signed(home, "followup-6")
    (told,) = findings_of(result, "D522")
    assert "office/revised" not in told.fix("en")
    assert not any(name.startswith("office/revised") for name in reports(home))


@pytest.mark.slow
def test_the_first_round_is_issued_again_after_the_last_one_has_begun(home: Path) -> None:
    put(home, "f.xlsx", reported("followup-6"))
    run(home)
    issue(home, "followup-6")
    kept = signed(home, "followup-6")
    put(home, "f.xlsx", reported("followup-6", "ดำเนินการแล้ว", later=1))
    put(home, "g.xlsx", reported("followup-12", "ดำเนินการแล้ว", later=2))
    settle(home, "date = 2020-04-20", "date = 2020-11-20")
    (told,) = findings_of(run(home), "D522")
    assert "อยู่ระหว่างดำเนินการ → ดำเนินการแล้ว" in told.what("th")
    assert "office/revised/followup-6/followup.pdf" in told.fix("th")
    now = reports(home)
    revised = {name: now[f"office/revised/followup-6/{name}"] for name in FOLLOWUP}
    assert "ฉบับแก้ไข".encode() in revised["followup.pdf"]
    assert b"2020-11-20" in revised["followup.pdf"]
    assert "office/revised/followup.pdf" not in now
    assert {name: now[name.replace("followup", "followup-6")] for name in FOLLOWUP} == kept
    assert issue(home, "followup-6", again=True).name == "followup-6-2"
    result = run(home)
    posted = reports(home)
    assert {name: posted[name.replace("followup", "followup-6")] for name in FOLLOWUP} == revised
    assert not any(name.startswith("office/revised") for name in posted)
    assert not findings_of(result, "D522")


@pytest.mark.slow
def test_a_revised_first_round_shows_what_was_reported_in_it_judged_on_its_first_day(home: Path) -> None:
    put(home, "f.xlsx", reported("followup-6"))
    run(home)
    issue(home, "followup-6")
    put(home, "f.xlsx", reported("followup-6", "ยังไม่ดำเนินการ", later=1))
    put(home, "g.xlsx", reported("followup-12", "ดำเนินการแล้ว", later=2))
    settle(home, "date = 2020-04-20", "date = 2020-11-20")
    year = gather.gather(Request(home, 2562), reader=HERE)
    drawn = Run(year, (), standing=standing.of_year(year))
    (again,) = [document for document in outputs.documents(drawn) if document.round]
    shown = drawn.assessment_of(again)
    assert [report.status for report in shown.measures[0].followup] == ["ยังไม่ดำเนินการ"]
    assert (shown.followup_round, shown.as_of) == ("followup-6", date(2020, 4, 20))
    assert drawn.assessment.as_of == date(2020, 10, 5)


@pytest.mark.slow
def test_an_error_of_the_last_round_does_not_make_the_revised_first_one_a_draft(home: Path) -> None:
    put(home, "f.xlsx", reported("followup-6"))
    run(home)
    issue(home, "followup-6")
    put(home, "f.xlsx", reported("followup-6", "ดำเนินการแล้ว", later=1))
    put(home, "g.xlsx", reported("followup-12", "ดำเนินการแล้ว", later=2, percent="มาก"))
    (note,) = findings_of(run(home), "X449")
    now = reports(home)
    assert b"False" in now["office/revised/followup-6/followup.pdf"]
    assert b"True" in now["followup.pdf"]
    assert "revised" not in note.what("en")
    put(home, "f.xlsx", reported("followup-6", "ดำเนินการแล้ว", later=3, percent="มาก"))
    run(home)
    assert b"True" in reports(home)["office/revised/followup-6/followup.pdf"]


@pytest.mark.slow
def test_a_revised_edition_waits_in_the_office_and_is_marked(home: Path) -> None:
    issue(home)
    assert not any(name.startswith("office/revised/") for name in reports(home))
    announce(home, "80")
    run(home)
    now = reports(home)
    revised = {name for name in now if name.startswith("office/revised/")}
    assert revised == {f"office/revised/{name}" for name in FORMS}
    assert "ฉบับแก้ไข".encode() in now["office/revised/analysis.pdf"]
    assert "ฉบับแก้ไข".encode() not in now["analysis.pdf"]


@pytest.mark.slow
def test_a_document_is_issued_again_and_the_first_edition_stays(home: Path) -> None:
    run(home)
    first = issue(home)
    kept = signed(home)
    announce(home, "80")
    run(home)
    with pytest.raises(RefusedError) as error:
        issue(home, again=True)
    assert [reason.key for reason in error.value.reasons] == ["issue.same"]
    settle(home, "date = 2020-04-10", "date = 2020-05-15")
    run(home)
    office = {name: reports(home)[f"office/revised/{name}"] for name in FORMS}
    second = issue(home, again=True)
    assert second.signed.date == date(2020, 5, 15)
    result = run(home)
    assert {name: reports(home)[name] for name in FORMS} == office
    assert not any(name.startswith("office/revised/") for name in reports(home))
    assert not findings_of(result, "D522")
    assert not findings_of(result, "D524")
    assert {name: (first.folder / name).read_bytes() for name in FORMS} == kept
    assert [item.name for item in issued.load(home, 2562)] == ["analysis-1", "analysis-2"]


@pytest.mark.slow
def test_a_follow_up_is_issued_again_while_its_round_lasts(home: Path) -> None:
    put(home, "f.xlsx", reported("followup-6"))
    run(home)
    issue(home, "followup-6")
    put(home, "f.xlsx", reported("followup-6", "ดำเนินการแล้ว", later=1))
    settle(home, "date = 2020-04-20", "date = 2020-05-20")
    run(home)
    revised = reports(home)["office/revised/followup.pdf"]
    assert "ฉบับแก้ไข".encode() in revised
    assert issue(home, "followup-6", again=True).name == "followup-6-2"
    run(home)
    assert reports(home)["followup.pdf"] == revised


@pytest.mark.slow
def test_a_changed_date_has_no_effect_on_what_was_issued_and_is_noted(home: Path) -> None:
    issue(home)
    kept = signed(home)
    settle(home, 'number = "ตย 1/2563"', 'number = "ตย 9/2563"')
    result = run(home)
    assert {name: reports(home)[name] for name in FORMS} == kept
    (told,) = findings_of(result, "D524")
    assert "ตย 1/2563 → ตย 9/2563" in told.what("th")
    assert result.exit_code == 0


@pytest.mark.slow
def test_the_date_of_a_run_is_none_of_what_was_issued(home: Path) -> None:
    issue(home)
    kept = signed(home)
    result = run(home, day=date(2020, 6, 1))
    assert {name: reports(home)[name] for name in FORMS} == kept
    assert not findings_of(result, "D524")


@pytest.mark.slow
def test_nothing_is_wanting_of_what_was_issued(home: Path) -> None:
    issue(home)
    settle(home, "[report]\ndate = 2020-04-10\n" + 'number = "ตย 1/2563"', "[report]")
    codes = {item.code for item in run(home).findings}
    assert not codes & {"D517", "D518"}


def damage(home: Path, name: str, content: bytes | None) -> None:
    file = home / "issued/2562/analysis-1" / name
    file.unlink()
    if content is not None:
        file.write_bytes(content)


@pytest.mark.slow
@pytest.mark.parametrize("content", [None, b"altered"])
@pytest.mark.parametrize("name", ["analysis.pdf", "memo.docx", "data.json"])
def test_what_was_altered_is_an_error_and_what_was_signed_stays_posted(
    home: Path, name: str, content: bytes | None
) -> None:
    issue(home)
    kept = signed(home)
    damage(home, name, content)
    result = run(home)
    assert result.exit_code == 1
    (told,) = findings_of(result, "D523")
    assert told.place.file == "issued/2562/analysis-1"
    assert name in told.what("th")
    assert f"still the same: {name}" in told.fix("en")
    assert {form: reports(home)[form] for form in FORMS} == kept


@pytest.mark.slow
@pytest.mark.parametrize("name", ["analysis.html", "issue.json"])
def test_what_is_lost_is_never_posted_but_a_draft_of_it(home: Path, name: str) -> None:
    issue(home)
    damage(home, name, b"altered")
    shutil.rmtree(home / "reports")
    result = run(home)
    (told,) = findings_of(result, "D525")
    assert name in told.what("en")
    assert b"True" in reports(home)["analysis.pdf"]
    assert b"altered" not in b"".join(reports(home).values())
    with pytest.raises(RefusedError) as error:
        issue(home, again=True)
    assert "issue.draft" in [reason.key for reason in error.value.reasons]


@pytest.mark.slow
def test_a_record_that_was_changed_by_hand_is_an_error_and_what_was_signed_stays_posted(home: Path) -> None:
    issue(home)
    kept = signed(home)
    record = json.loads((home / "issued/2562/analysis-1/issue.json").read_bytes())
    damage(home, "issue.json", json.dumps(record | {"date": "2020-04-01"}).encode())
    (told,) = findings_of(run(home), "D523")
    assert "issue.json" in told.what("th")
    assert {name: reports(home)[name] for name in FORMS} == kept


@pytest.mark.slow
def test_an_altered_earlier_edition_is_named_too(home: Path) -> None:
    issue(home)
    announce(home, "80")
    settle(home, "date = 2020-04-10", "date = 2020-05-15")
    run(home)
    issue(home, again=True)
    run(home)
    damage(home, "analysis.pdf", b"altered")
    (told,) = findings_of(run(home), "D523")
    assert told.value == "analysis-1"


@pytest.mark.slow
def test_leftovers_of_a_killed_issue_are_cleaned_by_the_next_merge(home: Path) -> None:
    left = home / "issued/2562/.analysis-1.new"
    left.mkdir(parents=True)
    (left / "analysis.pdf").write_bytes(b"half")
    own = home / "issued/2562/.mine.new"
    own.mkdir()
    run(home)
    assert not left.exists()
    assert own.exists()


@pytest.mark.slow
def test_codes_and_scores_that_were_issued_are_known_without_the_reports(home: Path) -> None:
    issue(home)
    shutil.rmtree(home / "reports")
    (home / "measures-2562.csv").unlink()
    assert [seen.no for seen in shown_before.load(home, 2562).seen] == list(range(1, 11))
    assert findings_of(run(home), "X440")


@pytest.mark.slow
def test_two_merges_of_the_same_give_the_same_bytes(home: Path) -> None:
    issue(home)
    announce(home, "80")
    run(home)
    before = reports(home)
    run(home)
    assert reports(home) == before


def pages(home: Path) -> Mapping[str, str]:
    """The pages as they are read."""
    files = reports(home).items()
    return {
        name: squeezed(printed_text(content.decode())) for name, content in files if name.endswith(".html")
    }


@pytest.mark.slow
def test_the_site_says_what_is_issued_and_links_to_it_in_both_languages(home: Path) -> None:
    issue(home)
    announce(home, "80")
    run(home)
    site, links = pages(home), reports(home)
    assert "เลขที่ตย๑/๒๕๖๓ลงวันที่๑๐เมษายน๒๕๖๓" in site["site/index.html"]
    assert "issuedon10AprilB.E.2563,numberตย1/2563" in site["site/en/index.html"]
    assert "บางค่าเปลี่ยนไป" in site["site/index.html"]
    assert b'href="analysis.html"' in links["site/data.html"]
    assert b'href="../analysis.html" hreflang="th"' in links["site/en/data.html"]
    assert "site/en/analysis.html" not in site


@pytest.mark.slow
def test_a_page_in_another_language_than_the_site_says_so(home: Path) -> None:
    page = b'<!doctype html>\n<html lang="en" class="screen analysis">'
    issues.put(home, "analysis-1", {"analysis.html": page, "analysis.pdf": b"signed"}, SIGNED)
    run(home)
    files = reports(home)
    assert files["site/analysis.html"] == page
    assert b'href="analysis.html" hreflang="en"' in files["site/index.html"]
    assert b'href="../analysis.html">' in files["site/en/index.html"]


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"schema": 2}', b'{"schema": 3, "total": 80}'])
def test_open_data_of_another_program_are_not_compared_with(tmp_path: Path, data: bytes) -> None:
    files = {"analysis.html": b"page", "analysis.pdf": b"signed", "data.json": data}
    issues.put(tmp_path, "analysis-1", files, SIGNED)
    now = standing.compared(replace(AGENCY, folder=tmp_path), 2562, {"measures": []})
    (posted,) = now.posted
    assert (posted.changes, posted.compared) == ((), False)
