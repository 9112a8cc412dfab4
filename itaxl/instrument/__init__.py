"""Instruments: ITA in a year as data (`years/*.toml`), and the arithmetic that goes with it."""

from itaxl.instrument.loading import is_known, known_years, load, publication, scheme
from itaxl.instrument.model import Instrument

__all__ = ["Instrument", "is_known", "known_years", "load", "publication", "scheme"]
