"""Steps of `itaxl merge` as functions with typed results, for scripts and notebooks.

    import itaxl

    reading = itaxl.read("inbox/2562/2562-IIT-finance.xlsx")
    year_data = itaxl.merge("my-agency", year=2562)
    analysis = itaxl.analyse(year_data)
    result = itaxl.render("my-agency", year=2562)

The frames are in `Gathered.merged`: `scores`, `counts`, `items`, `results` and `measures`; `itaxl.merging.frames`
names their columns, and `records` returns the frame of a reading. Whatever the user can mend is raised as
`itaxl.errors.ItaxlError`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from itaxl import gather, pipeline
from itaxl.agency.issued import Issue
from itaxl.analysis.insights import Insight, insights
from itaxl.assessment import Assessment
from itaxl.errors import UnknownYearError
from itaxl.files import opened
from itaxl.gather import Gathered
from itaxl.inbox.arrivals import Arrived
from itaxl.inbox.request import Request
from itaxl.instrument import load
from itaxl.instrument.model import Instrument
from itaxl.pipeline import Result
from itaxl.report import issuing
from itaxl.report.views import material
from itaxl.report.views.insight import sentence
from itaxl.spreadsheets.package import FILE_SIZE
from itaxl.spreadsheets.passwords import Passwords
from itaxl.spreadsheets.sandbox import SandboxedReader
from itaxl.submissions.reading import Reading
from itaxl.submissions.reading import read as read_bytes
from itaxl.texts import Lang

if TYPE_CHECKING:
    import pandas as pd

RECORD_COLUMNS = ("file", "sheet", "cell", "row", "field", "kind", "value", "number_format")


@dataclass(frozen=True)
class Analysis:
    """Analysis of a merge: the assessment, and the insights that its figures give."""

    assessment: Assessment
    insights: tuple[Insight, ...]


def read(file: str | Path, *, name: str = "") -> Reading:
    """Return a workbook as flat records, each with sheet and cell; whatever is wrong is in `findings`, never raised.

    The file is read in a process of its own, within limits of time and memory. `name`: its name in findings, by default
    the file's own. Raises OSError if the file cannot be opened.
    """
    path = Path(file)
    with opened(path) as stream:
        data = stream.read(FILE_SIZE + 1)
    with SandboxedReader(Passwords()) as reader:
        return read_bytes(data, name or path.name, _instrument, reader)


def records(reading: Reading) -> "pd.DataFrame":
    """Return the records of a reading as a frame with the columns `RECORD_COLUMNS`, one row for each filled cell.

    `field`: key of the column (`score`, `measure`); `kind`: kind of the value (`text`, `number`, `bool`, `error`,
    `no_value`); `value`: as it is in the cell.
    """
    import pandas as pd  # noqa: PLC0415

    rows = [
        (record.place.file, record.place.sheet, record.place.cell, record.row, record.field, record.raw.kind.value,
         record.raw.value, record.raw.number_format)
        for record in reading.records
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(RECORD_COLUMNS)).astype({"value": object})


def check(
    files: Iterable[str | Path], folder: str | Path = ".", *, year: int | None = None
) -> tuple[Arrived, ...]:
    """Check workbooks for the agency of `folder`, each for the year that it states unless `year` is given.

    Raises WrongUseError, UnknownYearError.
    """
    return gather.check(Request(Path(folder), year, tuple(Path(file) for file in files)))


def merge(
    folder: str | Path = ".", *, year: int | None = None, inboxes: Iterable[str | Path] = ()
) -> Gathered:
    """Read, check and merge an agency's inbox; nothing is written.

    `year`: the year assessed (Buddhist era), by default the newest with an inbox. Raises WrongUseError,
    UnknownYearError.
    """
    return gather.gather(Request(Path(folder), year, tuple(Path(inbox) for inbox in inboxes)))


def analyse(year_data: Gathered) -> Analysis:
    """Return the assessment of a merge, and the insights that its figures give."""
    assessment = year_data.outcome.assessment
    return Analysis(assessment, insights(assessment, year_data.context.instrument))


def sentences(year_data: Gathered, lang: Lang = "th") -> tuple[str, ...]:
    """Return the insights of a merge as sentences in one language, worded as in the documents."""
    assessment, context = year_data.outcome.assessment, year_data.context
    case = material.build_material(assessment, context.agency, context.instrument, None, lang=lang, date=None)
    return tuple(sentence(insight, case) for insight in insights(assessment, context.instrument))


def render(
    folder: str | Path = ".",
    *,
    year: int | None = None,
    out: str | Path | None = None,
    day: date | None = None,
    lang: Lang | None = None,
    strict: bool = False,
) -> Result:
    """Do all of `itaxl merge`: write every document into `reports/<year>` or `out`, all or nothing.

    `day`: the report's date. Raises WrongUseError, UnknownYearError, RenderError, PangoMissingError.
    """
    target = None if out is None else Path(out)
    return pipeline.run(Request(Path(folder), year, (), target, day, lang, strict))


def issue(
    folder: str | Path = ".", document: str = "analysis", *, year: int | None = None, again: bool = False
) -> Issue:
    """Do `itaxl issue`: keep a signed document, as it is in the reports, in `issued/<year>/` for good.

    `document`: `analysis`, `followup-6` or `followup-12`; `again`: it is the revised edition of one that was issued.
    Raises RefusedError with every reason against it, WrongUseError.
    """
    return issuing.issue(Path(folder), document, year, again=again)


def _instrument(year: int) -> Instrument | None:
    try:
        return load(year)
    except UnknownYearError:
        return None
