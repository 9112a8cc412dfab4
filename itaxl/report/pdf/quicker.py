"""Spare WeasyPrint what it does for nothing. Each change leaves the pages as they are, and may go without harm."""

import contextlib
import sys
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import Any

# A third of the time of WeasyPrint's import: it calls them for variable fonts, and where HarfBuzz cannot cut fonts.
RARELY_CALLED = ("fontTools.subset", "fontTools.varLib.instancer")
_FITTING = ("inline", "float", "absolute")  # modules of the layout that fit a box to its content


class _Later(ModuleType):
    """Module that is imported once one of its functions is called."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return partial(_call, self.__name__, name)


def _call(module: str, name: str, *given: Any, **named: Any) -> Any:
    return getattr(import_module(module), name)(*given, **named)


@contextlib.contextmanager
def imported_later(*names: str) -> Iterator[None]:
    """Have whoever imports these modules get them without their code, until it is called."""
    missing = {name: _Later(name) for name in names if name not in sys.modules}
    sys.modules |= missing
    try:
        yield
    finally:
        for name in missing:
            del sys.modules[name]


def fit_quicker() -> None:
    """Have a box that has room for its whole content not be measured word by word; calling again changes nothing."""
    for name in _FITTING:
        module: Any = import_module(f"weasyprint.layout.{name}")
        module.shrink_to_fit = shrink_to_fit


def shrink_to_fit(context: Any, box: Any, available: float) -> float:
    """Return what WeasyPrint's own function of this name does: the width of a box between its least and its most."""
    from weasyprint.layout import preferred  # noqa: PLC0415

    most: float = preferred.max_content_width(context, box, outer=False)
    if most <= available:
        return most
    least: float = preferred.min_content_width(context, box, outer=False)
    return min(max(least, available), most)
