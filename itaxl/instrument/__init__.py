"""Instruments: ITA in a year as data (`years/*.toml`), and the arithmetic that goes with it."""

from itaxl.instrument.loading import known_years, load, publication, scheme
from itaxl.instrument.model import Instrument

__all__ = ["Instrument", "known_years", "load", "publication", "scheme"]
