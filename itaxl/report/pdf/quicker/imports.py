"""Modules that are imported with the first call of one of their functions."""

import contextlib
import sys
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import Any

# A third of the time of WeasyPrint's import: it calls them for variable fonts, and where HarfBuzz cannot cut fonts.
RARELY_CALLED = ("fontTools.subset", "fontTools.varLib.instancer")


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
