"""All pages of an agency as one application, and where to go from one that cannot be made."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from itaxl.agency.settings import SETTINGS
from itaxl.errors import ItaxlError
from itaxl.loopback import application as pages
from itaxl.loopback import controls, server
from itaxl.loopback.face import Visit
from itaxl.loopback.guard import Keys
from itaxl.loopback.pages import back, page
from itaxl.spreadsheets.passwords import Passwords
from itaxl.spreadsheets.read import Reader
from itaxl.texts import Lang
from itaxl.workbench import (
    analysis,
    choosing,
    documents,
    findings,
    first,
    inbox,
    issuing,
    merging,
    sending_out,
    settings_page,
    year,
)
from itaxl.workbench.desk import Desk, StillReadingError, desk_of

PAGES = (
    year.PAGE,
    sending_out.PAGE,
    inbox.PAGE,
    findings.PAGE,
    choosing.PAGE,
    merging.PAGE,
    documents.PAGE,
    issuing.PAGE,
    analysis.PAGE,
    settings_page.PAGE,
    first.PAGE,
    controls.PAGE,
)  # in the order of the menu


def serve(
    folder: Path,
    lang: Lang | None,
    reader: Reader,
    announce: Callable[[str], None],
    *,
    passwords: Passwords | None = None,
    port: int = 0,
    idle: float = server.IDLE,
) -> None:
    """Serve an agency's folder until it is stopped. `passwords`: those that `reader` tries.

    Raises WrongUseError where the port is taken.
    """
    with closing(Desk(folder, Visit(lang), reader, passwords)) as desk:
        server.serve(lambda keys: application(desk, keys), desk, announce, port=port, idle=idle)


def application(desk: Desk, keys: Keys) -> ASGIApp:
    """Return the guarded application."""
    return pages.guarded(of_agency(desk, keys), desk, keys, lambda path: path == inbox.DROP)


def of_agency(desk: Desk, keys: Keys, above: str = "") -> Starlette:
    """Return the pages of an agency. `above`: the province to whose pages they lead back."""
    handlers = {StillReadingError: _reading, ItaxlError: _mendable, OSError: _mendable}
    return pages.application(desk, keys, PAGES, above=above, handlers=handlers)


def _reading(request: Request, _: Exception) -> Response:
    desk = desk_of(request)
    assert desk.reading
    return page(request, "reading.html", step=desk.step(desk.reading))


def _mendable(request: Request, error: Exception) -> Response:
    """Go to where what is missing is made first, or say what the user can mend."""
    said = pages.told(error)
    if said and not (desk_of(request).folder / SETTINGS).exists():
        return back(request, first.PATH)
    if said and said.key == "year.none":
        return back(request, sending_out.PATH)
    return pages.mendable(request, error)
