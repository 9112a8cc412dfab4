"""All pages as one application, and what is shown where one cannot be made."""

import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import cast

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp

from itaxl.agency.settings import SETTINGS
from itaxl.errors import ItaxlError, fault, of_system
from itaxl.loopback import server
from itaxl.loopback.guard import Guard, Keys, TooLargeError
from itaxl.spreadsheets.read import Reader
from itaxl.texts import Lang, Texts
from itaxl.workbench import (
    analysis,
    choosing,
    controls,
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
from itaxl.workbench.pages import of_form, page

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
    port: int = 0,
    idle: float = server.IDLE,
) -> None:
    """Serve an agency's folder until it is stopped. Raises WrongUseError where the port is taken."""
    with closing(Desk(folder, lang, reader)) as desk:
        server.serve(lambda keys: application(desk, keys), desk, announce, port=port, idle=idle)


def application(desk: Desk, keys: Keys) -> ASGIApp:
    """Return the guarded application."""
    app = Starlette(
        routes=[route for listed in PAGES for route in listed.routes],
        exception_handlers={
            StillReadingError: _reading,
            TooLargeError: _too_large,
            HTTPException: _not_there,
            ItaxlError: _mendable,
            OSError: _mendable,
            Exception: _mendable,
        },
    )
    app.state.desk, app.state.keys, app.state.pages = desk, keys, PAGES

    def touched() -> None:
        desk.used = time.monotonic()

    return Guard(app, keys, touched, [inbox.DROP])


def _reading(request: Request, _: Exception) -> Response:
    desk = desk_of(request)
    assert desk.reading
    return page(request, "reading.html", step=controls.said(desk.reading, Texts("terminal", desk.lang)))


def _mendable(request: Request, error: Exception) -> Response:
    """Say what the user can mend; of a fault of the program, where its details are."""
    said = error if isinstance(error, ItaxlError) else None
    if isinstance(error, OSError):
        said = of_system(error)
    if said and not (desk_of(request).folder / SETTINGS).exists():
        return RedirectResponse(first.PATH, 303)
    if said and said.key == "year.none":
        return RedirectResponse(sending_out.PATH, 303)
    code = 409 if said else 500
    lines = (said or fault(error)).what(desk_of(request).lang).split("\n")
    return page(request, "error.html", code=code, lines=lines, is_fault=said is None)


def _not_there(request: Request, error: Exception) -> Response:
    """Say that a page is not there; where only a form leads, as after a reload, go to the page with the form."""
    code, path = cast(HTTPException, error).status_code, request.url.path
    if code == 405 and request.method == "GET":
        home = of_form(path)
        return RedirectResponse(home if home != path else "/", 303)
    text = desk_of(request).say("error.not_there" if code == 404 else "error.method")
    return page(request, "error.html", code=code, lines=[text], is_fault=False)


def _too_large(request: Request, _: Exception) -> Response:
    return PlainTextResponse(desk_of(request).say("error.too_large"), 413)
