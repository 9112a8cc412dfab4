"""What stands on every page: language, colours, year and the end; style and script; progress of what is under way."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import Route

from itaxl.files import shipped
from itaxl.processes.work import Work
from itaxl.texts import LANGS, Texts
from itaxl.workbench.desk import THEMES, Desk, desk_of
from itaxl.workbench.pages import FOLDER, Page, back, page

STATIC = ("workbench.css", "workbench.js")
_TICK = 0.2  # seconds between two looks at what is under way
_LAST_WORDS = 1.0  # seconds for a browser to get the last page with its style


async def choose(request: Request) -> Response:
    """Take a choice of language, colours or year, and go back to the page where it was made."""
    desk, form = desk_of(request), await request.form()
    desk.chosen_lang = next((lang for lang in LANGS if lang == form.get("lang")), desk.chosen_lang)
    desk.theme = next((theme for theme in THEMES if theme == form.get("theme")), desk.theme)
    desk.chosen_year = next(
        (year for year in desk.years() if str(year) == form.get("year")), desk.chosen_year
    )
    here = str(form.get("here", "/"))
    return back(request, here if here.startswith("/") and not here.startswith(("//", "/\\")) else "/")


def stop(request: Request) -> Response:
    """End the workbench a moment after its last page."""
    desk_of(request).stop_at = time.monotonic() + _LAST_WORDS
    return page(request, "stopped.html")


def static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in STATIC:
        return Response(status_code=404)
    return FileResponse(shipped("html_templates") / FOLDER / name)


async def progress(request: Request) -> Response:
    """Stream how far the reading of the inbox or the merge is, until it ends."""
    desk = desk_of(request)
    return StreamingResponse(_steps(desk, request.path_params["what"]), media_type="text/event-stream")


async def _steps(desk: Desk, what: str) -> AsyncIterator[str]:
    texts, last = Texts("terminal", desk.lang), ""
    while desk.stop_at is None:
        work = desk.merging if what == "merging" else desk.reading
        if work is None or not work.running:
            break
        shown = said(work, texts)
        if shown != last:
            last = shown
            yield f"data: {json.dumps({'text': shown, 'done': work.step[1], 'count': work.step[2]})}\n\n"
        await asyncio.sleep(_TICK)
    yield "event: end\ndata: {}\n\n"


def said(work: Work[Any], texts: Texts) -> str:
    """Say how far a work is. `texts`: the catalogue `terminal`."""
    key, done, count = work.step
    return texts(key, done=done, count=count) if key else ""


PAGE = Page(
    "controls",
    "",
    (
        Route("/choose", choose, methods=["POST"]),
        Route("/stop", stop, methods=["POST"]),
        Route("/static/{name}", static),
        Route("/progress/{what}", progress),
    ),
)
