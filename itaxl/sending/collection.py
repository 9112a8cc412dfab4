"""The state of collection: which workbook has come from whom, which is in force, and what is to be mended in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import MAXYEAR, datetime, timedelta
from enum import StrEnum

from itaxl.checks.all_workbooks import expected
from itaxl.findings import Finding, Place, Severity
from itaxl.forms.identity import ROUNDS, Identity
from itaxl.gather import TIE, Gathered, current, tied
from itaxl.inbox.arrivals import Arrived

PLAN = ROUNDS[0]
THAILAND = timedelta(hours=7)  # ahead of UTC, all the year
MAKER = "itaxl"  # who saved a workbook that nobody has saved yet
_NOT_OURS = ("W203", "W209")  # of another year or agency
_NOT_THEIRS = ("W211",)  # for the one who collects to mend
_UNKNOWN = "W206"  # division
_CONFLICT = "X413"
_WORTH_A_LOOK = ("X408", "X409", "X410")  # of the announced results: told, but perhaps as announced


class Status(StrEnum):
    MISSING = "missing"
    RECEIVED = "received"  # with something that should be looked at
    ERRORS = "errors"
    COMPLETE = "complete"


MARKS = {Status.COMPLETE: "✓", Status.RECEIVED: "?", Status.ERRORS: "!", Status.MISSING: "-"}


@dataclass(frozen=True)
class State:
    """Of one workbook: `division` blank for the announced results, `superseded` how many older versions there are.

    `saved` is the workbook's own time, else that of its mail (UTC); `by` the mail's sender, else who saved it.
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


def states(known: Gathered, rounds: Iterable[str] = ()) -> tuple[State, ...]:
    """One for each workbook that is expected or has come: announced results, then rounds, divisions, dimensions.

    Expected are the plan round, the follow-ups that have begun, and `rounds` beside them.
    """
    arrived: dict[Identity, list[Arrived]] = {}
    for each in known.arrived:
        if each.submission:
            arrived.setdefault(whose(each), []).append(each)
    wanted = {**dict.fromkeys(_expected(known, {*rounds, *(who.round for who in arrived)})), **arrived}
    order = {division.id: number for number, division in enumerate(known.agency.divisions)}
    dimensions = [each.code for each in known.context.instrument.dimensions]

    def place(who: Identity) -> tuple[object, ...]:
        dimension = -1 if who.announced else dimensions.index(who.dimension)
        return (not who.announced, ROUNDS.index(who.round), order.get(who.division, -1), dimension)

    valid, several = {id(each) for each in in_force(known)}, of_several(known.findings)
    return tuple(_state(who, arrived.get(who, []), valid, several) for who in sorted(wanted, key=place))


def unplaced(known: Gathered) -> tuple[Arrived, ...]:
    """What came and could not be used or is no known division's: to be looked at before anyone is reminded."""
    return tuple(
        each
        for each in known.arrived
        if not each.submission and any(one.severity is Severity.ERROR for one in each.findings)
    )


def whose(arrived: Arrived) -> Identity:
    """Of whom it is; a blank workbook belongs to the division whose name was typed into it."""
    identity = arrived.reading.identity
    assert identity is not None
    return replace(identity, division=arrived.submission.division) if arrived.submission else identity


def local(moment: datetime) -> datetime:
    """A time in UTC as clocks in Thailand show it."""
    return moment + THAILAND if moment.year < MAXYEAR else moment


def in_force(known: Gathered) -> tuple[Arrived, ...]:
    """The current workbooks of this year and agency, of a known division or not."""
    return tuple(
        each
        for each in current(known.arrived, known.merged)
        if each.reading.identity and not any(one.code in _NOT_OURS for one in each.findings)
    )


def of_several(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings across workbooks that senders can mend."""
    return tuple(each for each in findings if each.code in (TIE, _CONFLICT, *_WORTH_A_LOOK))


def about(arrived: Arrived, several: Iterable[Finding]) -> Iterator[Finding]:
    """What was found in this workbook alone, then which of those `of_several` name it or a cell of it."""
    yield from (each for each in arrived.findings if _theirs(each, arrived))
    for each in several:
        if arrived.file in tied(each):
            yield replace(each, place=Place(arrived.file))
        elif each.place.file == arrived.file:
            yield each
        elif each.code == _CONFLICT:
            yield from _other_cell(each, (record.place for record in arrived.reading.records))


def _theirs(finding: Finding, arrived: Arrived) -> bool:
    """A division that the settings do not know is the sender's matter only where the sender typed its name."""
    made_for = arrived.reading.identity.division if arrived.reading.identity else ""
    return finding.code not in _NOT_THEIRS and not (finding.code == _UNKNOWN and made_for)


def to_mend(finding: Finding) -> bool:
    """Whether the sender of a workbook can do something about it."""
    by_itself = finding.code[0] in "WC" and finding.severity is not Severity.NOTE
    return by_itself or finding.code in (TIE, _CONFLICT)


def _expected(known: Gathered, rounds: set[str]) -> Iterator[Identity]:
    yield from expected(known.context)
    measures = known.outcome.assessment.measures
    for round in sorted(rounds - {PLAN}, key=ROUNDS.index):
        for each in measures:
            for division in each.responsible:
                yield Identity(known.context.year, each.dimension, division, round)


def _state(who: Identity, arrived: list[Arrived], valid: set[int], several: tuple[Finding, ...]) -> State:
    """`valid`: the ids of those in force."""
    current = [each for each in arrived if id(each) in valid]
    if not current:
        return State(who.division, who.dimension, who.round, Status.MISSING)
    found = {one for each in current for one in about(each, several) if to_mend(one)}
    errors = sum(each.severity is Severity.ERROR for each in found)
    newest = current[0].reading
    return State(
        who.division,
        who.dimension,
        who.round,
        Status.ERRORS if errors else Status.RECEIVED if found else Status.COMPLETE,
        errors,
        len(found) - errors,
        sum(id(each) not in valid and _differ(each, current[0]) for each in arrived),
        newest.saved or newest.sent,
        newest.sender or ("" if newest.saved_by == MAKER else newest.saved_by),
    )


def _differ(one: Arrived, other: Arrived) -> bool:
    assert one.submission
    assert other.submission
    return one.submission.content != other.submission.content


def _other_cell(finding: Finding, places: Iterable[Place]) -> Iterator[Finding]:
    """The same finding for the other cell that it names, if that is among `places`: both senders must hear of it."""
    other = dict(finding.values).get("other")
    for place in places:
        if other == f"{place.file} · {place.sheet} · {place.cell}":
            here = finding.place
            there = f"{here.file} · {here.sheet} · {here.cell}"
            values = tuple((key, there if key == "other" else value) for key, value in finding.values)
            yield replace(finding, place=place, values=values)
