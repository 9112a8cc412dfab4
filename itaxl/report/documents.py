"""Every file of a year's folder, in memory: documents, open data, and what the office alone gets."""

import re
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, as_completed
from dataclasses import dataclass
from datetime import date
from html import unescape
from importlib import import_module
from math import floor
from pathlib import Path

from itaxl import thai
from itaxl.agency import palette, register
from itaxl.agency.settings import Agency
from itaxl.analysis.assess import Outcome
from itaxl.checks.context import Context
from itaxl.findings import NOWHERE, Finding, finding, has_errors, in_order
from itaxl.gather import Gathered
from itaxl.instrument import publication
from itaxl.report.files import office, open_data
from itaxl.report.pdf.render import Attachment, Document, Rendered
from itaxl.report.pdf.renderer import Renderer
from itaxl.report.views.analysis import analysis_view, memo_alone
from itaxl.report.views.followup import followup_view
from itaxl.report.views.material import LEGAL_BASIS, Material, gather
from itaxl.report.web import html, site
from itaxl.reproducible import stamped
from itaxl.sending import returns
from itaxl.texts import LANGS, Lang, both

IMAGE_NAMES = ("emblem", "logo")
MAKERS = {"analysis": html.analysis_html, "followup": html.followup_html, "memo": html.memo_html}
VIEWS = {"analysis": analysis_view, "followup": followup_view, "memo": memo_alone}
REPORTS = ("analysis", "followup")  # the memo is part of the first
MOST_DIFFERENCES = 5  # of one document; more say nothing new
_TITLE = re.compile("<title>(.*?)</title>", re.DOTALL)


@dataclass(frozen=True)
class Made:
    """`files` by path below the folder; `findings` are all of the run, with what the documents added."""

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]


def make(known: Gathered, renderer: Renderer, progress: Callable[[str, int, int], None]) -> Made:
    """Documents are marked as a draft where there is any error. Raises RenderError, PangoMissingError."""
    context, outcome = known.context, known.outcome
    findings = in_order((*known.findings, *about_documents(context)))
    draft = has_errors(findings)
    data_files = _data_files(outcome, context)
    cases = {lang: _material(outcome, context, lang) for lang in LANGS}
    case = cases[context.agency.lang]
    coming = _submitted(renderer, case, data_files, draft=draft)
    day = _day(context)
    sent_back = returns.files(known, findings)
    workbook = office.merged_xlsx(known.merged, context.agency.lang, day)
    drawn, word = _collected(coming, case, day, progress, draft=draft)
    unlike = list(_unlike(drawn))
    if unlike and not draft:
        draft = True
        again = _submitted(renderer, case, data_files, draft=True)
        drawn, word = _collected(again, case, day, progress, draft=True)
    findings = in_order((*findings, *unlike))
    files = {f"{name}.pdf": each.pdf for name, each in drawn.items()} | word
    files |= {f"{name}.html": MAKERS[name](case, draft=draft, medium="screen").encode() for name in REPORTS}
    files |= data_files | sent_back
    files |= site.files(cases.__getitem__, files, draft=draft)
    files |= {
        "office/merged.xlsx": workbook,
        "office/findings.json": office.findings_json(findings).encode(),
        "office/findings.xlsx": office.findings_xlsx(findings, context.agency.lang, day),
    }
    inputs = ((each.file, each.reading.sha256) for each in known.arrived if each.reading.sha256)
    manifest = office.manifest_json(inputs, files, context.year, register.text(known.merged.codes))
    return Made(files | {"office/manifest.json": manifest.encode()}, findings)


def _data_files(outcome: Outcome, context: Context) -> dict[str, bytes]:
    return {
        "data.json": open_data.data_json(outcome.assessment, context.agency, context.instrument).encode(),
        "scores.csv": open_data.scores_csv(outcome.assessment).encode(),
        "measures.csv": open_data.measures_csv(outcome.assessment).encode(),
    }


def about_documents(context: Context) -> Iterator[Finding]:
    """What the documents must leave blank, and why."""
    agency = context.agency
    year = context.year + 1
    published = publication(context.year, agency.instrument)
    if published is None or published.analysis_item is None:
        yield finding("D501", NOWHERE, year)
    if not context.instrument.legal_basis and LEGAL_BASIS not in agency.text:
        yield finding("D502", NOWHERE, context.year, key=LEGAL_BASIS)
    for name in IMAGE_NAMES:
        image = getattr(agency, name)
        if image and not (agency.folder / image).is_file():
            yield finding("D503", NOWHERE, image)
    yield from _hard_to_read(agency)


def _hard_to_read(agency: Agency) -> Iterator[Finding]:
    for each in palette.faint(palette.in_force(agency.folder, agency.colours)):
        yield finding(
            "D506",
            NOWHERE,
            each.name,
            colour=each.colour,
            other=each.other,
            contrast=f"{floor(each.contrast * 100) / 100:.2f}",
            way=both("terms", f"colour.{each.remedy}"),
        )


def _unlike(drawn: Mapping[str, Rendered]) -> Iterator[Finding]:
    """Text that a reader of the PDF would not find as it went in."""
    for name, each in drawn.items():
        for one in each.differences[:MOST_DIFFERENCES]:
            words = one.expected[:80] or one.found[:80]
            yield finding("D504", NOWHERE, f"{name}.pdf", page=one.page, words=words)


def own_templates(agency: Agency) -> tuple[Path, ...]:
    """The agency's own html_templates, whose files win over the bundled ones."""
    own = agency.folder / "html_templates"
    return (own,) if own.is_dir() else ()


def _submitted(
    renderer: Renderer, case: Material, data_files: Mapping[str, bytes], *, draft: bool
) -> dict[str, Future[Rendered]]:
    """The documents on their way; the open data goes inside the reports as the source of their figures."""
    sources = tuple(Attachment(name, content, name) for name, content in data_files.items())
    return {
        name: renderer.submit(_document(name, case, sources if name in REPORTS else (), draft=draft))
        for name in MAKERS
    }


def _collected(
    coming: Mapping[str, Future[Rendered]],
    case: Material,
    day: date,
    progress: Callable[[str, int, int], None],
    *,
    draft: bool,
) -> tuple[dict[str, Rendered], dict[str, bytes]]:
    """The PDFs by name, and the Word files by path: each is made as soon as its PDF tells the pages."""
    import_module("itaxl.report.word.document")  # takes a moment, which is free while the first is drawn
    drawn: dict[str, Rendered] = {}
    word: dict[str, bytes] = {}
    names = {future: name for name, future in coming.items()}
    for number, future in enumerate(as_completed(names), start=1):
        progress("progress.document", number, len(coming))
        name = names[future]
        drawn[name] = future.result()
        word[f"{name}.docx"] = _word(name, drawn[name].anchors, case, day, draft=draft)
    return {name: drawn[name] for name in coming}, word


def _word(name: str, pages: Mapping[str, int], case: Material, day: date, *, draft: bool) -> bytes:
    from itaxl.report.word.document import Face, docx  # noqa: PLC0415

    return docx(VIEWS[name](case), Face.of(case.agency, draft=draft), day, pages)


def _material(outcome: Outcome, context: Context, lang: Lang) -> Material:
    agency = context.agency
    return gather(
        outcome.assessment,
        agency,
        context.instrument,
        publication(context.year, agency.instrument),
        lang=lang,
        date=agency.report_date,
    )


def _day(context: Context) -> date:
    """The date in the metadata of files that must have one."""
    return stamped(context.agency.report_date) or thai.fiscal_year_end(context.year)


def _document(name: str, case: Material, attachments: tuple[Attachment, ...], *, draft: bool) -> Document:
    page = MAKERS[name](case, draft=draft, medium="print")
    found = _TITLE.search(page)
    title = unescape(found[1]) if found else name
    agency = case.agency
    return Document(page, title, agency.lang, stamped(agency.report_date), attachments, own_templates(agency))
