"""State of collection as lines for a terminal.

Marks and dates come before names: terminals differ in how wide they show Thai vowels and tones, so after names columns
would not be aligned.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import click

from itaxl import thai
from itaxl.agency.settings import Agency
from itaxl.instrument.model import DIMENSIONS
from itaxl.sending.collection import MARKS, State, Status, local
from itaxl.texts import Lang, Texts, both

_COLOURS = {Status.COMPLETE: "green", Status.RECEIVED: "yellow", Status.ERRORS: "red", Status.MISSING: "cyan"}
_WIDTH = 22


def matrix(states: Sequence[State], agency: Agency, texts: Texts) -> Iterator[str]:
    """Yield the announced results, a block for each round with a line for each division, then the meaning of marks."""
    for state in states:
        if not state.division:
            yield f"  {_cell(state, texts.lang)}{texts('announced')}{_senders([state], texts)}"
    for round in dict.fromkeys(state.round for state in states if state.division):
        yield ""
        yield click.style(both("terms", f"round.{round}")[texts.lang], bold=True)
        yield from _round(
            [state for state in states if state.division and state.round == round], agency, texts
        )
    yield ""
    yield from _legend(texts)


def _round(states: Sequence[State], agency: Agency, texts: Texts) -> Iterator[str]:
    dimensions = list(dict.fromkeys(state.dimension for state in sorted(states, key=_dimension)))
    yield "  " + "".join(dimension.ljust(_WIDTH) for dimension in dimensions) + texts("division")
    for division in agency.divisions:
        own = {state.dimension: state for state in states if state.division == division.id}
        if own:
            cells = (
                _cell(own[dimension], texts.lang) if dimension in own else " " * _WIDTH
                for dimension in dimensions
            )
            yield "  " + "".join(cells) + division.name + _senders(own.values(), texts)


def _dimension(state: State) -> int:
    return DIMENSIONS.index(state.dimension)


def _cell(state: State, lang: Lang) -> str:
    """Return a cell such as `! 03/12/2562 4 +1`: mark, day sent or saved, findings, number of older versions."""
    parts = [MARKS[state.status]]
    moment = state.sent or state.saved
    if moment:
        parts.append(_day(local(moment).date(), lang))
    if state.errors or state.warnings:
        parts.append(str(state.errors or state.warnings))
    if state.superseded:
        parts.append(f"+{state.superseded}")
    return click.style(" ".join(parts).ljust(_WIDTH), fg=_COLOURS[state.status])


def _day(day: date, lang: Lang) -> str:
    """Write a day always equally wide, with the whole year of the language: 03/12/2562, 03 Dec 2019."""
    if lang == "en":
        return thai.short_date(day, "en").rjust(11, "0")
    return f"{day:%d/%m}/{thai.buddhist_year(day)}"


def _senders(states: Iterable[State], texts: Texts) -> str:
    names = ", ".join(dict.fromkeys(state.by for state in states if state.by))
    return f" · {texts('from', names=thai.printable(names))}" if names else ""


def _legend(texts: Texts) -> Iterator[str]:
    for status, mark in MARKS.items():
        yield f"  {click.style(mark, fg=_COLOURS[status])}  {texts(f'status.{status.value}')}"
    yield f"  2  {texts('status.number')}"
    yield f"  +1 {texts('status.superseded')}"
