"""Write the workbooks that go out: one for each division and dimension, and the standard ones for no agency."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from itaxl import thai
from itaxl.agency import earlier_years, folders, lock, own_files, register, settings
from itaxl.agency.settings import Agency
from itaxl.assessment import Measure, YearResult
from itaxl.errors import WrongUseError
from itaxl.files import write_whole
from itaxl.forms import build, instrument_sheets
from itaxl.forms.identity import PLAN
from itaxl.gather import gather
from itaxl.inbox.request import Request
from itaxl.instrument import known_years, load
from itaxl.instrument.bank import Bank, bank
from itaxl.instrument.model import Instrument
from itaxl.processes.work import Progress
from itaxl.spreadsheets.package import UnreadableError
from itaxl.spreadsheets.read import HERE
from itaxl.submissions import stamps


def merged_measures(request: Request, progress: Progress = lambda *_: None) -> tuple[Measure, ...]:
    """Return the measures of a year's inbox with their codes, which are kept in the register from now on."""
    with lock.held(request.folder, progress):
        year_data = gather(request)
        measures = year_data.outcome.assessment.measures
        if measures:
            register.keep(year_data.agency.folder, year_data.context.year, year_data.merged.codes)
    return measures


@dataclass(frozen=True)
class Made:
    """Workbooks that were written, by name. `kept`: those that were there already and were left as they are.

    `renamed`: how many of these bear another name of the agency than it has now, `former`: those names.
    Where the settings ask for items and questions: `by_indicator` are the dimensions of which the year knows none,
    `unscored` those of which it does not know how they make an indicator's score.
    """

    folder: Path
    written: tuple[str, ...]
    kept: tuple[str, ...] = ()
    inbox: Path | None = None
    year: int = 0
    by_indicator: tuple[str, ...] = ()
    unscored: tuple[str, ...] = ()
    renamed: int = 0
    former: tuple[str, ...] = ()


def write(
    folder: Path,
    year: int | None,
    round: str,
    out: Path | None,
    *,
    overwrite: bool,
    progress: Progress = lambda *_: None,
) -> Made:
    """Write the workbooks of a round for the agency in `folder`, into `outbox/<year>` or `out`.

    A follow-up is prefilled with the measures of the plan round, which are read out of the inbox.
    Raises WrongUseError, UnknownYearError.
    """
    agency = settings.load(folder)
    if not agency.divisions:
        raise WrongUseError("settings.none")
    target_year = year or settings.newest_year(folder)
    instrument = load(target_year, agency.instrument)
    measures: tuple[Measure, ...] = ()
    if round != PLAN:
        measures = merged_measures(Request(folder, target_year), progress)
        if not measures:
            raise WrongUseError("round.measures", year=target_year)
    target = out or folders.outbox(folder, target_year)
    inbox = folders.inbox(folder, target_year)
    inbox.mkdir(parents=True, exist_ok=True)
    suggested = suggestions(agency, instrument)
    made = _write(target, build.outbox(agency, instrument, round, measures, suggested), overwrite=overwrite)
    by_item = round == PLAN and agency.for_figures(target_year).detail == "items"
    coarse, unscored = _limits(instrument) if by_item else ((), ())
    named = filter(None, (stated_agency(target / workbook) for workbook in made.kept))
    stated = [name for name in named if thai.key(name) != thai.key(agency.name)]
    former = tuple(dict.fromkeys(stated))
    return Made(target, made.written, made.kept, inbox, target_year, coarse, unscored, len(stated), former)


def stated_agency(file: Path) -> str:
    """Return the agency's name in a workbook of the outbox; blank where it states none or cannot be read."""
    try:
        return stamps.agency(HERE.read_book(file.read_bytes(), file.name))
    except (UnreadableError, OSError):
        return ""


def suggestions(agency: Agency, instrument: Instrument) -> Bank:
    """Return the suggestions of an agency's workbooks: our bank, its own, last year's plans."""
    return offered(agency, instrument, earlier_years.earlier(agency.folder / "reports", instrument.year))


def offered(agency: Agency, instrument: Instrument, earlier: Sequence[YearResult]) -> Bank:
    """Return the same where the years before are known already."""
    before = earlier_years.before(earlier, instrument, agency.instrument)
    measures = before.measures if before else ()
    return bank(instrument, agency.bank, [(measure.indicator, measure.measure) for measure in measures])


def _limits(instrument: Instrument) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Dimensions that can be asked for by indicator alone, and those whose items give no score."""
    codes = [dimension.code for dimension in instrument.dimensions]
    detailed = [code for code in codes if instrument_sheets.knows_detail(instrument, code)]
    grouped = any(instrument.groups(indicator.no) for indicator in instrument.dimension("OIT").indicators)
    unscored = ("OIT",) if "OIT" in detailed and not grouped else ()
    return tuple(code for code in codes if code not in detailed), unscored


def write_blank(target: Path, year: int | None) -> Made:
    """Write the standard workbooks of one year or of all known ones, each year in a folder of its own."""
    written: list[str] = []
    for known_year in [year] if year else known_years():
        made = _write(target / str(known_year), build.blank(load(known_year)), overwrite=True)
        written += [f"{known_year}/{name}" for name in made.written]
    return Made(target, tuple(written))


def _write(target: Path, workbooks: Iterable[tuple[str, bytes]], *, overwrite: bool) -> Made:
    target.mkdir(parents=True, exist_ok=True)
    written, kept = [], []
    made = list(workbooks)
    for name, _ in made if overwrite else ():
        own_files.check_workbook(target / name)
    for name, content in made:
        if (target / name).exists() and not overwrite:
            kept.append(name)
            continue
        write_whole(target / name, content)
        written.append(name)
    return Made(target, tuple(written), tuple(kept))
