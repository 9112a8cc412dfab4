"""Search for figures published at different times that together give away a score of too few people."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations, product

from itaxl.agency.shown_before import Figure, Part, Seen
from itaxl.instrument.scoring import rounded

MOST_TRIED = 12  # divisions of which all combinations are tried; of more, each alone
LARGEST_SET = 3
PLACES = 6  # decimals of data.json

Version = tuple[str, Fraction]  # a division's score, as it was at a time


def gives_away(before: Collection[Figure], now: Collection[Figure], limit: int) -> bool:
    """Tell whether both together give the scores of fewer than `limit` people, which neither gives alone."""
    together = {*before, *now}
    return any(
        _gives(together, group) and not _gives(now, group) and not _gives(before, group)
        for group in _groups(together, limit)
    )


def possible(seen: Iterable[Seen], rows: Sequence[Part]) -> Iterator[Figure]:
    """Yield the figures that published ones can be, as far as today's scores give them."""
    for figures in seen:
        for row in rows:
            if row.division in figures.named and rounded(row.score, PLACES) == figures.named[row.division]:
                yield (Part(row.division, 1, row.people, row.score),)
        if figures.mean is not None and len(rows) <= MOST_TRIED:
            yield from _means(figures.mean, rows)


def beyond(seen: Iterable[Seen], rows: Collection[object]) -> bool:
    """Tell whether a published mean cannot be taken apart, because it may be of any of too many divisions."""
    return len(rows) > MOST_TRIED and any(figures.mean is not None for figures in seen)


def _means(mean: Fraction, rows: Sequence[Part]) -> Iterator[Figure]:
    for size in range(1, len(rows) + 1):
        for parts in combinations(rows, size):
            weighted = figure(parts)
            weight = sum(part.weight for part in weighted)
            value = (
                sum((part.score * part.weight for part in weighted), Fraction()) / weight if weight else None
            )
            if value is not None and rounded(value, PLACES) == mean:
                yield weighted


def figure(parts: Iterable[Part]) -> Figure:
    """Return the mean of parts: weighted by people where all are known, else plain, as `merged_scores` makes it."""
    group = tuple(parts)
    weighted = all(part.people >= 0 for part in group) and sum(part.people for part in group) > 0
    return tuple(
        sorted(Part(part.division, part.people if weighted else 1, part.people, part.score) for part in group)
    )


def _groups(figures: Iterable[Figure], limit: int) -> Iterator[frozenset[Version]]:
    """Yield sets of divisions' scores behind which stand fewer people than `limit`; unknown ones count as few."""
    people: dict[str, int] = {}
    versions: dict[str, set[Version]] = {}
    for part in (part for parts in figures for part in parts):
        people[part.division] = max(people.get(part.division, -1), part.people)
        versions.setdefault(part.division, set()).add((part.division, part.score))
    few = sorted(division for division, count in people.items() if count < limit)
    for size in range(1, (LARGEST_SET if len(few) <= MOST_TRIED else 1) + 1):
        for group in combinations(few, size):
            if sum(max(people[division], 0) for division in group) < limit:
                yield from map(frozenset, product(*(sorted(versions[division]) for division in group)))


def _gives(figures: Iterable[Figure], group: Collection[Version]) -> bool:
    """Tell whether a combination of the figures is made of scores of the group alone."""
    rows = [
        {(part.division, part.score): Fraction(part.weight) for part in parts if part.weight}
        for parts in figures
    ]
    outside = [{key: weight for key, weight in row.items() if key not in group} for row in rows]
    return _rank(outside) < _rank(rows)


def _rank(rows: Iterable[dict[Version, Fraction]]) -> int:
    """Return how many rows are independent, by elimination in exact fractions."""
    pivots: dict[Version, dict[Version, Fraction]] = {}
    for source in rows:
        row = {key: value for key, value in source.items() if value}
        while row:
            key = min(row)
            if key not in pivots:
                pivots[key] = row
                break
            factor = row[key] / pivots[key][key]
            keys = row.keys() | pivots[key].keys()
            row = {
                other: value
                for other in keys
                if (value := row.get(other, Fraction()) - factor * pivots[key].get(other, Fraction()))
            }
    return len(pivots)
