"""Overview of a province: its figures, its documents and site as they were made, and a button that makes them."""

from pathlib import Path
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from itaxl.agency import leftovers
from itaxl.errors import WrongUseError
from itaxl.loopback.pages import Page, back, page
from itaxl.overview import made
from itaxl.province import cluster, office
from itaxl.province_workbench.desk import ProvinceDesk, desk_of
from itaxl.report.files import folder as reports
from itaxl.workbench import documents

MADE, REPORTS = "/made", "reports/"


def show(request: Request) -> Response:
    desk = desk_of(request)
    province, target = desk.province, desk.reports
    listed = leftovers.listed(target)
    groups = documents.groups(listed, f"{MADE}/{_below(desk, target)}")
    return page(
        request,
        "province.html",
        made=made.read(target / "data.json", office.face(province), desk.lang) if listed else None,
        groups={name: files for name, files in groups.items() if files and name != "site"},
        site=documents.site_of(groups),
        changed=reports.differences(target) if listed else (),
        folder=target,
        missing=missing(desk),
        looked_at=desk.year,
    )


def missing(desk: ProvinceDesk) -> list[str]:
    """Say what must be installed before anything can be made."""
    try:
        cluster.check_installed()
    except WrongUseError as error:
        return error.what(desk.lang).split("\n")
    return []


def _below(desk: ProvinceDesk, path: Path) -> str:
    return quote(path.relative_to(desk.folder).as_posix())


def file(request: Request) -> Response:
    """Return a file that was made, of the province or of an agency: the folders are as on the disk, as links expect."""
    desk, path = desk_of(request), request.path_params["path"]
    name, below = desk.province.split(path)
    agency = desk.province.agency(name)
    home, inside = (agency, below) if agency and below.startswith(REPORTS) else (desk.folder, path)
    year, _, listed = inside.removeprefix(REPORTS).partition("/")
    if not inside.startswith(REPORTS) or not (year.isascii() and year.isdecimal()):
        raise HTTPException(404)
    target = home / REPORTS / year
    return documents.file(request, target, leftovers.listed(target), listed)


async def make(request: Request) -> Response:
    """Make the overview out of what the agencies have published, as `itaxl province report` does."""
    desk, form = desk_of(request), await request.form()
    year = desk.year_of(form) or desk.year
    if not desk.make(year, merge=False):
        desk.notify(desk.say("merge.already"))
    return back(request, "/merge")


PAGE = Page(
    "province",
    "/",
    (Route("/", show), Route(f"{MADE}/{{path:path}}", file), Route("/report", make, methods=["POST"])),
)
