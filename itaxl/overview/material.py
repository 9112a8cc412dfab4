"""Material of an overview in one language: its figures, its words, and where each agency's own site is."""

import os
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from itaxl.agency.settings import Agency
from itaxl.errors import UnknownYearError, WrongUseError
from itaxl.instrument import load
from itaxl.instrument.model import Instrument
from itaxl.overview.figures import IndicatorMeans, Overview
from itaxl.overview.posted import Posted
from itaxl.report.views.wording import Style, Wording
from itaxl.texts import Lang, Texts


@dataclass(frozen=True)
class Material:
    """Figures and words of an overview.

    `say`: its own texts; `common`: those that it shares with the agencies' documents. `base`: folder of the page that
    links to the agencies' sites, None where a page links to nothing outside itself.
    """

    overview: Overview
    province: Agency
    instrument: Instrument | None
    lang: Lang
    day: date | None
    style: Style
    say: Wording
    common: Wording
    base: Path | None = None

    @classmethod
    def of(cls, overview: Overview, province: Agency, lang: Lang, day: date | None) -> "Material":
        style = Style.of(province, lang)
        places = {
            "province": province.name,
            "year": style.year(overview.year),
            "previous_year": style.year(overview.year - 1),
            "next_year": style.year(overview.year + 1),
            "pass_mark": style.amount(overview.pass_mark),
            "agencies": style.count(len(overview.rows)),
            "scored": style.count(len(overview.scored)),
            "missing": style.count(len(overview.missing)),
            "mean": style.score(overview.mean),
            "passed": style.count(overview.passed),
            "measures": style.count(overview.measures),
            "late": style.count(overview.late),
        }
        say, common = (Wording(Texts(name, lang), style, places) for name in ("overview", "document"))
        return cls(overview, province, instrument(overview.year), lang, day, style, say, common)

    def linking(self, base: Path) -> "Material":
        """Return the same for a page in the folder `base`."""
        return replace(self, base=base)

    def site(self, row: Posted) -> str:
        """Return the relative address of an agency's own site; blank where there is none, or nothing is linked."""
        if self.base is None or row.site is None:
            return ""
        try:
            return quote(Path(os.path.relpath(row.site, self.base)).as_posix())
        except ValueError:  # another drive
            return ""

    def indicator(self, part: IndicatorMeans) -> str:
        """Return the name of an indicator; in English only where it is the one that the year has under its number."""
        return self._names.get((part.no, part.name)) or self.style.text(part.name)

    def numbered(self, part: IndicatorMeans) -> str:
        """Return the name of an indicator with its number before it."""
        return self.common("word.numbered", n=self.style.count(part.no), text=self.indicator(part))

    @cached_property
    def _names(self) -> dict[tuple[int, str], str]:
        parts = self.instrument.indicators if self.instrument else ()
        return {(part.no, part.name.th): self.style.text(part.good[self.lang]) for part in parts}

    def percent(self, part: int, whole: int) -> str:
        """Return a share of a number as it is printed, in percent."""
        return self.style.percent(Fraction(100 * part, whole) if whole else None)


def instrument(year: int) -> Instrument | None:
    """Return the year's instrument; None where too little is known of the year."""
    try:
        return load(year)
    except (UnknownYearError, WrongUseError):
        return None
