"""Every file of a year's folder, in memory: documents, open data, and what the office alone gets."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from itaxl import register, thai
from itaxl.analysis import Outcome
from itaxl.checks.findings import Finding, finding, has_errors, in_order
from itaxl.checks.workbook import Context
from itaxl.inbox import Arrived
from itaxl.instrument import publication
from itaxl.merging import Merged
from itaxl.project import Agency
from itaxl.report import data, html, office
from itaxl.report.renderer import Renderer
from itaxl.report.rendering import Document

LEGAL_BASIS = "memo.law"
IMAGE_NAMES = ("emblem", "logo")


@dataclass(frozen=True)
class Made:
    """`files` by path below the folder; `findings` are all of the run, with what the documents added."""

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]


def make(
    arrived: Iterable[Arrived],
    merged: Merged,
    outcome: Outcome,
    findings: Iterable[Finding],
    context: Context,
    renderer: Renderer,
    progress: Callable[[str, int, int], None],
) -> Made:
    """Documents are marked as a draft where there is any error. Raises RenderError, PangoMissingError."""
    agency, assessment = context.agency, outcome.assessment
    findings = in_order((*findings, *about_documents(context)))
    draft = has_errors(findings)
    pages = {name: _html(name, outcome, context, draft=draft, medium="print") for name in html.DOCUMENTS}
    coming = {name: renderer.submit(_document(name, pages[name], outcome, context)) for name in pages}
    files = {f"{name}.html": _html(name, outcome, context, draft=draft, medium="screen").encode() for name in pages}
    files |= {
        "data.json": data.data_json(assessment, agency, context.instrument).encode(),
        "scores.csv": data.scores_csv(assessment).encode(),
        "measures.csv": data.measures_csv(assessment).encode(),
    }
    day = agency.report_date or thai.fiscal_year_end(context.year)
    files["office/merged.xlsx"] = office.merged_xlsx(merged, agency.lang, day)
    for number, (name, future) in enumerate(coming.items(), start=1):
        progress("progress.document", number, len(coming))
        files[f"{name}.pdf"] = future.result().pdf
    files["office/findings.json"] = office.findings_json(findings).encode()
    files["office/findings.xlsx"] = office.findings_xlsx(findings, agency.lang, day)
    inputs = ((each.file, each.reading.sha256) for each in arrived)
    manifest = office.manifest_json(inputs, files, context.year, register.text(merged.codes))
    return Made(files | {"office/manifest.json": manifest.encode()}, findings)


def about_documents(context: Context) -> Iterator[Finding]:
    """What the documents must leave blank, and why."""
    agency = context.agency
    year = context.year + 1
    published = publication(context.year)
    if published is None or published.analysis_item is None:
        yield finding("D501", value=year)
    if (published is None or not published.legal_basis) and LEGAL_BASIS not in agency.text:
        yield finding("D502", value=year, key=LEGAL_BASIS)
    for name in IMAGE_NAMES:
        image = getattr(agency, name)
        if image and not (agency.folder / image).is_file():
            yield finding("D503", value=image)


def own_templates(agency: Agency) -> tuple[Path, ...]:
    """The agency's own html_templates, whose files win over the bundled ones."""
    own = agency.folder / "html_templates"
    return (own,) if own.is_dir() else ()


def _html(name: str, outcome: Outcome, context: Context, *, draft: bool, medium: html.Medium) -> str:
    return html.DOCUMENTS[name](
        outcome.assessment,
        context.agency,
        context.instrument,
        publication(context.year),
        lang=context.agency.lang,
        date=context.agency.report_date,
        draft=draft,
        medium=medium,
    )


def _document(name: str, page: str, outcome: Outcome, context: Context) -> Document:
    agency = context.agency
    images = {each: agency.folder / getattr(agency, each) for each in IMAGE_NAMES if getattr(agency, each)}
    return Document(
        page,
        html.title(name, agency, outcome.assessment.year),
        agency.lang,
        agency.report_date,
        folders=own_templates(agency),
        images={each: path for each, path in images.items() if path.is_file()},
    )
