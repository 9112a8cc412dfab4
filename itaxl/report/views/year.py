"""Years side by side: a table with a column per year, a line chart per figure, and changes of the scheme.

A figure of an earlier year that cannot be compared with this year's is left out, and a note says so.
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
from itaxl.report.views.cells import number_cell, row_head
from itaxl.report.views.material import Material
from itaxl.report.views.wording import UNKNOWN

MANY = 5  # more years than this make narrow columns
CHANGED = "changed"  # css of a year whose grades may not mean the same as the year before
STEP = 40.0  # distance between two years of a line
HEIGHT = 40.0
MARGIN = 5.0
AXIS_START = Decimal(50)  # score at the bottom of the picture if none is lower, else 0

Scores = tuple[Fraction | None, ...]


def years_blocks(case: Material) -> tuple[Block, ...]:
    """Return table, line charts and notes on what cannot be compared; empty if no earlier year is known."""
    if not case.assessment.earlier:
        return ()
    years = _Years.of(case)
    lines = _lines(case, years)
    notes = tuple(_notes(case, years))
    text = Prose(case.say.paragraphs("years.text"))
    note_block = (Items(notes, "quiet"),) if notes else ()
    return (text, _table(case, years), *note_block, *([lines] if lines else ()))


@dataclass(frozen=True)
class _Years:
    """Years of the table, oldest first, this year last.

    `steps` compare each year with the next one, `now` compares each with this year.
    """

    results: tuple[YearResult, ...]
    steps: tuple[Comparable, ...]
    now: tuple[Comparable, ...]

    @classmethod
    def of(cls, case: Material) -> "_Years":
        assessment, own_instrument = case.assessment, case.agency.instrument
        scores = {
            indicator.no: indicator.score
            for indicator in assessment.indicators
            if indicator.score is not None
        }
        results = (
            *assessment.earlier,
            YearResult(assessment.year, assessment.total, assessment.grade, scores),
        )
        all_facts = [
            *(facts(result, own_instrument) for result in assessment.earlier),
            Facts.of(case.instrument),
        ]
        return cls(
            results,
            tuple(comparable(old, new) for old, new in pairwise(all_facts)),
            tuple(comparable(year_facts, all_facts[-1]) for year_facts in all_facts),
        )

    @property
    def follow_on(self) -> bool:
        """Return whether the last two columns are of one year and the year after, so that a change can be told."""
        return self.results[-2].year + 1 == self.results[-1].year

    def totals(self) -> Scores:
        """Return the totals by year; None for a year whose total is made of other parts than this year's."""
        return tuple(
            result.total if comparison.totals else None
            for result, comparison in zip(self.results, self.now, strict=True)
        )

    def scores(self, no: int) -> Scores:
        """Return an indicator's scores by year; None for a year in which it is not the same indicator."""
        pairs = zip(self.results, self.now, strict=True)
        return tuple(
            result.indicators.get(no) if no in comparison.indicators else None for result, comparison in pairs
        )

    def grades(self, place: int) -> Answer | None:
        """Return whether a year's grades are those of the year before it in the table; None for the first."""
        return self.steps[place - 1].grades if place else None


def _table(case: Material, years: _Years) -> Table:
    say, style = case.say, case.style
    change = 11 if years.follow_on else 0
    width = (58 - change) / len(years.results)
    columns = [Column(say("word.indicator"), 42)]
    for place, result in enumerate(years.results):
        columns.append(Column(style.year(result.year), width, _css(years, place)))
    if change:
        columns.append(Column(say("years.change"), change, "number"))
    summary_rows = (
        _row(case, years, say("word.total"), years.totals(), "total"),
        _told(years, say("word.grade"), [result.grade or UNKNOWN for result in years.results]),
        _told(years, say("years.scheme"), _marks(case, years)),
    )
    indicator_rows = (
        _row(case, years, case.numbered(indicator.no),
             years.scores(indicator.no))
        for indicator in case.instrument.indicators
    )  # fmt: skip
    css = "figures years dense" if len(years.results) > MANY else "figures years"
    note = say("years.note") if _left_out(years) else ""
    return Table(
        "years-table", say("years.table"), tuple(columns), (summary_rows, tuple(indicator_rows)), note, css
    )


def _css(years: _Years, place: int) -> str:
    return f"number {CHANGED}" if years.grades(place) in ("changed", "unknown") else "number"


def _marks(case: Material, years: _Years) -> list[str]:
    answers = [years.grades(place) for place in range(len(years.results))]
    return [case.say(f"years.scheme_{answer}") if answer else UNKNOWN for answer in answers]


def _row(case: Material, years: _Years, name: str, scores: Scores, css: str = "") -> Row:
    cells = [row_head(name), *_cells(years, [case.style.score(score) for score in scores])]
    if years.follow_on:
        cells.append(number_cell(case.style.change(scores[-1], scores[-2])))
    return Row(tuple(cells), css)


def _told(years: _Years, name: str, texts: Sequence[str]) -> Row:
    """Return a row of words, which have no change."""
    return Row((row_head(name), *_cells(years, texts), *((Cell(css="number"),) if years.follow_on else ())))


def _cells(years: _Years, texts: Sequence[str]) -> Iterator[Cell]:
    for place, text in enumerate(texts):
        yield Cell((text,), css=_css(years, place))


def _left_out(years: _Years) -> bool:
    """Return whether a known figure is not shown because it cannot be compared."""
    pairs = zip(years.results, years.now, strict=True)
    return any(
        (result.total is not None and not comparison.totals) or set(result.indicators) - comparison.indicators
        for result, comparison in pairs
    )


def _notes(case: Material, years: _Years) -> Iterator[str]:
    """Yield sentences on what changed in the scheme between two years of the table, or is not known."""
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
    """Return small line charts of the total and each indicator; None if no figure is known for two years."""
    say, style = case.say, case.style
    all_scores = [(say("word.total"), years.totals())]
    for indicator in case.instrument.indicators:
        name = case.numbered(indicator.no)
        all_scores.append((name, years.scores(indicator.no)))
    drawn = [(name, scores) for name, scores in all_scores if sum(score is not None for score in scores) > 1]
    if not drawn:
        return None
    shown = [score for _, scores in drawn for score in scores if score is not None]
    start = AXIS_START if min(shown) >= AXIS_START else Decimal()
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
    spoken = [
        f"{case.style.year(result.year)} {figure}"
        for result, figure in zip(years.results, figures, strict=True)
    ]
    dots = tuple((*point.split(","),) for point in points if point)
    return Line(name, f"{name}: {', '.join(spoken)}", tuple(_strokes(points)), dots, tuple(figures))


def _strokes(points: Sequence[str | None]) -> Iterator[str]:
    """Yield neighbouring points as lines, broken where a point is missing."""
    stroke: list[str] = []
    for point in (*points, None):
        if point:
            stroke.append(point)
            continue
        if len(stroke) > 1:
            yield " ".join(stroke)
        stroke = []


def _height(score: Decimal, start: Decimal) -> float:
    """Return how far from the top of the picture a score stands."""
    share = float((score - start) / (100 - start))
    return MARGIN + (HEIGHT - 2 * MARGIN) * (1 - share)
