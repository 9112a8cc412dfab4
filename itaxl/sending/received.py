"""Files of an inbox as rows: what each is, whose, and what was found in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from itaxl import thai
from itaxl.agency.settings import Agency
from itaxl.findings import SEPARATOR, Finding, Severity, in_order
from itaxl.gather import Gathered
from itaxl.inbox.arrivals import Arrived
from itaxl.sending.collection import (
    cross_findings,
    findings_about,
    identity_of,
    in_force,
    local,
    sent_or_saved_by,
)
from itaxl.texts import Texts, both


@dataclass(frozen=True)
class Row:
    """File of the inbox, or workbook in one. `kind`: how its state looks; `details`: short lines about it."""

    file: str
    what: str
    owner: str
    kind: str
    state: str
    details: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def outer(self) -> str:
        """Return the name of the file that it came in."""
        return self.file.split(SEPARATOR)[0]


def rows(year_data: Gathered, texts: Texts) -> Iterator[Row]:
    """Yield a row for each workbook, in the order of the files. `texts`: the catalogue `status`."""
    across = cross_findings(year_data.findings)
    valid = {id(workbook) for workbook in in_force(year_data)}
    for workbook in year_data.arrived:
        own = (item for item in year_data.findings if item.place.file == workbook.file)
        findings = in_order([*workbook.findings, *own, *findings_about(workbook, across)])
        kind = _kind(workbook, findings, in_force=id(workbook) in valid)
        what, owner = _identity(workbook, year_data.agency, texts)
        yield Row(
            workbook.file,
            what,
            owner,
            kind,
            texts(f"kind.{kind}"),
            tuple(_details(workbook, texts)),
            findings,
        )


def _kind(workbook: Arrived, findings: Iterable[Finding], *, in_force: bool) -> str:
    severities = {item.severity for item in findings}
    if workbook.submission and not in_force:
        return "superseded"
    if Severity.ERROR in severities:
        return "errors"
    return "received" if Severity.WARNING in severities else "complete"


def _identity(workbook: Arrived, agency: Agency, texts: Texts) -> tuple[str, str]:
    """Return what a workbook is, and whose."""
    if workbook.reading.identity is None:
        return texts("not_ours"), ""
    who = identity_of(workbook)
    name = both("terms", "announced" if who.announced else f"round.{who.round}")[texts.lang]
    parts = [str(who.year), *([] if who.announced else [who.dimension]), name]
    division = agency.division(who.division)
    return " · ".join(parts), division.name if division else who.division or workbook.reading.who


def _details(workbook: Arrived, texts: Texts) -> Iterator[str]:
    """Yield who sent or saved it, and when."""
    reading = workbook.reading
    moment = reading.sent or reading.saved
    if moment:
        day = local(moment)
        date = thai.short_date(day.date(), texts.lang)
        yield texts("detail.sent" if reading.sent else "detail.saved", date=date, time=f"{day:%H:%M}")
    if by := sent_or_saved_by(reading):
        yield texts("detail.by", name=by)
