"""Inbox: drop files into it, see what each of them is, and take one out or back."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from itaxl import thai
from itaxl.agency import lock
from itaxl.agency.settings import Agency
from itaxl.findings import SEPARATOR, Finding, Severity, in_order
from itaxl.gather import Gathered
from itaxl.inbox import dropping
from itaxl.inbox.arrivals import Arrived
from itaxl.inbox.dropping import Incoming
from itaxl.sending import collection
from itaxl.texts import Texts, both
from itaxl.workbench.desk import desk_of
from itaxl.workbench.guard import DROP
from itaxl.workbench.pages import Page, back, page
from itaxl.workbench.uploads import receive

PATH = "/inbox"
LOCK_PATIENCE = 5  # seconds
_ORDER = ("errors", "received", "superseded", "complete")
SCRIPT = "application/json"  # what our script accepts, which shows the next page by itself


@dataclass(frozen=True)
class Row:
    """File of the inbox, or workbook in one. `kind`: how its state looks; `details`: short lines about it."""

    file: str
    what: str
    whose: str
    kind: str
    state: str
    details: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def outer(self) -> str:
        """Return the name of the file that it came in."""
        return self.file.split(SEPARATOR)[0]


def show(request: Request) -> Response:
    desk = desk_of(request)
    year_data = desk.year_data()
    listed = sorted(rows(year_data, desk.say), key=lambda row: _ORDER.index(row.kind))
    new = [row for row in listed if row.outer in desk.dropped]
    return page(
        request,
        "inbox.html",
        drop=DROP,
        new=new,
        rows=[row for row in listed if row not in new],
        removable={waiting.name for waiting in dropping.removable(desk.inbox)},
        taken_out=dropping.taken_out(desk.inbox),
        folder=desk.inbox,
    )


def rows(year_data: Gathered, say: Texts) -> Iterator[Row]:
    """Yield a row for each workbook, in the order of the files."""
    several = collection.cross_findings(year_data.findings)
    valid = {id(workbook) for workbook in collection.in_force(year_data)}
    for workbook in year_data.arrived:
        about = (item for item in year_data.findings if item.place.file == workbook.file)
        findings = in_order([*workbook.findings, *about, *collection.findings_about(workbook, several)])
        kind = _kind(workbook, findings, in_force=id(workbook) in valid)
        what, whose = _identity(workbook, year_data.agency, say)
        yield Row(
            workbook.file, what, whose, kind, say(f"inbox.{kind}"), tuple(_details(workbook, say)), findings
        )


def _kind(workbook: Arrived, findings: Iterable[Finding], *, in_force: bool) -> str:
    severities = {item.severity for item in findings}
    if workbook.submission and not in_force:
        return "superseded"
    if Severity.ERROR in severities:
        return "errors"
    return "received" if Severity.WARNING in severities else "complete"


def _identity(workbook: Arrived, agency: Agency, say: Texts) -> tuple[str, str]:
    """Return what a workbook is, and whose."""
    if workbook.reading.identity is None:
        return say("inbox.not_ours"), ""
    who = collection.identity_of(workbook)
    name = both("terms", "announced" if who.announced else f"round.{who.round}")[say.lang]
    parts = [str(who.year), *([] if who.announced else [who.dimension]), name]
    division = agency.division(who.division)
    return " · ".join(parts), division.name if division else who.division or workbook.reading.who


def _details(workbook: Arrived, say: Texts) -> Iterator[str]:
    """Yield who sent or saved it, and when."""
    reading, texts = workbook.reading, Texts("status", say.lang)
    moment = reading.sent or reading.saved
    if moment:
        day = collection.local(moment)
        date = thai.short_date(day.date(), say.lang)
        yield texts("detail.sent" if reading.sent else "detail.saved", date=date, time=f"{day:%H:%M}")
    if by := collection.sent_or_saved_by(reading):
        yield texts("detail.by", name=by)


async def drop(request: Request) -> Response:
    """Take files into the inbox, and say of each that is not taken why."""
    desk = desk_of(request)
    inbox, incoming = desk.inbox, list[Incoming]()

    def make(name: str) -> Incoming:
        incoming.append(Incoming(inbox, name))
        return incoming[-1]

    await receive(request, make)
    taken = [file.stored for file in incoming if file.stored]
    desk.dropped = (*(desk.dropped if "more" in request.query_params else ()), *taken)
    for file in incoming:
        if file.refusal:
            desk.notify(file.refusal.what(desk.lang), bad=True)
    if not incoming:
        desk.notify(desk.say("inbox.nothing"), bad=True)
    refused = bool(incoming) and not taken
    if request.headers.get("accept") == SCRIPT:
        return Response(status_code=413 if refused else 204)
    if refused:
        return page(request, "error.html", code=413, lines=[], is_fault=False, here=PATH)
    return back(request, PATH)


async def take_out(request: Request) -> Response:
    return await _move(request, dropping.take_out, "inbox.out")


async def put_back(request: Request) -> Response:
    return await _move(request, dropping.put_back, "inbox.back")


async def _move(request: Request, move: Callable[[Path, str], None], said: str) -> Response:
    """Move a file while nobody merges."""
    desk, form = desk_of(request), await request.form()
    name = str(form.get("name", ""))

    def locked() -> None:
        with lock.held(desk.folder, seconds=LOCK_PATIENCE):
            move(desk.inbox, name)

    await run_in_threadpool(locked)
    return back(request, PATH, desk.say(said, name=name))


PAGE = Page(
    "inbox",
    PATH,
    (
        Route(PATH, show),
        Route(DROP, drop, methods=["POST"]),
        Route("/inbox/take-out", take_out, methods=["POST"]),
        Route("/inbox/put-back", put_back, methods=["POST"]),
    ),
)
