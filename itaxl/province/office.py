"""Folder of a province's year: the overview of what the agencies have published, and the state of each agency."""

from collections.abc import Iterable
from pathlib import Path

from itaxl.agency import folders, lock
from itaxl.agency.settings import Agency
from itaxl.files import content, is_there
from itaxl.overview.write import DOCUMENT, Source, Written, write_overview
from itaxl.province.settings import Province
from itaxl.province.state import State, table

STATE, OVERVIEW = "office/state.csv", f"{DOCUMENT}.pdf"


def write(province: Province, year: int, states: Iterable[State] | None = None) -> Written:
    """Write the folder of a province's year, whole or not at all, with the states of a run or those that are there.

    Raises OSError, WrongUseError, RenderError, PangoMissingError.
    """
    reports = folders.reports(province.folder, year)
    with lock.held(province.folder):
        return write_overview(
            reports, year, face(province), _sources(province, year), beside=_beside(reports, states)
        )


def face(province: Province) -> Agency:
    """Return a province as the one whose documents these are."""
    return Agency(province.folder, province.name, lang=province.lang, digits=province.digits)


def _sources(province: Province, year: int) -> Iterable[Source]:
    return (Source(province.name_of(agency), folders.reports(agency, year)) for agency in province.agencies)


def _beside(reports: Path, states: Iterable[State] | None) -> dict[str, bytes]:
    if states is not None:
        return {STATE: table(states).encode()}
    return {STATE: content(reports / STATE)} if is_there(reports / STATE) else {}
