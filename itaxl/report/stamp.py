"""The date in a PDF's metadata where the agency has set none: that of reproducible-builds.org, else none at all."""

import os
from collections.abc import Mapping
from datetime import UTC, date, datetime

VARIABLE = "SOURCE_DATE_EPOCH"


def stamped(day: date | None, environment: Mapping[str, str] = os.environ) -> date | None:
    """`day`, or the day (UTC) of the seconds in SOURCE_DATE_EPOCH; None where neither is given or it is no number.

    Only metadata take their date from here. What stands in a document comes from `[report] date` or `--date` alone.
    """
    seconds = environment.get(VARIABLE, "")
    if day or not (seconds.isascii() and seconds.isdigit()) or len(seconds) > 11:
        return day
    return datetime.fromtimestamp(int(seconds), UTC).date()
