"""Versions that nothing orders: side by side, and a person's choice between them."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from itaxl import gather, pipeline
from itaxl.sending.side_by_side import undecided
from itaxl.texts import Texts
from itaxl.workbench.desk import desk_of
from itaxl.workbench.inbox import LOCK_PATIENCE
from itaxl.workbench.pages import Page, back, page

PATH = "/versions"


def show(request: Request) -> Response:
    desk = desk_of(request)
    choices = undecided(desk.year_data())
    return page(request, "versions.html", text=Texts("pages", desk.lang), choices=choices, path=PATH)


async def use(request: Request) -> Response:
    form = await request.form()
    return await run_in_threadpool(_use, request, str(form.get("file", "")))


def _use(request: Request, file: str) -> Response:
    """Keep a choice, as `--use` does."""
    desk = desk_of(request)
    pipeline.choose(gather.Request(desk.folder, desk.year, use=(file,)), desk.reader, LOCK_PATIENCE)
    return back(request, PATH, Texts("pages", desk.lang)("versions.done", file=file))


PAGE = Page("versions", "", (Route(PATH, show), Route(PATH, use, methods=["POST"])))
