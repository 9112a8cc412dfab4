"""Issue: say what a document bears, look at it, and keep it once it is signed; what has changed since."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from itaxl.agency.own_documents import DOCUMENTS
from itaxl.agency.settings import SETTINGS
from itaxl.agency.settings_form import Typed
from itaxl.errors import RefusedError, WrongUseError
from itaxl.files import content, digest
from itaxl.loopback.pages import Page, back, page, with_form
from itaxl.report import issuing, signing, standing
from itaxl.report.files import drawn
from itaxl.texts import Texts
from itaxl.workbench import merging
from itaxl.workbench.desk import desk_of

PATH, BEAR = "/issue", "/issue/bear"


def show(request: Request) -> Response:
    return _page(request)


def _page(request: Request, name: str = "", reasons: tuple[WrongUseError, ...] = ()) -> Response:
    """Return the page; `reasons` speak against what was to be done with the document of that name."""
    desk = desk_of(request)
    stand, words = standing.of_year(desk.year_data()), Texts("terminal", desk.lang)
    return page(
        request,
        "issue.html",
        code=409 if reasons else 200,
        documents=list(signing.of_year(desk.agency, desk.year)),
        seen=digest(content(desk.folder / SETTINGS)),
        terms=Texts("terms", desk.lang),
        day=lambda signed: drawn.day(signed)[desk.lang],
        number=lambda signed: drawn.number(signed)[desk.lang],
        posted=[(posted, standing.sentence(posted, words)) for posted in stand.posted],
        damage=stand.damage,
        doubts={entry: signing.doubts(desk.folder, entry, desk.year) for entry in DOCUMENTS},
        refused=name,
        reasons=[reason.what(desk.lang) for reason in reasons],
    )


def bear(request: Request, form: Typed) -> Response:
    """Write into the settings what a document is to bear, and make it anew with that."""
    desk, name, seen = desk_of(request), "".join(form.get("document", ())), "".join(form.get("seen", ()))
    try:
        signing.bear(desk.agency, desk.year, name, seen, form)
    except WrongUseError as error:
        return _page(request, name, (error,))
    desk.merge(desk.year)
    return back(request, merging.PATH, desk.say("issue.then"))


def issue(request: Request, form: Typed) -> Response:
    """Issue a document as `itaxl issue` does."""
    desk, name = desk_of(request), "".join(form.get("document", ()))
    if name not in DOCUMENTS or "signed" not in form:
        return back(request, PATH, desk.say("issue.tick"), bad=True)
    try:
        done = issuing.issue(desk.folder, name, desk.year, again="again" in form)
    except RefusedError as refusal:
        return _page(request, name, refusal.reasons)
    desk.notify(Texts("terminal", desk.lang)("issue.done", path=done.folder))
    return back(request, PATH, desk.say("issue.next"))


PAGE = Page(
    "issue",
    PATH,
    (
        Route(PATH, show),
        Route(PATH, with_form(issue), methods=["POST"]),
        Route(BEAR, with_form(bear), methods=["POST"]),
    ),
)
