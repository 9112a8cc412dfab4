"""Findings where they are: by sender and file, each with the sheet around its cell; marked copies to give back."""

from pathlib import PurePosixPath
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from itaxl import gather
from itaxl.findings import Finding, Severity, families
from itaxl.gather import Gathered
from itaxl.inbox.request import Request as YearRequest
from itaxl.loopback.pages import Page, page
from itaxl.sending import returns
from itaxl.sending.by_sender import FileFindings, Sender, by_sender
from itaxl.sending.sheet_view import SheetView, around
from itaxl.texts import Texts, both, without_places
from itaxl.workbench.desk import Desk, desk_of
from itaxl.workbench.sending_out import download

PATH, FILE, CODES = "/findings", "/findings/file", "/findings/codes"
GIVE_BACK, RETURNED = "/findings/give-back", "/findings/give-back/file"


def show(request: Request) -> Response:
    desk = desk_of(request)
    year_data = desk.year_data()
    general = [item for item in year_data.findings if not item.place.file]
    return page(
        request,
        "findings.html",
        text=Texts("pages", desk.lang),
        senders=by_sender(year_data, year_data.findings),
        general=general,
        levels=_levels(desk),
        address=_address,
        give_back=lambda sender: f"{GIVE_BACK}?{urlencode({'sender': sender.key})}",
    )


def show_file(request: Request) -> Response:
    """Show one finding of a file, and the list of all of them."""
    desk = desk_of(request)
    year_data = desk.year_data()
    sender, file = _file(year_data, request.query_params.get("file", ""))
    number = _number(request.query_params.get("item", "1"), len(file.findings))
    item = file.findings[number - 1]
    return page(
        request,
        "found.html",
        text=Texts("pages", desk.lang),
        sender=sender,
        file=file,
        number=number,
        item=item,
        view=_view(desk, file, item),
        levels=_levels(desk),
        numbers={item: number for number, item in enumerate(file.findings, start=1)},
        address=_address,
        home=PATH,
    )


def _file(year_data: Gathered, name: str) -> tuple[Sender, FileFindings]:
    """Return a file with its sender. Raises HTTPException where nothing was found in it, or it is gone."""
    for sender in by_sender(year_data, year_data.findings):
        for file in sender.files:
            if file.file == name:
                return sender, file
    raise HTTPException(404)


def _number(typed: str, count: int) -> int:
    number = int(typed) if typed.isdecimal() and len(typed) < 6 else 1
    return number if 1 <= number <= count else 1


def _view(desk: Desk, file: FileFindings, item: Finding) -> SheetView | None:
    if not item.place.cell or item.place.file != file.file:
        return None
    book = gather.opened_again(YearRequest(desk.folder, desk.year), file.file, desk.reader)
    return around(book, file.arrived.reading, item.place) if book else None


def _address(file: FileFindings, number: int = 1) -> str:
    return f"{FILE}?{urlencode({'file': file.file, 'item': number})}"


def _levels(desk: Desk) -> dict[Severity, str]:
    return {level: both("terms", f"severity.{level.value}")[desk.lang] for level in Severity}


def show_returns(request: Request) -> Response:
    """List what goes back to a sender: the marked workbooks, and the draft of the mail."""
    desk = desk_of(request)
    year_data = desk.year_data()
    key = request.query_params.get("sender", "")
    sender = next((group for group in by_sender(year_data, year_data.findings) if group.key == key), None)
    files = returns.files(year_data, year_data.findings, key)
    if sender is None or not files:
        raise HTTPException(404)
    names = {name: PurePosixPath(name).name for name in files}
    return page(
        request,
        "returns.html",
        text=Texts("pages", desk.lang),
        sender=sender,
        mails=[(_returned(key, path), name) for path, name in names.items() if name.endswith(".eml")],
        workbooks=[(_returned(key, path), name) for path, name in names.items() if name.endswith(".xlsx")],
        home=PATH,
    )


def _returned(sender: str, path: str) -> str:
    return f"{RETURNED}?{urlencode({'sender': sender, 'name': path})}"


def returned(request: Request) -> Response:
    """Return a marked workbook or the draft of a mail, to be kept as a file."""
    year_data = desk_of(request).year_data()
    files = returns.files(year_data, year_data.findings, request.query_params.get("sender", ""))
    name = request.query_params.get("name", "")
    if name not in files:
        raise HTTPException(404)
    return download(PurePosixPath(name).name, files[name])


def show_codes(request: Request) -> Response:
    """Explain every code of a finding."""
    lang = desk_of(request).lang
    text = Texts("pages", lang)
    levels, plain = _levels(desk_of(request)), without_places
    return page(request, "codes.html", text=text, families=families(), levels=levels, plain=plain, home=PATH)


PAGE = Page(
    "findings",
    PATH,
    (
        Route(PATH, show),
        Route(FILE, show_file),
        Route(GIVE_BACK, show_returns),
        Route(RETURNED, returned),
        Route(CODES, show_codes),
    ),
)
