"""Choice of scores that are not shown: by name small groups, groups of unknown size, and any that gives one away.

Before anything was announced the agency's score is the mean of its divisions'. One that too few people gave is not
shown at all, nor one that together with what was published before would give the score of a small group.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from itaxl.agency.settings import Agency
from itaxl.agency.shown_before import Figure, Part, Shown
from itaxl.findings import NOWHERE, Finding, finding
from itaxl.instrument.scoring import as_fraction
from itaxl.merging import differences, frames
from itaxl.merging.frames import Row

Pair = tuple[str, str]  # id of a division, number of an indicator as text
OPEN_DATA = "OIT"  # nobody answers it


@dataclass(frozen=True)
class Hidden:
    """Scores that are not shown.

    `pairs`: divisions' scores by name; `beside`: those of them that enough people gave; `few` and `earlier`: indicators
    whose mean rests on too few people, or would give one away beside what was published before. `figures`: all that
    was published of an indicator and is now. `unjudged`: those whose earlier mean is of too many divisions to be tried.
    """

    pairs: frozenset[Pair] = frozenset()
    beside: frozenset[Pair] = frozenset()
    few: frozenset[int] = frozenset()
    earlier: frozenset[int] = frozenset()
    figures: Mapping[int, frozenset[Figure]] = field(default_factory=dict)
    unjudged: frozenset[int] = frozenset()

    @property
    def means(self) -> frozenset[int]:
        """Indicators of which the agency has no score to show."""
        return self.few | self.earlier


def small(respondents: object, agency: Agency) -> bool:
    """Tell whether so few answered that the answers could be known as a person's."""
    return bool(pd.notna(respondents)) and int(respondents) < agency.small_group  # type: ignore[call-overload]


def groups(rows: pd.DataFrame, agency: Agency) -> frozenset[Pair]:
    """Return the scores of too few people or of an unknown number, out of `own_scores.answered`."""
    return frozenset((row["division"], row["code"]) for row in frames.rows(rows) if _unnamed(row, agency))


def hidden(
    rows: pd.DataFrame, agency: Agency, announced: Collection[int], shown: Shown | None = None
) -> Hidden:
    """Return what is not shown of the rows that make the agency's scores (`own_scores.answered`).

    `announced`: indicators whose mean is not shown anyway; `shown`: what was published before.
    """
    small_ones, before = groups(rows, agency), shown or Shown()
    pairs, few, earlier, unjudged = set(small_ones), set(), set(), set()
    figures = dict(before.figures)
    for key, frame in rows.groupby("code", sort=True):
        no, group = int(str(key)), frames.rows(frame)
        own = {pair for pair in small_ones if pair[1] == str(key)}
        mean = no not in announced
        if mean and _too_few(group, agency):
            few.add(no)
            mean = False
        if mean:
            own |= set(_more(group, own, agency))
        if group[0]["dimension"] != OPEN_DATA and agency.small_group:
            mean_before = mean
            if own and differences.beyond((seen for seen in before.seen if seen.no == no), group):
                unjudged.add(no)
            own, mean, published = _against_earlier(no, group, own, mean, before, agency)
            figures[no] = published
            if mean_before and not mean:
                earlier.add(no)
        pairs |= own
    figures_made = {no: group for no, group in figures.items() if group}
    return Hidden(
        frozenset(pairs),
        frozenset(pairs - small_ones),
        frozenset(few),
        frozenset(earlier),
        figures_made,
        frozenset(unjudged),
    )


def _unnamed(row: Row, agency: Agency) -> bool:
    if row["dimension"] == OPEN_DATA or not agency.small_group:
        return False
    return bool(pd.isna(row["respondents"])) or small(row["respondents"], agency)


def _too_few(rows: Iterable[Row], agency: Agency) -> bool:
    """Tell whether all together are known to be fewer than a group must have."""
    counts = [row["respondents"] for row in rows if row["dimension"] != OPEN_DATA]
    return bool(counts) and all(pd.notna(count) for count in counts) and small(sum(map(int, counts)), agency)


def _more(rows: Sequence[Row], hidden: Collection[Pair], agency: Agency) -> Iterator[Pair]:
    """Hold back as many more divisions of an indicator as a group must have, the smallest first.

    Where the agency's score is the mean of its divisions', one small group could be had from the mean and the others.
    """
    few = [row for row in rows if (row["division"], row["code"]) in hidden]
    people = sum(_people(row) for row in few if _people(row) > 0)
    for row in _smallest_first(rows, hidden, agency) if few else ():
        if people >= agency.small_group:
            return
        people += _people(row)
        yield row["division"], row["code"]


def _smallest_first(rows: Iterable[Row], hidden: Collection[Pair], agency: Agency) -> list[Row]:
    """Return the rows that are shown by name; of equal size in the agency's order of divisions."""
    order = [division.id for division in agency.divisions]
    others = [row for row in rows if (row["division"], row["code"]) not in hidden]
    return sorted(
        others,
        key=lambda row: (_people(row), order.index(row["division"]) if row["division"] in order else -1),
    )


def _people(row: Row) -> int:
    return -1 if pd.isna(row["respondents"]) else int(row["respondents"])


def _against_earlier(
    no: int, rows: Sequence[Row], own: set[Pair], mean: bool, before: Shown, agency: Agency
) -> tuple[set[Pair], bool, frozenset[Figure]]:
    """Return who is not shown by name, whether the mean is, and all figures, so that nothing earlier gives one away.

    First more divisions are held back, then the mean.
    """
    parts = {
        (row["division"], row["code"]): Part(row["division"], 1, _people(row), as_fraction(row["score"]))
        for row in rows
    }
    past = frozenset(before.figures.get(no, frozenset())) | frozenset(
        differences.possible((seen for seen in before.seen if seen.no == no), tuple(parts.values()))
    )
    named = [(row["division"], row["code"]) for row in _smallest_first(rows, own, agency)]
    now: frozenset[Figure] = frozenset()
    for with_mean in (True, False) if mean else (False,):
        for held in range(len(named) + 1):
            now = frozenset((parts[pair],) for pair in named[held:])
            now |= {differences.figure(parts.values())} if with_mean else frozenset()
            if not past or not differences.gives_away(past, now, agency.small_group):
                return own | set(named[:held]), with_mean, past | now
    return own | set(named), False, past


def findings_about(hidden: Hidden, agency: Agency) -> Iterator[Finding]:
    """Note each division whose scores are held back for another's sake, and each indicator without a mean to show."""
    limit = agency.small_group
    for division in agency.divisions:
        codes = sorted(int(code) for id, code in hidden.beside if id == division.id)
        if codes:
            named = ", ".join(map(str, codes))
            yield finding("X424", NOWHERE, named, division=division.name, indicators=named, limit=limit)
    for code, numbers in (("X461", hidden.few), ("X462", hidden.earlier), ("X478", hidden.unjudged)):
        if numbers:
            named = ", ".join(map(str, sorted(numbers)))
            yield finding(code, NOWHERE, named, indicators=named, limit=limit)
