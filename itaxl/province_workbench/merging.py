"""Merge all agencies: one button, its progress, and what came of it; agencies that failed each with its reason."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from itaxl.errors import ItaxlError
from itaxl.loopback.application import told
from itaxl.loopback.pages import Page, back, page
from itaxl.processes.work import CancelledError
from itaxl.province.survey import kind, needing_first
from itaxl.province_workbench.agencies import AGENCY
from itaxl.province_workbench.desk import desk_of
from itaxl.province_workbench.overview import missing
from itaxl.texts import Texts

PATH = "/merge"
SHOWN = 200  # agencies that need somebody; the others stand in the table of all


def show(request: Request) -> Response:
    """Show the progress of what is under way, else the outcome of the last run and the button."""
    desk = desk_of(request)
    work = desk.making
    if work and work.running:
        return page(request, "working.html", step=desk.step(work), what="merging", then=PATH)
    error = work.error if work else None
    said = told(error) if error else None
    if error and said is None and not isinstance(error, CancelledError):
        desk.making = None  # told once
        raise error
    done = work.outcome if work else None
    wanting = [state for state in needing_first(done.states) if kind(state) != "current"] if done else []
    return page(
        request,
        "merge_all.html",
        done=done,
        text=Texts("province", desk.lang),
        wanting=wanting[:SHOWN],
        more=max(0, len(wanting) - SHOWN),
        without=sum(bool(row.reason) for row in done.written.rows) if done else 0,
        kind=kind,
        href=lambda state: f"{AGENCY}/{quote(state.folder)}/",
        cancelled=isinstance(error, CancelledError),
        problem=said.what(desk.lang).split("\n") if isinstance(said, ItaxlError) else [],
        missing=missing(desk),
        looked_at=desk.year,
    )


async def start(request: Request) -> Response:
    """Merge all agencies of the year that the page showed, as `itaxl province merge` does."""
    desk, form = desk_of(request), await request.form()
    year = desk.year_of(form) or desk.year
    if not desk.make(year, merge=True, anew="anew" in form):
        desk.notify(desk.say("merge.already"))
    return back(request, PATH)


def cancel(request: Request) -> Response:
    desk = desk_of(request)
    if desk.making:
        desk.making.cancel()
        desk.making.wait(5)
    return back(request, PATH)


PAGE = Page(
    "merge_all",
    PATH,
    (
        Route(PATH, show),
        Route(PATH, start, methods=["POST"]),
        Route(f"{PATH}/cancel", cancel, methods=["POST"]),
    ),
)
