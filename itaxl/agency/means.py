"""Means of the country and the province that an agency types to set its own scores beside: `[means.2562.national]`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from itaxl.agency import folders
from itaxl.agency.section import Section
from itaxl.errors import WrongUseError
from itaxl.instrument.model import DIMENSIONS
from itaxl.instrument.scoring import as_fraction

Area = Literal["national", "province"]
AREAS: tuple[Area, ...] = ("national", "province")
TOTAL = "total"
_INDICATORS = {f"i{no}": no for no in range(1, 11)}


@dataclass(frozen=True)
class Mean:
    """Means of one year: `figures` (0–100) by `total`, code of a dimension, or number of an indicator as text."""

    area: Area
    source: str
    figures: Mapping[str, Fraction]


def read(section: Section) -> dict[int, tuple[Mean, ...]]:
    """Return the means by year. Raises WrongUseError, naming the key, for what does not fit."""
    means: dict[int, tuple[Mean, ...]] = {}
    for year in section.table:
        if not folders.is_year(year):
            raise WrongUseError("settings.year", key=section.path(year))
        means[int(year)] = tuple(_of_year(section.section(year)))
    return means


def _of_year(section: Section) -> Iterator[Mean]:
    for area in AREAS:
        if area in section.table:
            yield _mean(area, section.section(area))
    section.close()


def _mean(area: Area, section: Section) -> Mean:
    names = {
        TOTAL: TOTAL,
        **{code: code for code in DIMENSIONS},
        **{key: str(no) for key, no in _INDICATORS.items()},
    }
    figures = {
        name: as_fraction(section.number(key, 0, 0, 100))
        for key, name in names.items()
        if key in section.table
    }
    source = section.text("source")
    allowed = {*section.taken, *names}
    for key in section.table:
        if key not in allowed:
            raise WrongUseError(
                "settings.unknown", key=section.path(key), known=", ".join(("source", *names))
            )
    if not source:
        raise WrongUseError("settings.required", key=section.path("source"))
    return Mean(area, source, figures)
