"""Merge: one button, its progress step by step, and what came of it."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from itaxl.errors import ItaxlError, of_system
from itaxl.findings import Severity
from itaxl.instrument.scoring import rounded
from itaxl.loopback.pages import Page, back, page
from itaxl.pipeline import Result
from itaxl.processes.work import CancelledError
from itaxl.report import posting
from itaxl.texts import Texts
from itaxl.workbench.desk import desk_of

PATH = "/merge"
SHOWN = 300  # findings; the rest stand in findings.xlsx


def show(request: Request) -> Response:
    """Show the progress of a merge that is under way, else the outcome of the last one and the button."""
    desk = desk_of(request)
    work = desk.merging
    if work and work.running:
        return page(request, "merging.html", step=desk.step(work))
    error = work.error if work else None
    told = of_system(error) if isinstance(error, OSError) else error
    if told and not isinstance(told, ItaxlError | CancelledError):
        desk.merging = None  # told once
        raise told
    return page(
        request,
        "merge.html",
        result=_outcome(work.outcome, Texts("terminal", desk.lang)) if work and work.outcome else None,
        cancelled=isinstance(told, CancelledError),
        problem=told.what(desk.lang).split("\n") if isinstance(told, ItaxlError) else [],
        changed=desk.year_state().changed,
        looked_at=desk.year,
    )


def _outcome(result: Result, texts: Texts) -> dict[str, object]:
    """Return what a template needs of a result. `texts`: the catalogue `terminal`."""
    assessment, findings = result.outcome.assessment, result.findings
    counts = {severity: sum(item.severity is severity for item in findings) for severity in Severity}
    return {
        "year": result.context.year,
        "total": "" if assessment.total is None else str(rounded(assessment.total)),
        "grade": assessment.grade or "",
        "files": len({file.file for file in result.arrived}),
        "used": len(result.merged.kept),
        "errors": counts[Severity.ERROR],
        "warnings": counts[Severity.WARNING],
        "notes": counts[Severity.NOTE],
        "shown": [item for item in findings if item.severity is not Severity.NOTE][:SHOWN],
        "moved": result.moved,
        "wanting": [
            (texts(f"posting.{name}"), group) for name, group in posting.wanting(result.findings).items()
        ],
    }


async def start(request: Request) -> Response:
    """Merge the year that the page showed; whoever asks a second time sees the first merge go on."""
    desk, form = desk_of(request), await request.form()
    year = desk.year_of(form) or desk.year
    if not desk.merge(year):
        desk.notify(desk.say("merge.already"))
    return back(request, PATH)


def cancel(request: Request) -> Response:
    desk = desk_of(request)
    if desk.merging:
        desk.merging.cancel()
        desk.merging.wait(2)
    return back(request, PATH)


PAGE = Page(
    "merge",
    PATH,
    (
        Route(PATH, show),
        Route(PATH, start, methods=["POST"]),
        Route("/merge/cancel", cancel, methods=["POST"]),
    ),
)
