"""Controls of every page: language, colours, year and the end; style and script; progress of what is under way."""

import asyncio
import json
import time
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import Route

from itaxl.files import TEMPLATES, shipped
from itaxl.loopback.face import THEMES, Face, face_of
from itaxl.loopback.pages import FOLDER, Page, back, page
from itaxl.texts import LANGS

STATIC = ("workbench.css", "workbench.js")
_TICK = 0.2  # seconds between two looks at what is under way
_LAST_WORDS = 1.0  # seconds for a browser to get the last page with its style


async def choose(request: Request) -> Response:
    """Take a choice of language, colours or year, and go back to the page where it was made."""
    face, form = face_of(request), await request.form()
    visit = face.visit
    visit.lang = next((lang for lang in LANGS if lang == form.get("lang")), visit.lang)
    visit.theme = next((theme for theme in THEMES if theme == form.get("theme")), visit.theme)
    face.chosen_year = face.year_of(form) or face.chosen_year
    here = str(form.get("here", "/"))
    return back(request, here if here.startswith("/") and not here.startswith(("//", "/\\")) else "/")


def stop(request: Request) -> Response:
    """End the server a moment after its last page."""
    face_of(request).visit.stop_at = time.monotonic() + _LAST_WORDS
    return page(request, "stopped.html")


def static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in STATIC:
        return Response(status_code=404)
    return FileResponse(shipped(TEMPLATES) / FOLDER / name)


async def progress(request: Request) -> Response:
    """Stream how far a work is, until it ends."""
    return StreamingResponse(
        _steps(face_of(request), request.path_params["what"]), media_type="text/event-stream"
    )


async def _steps(face: Face, what: str) -> AsyncIterator[str]:
    last = ""
    while face.visit.stop_at is None:
        work = face.work(what)
        if work is None or not work.running:
            break
        shown = face.step(work)
        if shown != last:
            last = shown
            yield f"data: {json.dumps({'text': shown, 'done': work.step[1], 'count': work.step[2]})}\n\n"
        await asyncio.sleep(_TICK)
    yield "event: end\ndata: {}\n\n"


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
