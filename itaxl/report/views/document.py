"""What a document consists of: memo, cover, front, and sections of blocks, all of it finished text."""

from dataclasses import dataclass, field
from typing import Literal

from itaxl.report.blocks.block import Block
from itaxl.texts import Lang


@dataclass(frozen=True)
class Section:
    """A part with an anchor, `level` 2 or 3; `wide` parts stand on landscape pages, `fresh` ones begin a page."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    level: int = 2
    wide: bool = False
    fresh: bool = False


@dataclass(frozen=True)
class Field:
    """A line at the head of a memo; a blank value is a dotted line."""

    label: str
    value: str
    css: str = ""


@dataclass(frozen=True)
class Choice:
    """An empty tick box; `line`: a dotted line follows for the reason."""

    label: str
    line: bool


@dataclass(frozen=True)
class Signing:
    """One signatory's block; blank name or position: a dotted line."""

    lead: tuple[str, ...]
    choices: tuple[Choice, ...]
    name: str
    position: str

    @property
    def author(self) -> bool:
        """Whether it is no opinion, but signs what stands above."""
        return not (self.lead or self.choices)


@dataclass(frozen=True)
class Memo:
    heading: str
    fields: tuple[tuple[Field, ...], ...]
    salutation: tuple[str, str]  # label and addressee
    parts: tuple[Section, ...]
    closing: str
    signings: tuple[Signing, ...]

    @property
    def authors(self) -> tuple[Signing, ...]:
        """Those who sign right below the closing."""
        return tuple(signing for signing in self.signings if signing.author)

    @property
    def rows(self) -> tuple[tuple[Signing, ...], ...]:
        """Signings as they stand on paper: in pairs; of an odd number an author stands alone, else the last."""
        alone = 1 if self.authors and len(self.signings) % 2 else 0
        firsts = range(alone, len(self.signings), 2)
        pairs = tuple(self.signings[first : first + 2] for first in firsts)
        return (self.signings[:1], *pairs) if alone else pairs


@dataclass(frozen=True)
class Cover:
    title: tuple[str, ...]
    agency: tuple[str, ...]
    remark: str = ""


@dataclass(frozen=True)
class Entry:
    """A line of the table of contents; `front`: its page has a letter, not a number."""

    label: str
    anchor: str
    level: int
    front: bool = False


@dataclass(frozen=True)
class Contents:
    title: str
    page: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Words:
    """Small words around the text."""

    running_head: str
    page: str
    page_of: str
    skip: str
    draft: str
    draft_remark: str
    empty_line: str


@dataclass(frozen=True)
class Group:
    """Neighbouring sections on pages of one kind; `css`: `start`, `start wide`, `main` or `wide`."""

    css: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class View:
    """A whole document; a part that is None is left out."""

    kind: Literal["analysis", "followup"]
    lang: Lang
    thai_digits: bool
    title: str
    report_title: tuple[str, ...]
    agency: str
    words: Words
    memo: Memo | None
    cover: Cover | None
    preface: Section | None
    contents: Contents | None
    sections: tuple[Section, ...]
    signed: tuple[str, ...] = field(default=())

    @property
    def groups(self) -> tuple[Group, ...]:
        """The sections by kind of page; page numbers begin at the first."""
        found: list[list[Section]] = []
        for section in self.sections:
            if found and found[-1][-1].wide == section.wide:
                found[-1].append(section)
            else:
                found.append([section])
        return tuple(
            Group(_page(number == 0, each[0].wide), tuple(each)) for number, each in enumerate(found)
        )


def _page(first: bool, wide: bool) -> str:
    return f"start{'-wide' if wide else ''}" if first else ("wide" if wide else "main")
