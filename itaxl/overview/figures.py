"""Figures of all agencies together: plain means of agencies, each with how many they are, in exact fractions."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from itaxl.analysis.measure_state import State
from itaxl.instrument.scoring import mean, rounded
from itaxl.overview.posted import Chosen, Posted

STEP, FIRST = 5, 50  # ranges of totals: below the first, then in steps
LAST = 100
COMMON = 10  # measures that most agencies have chosen
Order = Literal["need", "name", "total", "district"]
ORDERS: tuple[Order, ...] = ("need", "name", "total", "district")
_LEADING_VOWEL = re.compile("([เ-ไ])([ก-ฮ])")


@dataclass(frozen=True)
class IndicatorMeans:
    """Indicator in all agencies that have it under one name.

    `score` of `count` agencies; `before` and `change` of those `both` that have a score of both years. `lowest`: in how
    many agencies it is the lowest of all. `others`: agencies in which the number is another indicator's.
    """

    no: int
    name: str
    score: Fraction | None
    count: int
    before: Fraction | None
    now: Fraction | None
    both: int
    lowest: int
    others: int


@dataclass(frozen=True)
class MeasureCounts:
    """Measures of one indicator, or of one text in several agencies: how many were chosen, are done, are late."""

    indicator: int
    text: str
    chosen: int
    done: int
    late: int

    @classmethod
    def of(cls, measures: Sequence[Chosen], text: str = "") -> "MeasureCounts":
        states = [measure.state for measure in measures]
        done, late = sum(state.done for state in states), sum(state.late for state in states)
        return cls(measures[0].indicator, text, len(states), done, late)


@dataclass(frozen=True)
class Overview:
    """Results of a year of all agencies; `grades`: those of the year, the highest first; `pass_mark` of a total."""

    year: int
    rows: tuple[Posted, ...]
    grades: tuple[str, ...]
    pass_mark: Fraction

    @cached_property
    def scored(self) -> tuple[Posted, ...]:
        """Return the agencies with a total."""
        return tuple(row for row in self.rows if row.total is not None)

    @cached_property
    def missing(self) -> tuple[Posted, ...]:
        return tuple(sorted((row for row in self.rows if row.reason), key=_by_name))

    @cached_property
    def mean(self) -> Fraction | None:
        return mean(row.total for row in self.scored if row.total is not None)

    @cached_property
    def passed(self) -> int:
        return sum(not self.is_under(row) for row in self.scored)

    def is_under(self, row: Posted) -> bool:
        """Tell whether the total, as printed, is below the pass mark."""
        return row.total is not None and rounded(row.total) < self.pass_mark

    @cached_property
    def by_grade(self) -> dict[str, int]:
        """Return how many agencies have each grade, the highest first; blank: a total without a grade."""
        counts = Counter(row.grade for row in self.scored)
        listed = (*self.grades, *sorted(grade for grade in counts if grade and grade not in self.grades))
        return {grade: counts[grade] for grade in (*listed, "") if grade or counts[""]}

    @cached_property
    def by_range(self) -> tuple[tuple[int, int, int], ...]:
        """Return lower end, upper end and number of agencies for each range of totals, the highest first."""
        edges = (0, *range(FIRST, LAST, STEP))
        totals = Counter(
            max(edge for edge in edges if edge <= rounded(row.total))
            for row in self.scored
            if row.total is not None
        )
        uppers = (*edges[1:], LAST)
        pairs = [(lower, upper, totals[lower]) for lower, upper in zip(edges, uppers, strict=True)]
        return tuple(reversed(pairs))

    @cached_property
    def ranges_with_any(self) -> tuple[tuple[int, int, int], ...]:
        """Return the same from the highest range that any agency is in to the lowest."""
        numbers = [place for place, (_, _, count) in enumerate(self.by_range) if count]
        return self.by_range[numbers[0] : numbers[-1] + 1] if numbers else ()

    @cached_property
    def indicators(self) -> tuple[IndicatorMeans, ...]:
        numbers = sorted({no for row in self.rows for no in row.indicators})
        return tuple(self._indicator(no) for no in numbers)

    @cached_property
    def lowest(self) -> tuple[IndicatorMeans, ...]:
        """Return the indicators that are lowest in most agencies, all that tie; none where no agency has scores."""
        most = max((part.lowest for part in self.indicators), default=0)
        return tuple(part for part in self.indicators if most and part.lowest == most)

    @cached_property
    def states(self) -> Counter[State]:
        return Counter(measure.state.whole for row in self.rows for measure in row.measures)

    @property
    def measures(self) -> int:
        return self.states.total()

    @cached_property
    def measures_by_indicator(self) -> tuple[MeasureCounts, ...]:
        groups: dict[int, list[Chosen]] = {}
        for row in self.rows:
            for measure in row.measures:
                groups.setdefault(measure.indicator, []).append(measure)
        return tuple(MeasureCounts.of(groups[no]) for no in sorted(groups))

    @cached_property
    def common_measures(self) -> tuple[MeasureCounts, ...]:
        """Return the measures that most agencies have chosen, at most `COMMON`, each chosen by two or more."""
        groups: dict[str, list[Chosen]] = {}
        for row in self.rows:
            own = {measure.key: measure for measure in row.measures if measure.text}
            for key, measure in own.items():
                groups.setdefault(key, []).append(measure)
        shared = (key for key, measures in groups.items() if len(measures) > 1)
        most = sorted(shared, key=lambda key: (-len(groups[key]), groups[key][0].indicator, key))
        return tuple(MeasureCounts.of(groups[key], _usual_text(groups[key])) for key in most[:COMMON])

    @cached_property
    def late(self) -> int:
        return sum(row.late for row in self.rows)

    @cached_property
    def needing(self) -> tuple[Posted, ...]:
        """Return the agencies below the pass mark or with late measures, the lowest total first."""
        return ordered((row for row in self.scored if self.needs_help(row)), "need")

    def needs_help(self, row: Posted) -> bool:
        """Tell whether an agency has a total below the pass mark, or late measures."""
        return row.total is not None and (self.is_under(row) or row.late > 0)

    def listed(self, order: Order) -> tuple[Posted, ...]:
        """Return all agencies in an order; by need, those that need help come before all others."""
        if order != "need":
            return ordered(self.rows, order)
        return (*self.needing, *ordered((row for row in self.rows if not self.needs_help(row)), order))

    def _indicator(self, no: int) -> IndicatorMeans:
        names = Counter(row.indicators[no].name for row in self.rows if no in row.indicators)
        name = max(sorted(names), key=names.__getitem__)
        parts = [
            (row, row.indicators[no])
            for row in self.rows
            if no in row.indicators and row.indicators[no].name == name
        ]
        scores = [part.score for _, part in parts if part.score is not None]
        both = [
            (part.previous, part.score)
            for _, part in parts
            if part.previous is not None and part.score is not None
        ]
        return IndicatorMeans(
            no,
            name,
            mean(scores),
            len(scores),
            mean(before for before, _ in both),
            mean(now for _, now in both),
            len(both),
            sum(no in row.lowest for row, _ in parts),
            names.total() - len(parts),
        )


def _usual_text(measures: Iterable[Chosen]) -> str:
    """Return the text of a measure as most have typed it."""
    texts = Counter(measure.text for measure in measures)
    return max(sorted(texts), key=texts.__getitem__)


def ordered(rows: Iterable[Posted], order: Order) -> tuple[Posted, ...]:
    """Return agencies in an order; those without a total come last, and names decide between equals."""
    listed = sorted(rows, key=_by_name)
    if order == "district":
        listed.sort(key=lambda row: (not row.district, _collated(row.district)))
    elif order != "name":
        listed.sort(key=lambda row: -row.late if order == "need" else 0)
        listed.sort(key=lambda row: _total(row) if order == "need" else -_total(row))
        listed.sort(key=lambda row: row.total is None)
    return tuple(listed)


def pages(rows: Sequence[Posted], size: int) -> list[Sequence[Posted]]:
    """Return rows in pages; one empty page of none."""
    return [rows[first : first + size] for first in range(0, len(rows), size)] or [()]


def _total(row: Posted) -> Fraction:
    return row.total or Fraction()


def _by_name(row: Posted) -> tuple[str, str]:
    return _collated(row.name), row.label


def _collated(name: str) -> str:
    """Return a key that puts Thai in the order of a dictionary: a vowel before its consonant counts after it."""
    return _LEADING_VOWEL.sub(r"\2\1", name)
