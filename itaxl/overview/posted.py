"""Published `data.json` of an agency: read within bounds, checked, and refused as a whole where anything is wrong."""

import re
from codecs import BOM_UTF8
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

import msgspec

from itaxl import thai
from itaxl.agency import register
from itaxl.agency.earlier_years import READ
from itaxl.agency.own_documents import FOLLOWUPS
from itaxl.analysis.measure_state import MeasureState, judge
from itaxl.assessment import Measure, Plan, Progress
from itaxl.files import content
from itaxl.forms.layout import STATUSES

LARGEST = 32 << 20  # bytes of a data file
NAME = 300  # letters that are shown of a name
_PLACES = 12  # decimals of a number at most
_NO_GRADE = re.compile("[<>{}]")
_GRADE = 60  # letters of a grade; from 2566 on it is a few Thai words

Text = Annotated[str, msgspec.Meta(max_length=2000)]
CellText = Annotated[str, msgspec.Meta(max_length=32_767)]  # as long as a cell's text may be
Words = Annotated[list[Text], msgspec.Meta(max_length=500)]


class _Grade(msgspec.Struct):
    announced: Text | None = None
    computed: Text | None = None


class _Dimension(msgspec.Struct):
    code: Annotated[str, msgspec.Meta(max_length=20)]
    score: Decimal | None = None


class _Indicator(msgspec.Struct):
    no: Annotated[int, msgspec.Meta(ge=1, le=99)]
    name: Text
    score: Decimal | None = None
    previous: Decimal | None = None


class _Plan(msgspec.Struct):
    division: Text
    end: date | None = None


class _Report(msgspec.Struct):
    division: Text
    round: Text
    status: Text | None = None


class _Measure(msgspec.Struct):
    code: Text
    indicator: Annotated[int, msgspec.Meta(ge=1, le=99)]
    measure: CellText | None = None
    responsible: Words = []
    end: date | None = None
    plans: Annotated[list[_Plan], msgspec.Meta(max_length=500)] = []
    followup: Annotated[list[_Report], msgspec.Meta(max_length=1000)] = []


class _File(msgspec.Struct):
    schema: int
    year: int
    agency: Text
    grade: _Grade
    dimensions: Annotated[list[_Dimension], msgspec.Meta(max_length=20)]
    indicators: Annotated[list[_Indicator], msgspec.Meta(max_length=99)]
    measures: Annotated[list[_Measure], msgspec.Meta(max_length=5000)]
    judged: date | None = None  # schema 1 may lack it
    kind: Text | None = None
    district: Text | None = None
    source: Text | None = None
    total: Decimal | None = None


@dataclass(frozen=True)
class Indicator:
    """Indicator of an agency, with its score now and the year before."""

    name: str
    score: Fraction | None
    previous: Fraction | None


@dataclass(frozen=True)
class Chosen:
    """Measure that an agency has chosen. `key`: equal for the same measure of the same indicator, however typed."""

    indicator: int
    text: str
    key: str
    state: MeasureState


@dataclass(frozen=True)
class Posted:
    """Published result of an agency's year.

    `label`: its folder; `site`: start page of its own site, None if it has none. `reason`: why there is no result
    (`missing`, `unreadable`, `broken`, `year`, `total`), blank where there is one.
    """

    label: str
    site: Path | None = None
    reason: str = ""
    agency: str = ""
    kind: str = ""
    district: str = ""
    source: str = ""
    total: Fraction | None = None
    grade: str = ""
    dimensions: dict[str, Fraction | None] = field(default_factory=dict)
    indicators: dict[int, Indicator] = field(default_factory=dict)
    measures: tuple[Chosen, ...] = ()

    @property
    def name(self) -> str:
        return self.agency or self.label

    @property
    def done(self) -> int:
        return sum(measure.state.done for measure in self.measures)

    @property
    def late(self) -> int:
        return sum(measure.state.late for measure in self.measures)

    @cached_property
    def lowest(self) -> tuple[int, ...]:
        """Return the numbers of the indicators with the lowest score, all that tie."""
        scores = {no: part.score for no, part in self.indicators.items() if part.score is not None}
        least = min(scores.values(), default=None)
        return tuple(sorted(no for no, score in scores.items() if score == least))


def read(label: str, file: Path, year: int, site: Path | None = None) -> Posted:
    """Return what an agency has published of a year; a file that cannot be used gives its reason alone."""
    shown = _shown(label)
    try:
        data = msgspec.json.decode(content(file, LARGEST).removeprefix(BOM_UTF8), type=_File)
        return _posted(shown, site, data) if data.year == year else Posted(shown, reason="year")
    except FileNotFoundError:
        return Posted(shown, reason="missing")
    except OSError:
        return Posted(shown, reason="unreadable")
    except (msgspec.MsgspecError, ValueError, RecursionError, ArithmeticError):
        return Posted(shown, reason="broken")


def _posted(label: str, site: Path | None, data: _File) -> Posted:
    """Return the checked content of a file. Raises ValueError for what no merge writes."""
    grade = _shown(data.grade.announced or data.grade.computed or "")
    name = _shown(data.agency)
    once = (
        [part.no for part in data.indicators],
        [part.code for part in data.dimensions],
        [part.code for part in data.measures],
    )
    if data.schema not in READ or not name or any(len(set(codes)) < len(codes) for codes in once):
        raise ValueError(name)
    if len(grade) > _GRADE or _NO_GRADE.search(grade):
        raise ValueError(grade)
    total = _score(data.total)
    return Posted(
        label,
        site if site and site.is_file() else None,
        "" if total is not None else "total",
        name,
        _shown(data.kind or ""),
        _shown(data.district or ""),
        _shown(data.source or ""),
        total,
        grade,
        {part.code: _score(part.score) for part in data.dimensions},
        {
            part.no: Indicator(_shown(part.name), _score(part.score), _score(part.previous))
            for part in data.indicators
        },
        tuple(_chosen(measure, data.judged) for measure in data.measures),
    )


def _chosen(measure: _Measure, judged: date | None) -> Chosen:
    """Return a measure with its state; without a day on which lateness was judged it is not late."""
    text = _shown(measure.measure or "")
    key = register.key(measure.indicator, text)
    return Chosen(measure.indicator, text, key, judge(_measure(measure), judged or date.min))


def _measure(measure: _Measure) -> Measure:
    if any(report.round not in FOLLOWUPS for report in measure.followup):
        raise ValueError(measure.code)
    if any(report.status and report.status not in STATUSES for report in measure.followup):
        raise ValueError(measure.code)
    values: dict[str, Any] = {
        "code": measure.code,
        "indicator": measure.indicator,
        "responsible": tuple(dict.fromkeys(measure.responsible)),
        "end": measure.end,
    }
    return Measure(
        values,
        dimension="",
        followup=tuple(
            Progress({"status": report.status or ""}, report.division, report.round)
            for report in measure.followup
        ),
        plans=tuple(Plan({"end": plan.end}, plan.division) for plan in measure.plans),
    )


def _score(value: Decimal | None) -> Fraction | None:
    """Return a score as it stands there. Raises ValueError for what is none."""
    if value is None:
        return None
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -_PLACES or not 0 <= value <= 100:
        raise ValueError(value)
    return Fraction(value)


def _shown(text: str) -> str:
    """Return a name on one line, without what cannot be seen, no longer than a name is."""
    return " ".join(thai.printable(text).split())[:NAME]
