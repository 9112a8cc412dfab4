"""Grade a total and the dimensions' scores, and tell whether two published figures agree."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from itaxl import thai
from itaxl.instrument.model import Grade, Instrument
from itaxl.instrument.scoring import rounded

TOLERANCE = Decimal("0.01")  # what rounding to two decimals of published indicators can do to a total
_BEFORE_GRADE = re.compile("^(?:ผล(?:การ)?ประเมิน)?(?:อยู่ใน|เป็น|:)?(?:ระดับ|เกรด|grade)?:?")
Doubt = Literal["dimensions", "conditions"]


@dataclass(frozen=True)
class Graded:
    """Grades that a total may have, best first; where there are several, `doubt` says why.

    `dimensions`: a score that a condition asks for is unknown; `conditions`: it is unknown whether the year had the
    conditions. The text of a doubt is `doubt.<it>` of the catalogue `instruments`.
    """

    possible: tuple[Grade, ...]
    doubt: Doubt | None = None

    @property
    def grade(self) -> Grade | None:
        """Grade where it is certain."""
        return self.possible[0] if len(self.possible) == 1 else None


def graded(
    total: Fraction | Decimal,
    instrument: Instrument,
    dimensions: Mapping[str, Fraction | Decimal] | None = None,
) -> Graded:
    """Return the grades that a total (0–100) may have. `scores` (0–100): of the dimensions that are known, by code.

    Total and scores are taken as they are published, rounded to two decimals. Bands to 2565: as published for 2565;
    every known result of 2562 to 2564 fits them, and so do the 39 units of an internal assessment of 2563. From 2566
    on the best grades ask for a score of every dimension besides: ผ่านดี, as the NACC explained a case of 2568;
    ผ่านดีเยี่ยม, as one university's program has it. Raises ValueError for a total outside 0–100.
    """
    shown = rounded(total)
    if not 0 <= shown <= 100:
        raise ValueError(total)
    possible: list[Grade] = []
    doubt: Doubt | None = None
    for band in (band for band in instrument.grades if shown >= band.lower):
        met = _met(band, instrument, dimensions or {})
        if met is False and instrument.conditions_certain:
            continue
        possible.append(band)
        if met:
            break
        doubt = doubt or ("dimensions" if met is None else "conditions")
    return Graded(tuple(possible), doubt)


def grade(
    total: Fraction | Decimal,
    instrument: Instrument,
    dimensions: Mapping[str, Fraction | Decimal] | None = None,
) -> Grade | None:
    """Return the grade of a total where it is certain (see `graded`)."""
    return graded(total, instrument, dimensions).grade


def _met(band: Grade, instrument: Instrument, scores: Mapping[str, Fraction | Decimal]) -> bool | None:
    """Tell whether every dimension reaches what the band asks of each; None where an unknown one decides."""
    if band.every is None:
        return True
    if short_of(band, scores):
        return False
    return True if all(dimension.code in scores for dimension in instrument.dimensions) else None


def short_of(band: Grade, scores: Mapping[str, Fraction | Decimal]) -> tuple[str, ...]:
    """Return the dimensions whose known score is less than the band asks of each."""
    every = band.every or 0
    return tuple(code for code, score in scores.items() if rounded(score) < every)


def withheld(grade: Grade, total: Fraction | Decimal, instrument: Instrument) -> Grade | None:
    """Return the better grade that the total alone would have, where a condition by dimension withholds it."""
    better = instrument.grades[: instrument.grades.index(grade)]
    return next((band for band in reversed(better) if rounded(total) >= band.lower), None)


def named(text: str, instrument: Instrument) -> Grade | None:
    """Return the grade that a person wrote: " aa", "ระดับ A", "เกรด A"; None where the year has none of that name."""
    name = _BEFORE_GRADE.sub("", thai.key(text), count=1)
    return next((band for band in instrument.grades if thai.key(band.grade) == name), None)


def agree(stated: Fraction | Decimal, computed: Fraction | Decimal) -> bool:
    """Tell whether a published total is what comes out, as far as two published decimals can tell."""
    return abs(rounded(stated) - rounded(computed)) <= TOLERANCE
