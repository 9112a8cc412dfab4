"""Codes of measures whose plan is sent again with other words."""

import pytest

from itaxl.assessment import Measure
from itaxl.findings import Finding
from itaxl.forms.layout import MEASURES
from itaxl.merging import codes, measures
from itaxl.spreadsheets.book import Book
from tests.filled import AGENCY, merged
from tests.merging.test_merge import planned, row

OLD, REWORDED, OTHER = "จัดทำทะเบียนคุมการยืมทรัพย์สิน", "จัดทำทะเบียนคุมการยืมและคืนทรัพย์สิน", "อบรมบุคลากร"
REGISTER = {f"4|{OLD}": "2562-IIT-04-01", f"4|{OTHER}": "2562-IIT-04-02"}
REPORT = planned(
    "finance",
    row(OLD, code="2562-IIT-04-01", status="อยู่ระหว่างดำเนินการ"),
    row(OTHER, code="2562-IIT-04-02", status="ดำเนินการแล้ว"),
    round="followup-6",
)


def merged_again(plan: Book, *more: Book) -> tuple[dict[str, Measure], tuple[Finding, ...], dict[str, str]]:
    """Measures by code, what is found, and the register, of a plan that is sent again after the report."""
    whole = merged(
        {"p": plan, "r": REPORT} | {f"m{no}": book for no, book in enumerate(more)}, codes=REGISTER
    )
    united, conflicts = measures.measures(whole, AGENCY)
    return {measure.code: measure for measure in united}, (*whole.findings, *conflicts), dict(whole.codes)


def test_a_reworded_measure_keeps_the_code_that_its_row_bears() -> None:
    by_code, findings, register = merged_again(
        planned("finance", row(REWORDED, code="2562-IIT-04-01"), row(OTHER))
    )
    assert {code: measure.measure for code, measure in by_code.items()} == {
        "2562-IIT-04-01": REWORDED,
        "2562-IIT-04-02": OTHER,
    }
    assert by_code["2562-IIT-04-01"].followup[0].status == "อยู่ระหว่างดำเนินการ"
    assert (findings, register) == ((), REGISTER)


def test_a_reworded_measure_without_its_code_is_no_twin_and_is_asked_about() -> None:
    by_code, (question,), register = merged_again(planned("finance", row(REWORDED), row(OTHER)))
    assert {code: len(measure.followup) for code, measure in by_code.items()} == {
        "2562-IIT-04-01": 1,
        "2562-IIT-04-02": 1,
    }
    assert (question.code, question.place.file, question.place.cell) == ("X446", "p", "A6")
    assert dict(question.values)["code"] == "2562-IIT-04-01"
    assert register == REGISTER


def test_a_measure_that_says_it_is_new_gets_a_code_of_its_own() -> None:
    by_code, findings, _ = merged_again(planned("finance", row(REWORDED, code="ใหม่"), row(OTHER)))
    assert sorted(by_code) == ["2562-IIT-04-01", "2562-IIT-04-02", "2562-IIT-04-03"]
    assert findings == ()


def test_a_measure_in_quite_other_words_is_asked_about_every_time() -> None:
    for register in (REGISTER, {**REGISTER, "4|ติดกล้องวงจรปิด": "2562-IIT-04-03"}):
        whole = merged(
            {"p": planned("finance", row("ติดกล้องวงจรปิด"), row(OTHER)), "r": REPORT}, codes=register
        )
        (finding,) = whole.findings
        assert (finding.code, finding.place.cell, dict(finding.values)["codes"]) == (
            "X447",
            "A6",
            "2562-IIT-04-01",
        )
        assert whole.codes["4|ติดกล้องวงจรปิด"] == "2562-IIT-04-03"


def test_a_report_on_a_measure_of_no_plan_is_asked_about_in_the_first_merge_as_in_the_next() -> None:
    files = {"p": planned("finance", row("ติดกล้องวงจรปิด"), row(OTHER)), "r": REPORT}
    first = merged(files, codes={})
    again = merged(files, codes=first.codes)
    assert [finding.code for finding in first.findings] == ["X447"]
    assert (again.findings, again.codes) == (first.findings, first.codes)


def test_the_typed_code_settles_it() -> None:
    by_code, findings, _ = merged_again(
        planned("finance", row("ติดกล้องวงจรปิด", code="2562-IIT-04-01"), row(OTHER))
    )
    assert (len(by_code), findings) == (2, ())
    assert by_code["2562-IIT-04-01"].measure == "ติดกล้องวงจรปิด"


def test_the_typed_code_counts_for_all_rows_of_that_text_though_it_had_a_code_of_its_own() -> None:
    """Merged once before the code was typed; the next follow-up then bears the typed code with the new words."""
    words = "ติดกล้องวงจรปิด"
    whole = merged(
        {
            "p": planned("finance", row(words, code="2562-IIT-04-01"), row(OTHER)),
            "c": planned("clerk", row(words)),
            "r": REPORT,
            "t": planned("finance", row(words, code="2562-IIT-04-01", percent="70"), round="followup-12"),
        },
        codes={**REGISTER, f"4|{words}": "2562-IIT-04-03"},
    )
    united, conflicts = measures.measures(whole, AGENCY)
    assert [(measure.code, len(measure.followup)) for measure in united] == [
        ("2562-IIT-04-01", 2),
        ("2562-IIT-04-02", 1),
    ]
    assert (whole.findings, conflicts) == ((), ())


def test_a_text_that_others_still_plan_is_not_reworded_by_one_of_them() -> None:
    by_code, findings, _ = merged_again(
        planned("finance", row(REWORDED), row(OTHER)), planned("clerk", row(OLD))
    )
    assert by_code["2562-IIT-04-01"].measure == OLD
    assert by_code["2562-IIT-04-03"].measure == REWORDED
    assert [finding.code for finding in findings] == []


def test_the_code_of_a_measure_that_others_word_otherwise_is_a_conflict_of_both_cells() -> None:
    again = planned("finance", row(REWORDED, code="2562-IIT-04-01"), row(OTHER))
    _, (conflict,), _ = merged_again(again, planned("clerk", row(OLD)))
    assert (conflict.code, conflict.place.file, conflict.place.cell) == ("X413", "p", "E6")
    assert dict(conflict.values)["other"] == f"m0 · {MEASURES} · E6"


@pytest.mark.parametrize("code", ["2562-IIT-04-02", "2562-IIT-05-01", "2562-IIT-04-77", "x"])
def test_a_code_that_cannot_be_meant_does_not_count(code: str) -> None:
    """Of another row of the same plan, of another indicator, of nothing: the text decides."""
    by_code, _, _ = merged_again(planned("finance", row("ติดกล้องวงจรปิด", code=code), row(OTHER)))
    assert by_code["2562-IIT-04-03"].measure == "ติดกล้องวงจรปิด"
    assert by_code["2562-IIT-04-02"].measure == OTHER


def test_each_code_is_given_to_one_text_the_most_alike() -> None:
    by_code, findings, _ = merged_again(
        planned("finance", row(f"{OLD} ประจำปี"), row(f"{OLD} ของกองคลังประจำปี"), row(OTHER))
    )
    assert by_code["2562-IIT-04-01"].measure == f"{OLD} ประจำปี"
    assert by_code["2562-IIT-04-03"].measure == f"{OLD} ของกองคลังประจำปี"
    assert [finding.code for finding in findings] == ["X446"]


def test_very_many_texts_are_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codes, "MOST_PAIRS", 0)
    by_code, (question,), _ = merged_again(planned("finance", row(REWORDED), row(OTHER)))
    assert by_code["2562-IIT-04-03"].measure == REWORDED
    assert question.code == "X447"
