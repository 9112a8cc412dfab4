"""Merge one agency in a worker process, which keeps its reader and its renderer for the next agency."""

import time
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from itaxl import pipeline
from itaxl.agency.settings import load
from itaxl.errors import FAULT, ItaxlError, WrongUseError, fault, of_system
from itaxl.gather import Request
from itaxl.province.state import State
from itaxl.report.files import up_to_date
from itaxl.report.pdf.renderer import Renderer
from itaxl.spreadsheets.passwords import Passwords
from itaxl.spreadsheets.sandbox import Apart
from itaxl.texts import Lang


@dataclass(frozen=True)
class Job:
    """Merge of one agency. `name`: its path below the province's folder; `lang`: of the reason where it fails."""

    folder: Path
    name: str
    year: int
    lang: Lang = "th"
    anew: bool = False

    @property
    def request(self) -> Request:
        return Request(self.folder, self.year, anew=self.anew)


class _Tools:
    """Processes that read and draw. They start with the first agency and stay until something goes wrong."""

    def __init__(self) -> None:
        self._started: ExitStack | None = None

    def ready(self) -> tuple[Apart, Renderer]:
        if self._started is None:
            with ExitStack() as starting:
                self._reader = starting.enter_context(Apart(Passwords()))
                # One process to draw: there is a worker for each core.
                self._renderer = starting.enter_context(Renderer(processes=1))
                self._started = starting.pop_all()
        return self._reader, self._renderer

    def end(self, error: BaseException | None = None) -> None:
        """End them; after an error at once, whatever they do."""
        started, self._started = self._started, None
        if started:
            started.__exit__(type(error) if error else None, error, None)


_tools = _Tools()


def merge(job: Job) -> State:
    """Do what `itaxl merge` does in the agency's folder; whatever goes wrong is in the state, never raised."""
    began = time.monotonic()
    try:
        state = _merge(job)
    except Exception as error:
        _tools.end(error)
        state = failed(job, error)
    return replace(state, seconds=round(time.monotonic() - began, 2))


def failed(job: Job, error: Exception) -> State:
    """Return the state of an agency with the reason why it failed: what to mend, or a fault of the program."""
    mendable = of_system(error) if isinstance(error, OSError) else error
    code, told = (mendable.exit_code, mendable) if isinstance(mendable, ItaxlError) else (FAULT, fault(error))
    return State(job.name, agency_name(job), "failed", told.what(job.lang), code)


def agency_name(job: Job) -> str:
    """Return the agency's name, or its folder's where its settings cannot be read."""
    try:
        return load(job.folder).name
    except (ItaxlError, OSError):
        return job.folder.name


def _merge(job: Job) -> State:
    if not job.folder.is_dir():
        raise WrongUseError("province.folder", path=job.folder)
    current = None if job.anew else up_to_date.state(job.request)
    if current:
        return State(job.name, current.agency.name, "unchanged", exit_code=current.exit_code)
    reader, renderer = _tools.ready()
    result = pipeline.run(job.request, reader=reader, renderer=renderer)
    return State(job.name, result.agency.name, "made", exit_code=result.exit_code)
