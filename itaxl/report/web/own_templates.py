"""Run templates that an agency may have replaced: they fill in pages, and can do nothing else.

An agency's folder may come by mail, so its templates are no more trusted than its workbooks.
"""

import ctypes
import re
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path, PurePath
from types import ModuleType
from typing import Any

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from itaxl.errors import ItaxlError, WrongUseError
from itaxl.files import is_special

SECONDS = 60  # for one page; the largest of ours takes a few
LONGEST = 1_000_000  # items or letters that a multiplication or a width may make; digits of a power
_BOM = "\ufeff"  # some editors put it before a text that they save as UTF-8
_WIDENING = ("center", "expandtabs", "ljust", "rjust", "zfill")  # methods of a text
_WIDE = re.compile(r"[0-9]{7}|%[-#0 +]*\*|\{[^{}]*\{")  # width in a format: too large, or given apart


class EndlessTemplateError(Exception):
    """Stop of a template that takes too long."""


class Sandbox(ImmutableSandboxedEnvironment):
    """Templates that reach nothing but public attributes of the plain data that they are given."""

    intercepted_binops = frozenset(["*", "**", "%"])

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, check in (("center", _check_widths), ("format", _check_format), ("indent", _check_widths)):
            self.filters[name] = _checked(self.filters[name], check)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """Return a text's own `format` where it makes no text too wide; None for anything else."""
        wrapped = super().wrap_str_format(value)
        if wrapped is not None:
            _check_format(value.__self__)
        return wrapped

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Return whether a template may read this: nothing of files and modules, nothing that widens a text."""
        if isinstance(obj, str) and attr in _WIDENING:
            return False
        return not isinstance(obj, PurePath | ModuleType) and super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: jinja2.runtime.Context, operator: str, left: Any, right: Any) -> Any:
        """Return a product or a power that is not too large. Raises SecurityError."""
        if operator == "%":
            _check_format(left)
        elif _size(operator, left, right) > LONGEST:
            raise SecurityError(f"{operator} makes too large a value")
        return super().call_binop(context, operator, left, right)


def _checked(function: Callable[..., Any], check: Callable[..., None]) -> Callable[..., Any]:
    """Return a filter that is called only with what `check` lets pass."""

    @wraps(function)
    def checked(*args: Any, **options: Any) -> Any:
        check(*args, *options.values())
        return function(*args, **options)

    return checked


def _check_widths(_: object, *widths: object) -> None:
    """Raise SecurityError for a width that is too large."""
    if any(isinstance(width, int) and width > LONGEST for width in widths):
        raise SecurityError("the width makes too large a value")


def _check_format(text: object, *_: object) -> None:
    """Raise SecurityError for a format whose width is too large, or is not in it."""
    if isinstance(text, str) and _WIDE.search(text):
        raise SecurityError("the width makes too large a value")


def _size(operator: str, left: Any, right: Any) -> float:
    """Return how large a product of a sequence, or a power, would be."""
    if operator == "**":
        return left.bit_length() * abs(right) if isinstance(left, int) and isinstance(right, int) else 0
    if isinstance(left, int):
        left, right = right, left
    return len(left) * right if isinstance(left, str | list | tuple | bytes) and isinstance(right, int) else 0


class Loader(jinja2.FileSystemLoader):
    """Templates from folders; one that is no file, or not UTF-8, is a fault of that template."""

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """Return a template's text, its file, and whether that is still the same."""
        if any(is_special(Path(folder) / template) for folder in self.searchpath):
            raise jinja2.TemplateSyntaxError("no file but a pipe, a socket or a device", 1, template)
        try:
            text, file, is_same = super().get_source(environment, template)
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            raise jinja2.TemplateSyntaxError("not UTF-8", line, template) from error
        return text.removeprefix(_BOM), file, is_same


def fill(templates: jinja2.Environment, name: str, own: Path | None, values: dict[str, object]) -> str:
    """Return a template filled with values. `own`: folder of the agency's templates.

    Raises WrongUseError for a fault in one of the agency's templates. Without any, a fault is raised as it is.
    """
    if own is None:
        return templates.get_template(name).render(values)
    try:
        with _time_limit(SECONDS):
            page = templates.get_template(name).render(values)
        page.encode()  # half a character, such as "\\ud800", can be in a text but in no file
        return page
    except ItaxlError:
        raise
    except EndlessTemplateError as error:
        file, line = _place(error, own, name)
        raise WrongUseError("template.endless", name=file, line=line, seconds=SECONDS) from error
    except jinja2.TemplateSyntaxError as error:
        raise WrongUseError(
            "template.broken", name=error.name, line=error.lineno, reason=error.message
        ) from error
    except Exception as error:
        file, line = _place(error, own, name)
        raise WrongUseError("template.broken", name=file, line=line, reason=_reason(error)) from error


def _reason(error: Exception) -> str:
    if isinstance(error, jinja2.TemplateNotFound):
        return f"no template {error.message}"
    if isinstance(error, jinja2.TemplateError) and error.message:
        return error.message
    return f"{type(error).__name__}: {error}"[:200]


def _place(error: Exception, own: Path, template: str) -> tuple[str, object]:
    """Return file and line of the innermost of the agency's templates that was running; else of ours."""
    ours: tuple[str, object] = (template, "?")
    owns: tuple[str, object] | None = None
    for frame, line in traceback.walk_tb(error.__traceback__):
        file = Path(frame.f_code.co_filename)
        if file.is_relative_to(own):
            owns = (file.relative_to(own).as_posix(), line)
        elif file.suffix in (".html", ".css"):
            ours = (file.name, line)
    return owns or ours


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raise EndlessTemplateError in this thread where the body is not done in time."""
    thread, lock, running = ctypes.c_ulong(threading.get_ident()), threading.Lock(), True

    def stop() -> None:
        with lock:
            if running:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ctypes.py_object(EndlessTemplateError))

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        with lock:
            running = False
            ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, None)
