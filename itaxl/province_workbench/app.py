"""Pages of a province as one application, and below them those of each of its agencies."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.routing import Mount
from starlette.types import ASGIApp, Receive, Scope, Send

from itaxl.loopback import application as pages
from itaxl.loopback import controls, server
from itaxl.loopback.face import Visit
from itaxl.loopback.guard import Keys
from itaxl.province_workbench import agencies, merging, overview
from itaxl.province_workbench.desk import ProvinceDesk
from itaxl.spreadsheets.passwords import Passwords
from itaxl.spreadsheets.read import Reader
from itaxl.texts import Lang
from itaxl.workbench import inbox
from itaxl.workbench.app import of_agency

PAGES = (overview.PAGE, agencies.PAGE, merging.PAGE, controls.PAGE)  # in the order of the menu


def serve(
    folder: Path,
    lang: Lang | None,
    reader: Reader,
    announce: Callable[[str], None],
    *,
    passwords: Passwords | None = None,
    port: int = 0,
    idle: float = server.IDLE,
) -> None:
    """Serve a province's folder until it is stopped. `passwords`: those that `reader` tries.

    Raises WrongUseError where the port is taken.
    """
    with closing(ProvinceDesk(folder, Visit(lang), reader, passwords)) as desk:
        server.serve(lambda keys: application(desk, keys), desk, announce, port=port, idle=idle)


def application(desk: ProvinceDesk, keys: Keys) -> ASGIApp:
    """Return the guarded application."""
    below = Mount(agencies.AGENCY, _Agencies(desk, keys))
    app = pages.application(desk, keys, PAGES, more=[below])
    return pages.guarded(app, desk, keys, lambda path: path.endswith(inbox.DROP))


class _Agencies:
    """Pages of each agency, below the path of its folder."""

    def __init__(self, desk: ProvinceDesk, keys: Keys) -> None:
        self._desk, self._keys = desk, keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on to the agency that its path begins with. Raises HTTPException where there is none."""
        root = scope["root_path"]
        app, name = await run_in_threadpool(self._agency, scope["path"].removeprefix(f"{root}/"))
        home = f"{root}/{name}"
        path = scope["path"] if scope["path"] != home else f"{home}/"
        await app({**scope, "path": path, "root_path": home}, receive, send)

    def _agency(self, path: str) -> tuple[Starlette, str]:
        province = self._desk.province
        name, _ = province.split(path)
        desk = self._desk.desk(name)
        if desk is None:
            raise HTTPException(404)
        return of_agency(desk, self._keys, above=province.name), name
