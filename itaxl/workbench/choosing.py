"""Versions that nothing orders: side by side, and a person's choice between them."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from itaxl import pipeline
from itaxl.agency.settings_form import Typed
from itaxl.inbox.request import Request as YearRequest
from itaxl.loopback.pages import Page, back, page, with_form
from itaxl.sending.side_by_side import undecided
from itaxl.texts import Texts
from itaxl.workbench.desk import desk_of
from itaxl.workbench.inbox import LOCK_PATIENCE

PATH = "/versions"


def show(request: Request) -> Response:
    desk = desk_of(request)
    choices = undecided(desk.year_data())
    return page(request, "versions.html", text=Texts("pages", desk.lang), choices=choices, path=PATH)


def use(request: Request, form: Typed) -> Response:
    """Keep a choice, as `--use` does."""
    desk, file = desk_of(request), "".join(form.get("file", ()))
    pipeline.choose(YearRequest(desk.folder, desk.year, use=(file,)), desk.reader, LOCK_PATIENCE)
    return back(request, PATH, Texts("pages", desk.lang)("versions.done", file=file))


PAGE = Page("versions", "", (Route(PATH, show), Route(PATH, with_form(use), methods=["POST"])))
