"""Workbooks to send out: made for each division, as a ZIP and as the draft of a covering mail."""

import mimetypes
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from itaxl.agency import folders
from itaxl.agency.settings_form import Typed
from itaxl.errors import WrongUseError
from itaxl.files import content
from itaxl.forms.identity import ANNOUNCED, PLAN, ROUNDS, Identity
from itaxl.instrument import known_years
from itaxl.loopback.pages import Page, back, page, with_form
from itaxl.sending import mailing, reminders
from itaxl.texts import Texts, both
from itaxl.thai.ambiguous import certain_day
from itaxl.workbench.desk import Desk, desk_of

PATH, REMINDERS, MADE = "/workbooks", "/workbooks/reminders", "/workbooks/{year:int}/{round}/{name}"
OWN = "/workbooks/{year:int}/announced"  # the workbook that whoever collects fills in


def show(request: Request) -> Response:
    desk = desk_of(request)
    agency = desk.agency
    years = sorted(known_years(agency.instrument), reverse=True)
    year = _year(desk, years)
    rounds = [(name, both("terms", f"round.{name}")[desk.lang]) for name in ROUNDS]
    made = [
        (name, [(division, _files(desk, year, round, division.id)) for division in agency.divisions])
        for round, name in rounds
    ]
    folder = folders.outbox(desk.folder, year)
    own = Identity(year, ANNOUNCED).file_name
    return page(
        request,
        "workbooks.html",
        text=Texts("pages", desk.lang),
        divisions=agency.divisions,
        assessed=years,
        chosen=year,
        rounds=rounds,
        made=[(name, rows) for name, rows in made if any(files for _, files in rows)],
        folder=folder,
        own=own if (folder / own).is_file() else "",
    )


def _year(desk: Desk, years: list[int]) -> int:
    """Return the year that is looked at, the newest known one where the agency has none yet."""
    try:
        return desk.year
    except WrongUseError:
        return years[0]


def _files(desk: Desk, year: int, round: str, division: str) -> list[tuple[str, str]]:
    """Return the address and the kind of a division's files, as far as they were made."""
    folder = mailing.folder_of(folders.outbox(desk.folder, year), round)
    return [
        (f"{PATH}/{year}/{round}/{division}.{kind}", kind)
        for kind in ("eml", "zip")
        if (folder / f"{division}.{kind}").is_file()
    ]


def make(request: Request, form: Typed) -> Response:
    """Make the workbooks of a round and the mails with them, as `itaxl templates --mails` does."""
    desk, text = desk_of(request), Texts("pages", desk_of(request).lang)
    chosen, typed = form.get("year", ()), "".join(form.get("deadline", ())).strip()
    year = next((year for year in known_years(desk.agency.instrument) if str(year) in chosen), None)
    round = next((name for name in ROUNDS if name in form.get("round", ())), PLAN)
    try:
        deadline = certain_day(typed) if typed else None
    except ValueError as error:
        raise WrongUseError("date.form", value=typed) from error
    made, count = mailing.send_out(desk.folder, year, round, deadline, overwrite="overwrite" in form)
    desk.chosen_year = made.year
    said = text("workbooks.done", written=len(made.written), kept=len(made.kept), count=count)
    return back(request, PATH, said)


def made(request: Request) -> Response:
    """Return a ZIP or the draft of a mail, to be kept as a file."""
    desk, params = desk_of(request), request.path_params
    name = params["name"]
    names = [f"{division.stem}.{kind}" for division in desk.agency.divisions for kind in ("eml", "zip")]
    file = mailing.folder_of(folders.outbox(desk.folder, params["year"]), params["round"]) / name
    if params["round"] not in ROUNDS or name not in names or not file.is_file():
        raise HTTPException(404)
    return download(f"{params['year']}-{params['round']}-{name}", content(file))


def announced(request: Request) -> Response:
    """Return the workbook of the announced results, to be filled in."""
    year = request.path_params["year"]
    name = Identity(year, ANNOUNCED).file_name
    return download(name, content(folders.outbox(desk_of(request).folder, year) / name))


def show_reminders(request: Request) -> Response:
    """List the drafts of reminders to those whose workbooks have not come, as `itaxl remind` makes them."""
    desk = desk_of(request)
    return page(
        request,
        "reminders.html",
        text=Texts("pages", desk.lang),
        reminders=_reminders(desk),
        rounds={name: both("terms", f"round.{name}")[desk.lang] for name in ROUNDS},
        href=lambda reminder: f"{REMINDERS}/{reminder.file_name}",
        home=PATH,
    )


def reminder(request: Request) -> Response:
    """Return the draft of a reminder, to be kept as a file."""
    desk, name = desk_of(request), request.path_params["name"]
    mail = next((draft.mail for draft in _reminders(desk) if draft.file_name == name), None)
    if mail is None:
        raise HTTPException(404)
    return download(f"{desk.year}-{name}", mail)


def _reminders(desk: Desk) -> tuple[reminders.Reminder, ...]:
    return reminders.reminders(desk.year_data(), folders.outbox(desk.folder, desk.year))


def download(name: str, data: bytes) -> Response:
    """Return a file to be kept, which no browser opens by itself."""
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(data, media_type=kind, headers=headers)


PAGE = Page(
    "workbooks",
    PATH,
    (
        Route(PATH, show),
        Route(PATH, with_form(make), methods=["POST"]),
        Route(MADE, made),
        Route(OWN, announced),
        Route(REMINDERS, show_reminders),
        Route(f"{REMINDERS}/{{name}}", reminder),
    ),
)
