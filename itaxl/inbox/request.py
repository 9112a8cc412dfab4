"""Request of the user, and what it names: the agency with its settings, the year, and the files that are read.

Nothing is opened here, so that a command may look whether there is anything to do before it loads what does it.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from itaxl.agency import folders
from itaxl.agency import settings as project
from itaxl.agency.settings import Agency, unknown_keys
from itaxl.errors import WrongUseError
from itaxl.files import is_special
from itaxl.forms.identity import PLAN, ROUNDS
from itaxl.inbox.folder import Waiting, files
from itaxl.texts import Lang


@dataclass(frozen=True)
class Request:
    """Request of the user. `out` None: `reports/<year>` in the agency's folder.

    `use`: files to use where nothing else decides between two versions, by their names in findings. `now`: the time
    after which no workbook can have been saved, where it is not the clock's. `anew`: lay out each document again.
    """

    folder: Path
    year: int | None = None
    inboxes: tuple[Path, ...] = ()
    out: Path | None = None
    day: date | None = None
    lang: Lang | None = None
    strict: bool = False
    use: tuple[str, ...] = ()
    now: datetime | None = None
    anew: bool = False


def settings(request: Request) -> tuple[Agency, int]:
    """Return the agency with the request's language and date of all documents, and the year assessed (Buddhist era).

    Raises WrongUseError.
    """
    agency = project.load(request.folder)
    if not agency.divisions:
        raise WrongUseError("settings.none")
    for key in unknown_keys(agency.text):
        raise WrongUseError("text.unknown", key=key)
    agency = replace(agency, day=request.day, lang=request.lang or agency.lang)
    return agency, request.year or project.newest_year(request.folder)


def inboxes(request: Request, year: int) -> tuple[Path, ...]:
    """Return the folders of the request, or the agency's own inbox of the year."""
    return request.inboxes or (folders.inbox(request.folder, year),)


def inbox_files(request: Request, year: int) -> list[Waiting]:
    """Return the files in the inboxes; the agency's own inbox may be missing."""
    own = not request.inboxes
    return list(files(inbox for inbox in inboxes(request, year) if inbox.exists() or not own))


def check_readable(waiting: list[Waiting], inbox: Path) -> None:
    """Raise WrongUseError where there is no file that could be read."""
    if any(file.told is None for file in waiting):
        return
    shut = next((file for file in waiting if file.told and "reason" in dict(file.told.values)), None)
    if shut and shut.told:
        raise WrongUseError("inbox.unreadable", path=shut.path, reason=dict(shut.told.values)["reason"])
    special = next((file for file in waiting if is_special(file.path)), None)
    if special:
        raise WrongUseError("file.special", path=special.path)
    raise WrongUseError("inbox.empty", path=inbox)


def sent_followups(agency: Path, year: int) -> list[Waiting]:
    """Return the workbooks of the follow-up rounds in an agency's outbox."""
    folder = folders.outbox(agency, year)
    if not folder.is_dir():
        return []
    rounds = [name for name in ROUNDS if name != PLAN]
    return [file for file in files([folder]) if any(name in file.path.name for name in rounds)]
