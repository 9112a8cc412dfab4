"""Instruments that come with the program, and an agency's own. `docs/instruments.md` has the format."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from itaxl import files
from itaxl.errors import UnknownYearError, UnscoredYearError, WrongUseError
from itaxl.instrument.building import Table, build
from itaxl.instrument.checking import Problem, contradictions, shape
from itaxl.instrument.model import DIMENSIONS, Instrument

YEARS = Path(__file__).parent / "years"
OF_ONE_YEAR = ("calendar",)  # keys that no other year takes over
LISTS_OF_ITEMS = {"subindicators", "items"}
PLACE = "{year}"  # in the name of an agency's own file: one for each year


def listed_years() -> tuple[int, ...]:
    """Return the fiscal years (Buddhist era) of which anything is known, oldest first."""
    return tuple(sorted(int(path.stem) for path in YEARS.glob("*.toml")))


@cache
def _scored_years() -> tuple[int, ...]:
    return tuple(year for year in listed_years() if _shipped(year).scored)


def known_years(file: Path | None = None) -> tuple[int, ...]:
    """Return the fiscal years that `load` has, oldest first: the program's, and those of the agency's `file`.

    Raises WrongUseError where the own file cannot be used.
    """
    own = {
        instrument.year
        for instrument in map(read, own_files(file))
        if instrument.scored and _codes(instrument) == DIMENSIONS
    }
    return tuple(sorted({*_scored_years(), *own}))


def is_known(year: str, file: Path | None = None) -> bool:
    """Tell whether `known_years` has a year, without reading all others where it is one of the program's."""
    shipped = {str(number): number for number in listed_years()}
    return (year in shipped and _shipped(shipped[year]).scored) or year in map(str, known_years(file))


def load(year: int, file: Path | None = None) -> Instrument:
    """Return the instrument of the fiscal year `year`, to score with: the agency's own `file` where it is of that year.

    Raises UnknownYearError where there is none for that year, UnscoredYearError where too little is known of it or
    its dimensions are not IIT, EIT and OIT, WrongUseError where the file cannot be used.
    """
    instrument = scheme(year, file)
    if not instrument.scored:
        raise UnscoredYearError("year.unscored", year=year, known=_joined(known_years(file)))
    codes = _codes(instrument)
    if codes != DIMENSIONS:
        raise UnscoredYearError(
            "year.dimensions", year=year, codes=_joined(codes), wanted=_joined(DIMENSIONS)
        )
    return instrument


def _codes(instrument: Instrument) -> tuple[str, ...]:
    return tuple(dimension.code for dimension in instrument.dimensions)


def scheme(year: int, file: Path | None = None) -> Instrument:
    """Return all that is known of a fiscal year, scored or not. Raises UnknownYearError, WrongUseError."""
    own = _own(year, file)
    if own:
        return own
    if year not in listed_years():
        raise UnknownYearError("year.unknown", year=year, known=_joined(known_years(file)))
    return _shipped(year)


def publication(year: int, file: Path | None = None) -> Instrument | None:
    """Return the instrument under which the reports about `year` are published: that of the year after.

    The agency's own `file` comes first where it is of that year and states a report item. None where nothing of that
    year is known, so that item codes and titles have to be filled in by hand.
    """
    own = _own(year + 1, file)
    if own and (own.analysis_item or own.followup_item):
        return own
    return _shipped(year + 1) if year + 1 in listed_years() else own


def own_files(file: Path | None) -> tuple[Path, ...]:
    """Return the agency's own files: one, or one for each year where the name has the place `{year}`."""
    if file is None:
        return ()
    if PLACE not in file.name:
        return (file,)
    return tuple(sorted(file.parent.glob(file.name.replace(PLACE, "[0-9][0-9][0-9][0-9]"))))


def read(file: Path) -> Instrument:
    """Return the instrument that a file states. Raises WrongUseError where it is not there or cannot be used."""
    examined = examine(file)
    if examined.instrument is None:
        first = examined.problems[0]
        count, pasted = len(examined.problems), files.for_shell(file)
        raise WrongUseError("instrument.wrong", path=file, place=first.place, count=count, pasted=pasted)
    return examined.instrument


@dataclass(frozen=True)
class Examined:
    """Outcome of an examination; `instrument` None where there is any problem."""

    instrument: Instrument | None
    problems: tuple[Problem, ...]


def examine(file: Path) -> Examined:
    """Return all that is wrong in an instrument's file. Raises WrongUseError where it is not there or no TOML."""
    own = _table(file)
    problems = tuple(shape(own))
    base = own.get("base")
    if not problems and base is not None and base not in listed_years():
        problems = (Problem("base", "base", base, _joined(listed_years())),)
    if problems:
        return Examined(None, problems)
    instrument = build(_whole(own))
    problems = tuple(contradictions(instrument))
    return Examined(None if problems else instrument, problems)


def _own(year: int, file: Path | None) -> Instrument | None:
    """Return the agency's own instrument of a year, None where its file is of another year."""
    if file is None:
        return None
    if PLACE in file.name:
        file = file.with_name(file.name.replace(PLACE, str(year)))
        if not file.exists():
            return None
    instrument = read(file)
    return instrument if instrument.year == year else None


@cache
def _shipped(year: int) -> Instrument:
    return build(_whole(_table(YEARS / f"{year}.toml")))


def _table(file: Path) -> Table:
    try:
        return files.read(file)
    except FileNotFoundError as error:
        raise WrongUseError("file.missing", path=file) from error
    except OSError as error:
        raise WrongUseError("file.unreadable", path=file, reason=error.strerror) from error


def _whole(own: Table) -> Table:
    """Return the file's content, put over that of the year which it names as `base`."""
    if "base" not in own:
        return own
    base = _whole(_table(YEARS / f"{own['base']}.toml"))
    return _over({name: value for name, value in base.items() if name not in OF_ONE_YEAR}, own)


def _over(base: Table, own: Table) -> Table:
    """Lay a table over another, key by key; any other value, lists too, takes the place of the base's.

    Who states items, of known groups or not, has a list of its own; a report item of the base that it lacks is gone.
    """
    joined = dict(base)
    if LISTS_OF_ITEMS & own.keys():
        joined = {name: value for name, value in base.items() if name not in LISTS_OF_ITEMS}
        joined["report"] = _without_missing(base.get("report", {}), _codes_of_items(own))
    for name, value in own.items():
        both = isinstance(value, dict) and isinstance(base.get(name), dict)
        joined[name] = {**base[name], **value} if both else value
    return joined


def _codes_of_items(table: Table) -> set[str]:
    groups = [group["items"] for group in table.get("subindicators", [])]
    return {item["code"] for items in (*groups, table.get("items", [])) for item in items}


def _without_missing(report: Table, codes: set[str]) -> Table:
    """Return the part on report items without those that are in no list."""
    return {
        name: value
        for name, value in report.items()
        if name not in ("analysis", "followup") or value["code"] in codes
    }


def _joined(values: tuple[object, ...]) -> str:
    return ", ".join(map(str, values))
