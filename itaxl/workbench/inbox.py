"""Inbox: drop files into it, see what each of them is, and take one out or back."""

from collections.abc import Callable
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from itaxl.agency import lock
from itaxl.agency.settings_form import Typed
from itaxl.inbox import dropping
from itaxl.inbox.dropping import Incoming
from itaxl.loopback.pages import Page, back, page, with_form
from itaxl.loopback.uploads import receive
from itaxl.sending import received
from itaxl.spreadsheets.passwords import LOCKED
from itaxl.texts import Texts
from itaxl.workbench.desk import desk_of

PATH, DROP = "/inbox", "/inbox/drop"
LOCK_PATIENCE = 5  # seconds
_ORDER = ("errors", "received", "superseded", "complete")
SCRIPT = "application/json"  # what our script accepts, which shows the next page by itself


def show(request: Request) -> Response:
    desk = desk_of(request)
    year_data = desk.year_data()
    listed = sorted(
        received.rows(year_data, Texts("status", desk.lang)), key=lambda row: _ORDER.index(row.kind)
    )
    new = [row for row in listed if row.outer in desk.dropped]
    return page(
        request,
        "inbox.html",
        drop=DROP,
        new=new,
        rows=[row for row in listed if row not in new],
        # What came in one file goes out with it: the button stands in the first of its rows.
        removable={
            waiting.name: next((row.file for row in listed if row.outer == waiting.name), "")
            for waiting in dropping.removable(desk.inbox)
        },
        taken_out=dropping.taken_out(desk.inbox),
        folder=desk.inbox.relative_to(desk.folder).as_posix(),
    )


async def drop(request: Request) -> Response:
    """Take files into the inbox, and say of each that is not taken why."""
    desk = desk_of(request)
    inbox, incoming = desk.inbox, list[Incoming]()

    def make(name: str) -> Incoming:
        incoming.append(Incoming(inbox, name))
        return incoming[-1]

    await receive(request, make)
    taken = [file.stored for file in incoming if file.stored]
    desk.dropped = (*(desk.dropped if "more" in request.query_params else ()), *taken)
    for file in incoming:
        if file.refusal:
            desk.notify(file.refusal.what(desk.lang), bad=True)
    if not incoming:
        desk.notify(desk.say("inbox.nothing"), bad=True)
    refused = bool(incoming) and not taken
    if request.headers.get("accept") == SCRIPT:
        return Response(status_code=413 if refused else 204)
    if refused:
        return page(request, "error.html", code=413, lines=[], is_fault=False, here=PATH)
    return back(request, PATH)


async def take_out(request: Request) -> Response:
    return await _move(request, dropping.take_out, "inbox.out")


async def put_back(request: Request) -> Response:
    return await _move(request, dropping.put_back, "inbox.back")


async def _move(request: Request, move: Callable[[Path, str], None], said: str) -> Response:
    """Move a file while nobody merges."""
    desk, form = desk_of(request), await request.form()
    name = str(form.get("name", ""))

    def locked() -> None:
        with lock.held(desk.folder, seconds=LOCK_PATIENCE):
            move(desk.inbox, name)

    await run_in_threadpool(locked)
    return back(request, PATH, desk.say(said, name=name))


def unlock(request: Request, form: Typed) -> Response:
    """Try a password on what is locked. It is never shown, stored or told."""
    desk, typed = desk_of(request), "".join(form.get("password", ()))
    if not typed:
        return back(request, PATH, desk.say("password.nothing"), bad=True)
    desk.unlock(typed)
    is_locked = any(item.code == LOCKED for item in desk.year_data().findings)
    return back(request, PATH, desk.say("password.wrong" if is_locked else "password.opened"), bad=is_locked)


PAGE = Page(
    "inbox",
    PATH,
    (
        Route(PATH, show),
        Route(DROP, drop, methods=["POST"]),
        Route("/inbox/take-out", take_out, methods=["POST"]),
        Route("/inbox/put-back", put_back, methods=["POST"]),
        Route("/inbox/password", with_form(unlock), methods=["POST"]),
    ),
)
