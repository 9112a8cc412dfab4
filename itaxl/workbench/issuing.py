"""Issue: keep a document that was signed; all that speaks against it is shown, and what has changed since."""

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from itaxl.agency import issued
from itaxl.agency.issued import Issue
from itaxl.agency.own_documents import DOCUMENTS
from itaxl.errors import RefusedError
from itaxl.report import issuing, standing
from itaxl.report.files import drawn
from itaxl.report.files.drawn import Drawn
from itaxl.texts import Texts, both
from itaxl.workbench.desk import Desk, desk_of
from itaxl.workbench.pages import Page, back, page

PATH = "/issue"


@dataclass(frozen=True)
class Document:
    """Document with what it bears, as merge made it, and its issued edition."""

    name: str
    title: str
    made: Drawn | None
    pdf: str
    before: Issue | None


def show(request: Request) -> Response:
    return _page(request)


def _page(request: Request, refusal: RefusedError | None = None, refused: str = "") -> Response:
    desk = desk_of(request)
    stand = standing.of_year(desk.year_data())
    words = Texts("terminal", desk.lang)
    return page(
        request,
        "issue.html",
        code=409 if refusal else 200,
        documents=list(_documents(desk)),
        day=lambda signed: drawn.day(signed)[desk.lang],
        number=lambda signed: drawn.number(signed)[desk.lang],
        posted=[(posted, standing.sentence(posted, words)) for posted in stand.posted],
        damage=stand.damage,
        refused=refused,
        reasons=[reason.what(desk.lang) for reason in refusal.reasons] if refusal else [],
    )


def _documents(desk: Desk) -> Iterator[Document]:
    """Yield what may be issued, or was."""
    made = drawn.read(issuing.manifest(desk.reports))
    newest = issued.newest(issued.load(desk.folder, desk.year))
    for name in DOCUMENTS:
        candidate = next((entry for entry in made if entry.document == name and not entry.issued), None)
        pdfs = [file for file in candidate.files if file.endswith(".pdf")] if candidate else []
        if candidate or name in newest:
            title = both("terms", f"document.{name}")[desk.lang]
            yield Document(name, title, candidate, pdfs[0] if pdfs else "", newest.get(name))


async def issue(request: Request) -> Response:
    """Issue a document as `itaxl issue` does."""
    desk, form = desk_of(request), await request.form()
    name, again = str(form.get("document", "")), bool(form.get("again"))
    if name not in DOCUMENTS or not form.get("signed"):
        return back(request, PATH, desk.say("issue.tick"), bad=True)
    try:
        done = await run_in_threadpool(lambda: issuing.issue(desk.folder, name, desk.year, again=again))
    except RefusedError as refusal:
        return await run_in_threadpool(_page, request, refusal, name)
    desk.notify(Texts("terminal", desk.lang)("issue.done", path=done.folder))
    return back(request, PATH, desk.say("issue.next"))


PAGE = Page("issue", PATH, (Route(PATH, show), Route(PATH, issue, methods=["POST"])))
