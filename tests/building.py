"""Workbooks that are built and filled in once in a run of the tests, whichever process needs one first: equal orders
give equal bytes, which lie in the folder `BUILT`.

`tests/forms`, which holds that they do, builds its own.
"""

import hashlib
import os
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

BUILT = "TESTS_BUILT"  # variable of the environment that names the folder
P = ParamSpec("P")


def once(make: Callable[P, bytes]) -> Callable[P, bytes]:
    """Make bytes once for arguments that show the same of themselves."""
    made: dict[bytes, bytes] = {}

    @wraps(make)
    def kept(*args: P.args, **options: P.kwargs) -> bytes:
        order = hashlib.sha256(repr((args, options)).encode()).digest()
        if order not in made:
            made[order] = _shared(f"{make.__name__}-{order.hex()}", lambda: make(*args, **options))
        return made[order]

    return kept


def _shared(name: str, make: Callable[[], bytes]) -> bytes:
    """What another process of this run has made of the same, if there is a run."""
    folder = os.environ.get(BUILT)
    if not folder:
        return make()
    kept = Path(folder) / name
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        half = kept.with_suffix(f".{os.getpid()}")  # two processes may make the same at once
        half.write_bytes(make())
        half.replace(kept)
    return kept.read_bytes()


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
