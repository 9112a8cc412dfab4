"""Findings in each file, by the sender who can mend it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from itaxl.agency import addresses
from itaxl.findings import Finding, Severity, has_errors, in_order
from itaxl.gather import Gathered
from itaxl.inbox.arrivals import Arrived
from itaxl.sending.collection import cross_findings, findings_about, identity_of, in_force, to_mend
from itaxl.texts import Text, both

_OF_ANNOUNCED = "*announced*"  # no division's id has such signs, but one may be `announced`


@dataclass(frozen=True)
class FileFindings:
    """File with all that was found in it, errors first. `counts`: it is used; an older version is not."""

    arrived: Arrived
    findings: tuple[Finding, ...]
    counts: bool

    @property
    def file(self) -> str:
        return self.arrived.file

    @property
    def groups(self) -> tuple[tuple[Severity, tuple[Finding, ...]], ...]:
        """Return the findings by how much they matter: to be mended, to be looked at, for information."""
        groups = (
            (level, tuple(item for item in self.findings if item.severity is level)) for level in Severity
        )
        return tuple((level, group) for level, group in groups if group)

    def count(self, severity: Severity) -> int:
        return sum(item.severity is severity for item in self.findings)


@dataclass(frozen=True)
class Sender:
    """Sender with the files in which anything was found. `returnable`: there is something to give back."""

    key: str
    name: Text
    files: tuple[FileFindings, ...]
    returnable: bool

    def count(self, severity: Severity) -> int:
        return sum(file.count(severity) for file in self.files)


def sender_of(arrived: Arrived) -> str:
    """Return the division, else the name that was typed; the announced results have a sender of their own."""
    if arrived.reading.identity is None:
        return addresses.shown(arrived.reading.sender)
    who = identity_of(arrived)
    return _OF_ANNOUNCED if who.announced else who.division or f"“{arrived.reading.who}”"


def file_findings(year_data: Gathered, findings: Sequence[Finding]) -> tuple[FileFindings, ...]:
    """Return every file of the inbox with what was found in it, in the order of the names."""
    across, valid = cross_findings(findings), {id(workbook) for workbook in in_force(year_data)}
    by_file: dict[str, list[Finding]] = {}
    for item in findings:
        by_file.setdefault(item.place.file, []).append(item)
    return tuple(
        FileFindings(
            workbook,
            in_order(
                (
                    *workbook.findings,
                    *by_file.get(workbook.file, ()),
                    *findings_about(workbook, across),
                )
            ),
            id(workbook) in valid,
        )
        for workbook in year_data.arrived
    )


def by_sender(year_data: Gathered, findings: Sequence[Finding]) -> tuple[Sender, ...]:
    """Return those in whose files anything was found: errors first, then in the agency's order, strangers last."""
    files: dict[str, list[FileFindings]] = {}
    for file in file_findings(year_data, findings):
        if file.findings:
            files.setdefault(sender_of(file.arrived), []).append(file)
    order = [_OF_ANNOUNCED, *(division.id for division in year_data.agency.divisions)]

    def place(key: str) -> tuple[object, ...]:
        wrong = any(has_errors(file.findings) for file in files[key])
        return (not wrong, order.index(key) if key in order else len(order), key)

    return tuple(
        Sender(key, _name(key, year_data), tuple(files[key]), _is_returnable(files[key]))
        for key in sorted(files, key=place)
    )


def _name(key: str, year_data: Gathered) -> Text:
    if key == _OF_ANNOUNCED:
        return both("status", "announced")
    division = year_data.agency.division(key)
    name = division.name if division else key
    return Text(name, name) if name else both("terms", "sender.unknown")


def _is_returnable(files: Iterable[FileFindings]) -> bool:
    return any(file.counts and any(map(to_mend, file.findings)) for file in files)
