"""Score open data items: their indicator, the total, and what mending one would bring.

The rule was derived for 2564, where every published score of indicators 9 and 10 fits it: an item is worth 0 or 100, a
sub-indicator is the share of its items that passed, an indicator the plain mean of its sub-indicators. Whether the NACC
gives part of an item's worth is unknown. So what follows from the rule is offered where it is known of every item to
which sub-indicator it belongs, and nowhere else.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache

from itaxl.instrument.model import Instrument, Item, Subindicator
from itaxl.instrument.scoring import mean, rounded


def subindicator_score(passed: Mapping[str, bool], group: Subindicator) -> Fraction | None:
    """Return the share (0–100) of a group's items that passed, by code; None where one is not answered."""
    codes = [item.code for item in group.items]
    if not all(code in passed for code in codes):
        return None
    return Fraction(100 * sum(passed[code] for code in codes), len(codes))


def indicator_score(passed: Mapping[str, bool], no: int, instrument: Instrument) -> Fraction | None:
    """Return the score (0–100) of an open data indicator from its items; None where groups or an item are unknown."""
    scores = [subindicator_score(passed, group) for group in instrument.groups(no)]
    known_scores = [score for score in scores if score is not None]
    return mean(known_scores) if len(known_scores) == len(scores) else None


def reachable(score: Fraction | Decimal, no: int, instrument: Instrument) -> bool | None:
    """Tell whether whole items can give an indicator's score, as published with two decimals; None where unknown.

    In 2564 they can give 74.48 in indicator 9, but not 72.73, which would be 24 of its 33 items counted alike.
    """
    sizes = tuple(len(group.items) for group in instrument.groups(no))
    return rounded(score) in _reachable(sizes) if sizes else None


@cache
def _reachable(sizes: tuple[int, ...]) -> frozenset[Decimal]:
    """Return every score, to two decimals, that groups of these sizes can give: some thousands for five groups."""
    sums = {Fraction()}
    for size in sizes:
        shares = [Fraction(100 * passed, size * len(sizes)) for passed in range(size + 1)]
        sums = {sum_ + share for sum_ in sums for share in shares}
    return frozenset(map(rounded, sums))


def gain(code: str, instrument: Instrument) -> Fraction | None:
    """Return what an item that is missing today would add to the total (0–100); None where its worth is unknown.

    In 2564: 0.44 an item of 9.1, 1.00 one of 9.4, 5.00 each of O42 and O43. Gains of several items add up.
    """
    for group in instrument.subindicators:
        if code not in {item.code for item in group.items}:
            continue
        groups = instrument.groups(group.indicator)
        if not groups or not instrument.scored:
            return None
        dimension = instrument.dimension(instrument.indicator(group.indicator).dimension)
        share = Fraction(1, len(group.items) * len(groups) * len(dimension.indicators))
        return share * Fraction(dimension.weight)
    return None


def missed(passed: Mapping[str, bool], instrument: Instrument) -> tuple[tuple[Item, Fraction | None], ...]:
    """Return the items that did not pass, each with its gain: the greatest first, then as the list has them."""
    failed = [
        (item, gain(item.code, instrument)) for item in instrument.items if passed.get(item.code) is False
    ]
    return tuple(sorted(failed, key=lambda pair: -(pair[1] or Fraction())))
