"""From a total to its grade, and whether two published figures agree."""

from decimal import Decimal
from fractions import Fraction

from itaxl import thai
from itaxl.instrument.model import Grade, Instrument
from itaxl.instrument.scoring import rounded

TOLERANCE = Decimal("0.01")  # what rounding to two decimals of published indicators can do to a total


def grade(total: Fraction | Decimal, instrument: Instrument) -> Grade:
    """The band in which a total (0–100) lies, after it was rounded to two decimals as it is published.

    The bands are those published for 2565; every known result of 2562 to 2564 fits them, and so do the 39
    units of an internal assessment of 2563. Raises ValueError outside 0–100.
    """
    shown = rounded(total)
    if not 0 <= shown <= 100:
        raise ValueError(total)
    return next(band for band in instrument.grades if shown >= band.lower)


def named(text: str, instrument: Instrument) -> Grade | None:
    """The grade that a person wrote: " aa", "ระดับ A"; None where the instrument has none of that name."""
    wanted = thai.key(text).removeprefix("ระดับ")
    return next((band for band in instrument.grades if thai.key(band.grade) == wanted), None)


def agree(stated: Fraction | Decimal, computed: Fraction | Decimal) -> bool:
    """Whether a published total is what comes out, as far as two published decimals can tell."""
    return abs(rounded(stated) - rounded(computed)) <= TOLERANCE
