"""The one command: read, repair, check, merge, analyse, and write every document, all or nothing."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from itaxl import choices, project, register, years
from itaxl.analysis import Outcome, assess
from itaxl.assessment import Measure
from itaxl.checks import across
from itaxl.checks.context import Context
from itaxl.checks.findings import NOWHERE, Finding, finding, has_errors, in_order
from itaxl.choices import Choice
from itaxl.collection import current
from itaxl.errors import WrongUseError
from itaxl.inbox import Arrived, files, look, receive, understand
from itaxl.instrument import known_years, load
from itaxl.intake.opening import Opened, opened
from itaxl.merging import Merged, merge
from itaxl.project import Agency
from itaxl.report import documents, folder
from itaxl.report.renderer import Renderer
from itaxl.report.wording import unknown_keys
from itaxl.texts import Lang
from itaxl.workbook.apart import Apart
from itaxl.workbook.books import HERE, Reader
from itaxl.workbook.passwords import Passwords

Progress = Callable[[str, int, int], None]  # step (a key of the catalogue `terminal`), done, of how many


@dataclass(frozen=True)
class Request:
    """What the user asked for. `out` None: `reports/<year>` of the agency's folder.

    `use`: files that count where two versions cannot be ordered, by the names that findings give.
    """

    folder: Path
    year: int | None = None
    inboxes: tuple[Path, ...] = ()
    out: Path | None = None
    day: date | None = None
    lang: Lang | None = None
    strict: bool = False
    use: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gathered:
    """All that is known of a year before any document is made; nothing was written."""

    agency: Agency
    context: Context
    arrived: tuple[Arrived, ...]
    merged: Merged
    outcome: Outcome
    findings: tuple[Finding, ...]
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Result(Gathered):
    """`target` None: nothing was written; `moved`: where an older folder that someone changed is now."""

    target: Path | None = None
    moved: Path | None = None

    @property
    def exit_code(self) -> int:
        return 1 if has_errors(self.findings) else 0


def settings(asked: Request) -> tuple[Agency, int]:
    """The agency as asked for, and the year assessed (Buddhist era). Raises WrongUseError."""
    agency = project.load(asked.folder)
    if not agency.divisions:
        raise WrongUseError("settings.none")
    for key in unknown_keys(agency.text):
        raise WrongUseError("text.unknown", key=key)
    agency = replace(agency, report_date=asked.day or agency.report_date, lang=asked.lang or agency.lang)
    return agency, asked.year or project.newest_year(asked.folder)


def _reading(reader: Reader | None) -> AbstractContextManager[Reader]:
    """The reader that was given, which is the giver's to close, or one of our own."""
    return nullcontext(reader) if reader else Apart(Passwords())


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
    if not waiting:
        raise WrongUseError("inbox.empty", path=_inboxes(asked, year)[0])
    with Renderer(documents.own_templates(agency)) as renderer:
        with _reading(reader) as opening:
            all_of_it = _gathered(waiting, context, progress, opening, tuple(dict.fromkeys(asked.use)))
        if asked.strict and has_errors(all_of_it.findings):
            return Result(**vars(all_of_it))
        made = documents.make(all_of_it, renderer, progress)
    if asked.strict and has_errors(made.findings):
        return Result(**vars(all_of_it) | {"findings": made.findings})
    _keep_register(all_of_it)
    _keep_choices(all_of_it, asked)
    moved = folder.replace(target, made.files)
    notice = (finding("D505", NOWHERE, moved.name),) if moved else ()
    return Result(**vars(all_of_it) | {"findings": (*made.findings, *notice)}, target=target, moved=moved)


def gather(asked: Request, progress: Progress = lambda *_: None, reader: Reader | None = None) -> Gathered:
    """Read, check, merge and analyse what lies in the inbox, be it nothing; nothing is written.

    Raises WrongUseError, UnknownYearError.
    """
    agency, year = settings(asked)
    context = Context(agency, year, load(year, agency.instrument))
    waiting = _waiting(asked, year)
    with _reading(reader if waiting else HERE) as opening:
        return _gathered(waiting, context, progress, opening)


def merged_measures(asked: Request) -> tuple[Measure, ...]:
    """The measures of a year's inbox with their codes, which are kept in the register from now on."""
    all_of_it = gather(asked)
    measures = all_of_it.outcome.assessment.measures
    if measures:
        _keep_register(all_of_it)
    return measures


def _inboxes(asked: Request, year: int) -> tuple[Path, ...]:
    return asked.inboxes or (asked.folder / "inbox" / str(year),)


def _waiting(asked: Request, year: int) -> list[tuple[str, Path]]:
    """The files of the inboxes; the agency's own inbox need not be there yet."""
    own = not asked.inboxes
    return list(files(each for each in _inboxes(asked, year) if each.exists() or not own))


def _keep_register(all_of_it: Gathered) -> None:
    file = register.path(all_of_it.agency.folder, all_of_it.context.year)
    folder.write_whole(file, register.text(all_of_it.merged.codes).encode("utf-8-sig"))


def _keep_choices(all_of_it: Gathered, asked: Request) -> None:
    if asked.use:
        file = choices.path(all_of_it.agency.folder, all_of_it.context.year)
        folder.write_whole(file, choices.text(all_of_it.choices).encode())


def check(asked: Request, reader: Reader | None = None) -> tuple[Arrived, ...]:
    """What is wrong in the files of `inboxes`, each held against the year that it states unless one is asked for.

    Raises WrongUseError, UnknownYearError.
    """
    agency = project.load(asked.folder)
    found = (each for name, path in files(asked.inboxes) for each in opened(name, path))
    with _reading(reader) as opening:
        return tuple(_checked(each, agency, asked.year, opening) for each in found)


def _checked(each: Opened, agency: Agency, year: int | None, reader: Reader) -> Arrived:
    years = [year] if year else sorted(known_years(agency.instrument), reverse=True)
    context = Context(agency, years[0], load(years[0], agency.instrument))
    reading = look(each, context, reader)
    stated = reading.stated_year
    if stated in years and stated != years[0]:
        context = Context(agency, stated, load(stated, agency.instrument))
    return understand(reading, context)


def _received(
    waiting: list[tuple[str, Path]], context: Context, progress: Progress, reader: Reader
) -> Iterable[Arrived]:
    for number, (name, path) in enumerate(waiting, start=1):
        progress("progress.read", number, len(waiting))
        yield from receive(name, path, context, reader)


def _gathered(
    waiting: list[tuple[str, Path]],
    context: Context,
    progress: Progress,
    reader: Reader,
    use: tuple[str, ...] = (),
) -> Gathered:
    agency = context.agency
    arrived = tuple(_received(waiting, context, progress, reader))
    codes = register.load(register.path(agency.folder, context.year))
    submissions = [each.submission for each in arrived if each.submission]
    known = {each.file: each.reading.sha256 for each in submissions}
    chosen = choices.add(choices.load(choices.path(agency.folder, context.year)), use, known)
    merged = merge(submissions, agency, context.instrument, codes, [each.sha256 for each in chosen])
    choices.check_needed(chosen[len(chosen) - len(use) :], merged.findings)
    earlier = years.earlier(agency.folder / "reports", context.year)
    before = years.before(earlier, context.instrument, agency.instrument)
    outcome = assess(merged, agency, context.instrument, before, agency.report_date, earlier)
    found = [each for one in current(arrived, merged) for each in one.findings]
    findings = in_order(
        (*found, *merged.findings, *outcome.findings, *across.check(across.Whole(context, merged, outcome)))
    )
    return Gathered(agency, context, arrived, merged, outcome, findings, chosen)
