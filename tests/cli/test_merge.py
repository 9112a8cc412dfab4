"""`itaxl merge` as a command: exit codes, where it writes, and what it does not touch."""

import sys
from contextlib import nullcontext
from pathlib import Path

import click
import pytest

from itaxl.cli.finding_lines import MOST_PLACES, grouped
from itaxl.cli.main import Session
from itaxl.cli.merge import start_renderer
from itaxl.cli.summary import summary
from itaxl.findings import NOWHERE, Place, finding
from itaxl.forms.layout import MEASURES
from itaxl.pipeline import Result
from itaxl.report.pdf.renderer import Renderer
from itaxl.texts import LANGS, Lang, Text, Texts
from tests.cli.conftest import YEAR
from tests.cli.test_check import listing
from tests.command import exit_code
from tests.filled import book, who
from tests.gathered import gathered


@pytest.mark.slow
@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("lang", LANGS)
def test_strict_writes_nothing_while_there_is_an_error(
    lang: Lang, returned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = listing(returned)
    assert exit_code("--lang", lang, "merge", "--strict") == 1
    assert Texts("terminal", lang)("summary.strict") in capsys.readouterr().out
    assert listing(returned) == before


@pytest.mark.slow
@pytest.mark.usefixtures("undrawn")
def test_documents_go_where_the_user_says_and_inputs_stay(
    returned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = listing(returned)
    assert exit_code("--lang", "en", "merge", f"inbox/{YEAR}", "-o", "elsewhere", "--year", YEAR) == 1
    said, texts = capsys.readouterr().out, Texts("terminal", "en")
    assert texts("summary.not_posted") in said
    assert texts("summary.posted") not in said
    after = listing(returned)
    assert {name: after[name] for name in before} == before
    written = {name for name in after if name not in before and name.startswith("elsewhere/")}
    assert {
        f"elsewhere/{name}" for name in ("analysis.pdf", "site/index.html", "office/findings.json")
    } <= written
    assert not (returned / "reports").exists()


@pytest.mark.usefixtures("undrawn", "returned")
def test_with_nothing_changed_it_says_so_and_shows_the_findings_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = []
    for options in ((), (), ("--all",)):
        assert exit_code("--lang", "en", "merge", *options) == 1
        said.append(capsys.readouterr().out)
    unchanged = Texts("terminal", "en")("summary.unchanged")
    assert [unchanged in text for text in said] == [False, True, False]
    first, again, _ = said
    findings = first[first.index("\n\n") : first.rindex("\n\n")]
    assert findings in again


def test_a_folder_of_somebody_else_is_left_alone(returned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (returned / "letters").mkdir()
    (returned / "letters" / "letter.txt").write_text("keep me", "utf-8")
    before = listing(returned)
    assert exit_code("--lang", "en", "merge", "-o", "letters") == 2
    assert capsys.readouterr().err == Texts("errors", "en")("output.outside", path="letters") + "\n"
    assert listing(returned) == before


@pytest.mark.parametrize("lang", LANGS)
def test_nobody_is_sent_to_a_file_that_was_not_written(lang: Lang, tmp_path: Path) -> None:
    many = tuple(finding("C305", Place(f"{no}.xlsx", "คะแนน", "D6"), 101) for no in range(9))
    texts = Texts("terminal", lang)
    for target, strict in ((tmp_path, False), (None, True)):
        results = (*many, finding("D501", NOWHERE, 2563))
        result = Result(**vars(gathered({})) | {"target": target, "findings": results})
        said = [click.unstyle(line).strip() for line in summary(result, texts, lang)]
        path = tmp_path / "office" / "findings.xlsx"
        assert (texts("summary.rest", count=1, path=path) in said) != strict
        assert (texts("summary.rest_strict", count=1) in said) == strict
        assert (texts("summary.notes_strict", count=1) in said) == strict


def test_where_the_others_of_a_kind_are() -> None:
    def lines(*places: Place) -> list[str]:
        results = [finding("C305", place, 101) for place in places]
        return [click.unstyle(line) for line in grouped(results, Texts("terminal", "en"), "en")][2:]

    def at(sheet: str, cell: str) -> Place:
        return Place("a.xlsx", sheet, cell)

    assert lines(at("คะแนน", "D6")) == []
    three = (at("คะแนน", "D7"), at("คะแนน", "D9"), at("มาตรการ", "L6"))
    assert lines(at("คะแนน", "D6"), *three) == ["      … and 3 more like this: คะแนน D7, D9 · มาตรการ L6"]
    assert lines(Place("a.xlsx"), Place("a.xlsx")) == ["      … and 1 more like this"]
    (line,) = lines(*(at("คะแนน", f"D{row}") for row in range(6, 30)))
    assert line.endswith(f", D{6 + MOST_PLACES}, …")


def test_others_of_a_kind_that_have_no_cell_are_named_by_what_they_are_about() -> None:
    indicators = {4: Text("ก", "a"), 7: Text("ข", "b"), 9: Text("ค", "c")}
    results = [finding("X406", value=no, dimension="IIT", indicator=name) for no, name in indicators.items()]
    said = [click.unstyle(line) for line in grouped(results, Texts("terminal", "en"), "en")]
    assert said[2:] == ["      … and 2 more like this: 7, 9"]


@pytest.mark.parametrize("lang", LANGS)
def test_that_no_followup_is_made_is_said_until_a_round_has_begun(lang: Lang, tmp_path: Path) -> None:
    texts = Texts("terminal", lang)
    report = "| ตัวชี้วัด | มาตรการ | สถานะ |\n|---|---|---|\n| 4 | มาตรการ | ยังไม่ดำเนินการ |"
    begun = {"f.xlsx": book(who("IIT", "finance", "followup-6"), {MEASURES: report})}
    for inbox, said in (({}, True), (begun, False)):
        result = Result(**vars(gathered(inbox)) | {"target": tmp_path})
        lines = [click.unstyle(line).strip() for line in summary(result, texts, lang)]
        assert (texts("summary.no_followup") in lines) is said


def test_a_draft_that_is_not_made_is_not_named(tmp_path: Path) -> None:
    unmade = finding("C311", Place("2562-IIT-works-followup-6.xlsx"))
    result = Result(**vars(gathered({})) | {"target": tmp_path, "findings": (unmade,)})
    lines = [click.unstyle(line) for line in summary(result, Texts("terminal", "en"), "en")]
    assert not any("Marked as drafts" in line for line in lines)
    assert result.exit_code == 1


@pytest.mark.parametrize("lang", LANGS)
def test_notes_are_counted_as_findings_xlsx_has_them(lang: Lang, tmp_path: Path) -> None:
    """That the old folder was moved is known only after it was written, and has a line of its own."""
    moved, note = finding("D505", NOWHERE, "2562.1"), finding("D501", NOWHERE, 2563)
    whole = vars(gathered({})) | {"target": tmp_path, "moved": tmp_path / "2562.1"}
    texts = Texts("terminal", lang)
    for results, notes in (((moved,), False), ((note, moved), True)):
        result = Result(**whole | {"findings": results})
        said = [click.unstyle(line) for line in summary(result, texts, lang)]
        assert (texts("summary.notes", count=1) in said) is notes
        assert texts("summary.notes", count=2) not in said
        assert texts("summary.moved", path=result.moved) in said


def test_the_renderer_starts_before_pandas_is_imported_unless_the_agency_has_fonts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session(tmp_path, None)
    assert isinstance(start_renderer(session, late=False), nullcontext)  # imported already, for these tests
    monkeypatch.delitem(sys.modules, "itaxl.pipeline")
    assert isinstance(start_renderer(session, late=False), Renderer)
    (tmp_path / "html_templates").mkdir()
    assert isinstance(start_renderer(session, late=False), nullcontext)
