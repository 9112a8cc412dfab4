"""Decide which of several workbooks with one key counts.

A later one supersedes only what came from the same hands. A file that was put into the inbox is from the analyst's own
hand, and so is a mail from one of the analyst's addresses; a mail from one of a division's addresses is from its own.
Where hands or times decide nothing a person does, with `--use`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum

from itaxl.agency import addresses
from itaxl.agency.choices import Choice
from itaxl.agency.settings import Agency
from itaxl.findings import Finding, Place, finding
from itaxl.submissions.submission import Submission
from itaxl.texts import Text, both

TIE, OTHER_HANDS, NOT_USED, OTHER_ADDRESS = "X403", "X430", "X431", "X432"
_LATER, _COPY, _NOT_CHOSEN = "X404", "X405", "X417"
_UNCHECKED, _CHOSEN, _NO_TIME = "X433", "X434", "X435"
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_FIRST_YEAR = 2010  # before which there was no assessment of this kind
_CLOCKS_DIFFER = timedelta(days=1)  # some programs write the time of their zone as if it were UTC

Key = tuple[str, str, str]


class Hands(Enum):
    OWN = "own"
    UNKNOWN = "unknown"  # a mail to an agency that knows no address of this division
    OTHER = "other"


@dataclass(frozen=True)
class Version:
    """Workbook with what orders it; `when` is its own time of saving, else that of its mail, where either is usable."""

    submission: Submission
    hands: Hands
    address: str
    when: datetime | None
    sent: datetime | None

    @property
    def file(self) -> str:
        return self.submission.file

    @property
    def sha256(self) -> str:
        return self.submission.reading.sha256

    @property
    def rank(self) -> tuple[object, ...]:
        """Return a key by which those that rather count are larger; hash and name order what has no time."""
        times = (self.when or _LONG_AGO, self.sent or _LONG_AGO)
        return (self.hands is not Hands.OTHER, *times, self.hands is Hands.OWN, self.sha256, self.file)

    def is_copy(self, other: "Version") -> bool:
        return self.submission.content == other.submission.content

    def is_later(self, other: "Version") -> bool:
        """Tell whether it is later: by one time for each, then by the mails; without times there is no order."""
        for time, earlier in ((self.when, other.when), (self.sent, other.sent)):
            if time is None or earlier is None:
                return False
            if time != earlier:
                return time > earlier
        return False

    def supersedes(self, other: "Version") -> bool:
        """Tell whether it is later and may take the other's place by itself."""
        is_same = self.address != "" and self.address == other.address
        return self.is_later(other) and (self.hands is not Hands.OTHER or is_same)


@dataclass(frozen=True)
class Decision:
    """Decision among the versions of one workbook. `kept` None: none may count before a person says so."""

    kept: Submission | None
    findings: tuple[Finding, ...]


def key(submission: Submission) -> Key:
    """Return what the versions of one workbook have in common, within an agency and a year."""
    return submission.identity.dimension, submission.division, submission.identity.round


def rivals(submissions: Iterable[Submission]) -> dict[str, tuple[str, ...]]:
    """Return for each SHA-256 those of the other versions of the same workbook."""
    groups: dict[Key, set[str]] = {}
    for submission in submissions:
        groups.setdefault(key(submission), set()).add(submission.reading.sha256)
    return {digest: tuple(sorted(group - {digest})) for group in groups.values() for digest in group}


def decide(group: Sequence[Submission], agency: Agency, choices: Sequence[Choice], now: datetime) -> Decision:
    """Decide among the versions of one workbook. Their order changes nothing."""
    versions = sorted(
        (_version(submission, agency, now) for submission in group),
        key=lambda version: version.rank,
        reverse=True,
    )
    chosen, choice = _chosen(versions, choices)
    best = chosen or versions[0]
    if _is_announced(best) and best.hands is Hands.OTHER and not choice:
        return Decision(
            None,
            tuple(finding(NOT_USED, Place(version.file), **_sender(version, agency)) for version in versions),
        )
    findings = [_why_not(best, other, choice, agency) for other in versions if other is not best]
    findings += _about_kept(best, versions, choice, agency)
    if any(not best.is_copy(other) for other in versions):
        findings += _unusable_times(versions)
    return Decision(best.submission, tuple(findings))


def _version(submission: Submission, agency: Agency, now: datetime) -> Version:
    sent = submission.sent if submission.sent and submission.sent <= now + _CLOCKS_DIFFER else None
    saved = submission.saved if _is_usable(submission, now) else None
    sender = submission.reading.sender
    return Version(submission, _hands(submission, agency), addresses.parsed(sender), saved or sent, sent)


def _is_usable(submission: Submission, now: datetime) -> bool:
    """Tell whether a time of saving may be true: in the future neither of its mail nor of today, and not of a clock
    that began anew (1980, 2000)."""
    saved, sent = submission.saved, submission.sent
    if saved is None or saved.year < _FIRST_YEAR:
        return False
    return saved <= now + _CLOCKS_DIFFER and (sent is None or saved <= sent)


def _hands(submission: Submission, agency: Agency) -> Hands:
    sender = submission.reading.sender
    if not sender and submission.sent is None:
        return Hands.OWN
    address, division = addresses.parsed(sender), agency.division(submission.division)
    own = division.addresses if division else frozenset()
    if address and address in own | agency.own_addresses:
        return Hands.OWN
    knows_better = submission.identity.announced or own or address in agency.addresses
    return Hands.OTHER if knows_better else Hands.UNKNOWN


def _is_announced(version: Version) -> bool:
    return version.submission.identity.announced


def _chosen(versions: Sequence[Version], choices: Sequence[Choice]) -> tuple[Version | None, Choice | None]:
    """Return the version that was chosen last and still may be, with its choice."""
    for choice in reversed(choices):
        named = [version for version in versions if version.sha256 == choice.sha256]
        for version in sorted(named, key=lambda version: version.file != choice.file):
            if all(_is_settled(version, other, choice) for other in versions):
                return version, choice
    return None, None


def _is_settled(chosen: Version, other: Version, choice: Choice) -> bool:
    """Tell whether a choice holds against another version.

    One that came since was not chosen against, and nobody chooses against what the same hands sent later.
    """
    if chosen.is_copy(other) or chosen.supersedes(other):
        return True
    if other.supersedes(chosen) and other.hands is Hands.OWN:
        return False
    if chosen.hands is Hands.OTHER or other.supersedes(chosen):
        return other.sha256 in choice.over
    return True


def _why_not(best: Version, other: Version, choice: Choice | None, agency: Agency) -> Finding:
    place = Place(other.file)
    if best.is_copy(other):
        return finding(_COPY, place, other=best.file)
    if best.supersedes(other):
        return finding(_LATER, place, other=best.file)
    by_hands = Hands.OTHER in (best.hands, other.hands)
    if choice and (other.sha256 in choice.over or not (by_hands or choice.over)):
        return finding(_NOT_CHOSEN, place, other=best.file)
    if by_hands:
        return finding(OTHER_HANDS, place, other=best.file, **_sender(other, agency))
    files = sorted((best.file, other.file))
    return finding(TIE, Place(files[0]), one=files[0], other=files[1])


def _about_kept(
    best: Version, versions: Sequence[Version], choice: Choice | None, agency: Agency
) -> Iterator[Finding]:
    """Say of the one that counts what the settings cannot vouch for."""
    place = Place(best.file)
    if best.hands is Hands.OTHER:
        yield finding(_CHOSEN if choice else OTHER_ADDRESS, place, **_sender(best, agency))
    superseded = [version for version in versions if best.supersedes(version) and not best.is_copy(version)]
    others = sorted(
        version.file for version in superseded if version.address != best.address or not version.address
    )
    if best.hands is Hands.UNKNOWN and others:
        yield finding(_UNCHECKED, place, other=", ".join(others), **_sender(best, agency))


def _unusable_times(versions: Iterable[Version]) -> Iterator[Finding]:
    for version in sorted(versions, key=lambda version: version.file):
        saved = version.submission.saved
        if saved and version.when != saved:
            yield finding(_NO_TIME, Place(version.file), f"{saved:%Y-%m-%d %H:%M} UTC")


def _sender(version: Version, agency: Agency) -> dict[str, object]:
    """Return who sent a version, and whose it should be."""
    division = agency.division(version.submission.division)
    owner: Text | str = division.name if division else both("terms", "the_analyst")
    return {"sender": addresses.shown(version.submission.reading.sender), "whose": owner}
