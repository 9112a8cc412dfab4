"""Make `reports/<year>/site/`: pages and files for the agency's website, complete in themselves, without scripts.

Pages are in the agency's language; those in the other language are in a folder of its name.
"""

from collections.abc import Collection, Mapping, Sequence

from itaxl.report.views.document import View
from itaxl.report.views.material import Material
from itaxl.report.views.site import FILES, Download, IssuedReport, page_file
from itaxl.report.views.site_pages import page
from itaxl.report.web import html, languages
from itaxl.texts import Lang

FOLDER = "site"
STYLE = "style.css"


def files(
    materials: Mapping[Lang, Material],
    reports: Mapping[Lang, Mapping[str, View]],
    downloads: Sequence[Download],
    drafts: Collection[str] = (),
    issued: Sequence[IssuedReport] = (),
    *,
    ready: bool = True,
    unsettled: bool = False,
) -> dict[str, bytes]:
    """Return the files of the site by path below the year's folder.

    `reports`: those that have a page, by language and name; `drafts`: names of those that are drafts, whose pages get a
    watermark; so do the pages about all, and where all is issued if it is `unsettled` by an error. `issued`: those that
    were issued, whose pages are as they were. Unless `ready`, each page says that it is not to be posted yet. Raises
    WrongUseError for a fault in a template of the agency.
    """
    site = {f"{FOLDER}/{page_file(report.kind)}": report.page for report in issued}
    site |= {f"{FOLDER}/{FILES}/{download.name}": download.content for download in downloads}
    for lang, material in materials.items():
        own_language = lang == material.agency.lang
        for kind in ("index", *reports[lang], "data"):
            draft = kind in drafts if kind in reports[lang] else unsettled or bool(drafts)
            view = page(
                *(kind, material, reports[lang], downloads, drafts, issued), own_language=own_language
            )
            text = html.rendered(
                "site.html", material.agency, doc=view, draft=draft, ready=ready, medium="screen"
            )
            place = page_file(kind) if own_language else f"{lang}/{page_file(kind)}"
            site[f"{FOLDER}/{place}"] = languages.marked(text, lang).encode()
        if own_language:
            site[f"{FOLDER}/{STYLE}"] = html.rendered(STYLE, material.agency).encode()
    return site
