"""Each sentence of the follow-up, its memo and its first page fits what was reported, in both languages."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from itertools import product

import pytest

from itaxl.analysis.measure_state import states, without_evidence
from itaxl.assessment import Assessment, Measure, Progress
from itaxl.report.views import followup_page
from itaxl.report.views.followup import followup_view
from itaxl.texts import LANGS, Lang
from tests.report import cases, phrases
from tests.report.phrases import Phrase
from tests.report.views.test_views import whole

pytestmark = pytest.mark.slow

JUDGED = cases.END
OVER, AHEAD = JUDGED - timedelta(days=30), JUDGED + timedelta(days=30)
REPORTS: Mapping[str, Callable[[str], Progress | None]] = {
    "done": cases.progress,
    "done without evidence": lambda division: cases.progress(division, evidence=""),
    "under way": lambda division: cases.progress(division, cases.UNDER_WAY, obstacle="ไม่มี"),
    "hindered": lambda division: cases.progress(division, cases.NOT_DONE, obstacle="ขาดบุคลากร"),
    "without a status": lambda division: cases.progress(division, "", result="ทำแล้ว"),
    "no report": lambda _: None,
}
ENDS = {"over": OVER, "due": JUDGED, "ahead": AHEAD, "no date": None}
DIVISIONS = {"one division": ("clerk",), "three divisions": ("clerk", "finance", "works"), "nobody": ()}


def measure(serial: int, kind: str, end: date | None, divisions: tuple[str, ...], round: str) -> Measure:
    reports = (REPORTS[kind](division) for division in divisions)
    followup = tuple(replace(report, round=round) for report in reports if report)
    return cases.measure(
        "EIT", 7, serial, measure=f"เรื่องที่ {serial}", end=end, responsible=divisions, followup=followup
    )


def reported(round: str | None, *listed: Measure) -> Assessment:
    return cases.assessment(measures=listed, followup_round=round, as_of=JUDGED)


def _states() -> dict[str, Assessment]:
    results: dict[str, Assessment] = {"no measures": reported(None)}
    for round, kind, (end, day), (who, ids) in product(
        ("followup-6", "followup-12"), REPORTS, ENDS.items(), DIVISIONS.items()
    ):
        only = measure(1, kind, day, ids, round)
        results[f"{round}, {kind}, {end}, {who}"] = reported(round if only.followup else None, only)
    for round, kind in product(("followup-6", "followup-12"), REPORTS):
        some = (
            measure(1, "done", AHEAD, ("clerk",), round),
            measure(2, kind, OVER, ("clerk", "works"), round),
        )
        results[f"{round}, one done, one {kind}"] = reported(round, *some)
        six = tuple(measure(number, kind, OVER, ("clerk",), round) for number in range(1, 31))
        results[f"{round}, one done, thirty {kind}"] = reported(round, some[0], *(six[1:]))
    two_rounds = measure(1, "done", OVER, ("clerk",), "followup-12")
    before = replace(cases.progress("clerk", cases.UNDER_WAY), round="followup-6")
    results["both rounds"] = reported(
        "followup-12", replace(two_rounds, followup=(before, *two_rounds.followup))
    )
    paid = measure(1, "under way", OVER, ("clerk",), "followup-12").changed(budget=Fraction(5000))
    results["with a budget"] = reported("followup-12", paid)
    return results


def _distinct(states: Mapping[str, Assessment]) -> dict[str, Assessment]:
    """Return the first of equal states: without divisions nobody reports, and without a report there is no round."""
    results: dict[str, Assessment] = {}
    for name, state in states.items():
        if state not in results.values():
            results[name] = state
    return results


STATES = _distinct(_states())


def is_last(assessment: Assessment) -> bool:
    return assessment.followup_round == "followup-12"


def is_not_last(assessment: Assessment) -> bool:
    return not is_last(assessment)


def is_all_done(assessment: Assessment) -> bool:
    return bool(assessment.measures) and all(state.done for state in states(assessment).values())


def has_open(assessment: Assessment) -> bool:
    return any(not state.done for state in states(assessment).values())


def has_late(assessment: Assessment) -> bool:
    return any(state.late for state in states(assessment).values())


def has_due(assessment: Assessment) -> bool:
    return any(state.due for state in states(assessment).values())


def lacks_evidence(assessment: Assessment) -> bool:
    return bool(without_evidence(assessment))


def has_obstacle(assessment: Assessment) -> bool:
    reports = (report for measure in assessment.measures for report in measure.latest())
    return any(report.obstacle not in ("", "ไม่มี") for report in reports)


FITTING = (
    Phrase("รอบถัดไป", "next round", lambda one: is_not_last(one) and has_open(one)),
    Phrase("^การดำเนินการต่อไป$", "^Next steps$", is_not_last),
    Phrase("ข้อเสนอแนะสำหรับปีต่อไป|พิจารณากำหนด", "for the next year|the measures of the next year", is_last),
    Phrase("แล้วเสร็จทุกมาตรการ|ไม่มีมาตรการค้าง|รักษาผลที่ได้ไว้", "all measures are done|Nothing is open|kept? up", is_all_done),
    Phrase("ครบทั้ง", "reported after [0-9]+ months: all", is_all_done),
    Phrase("ยังไม่แล้วเสร็จ", "not done:|Measures that are not done", has_open),
    Phrase("เร่งรัด|ชี้แจงเหตุผล", "are late:|reasons are given", has_late),
    Phrase("ครบกำหนดในวันดังกล่าว", "due on that day", has_due),
    Phrase("หลักฐานที่ยังขาด|ยังไม่มีหลักฐาน", "evidence that is missing|have no evidence|without evidence", lacks_evidence),
    Phrase("ปัญหาที่ส่วนงานรายงาน|ปัญหาและอุปสรรคที่ส่วนงาน", "obstacle that was|reported obstacle|with obstacles",
           has_obstacle),
    Phrase("ยังไม่มีมาตรการใดแล้วเสร็จ", "no measure is done yet",
           lambda one: bool(one.followup_round) and not any(state.done for state in states(one).values())),
    Phrase("ผลตามที่ส่วนงานรายงาน", "As the divisions reported|divisions reported after", phrases.has_reports),
    Phrase("ยังไม่มีส่วนงานใดรายงานผล", "no division had reported", lambda one: not one.followup_round),
    Phrase("วงเงินที่ตั้งไว้", "what was set for the measures",
           lambda one: any(isinstance(measure.budget, Fraction) for measure in one.measures)),
)  # fmt: skip


@cache
def text_of(name: str, lang: Lang) -> str:
    return whole(followup_view(cases.material(STATES[name], lang=lang)))


@pytest.mark.parametrize("lang", LANGS)
def test_no_state_makes_a_sentence_that_does_not_fit(lang: Lang) -> None:
    wrong = {
        name: held
        for name, outcome in STATES.items()
        if (
            held := [
                *phrases.held(text_of(name, lang), lang, outcome, (*phrases.OURS, *phrases.BROKEN, *FITTING))
            ]
        )
    }
    assert not wrong


@pytest.mark.parametrize("lang", LANGS)
def test_every_phrase_occurs_in_a_state_that_it_fits(lang: Lang) -> None:
    """A phrase that nothing says any more guards nothing."""
    said = {name: text_of(name, lang) for name in STATES}
    unsaid = [
        phrase
        for phrase in FITTING
        if not any(
            [*phrases.held(said[name], lang, outcome, (Phrase(phrase.th, phrase.en),))]
            for name, outcome in STATES.items()
            if phrase.fits(outcome)
        )
    ]
    assert not unsaid


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_open_is_named_on_the_first_page(lang: Lang) -> None:
    for name, outcome in STATES.items():
        case = cases.material(outcome, lang=lang)
        assert bool(followup_page.listed(case)) is has_open(outcome), name


def test_evidence_is_never_said_to_be_complete_and_missing() -> None:
    for name, outcome in STATES.items():
        text = text_of(name, "th")
        assert ("ยังไม่มีหลักฐาน" in text) is lacks_evidence(outcome), name
        assert "หลักฐานครบ" not in text, name
