"""Words about the rounds of the follow-up: what a measure was after the round before the newest one."""

from itaxl.agency.own_documents import FOLLOWUPS
from itaxl.analysis.measure_state import report_state
from itaxl.assessment import Measure, Progress
from itaxl.report.views.material import Material


def name(case: Material, round: str) -> str:
    """Return a round as a sentence names it: "รอบ 6 เดือน"."""
    return case.say(f"round.{round.rpartition('-')[2]}")


def state_before(case: Material, measure: Measure) -> tuple[str, ...]:
    """Return the state of the whole measure after the round before; nothing where nobody reported then."""
    before = case.earlier_states.get(measure.code)
    if before is None:
        return ()
    round = name(case, FOLLOWUPS[0])
    return (case.say("followup.measure.whole_before", round=round, status=case.status(before.whole)),)


def reported_before(case: Material, measure: Measure, report: Progress) -> tuple[str, ...]:
    """Return what the division reported in the round before, or that its only report is of that round."""
    newest = case.assessment.followup_round or report.round
    if report.round != newest:
        return (case.say("followup.measure.of_round", round=name(case, report.round)),)
    before = (earlier for earlier in measure.before(newest).latest() if earlier.division == report.division)
    return tuple(
        case.say(
            "followup.measure.at_round",
            round=name(case, earlier.round),
            status=case.status(report_state(earlier)),
        )
        for earlier in before
    )


def carries_on(case: Material) -> bool:
    """Tell whether a division's newest report is of an earlier round, which counts until there is a newer one."""
    newest = case.assessment.followup_round
    return any(report.round != newest for measure in case.assessment.measures for report in measure.latest())
