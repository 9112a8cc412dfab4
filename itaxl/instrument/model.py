"""What ITA is in a fiscal year: dimensions, indicators, grades and the two reports due. Data, no rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from itaxl.texts import Text

DIMENSIONS = ("IIT", "EIT", "OIT")
Status = Literal["source", "derived", "assumed", "own", "unknown"]


@dataclass(frozen=True)
class Indicator:
    """`no` is 1 … 10; `recommendation` is what an agency that is weakest here must do (our own words).

    The Thai recommendation can follow "ซึ่งหน่วยงานต้อง", the English one "the agency must".
    """

    no: int
    dimension: str
    name: Text
    recommendation: Text

    @property
    def code(self) -> str:
        return str(self.no)


@dataclass(frozen=True)
class Dimension:
    """`weight` in percent of the total (30, 30, 40)."""

    code: str
    name: Text
    weight: Decimal
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True)
class Question:
    """A survey question of an indicator: `parts` is the number of its sub-questions.

    `reversed` names the parts (from 1) where the lowest level, or "no", is the best answer.
    """

    code: str  # I1 … I30
    indicator: int
    subject: Text
    parts: int
    answers: Literal["levels", "yes_no"]
    reversed: tuple[int, ...]


@dataclass(frozen=True)
class Item:
    """One thing that the agency must publish."""

    code: str  # O1 … O43
    name: Text


@dataclass(frozen=True)
class Subindicator:
    """A group of items; the groups of an indicator count alike, and so do the items of a group."""

    code: str  # 9.1
    indicator: int
    name: Text
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Grade:
    """A band of the total: from `lower` up to the next band's lower end; `upper` is what is printed."""

    grade: str
    lower: Decimal
    upper: Decimal
    meaning: Text


@dataclass(frozen=True)
class ReportItem:
    """An item of the open data list under which a report is published (O42, O43).

    `duty` is what the agency must do under it; `elements` is the checklist of what the report must hold.
    """

    code: str
    title: Text
    duty: Text
    elements: tuple[Text, ...]


@dataclass(frozen=True)
class Source:
    """Where a fact of the instrument comes from.

    `source`: read there; `derived`: computed from published figures, and fits all of them; `assumed`: taken
    over, not read; `own`: words of this project; `unknown`: nobody has found it, so it is left out.
    """

    status: Status
    text: Text


@dataclass(frozen=True)
class Instrument:
    """The scheme of one fiscal year (Buddhist era)."""

    year: int
    dimensions: tuple[Dimension, ...]
    grades: tuple[Grade, ...]  # best first
    pass_mark: Decimal
    analysis_item: ReportItem | None  # None: unknown, as in years of which no source was found
    followup_item: ReportItem | None
    report_indicator: int | None  # the indicator under which both reports count
    report_subindicator: str  # "10.2"; blank: unknown
    report_subject: Text | None  # the name of that sub-indicator
    legal_basis: tuple[Text, ...]  # empty: unknown
    common_measures: tuple[str, ...]  # Thai names of internal measures to choose from
    sources: Mapping[str, Source]  # by the key of the fact, as the instrument's file names it
    questions: tuple[Question, ...] = ()  # empty: unknown
    subindicators: tuple[Subindicator, ...] = ()  # empty: unknown

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        return tuple(indicator for dimension in self.dimensions for indicator in dimension.indicators)

    def indicator(self, no: int) -> Indicator:
        return next(indicator for indicator in self.indicators if indicator.no == no)

    def dimension(self, code: str) -> Dimension:
        return next(dimension for dimension in self.dimensions if dimension.code == code)


Score = Fraction | Decimal
