"""Pages as one application, and what is shown where one cannot be made."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, cast

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from itaxl.errors import ItaxlError, fault, of_system
from itaxl.loopback.face import Face, face_of
from itaxl.loopback.guard import Guard, Keys, TooLargeError
from itaxl.loopback.pages import Page, back, of_form, page, path_of

Handlers = Mapping[Any, Callable[[Request, Exception], Response]]


def application(
    face: Face,
    keys: Keys,
    pages: Sequence[Page],
    *,
    above: str = "",
    handlers: Handlers | None = None,
    more: Iterable[BaseRoute] = (),
) -> Starlette:
    """Return the pages in the order of the menu. `above`: name of the pages at / where these stand below them."""
    app = Starlette(
        routes=[*(route for listed in pages for route in listed.routes), *more],
        exception_handlers={
            TooLargeError: _too_large,
            HTTPException: _not_there,
            ItaxlError: mendable,
            OSError: mendable,
            Exception: mendable,
            **(handlers or {}),
        },
    )
    app.state.face, app.state.keys, app.state.pages, app.state.above = face, keys, pages, above
    return app


def guarded(app: ASGIApp, face: Face, keys: Keys, unbounded: Callable[[str], bool]) -> ASGIApp:
    """Return an application behind the guard; forms to a path that is `unbounded` have limits of their own."""

    def touched() -> None:
        face.visit.used = time.monotonic()

    return Guard(app, keys, touched, unbounded)


def told(error: Exception) -> ItaxlError | None:
    """Return an error as one that the user can mend; None for a fault of the program."""
    if isinstance(error, OSError):
        return of_system(error)
    return error if isinstance(error, ItaxlError) else None


def mendable(request: Request, error: Exception) -> Response:
    """Say what the user can mend; of a fault of the program, where its details are."""
    said = told(error)
    lines = (said or fault(error)).what(face_of(request).lang).split("\n")
    return page(request, "error.html", code=409 if said else 500, lines=lines, is_fault=said is None)


def _not_there(request: Request, error: Exception) -> Response:
    """Say that a page is not there; where only a form leads, as after a reload, go to the page with the form."""
    code, path = cast(HTTPException, error).status_code, path_of(request)
    if code == 405 and request.method == "GET":
        home = of_form(path)
        return back(request, home if home != path else "/")
    text = face_of(request).say("error.not_there" if code == 404 else "error.method")
    return page(request, "error.html", code=code, lines=[text], is_fault=False)


def _too_large(request: Request, _: Exception) -> Response:
    return PlainTextResponse(face_of(request).say("error.too_large"), 413)
