"""`itaxl issue` says what it did or every reason why not; `merge` and `status` list what is issued."""

from dataclasses import replace
from pathlib import Path

import click
import pytest

from itaxl import gather
from itaxl.agency import issued
from itaxl.cli import issued_lines
from itaxl.cli.summary import summary
from itaxl.findings import NOWHERE, finding
from itaxl.inbox.request import Request
from itaxl.pipeline import Result
from itaxl.report.files import recorded
from itaxl.report.files.changed_figures import Change
from itaxl.report.standing import Posted
from itaxl.texts import LANGS, Lang, Text, Texts
from tests import issues
from tests.cli.conftest import YEAR
from tests.command import exit_code
from tests.report import test_issuing
from tests.report.test_issuing import DATA

ISSUE = issued.Issue(Path("issued/2562/followup-6-1"), "followup-6", 1, issued.Signed(None, "ตย ๒/๒๕๖๓"))
CHANGE = Change(Text("คะแนนรวม", "total"), Text("79.83", "79.83"), Text("80.10", "80.10"))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    test_issuing.merged(test_issuing.agency(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_document_is_issued_and_the_next_step_is_said(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code("issue", "analysis") == 0
    said = capsys.readouterr().out
    assert "issued/2562/analysis-1" in said
    assert "itaxl merge" in said
    assert (home / "issued/2562/analysis-1/analysis.pdf").is_file()


@pytest.mark.parametrize("lang, words", [("th", "ระดับที่ประกาศคือ C"), ("en", "The announced grade is C")])
def test_a_disputed_grade_is_told_again_before_the_analysis_is_issued(
    home: Path, lang: Lang, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    reason = Text("", "")
    disputed = finding("X409", NOWHERE, "C", computed="B", total="79.83", reason=reason)
    other = finding("X411", NOWHERE, "1")
    test_issuing.merged(home, findings=recorded.written((disputed, other)))
    assert exit_code("--lang", lang, "issue", "followup-6") == 0
    assert "X409" not in capsys.readouterr().err
    assert exit_code("--lang", lang, "issue", "analysis") == 0
    said = capsys.readouterr().err
    assert words in said
    assert disputed.fix(lang) in said
    assert "X411" not in said


def test_all_reasons_are_said_with_exit_code_2(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "reports/2562/memo.pdf").unlink()
    assert exit_code("--lang", "en", "issue", "followup-12", "--year", YEAR, "--again") == 2
    said = capsys.readouterr()
    assert said.out == ""
    reasons = said.err.strip().splitlines()[1:]
    assert len(reasons) == 3
    assert all(reason.startswith("- ") for reason in reasons)


def test_a_document_that_is_none_is_refused_with_those_that_there_are(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code("issue", "memo") == 2
    assert "analysis, followup-6, followup-12" in capsys.readouterr().err
    assert not (home / "issued").exists()


@pytest.mark.parametrize("lang", LANGS)
def test_a_line_says_document_number_date_and_what_has_changed(lang: Lang) -> None:
    texts = Texts("terminal", lang)
    posted = Posted(ISSUE, "followup", {})
    variants = [posted, replace(posted, changes=(CHANGE, CHANGE)), replace(posted, compared=False)]
    title, same, changed, unknown = issued_lines.lines(variants, texts)
    assert title == texts("issued.title")
    assert "followup-6-1" in same
    assert "ตย ๒/๒๕๖๓" in same
    assert texts("issued.same") in click.unstyle(same)
    assert texts("issued.unknown") in click.unstyle(unknown)
    assert texts("issued.changed", count=2) in click.unstyle(changed)


@pytest.mark.slow
def test_the_summary_lists_what_is_issued(returned: Path) -> None:
    year_data = gather.gather(Request(returned))
    texts = Texts("terminal", "en")
    result = Result(
        **vars(year_data), target=returned / "reports/2562", issued=(Posted(ISSUE, "followup", {}),)
    )
    said = [click.unstyle(line) for line in summary(result, texts, "en")]
    title, *lines = issued_lines.lines(result.issued, texts)
    assert said[said.index(title) + 1] in map(click.unstyle, lines)


@pytest.mark.slow
def test_status_lists_what_is_issued_and_what_was_altered(
    returned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {**dict.fromkeys(("analysis.pdf", "memo.pdf"), b"signed"), "scores.csv": DATA["scores.csv"]}
    assert exit_code("status") == 0
    assert "analysis-1" not in capsys.readouterr().out
    folder = issues.put(returned, "analysis-1", files, ISSUE.signed)
    assert exit_code("status", "-o", "status.html") == 0
    assert "(analysis-1) เลขที่ ตย ๒/๒๕๖๓" in capsys.readouterr().out
    page = (returned / "status.html").read_text("utf-8")
    assert "<li>รายงานการวิเคราะห์ผลการประเมิน (analysis-1) เลขที่ ตย ๒/๒๕๖๓" in page
    (folder / "scores.csv").write_bytes(b"altered")
    assert exit_code("--lang", "en", "status") == 0
    said = capsys.readouterr().out
    assert "issued/2562/analysis-1" in said
    assert "scores.csv" in said
