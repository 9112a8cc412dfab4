"""Translate click's errors about a command line into our own words in both languages."""

import re

import click

from itaxl.errors import WrongUseError

_QUOTED = re.compile(r"'(.*?)'")
_EXTRA = re.compile(r"unexpected extra arguments? \((.*)\)")


def translated(error: click.UsageError) -> WrongUseError:
    """Return the error to show; a kind that is not known here keeps click's English text as its reason."""
    if isinstance(error, click.BadParameter) and not isinstance(error, click.MissingParameter):
        return _value(error)
    if extra := _EXTRA.search(error.message):
        return WrongUseError("use.extra", name=extra[1])
    match error:
        case click.NoSuchOption(option_name=name):
            key = "use.option"
        case click.BadOptionUsage(option_name=name):
            key = "use.bare"
        case click.exceptions.NoSuchCommand(command_name=name):
            key = "use.command"
        case click.MissingParameter(param=click.Parameter(human_readable_name=name)):
            key = "use.missing"
        case _:
            return WrongUseError("use.other", reason=error.message)
    return WrongUseError(key, name=name)


def _value(error: click.BadParameter) -> WrongUseError:
    """Return the error about a value, which click quotes at the beginning of its message and nowhere else."""
    quoted = _QUOTED.match(error.message)
    name, value = (error.param.opts[0] if error.param else ""), (quoted[1] if quoted else error.message)
    if error.param and isinstance(error.param.type, click.Choice):
        return WrongUseError(
            "use.choice", name=name, value=value, choices=", ".join(error.param.type.choices)
        )
    return WrongUseError("use.value", name=name, value=value)
