"""Outcome of merging and analysis: all that the documents and the open data may show. Numbers, never formatted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal


@dataclass(frozen=True)
class Progress:
    """Report of one division on one measure in one round (`followup-6`, `followup-12`)."""

    division: str
    round: str
    status: str  # one of layout.STATUSES, or blank
    percent: Fraction | None  # 0–100
    done: date | None
    result: str
    obstacle: str
    evidence: str


@dataclass(frozen=True)
class Measure:
    """Measure of the agency; `responsible` are division ids in the agency's order.

    `budget` in baht, "none" where no budget is used, None where nothing was said.
    """

    code: str  # 2562-EIT-07-01
    dimension: str
    indicator: int
    weakness: str
    approach: str
    measure: str
    responsible: tuple[str, ...]
    start: date | None
    end: date | None
    budget: Fraction | Literal["none"] | None
    target: str
    followup: tuple[Progress, ...] = ()

    def latest(self) -> tuple[Progress, ...]:
        """Return each division's newest report, in the agency's order of divisions."""
        newest: dict[str, Progress] = {}
        for progress in sorted(self.followup, key=lambda each: int(each.round.rpartition("-")[2])):
            newest[progress.division] = progress
        return tuple(newest[division] for division in self.responsible if division in newest)

    def status(self) -> str:
        """Return the status of the whole: done only when every responsible division is. Blank: no report."""
        reports = self.latest()
        if not reports:
            return ""
        statuses = {report.status for report in reports}
        if len(reports) == len(self.responsible) and statuses == {"ดำเนินการแล้ว"}:
            return "ดำเนินการแล้ว"
        return "ยังไม่ดำเนินการ" if statuses <= {"ยังไม่ดำเนินการ", ""} else "อยู่ระหว่างดำเนินการ"


@dataclass(frozen=True)
class IndicatorResult:
    """`score` and `previous` (the year before) 0–100; `recommendation`: what must be done, in Thai."""

    no: int
    dimension: str
    score: Fraction | None
    previous: Fraction | None
    recommendation: str


@dataclass(frozen=True)
class DimensionResult:
    """`score` 0–100, `weight` in percent, `points` = score · weight / 100; `weakest`: all that tie, in order;
    none where every score is full.
    """

    code: str
    score: Fraction | None
    weight: Fraction
    points: Fraction | None
    weakest: tuple[int, ...]


@dataclass(frozen=True)
class DivisionResult:
    """Division's own scores; total and grade where it has all ten. Small groups are left out of `indicators`."""

    id: str
    name: str
    indicators: Mapping[int, Fraction]
    respondents: Mapping[int, int]
    total: Fraction | None
    grade: str | None


@dataclass(frozen=True)
class ItemResult:
    """Result of an open data item (`O42`): `passed` if it is published as it must be."""

    code: str
    passed: bool


@dataclass(frozen=True)
class QuestionResult:
    """Agency's score (0–100) of a survey question (`I19`); `respondents` None: not all are known."""

    code: str
    indicator: int
    score: Fraction
    respondents: int | None


@dataclass(frozen=True)
class PreviousMeasure:
    """Measure of the year before."""

    code: str
    indicator: int
    measure: str


@dataclass(frozen=True)
class Previous:
    """Results of the year before, out of its data file; what cannot be compared with this year is left out."""

    year: int
    total: Fraction | None
    grade: str | None
    indicators: Mapping[int, Fraction]
    measures: tuple[PreviousMeasure, ...] = ()


@dataclass(frozen=True)
class YearResult(Previous):
    """Results of an earlier year, as its data file has them, whether they can be compared or not.

    `named`: dimension and Thai name of each indicator by its number; `weights` of the dimensions, in percent.
    """

    named: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    weights: Mapping[str, Fraction | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Assessment:
    """`total` and `grade` are what the documents print: the announced ones where they are known."""

    year: int
    source: Literal["announced", "divisions"]
    total: Fraction | None
    total_computed: Fraction | None
    grade_announced: str | None
    grade_computed: str | None
    indicators: tuple[IndicatorResult, ...]
    dimensions: tuple[DimensionResult, ...]
    divisions: tuple[DivisionResult, ...]
    measures: tuple[Measure, ...]
    previous: Previous | None
    followup_round: str | None  # the newest round that anyone reported
    as_of: date  # lateness of a measure is judged on this day
    items: tuple[ItemResult, ...] = ()  # where OIT was answered item by item
    questions: tuple[QuestionResult, ...] = ()  # where a survey was given question by question
    earlier: tuple[YearResult, ...] = ()  # every year before that is known, the oldest first

    @property
    def grade(self) -> str | None:
        return self.grade_announced or self.grade_computed

    def indicator(self, no: int) -> IndicatorResult:
        return next(indicator for indicator in self.indicators if indicator.no == no)

    def dimension(self, code: str) -> DimensionResult:
        return next(dimension for dimension in self.dimensions if dimension.code == code)

    def late(self) -> tuple[Measure, ...]:
        """Measures whose end has passed and that are not done."""
        return tuple(
            measure
            for measure in self.measures
            if measure.end and measure.end < self.as_of and measure.status() != "ดำเนินการแล้ว"
        )
