"""Examination as a whole: of the machine, and of an agency's folder where there is one."""

from collections.abc import Callable, Iterator
from pathlib import Path

from itaxl.agency import settings
from itaxl.agency.settings import SETTINGS, Agency
from itaxl.doctor import mail, places, program, remedies
from itaxl.doctor.line import Line, missing, note, there
from itaxl.errors import ItaxlError
from itaxl.texts import Text

Part = Callable[[], Iterator[Line]]


def examine(folder: Path) -> Iterator[Line]:
    """Yield all that was looked at, in the order in which it is needed. Nothing stays written anywhere."""
    for part in (program.python, program.libraries, program.typesetting, program.console, places.scratch):
        yield from _lines(part)
    agency, line = _agency(folder)
    yield from _lines(lambda: program.our_fonts(agency.templates if agency else None))
    yield from _lines(mail.mailbox)
    yield line
    if agency:
        yield from places.folders(folder)
        yield from places.disk(folder)
        yield from mail.addresses(agency)


def _lines(part: Part) -> Iterator[Line]:
    """Yield the lines of a part; where it needs a library that is missing itself, say that."""
    try:
        yield from part()
    except ImportError as error:
        name = (error.name or str(error)).partition(".")[0]
        yield missing("unchecked", remedies.of_packages(name), name=name)


def _agency(folder: Path) -> tuple[Agency | None, Line]:
    """Read the settings of a folder; None where there are none, or they cannot be used."""
    path = folder / SETTINGS
    try:
        if not path.is_file():
            return None, note("agency.none", path=folder)
        agency = settings.load(folder)
    except (ItaxlError, OSError) as error:
        return None, missing("agency.broken", _reason(error), path=path)
    return agency, there("agency.there", path=path, name=agency.name)


def _reason(error: ItaxlError | OSError) -> Text:
    if isinstance(error, ItaxlError):
        return Text(error.what("th"), error.what("en"))
    return Text(str(error), str(error))
