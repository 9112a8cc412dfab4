"""Outcome of merging and analysis: all that the documents and the open data may show. Numbers, never formatted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Literal, Self

Value = str | int | Fraction | date | tuple[str, ...] | None
# Where a figure is from: the announcement, the divisions' workbooks, or figures below it; None for no figure.
Source = Literal["announced", "divisions", "computed"] | None


@dataclass(frozen=True)
class Filled:
    """Cells filled in, by the keys of the columns that `forms.layout` declares; None or a blank text for nothing.

    Where code needs a column there is a property for it; all others are carried along by their keys.
    """

    values: Mapping[str, Value]

    def changed(self, **values: Value) -> Self:
        """Return the same with other values in some columns."""
        return replace(self, values={**self.values, **values})

    def text(self, key: str) -> str:
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    def number(self, key: str) -> Fraction | None:
        value = self.values.get(key)
        return value if isinstance(value, Fraction) else None

    def day(self, key: str) -> date | None:
        value = self.values.get(key)
        return value if isinstance(value, date) else None


class Planned(Filled):
    """Plan of a measure; `responsible` are ids of divisions.

    `budget` in baht, "none" where no budget is used, None where nothing was said.
    """

    @property
    def weakness(self) -> str:
        return self.text("weakness")

    @property
    def approach(self) -> str:
        return self.text("approach")

    @property
    def measure(self) -> str:
        return self.text("measure")

    @property
    def responsible(self) -> tuple[str, ...]:
        value = self.values.get("responsible")
        return value if isinstance(value, tuple) else ()

    @property
    def start(self) -> date | None:
        return self.day("start")

    @property
    def end(self) -> date | None:
        return self.day("end")

    @property
    def budget(self) -> Fraction | Literal["none"] | None:
        return "none" if self.values.get("budget") == "none" else self.number("budget")

    @property
    def target(self) -> str:
        return self.text("target")


@dataclass(frozen=True)
class Plan(Planned):
    """Plan of one division for a measure: its own weakness, approach, dates, budget and target."""

    division: str


class Reported(Filled):
    """Report on a measure; `status` one of `layout.STATUSES` or blank, `percent` 0–100."""

    @property
    def status(self) -> str:
        return self.text("status")

    @property
    def percent(self) -> Fraction | None:
        return self.number("percent")

    @property
    def done(self) -> date | None:
        return self.day("done")

    @property
    def result(self) -> str:
        return self.text("result")

    @property
    def obstacle(self) -> str:
        return self.text("obstacle")

    @property
    def evidence(self) -> str:
        return self.text("evidence")


@dataclass(frozen=True)
class Progress(Reported):
    """Report of one division on one measure in one round (`followup-6`, `followup-12`)."""

    division: str
    round: str


@dataclass(frozen=True)
class Measure(Planned):
    """Measure of the agency; those responsible are in the agency's order of divisions.

    Its own values are the plans' common answers, None where they differ; its budget is their sum.
    """

    dimension: str
    followup: tuple[Progress, ...] = ()
    plans: tuple[Plan, ...] = ()

    @property
    def code(self) -> str:
        """Lasting code, such as 2562-EIT-07-01."""
        return self.text("code")

    @property
    def indicator(self) -> int:
        value = self.values["indicator"]
        assert isinstance(value, int)
        return value

    def plan_of(self, division: str) -> Planned:
        """Return the division's own plan; where it has none, what the plans have in common."""
        return next((plan for plan in self.plans if plan.division == division), self)

    def end_of(self, division: str) -> date | None:
        """Return the day on which the measure ends for a division; without an own one, the last of all."""
        ends = [plan.end for plan in self.plans if plan.end]
        return self.plan_of(division).end or self.end or max(ends, default=None)

    def before(self, round: str) -> Self:
        """Return the measure as it was reported in other rounds than this newest one."""
        return replace(self, followup=tuple(report for report in self.followup if report.round != round))

    def latest(self) -> tuple[Progress, ...]:
        """Return each division's newest report, in the agency's order of divisions."""
        newest: dict[str, Progress] = {}
        for progress in sorted(self.followup, key=lambda report: int(report.round.rpartition("-")[2])):
            newest[progress.division] = progress
        return tuple(newest[division] for division in self.responsible if division in newest)


@dataclass(frozen=True)
class IndicatorResult:
    """Result of an indicator: `score`, `previous` (the year before) 0–100; `recommendation`: what to do, in Thai."""

    no: int
    dimension: str
    score: Fraction | None
    previous: Fraction | None
    recommendation: str
    source: Source = None


@dataclass(frozen=True)
class DimensionResult:
    """Result of a dimension.

    `score` 0–100, `weight` in percent, `points` = score · weight / 100; `weakest`: all that tie, in order; none where
    every score is full. `respondents`: people who answered, None where that is not known or not shown.
    """

    code: str
    score: Fraction | None
    weight: Fraction
    points: Fraction | None
    weakest: tuple[int, ...]
    source: Source = None
    respondents: int | None = None


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
    """Results of the year before, out of its data file; what cannot be compared with this year is left out.

    `items` (whether they were there) and `questions` (scores): by the code that they have this year.
    """

    year: int
    total: Fraction | None
    grade: str | None
    indicators: Mapping[int, Fraction]
    measures: tuple[PreviousMeasure, ...] = ()
    items: Mapping[str, bool] = field(default_factory=dict, kw_only=True)
    questions: Mapping[str, Fraction] = field(default_factory=dict, kw_only=True)


@dataclass(frozen=True)
class YearResult(Previous):
    """Results of an earlier year, as its data file has them, whether they can be compared or not.

    `named`: dimension and Thai name of each indicator by its number; `weights` of the dimensions, in percent.
    """

    named: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    weights: Mapping[str, Fraction | None] = field(default_factory=dict)


def of_division(measures: Iterable[Measure], division: str, dimension: str) -> tuple[Measure, ...]:
    """Return the measures of a dimension for which a division answers."""
    return tuple(
        measure for measure in measures if measure.dimension == dimension and division in measure.responsible
    )


@dataclass(frozen=True)
class Assessment:
    """Result of a year. `total` and `grade` are what the documents print: the announced ones where they are known.

    `source`: `announced` where nothing rests on the divisions' scores, `divisions` where nothing was announced, else
    `mixed`. `total_computed`: the total that the indicators give.
    """

    year: int
    source: Literal["announced", "divisions", "mixed"]
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
    total_source: Source = None

    @property
    def grade(self) -> str | None:
        return self.grade_announced or self.grade_computed

    @property
    def grade_source(self) -> Source:
        return "announced" if self.grade_announced else "computed" if self.grade_computed else None

    def indicator(self, no: int) -> IndicatorResult:
        return next(indicator for indicator in self.indicators if indicator.no == no)

    def dimension(self, code: str) -> DimensionResult:
        return next(dimension for dimension in self.dimensions if dimension.code == code)
