"""Years side by side: a table with a column for each year, a line for each figure, and where the scheme changed.

A figure of an earlier year that is not the same thing as this year's is left out, and said to be.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from itaxl.agency.earlier_years import Answer, Comparable, Facts, comparable, facts
from itaxl.assessment import YearResult
from itaxl.instrument.scoring import rounded
from itaxl.report.blocks.block import Block
from itaxl.report.blocks.items import Items
from itaxl.report.blocks.lines import Line, Lines
from itaxl.report.blocks.prose import Prose
from itaxl.report.blocks.table import Cell, Column, Row, Table
from itaxl.report.views.material import Material
from itaxl.report.views.wording import UNKNOWN

MANY = 5  # years from which on the columns are narrow
CHANGED = "changed"  # css of a year whose grades are not those of the year before
STEP = 40.0  # between two years of a line
HEIGHT = 40.0
MARGIN = 5.0
FROM = Decimal(50)  # where the lines begin, if no score is lower

Scores = tuple[Fraction | None, ...]


def years_blocks(case: Material) -> tuple[Block, ...]:
    """Table, lines and what cannot be compared; nothing where no earlier year is known."""
    if not case.assessment.earlier:
        return ()
    years = _Years.of(case)
    lines = _lines(case, years)
    notes = tuple(_notes(case, years))
    text = Prose(case.say.paragraphs("years.text"))
    said = (Items(notes, "quiet"),) if notes else ()
    return (text, _table(case, years), *said, *([lines] if lines else ()))


@dataclass(frozen=True)
class _Years:
    """All years, the oldest first, this one the last. `steps`: from each year to the next; `now`: to this one."""

    results: tuple[YearResult, ...]
    steps: tuple[Comparable, ...]
    now: tuple[Comparable, ...]

    @classmethod
    def of(cls, case: Material) -> "_Years":
        here, own = case.assessment, case.agency.instrument
        scores = {
            indicator.no: indicator.score for indicator in here.indicators if indicator.score is not None
        }
        known = (*here.earlier, YearResult(here.year, here.total, here.grade, scores))
        stated = [*(facts(each, own) for each in here.earlier), Facts.of(case.instrument)]
        return cls(
            known,
            tuple(comparable(old, new) for old, new in pairwise(stated)),
            tuple(comparable(each, stated[-1]) for each in stated),
        )

    def totals(self) -> Scores:
        """A year's total, where it is made of the same parts as this year's."""
        return tuple(
            result.total if both.totals else None for result, both in zip(self.results, self.now, strict=True)
        )

    def scores(self, no: int) -> Scores:
        """A year's score of an indicator, where it is the same indicator as this year's."""
        pairs = zip(self.results, self.now, strict=True)
        return tuple(each.indicators.get(no) if no in both.indicators else None for each, both in pairs)

    def grades(self, place: int) -> Answer | None:
        """Whether a year's grades are those of the year before it in the table; None of the first."""
        return self.steps[place - 1].grades if place else None


def _table(case: Material, years: _Years) -> Table:
    say, style = case.say, case.style
    width = 58 / len(years.results)
    columns = [Column(say("word.indicator"), 42)]
    for place, result in enumerate(years.results):
        columns.append(Column(style.year(result.year), width, _css(years, place)))
    whole = (
        _row(case, years, say("word.total"), years.totals(), "total"),
        Row(
            (_head(say("word.grade")), *_cells(years, [result.grade or UNKNOWN for result in years.results]))
        ),
        Row((_head(say("years.scheme")), *_cells(years, _marks(case, years)))),
    )
    rows = (
        _row(case, years, say("word.numbered", n=style.count(indicator.no), text=case.indicator(indicator.no)),
             years.scores(indicator.no))
        for indicator in case.instrument.indicators
    )  # fmt: skip
    css = "figures years dense" if len(years.results) > MANY else "figures years"
    note = say("years.note") if _left_out(years) else ""
    return Table("years-table", say("years.table"), tuple(columns), (whole, tuple(rows)), note, css)


def _css(years: _Years, place: int) -> str:
    return f"number {CHANGED}" if years.grades(place) in ("changed", "unknown") else "number"


def _marks(case: Material, years: _Years) -> list[str]:
    found = [years.grades(place) for place in range(len(years.results))]
    return [case.say(f"years.scheme_{each}") if each else UNKNOWN for each in found]


def _row(case: Material, years: _Years, name: str, scores: Scores, css: str = "") -> Row:
    return Row((_head(name), *_cells(years, [case.style.score(score) for score in scores])), css)


def _head(text: str) -> Cell:
    return Cell((text,), head="row")


def _cells(years: _Years, texts: Sequence[str]) -> Iterator[Cell]:
    for place, text in enumerate(texts):
        yield Cell((text,), css=_css(years, place))


def _left_out(years: _Years) -> bool:
    """Whether anything is known that is not shown since it cannot be compared."""
    pairs = zip(years.results, years.now, strict=True)
    return any(
        (each.total is not None and not both.totals) or set(each.indicators) - both.indicators
        for each, both in pairs
    )


def _notes(case: Material, years: _Years) -> Iterator[str]:
    """What changed in the scheme between two years of the table, or is not known."""
    for old, new, step in zip(years.results, years.results[1:], years.steps, strict=False):
        places = {"old": case.style.year(old.year), "new": case.style.year(new.year)}
        if step.grades != "same":
            yield case.say(f"years.grades_{step.grades}", **places)
        if step.items == "changed":
            yield case.say("years.items_changed", **places)
    first = years.results[0]
    if len(years.results) > 2 and years.now[0].items == "changed" and not _changed_on_the_way(years):
        places = {"old": case.style.year(first.year), "new": case.style.year(years.results[-1].year)}
        yield case.say("years.items_changed", **places)


def _changed_on_the_way(years: _Years) -> bool:
    return any(step.items == "changed" for step in years.steps)


def _lines(case: Material, years: _Years) -> Lines | None:
    """A small picture of the total and of each indicator; None where fewer than two years have any figure."""
    say, style = case.say, case.style
    kinds = [(say("word.total"), years.totals())]
    for indicator in case.instrument.indicators:
        name = say("word.numbered", n=style.count(indicator.no), text=case.indicator(indicator.no))
        kinds.append((name, years.scores(indicator.no)))
    drawn = [(name, scores) for name, scores in kinds if sum(score is not None for score in scores) > 1]
    if not drawn:
        return None
    shown = [score for _, scores in drawn for score in scores if score is not None]
    start = FROM if min(shown) >= FROM else Decimal()
    return Lines(
        "years-lines",
        say("years.lines", start=style.amount(start)),
        f"0 0 {STEP * len(years.results):.0f} {HEIGHT:.0f}",
        f"{_height(case.instrument.pass_mark, start):.2f}",
        tuple(_line(case, years, name, scores, start) for name, scores in drawn),
        tuple(style.year(result.year) for result in years.results),
        (("now-line", say("word.score")), ("mark-line", say("results.chart_mark"))),
        "few" if len(years.results) <= 3 else "more" if len(years.results) <= MANY else "many",
    )


def _line(case: Material, years: _Years, name: str, scores: Scores, start: Decimal) -> Line:
    points = [
        None if score is None else f"{STEP * (place + 0.5):.2f},{_height(rounded(score), start):.2f}"
        for place, score in enumerate(scores)
    ]
    figures = [case.style.score(score) for score in scores]
    said = [
        f"{case.style.year(result.year)} {figure}"
        for result, figure in zip(years.results, figures, strict=True)
    ]
    dots = tuple((*point.split(","),) for point in points if point)
    return Line(name, f"{name}: {', '.join(said)}", tuple(_strokes(points)), dots, tuple(figures))


def _strokes(points: Sequence[str | None]) -> Iterator[str]:
    """Neighbouring points as lines, broken where one is missing."""
    stroke: list[str] = []
    for point in (*points, None):
        if point:
            stroke.append(point)
            continue
        if len(stroke) > 1:
            yield " ".join(stroke)
        stroke = []


def _height(score: Decimal, start: Decimal) -> float:
    """How far down in the picture a score stands."""
    share = float((score - start) / (100 - start))
    return MARGIN + (HEIGHT - 2 * MARGIN) * (1 - share)
