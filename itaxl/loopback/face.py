"""Face: what all pages of one folder share, and whoever looks at them."""

import time
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from starlette.datastructures import FormData
from starlette.requests import Request

from itaxl.errors import ItaxlError
from itaxl.processes.work import Work
from itaxl.texts import Lang, Texts

Theme = Literal["auto", "light", "dark"]
THEMES: tuple[Theme, ...] = ("auto", "light", "dark")


@dataclass
class Visit:
    """Whoever looks at the pages: language and colours as chosen, the last request, and a moment at which to stop."""

    lang: Lang | None = None
    theme: Theme = THEMES[0]
    used: float = field(default_factory=time.monotonic)
    stop_at: float | None = None


@dataclass(frozen=True)
class Notice:
    """Message for the next page. `bad`: it tells of something that was not done."""

    text: str
    bad: bool = False


class Face(ABC):
    """Folder that pages show, with the year that was chosen and what is to be said."""

    def __init__(self, folder: Path, visit: Visit) -> None:
        self.folder, self.visit = folder, visit
        self.chosen_year: int | None = None
        self.notices: list[Notice] = []

    @property
    @abstractmethod
    def name(self) -> str:
        """Return the name that the settings say. Raises WrongUseError."""

    @property
    @abstractmethod
    def own_lang(self) -> Lang:
        """Return the language that the settings say. Raises WrongUseError."""

    @property
    @abstractmethod
    def year(self) -> int:
        """Return the year that is looked at. Raises WrongUseError where there is none."""

    @abstractmethod
    def years(self) -> list[int]:
        """Return the years that there are to be looked at, the newest first."""

    def year_of(self, form: FormData) -> int | None:
        """Return the year that a form names, None where there is no such year."""
        return next((year for year in self.years() if str(year) == form.get("year")), None)

    @property
    @abstractmethod
    def busy(self) -> bool:
        """Tell whether work is under way that nobody need wait for."""

    @abstractmethod
    def work(self, what: str) -> Work[Any] | None:
        """Return the work of a kind whose progress is shown, None where none was begun."""

    def step(self, work: Work[Any]) -> str:
        """Say how far a work is."""
        key, done, count = work.step
        return Texts("terminal", self.lang)(key, done=done, count=count) if key else self.say("working.begun")

    @property
    def lang(self) -> Lang:
        """Return the language of the pages: as chosen, else the settings'; Thai where these are not in order."""
        if self.visit.lang:
            return self.visit.lang
        try:
            return self.own_lang
        except (ItaxlError, OSError):
            return "th"

    @property
    def say(self) -> Texts:
        return Texts("workbench", self.lang)

    def notify(self, text: str, *, bad: bool = False) -> None:
        """Say something on the next page that is shown."""
        self.notices.append(Notice(text, bad))

    def take_notices(self) -> list[Notice]:
        notices, self.notices = self.notices, []
        return notices


def face_of(request: Request) -> Face:
    """Return the face that a request is about."""
    face = request.app.state.face
    assert isinstance(face, Face)
    return face
