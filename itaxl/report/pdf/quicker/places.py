"""Functions put in the place of WeasyPrint's, in all of its modules."""

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

Function = Callable[..., Any]


def original(name: str) -> Function:
    """Return a function as it was before any `replace`, by its module and name: `weasyprint.text.line_break:strut`."""
    module, _, attribute = name.partition(":")
    function: Function = getattr(import_module(module), attribute)
    return getattr(function, "__wrapped__", function)


def replace(name: str, new: Function) -> None:
    """Put a function in the place of the one of this name, wherever it was imported, unless that has been done."""
    module, _, attribute = name.partition(":")
    old = getattr(import_module(module), attribute)
    if old is not original(name):
        return
    new.__wrapped__ = old  # type: ignore[attr-defined]
    for user, names in [(user, vars(user)) for user in sys.modules.values()]:
        if user.__name__.startswith("weasyprint.") and names.get(attribute) is old:
            setattr(user, attribute, new)


def remembered(style: Any, name: str) -> dict[Any, Any]:
    """Return what is remembered under a name with a style, to be added to."""
    kept: dict[Any, Any] = vars(style).setdefault(f"itaxl_{name}", {})
    return kept
