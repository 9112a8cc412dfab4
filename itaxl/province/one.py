"""Merge one agency in a worker process, which keeps its reader and its renderer for the next agency."""

import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from itaxl import pipeline
from itaxl.agency.settings import load
from itaxl.errors import FAULT, ItaxlError, WrongUseError, fault, of_system
from itaxl.findings import SEPARATOR, Finding, Severity
from itaxl.inbox.request import Request
from itaxl.pipeline import Result
from itaxl.province.state import Outcome, State
from itaxl.report.files import up_to_date
from itaxl.report.files.up_to_date import UpToDate
from itaxl.report.pdf.renderer import Renderer
from itaxl.spreadsheets.passwords import Passwords
from itaxl.spreadsheets.sandbox import SandboxedReader
from itaxl.texts import Lang, Texts


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
    """Processes that read and draw. They start with the first agency, and stay until one is at work on what failed."""

    def __init__(self) -> None:
        self._started: ExitStack | None = None

    def ready(self) -> tuple[SandboxedReader, Renderer]:
        if self._started is None:
            with ExitStack() as starting:
                self._reader = starting.enter_context(SandboxedReader(Passwords()))
                # One process to draw: there is a worker for each core.
                self._renderer = starting.enter_context(Renderer(processes=1))
                self._started = starting.pop_all()
        return self._reader, self._renderer

    def settle(self, error: Exception) -> None:
        """End them at once where one still draws for an agency that has failed: the next would wait for it."""
        if self._started and not self._renderer.idle:
            started, self._started = self._started, None
            started.__exit__(type(error), error, None)


_tools = _Tools()


def merge(job: Job) -> State:
    """Do what `itaxl merge` does in the agency's folder; whatever goes wrong is in the state, never raised."""
    began = time.monotonic()
    try:
        state = _merge(job)
    except Exception as error:
        _tools.settle(error)
        state = failed(job, error)
    return replace(state, seconds=round(time.monotonic() - began, 2))


def failed(job: Job, error: Exception) -> State:
    """Return the state of an agency with the reason why it failed: what to mend, or a fault of the program."""
    mendable = of_system(error) if isinstance(error, OSError) else error
    code, told = (mendable.exit_code, mendable) if isinstance(mendable, ItaxlError) else (FAULT, fault(error))
    return State(job.name, agency_name(job), "failed", told.what(job.lang), code)


def done(job: Job, outcome: Outcome, reports: Result | UpToDate) -> State:
    """Return the state of an agency whose documents are there, with its first error if there are any."""
    errors = [item for item in reports.findings if item.severity is Severity.ERROR]
    return State(job.name, reports.agency.name, outcome, _first(errors, job.lang), reports.exit_code)


def _first(errors: Sequence[Finding], lang: Lang) -> str:
    if not errors:
        return ""
    first, say = errors[0], Texts("province", lang)
    place = SEPARATOR.join(part for part in (first.place.file, first.place.sheet, first.place.cell) if part)
    key = "first_error_at" if place else "first_error"
    text = say(key, code=first.code, place=place, what=first.what(lang))
    return text + (say("more_errors", count=len(errors) - 1) if len(errors) > 1 else "")


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
        return done(job, "unchanged", current)
    reader, renderer = _tools.ready()
    result = pipeline.run(job.request, reader=reader, renderer=renderer)
    return done(job, "made", result)
