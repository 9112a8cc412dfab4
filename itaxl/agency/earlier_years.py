"""Agency's earlier years, and what of two years may be set side by side."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal, TypeVar

from itaxl.agency import folders, leftovers
from itaxl.assessment import Previous, PreviousMeasure, YearResult
from itaxl.errors import UnknownYearError
from itaxl.files import content
from itaxl.instrument.loading import scheme
from itaxl.instrument.model import Instrument
from itaxl.instrument.scoring import as_fraction

SCHEMA = 2
READ = (1, SCHEMA)  # schemas of data files that are still read
DATA = "data.json"
Answer = Literal["same", "changed", "unknown"]
_Value = TypeVar("_Value")


def holds_anything(file: Path, year: int) -> bool:
    """Tell whether a year's data file holds a score or a measure."""
    result = year_result(file, year) if file.is_file() else None
    return result is not None and (result.total is not None or bool(result.indicators or result.measures))


def year_result(file: Path, year: int) -> YearResult | None:
    """Return a year out of its data file; None for a file that cannot be read or is of another year."""
    try:
        data = json.loads(content(file))
        if data["schema"] not in READ or data["year"] != year:
            return None
        grade = data["grade"]
        return YearResult(
            year,
            _score(data["total"]),
            _text(grade["announced"]) or _text(grade["computed"]),
            _scores(data["indicators"]),
            tuple(
                PreviousMeasure(str(measure["code"]), int(measure["indicator"]), str(measure["measure"]))
                for measure in data["measures"]
            ),
            {
                int(indicator["no"]): (str(indicator["dimension"]), str(indicator["name"]))
                for indicator in data["indicators"]
            },
            {str(dimension["code"]): _score(dimension["weight"]) for dimension in data["dimensions"]},
            items={str(item["code"]): item["passed"] is True for item in data.get("items", [])},
            questions=_questions(data.get("questions", [])),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return None


def _scores(indicators: Iterable[Mapping[str, Any]]) -> dict[int, Fraction]:
    scores = {int(indicator["no"]): _score(indicator["score"]) for indicator in indicators}
    return {no: score for no, score in scores.items() if score is not None}


def _questions(questions: Iterable[Mapping[str, Any]]) -> dict[str, Fraction]:
    scores = {str(question["code"]): _score(question["score"]) for question in questions}
    return {code: score for code, score in scores.items() if score is not None}


def _score(value: float | None) -> Fraction | None:
    """Read a score. Raises ValueError for what is none."""
    if value is None:
        return None
    score = as_fraction(value)
    if not 0 <= score <= 100:
        raise ValueError(value)
    return score


def _text(value: object) -> str | None:
    """Read a text or null. Raises TypeError for anything else."""
    if value is not None and not isinstance(value, str):
        raise TypeError(value)
    return value


@dataclass(frozen=True)
class Comparable:
    """Parts of two years that may be compared. `indicators`: numbers of those that are the same in both."""

    indicators: frozenset[int]
    totals: bool
    grades: Answer
    items: Answer  # the list of open data: the same items under the same numbers


@dataclass(frozen=True)
class Facts:
    """Facts of a year that decide what it can be compared with; whatever is empty is unknown.

    `indicators`: dimension and Thai name by number; `bands`: name, lower end and condition of each grade, and
    `certain` whether the conditions were in force; `items` and `questions`: code with Thai name or subject of all.
    """

    indicators: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    weights: Mapping[str, Fraction | None] = field(default_factory=dict)
    bands: tuple[tuple[str, Decimal, Decimal | None], ...] = ()
    certain: bool = True
    items: tuple[tuple[str, str], ...] = ()
    questions: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, scheme: Instrument) -> "Facts":
        """Return the facts that an instrument states."""
        return cls(
            {indicator.no: (indicator.dimension, indicator.name.th) for indicator in scheme.indicators},
            {dimension.code: Fraction(dimension.weight) for dimension in scheme.dimensions},
            tuple((grade.grade, grade.lower, grade.every) for grade in scheme.grades),
            scheme.conditions_certain,
            () if scheme.partial else tuple((item.code, item.name.th) for item in scheme.items),
            tuple((question.code, question.subject.th) for question in scheme.questions),
        )


def earlier(reports: Path, year: int) -> tuple[YearResult, ...]:
    """Return the years before `year` out of `reports/<year>/data.json`, the oldest first.

    A file that is broken, of another form or of another year than its folder is left out. Folders that a killed run
    left aside are put back first.
    """
    try:
        leftovers.mend(reports)
        names = [path.name for path in reports.iterdir() if folders.is_year(path.name)]
    except OSError:
        return ()
    results = (year_result(reports / name / DATA, int(name)) for name in sorted(names) if int(name) < year)
    return tuple(result for result in results if result)


def before(results: Iterable[YearResult], now: Instrument, own: Path | None = None) -> Previous | None:
    """Return the year right before that of `now`, with what can be compared; None where that is nothing.

    `own`: the agency's own instrument file, or none.
    """
    result = next((year for year in results if year.year == now.year - 1), None)
    if result is None:
        return None
    old, new = facts(result, own), Facts.of(now)
    both = comparable(old, new)
    scores = {no: score for no, score in result.indicators.items() if no in both.indicators}
    if not (scores or both.totals):
        return None
    measures = tuple(measure for measure in result.measures if measure.indicator in both.indicators)
    return Previous(
        result.year,
        result.total if both.totals else None,
        result.grade,
        scores,
        measures,
        items=_by_name(result.items, old.items, new.items),
        questions=_by_name(result.questions, old.questions, new.questions),
    )


def _by_name(
    values: Mapping[str, _Value], old: Iterable[tuple[str, str]], new: Iterable[tuple[str, str]]
) -> dict[str, _Value]:
    """Return the values of what has the same name in both years, by its code in the new one."""
    before = {name: values[code] for code, name in old if code in values}
    return {code: before[name] for code, name in new if name in before}


def facts(result: YearResult, own: Path | None = None) -> Facts:
    """Return the facts of an earlier year: by its scheme, else by what its own data file says.

    `own`: the agency's own instrument file, or none. Raises WrongUseError for one that cannot be used.
    """
    try:
        return Facts.of(scheme(result.year, own))
    except UnknownYearError:
        return Facts(result.named, result.weights)


def comparable(old: Facts, new: Facts) -> Comparable:
    """Return what is the same in both; what is not known of either cannot be compared."""
    same = frozenset(no for no, indicator in new.indicators.items() if old.indicators.get(no) == indicator)
    whole = bool(same) and len(same) == len(old.indicators) == len(new.indicators)
    return Comparable(
        same,
        whole and old.weights == new.weights,
        _answer(old.bands, new.bands, old.certain and new.certain),
        _answer(old.items, new.items),
    )


def _answer(old: tuple[object, ...], new: tuple[object, ...], certain: bool = True) -> Answer:
    if not (old and new):
        return "unknown"
    if old != new:
        return "changed"
    return "same" if certain else "unknown"
