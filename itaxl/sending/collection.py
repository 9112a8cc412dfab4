"""State of collection: which workbook has come from whom, which is in force, and what is to be mended in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import MAXYEAR, UTC, datetime, timedelta
from enum import StrEnum

from itaxl.agency import addresses
from itaxl.checks.all_workbooks import expected
from itaxl.findings import Finding, Place, Severity
from itaxl.forms.build import first_saved
from itaxl.forms.identity import PLAN, ROUNDS, Identity
from itaxl.gather import Gathered, current, tied
from itaxl.inbox.arrivals import Arrived
from itaxl.merging.versions import NOT_USED, OTHER_ADDRESS, OTHER_HANDS, TIE
from itaxl.submissions.reading import Reading

THAILAND = timedelta(hours=7)  # ahead of UTC, all the year
MAKER = "itaxl"  # who saved a workbook that nobody has saved yet
_NOT_OURS = ("W203", "W209", "W241")  # of another year or agency, or perhaps
_NOT_THEIRS = ("W211",)  # for the one who collects to mend
_UNKNOWN = "W206"  # division
_CONFLICT = "X413"
_BY_OTHER_HANDS = (OTHER_HANDS, NOT_USED)
_CODES = ("X445", "X446", "X447")  # a measure without its row, or one that may be reworded
_WORTH_A_LOOK = ("X408", "X409", "X410")  # of the announced results: told, but perhaps as announced


class Status(StrEnum):
    MISSING = "missing"
    RECEIVED = "received"  # with something that should be looked at
    ERRORS = "errors"
    COMPLETE = "complete"


MARKS = {Status.COMPLETE: "✓", Status.RECEIVED: "?", Status.ERRORS: "!", Status.MISSING: "-"}


@dataclass(frozen=True)
class State:
    """State of a workbook: `division` blank for announced results, `superseded` the number of older versions.

    `sent` is the time of its mail, `saved` its own, None while it is that of a blank one (UTC); `by` the mail's sender,
    else who saved it, of all that wait for a decision; `usable`: one of them counts.
    """

    division: str
    dimension: str
    round: str
    status: Status
    errors: int = 0
    warnings: int = 0
    superseded: int = 0
    saved: datetime | None = None
    by: str = ""
    sent: datetime | None = None
    usable: bool = True


def states(year_data: Gathered, rounds: Iterable[str] = ()) -> tuple[State, ...]:
    """Return the states of workbooks expected or come: announced results, then rounds, divisions, dimensions.

    Expected are the plan round, the follow-ups that have begun, and `rounds` beside them.
    """
    arrived: dict[Identity, list[Arrived]] = {}
    for workbook in year_data.arrived:
        if workbook.submission:
            arrived.setdefault(identity_of(workbook), []).append(workbook)
    identities = {
        **dict.fromkeys(_expected(year_data, {*rounds, *(who.round for who in arrived)})),
        **arrived,
    }
    order = {division.id: number for number, division in enumerate(year_data.agency.divisions)}
    dimensions = [dimension.code for dimension in year_data.context.instrument.dimensions]

    def place(who: Identity) -> tuple[object, ...]:
        dimension = -1 if who.announced else dimensions.index(who.dimension)
        return (not who.announced, ROUNDS.index(who.round), order.get(who.division, -1), dimension)

    valid = {id(workbook) for workbook in in_force(year_data)}
    return tuple(
        _state(who, arrived.get(who, []), valid, year_data.findings) for who in sorted(identities, key=place)
    )


def unplaced(year_data: Gathered) -> tuple[Arrived, ...]:
    """Return what came and could not be used, or is no known division's: a look comes before reminders."""
    return tuple(
        workbook
        for workbook in year_data.arrived
        if not workbook.submission
        and any(finding.severity is Severity.ERROR for finding in workbook.findings)
    )


def identity_of(arrived: Arrived) -> Identity:
    """Return the identity; a blank workbook belongs to the division whose name was typed into it."""
    identity = arrived.reading.identity
    assert identity is not None
    return replace(identity, division=arrived.submission.division) if arrived.submission else identity


def local(moment: datetime) -> datetime:
    """Return a time in UTC as clocks in Thailand show it."""
    return moment + THAILAND if moment.year < MAXYEAR else moment


def in_force(year_data: Gathered) -> tuple[Arrived, ...]:
    """Return the current workbooks of this year and agency, of a known division or not."""
    return tuple(
        workbook
        for workbook in current(year_data.arrived, year_data.merged)
        if workbook.reading.identity and not any(finding.code in _NOT_OURS for finding in workbook.findings)
    )


def cross_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings across workbooks that senders can mend."""
    return tuple(finding for finding in findings if finding.code in (TIE, _CONFLICT, *_CODES, *_WORTH_A_LOOK))


def findings_about(arrived: Arrived, across: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings of this workbook alone, then those across workbooks that name it or a cell of it."""
    yield from (finding for finding in arrived.findings if _theirs(finding, arrived))
    for finding in across:
        if arrived.file in tied(finding):
            yield replace(finding, place=Place(arrived.file))
        elif finding.place.file == arrived.file:
            yield finding
        elif finding.code == _CONFLICT:
            yield from _other_cell(finding, (record.place for record in arrived.reading.records))


def _theirs(finding: Finding, arrived: Arrived) -> bool:
    """Tell whether a finding is the sender's matter; an unknown division is, where its name was typed."""
    made_for = arrived.reading.identity.division if arrived.reading.identity else ""
    return finding.code not in _NOT_THEIRS and not (finding.code == _UNKNOWN and made_for)


def to_mend(finding: Finding) -> bool:
    """Tell whether the sender of a workbook can do something about it."""
    by_itself = finding.code[0] in "WC" and finding.severity is not Severity.NOTE
    return by_itself or finding.code in (TIE, _CONFLICT, *_CODES)


def _expected(year_data: Gathered, rounds: set[str]) -> Iterator[Identity]:
    yield from expected(year_data.context)
    measures = year_data.outcome.assessment.measures
    for round in sorted(rounds - {PLAN}, key=ROUNDS.index):
        for measure in measures:
            for division in measure.responsible:
                yield Identity(year_data.context.year, measure.dimension, division, round)


def _state(who: Identity, arrived: list[Arrived], valid: set[int], findings: tuple[Finding, ...]) -> State:
    """Return the state of one workbook. `valid`: the ids of those in force."""
    undecided = {finding.place.file for finding in findings if finding.code in _BY_OTHER_HANDS}
    current = [workbook for workbook in arrived if id(workbook) in valid]
    waiting = [workbook for workbook in arrived if workbook not in current and workbook.file in undecided]
    if not current and not waiting:
        return State(who.division, who.dimension, who.round, Status.MISSING)
    across = cross_findings(findings)
    faults = {
        finding for workbook in current for finding in findings_about(workbook, across) if to_mend(finding)
    }
    errors = sum(finding.severity is Severity.ERROR for finding in faults) + len(waiting)
    doubted = {finding.place.file for finding in findings if finding.code == OTHER_ADDRESS}
    unsure = sum(workbook.file in doubted for workbook in current)
    warnings = sum(finding.severity is not Severity.ERROR for finding in faults) + unsure
    newest = (current or waiting)[0].reading
    older = [workbook for workbook in arrived if workbook not in (*current, *waiting)]
    hands = (sent_or_saved_by(workbook.reading) for workbook in (*current, *waiting))
    return State(
        who.division,
        who.dimension,
        who.round,
        Status.ERRORS if errors else Status.RECEIVED if warnings else Status.COMPLETE,
        errors,
        warnings,
        sum(_differ(workbook, current[0]) for workbook in older if current),
        newest.saved if newest.saved != first_saved(who.year).replace(tzinfo=UTC) else None,
        ", ".join(dict.fromkeys(filter(None, hands))),
        newest.sent,
        bool(current),
    )


def sent_or_saved_by(reading: Reading) -> str:
    """Return the sender of a workbook's mail, else who saved it; blank while nobody has."""
    return addresses.shown(reading.sender or ("" if reading.saved_by == MAKER else reading.saved_by))


def _differ(first: Arrived, second: Arrived) -> bool:
    assert first.submission
    assert second.submission
    return first.submission.content != second.submission.content


def _other_cell(finding: Finding, places: Iterable[Place]) -> Iterator[Finding]:
    """Yield the finding for the other cell that it names, if among `places`: both senders must hear of it."""
    other = dict(finding.values).get("other")
    for place in places:
        if other == f"{place.file} · {place.sheet} · {place.cell}":
            here = finding.place
            there = f"{here.file} · {here.sheet} · {here.cell}"
            values = tuple((key, there if key == "other" else value) for key, value in finding.values)
            yield replace(finding, place=place, values=values)
