"""Make the overview of a year into its folder, whole or not at all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from itaxl.agency.leftovers import MANIFEST
from itaxl.agency.settings import Agency
from itaxl.files import digest
from itaxl.findings import NOWHERE, Finding, finding
from itaxl.overview import data, site
from itaxl.overview.figures import Overview
from itaxl.overview.material import Material, instrument
from itaxl.overview.posted import Posted, read
from itaxl.overview.view import overview_view
from itaxl.report.files import folder, office
from itaxl.report.pdf.attachments import UNDATED, Attachment
from itaxl.report.pdf.render import Document, Rendered
from itaxl.report.pdf.renderer import Renderer
from itaxl.report.views.site import Download
from itaxl.report.web import html
from itaxl.reproducible import stamped
from itaxl.texts import LANGS, Lang

DOCUMENT = "overview"
_TEMPLATE = "report.html"
_PASS_MARK = Fraction(85)  # of years of which too little is known


@dataclass(frozen=True)
class Source:
    """Published files of an agency's year: their folder. `label`: its name until its data say it."""

    label: str
    folder: Path  # reports/<year>


@dataclass(frozen=True)
class Written:
    """Outcome: what was read of each agency, findings about the document, new place of a folder that was changed."""

    rows: tuple[Posted, ...]
    findings: tuple[Finding, ...]
    moved: Path | None


def write_overview(
    target: Path,
    year: int,
    province: Agency,
    sources: Iterable[Source],
    *,
    day: date | None = None,
    beside: Mapping[str, bytes] | None = None,
) -> Written:
    """Write documents, open data and site of all agencies into `target`; an agency without a result has its reason.

    `province`: name, language, digits and face of whoever looks after the agencies. `beside`: other files for the
    folder, by path, as `office/state.csv`. Raises RenderError, PangoMissingError, OSError.
    """
    target = target.resolve()
    rows = tuple(_read(source, year) for source in sources)
    overview = Overview(year, rows, *_scheme(year))
    files, findings = _files(overview, province, target, day)
    files |= beside or {}
    read_files = ((row.label, digest(repr(row).encode())) for row in rows)
    files[MANIFEST] = office.manifest_json(read_files, files, year, "").encode()
    return Written(rows, findings, folder.replace(target, files))


def _read(source: Source, year: int) -> Posted:
    top = source.folder.resolve()
    return read(source.label, top / "data.json", year, top / "site" / "index.html")


def _scheme(year: int) -> tuple[tuple[str, ...], Fraction]:
    """Return grades, the highest first, and pass mark of a year."""
    scheme = instrument(year)
    if scheme is None:
        return (), _PASS_MARK
    grades = sorted(scheme.grades, key=lambda grade: -grade.lower)
    return tuple(grade.grade for grade in grades), Fraction(scheme.pass_mark)


def _files(
    overview: Overview, province: Agency, target: Path, day: date | None
) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    province = replace(province, report_date=day)
    cases: dict[Lang, Material] = {lang: Material.of(overview, province, lang, day) for lang in LANGS}
    case = cases[province.lang]
    open_data = {
        "agencies.csv": data.agencies_csv(overview).encode(),
        "agencies.parquet": data.agencies_parquet(overview),
        "data.json": data.data_json(overview, province.name).encode(),
    }
    drawn = _drawn(case, open_data)
    files = {
        f"{DOCUMENT}.pdf": drawn.pdf,
        f"{DOCUMENT}.docx": _word(case, drawn),
        f"{DOCUMENT}.html": _html(case.linking(target), "screen").encode(),
        **open_data,
    }
    offered = (f"{DOCUMENT}.pdf", f"{DOCUMENT}.docx", *open_data)
    files |= site.files(cases, [Download(name, files[name]) for name in offered], target)
    return files, tuple(
        finding("D504", NOWHERE, f"{DOCUMENT}.pdf", page=lost.page, words=(lost.expected or lost.actual)[:80])
        for lost in drawn.differences
    )


def _drawn(case: Material, open_data: Mapping[str, bytes]) -> Rendered:
    text, province = _html(case, "print"), case.province
    page = Document(
        text,
        html.title_of(text, DOCUMENT),
        case.lang,
        stamped(case.day),
        tuple(Attachment(name, content, name) for name, content in open_data.items()),
        province.template_folders,
    )
    with Renderer(province.template_folders, processes=1) as renderer:
        return renderer.submit(page).result()


def _word(case: Material, drawn: Rendered) -> bytes:
    from itaxl.report.word.document import Face, docx  # noqa: PLC0415 - slow

    face = Face.of(case.province, draft=False)
    return docx(overview_view(case), face, stamped(case.day) or UNDATED, drawn.anchors)


def _html(case: Material, medium: html.Medium) -> str:
    return html.page(_TEMPLATE, overview_view(case), case.province, draft=False, medium=medium)
