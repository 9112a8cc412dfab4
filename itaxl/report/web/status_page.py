"""The state of collection as one HTML page for the office."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from itaxl import thai
from itaxl.agency.settings import Agency
from itaxl.report.web.html import rendered
from itaxl.sending.collection import MARKS, State, Status, local
from itaxl.texts import Lang, Texts, both


@dataclass(frozen=True)
class Cell:
    """`kind` blank where nothing is asked for; `details` are short lines."""

    kind: str = ""
    mark: str = ""
    word: str = ""
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Round:
    name: str
    dimensions: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def status_html(states: Sequence[State], agency: Agency, year: int, lang: Lang, unplaced: int = 0) -> str:
    """The page, which needs no other file; `unplaced`: how many files could not be used or are nobody's.

    Raises WrongUseError for a template of the agency that has a fault.
    """
    texts = Texts("status", lang)
    own = [state for state in states if state.division]
    return rendered(
        "status.html",
        agency,
        lang=lang,
        say=texts,
        agency=agency.name,
        year=year,
        announced=[_cell(state, texts) for state in states if not state.division],
        rounds=[_round(name, own, agency, texts) for name in dict.fromkeys(state.round for state in own)],
        legend=[(status.value, MARKS[status], texts(f"status.{status.value}")) for status in MARKS],
        count=count(states, texts),
        unplaced=unplaced,
    )


def count(states: Iterable[State], texts: Texts) -> str:
    """How many of those expected have come and can be used."""
    all_of_them = list(states)
    come = sum(each.status is not Status.MISSING for each in all_of_them)
    return texts("count", come=come, expected=len(all_of_them))


def _round(name: str, states: Iterable[State], agency: Agency, texts: Texts) -> Round:
    here = [state for state in states if state.round == name]
    dimensions = tuple(each for each in ("IIT", "EIT", "OIT") if any(one.dimension == each for one in here))
    rows = []
    for division in agency.divisions:
        own = {each.dimension: _cell(each, texts) for each in here if each.division == division.id}
        if own:
            rows.append((division.name, tuple(own.get(dimension, Cell()) for dimension in dimensions)))
    return Round(both("terms", f"round.{name}")[texts.lang], dimensions, tuple(rows))


def _cell(state: State, texts: Texts) -> Cell:
    details = [
        texts(f"detail.{key}", count=number)
        for key in ("errors", "warnings", "superseded")
        if (number := getattr(state, key))
    ]
    if state.saved:
        moment = local(state.saved)
        date = thai.short_date(moment.date(), texts.lang)
        details.append(texts("detail.saved", date=date, time=f"{moment:%H:%M}"))
    if state.by:
        details.append(texts("detail.by", name=state.by))
    word = texts(f"status.{state.status.value}")
    return Cell(state.status.value, MARKS[state.status], word, tuple(details))
