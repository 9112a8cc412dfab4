"""State of a measure, decided here alone: every count, table, sentence and file asks this module."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from itaxl.assessment import Assessment, Measure, Progress
from itaxl.forms import layout


class State(StrEnum):
    """State of a measure, or of a division's part in it: each is in exactly one."""

    DONE = "done"
    UNDER_WAY = "under_way"
    NOT_DONE = "not_done"
    NO_STATUS = "no_status"  # something was reported, but no status
    UNREPORTED = "unreported"

    @property
    def status(self) -> str:
        """Return the status as workbooks have it; blank where none is known."""
        return next((status for status, state in _STATES.items() if state is self), "")


_STATES = {
    layout.DONE: State.DONE,
    layout.UNDER_WAY: State.UNDER_WAY,
    layout.NOT_DONE: State.NOT_DONE,
}


@dataclass(frozen=True)
class MeasureState:
    """State of the whole and of each responsible division.

    `late`: an end has passed and is not met; `due`: it is the day judged itself, and nothing is late yet.
    """

    whole: State
    divisions: Mapping[str, State]
    late: bool = False
    due: bool = False

    @property
    def done(self) -> bool:
        return self.whole is State.DONE


def judge(measure: Measure, day: date) -> MeasureState:
    """Judge a measure by each responsible division's newest report; lateness is judged on `day`."""
    state = _reported(measure)
    if state.done:
        return state
    ends = [end for end in _open_ends(measure, state.divisions) if end]
    late = any(end < day for end in ends)
    return replace(state, late=late, due=not late and day in ends)


def _reported(measure: Measure) -> MeasureState:
    """Return the state that the divisions' newest reports give, whatever the day."""
    reports = {report.division: report for report in measure.latest()}
    divisions = {division: report_state(reports.get(division)) for division in measure.responsible}
    return MeasureState(_whole(divisions.values()), divisions)


def states(assessment: Assessment) -> dict[str, MeasureState]:
    """Return the states of all measures by their codes, judged on the assessment's day."""
    return {measure.code: judge(measure, assessment.as_of) for measure in assessment.measures}


def earlier_states(assessment: Assessment) -> dict[str, MeasureState]:
    """Return the states after the rounds before the newest one, without lateness; empty where nobody reported then."""
    before = [
        measure.before(assessment.followup_round)
        for measure in assessment.measures
        if assessment.followup_round
    ]
    if not any(measure.followup for measure in before):
        return {}
    return {measure.code: _reported(measure) for measure in before}


def late(assessment: Assessment) -> tuple[Measure, ...]:
    """Return the measures of which an end has passed and is not met."""
    return tuple(measure for measure in assessment.measures if judge(measure, assessment.as_of).late)


def due(assessment: Assessment) -> tuple[Measure, ...]:
    """Return the measures that end on the day judged and are not done."""
    return tuple(measure for measure in assessment.measures if judge(measure, assessment.as_of).due)


def without_evidence(assessment: Assessment) -> tuple[tuple[Measure, Progress], ...]:
    """Return the newest reports of work done that give no evidence, with their measures."""
    return tuple(
        (measure, report)
        for measure in assessment.measures
        for report in measure.latest()
        if report_state(report) is State.DONE and not report.evidence.strip()
    )


def report_state(report: Progress | None) -> State:
    """Return the state that a division's report gives; None where there is no report."""
    return _STATES.get(report.status, State.NO_STATUS) if report else State.UNREPORTED


def _whole(divisions: Iterable[State]) -> State:
    """Return the state of the whole: done only when every responsible division is, not begun when none has begun."""
    states = set(divisions)
    if states <= {State.UNREPORTED}:
        return State.UNREPORTED
    if states == {State.DONE}:
        return State.DONE
    if states & {State.DONE, State.UNDER_WAY}:
        return State.UNDER_WAY
    return State.NO_STATUS if State.NO_STATUS in states else State.NOT_DONE


def _open_ends(measure: Measure, divisions: Mapping[str, State]) -> Iterable[date | None]:
    """Return the ends of the divisions that are not done; of the measure where no division answers for it."""
    if not divisions:
        return (measure.end,)
    return (measure.end_of(division) for division, state in divisions.items() if state is not State.DONE)
