"""Make the office's page of who has sent what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from itaxl import thai
from itaxl.agency.settings import Agency
from itaxl.instrument.model import DIMENSIONS
from itaxl.report.web.html import rendered
from itaxl.sending.collection import MARKS, State, Status, local
from itaxl.texts import Lang, Texts, both


@dataclass(frozen=True)
class Cell:
    """Cell of the table: `kind` is blank where no workbook is expected; `details` are short lines."""

    kind: str = ""
    mark: str = ""
    word: str = ""
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Round:
    """Table of a round: for each division its name, and a cell for each dimension."""

    name: str
    dimensions: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def status_html(
    states: Sequence[State],
    agency: Agency,
    year: int,
    lang: Lang,
    unplaced: int = 0,
    *,
    begun: bool = True,
    issued: Sequence[str] = (),
) -> str:
    """Return the page, which needs no other file. `unplaced`: number of files that cannot be used or are nobody's.

    Unless a round of follow-ups has `begun`, the page says that there is no follow-up report. `issued`: what is to be
    said of each document that was issued.

    Raises WrongUseError for a fault in a template of the agency.
    """
    texts = Texts("status", lang)
    return rendered(
        "status.html",
        agency,
        lang=lang,
        say=texts,
        agency=agency.name,
        year=year,
        announced=announced(states, texts),
        rounds=rounds(states, agency, texts),
        legend=legend(texts),
        count=count(states, texts),
        unplaced=unplaced,
        begun=begun,
        issued=issued,
    )


def announced(states: Iterable[State], texts: Texts) -> list[Cell]:
    """Return the cell of the announced results. `texts`: the catalogue `status`."""
    return [_cell(state, texts) for state in states if not state.division]


def rounds(states: Iterable[State], agency: Agency, texts: Texts) -> list[Round]:
    """Return the table of each round."""
    own = [state for state in states if state.division]
    return [_round(name, own, agency, texts) for name in dict.fromkeys(state.round for state in own)]


def legend(texts: Texts) -> list[tuple[str, str, str]]:
    """Return kind, mark and meaning of each status."""
    return [(status.value, MARKS[status], texts(f"status.{status.value}")) for status in MARKS]


def count(states: Iterable[State], texts: Texts) -> str:
    """Say how many of the expected workbooks have come and can be used."""
    expected = list(states)
    come = sum(state.status is not Status.MISSING and state.usable for state in expected)
    return texts("count", come=come, expected=len(expected))


def _round(name: str, states: Iterable[State], agency: Agency, texts: Texts) -> Round:
    in_round = [state for state in states if state.round == name]
    present = {state.dimension for state in in_round}
    dimensions = tuple(dimension for dimension in DIMENSIONS if dimension in present)
    rows = []
    for division in agency.divisions:
        own = {state.dimension: _cell(state, texts) for state in in_round if state.division == division.id}
        if own:
            rows.append((division.name, tuple(own.get(dimension, Cell()) for dimension in dimensions)))
    return Round(both("terms", f"round.{name}")[texts.lang], dimensions, tuple(rows))


def _cell(state: State, texts: Texts) -> Cell:
    details = [
        texts(f"detail.{key}", count=number)
        for key in ("errors", "warnings", "superseded")
        if (number := getattr(state, key))
    ]
    moment = state.sent or state.saved
    if moment:
        day, key = local(moment), "sent" if state.sent else "saved"
        date = thai.short_date(day.date(), texts.lang)
        details.append(texts(f"detail.{key}", date=date, time=f"{day:%H:%M}"))
    if state.by:
        details.append(texts("detail.by", name=state.by))
    word = texts(f"status.{state.status.value}")
    return Cell(state.status.value, MARKS[state.status], word, tuple(details))
