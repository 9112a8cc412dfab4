"""Rows of a workbook as its sender filled them in: values by the columns' keys, those that code needs by name too."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from itaxl.assessment import Filled, Planned, Reported
from itaxl.forms import layout


@dataclass(frozen=True)
class TableRow(Filled):
    """Row with any value; `row` is its number as the person sees it."""

    row: int

    @property
    def code(self) -> str:
        return self.text("code")


class ScoreRow(TableRow):
    """Row of scores: `score` 0–100 or None, `respondents` at least 0 or None."""

    @property
    def respondents(self) -> int | None:
        value = self.values.get("respondents")
        return value if isinstance(value, int) else None

    @property
    def score(self) -> Fraction | None:
        return self.number("score")

    @property
    def remark(self) -> str:
        return self.text("remark")


class ItemRow(TableRow):
    """Item of the open data list."""

    @property
    def passed(self) -> bool | None:
        """Answer of the row; None: not answered, or not in a way that can be used."""
        answer = self.text("result")
        return answer == layout.PASSED if answer else None


@dataclass(frozen=True)
class CountRow(TableRow):
    """Counts of the answers to a part of a survey's question, by the column's key: `level1`, …, `no`, `yes`."""

    counts: Mapping[str, int]


class ResultRow(TableRow):
    """Row of the announced results; `grade` only in the row GRADE, which has no score."""

    @property
    def score(self) -> Fraction | None:
        return self.number("score")

    @property
    def grade(self) -> str:
        return self.text("grade")

    @property
    def recommendation(self) -> str:
        return self.text("recommendation")


@dataclass(frozen=True)
class MeasureRow(TableRow, Planned, Reported):
    """Row of a measure.

    `responsible` are ids of divisions, `unknown` the names that are no division's; `understood` texts mean these ids by
    more than a plain name.
    """

    unknown: tuple[str, ...] = ()
    understood: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def indicator(self) -> int | None:
        value = self.values.get("indicator")
        return value if isinstance(value, int) else None
