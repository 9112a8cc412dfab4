"""The one command: read, repair, check, merge, analyse, and write every document, all or nothing."""

from dataclasses import dataclass
from pathlib import Path

from itaxl import files
from itaxl.agency import choices, register
from itaxl.checks.context import Context
from itaxl.errors import WrongUseError
from itaxl.findings import NOWHERE, finding, has_errors
from itaxl.gather import (
    Gathered,
    Progress,
    Request,
    _gathered,
    _inboxes,
    _reading,
    _waiting,
    check_readable,
    settings,
)
from itaxl.instrument import load
from itaxl.report import documents
from itaxl.report.files import folder
from itaxl.report.pdf.renderer import Renderer
from itaxl.spreadsheets.read import Reader

OTHER_YEAR = "W203"  # a workbook of ours, of another year than the one asked for


@dataclass(frozen=True)
class Result(Gathered):
    """`target` None: nothing was written; `moved`: where an older folder that someone changed is now."""

    target: Path | None = None
    moved: Path | None = None

    @property
    def exit_code(self) -> int:
        return 1 if has_errors(self.findings) else 0


def run(asked: Request, progress: Progress = lambda *_: None, reader: Reader | None = None) -> Result:
    """Everything from the inbox to the folder of documents. `reader` None: a process is started for reading.

    Raises WrongUseError or UnknownYearError where there is nothing to work on, RenderError and PangoMissingError.
    """
    agency, year = settings(asked)
    context = Context(agency, year, load(year, agency.instrument))
    target = asked.out or asked.folder / "reports" / str(year)
    if asked.out:
        folder.check_ours(target)
    waiting = _waiting(asked, year)
    check_readable(waiting, _inboxes(asked, year)[0])
    with Renderer(agency.template_folders) as renderer:
        with _reading(reader) as opening:
            all_of_it = _gathered(waiting, context, progress, opening, tuple(dict.fromkeys(asked.use)))
        if not all_of_it.merged.kept and any(item.code == OTHER_YEAR for item in all_of_it.findings):
            raise WrongUseError("inbox.other_year", path=_inboxes(asked, year)[0], year=year)
        if asked.strict and has_errors(all_of_it.findings):
            return Result(**vars(all_of_it))
        made = documents.make(all_of_it, renderer, progress)
    if asked.strict and has_errors(made.findings):
        return Result(**vars(all_of_it) | {"findings": made.findings})
    register.keep(agency.folder, year, all_of_it.merged.codes)
    _keep_choices(all_of_it, asked)
    moved = folder.replace(target, made.files)
    notice = (finding("D505", NOWHERE, moved.name),) if moved else ()
    return Result(**vars(all_of_it) | {"findings": (*made.findings, *notice)}, target=target, moved=moved)


def _keep_choices(all_of_it: Gathered, asked: Request) -> None:
    if asked.use:
        file = choices.path(all_of_it.agency.folder, all_of_it.context.year)
        files.write_whole(file, choices.text(all_of_it.choices).encode())
