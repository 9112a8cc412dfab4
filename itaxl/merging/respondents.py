"""Number of people who answered each survey, where it is known of every division and gives no small group away."""

from collections.abc import Iterator
from typing import cast

import pandas as pd

from itaxl.agency.settings import Agency
from itaxl.merging.small_groups import OPEN_DATA, Hidden


def respondents(rows: pd.DataFrame, hidden: Hidden, agency: Agency) -> dict[str, int]:
    """Return the people who answered by dimension, out of `own_scores.answered`.

    Of a division count those of its most answered indicator. A number is left out where a mean of the dimension is not
    shown, or where the divisions that are not shown by name would together be a small group.
    """
    return dict(_counted(rows, hidden, agency))


def _counted(rows: pd.DataFrame, hidden: Hidden, agency: Agency) -> Iterator[tuple[str, int]]:
    unshown = {division for division, _ in hidden.pairs}
    for key, group in rows[rows["dimension"] != OPEN_DATA].groupby("dimension", sort=True):
        few = hidden.means & {int(code) for code in group["code"]}
        if few or group["respondents"].isna().any():
            continue
        people = cast("pd.Series[int]", group.groupby("division")["respondents"].max())
        aside = sum(int(count) for division, count in people.items() if division in unshown)
        if int(people.sum()) >= agency.small_group and not 0 < aside < agency.small_group:
            yield str(key), int(people.sum())
