"""Whose scores are not shown by name: small groups, and whoever would give a small group away."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, cast

import pandas as pd

from itaxl.agency.settings import Agency
from itaxl.findings import NOWHERE, Finding, finding

Pair = tuple[str, str]  # id of a division, number of an indicator as text


def small(respondents: object, agency: Agency) -> bool:
    """Tell whether so few answered that the answers could be known as a person's."""
    return bool(pd.notna(respondents)) and int(respondents) < agency.small_group  # type: ignore[call-overload]


def groups(rows: pd.DataFrame, agency: Agency) -> frozenset[Pair]:
    """Return the scores of too few people, out of the rows that make the agency's (`own_scores.answered`)."""
    return frozenset(
        (row["division"], row["code"])
        for row in cast(list[dict[str, Any]], rows.to_dict("records"))
        if small(row["respondents"], agency)
    )


def beside(rows: pd.DataFrame, agency: Agency, announced: Collection[int]) -> frozenset[Pair]:
    """Scores that are held back though enough people gave them.

    Where the agency's score is the mean of its divisions', one small group could be had from the mean and the others.
    So the next smallest are held back too, until as many people stand behind what is hidden as a group must have.
    Of an indicator whose score was `announced` the mean is not shown, and nothing more is held back.
    """
    hidden = groups(rows, agency)
    found: set[Pair] = set()
    for code, group in rows.groupby("code", sort=True):
        if int(str(code)) not in announced:
            found |= set(_more(cast(list[dict[str, Any]], group.to_dict("records")), hidden, agency))
    return frozenset(found)


def _more(rows: Sequence[dict[str, Any]], hidden: Collection[Pair], agency: Agency) -> Iterator[Pair]:
    """Hold back one more division of an indicator; one without respondents comes last, and is enough."""
    few = [row for row in rows if (row["division"], row["code"]) in hidden]
    people = sum(int(row["respondents"]) for row in few)
    others = [row for row in rows if row not in few]
    order = [division.id for division in agency.divisions]

    def size(row: dict[str, Any]) -> tuple[bool, int, int]:
        unknown = bool(pd.isna(row["respondents"]))
        place = order.index(row["division"]) if row["division"] in order else -1
        return unknown, 0 if unknown else int(row["respondents"]), place

    for row in sorted(others, key=size) if few else ():
        if people >= agency.small_group:
            return
        people += agency.small_group if pd.isna(row["respondents"]) else int(row["respondents"])
        yield row["division"], row["code"]


def about(pairs: Collection[Pair], agency: Agency) -> Iterator[Finding]:
    """Note each division whose scores are held back for another's sake."""
    for division in agency.divisions:
        codes = sorted(int(code) for id, code in pairs if id == division.id)
        if codes:
            named = ", ".join(map(str, codes))
            limit = agency.small_group
            yield finding("X424", NOWHERE, named, division=division.name, indicators=named, limit=limit)
