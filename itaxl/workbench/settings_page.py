"""Settings: `itaxl.toml` as a form, with the checks and the messages of the file."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from itaxl.agency import editing, settings_form
from itaxl.agency.settings import SETTINGS
from itaxl.agency.settings_form import Typed
from itaxl.errors import WrongUseError
from itaxl.files import content, digest, toml
from itaxl.loopback.pages import Page, back, page, with_form
from itaxl.texts import Texts
from itaxl.workbench.desk import desk_of
from itaxl.workbench.inbox import LOCK_PATIENCE

PATH = "/settings"


def show(request: Request) -> Response:
    path = desk_of(request).folder / SETTINGS
    data = content(path)
    return _form(request, toml(data, path), digest(data))


def _form(
    request: Request, table: Mapping[str, Any], seen: str, wrong: WrongUseError | None = None
) -> Response:
    desk = desk_of(request)
    return page(
        request,
        "settings.html",
        code=409 if wrong else 200,
        text=Texts("pages", desk.lang),
        sections=settings_form.sections(table),
        lists=settings_form.rows(table),
        wrong=wrong.what(desk.lang) if wrong else "",
        seen=seen,
        path=PATH,
        file=desk.folder / SETTINGS,
    )


def save(request: Request, form: Typed) -> Response:
    """Save what was typed; show the form again with what is wrong in it."""
    desk, seen = desk_of(request), "".join(form.get("seen", ()))
    path = desk.folder / SETTINGS
    table = toml(content(path), path)
    try:
        editing.save(desk.folder, seen, settings_form.edit(form, table), LOCK_PATIENCE)
    except WrongUseError as error:
        return _form(request, settings_form.typed(form), seen, error)
    return back(request, PATH, Texts("pages", desk.lang)("settings.saved"))


PAGE = Page("settings", PATH, (Route(PATH, show), Route(PATH, with_form(save), methods=["POST"])))
