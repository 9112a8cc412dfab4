"""Desk of a province: what its workbench remembers between two requests, and the desks of agencies looked at last."""

import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.requests import Request

from itaxl.agency import folders
from itaxl.errors import ItaxlError
from itaxl.loopback.face import Face, Visit
from itaxl.overview.write import Written
from itaxl.processes.work import Progress, Work
from itaxl.province import cluster, office, run, settings
from itaxl.province.one import Job
from itaxl.province.settings import Province
from itaxl.province.state import State
from itaxl.province.survey import Survey
from itaxl.spreadsheets.passwords import Passwords
from itaxl.spreadsheets.read import Reader
from itaxl.spreadsheets.remembering import Remembering
from itaxl.texts import Lang, Texts
from itaxl.workbench.desk import PATIENCE, Desk

DESKS = 12  # agencies whose desks are kept
LASTING = 5.0  # seconds for which the list of thousands of folders is not read again


@dataclass(frozen=True)
class Done:
    """Outcome of a merge of all agencies, or of the overview alone, which has no `states`."""

    year: int
    written: Written
    states: tuple[State, ...] = ()


class ProvinceDesk(Face):
    """Province's folder with the states of its agencies as last seen, and work under way."""

    def __init__(
        self, folder: Path, visit: Visit, reader: Reader, passwords: Passwords | None = None
    ) -> None:
        super().__init__(folder, visit)
        self._passwords = passwords or Passwords()
        self.making: Work[Done] | None = None
        self.looking: Work[tuple[State, ...]] | None = None
        self.patience = PATIENCE
        self._reader = Remembering(reader)
        self._lock = threading.Lock()
        self._survey = Survey()
        self._looked_at: tuple[object, tuple[State, ...]] | None = None
        self._run: run.Progress | None = None
        self._desks: dict[str, Desk] = {}
        self._listed: tuple[float, Province, list[int]] | None = None

    @property
    def province(self) -> Province:
        """Return the settings of the last seconds. Raises WrongUseError."""
        return self._now()[0]

    @property
    def name(self) -> str:
        return self.province.name

    @property
    def own_lang(self) -> Lang:
        return self.province.lang

    @property
    def year(self) -> int:
        """Return the year that is looked at, the newest unless one was chosen. Raises WrongUseError."""
        years = self.years()
        return self.chosen_year or (years[0] if years else self.province.newest_year())

    def years(self) -> list[int]:
        return self._now()[1]

    @property
    def reports(self) -> Path:
        return folders.reports(self.folder, self.year)

    def _now(self) -> tuple[Province, list[int]]:
        listed = self._listed
        if listed is None or time.monotonic() - listed[0] > LASTING:
            province = settings.load(self.folder)
            self._listed = listed = (time.monotonic(), province, province.years())
        return listed[1:]

    def states(self) -> tuple[State, ...] | None:
        """Return the states as they are now, or as last seen where that takes long; None before they were seen."""
        year, lang = self.year, self.lang
        with self._lock:
            if self.looking is None or not self.looking.running:
                jobs = run.jobs(self.province, year, lang)
                self.looking = Work(lambda progress: self._look((year, lang), jobs, progress))
            looking = self.looking
        looking.wait(self.patience)
        if looking.error:
            raise looking.error
        seen = self._looked_at
        return seen[1] if seen and seen[0] == (year, lang) else None

    def _look(self, seen_for: object, jobs: Sequence[Job], progress: Progress) -> tuple[State, ...]:
        states = self._survey.states(jobs, progress)
        self._looked_at = (seen_for, states)
        return states

    def make(self, year: int, *, merge: bool, anew: bool = False) -> bool:
        """Begin to merge all agencies and make the overview, or that alone; False where either is under way."""
        cluster.check_installed()
        province, lang = self.province, self.lang
        with self._lock:
            if self.making and self.making.running:
                return False
            self._run = None
            jobs = run.jobs(province, year, lang, anew=anew) if merge else ()
            self.making = Work(lambda progress: self._make(province, year, jobs, progress))
        return True

    def _make(self, province: Province, year: int, jobs: Sequence[Job], progress: Progress) -> Done:
        def tell(now: run.Progress) -> None:
            self._run = now
            progress("", now.done, now.count)

        states = run.run(jobs, tell) if jobs else ()
        self._run = None
        return Done(year, office.write(province, year, states or None), states)

    def work(self, what: str) -> Work[Any] | None:
        return self.making if what == "merging" else self.looking

    def step(self, work: Work[Any]) -> str:
        if work is self.looking:
            return self.say("agencies.looking", done=work.step[1], count=work.step[2])
        now = self._run
        return run.progress_line(now, Texts("province", self.lang)) if now else self.say("merge_all.begun")

    @property
    def busy(self) -> bool:
        making = self.making is not None and self.making.running
        return making or any(desk.busy for desk in list(self._desks.values()))

    def desk(self, name: str) -> Desk | None:
        """Return the desk of the agency that tables know by a name; None where there is no such agency."""
        folder = self.province.agency(name)
        if folder is None:
            return None
        with self._lock:
            desk = self._desks.pop(name, None) or Desk(folder, self.visit, self._reader, self._passwords)
            desk.patience = self.patience
            self._desks[name] = desk
            idle = [name for name, desk in self._desks.items() if not desk.under_way]
            for old in idle[: max(0, len(self._desks) - DESKS)]:
                del self._desks[old]
        return desk

    def close(self) -> None:
        """End all work that is under way."""
        for work in (self.making, self.looking):
            if work:
                work.cancel()
        for desk in self._desks.values():
            with suppress(ItaxlError):
                desk.close()
        for work in (self.making, self.looking):
            if work:
                work.wait(20)


def desk_of(request: Request) -> ProvinceDesk:
    """Return the desk that a request is about."""
    desk = request.app.state.face
    assert isinstance(desk, ProvinceDesk)
    return desk
