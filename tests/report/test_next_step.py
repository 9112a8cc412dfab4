"""The one thing to do next: the first of the year's steps that is not done, in words of both languages."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from itaxl.agency.issued import Issue, Signed
from itaxl.findings import Place
from itaxl.report.documents import prepared
from itaxl.report.files import open_data
from itaxl.report.files.recorded import Recorded, written
from itaxl.report.files.since_merge import Changed
from itaxl.report.next_step import YearState, next_step, of_year
from itaxl.report.standing import Posted, Standing
from itaxl.sending.collection import states
from itaxl.spreadsheets.book import Book
from itaxl.texts import Text, both
from tests.cases import ANNOUNCED, announced, division, everything
from tests.filled import AGENCY, INSTRUMENT
from tests.gathered import gathered
from tests.report.test_posting import COMPLETE

ALL = everything(ANNOUNCED) | {"a": announced(TOTAL="79.83", GRADE="B")}
RECORDED = Recorded("C304", Place("a.xlsx", "คะแนน", "D6"), "120")
OWN = replace(COMPLETE, text={"memo.legal": "…"})


SIX = Posted(Issue(AGENCY.folder, "followup-6", 1, Signed(date(2020, 4, 30), "2"), {}), "followup", {})


def stood(workbooks: dict[str, Book], sent_out: bool = False, changed: Changed | None = None) -> YearState:
    year_data = gathered(workbooks, OWN)
    return YearState(prepared(year_data), states(year_data), sent_out, changed)


def key(year_state: YearState) -> str:
    step = next_step(year_state)
    assert "{" not in step.text.th + step.text.en
    return step.key


def issued(year_state: YearState, *, changed: bool = False) -> YearState:
    issue = Issue(AGENCY.folder, "analysis", 1, Signed(date(2020, 4, 10), "1"), {})
    posted = Posted(issue, "analysis", {}, resigned=Text("วันที่", "date") if changed else None)
    return replace(year_state, run=replace(year_state.run, standing=Standing((posted,))))


def test_an_empty_year_begins_with_sending_workbooks_out() -> None:
    assert key(stood({})) == "send_out"
    assert key(stood({}, sent_out=True)) == "collect"


def test_missing_workbooks_are_asked_for_by_name() -> None:
    step = next_step(stood(everything(ANNOUNCED, ("finance",))))
    assert (step.key, "กองช่าง" in step.text.en, "กองคลัง" in step.text.en) == ("remind", True, False)


def test_what_has_to_be_mended_goes_back_before_anyone_is_reminded() -> None:
    wrong = everything(ANNOUNCED, ("finance",)) | {"clerk-IIT.xlsx": division("clerk", "IIT", {4: "แปดสิบ"})}
    step = next_step(stood(wrong))
    assert (step.key, "สำนักปลัดเทศบาล" in step.text.th) == ("mend", True)


def test_what_was_issued_is_to_be_posted_by_another_merge() -> None:
    year_state = issued(stood(ALL, changed=Changed()))
    assert key(replace(year_state, unposted=True)) == "post"
    assert key(replace(year_state, unposted=True, changed=Changed(gone=(RECORDED,)))) == "merge_again"


def test_versions_that_nothing_orders_are_chosen_first() -> None:
    twice = ALL | {"again.xlsx": division("clerk", "IIT", {4: "81"})}
    step = next_step(stood(twice))
    assert (step.key, [item.code for item in step.findings]) == ("choose", ["X403"])


def test_announced_results_are_wanted_whole() -> None:
    assert key(stood(everything(ANNOUNCED) | {"a": announced(GRADE="B")})) == "announced"
    assert key(stood(everything(ANNOUNCED))) == "announced"


def test_what_else_is_wanting_is_named() -> None:
    settings = replace(OWN, email="ita@example.go.th")
    year_data = gathered(ALL, settings)
    step = next_step(YearState(prepared(year_data), states(year_data)))
    assert step.key == "settle"
    assert both("terminal", "posting.settings").en in step.text.en
    assert [item.code for item in step.findings] == ["D516"]


def test_number_and_date_are_asked_for_when_the_document_is_issued() -> None:
    year_data = gathered(ALL, replace(OWN, report_date=None, report_number=""))
    assert key(YearState(prepared(year_data), states(year_data), changed=Changed())) == "issue"


def test_then_the_year_is_merged_issued_and_followed() -> None:
    assert key(stood(ALL)) == "merge"
    assert key(stood(ALL, changed=Changed(gone=(RECORDED,)))) == "merge_again"
    assert key(stood(ALL, changed=Changed())) == "issue"
    assert key(issued(stood(ALL, changed=Changed()), changed=True)) == "issue_again"
    assert key(issued(stood(ALL, changed=Changed()))) == "follow"


def test_a_round_of_follow_up_that_was_sent_out_is_waited_for_and_the_last_one_comes_after_the_first() -> (
    None
):
    year = issued(stood(ALL, changed=Changed()))
    assert key(replace(year, rounds_out={"plan", "followup-6"})) == "collect"
    assert key(replace(year, rounds_out={"plan"})) == "follow"
    data, posted = year.run.year_data, year.run.standing.posted
    assessment = replace(data.outcome.assessment, followup_round="followup-6")
    data = replace(data, outcome=replace(data.outcome, assessment=assessment))
    first = replace(year, run=replace(year.run, year_data=data, standing=Standing((*posted, SIX))))
    assert key(first) == "follow_last"
    assert key(replace(first, rounds_out={"followup-6"})) == "follow_last"
    assert key(replace(first, rounds_out={"followup-6", "followup-12"})) == "collect"


def test_a_year_without_measures_that_is_issued_is_done() -> None:
    year = issued(stood({"a": announced(TOTAL="79.83", GRADE="B")}, changed=Changed()))
    assert (year.run.assessment.measures, key(year)) == ((), "done")


def test_the_folders_say_what_was_sent_out_and_merged(tmp_path: Path) -> None:
    year_data = gathered(ALL, replace(OWN, folder=tmp_path))
    assert (of_year(year_data).sent_out, of_year(year_data).changed) == (False, None)
    (tmp_path / "outbox" / "2562").mkdir(parents=True)
    (tmp_path / "outbox" / "2562" / "2562-IIT-finance.xlsx").touch()
    reports = tmp_path / "reports" / "2562"
    (reports / "office").mkdir(parents=True)
    run = of_year(year_data).run
    data = open_data.data_json(run.assessment, run.agency_of(), INSTRUMENT)
    (reports / "data.json").write_text(data, "utf-8")
    (reports / "office" / "findings.json").write_text(written(run.findings), "utf-8")
    assert (of_year(year_data).sent_out, of_year(year_data).rounds_out) == (True, {"plan"})
    assert of_year(year_data).changed == Changed()
    (reports / "office" / "findings.json").write_text("[]", "utf-8")
    assert of_year(year_data).changed
