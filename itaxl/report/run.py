"""Run of `merge`: everything that the outputs of a year are made from, each made once."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from itaxl import thai
from itaxl.agency.own_documents import ANALYSIS
from itaxl.agency.settings import Agency
from itaxl.assessment import Assessment
from itaxl.findings import Finding
from itaxl.gather import Gathered
from itaxl.instrument import publication
from itaxl.report.drafts import made
from itaxl.report.files.kept import NOTHING, Kept
from itaxl.report.pdf.render import Rendered
from itaxl.report.standing import Standing
from itaxl.report.views import revision
from itaxl.report.views.document import View
from itaxl.report.views.material import Material, build_material
from itaxl.report.web import html
from itaxl.reproducible import stamped
from itaxl.texts import Lang

REVISED = "revised"  # folder of the office with what may be issued again


@dataclass(frozen=True)
class Document:
    """Document: how its view is made, and the template of its pages.

    `part_of`: document that it is signed with; `revised`: it is to be looked at and signed, beside the one that was
    issued; `round`: the earlier round whose state it shows.
    """

    name: str
    view: Callable[[Material], View]
    template: str
    part_of: str = ""
    revised: bool = False
    round: str = ""

    @property
    def report(self) -> str:
        """Return the name of the document that is signed."""
        return self.part_of or self.round or self.name

    @property
    def file(self) -> str:
        """Return the name of its files, without the ending."""
        folders = (REVISED, self.round) if self.revised else ()
        return "/".join((*filter(None, folders), self.name))


@dataclass
class Run:
    """State of a run: `files` made so far, by path, and PDFs `drawn` so far, by file of the document.

    `drafts`: names of the documents that errors make drafts; `standing`: those that were issued. `inputs`: digest of
    what was read; `sources`: digests of what the documents were laid out from, by file of the document; `pages`: those
    of what pages follow from, by path; `kept`: what the last merge made from the same.
    """

    year_data: Gathered
    findings: tuple[Finding, ...]
    drafts: tuple[str, ...] = ()
    standing: Standing = field(default_factory=Standing)
    files: dict[str, bytes] = field(default_factory=dict)
    drawn: dict[str, Rendered] = field(default_factory=dict)
    inputs: str = ""
    sources: dict[str, str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    kept: Kept = NOTHING
    _views: dict[tuple[Document, Lang], View] = field(default_factory=dict)
    _pages: dict[tuple[Document, html.Medium, bool], str] = field(default_factory=dict)
    _filled: dict[str, bytes] = field(default_factory=dict)

    @property
    def agency(self) -> Agency:
        return self.year_data.agency

    @property
    def assessment(self) -> Assessment:
        return self.year_data.outcome.assessment

    def agency_of(self, document: Document | None = None) -> Agency:
        """Return the agency with the document's own settings; with those of the analysis for any other file."""
        name = (self.signed_name(document) if document else "") or ANALYSIS
        return self.agency.for_document(self.year_data.context.year, name)

    def signed_name(self, document: Document) -> str:
        """Return the name under which a document is signed, and has its own settings: a follow-up's is its round.

        Blank for a follow-up before any round has begun.
        """
        if document.report == ANALYSIS:
            return ANALYSIS
        return document.round or self.assessment.followup_round or ""

    def assessment_of(self, document: Document | None = None) -> Assessment:
        """Return what a document is about: all that is known, or what was known after its earlier round.

        That is judged on the day of the first issue: what came due later was not late then.
        """
        if document is None or not document.round:
            return self.assessment
        whole, day = self.assessment, self.standing.first_days.get(document.round, self.assessment.as_of)
        measures = tuple(measure.before(whole.followup_round or "") for measure in whole.measures)
        return replace(whole, measures=measures, followup_round=document.round, as_of=day)

    def makes(self, document: Document) -> bool:
        """Tell whether a document is drawn: one that was issued only once a revised edition would be another."""
        if document.revised:
            posted = self.standing.of(self.signed_name(document))
            if document.round == self.assessment.followup_round:
                return False  # it is the newest one
            return posted is not None and posted.outdated
        return document.report in made(self.assessment) and document.report not in self.standing.stems

    def material(self, lang: Lang, document: Document | None = None) -> Material:
        """Return the material of a document, or of what is about the year as a whole, in one language."""
        agency, context = self.agency_of(document), self.year_data.context
        return build_material(
            self.assessment_of(document),
            agency,
            context.instrument,
            publication(context.year, agency.instrument),
            lang=lang,
            date=agency.report_date,
        )

    def day(self, document: Document | None = None) -> date:
        """Return the date for the metadata of files that must have one."""
        return stamped(self.agency_of(document).report_date) or thai.fiscal_year_end(
            self.year_data.context.year
        )

    def is_draft(self, document: Document) -> bool:
        """Return whether a document is a draft, itself or with the one that it is signed with."""
        return document.report in self.drafts

    def view(self, document: Document, lang: Lang | None = None) -> View:
        """Return a document as plain data, in the agency's language unless another is named."""
        key = (document, lang or self.agency.lang)
        if key not in self._views:
            material = self.material(key[1], document)
            view = document.view(material)
            again = self.standing.edition(self.signed_name(document)) > 1
            self._views[key] = revision.marked(view, material) if again else view
        return self._views[key]

    def page(self, document: Document, medium: html.Medium) -> str:
        """Return a document as one HTML page. Raises WrongUseError for a fault in a template of the agency."""
        draft = self.is_draft(document)
        key = (document, medium, draft)
        if key not in self._pages:
            self._pages[key] = self.page_source(document, medium).page()
        return self._pages[key]

    def page_source(self, document: Document, medium: html.Medium) -> html.Source:
        """Return all that the page of a document follows from."""
        return html.page_source(
            document.template,
            self.view(document),
            self.agency_of(document),
            draft=self.is_draft(document),
            medium=medium,
        )

    def screen_page(self, document: Document) -> bytes:
        """Return the page of a document for the screen as a file."""
        return self.filled(f"{document.file}.html", self.page_source(document, "screen"))

    def filled(self, path: str, source: html.Source) -> bytes:
        """Return a page as a file: as the last merge made it where it follows from the same.

        Raises WrongUseError for a fault in a template of the agency.
        """
        digest = source.digest()
        if self.pages.get(path) != digest:
            self._filled[path] = self.kept.page(path, digest) or source.page().encode()
            self.pages[path] = digest
        return self._filled[path]
