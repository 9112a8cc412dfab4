"""Run `itaxl merge`: read, repair, check, merge, analyse, and write every document, all or nothing."""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from itaxl import files
from itaxl.agency import choices, earlier_years, folders, issued, leftovers, lock, register
from itaxl.agency.settings import Agency
from itaxl.checks.context import Context
from itaxl.errors import WrongUseError
from itaxl.findings import NOWHERE, finding, has_errors, in_order
from itaxl.gather import Gathered, context_of, gather_files, open_reader
from itaxl.inbox.folder import Waiting
from itaxl.inbox.request import Request, check_readable, inbox_files, inboxes
from itaxl.processes.work import Progress
from itaxl.report import documents
from itaxl.report.files import folder, kept, up_to_date
from itaxl.report.pdf.renderer import Renderer
from itaxl.report.standing import Posted
from itaxl.spreadsheets.read import Reader

ELSEWHERE = "X479"  # what these documents show is not recorded for later merges
NO_LOCKS = "F159"  # the disk has none
OTHER_YEAR = "W203"  # a workbook of ours, of another year than the one asked for


@dataclass(frozen=True)
class Result(Gathered):
    """Outcome of a run.

    `target`: folder of the documents, None if nothing was written; `moved`: new place of an older folder that someone
    had changed, None if there was none; `issued`: documents that are posted as they were issued.
    """

    target: Path | None = None
    moved: Path | None = None
    issued: tuple[Posted, ...] = ()

    @property
    def exit_code(self) -> int:
        return 1 if has_errors(self.findings) else 0


def run(
    request: Request,
    progress: Progress = lambda *_: None,
    reader: Reader | None = None,
    renderer: Renderer | None = None,
) -> Result:
    """Do everything from the inbox to the folder of documents.

    `reader`, `renderer` None: start processes for them. After an error `renderer` may still be drawing.
    Raises WrongUseError or UnknownYearError if there is nothing to work on, RenderError, PangoMissingError.
    """
    context = context_of(request)
    agency, year = context.agency, context.year
    target = request.out or folders.reports(request.folder, year)
    if request.out:
        folder.check_ours(target)
    waiting = inbox_files(request, year)
    check_readable(waiting, inboxes(request, year)[0])
    with lock.held(agency.folder, progress) as locked:
        for left in leftovers.missing_years(agency.folder / "reports"):
            leftovers.recover(left)
        leftovers.discard_issues(issued.folder_of(agency.folder, year).parent)
        result = _merge(request, context, waiting, target, progress, reader, renderer)
    return result if locked else replace(result, findings=(*result.findings, finding(NO_LOCKS)))


def choose(request: Request, reader: Reader | None = None, patience: int | None = None) -> Gathered:
    """Keep what `request.use` decides between versions, without making documents; return the year's data with it.

    `patience`: seconds to wait for whoever else writes. Raises WrongUseError for a name that decides nothing.
    """
    context = context_of(request)
    with lock.held(context.agency.folder, seconds=patience), open_reader(reader) as opened_reader:
        waiting = inbox_files(request, context.year)
        year_data = gather_files(waiting, context, lambda *_: None, opened_reader, request.use, request.now)
        _keep_choices(year_data, request)
    return year_data


def _merge(
    request: Request,
    context: Context,
    waiting: list[Waiting],
    target: Path,
    progress: Progress,
    reader: Reader | None,
    renderer: Renderer | None,
) -> Result:
    agency, year = context.agency, context.year
    inputs = up_to_date.inputs(request, agency, year, waiting)
    before = kept.NOTHING if request.anew else kept.load(target)
    with _open_renderer(renderer, agency, late=before != kept.NOTHING) as opened_renderer:
        with open_reader(reader) as opened_reader:
            year_data = gather_files(waiting, context, progress, opened_reader, request.use, request.now)
        if request.out and year_data.outcome.hidden.figures:
            unrecorded = finding(ELSEWHERE, NOWHERE, request.out.name)
            year_data = replace(year_data, findings=in_order((*year_data.findings, unrecorded)))
        if not year_data.merged.kept and any(item.code == OTHER_YEAR for item in year_data.findings):
            raise WrongUseError("inbox.other_year", path=inboxes(request, year)[0], year=year)
        if _is_empty(year_data) and earlier_years.holds_anything(target / "data.json", year):
            raise WrongUseError("inbox.nothing_used", path=inboxes(request, year)[0], count=len(waiting))
        if request.strict and has_errors(year_data.findings):
            return Result(**vars(year_data))
        made = documents.make(year_data, opened_renderer, progress, before, inputs)
    if request.strict and has_errors(made.findings):
        return Result(**vars(year_data) | {"findings": made.findings})
    register.keep(agency.folder, year, year_data.merged.codes)
    _keep_choices(year_data, request)
    moved = folder.replace(target, made.files)
    notice = (finding("D505", NOWHERE, moved.name),) if moved else ()
    return Result(
        **vars(year_data) | {"findings": (*made.findings, *notice)},
        target=target,
        moved=moved,
        issued=made.issued,
    )


def _open_renderer(
    renderer: Renderer | None, agency: Agency, *, late: bool
) -> AbstractContextManager[Renderer]:
    """Return the caller's renderer, which the caller closes, or a new one: always for an agency with own fonts."""
    if renderer and not agency.templates:
        return nullcontext(renderer)
    return Renderer(agency.template_folders, late=late)


def _is_empty(year_data: Gathered) -> bool:
    """Tell whether nothing that was sent says anything, and nobody has to choose between versions."""
    assessment, kept = year_data.outcome.assessment, year_data.merged.kept
    undecided = any(file.submission and file.submission not in kept for file in year_data.arrived)
    scores = (assessment.total, *(indicator.score for indicator in assessment.indicators))
    return not undecided and not assessment.measures and all(score is None for score in scores)


def _keep_choices(year_data: Gathered, request: Request) -> None:
    if request.use:
        file = choices.path(year_data.agency.folder, year_data.context.year)
        files.write_whole(file, choices.text(year_data.choices).encode())
