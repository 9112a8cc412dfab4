"""Desk: what the workbench remembers between two requests. All of it can be found again in the agency's folder."""

import threading
from pathlib import Path

from starlette.requests import Request

from itaxl import gather, pipeline
from itaxl.agency import folders, settings, traces
from itaxl.agency.settings import Agency
from itaxl.gather import Gathered
from itaxl.inbox.request import Request as YearRequest
from itaxl.loopback.face import Face, Visit
from itaxl.pipeline import Result
from itaxl.processes.work import Work
from itaxl.report import next_step
from itaxl.report.next_step import YearState
from itaxl.spreadsheets.passwords import Passwords
from itaxl.spreadsheets.read import Reader
from itaxl.spreadsheets.remembering import Remembering
from itaxl.texts import Lang

PATIENCE = 1.5  # seconds that a page waits for an inbox to be read before it shows the progress


class StillReadingError(Exception):
    """Lack of a year's data yet: the inbox is being read."""


class Desk(Face):
    """Agency's folder with the year's data as last read, and work under way."""

    def __init__(
        self, folder: Path, visit: Visit, reader: Reader, passwords: Passwords | None = None
    ) -> None:
        super().__init__(folder, visit)
        self._passwords = passwords or Passwords()
        self.reader = reader if isinstance(reader, Remembering) else Remembering(reader)
        self.dropped: tuple[str, ...] = ()  # names of the files that came last
        self.reading: Work[Gathered] | None = None
        self.merging: Work[Result] | None = None
        self.patience = PATIENCE
        self._lock = threading.Lock()
        self._year_state: YearState | None = None
        self._print: object = None  # of what `reading` reads

    @property
    def name(self) -> str:
        return self.agency.name

    @property
    def own_lang(self) -> Lang:
        return self.agency.lang

    @property
    def agency(self) -> Agency:
        """Return the settings as they are now. Raises WrongUseError."""
        return settings.load(self.folder)

    @property
    def year(self) -> int:
        """Return the year that is looked at, the newest with an inbox unless one was chosen. Raises WrongUseError."""
        return self.chosen_year or settings.newest_year(self.folder)

    @property
    def inbox(self) -> Path:
        return folders.inbox(self.folder, self.year)

    @property
    def reports(self) -> Path:
        return folders.reports(self.folder, self.year)

    def years(self) -> list[int]:
        """Return the years that have an inbox, the newest first."""
        inbox = self.folder / "inbox"
        names = [path.name for path in inbox.iterdir()] if inbox.is_dir() else []
        return sorted(map(int, filter(folders.is_year, names)), reverse=True)

    def year_data(self, patience: float | None = None) -> Gathered:
        """Return the year's data, read anew if anything has changed since.

        Raises StillReadingError where that takes longer than `patience`, or a page should wait; ItaxlError.
        """
        request = YearRequest(self.folder, self.year)
        with self._lock:
            now = (request, tuple(traces.of_year(self.folder, self.year)))
            if self.reading is None or (self._print != now and not self.reading.running):
                self._print = now
                self.reading = Work(lambda progress: gather.gather(request, progress, self.reader))
            reading = self.reading
        if not reading.wait(self.patience if patience is None else patience):
            raise StillReadingError
        if self._print != now:
            return self.year_data(patience)
        if reading.error:
            raise reading.error
        assert reading.outcome
        return reading.outcome

    def unlock(self, password: str) -> None:
        """Try a password from now on, as long as this program runs, and read again what it may open."""
        self._passwords.add(password)
        with self._lock:
            self._print = None

    def year_state(self) -> YearState:
        """Return the state of the year, found anew whenever its data are read anew. Raises what `year_data` raises."""
        year_data = self.year_data()
        if self._year_state is None or self._year_state.run.year_data is not year_data:
            self._year_state = next_step.of_year(year_data)
        return self._year_state

    def merge(self, year: int) -> bool:
        """Begin to merge a year; False where a merge is under way."""
        request = YearRequest(self.folder, year)
        with self._lock:
            if self.busy:
                return False
            self.merging = Work(lambda progress: pipeline.run(request, progress, self.reader))
        return True

    def work(self, what: str) -> Work[Result] | Work[Gathered] | None:
        return self.merging if what == "merging" else self.reading

    @property
    def busy(self) -> bool:
        """Tell whether a merge is under way, which nobody need wait for."""
        return self.merging is not None and self.merging.running

    @property
    def under_way(self) -> bool:
        """Tell whether anything is being read or merged."""
        return any(work is not None and work.running for work in (self.reading, self.merging))

    def close(self) -> None:
        """End all work that is under way."""
        under_way = [work for work in (self.reading, self.merging) if work]
        for work in under_way:
            work.cancel()
        for work in under_way:
            work.wait(20)


def desk_of(request: Request) -> Desk:
    """Return the desk that a request is about."""
    desk = request.app.state.face
    assert isinstance(desk, Desk)
    return desk
