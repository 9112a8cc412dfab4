"""Agencies of a province: the state of each, those that need somebody first, and the way into its own workbench."""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from itaxl.loopback.pages import Page, page
from itaxl.province.state import State
from itaxl.province.survey import KINDS, kind
from itaxl.province_workbench.desk import desk_of

PATH, AGENCY = "/agencies", "/agency"
ROWS = 100  # agencies of a page


def show(request: Request) -> Response:
    """Show a page of the table, filtered by state and by a part of the name."""
    desk, query = desk_of(request), request.query_params
    states = desk.states()
    assert desk.looking
    if states is None:
        return page(request, "working.html", step=desk.step(desk.looking), what="looking", then=None)
    counts = Counter(map(kind, states))
    chosen = next((name for name in KINDS if name == query.get("state")), "")
    typed = query.get("name", "").strip()
    rows = [state for state in states if chosen in ("", kind(state)) and _is_named(state, typed)]
    number = _number(query.get("page", ""), -(-len(rows) // ROWS))
    return page(
        request,
        "agencies.html",
        rows=rows[(number - 1) * ROWS : number * ROWS],
        kind=kind,
        href=lambda state: f"{AGENCY}/{quote(state.folder)}/",
        kinds=[("", len(states)), *((name, counts[name]) for name in KINDS if counts[name])],
        chosen=chosen,
        typed=typed,
        looking=desk.step(desk.looking) if desk.looking.running else "",
        pages=list(_pages(len(rows), number, chosen, typed)),
        address=lambda state: _address(state, typed, 1),
        path=PATH,
    )


def _is_named(state: State, typed: str) -> bool:
    return typed.casefold() in f"{state.name}\n{state.folder}".casefold()


def _number(typed: str, count: int) -> int:
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 6 else 1
    return min(max(number, 1), max(count, 1))


def _pages(count: int, current: int, chosen: str, typed: str) -> Iterator[tuple[int, str]]:
    """Yield number and address of each page where there are several; the current one has no address."""
    for number in range(1, -(-count // ROWS) + 1) if count > ROWS else ():
        yield number, "" if number == current else _address(chosen, typed, number)


def _address(state: str, typed: str, number: int) -> str:
    asked_for = {"state": state, "name": typed, "page": number if number > 1 else ""}
    query = urlencode({name: value for name, value in asked_for.items() if value})
    return f"{PATH}?{query}" if query else PATH


PAGE = Page("agencies", PATH, (Route(PATH, show),))
