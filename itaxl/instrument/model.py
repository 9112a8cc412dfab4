"""Model of ITA in one fiscal year: dimensions, indicators, grades, the two reports due. Data, no rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from itaxl.texts import Text

DIMENSIONS = ("IIT", "EIT", "OIT")
Status = Literal["source", "derived", "assumed", "own", "unknown"]


@dataclass(frozen=True)
class Indicator:
    """Indicator, `no` 1 … 10; `recommendation`: what an agency that is weakest here must do (our own words).

    The Thai recommendation can follow "ซึ่งหน่วยงานต้อง", the English one "the agency must". `good` is the name in a
    sentence about its score: what a high one means, where the name itself is of something bad.
    """

    no: int
    dimension: str
    name: Text
    recommendation: Text
    good: Text

    @property
    def code(self) -> str:
        return str(self.no)


@dataclass(frozen=True)
class Dimension:
    """Dimension with its indicators; `weight` in percent of the total (30, 30, 40)."""

    code: str
    name: Text
    weight: Decimal
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True)
class Question:
    """Survey question of an indicator: `parts` is the number of its sub-questions.

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
    """Open data item that the agency must publish; `quarters` (1–4): in which of them evidence of it is due, if so."""

    code: str  # O1 … O43
    name: Text
    quarters: tuple[int, ...] = ()


@dataclass(frozen=True)
class Subindicator:
    """Group of items; the groups of an indicator count alike, and so do the items of a group."""

    code: str  # 9.1
    indicator: int
    name: Text
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Grade:
    """Band of the total: from `lower` up to the next band's lower end; `upper` is what is printed.

    `every` is what each dimension's score must reach besides (0–100), None: no such condition; `every_certain` tells
    whether its source settles it.
    """

    grade: str
    lower: Decimal
    upper: Decimal
    meaning: Text
    every: Decimal | None = None
    every_certain: bool = True


@dataclass(frozen=True)
class ReportItem:
    """Item of the open data list under which a report is published (O42, O43).

    `duty` is what the agency must do under it; `elements` is the checklist of what the report must hold. `covers` is
    the fiscal year that the report is of: 0 the one in which it is published, -1 the year before that.
    """

    code: str
    title: Text
    duty: Text
    elements: tuple[Text, ...]
    covers: int = 0


@dataclass(frozen=True)
class Source:
    """Source of a fact of the instrument.

    `source`: read there; `derived`: computed from published figures, and fits all of them; `assumed`: taken
    over, not read; `own`: words of this project; `unknown`: nobody has found it, so it is left out.
    """

    status: Status
    text: Text


@dataclass(frozen=True)
class Instrument:
    """Scheme of one fiscal year (Buddhist era). Whatever is empty or None is unknown."""

    year: int
    dimensions: tuple[Dimension, ...]
    grades: tuple[Grade, ...]  # best first
    passing: Decimal | None  # see `pass_mark`
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
    ungrouped: tuple[Item, ...] = ()  # items that are known, while their sub-indicator is not
    partial: bool = False  # whether there are more open data items, or may be, than those that are known
    levels: tuple[Decimal, ...] = ()  # scores of a question's levels, the lowest level first
    calendar: tuple[Text, ...] = ()  # when it was carried out and announced, in sentences; empty: unknown

    @property
    def scored(self) -> bool:
        """Tell whether enough is known for a total and a grade: dimensions, bands, pass mark."""
        return bool(self.dimensions and self.grades) and self.passing is not None

    @property
    def pass_mark(self) -> Decimal:
        """Total (0–100) from which an agency passes. Raises ValueError where `scored` is false."""
        if self.passing is None:
            raise ValueError(self.year)
        return self.passing

    @property
    def conditions_certain(self) -> bool:
        """Tell whether the grades' conditions by dimension were in force; of 2566 nobody has found out."""
        stated = self.sources.get("grade_conditions")
        return stated is None or stated.status != "unknown"

    def requires(self, grade: Grade) -> bool:
        """Tell whether a document may state that the grade asks something of each dimension."""
        return grade.every is not None and grade.every_certain and self.conditions_certain

    @property
    def items(self) -> tuple[Item, ...]:
        """Known open data items, in the order of their numbers."""
        grouped = [item for group in self.subindicators for item in group.items]
        return tuple(sorted((*grouped, *self.ungrouped), key=_place_in_list))

    def groups(self, no: int) -> tuple[Subindicator, ...]:
        """Return all sub-indicators of an indicator; empty unless it is known of every item where it belongs."""
        return (
            ()
            if self.ungrouped or self.partial
            else tuple(subindicator for subindicator in self.subindicators if subindicator.indicator == no)
        )

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        return tuple(indicator for dimension in self.dimensions for indicator in dimension.indicators)

    def indicator(self, no: int) -> Indicator:
        return next(indicator for indicator in self.indicators if indicator.no == no)

    def dimension(self, code: str) -> Dimension:
        return next(dimension for dimension in self.dimensions if dimension.code == code)


def _place_in_list(item: Item) -> tuple[int, str]:
    number = "".join(filter(str.isdigit, item.code))
    return (int(number or 0), item.code)
