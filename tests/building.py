"""Workbooks that each worker of the tests builds and fills in once: equal orders give equal bytes.

`tests/forms`, which holds that they do, builds its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import pytest

from itaxl.agency.settings import Agency
from itaxl.assessment import Measure
from itaxl.forms import build
from itaxl.forms.identity import Identity
from itaxl.instrument.bank import Bank
from itaxl.instrument.model import Instrument

P = ParamSpec("P")


def once(make: Callable[P, bytes]) -> Callable[P, bytes]:
    """Make bytes once for arguments that show the same of themselves."""
    made: dict[str, bytes] = {}

    @wraps(make)
    def kept(*args: P.args, **options: P.kwargs) -> bytes:
        order = repr((args, options))
        if order not in made:
            made[order] = make(*args, **options)
        return made[order]

    return kept


_built = once(build.build)


def built(
    instrument: Instrument,
    identity: Identity,
    agency: Agency | None = None,
    measures: Sequence[Measure] = (),
    suggested: Bank | None = None,
) -> bytes:
    """Return what `build` makes of the same; in which folder the agency lies is nothing to a workbook."""
    anywhere = agency and replace(agency, folder=Path())
    return _built(instrument, identity, anywhere, tuple(measures), suggested)


@pytest.fixture
def built_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands send out workbooks that may have been built before."""
    monkeypatch.setattr("itaxl.forms.build.build", built)
    monkeypatch.setattr("itaxl.sending.reminders.build", built)
