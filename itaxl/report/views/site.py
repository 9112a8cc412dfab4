"""View models of the agency's public pages about a year; `site_pages` makes them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from itaxl.report.views.document import Entry, Section, Words
from itaxl.texts import Lang

ACCESS = "accessibility"  # anchor on the start page
FILES = "files"  # folder of the files to download
KILOBYTE = 1000
REPORTS = ("analysis", "followup-6", "followup")  # order of their pages; the middle one as it was issued


@dataclass(frozen=True)
class Download:
    """File to download; `description` is the key of the text on a file of open data, blank for any other file."""

    name: str
    content: bytes
    description: str = ""

    @property
    def stem(self) -> str:
        return self.name.rpartition(".")[0]

    @property
    def ending(self) -> str:
        return self.name.rpartition(".")[2]

    @property
    def kilobytes(self) -> int:
        """Size in kilobytes, at least one."""
        return max(1, round(len(self.content) / KILOBYTE))


@dataclass(frozen=True)
class IssuedReport:
    """Report that is posted as it was issued. `page`: its page; `changed`: the current figures are others.

    `lang`: the language of the page, blank if that is not known.
    """

    kind: str
    date: date | None
    number: str
    changed: bool
    page: bytes
    lang: str = ""


@dataclass(frozen=True)
class Link:
    """Link; `current` if it leads to its own page, `lang` blank if in the language of the page."""

    label: str
    href: str
    current: bool = False
    lang: str = ""


@dataclass(frozen=True)
class Fact:
    """Line at the foot of each page: a label, and parts that may be links."""

    label: str
    parts: tuple[Link, ...]


@dataclass(frozen=True)
class Page:
    """Page of the site.

    `root` is the relative path to the site's folder; `contents` lists the sections, empty on the start page. `other` is
    the same page in the other language; `owner` is the agency, as a link if its website is known.
    """

    kind: str
    lang: Lang
    title: str
    heading: tuple[str, ...]
    lead: tuple[str, ...]
    contents_title: str
    contents: tuple[Entry, ...]
    sections: tuple[Section, ...]
    nav_label: str
    nav: tuple[Link, ...]
    other: Link
    owner: Link
    closing: tuple[str, ...]
    facts: tuple[Fact, ...]
    description: str
    root: str
    words: Words


def page_kinds(reports: Iterable[str], issued: Iterable[IssuedReport] = ()) -> tuple[str, ...]:
    """Return the kinds of page in their order: start page, reports, open data."""
    kinds = {*reports, *(report.kind for report in issued)}
    return ("index", *sorted(kinds, key=REPORTS.index), "data")


def page_file(kind: str) -> str:
    """Return the file name of a page."""
    return f"{kind}.html"
