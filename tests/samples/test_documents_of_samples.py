"""The documents of every sample, as a reader has them: no phrase that does not fit, no figure that is not in the data.

The PDFs and the Word files of samples/reference, years and units are read as text, of one year the Word files alone.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pytest

from itaxl.agency import settings
from itaxl.agency.settings import Agency
from itaxl.analysis.insights.points import by_item
from itaxl.assessment import Assessment
from itaxl.gather import gather
from itaxl.inbox.request import Request
from itaxl.instrument import load
from samples import make_years
from tests.figures import Figures
from tests.report import phrases
from tests.report.pdfs import with_pdftotext_raw
from tests.report.word.reading import lines_of
from tests.samples import made
from tests.shared import Shared

pytestmark = pytest.mark.slow

SAMPLES = ("reference", "units", *make_years.YEARS)
DOCUMENTS = ("analysis", "followup", "memo")
SIGNED = ("analysis", "followup-6", "followup-12")  # each with its own number


@dataclass(frozen=True)
class Sample:
    """A sample as it is merged; `earlier`: the open data of the years before."""

    reports: Path
    agency: Agency
    assessment: Assessment
    earlier: tuple[Any, ...]
    forms: tuple[str, ...] = ("pdf", "docx")

    @property
    def data(self) -> Any:
        return json.loads((self.reports / "data.json").read_text("utf-8"))

    @cached_property
    def texts(self) -> dict[str, str]:
        """The text of each document by the name of its file."""
        readers = {"pdf": with_pdftotext_raw, "docx": lines_of}
        files = [self.reports / f"{name}.{form}" for name in DOCUMENTS for form in self.forms]
        return {file.name: readers[file.suffix[1:]](file.read_bytes()) for file in files if file.exists()}

    @cached_property
    def figures(self) -> Figures:
        assessment = self.assessment
        instrument = load(assessment.year)
        questions = [question.score for question in assessment.questions]
        gains = [gain for _, gain in by_item(assessment, instrument) if gain is not None]
        documents = [self.agency.for_document(assessment.year, name) for name in SIGNED]
        texts = [*self.agency.text.values(), *(document.report_number for document in documents)]
        texts += [result.recommendation for result in assessment.indicators]
        texts += [text for basis in instrument.legal_basis for text in (basis.th, basis.en)]
        return Figures(
            self.data,
            self.agency,
            PAGES,
            earlier=self.earlier,
            more=(*questions, *gains, *_own(self), *texts),
        )


PAGES = 20  # of a document, more than any has


def _own(sample: Sample) -> Iterator[Fraction]:
    """Yield the divisions' totals, and how many people answered."""
    yield from (division.total for division in sample.assessment.divisions if division.total is not None)
    yield from (Fraction(result.respondents) for result in sample.assessment.dimensions if result.respondents)


@cache
def merged(shared: Shared, name: str | int) -> Sample:
    if isinstance(name, int):
        folder = made.merged_years(shared)
        result = made.results_of_years(folder)[name]
        reports = folder / made.AGENCY / "reports"
        earlier = tuple(
            json.loads((reports / f"{year}/data.json").read_text("utf-8"))
            for year in make_years.YEARS
            if year < name
        )
        return Sample(
            reports / str(name),
            settings.load(folder / made.AGENCY),
            result.outcome.assessment,
            earlier,
            ("pdf", "docx") if name in made.DRAWN else ("docx",),
        )
    folder = shared.folder(name, getattr(made, name))
    agency = folder / made.AGENCY
    (reports,) = (agency / "reports").iterdir()
    assessment = (
        made.result_of_units(folder).outcome.assessment
        if name == "units"
        else gather(Request(agency)).outcome.assessment
    )
    return Sample(reports, settings.load(agency), assessment, ())


@pytest.mark.parametrize("name", SAMPLES)
def test_no_document_holds_a_phrase_that_does_not_fit(name: str | int, shared: Shared) -> None:
    sample = merged(shared, name)
    assert {f"{name}.{form}" for name in ("analysis", "memo") for form in sample.forms} <= sample.texts.keys()
    wrong = {file: [*phrases.held(text, "th", sample.assessment)] for file, text in sample.texts.items()}
    assert not {file: words for file, words in wrong.items() if words}


@pytest.mark.parametrize("name", SAMPLES)
def test_every_figure_of_a_document_is_in_the_open_data_or_follows_from_them(
    name: str | int, shared: Shared
) -> None:
    sample = merged(shared, name)
    strange = {file: sample.figures.strange(text) for file, text in sample.texts.items()}
    assert not {file: figures for file, figures in strange.items() if figures}
