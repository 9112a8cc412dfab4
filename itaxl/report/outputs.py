"""List of the files that `merge` writes for a year: whom each is for, what it is, and how it is made.

To add one, write an entry with the function that makes it, and its text in `texts/outputs.toml`; if the site offers
it, also `site.file_<name>` in `texts/document.toml`. Folder, manifest, site and the tables of the documentation follow
from the list.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial
from typing import Literal

from itaxl.agency import own_documents, register, shown_before
from itaxl.agency.own_documents import FOLLOWUPS
from itaxl.report import drafts, posting
from itaxl.report.files import drawn, office, open_data, recorded, up_to_date
from itaxl.report.files.drawn import Drawn
from itaxl.report.run import Document, Run
from itaxl.report.views.analysis import analysis_view, memo_view
from itaxl.report.views.followup import followup_view
from itaxl.report.views.site import Download
from itaxl.report.web import site
from itaxl.sending import returns
from itaxl.texts import LANGS

Audience = Literal["posted", "office"]
Languages = Literal["own", "both", "none"]  # the agency's language; Thai and English; no text
Content = str | bytes | Mapping[str, bytes]
FORMATS = ("pdf", "docx", "csv", "json")  # order on the site; others come last
_READ_ALONE = (".pdf", ".docx")  # forms of a report that the site offers as files


class Stage(Enum):
    """Moment at which an output is made."""

    OPEN_DATA = 1  # before the documents, since their PDFs contain it
    MEANWHILE = 2  # while the PDFs are drawn
    DRAWN = 3  # as soon as the PDF of its document is drawn
    AFTER = 4  # once it is certain whether the documents are drafts
    LAST = 5  # made from all the others


@dataclass(frozen=True)
class Output:
    """Output of `merge`: a file or, if its name ends in a slash, a folder.

    `text`: key of its description in `texts/outputs.toml`; outputs with the same key share a row of the documentation.
    `make`: returns the content, or for a folder the contents by path. `document`: the document that it is a form of.
    `offered`: the site offers it for download; `description`: key of the site's text about a file of open data.
    """

    name: str
    text: str
    make: Callable[[Run], Content]
    audience: Audience = "posted"
    languages: Languages = "own"
    stage: Stage = Stage.MEANWHILE
    document: Document | None = None
    offered: bool = False
    description: str = ""

    @property
    def path(self) -> str:
        """Place below the folder of the year."""
        return f"office/{self.name}" if self.audience == "office" else self.name

    def files(self, run: Run) -> Mapping[str, bytes]:
        """Make the output: contents by path below the folder of the year."""
        content = self.make(run)
        if isinstance(content, Mapping):
            return content
        return {self.path: content.encode() if isinstance(content, str) else content}


def _pdf(document: Document, run: Run) -> bytes:
    return run.drawn[document.file].pdf


def _docx(document: Document, run: Run) -> bytes:
    from itaxl.report.word.document import Face, docx  # noqa: PLC0415 - slow

    face = Face.of(run.agency_of(document), draft=run.is_draft(document))
    return docx(run.view(document), face, run.day(document), run.drawn[document.file].anchors)


def _html(document: Document, run: Run) -> bytes:
    return run.screen_page(document)


_FORMS: Mapping[str, tuple[Callable[[Document, Run], str | bytes], Stage]] = {
    "pdf": (_pdf, Stage.DRAWN),
    "docx": (_docx, Stage.DRAWN),
    "html": (_html, Stage.AFTER),
}


def form(document: Document, ending: str, text: str, *, offered: bool = False) -> Output:
    """Return the entry of a document as pdf, docx or html."""
    make, stage = _FORMS[ending]
    audience: Audience = "office" if document.revised else "posted"
    return Output(
        f"{document.file}.{ending}",
        text,
        partial(make, document),
        audience,
        stage=stage,
        document=document,
        offered=offered,
    )


_data = partial(Output, text="data", languages="none", stage=Stage.OPEN_DATA, offered=True)
_office = partial(Output, audience="office")


def _data_json(run: Run) -> str:
    return open_data.data_json(run.assessment, run.agency_of(), run.year_data.context.instrument)


def _site(run: Run) -> dict[str, bytes]:
    views = {lang: {report.name: run.view(report, lang) for report in reports(run)} for lang in LANGS}
    materials = {lang: run.material(lang) for lang in LANGS}
    touched = drafts.drafts(run.findings, run.year_data.arrived, drafts.made(run.assessment))
    drafted = [name for name in touched if name not in run.standing.stems]
    return site.files(
        materials,
        views,
        downloads(run.files),
        drafted,
        unsettled=bool(touched),
        ready=not posting.wanting(run.findings),
        issued=run.standing.pages,
        fill=run.filled,
    )


def _merged(run: Run) -> bytes:
    lang = run.agency.lang
    rows = office.figures(run.assessment, run.year_data.context.instrument, lang)
    return office.merged_xlsx(run.year_data.merged, lang, run.day(), rows)


def _manifest(run: Run) -> str:
    arrived = [(file.file, file.reading.sha256) for file in run.year_data.arrived if file.reading.sha256]
    codes = register.text(run.year_data.merged.codes)
    published = shown_before.record(run.year_data.outcome.hidden.figures)
    made = drawn.records(_documents(run))
    made_of = up_to_date.made_of(run.inputs, run.year_data)
    return office.manifest_json(
        arrived,
        run.files,
        run.year_data.context.year,
        codes,
        published=published,
        documents=made,
        made_of=made_of,
        pages=run.pages,
    )


def _documents(run: Run) -> Iterator[Drawn]:
    """Yield the record of each document among the files: those that were drawn, then those that are issued."""
    data = [output.path for output in OUTPUTS if output.stage is Stage.OPEN_DATA]
    for document in documents(run):
        if not document.part_of:
            name, agency = run.signed_name(document), run.agency_of(document)
            yield Drawn(
                name,
                run.standing.edition(name),
                (*_paths(document), *data),
                drawn.signed(agency),
                draft=run.is_draft(document),
                settings=drawn.settings_digest(agency),
                source=run.sources.get(document.file, ""),
            )
    for posted in run.standing.posted:
        issue = posted.issue
        yield Drawn(issue.document, issue.edition, tuple(posted.files), issue.signed, issued=True)


def _paths(report: Document) -> tuple[str, ...]:
    """Return the paths of all forms of a report and of what is signed with it."""
    return tuple(
        output.path
        for output in OUTPUTS
        if output.document
        and (output.document.report, output.document.revised) == (report.report, report.revised)
    )


ANALYSIS = Document(own_documents.ANALYSIS, analysis_view, "analysis.html")
FOLLOWUP = Document("followup", followup_view, "followup.html")
MEMO = Document("memo", memo_view, "analysis.html", part_of=ANALYSIS.name)
_again = partial(replace, revised=True)
_HALF_YEAR = replace(FOLLOWUP, round=drafts.HALF_YEAR)
DATA = _data("data.json", make=_data_json, description="site.data_file_text")

OUTPUTS: tuple[Output, ...] = (
    form(ANALYSIS, "pdf", "analysis", offered=True),
    form(ANALYSIS, "html", "analysis"),
    form(FOLLOWUP, "pdf", "followup", offered=True),
    form(FOLLOWUP, "html", "followup"),
    # Not offered on the site: by itself, the memo is a letter within the office.
    form(MEMO, "pdf", "memo"),
    form(MEMO, "docx", "memo"),
    form(ANALYSIS, "docx", "word", offered=True),
    form(FOLLOWUP, "docx", "word", offered=True),
    DATA,
    _data(
        "scores.csv", make=lambda run: open_data.scores_csv(run.assessment), description="site.scores_text"
    ),
    _data(
        "measures.csv",
        make=lambda run: open_data.measures_csv(run.assessment),
        description="site.measures_text",
    ),
    Output("site/", "site", _site, languages="both", stage=Stage.AFTER),
    _office("merged.xlsx", "merged", _merged),
    _office(
        "findings.xlsx",
        "findings",
        lambda run: office.findings_xlsx(run.findings, run.agency.lang, run.day()),
        stage=Stage.AFTER,
    ),
    _office(
        "findings.json",
        "findings_data",
        lambda run: recorded.written(run.findings),
        languages="both",
        stage=Stage.AFTER,
    ),
    *(
        form(_again(document), ending, "revised")
        for document, endings in (
            (ANALYSIS, ("pdf", "docx", "html")),
            (MEMO, ("pdf", "docx")),
            (FOLLOWUP, ("pdf", "docx", "html")),
            (_HALF_YEAR, ("pdf", "docx", "html")),
        )
        for ending in endings
    ),
    _office("returns/", "returns", lambda run: returns.files(run.year_data, run.findings)),
    _office("manifest.json", "manifest", _manifest, languages="none", stage=Stage.LAST),
)


def documents(run: Run | None = None) -> tuple[Document, ...]:
    """Return all documents that are posted, or those that a run draws, in the order of the list."""
    listed = dict.fromkeys(output.document for output in OUTPUTS if output.document)
    return tuple(document for document in listed if (run.makes(document) if run else not document.revised))


def reports(run: Run | None = None) -> tuple[Document, ...]:
    """Return the documents that are not part of another one; the site has a page for each."""
    return tuple(document for document in documents(run) if not (document.part_of or document.revised))


def downloads(files: Mapping[str, bytes]) -> tuple[Download, ...]:
    """Return the downloads of the site, as far as they are in `files` (by path)."""
    offered = [
        Download(output.name, files[output.path], output.description)
        for output in OUTPUTS
        if output.offered and output.path in files
    ]
    offered += [
        Download(name, files[name])
        for name in files
        if name.startswith(FOLLOWUPS) and name.endswith(_READ_ALONE)
    ]
    return tuple(sorted(offered, key=lambda download: (*FORMATS, download.ending).index(download.ending)))
