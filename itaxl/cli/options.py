"""Options that several commands have, and reading their values."""

from datetime import date

import click

from itaxl import thai
from itaxl.errors import WrongUseError
from itaxl.texts import Texts


def year_option(texts: Texts) -> click.Option:
    return click.Option(["--year"], type=int, metavar="YEAR", help=texts("help.year"))


def day(text: str) -> date:
    """A date of the command line. Raises WrongUseError."""
    try:
        return thai.common_day(text)
    except ValueError as error:
        raise WrongUseError("date.form", value=text) from error
