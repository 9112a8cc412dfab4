"""Pages: filled in from the templates in `html_templates/workbench`, with what all of them have."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

import jinja2
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from itaxl.agency import settings_form
from itaxl.agency.settings_form import Typed
from itaxl.errors import ItaxlError
from itaxl.files import TEMPLATES, shipped
from itaxl.loopback.face import THEMES, face_of
from itaxl.loopback.guard import Keys
from itaxl.sending.side_by_side import UNDECIDED
from itaxl.spreadsheets.passwords import LOCKED
from itaxl.texts import LANGS, both

FOLDER = "workbench"


@dataclass(frozen=True)
class Page:
    """Page with its routes. `name`: key of its texts; `path`: where the menu leads, blank if it is not in the menu."""

    name: str
    path: str
    routes: tuple[Route, ...]


@cache
def environment() -> jinja2.Environment:
    """Return our own templates alone: an agency's may have come by mail, and have no business here."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader([shipped(TEMPLATES) / FOLDER]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"undecided": UNDECIDED, "locked": LOCKED, "both": both}
    return made


def page(request: Request, template: str, *, code: int = 200, **values: object) -> Response:
    """Return a page. The name of the template is the key of the page's texts: `say("year.title")` for `year.html`."""
    face, at = face_of(request), at_of(request)
    say, keys = face.say, request.app.state.keys
    assert isinstance(keys, Keys)
    common = {
        "name": template.removesuffix(".html"),
        "say": say,
        "lang": say.lang,
        "langs": LANGS,
        "theme": face.visit.theme,
        "themes": THEMES,
        "at": at,
        "post": lambda path: f"{at}{path}?token={keys.token}",
        "here": _here(request),
        "sent": request.method == "POST",
        "menu": [(listed.name, listed.path) for listed in request.app.state.pages if listed.path],
        "above": request.app.state.above,
        "notices": face.take_notices(),
    }
    text = environment().get_template(template).render({**common, **_heading(request), **values})
    return HTMLResponse(text, code)


def with_form(handle: Callable[[Request, Typed], Response]) -> Callable[[Request], Awaitable[Response]]:
    """Return a handler that reads a form, and hands its values by the names of its controls to `handle` in a thread."""

    async def handler(request: Request) -> Response:
        form = await request.form(max_fields=settings_form.MOST_ROWS * 20)
        typed = {name: [value for value in form.getlist(name) if isinstance(value, str)] for name in form}
        return await run_in_threadpool(handle, request, typed)

    return handler


def back(request: Request, path: str, notice: str = "", *, bad: bool = False) -> Response:
    """Return the way to a page after a form was sent, with something to say there."""
    if notice:
        face_of(request).notify(notice, bad=bad)
    return RedirectResponse(at_of(request) + path, 303)


def at_of(request: Request) -> str:
    """Return what stands before the paths of these pages: blank, or where a province has an agency's."""
    return quote(request.scope.get("root_path", ""))


def path_of(request: Request) -> str:
    """Return the path of a page among these pages."""
    path: str = request.scope["path"]
    return path.removeprefix(request.scope.get("root_path", "")) or "/"


def _here(request: Request) -> str:
    """Return where to come back to: this page with what it was asked for, or the page whose form was sent."""
    path, query = path_of(request), request.url.query
    if request.method == "POST":
        return of_form(path)
    return f"{quote(path)}?{query}" if query else quote(path)


def of_form(path: str) -> str:
    """Return the page of the form that is sent to a path."""
    return "/" + path.split("/")[1]


def _heading(request: Request) -> dict[str, object]:
    """Return whose year this is, as far as the settings say."""
    face = face_of(request)
    try:
        name = face.name
    except (ItaxlError, OSError):
        return {"agency": face.folder.resolve().name, "year": None, "years": []}
    try:
        return {"agency": name, "year": face.year, "years": face.years()}
    except (ItaxlError, OSError):
        return {"agency": name, "year": None, "years": []}
