"""Parts of a document: memo, cover, front matter, and sections of blocks, all of it finished text."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from itaxl.report.blocks.block import Block
from itaxl.texts import Lang


@dataclass(frozen=True)
class Section:
    """Section with an anchor, `level` 2 or 3; a `wide` section is landscape."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    level: int = 2
    wide: bool = False


@dataclass(frozen=True)
class Field:
    """Line at the head of a memo; a blank value is printed as a dotted line."""

    label: str
    value: str
    css: str = ""


@dataclass(frozen=True)
class Choice:
    """Empty tick box; if `line`, a dotted line for the reason follows."""

    label: str
    line: bool


@dataclass(frozen=True)
class Signing:
    """Signature block of one signatory; a blank name or position is printed as a dotted line."""

    lead: tuple[str, ...]
    choices: tuple[Choice, ...]
    name: str
    position: str

    @property
    def author(self) -> bool:
        """Return whether the signatory wrote the memo and so gives no opinion on it."""
        return not (self.lead or self.choices)


@dataclass(frozen=True)
class Memo:
    """Memo: its head, the parts of its text, and the signature blocks."""

    heading: str
    fields: tuple[tuple[Field, ...], ...]
    salutation: tuple[str, str]  # label and addressee
    parts: tuple[Section, ...]
    closing: str
    signings: tuple[Signing, ...]

    @property
    def authors(self) -> tuple[Signing, ...]:
        """Return the signature blocks that stand right below the closing."""
        return tuple(signing for signing in self.signings if signing.author)

    @property
    def rows(self) -> tuple[tuple[Signing, ...], ...]:
        """Return the signature blocks in pairs, as they stand on paper.

        Of an odd number, the author's block stands alone, or the last one if nobody signs as author.
        """
        single = 1 if self.authors and len(self.signings) % 2 else 0
        firsts = range(single, len(self.signings), 2)
        pairs = tuple(self.signings[first : first + 2] for first in firsts)
        return (self.signings[:1], *pairs) if single else pairs


@dataclass(frozen=True)
class Cover:
    """Cover page: title and agency in lines, and a remark."""

    title: tuple[str, ...]
    agency: tuple[str, ...]
    remark: str = ""


@dataclass(frozen=True)
class Entry:
    """Line of the table of contents; the page of a `front` entry has a letter instead of a number."""

    label: str
    anchor: str
    level: int
    front: bool = False


@dataclass(frozen=True)
class Contents:
    """Table of contents, with its title and the head of its column of page numbers."""

    title: str
    page: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Words:
    """Short texts around the document: running head, page number, name of the cover, skip link, draft mark."""

    running_head: str
    page: str
    page_of: str
    cover: str
    skip: str
    draft: str
    draft_remark: str
    not_ready: str
    empty_line: str
    emblem_place: str


@dataclass(frozen=True)
class Group:
    """Neighbouring sections of one page orientation; `css` is `start`, `start-wide`, `main` or `wide`."""

    css: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class View:
    """View model of a whole document; a part that is None is left out."""

    kind: Literal["analysis", "followup", "overview"]
    lang: Lang
    thai_digits: bool
    title: str
    report_title: tuple[str, ...]
    agency: str
    words: Words
    memo: Memo | None
    cover: Cover | None
    first: Section | None  # what the head of the agency must know, on one page
    preface: Section | None
    contents: Contents | None
    sections: tuple[Section, ...]
    signed: tuple[str, ...] = field(default=())
    day: date | None = None

    @property
    def groups(self) -> tuple[Group, ...]:
        """Return the sections in groups of one page orientation; page numbers begin at the first group."""
        groups: list[list[Section]] = []
        for section in self.sections:
            if groups and groups[-1][-1].wide == section.wide:
                groups[-1].append(section)
            else:
                groups.append([section])
        return tuple(
            Group(_page_css(number == 0, group[0].wide), tuple(group)) for number, group in enumerate(groups)
        )


def _page_css(first: bool, wide: bool) -> str:
    return f"start{'-wide' if wide else ''}" if first else ("wide" if wide else "main")
