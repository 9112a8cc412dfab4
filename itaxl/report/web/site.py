"""Make `reports/<year>/site/`: pages and files for the agency's website, complete in themselves, without scripts.

Pages are in the agency's language; those in the other language are in a folder of its name.
"""

from collections.abc import Collection, Mapping, Sequence

from itaxl.report.views.document import View
from itaxl.report.views.material import Material
from itaxl.report.views.site import FILES, Download, page, page_file, page_kinds
from itaxl.report.web import html, languages
from itaxl.texts import Lang

FOLDER = "site"
STYLE = "style.css"


def files(
    materials: Mapping[Lang, Material],
    reports: Mapping[Lang, Mapping[str, View]],
    downloads: Sequence[Download],
    drafts: Collection[str] = (),
    *,
    ready: bool = True,
) -> dict[str, bytes]:
    """Return the files of the site by path below the year's folder.

    `reports`: those that have a page, by language and name; `drafts`: names of those that are drafts, whose pages get a
    watermark; so do the pages about all. Unless `ready`, each page says that it is not to be posted yet. Raises
    WrongUseError for a fault in a template of the agency.
    """
    site = {f"{FOLDER}/{FILES}/{download.name}": download.content for download in downloads}
    for lang, material in materials.items():
        own_language = lang == material.agency.lang
        for kind in page_kinds(reports[lang]):
            draft = bool(drafts) if kind not in reports[lang] else kind in drafts
            view = page(kind, material, reports[lang], downloads, drafts, own_language=own_language)
            text = html.rendered(
                "site.html", material.agency, doc=view, draft=draft, ready=ready, medium="screen"
            )
            place = page_file(kind) if own_language else f"{lang}/{page_file(kind)}"
            site[f"{FOLDER}/{place}"] = languages.marked(text, lang).encode()
        if own_language:
            site[f"{FOLDER}/{STYLE}"] = html.rendered(STYLE, material.agency).encode()
    return site
