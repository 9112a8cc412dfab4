"""First time: a form of one page that makes the agency's settings, with a look at them before."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from itaxl.agency import new_agency, settings_form
from itaxl.agency.settings import SETTINGS
from itaxl.agency.settings_form import Typed
from itaxl.errors import WrongUseError
from itaxl.loopback.pages import Page, back, page, with_form
from itaxl.texts import Texts
from itaxl.workbench import sending_out
from itaxl.workbench.desk import desk_of

PATH, PREVIEW, CREATE = "/first", "/first/preview", "/first/create"


def show(request: Request) -> Response:
    """Show the form: first the kind and the name alone, then all, filled in with what such bodies have."""
    desk, query = desk_of(request), request.query_params
    if (desk.folder / SETTINGS).exists():
        return back(request, "/")
    name = query.get("name", "").strip()
    chosen = next((body for body in new_agency.bodies() if body.key == query.get("body")), None)
    if chosen is None or not name:
        guessed = new_agency.body_of(desk.folder.resolve().name)
        return _ask(request, chosen or guessed, name or (desk.folder.resolve().name if guessed else ""))
    form = new_agency.suggested(chosen, name)
    return _form(
        request, {**form.sections, **form.lists, "agency": {**form.sections["agency"], "lang": desk.lang}}
    )


def _ask(request: Request, body: new_agency.Body | None, name: str) -> Response:
    text = Texts("pages", desk_of(request).lang)
    return page(
        request, "first.html", text=text, bodies=new_agency.bodies(), body=body, typed=name, path=PATH
    )


def _form(request: Request, table: dict[str, Any], wrong: str = "") -> Response:
    return page(
        request,
        "first_form.html",
        code=409 if wrong else 200,
        text=Texts("pages", desk_of(request).lang),
        sections=settings_form.sections(table, first=True),
        lists=settings_form.rows(table, first=True),
        wrong=wrong,
        path=PREVIEW,
        home=PATH,
    )


def preview(request: Request, form: Typed) -> Response:
    """Show the settings as they will be written, or the form again with what is wrong in it."""
    desk = desk_of(request)
    try:
        data = new_agency.filled_in(form)
    except WrongUseError as error:
        return _form(request, settings_form.typed(form), error.what(desk.lang))
    kept = [(name, value) for name, values in form.items() for value in values]
    return page(
        request,
        "first_preview.html",
        text=Texts("pages", desk.lang),
        settings=data.decode(),
        kept=kept,
        folder=desk.folder.resolve(),
        path=CREATE,
        home=PATH,
    )


def create(request: Request, form: Typed) -> Response:
    """Make the agency's folder; the workbooks are next."""
    desk = desk_of(request)
    new_agency.create(desk.folder, new_agency.filled_in(form))
    return back(request, sending_out.PATH, Texts("pages", desk.lang)("first.done"))


PAGE = Page(
    "first",
    "",
    (
        Route(PATH, show),
        Route(PREVIEW, with_form(preview), methods=["POST"]),
        Route(CREATE, with_form(create), methods=["POST"]),
    ),
)
