"""Make every file of a year's folder, in memory: all outputs on the list, stage by stage."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import floor

from itaxl.agency import palette
from itaxl.agency.settings import Agency
from itaxl.assessment import Measure
from itaxl.checks.context import Context
from itaxl.findings import NOWHERE, Finding, Place, finding, in_order
from itaxl.gather import Gathered
from itaxl.instrument import publication
from itaxl.instrument.model import Instrument
from itaxl.processes.work import Progress
from itaxl.report import outputs, posting, standing
from itaxl.report.drafts import drafts, note
from itaxl.report.files.kept import NOTHING, Kept
from itaxl.report.outputs import Stage
from itaxl.report.pdf.render import Rendered
from itaxl.report.pdf.renderer import Renderer
from itaxl.report.pdf.text_layer import plain
from itaxl.report.pictures import usable
from itaxl.report.press import Press
from itaxl.report.run import Run
from itaxl.report.standing import Posted
from itaxl.report.views import annex
from itaxl.report.views.material import LEGAL_BASIS
from itaxl.submissions.submission import Submission
from itaxl.texts import LANGS, both

IMAGE_NAMES = ("emblem", "logo")
MOST_DIFFERENCES = 5  # findings of one document; more would say nothing new


@dataclass(frozen=True)
class Made:
    """Outcome of a run: `files` by path below the folder, and all `findings`, with those of the documents.

    `issued`: documents that are posted as they were issued.
    """

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]
    issued: tuple[Posted, ...] = ()


def make(
    year_data: Gathered, renderer: Renderer, progress: Progress, kept: Kept = NOTHING, inputs: str = ""
) -> Made:
    """Make all outputs, and take those that were issued as they are. Any error makes drafts of what it touches.

    `kept`: what need not be made again; `inputs`: digest of all that was read. Raises RenderError,
    PangoMissingError.
    """
    run = prepared(year_data, inputs, kept)
    findings = run.findings
    press = Press(run, renderer)
    press.submit(outputs.documents(run))
    _make(run, Stage.MEANWHILE)
    _prepare_pages(run)
    press.finish(progress)
    lost_text = list(_lost_text(run.drawn, year_data.merged.kept))
    _mark_more_drafts(run, lost_text, press, progress)
    all_findings = (*findings, *lost_text)
    run.findings = in_order((*all_findings, *note(run.drafts, all_findings, run.standing.stems)))
    _make(run, Stage.AFTER)
    _make(run, Stage.LAST)
    return Made(run.files, run.findings, run.standing.posted)


def prepared(year_data: Gathered, inputs: str = "", kept: Kept = NOTHING) -> Run:
    """Return the run of a year before a page is drawn: its findings, drafts, and how issued documents stand."""
    run = Run(year_data, year_data.findings, inputs=inputs, kept=kept)
    _make(run, Stage.OPEN_DATA)
    run.standing = standing.of_year(year_data, run.files[outputs.DATA.path].decode())
    run.files |= run.standing.files
    run.findings = in_order((*year_data.findings, *_notes(run), *run.standing.findings))
    run.drafts = _drafts(run, run.findings)
    return run


def _notes(run: Run) -> Iterator[Finding]:
    drawn = [document for document in outputs.documents(run) if not document.revised]
    yield from findings_about_documents(run.year_data.context, blank=bool(drawn))
    yield from _long_lists(run.assessment.measures)
    yield from posting.notes(run.assessment, run.agency, {run.signed_name(document) for document in drawn})


def _mark_more_drafts(run: Run, lost_text: Sequence[Finding], press: Press, progress: Progress) -> None:
    """Draw the documents again that what was found in their PDFs makes drafts."""
    before = run.drafts
    run.drafts = _drafts(run, (*run.findings, *lost_text))
    press.submit(
        document
        for document in outputs.documents(run)
        if run.is_draft(document) and document.report not in before
    )
    press.finish(progress)


def _drafts(run: Run, findings: Iterable[Finding]) -> tuple[str, ...]:
    return drafts(findings, run.year_data.arrived, {document.report for document in outputs.documents(run)})


def _make(run: Run, stage: Stage) -> None:
    """Make the outputs of a stage."""
    for output in outputs.OUTPUTS:
        if output.stage is stage and (output.document is None or run.makes(output.document)):
            run.files |= output.files(run)


def _prepare_pages(run: Run) -> None:
    """Make the pages for the screen while the PDFs are drawn; only what these make a draft is made again."""
    for document in outputs.reports(run):
        run.screen_page(document)
        for lang in LANGS:
            run.view(document, lang)


def findings_about_documents(context: Context, *, blank: bool = True) -> Iterator[Finding]:
    """Yield a finding for everything that documents must leave blank, and for colours that are hard to read.

    `blank`: documents are drawn, so that something may be left blank in them.
    """
    agency = context.agency
    year = context.year + 1
    published = publication(context.year, agency.instrument)
    if blank and (published is None or published.analysis_item is None):
        yield finding("D501", NOWHERE, year)
    if blank and LEGAL_BASIS not in agency.text:
        yield from _legal_basis(context.instrument)
    for name in IMAGE_NAMES:
        image = getattr(agency, name)
        problem = usable.problem(agency.folder / image) if image else ""
        if problem:
            yield finding("D503", NOWHERE, image, why=both("terms", f"picture.{problem}"))
    if not agency.emblem:
        yield finding("D536")
    yield from _hard_to_read(agency)


def _legal_basis(instrument: Instrument) -> Iterator[Finding]:
    """Say so where the law that a year rests on is unknown, or was not read where it stands."""
    source = instrument.sources.get("legal_basis")
    if not instrument.legal_basis:
        yield finding("D502", NOWHERE, instrument.year, key=LEGAL_BASIS)
    elif source and source.status == "assumed":
        yield finding("D543", NOWHERE, instrument.year, key=LEGAL_BASIS)


def _long_lists(measures: Collection[Measure]) -> Iterator[Finding]:
    """Say so where the documents count the measures and do not print them all."""
    if annex.is_beyond(measures):
        limits = {"rows": f"{annex.ROWS:,}", "letters": f"{annex.LETTERS:,}"}
        yield finding("D530", NOWHERE, len(measures), **limits)


def _hard_to_read(agency: Agency) -> Iterator[Finding]:
    for faint in palette.faint(palette.in_force(agency.folder, agency.colours)):
        yield finding(
            "D506",
            NOWHERE,
            faint.name,
            colour=faint.colour,
            other=faint.other,
            contrast=f"{floor(faint.contrast * 100) / 100:.2f}",
            way=both("terms", f"colour.{faint.remedy}"),
        )


def _lost_text(drawn: Mapping[str, Rendered], submissions: Sequence[Submission]) -> Iterator[Finding]:
    """Find text that a reader of the PDF would not find as it went in, and the cell that it came from."""
    for name, rendered in drawn.items():
        for difference in rendered.differences[:MOST_DIFFERENCES]:
            words = difference.expected or difference.actual
            place = _source(words, submissions)
            yield finding("D504", place, f"{name}.pdf", page=difference.page, words=words[:80])


def _source(words: str, submissions: Iterable[Submission]) -> Place:
    """Return the cell whose text holds these words or the longest part of them; no place where none does."""
    texts = (
        (plain(field.mended.value), field.place)
        for submission in submissions
        for field in submission.fields
        if isinstance(field.mended.value, str)
    )
    held = [(len(text), place) for text, place in texts if text and (text in words or words in text)]
    return max(held, key=lambda pair: pair[0], default=(0, NOWHERE))[1]
