"""Documents: look at what merge made and at what was issued, and save it. Nothing of it can do anything here."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from itaxl.agency import issued, leftovers
from itaxl.loopback.pages import Page, page
from itaxl.report.files import folder as reports
from itaxl.report.web import site
from itaxl.workbench.desk import desk_of

PATH = "/documents"
# Without scripts, `allow-same-origin` gives nothing away, and lets a page have its style and its links.
_SANDBOX = (
    "sandbox allow-same-origin allow-downloads allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
# A browser's own viewer of PDF files does not work in a sandbox; it runs no script of a document outside of itself.
_VIEWER = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
_TYPES = {
    ".pdf": ("application/pdf", _VIEWER),
    ".html": ("text/html", _SANDBOX),
    ".css": ("text/css", _SANDBOX),
    ".json": ("application/json", _SANDBOX),
}
_DOWNLOADED = "application/octet-stream"
_GROUPS = ("documents", "data", "site", "office", "returns")


@dataclass(frozen=True)
class Shown:
    """File that may be looked at. `href`: where it is; `name`: as it is called there."""

    name: str
    href: str

    @property
    def can_be_shown(self) -> bool:
        return PurePosixPath(self.name).suffix in (".pdf", ".html")


def show(request: Request) -> Response:
    desk = desk_of(request)
    made = leftovers.listed(desk.reports)
    listed = groups(made, f"{PATH}/made")
    return page(
        request,
        "documents.html",
        groups={name: files for name, files in listed.items() if files and name != "site"},
        site=site_of(listed),
        issues={issue.name: list(_issued(issue)) for issue in issued.load(desk.folder, desk.year)},
        changed=reports.differences(desk.reports) if made else (),
        folder=desk.reports,
    )


def groups(made: Collection[str], home: str) -> dict[str, list[Shown]]:
    """Return the files that were made, and their manifest, by the group in which they are shown."""
    listed: dict[str, list[Shown]] = {name: [] for name in _GROUPS}
    for name in sorted((*made, reports.MANIFEST) if made else ()):
        listed[_group(name)].append(Shown(name, f"{home}/{quote(name)}"))
    return listed


def site_of(listed: Mapping[str, Iterable[Shown]]) -> str:
    """Return the address of the first page of the site, blank where there is none."""
    return next((file.href for file in listed["site"] if file.name == f"{site.FOLDER}/index.html"), "")


def _group(name: str) -> str:
    first, *rest = PurePosixPath(name).parts
    if first == reports.OFFICE:
        return "returns" if rest[0] == "returns" else "office"
    if first == site.FOLDER:
        return "site"
    return "documents" if name.endswith((".pdf", ".docx", ".html")) else "data"


def _issued(issue: issued.Issue) -> Iterator[Shown]:
    return (Shown(name, f"{PATH}/issued/{issue.name}/{quote(name)}") for name in sorted(issue.files))


def made(request: Request) -> Response:
    """Return a file that merge made."""
    desk, name = desk_of(request), request.path_params["name"]
    return file(request, desk.reports, leftovers.listed(desk.reports), name)


def of_issue(request: Request) -> Response:
    """Return a file of an issued document."""
    desk, params = desk_of(request), request.path_params
    issues = issued.load(desk.folder, desk.year)
    issue = next((issue for issue in issues if issue.name == params["issue"]), None)
    if issue is None:
        raise HTTPException(404)
    return file(request, issue.folder, issue.files, params["name"])


def file(request: Request, folder: Path, listed: Collection[str], name: str) -> Response:
    """Return a listed file or the manifest, to be looked at where a browser can show it, else to be saved."""
    path = folder / name
    is_listed = name in listed or (bool(listed) and name == reports.MANIFEST)
    if not is_listed or not path.is_file() or not path.resolve().is_relative_to(folder.resolve()):
        raise HTTPException(404)
    kind, policy = _TYPES.get(path.suffix, (_DOWNLOADED, _SANDBOX))
    saved = kind == _DOWNLOADED or "save" in request.query_params
    return FileResponse(
        path,
        media_type=f"{kind}; charset=utf-8" if kind.startswith("text/") else kind,
        filename=path.name,
        content_disposition_type="attachment" if saved else "inline",
        headers={"Content-Security-Policy": policy},
    )


PAGE = Page(
    "documents",
    PATH,
    (
        Route(PATH, show),
        Route(PATH + "/made/{name:path}", made),
        Route(PATH + "/issued/{issue}/{name:path}", of_issue),
    ),
)
