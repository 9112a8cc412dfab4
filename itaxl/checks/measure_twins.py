"""Find measures that are two by a sign or a lost letter alone."""

import re
from collections.abc import Iterator

from itaxl.agency import register
from itaxl.checks.context import Whole
from itaxl.findings import Finding, Place, finding, shortened
from itaxl.forms import layout
from itaxl.forms.identity import PLAN
from itaxl.thai import sara_am

_SIGN = "[^0-9a-z\u0e01-\u0e3a\u0e40-\u0e4e]+"  # of a normalised text: bullets, brackets, full stops
_SIGNS = re.compile(f"(?<![0-9]){_SIGN}|{_SIGN}(?![0-9])")  # not the point in 1.5
_SHOWN = 120


def differ_in_signs(whole: Whole) -> Iterator[Finding]:
    """Ask about measures of an indicator that read the same but for signs or a lost ring: each has its own code."""
    first: dict[tuple[int, str], str] = {}
    told: set[str] = set()
    for text, indicator, place in _planned(whole):
        key = register.key(indicator, text)
        letters = _SIGNS.sub("", sara_am.ringless(key.partition("|")[2]))
        other = first.setdefault((indicator, letters), text)
        if letters and register.key(indicator, other) != key and key not in told:
            told.add(key)
            yield finding("X490", place, shortened(text, _SHOWN), other=shortened(other, _SHOWN))


def _planned(whole: Whole) -> Iterator[tuple[str, int, Place]]:
    """Yield each measure of the plans with its indicator and its cell."""
    for submission in whole.merged.kept:
        for row in submission.measures if submission.identity.round == PLAN else ():
            if row.indicator and row.measure:
                place = submission.place(layout.MEASURES_KEY, row.row, "measure")
                yield row.measure, row.indicator, place
